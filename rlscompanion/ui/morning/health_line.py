"""The line of the diary that asks about changes of health and, once, whether the legs need a doctor."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPushButton, QWidget

from rlscompanion.bedtime.health_answers import HealthAnswers
from rlscompanion.ui.widgets.boxes import STRETCH, in_row
from rlscompanion.ui.widgets.controls import button, label

HEALTH_CHANGE_QUESTION = "Anything new about your health?"
LEG_QUESTIONS_INVITATION = "A few questions, just once: are your legs a reason to see a doctor?"


class HealthLine(QWidget):
    """Asks a question about health when the question is due; at other times shows the text `otherwise`.

    Emits `something_new` on *Yes* and `legs_chosen` on *Look*; the receivers of these signals open questions
    about health.
    """

    something_new = Signal()
    legs_chosen = Signal()

    def __init__(self, safety: HealthAnswers, otherwise: str) -> None:
        super().__init__()
        self._safety = safety
        self._otherwise = otherwise
        self._words = label("", "soft")
        self._no = self._make_answer_button("No", "Nothing new", "No, nothing new")
        self._no.clicked.connect(self._answer_no)
        self._yes = self._make_answer_button("Yes", "Something new", "Yes, something new")
        self._yes.clicked.connect(self.something_new)
        self._look = self._make_answer_button(
            "Look", "Look at the leg questions", "Look at the questions about your legs"
        )
        self._look.clicked.connect(self.legs_chosen)
        in_row(self._words, self._no, self._yes, self._look, STRETCH, into=self, spacing=12)
        safety.changed.connect(self.show_question_due)
        self.show_question_due()

    @Slot()
    def show_question_due(self) -> None:
        """Show the health question that is due now; if no question is due, show the text `otherwise`."""
        is_check_due = self._safety.is_check_due
        asks_about_legs = self._safety.must_ask_doctor_questions and not is_check_due
        self._words.setText(
            HEALTH_CHANGE_QUESTION
            if is_check_due
            else LEG_QUESTIONS_INVITATION
            if asks_about_legs
            else self._otherwise
        )
        for answer in (self._no, self._yes):
            answer.setVisible(is_check_due)
        self._look.setVisible(asks_about_legs)

    def _make_answer_button(self, text: str, identifier: str, name: str) -> QPushButton:
        # With a parent from the start: shown without one, it would be a window of its own.
        made = button(text, identifier)
        made.setParent(self)
        made.setAccessibleName(name)
        return made

    @Slot()
    def _answer_no(self) -> None:
        self._safety.confirm_unchanged()
