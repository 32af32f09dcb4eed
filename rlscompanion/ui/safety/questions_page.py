"""The health questions, a screen at a time."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from rlscompanion.domain.safety import CHANGES_OVERNIGHT, GROUP_QUESTIONS, Finding, Group, findings_of
from rlscompanion.ui.safety.questions import Questions
from rlscompanion.ui.widgets.boxes import filled, in_column
from rlscompanion.ui.widgets.column import CentredColumn
from rlscompanion.ui.widgets.controls import button, display, label, restyled, show_on
from rlscompanion.ui.widgets.wrapping_row import WrappingRow

NOTHING_TICKED = "Tick what applies, or press “None of these apply”."


@dataclass(frozen=True)
class Conversation:
    """What is asked together: screens of groups, and what is said about it."""

    title: str
    hint: str
    screens: tuple[tuple[Group, ...], ...]


ABOUT_HEALTH = Conversation(
    "Health questions",
    "Your answers decide which massage steps are left out. They stay on this computer.",
    tuple((group,) for group in Group),
)
ABOUT_TONIGHT = Conversation(
    "Tonight is different",
    "What you tick here counts for tonight alone.",
    (CHANGES_OVERNIGHT,),
)


class QuestionsPage(QWidget):
    """Asks one screen after the other. `answered` tells all that is ticked in the end.

    What needs help at once ends the asking there and then.
    """

    answered = Signal(object)
    put_off = Signal()

    def __init__(self, conversation: Conversation) -> None:
        super().__init__()
        self._conversation = conversation
        self._index = 0
        self._screens = [Questions(groups) for groups in conversation.screens]
        self._progress = label("", "soft")
        self._question = display("Question", "title", wrap=True)
        self._problem = display("Problem", "soft", wrap=True)
        self._none = button("None of these apply", "None of these apply")
        self._next = button("Next", "Next")
        self._back = button("Back", "Back", "flat")
        self._not_now = button("Not now", "Not now", "flat")
        for each in (self._problem, self._back):
            policy = each.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            each.setSizePolicy(policy)
        for control, press in (
            (self._none, self.choose_none),
            (self._next, self.go_on),
            (self._back, self._go_back),
            (self._not_now, self.put_off),
        ):
            control.clicked.connect(press)
        for screen in self._screens:
            screen.ticked.connect(self._follow)
        self._lay_out()
        self.ask()

    @property
    def findings(self) -> frozenset[Finding]:
        """All that is ticked so far."""
        return frozenset[Finding]().union(*(screen.findings for screen in self._screens))

    def ask(self, findings: Iterable[Finding] = ()) -> None:
        """Begin at the first screen, with these ticked already."""
        ticked = frozenset(findings)
        for screen in self._screens:
            screen.tick(ticked)
        self._show(0)

    def tick(self, findings: Iterable[Finding]) -> None:
        """Tick these on the screen that is shown, and no others there."""
        self._screen.tick(findings)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc is for another time."""
        if event.key() == Qt.Key.Key_Escape:
            self.put_off.emit()
        else:
            super().keyPressEvent(event)

    @property
    def _screen(self) -> Questions:
        return self._screens[self._index]

    def _lay_out(self) -> None:
        lines = in_column(spacing=0, margins=(0, 20, 0, 20))
        lines.addStretch(2)
        filled(
            lines,
            self._progress,
            4,
            self._question,
            6,
            label(self._conversation.hint, "soft", wrap=True),
            22,
            *self._screens,
            22,
            self._problem,
            8,
        )
        for control in (self._none, self._next):
            control.setProperty("bulk", "wide")
        lines.addLayout(WrappingRow((self._none, self._next, self._back, self._not_now), self._none))
        lines.addStretch(3)
        self._centred = CentredColumn(lines, 1120 if self._is_wide else 760)
        in_column(self._centred, into=self)

    @property
    def _is_wide(self) -> bool:
        return len(self._conversation.screens) == 1

    def _show(self, index: int) -> None:
        self._index = index
        for each in self._screens:
            each.setVisible(each is self._screen)
        number = len(self._screens)
        title = self._conversation.title
        self._progress.setText(f"{title}, {index + 1} of {number}" if number > 1 else "")
        self._progress.setVisible(number > 1)
        question = title if number == 1 else GROUP_QUESTIONS[self._screen.groups[0]]
        show_on(self._question, question, f"{index + 1} of {number}, {question}")
        self._back.setVisible(index > 0)
        show_on(self._problem, "")
        self._follow()
        self._centred.verticalScrollBar().setValue(0)
        self._screen.begin()

    @Slot()
    def _follow(self) -> None:
        """Nothing can be ticked and none apply at the same time."""
        is_ticked = bool(self._screen.findings)
        self._none.setEnabled(not is_ticked)
        restyled(self._next, "role", "primary" if is_ticked else "")
        if is_ticked:
            show_on(self._problem, "")
        self._problem.setVisible(bool(self._problem.text()))

    @Slot()
    def choose_none(self) -> None:
        """None of these apply."""
        self._screen.tick(())
        self._leave_screen()

    @Slot()
    def go_on(self) -> None:
        """Go on with what is ticked, if anything is."""
        if self._screen.findings:
            self._leave_screen()
            return
        show_on(self._problem, NOTHING_TICKED)
        self._follow()

    def _leave_screen(self) -> None:
        needs_help = self._screen.findings & frozenset(findings_of(Group.EMERGENCY))
        if needs_help or self._index + 1 == len(self._screens):
            self.answered.emit(self.findings)
        else:
            self._show(self._index + 1)

    @Slot()
    def _go_back(self) -> None:
        self._show(self._index - 1)
