"""One line of the diary: its question, its answer, where that came from, and what is wrong with it."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QSizePolicy, QWidget

from rlscompanion.domain.night import Item, Source
from rlscompanion.ui.theme import TARGET
from rlscompanion.ui.widgets.controls import identified, label, restyled

_SOURCE_WORDS = {Source.RECORDED: "recorded", Source.ESTIMATED: "estimated"}


class _ShortLine(QLineEdit):
    """Wide enough for any clock time at any text size."""

    def sizeHint(self) -> QSize:
        widest = self.fontMetrics().horizontalAdvance("11:40 pm")
        return QSize(widest + 56, max(TARGET, super().sizeHint().height()))


class _Origin(QLabel):
    """Where an answer comes from; as wide as its longest word, so that answers stand in one column."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "recorded")
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        widest = max(self.fontMetrics().horizontalAdvance(word) for word in _SOURCE_WORDS.values())
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
        self._source: Source | None = None
        self.line = _ShortLine()
        identified(self.line, name)
        self.line.setPlaceholderText(hint)
        self.line.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.line.textChanged.connect(self._mark)
        self.line.textChanged.connect(self.edited)
        self.line.editingFinished.connect(self.left)
        question = label(name, "question", wrap=True)
        question.setBuddy(self.line)
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

    @property
    def is_changed(self) -> bool:
        """Whether something else stands in the field than was shown."""
        return self.line.text() != self._shown

    def show_answer(self, text: str, source: Source | None) -> None:
        """Show what is known, and whether it was recorded."""
        self._shown, self._source = text, source
        self.line.setText(text)
        self._mark()

    def show_problem(self, sentence: str) -> None:
        """Say what is wrong here, or nothing."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))
        self.line.setAccessibleDescription(sentence)
        restyled(self.line, "state", "problem" if sentence else "")

    def _mark(self) -> None:
        untouched = self._source is not None and self.line.text() == self._shown
        if self._source is not None:
            self._origin.setText(_SOURCE_WORDS[self._source])
        self._origin.setVisible(untouched)
