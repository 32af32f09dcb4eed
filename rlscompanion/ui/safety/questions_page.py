"""The page that asks a set of health questions all at once."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from rlscompanion.domain.safety import Finding, FindingGroup
from rlscompanion.ui.safety.questions import FindingBoxes, FoldingGroup
from rlscompanion.ui.widgets.boxes import STRETCH, add_parts, in_column
from rlscompanion.ui.widgets.column import PageBar, PageColumn
from rlscompanion.ui.widgets.controls import button, display_label, label, set_style_property, show_text
from rlscompanion.ui.widgets.wrapping_row import WrappingRow


@dataclass(frozen=True)
class QuestionSet:
    """The content of a page of health questions: texts, unfolded groups of boxes, and folded groups."""

    title: str
    hint: str
    open_groups: tuple[FindingGroup, ...]
    folded_groups: tuple[FindingGroup, ...] = ()

    @property
    def groups(self) -> tuple[FindingGroup, ...]:
        """All groups of boxes on the page: the unfolded groups, then the folded groups."""
        return (*self.open_groups, *self.folded_groups)


_URGENT_GROUPS = (FindingGroup.EMERGENCY, FindingGroup.SAME_DAY)
_HEALTH_GROUPS = (FindingGroup.ASK_FIRST, FindingGroup.POSTPONE, FindingGroup.LIGHT)

HEALTH_QUESTIONS = QuestionSet(
    "Health questions",
    "For adults. Tick what fits you. Open the groups below, too. Your answers decide which massage "
    "steps are left out, and stay on this computer.",
    _URGENT_GROUPS,
    _HEALTH_GROUPS,
)
ALL_QUESTIONS = QuestionSet(
    HEALTH_QUESTIONS.title, HEALTH_QUESTIONS.hint, _URGENT_GROUPS, (*_HEALTH_GROUPS, FindingGroup.SEE_DOCTOR)
)
TONIGHT_QUESTIONS = QuestionSet(
    "Tonight is different",
    "What you tick here counts for tonight only.",
    (*_URGENT_GROUPS, FindingGroup.POSTPONE, FindingGroup.LIGHT),
)
RESTLESS_LEGS_QUESTIONS = QuestionSet(
    "Your restless legs",
    "Tick what is true for you. Each of these is a reason to see a doctor.",
    (FindingGroup.SEE_DOCTOR,),
)


class QuestionsPage(QWidget):
    """A page that asks a set of health questions, with buttons to answer.

    `answered` is emitted with the ticked findings (symptoms and conditions) and all groups on the page. If
    any box is ticked, the button *Done* answers. If no box is ticked, the button *None of these* answers, and
    has the focus.
    """

    answered = Signal(object, object)
    put_off = Signal()

    def __init__(self, question_set: QuestionSet) -> None:
        super().__init__()
        self._set = question_set
        self._open = FindingBoxes(question_set.open_groups)
        self._folds = [FoldingGroup(group) for group in question_set.folded_groups]
        self._asked = [self._open, *(fold.questions for fold in self._folds)]
        self._none = button("None of these", "None of these", pressed=self.choose_none)
        self._none.setAccessibleDescription(
            f"{question_set.title}. Nothing applies, in any group. Shift and Tab go back to the groups."
        )
        self._done = button("Done", "Done", pressed=self.submit_ticked)
        self._not_now = button("Not now", "Not now", "flat", pressed=self.put_off)
        for questions in self._asked:
            questions.ticked.connect(self._offer_answer)
        self._lay_out()
        self._offer_answer()

    @property
    def findings(self) -> frozenset[Finding]:
        """The symptoms and conditions that are ticked on the page."""
        return frozenset[Finding]().union(*(each.findings for each in self._asked))

    def ask(self, findings: Iterable[Finding] = ()) -> None:
        """Scroll to the top, and tick the boxes of these findings (symptoms or conditions)."""
        self.tick(findings)
        self._column.verticalScrollBar().setValue(0)
        (self._done if self.findings else self._none).setFocus()

    def tick(self, findings: Iterable[Finding]) -> None:
        """Tick the boxes of these findings (symptoms or conditions), and clear all other boxes."""
        ticked = frozenset(findings)
        self._open.tick(ticked)
        for fold in self._folds:
            fold.tick(ticked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Emit `put_off` on Esc, as the button *Not now* does."""
        if event.key() == Qt.Key.Key_Escape:
            self.put_off.emit()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        title = display_label("Question", "title", wrap=True)
        show_text(title, self._set.title)
        hint = label(self._set.hint, "soft", wrap=True)
        lines = in_column(title, 2, hint, 12, self._open, 6, spacing=0, margins=(0, 10, 0, 4))
        add_parts(lines, *self._folds, STRETCH)
        self._column = PageColumn(lines)
        foot = QWidget()
        foot.setLayout(WrappingRow((self._none, self._done, self._not_now)))
        for control in (self._none, self._done):
            control.setProperty("bulk", "wide")
        in_column((self._column, 1), PageBar(foot, above=8, below=14), into=self, spacing=0)

    @Slot()
    def _offer_answer(self) -> None:
        """Offer the button *None of these* while no box is ticked, otherwise *Done*."""
        is_ticked = bool(self.findings)
        for control, is_offered in ((self._none, not is_ticked), (self._done, is_ticked)):
            control.setEnabled(is_offered)
            set_style_property(control, "role", "primary" if is_offered else "")

    @Slot()
    def choose_none(self) -> None:
        """Emit `answered` with no findings."""
        self.answered.emit(frozenset(), self._set.groups)

    @Slot()
    def submit_ticked(self) -> None:
        """Emit `answered` with the ticked findings."""
        self.answered.emit(self.findings, self._set.groups)
