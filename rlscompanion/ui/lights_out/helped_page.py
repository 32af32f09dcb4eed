"""The page that asks whether something the person tried at night helped; one key press answers."""

from PySide6.QtCore import Qt, Signal, Slot

from rlscompanion.bedtime.ports import Clock
from rlscompanion.domain.items import Helped
from rlscompanion.ui.widgets.boxes import STRETCH, in_column
from rlscompanion.ui.widgets.column import CentredColumn
from rlscompanion.ui.widgets.controls import display_label, show_text
from rlscompanion.ui.widgets.numbered_choices import NumberedChoices

ANSWER_WAIT_SECONDS = 30.0
HELPED_ANSWER_TITLES = {Helped.NO: "No", Helped.A_LITTLE: "A little", Helped.YES: "Yes", None: "Not tried"}


class HelpedPage(NumberedChoices):
    """Asks whether something that the person tried at night helped.

    `answered` is emitted with a value of `Helped` (no, a little, yes), or with None for *Not tried*.
    """

    answered = Signal(object)

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock, ANSWER_WAIT_SECONDS)
        self._question = display_label("Did it help", "night", wrap=True)
        self._question.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._answers = {
            helped: self._make_numbered_choice(title, self._emit_answer, "choice" if helped else "flat")
            for helped, title in HELPED_ANSWER_TITLES.items()
        }
        self._answers[None].setProperty("bulk", "large")
        column = in_column(
            STRETCH, self._question, 8, *self._answers.values(), STRETCH, spacing=22, margins=None
        )
        in_column(CentredColumn(column, 620), into=self)

    def ask_question(self, question: str) -> None:
        """Show this question and give the focus to the first answer."""
        show_text(self._question, question)
        self.setAccessibleName(question)
        self.focus_first_choice()
        self._idle.restart()

    @Slot()
    def _emit_answer(self) -> None:
        pressed = self.sender()
        self.answered.emit(next(helped for helped, each in self._answers.items() if each is pressed))
