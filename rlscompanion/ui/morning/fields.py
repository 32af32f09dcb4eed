"""A field of the diary: a question, a text field, the source of the answer, and a problem if there is one."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from rlscompanion.domain.diary_answers import TIME_ITEMS
from rlscompanion.domain.items import Item
from rlscompanion.domain.night import ValueSource
from rlscompanion.ui.morning.stepped_fields import CountField, TimeField
from rlscompanion.ui.widgets.controls import label, set_style_property

_SOURCE_WORDS = {ValueSource.RECORDED: "recorded", ValueSource.ESTIMATED: "estimated"}
_CHANGED_WORD = "changed"


class _SourceLabel(QLabel):
    """The source of an answer, such as "recorded"; as wide as the widest source, so that fields line up."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "recorded")
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        widest = max(
            self.fontMetrics().horizontalAdvance(word) for word in (*_SOURCE_WORDS.values(), _CHANGED_WORD)
        )
        return QSize(widest + 4, self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class DiaryField(QWidget):
    """A diary question with a text field for the answer; the field is blank while the answer is unknown."""

    edited = Signal()
    left = Signal()

    def __init__(self, item: Item) -> None:
        super().__init__()
        about = item.description
        self._shown = ""
        self._source_word = ""
        is_time = item in TIME_ITEMS
        self.line = TimeField(about.name) if is_time else CountField(about.name, about.hint)
        self.line.textChanged.connect(self._show_source)
        self.line.textChanged.connect(self.edited)
        self.line.editingFinished.connect(self.left)
        question = label(about.question or about.name, "question", wrap=True, buddy=self.line)
        self._source = _SourceLabel()
        self._problem = label("", "problem", wrap=True)
        self._problem.hide()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 4, 0, 4)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(2)
        grid.addWidget(question, 0, 0)
        grid.addWidget(self.line, 0, 1)
        grid.addWidget(self._source, 0, 2)
        grid.addWidget(self._problem, 1, 0, 1, 3)
        grid.setColumnStretch(0, 1)

    @property
    def text(self) -> str:
        """The text that is now typed in the field."""
        return self.line.text()

    def show_answer(self, text: str, source: ValueSource | None, is_changed: bool = False) -> None:
        """Show an answer and, where it applies, the note "recorded", "estimated" or "changed" beside it."""
        self._shown = text
        self._source_word = _CHANGED_WORD if is_changed else _SOURCE_WORDS.get(source, "") if source else ""
        self.line.setText(text)
        self._show_source()

    def show_problem(self, sentence: str) -> None:
        """Show a sentence about a problem below the field; an empty sentence removes the earlier sentence."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))
        self.line.setAccessibleDescription(sentence)
        set_style_property(self.line, "state", "problem" if sentence else "")

    def _show_source(self) -> None:
        self._source.setText(self._source_word)
        self._source.setVisible(bool(self._source_word) and self.line.text() == self._shown)
