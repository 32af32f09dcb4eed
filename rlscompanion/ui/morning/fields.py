"""One line of the diary: its question, its answer, where that came from, and what is wrong with it."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QSizePolicy, QWidget

from rlscompanion.domain.diary_answers import TIME_ITEMS
from rlscompanion.domain.diary_entry import whole_number
from rlscompanion.domain.items import Item
from rlscompanion.domain.moment import parse_clock_time
from rlscompanion.domain.night import Source
from rlscompanion.ui.theme import TARGET
from rlscompanion.ui.widgets.controls import identified, label, restyled

_SOURCE_WORDS = {Source.RECORDED: "recorded", Source.ESTIMATED: "estimated"}
_CHANGED = "changed"

TIME_STEP, COUNT_STEP = 5, 1
"""Minutes by which the up and down keys move a clock time, and how much they add to a count."""


class _ShortLine(QLineEdit):
    """Wide enough for any clock time at any text size; up and down move what stands in it."""

    def __init__(self, is_time: bool) -> None:
        super().__init__()
        self._is_time = is_time

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up: later, or more; down: earlier, or fewer. What cannot be read stays as it is."""
        ways = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
        way = ways.get(Qt.Key(event.key()))
        if way is None:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.setText(nudged_time(self.text(), way) if self._is_time else nudged_count(self.text(), way))

    def sizeHint(self) -> QSize:
        widest = self.fontMetrics().horizontalAdvance("11:40 pm")
        return QSize(widest + 56, max(TARGET, super().sizeHint().height()))


def nudged_time(text: str, way: int) -> str:
    """A clock time one step later (1) or earlier (-1), round midnight; other texts as they are."""
    clock = parse_clock_time(text)
    if clock is None:
        return text
    minutes = (clock.hour * 60 + clock.minute + way * TIME_STEP) % (24 * 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def nudged_count(text: str, way: int) -> str:
    """A count one more (1) or one fewer (-1), never below none; other texts as they are."""
    text = text.strip()
    if not text:
        return "0" if way > 0 else ""
    count = whole_number(text)
    return text if count is None else str(max(0, count + way * COUNT_STEP))


class _Origin(QLabel):
    """Where an answer comes from; as wide as its longest word, so that answers stand in one column."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "recorded")
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        widest = max(
            self.fontMetrics().horizontalAdvance(word) for word in (*_SOURCE_WORDS.values(), _CHANGED)
        )
        return QSize(widest + 4, self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class DiaryField(QWidget):
    """A typed answer, blank where nothing is known."""

    edited = Signal()
    left = Signal()

    def __init__(self, item: Item, name: str, hint: str) -> None:
        super().__init__()
        self.item = item
        self._shown = ""
        self._word = ""
        self.line = _ShortLine(is_time=item in TIME_ITEMS)
        identified(self.line, name)
        self.line.setPlaceholderText(hint)
        self.line.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.line.textChanged.connect(self._mark)
        self.line.textChanged.connect(self.edited)
        self.line.editingFinished.connect(self.left)
        question = label(name, "question", wrap=True, buddy=self.line)
        self._origin = _Origin()
        self._problem = label("", "problem", wrap=True)
        self._problem.hide()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 4, 0, 4)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(2)
        grid.addWidget(question, 0, 0)
        grid.addWidget(self.line, 0, 1)
        grid.addWidget(self._origin, 0, 2)
        grid.addWidget(self._problem, 1, 0, 1, 3)
        grid.setColumnStretch(0, 1)

    @property
    def text(self) -> str:
        """What stands in the field."""
        return self.line.text()

    def show_answer(self, text: str, source: Source | None, is_changed: bool = False) -> None:
        """Show what is known, and whether it was recorded, or has changed since it was shown first."""
        self._shown = text
        self._word = _CHANGED if is_changed else _SOURCE_WORDS.get(source, "") if source else ""
        self.line.setText(text)
        self._mark()

    def show_problem(self, sentence: str) -> None:
        """Say what is wrong here, or nothing."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))
        self.line.setAccessibleDescription(sentence)
        restyled(self.line, "state", "problem" if sentence else "")

    def _mark(self) -> None:
        self._origin.setText(self._word)
        self._origin.setVisible(bool(self._word) and self.line.text() == self._shown)
