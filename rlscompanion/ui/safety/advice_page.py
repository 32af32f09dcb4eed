"""The page on what the health answers mean: which massage is ruled out, what is allowed, whom to call."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from rlscompanion.bedtime.health_answers import HealthAnswers
from rlscompanion.domain.routine import Routine
from rlscompanion.domain.safety import RestrictionLevel
from rlscompanion.domain.safety_advice import locked_and_open_sentence, verdict_sentences, verdict_title
from rlscompanion.ui.widgets.boxes import STRETCH, add_parts, in_column, in_row
from rlscompanion.ui.widgets.column import READING_WIDTH, PageColumn
from rlscompanion.ui.widgets.controls import button, display_label, show_text
from rlscompanion.ui.widgets.wrapping_check_box import WrappingCheckBox

PROFESSIONAL_AGREED_TEXT = "A professional said massage is fine for me"


class AdvicePage(QWidget):
    """Explains what the person's health answers mean for massage.

    The person can tick that a professional has approved massage; this applies at once. `find_movement`
    returns an allowed routine of movements without massage, or None. That routine is offered while the
    answers rule out massage.
    """

    done = Signal()
    change_chosen = Signal()
    movement_chosen = Signal(object)
    breathing_chosen = Signal()
    sound_chosen = Signal()
    lights_out_chosen = Signal()

    def __init__(self, safety: HealthAnswers, find_movement: Callable[[], Routine | None]) -> None:
        super().__init__()
        self._safety, self._find_movement = safety, find_movement
        self._title = display_label("Outcome", "title", wrap=True)
        self._advice = display_label("Advice", "advice", wrap=True)
        self._open = display_label("What is open", "soft", wrap=True)
        self._agreed = WrappingCheckBox(PROFESSIONAL_AGREED_TEXT)
        self._agreed.toggled.connect(self._agree)
        self._movement = button("Leg exercises", "Leg exercises", pressed=self._choose_movement)
        self._breathing = button("Breathing", "Breathing")
        self._sound = button("Play sound", "Play sound")
        self._lights_out = button("Lights out", "Lights out")
        self._done = button("Done", "Done", "primary")
        self._done.setProperty("bulk", "wide")
        self._change = button("Change answers", "Change answers", "flat")
        for control, chosen in (
            (self._breathing, self.breathing_chosen),
            (self._sound, self.sound_chosen),
            (self._lights_out, self.lights_out_chosen),
            (self._done, self.done),
            (self._change, self.change_chosen),
        ):
            control.clicked.connect(chosen)
        self._offers = QWidget()
        self._lay_out()

    def refresh(self) -> None:
        """Show the advice that follows from the present health answers."""
        self._show()
        self._done.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Emit `done` on Esc, which leaves the page."""
        if event.key() == Qt.Key.Key_Escape:
            self.done.emit()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        lines = in_column(spacing=0, margins=(0, 20, 0, 20))
        add_parts(lines, self._title, 18, self._advice, 14, self._open, 10, self._agreed, 22)
        in_column(
            in_row((self._movement, 1), (self._breathing, 1), spacing=14),
            in_row((self._sound, 1), (self._lights_out, 1), spacing=14),
            into=self._offers,
            spacing=14,
            margins=(0, 0, 0, 18),
        )
        add_parts(lines, self._offers, in_row(self._done, 14, self._change, STRETCH))
        lines.addStretch(1)
        in_column(PageColumn(lines, READING_WIDTH), into=self)

    def _show(self) -> None:
        verdict, standing = self._safety.verdict, self._safety.lasting_answers
        show_text(self._title, verdict_title(verdict))
        show_text(self._advice, "\n\n".join(verdict_sentences(verdict)))
        show_text(self._open, locked_and_open_sentence(verdict))
        self._open.setVisible(verdict.is_locked)
        to_ask = bool(standing and standing.findings_needing_approval)
        is_emergency = verdict.level is RestrictionLevel.EMERGENCY
        # Beside what needs advice today it would open nothing.
        self._agreed.setVisible(to_ask and verdict.level < RestrictionLevel.SAME_DAY)
        self._agreed.blockSignals(True)
        self._agreed.tick(bool(standing and standing.is_fully_approved))
        self._agreed.blockSignals(False)
        self._offers.setVisible(verdict.is_locked and not is_emergency)
        self._movement.setVisible(self._find_movement() is not None)
        words = "Answer the questions" if self._safety.was_never_answered else "Change answers"
        self._change.setText(words)

    @Slot()
    def _choose_movement(self) -> None:
        self.movement_chosen.emit(self._find_movement())

    @Slot(bool)
    def _agree(self, agreed: bool) -> None:
        self._safety.set_professional_approval(agreed)
        self._show()
