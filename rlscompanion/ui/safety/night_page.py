"""The dark page for nights when health answers rule out massage: the reason, and what to do instead."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QPushButton

from rlscompanion.bedtime.ports import Clock
from rlscompanion.domain.routine import Routine
from rlscompanion.domain.safety_advice import WALKING_CAUTION
from rlscompanion.ui.widgets.boxes import STRETCH, in_column, in_row
from rlscompanion.ui.widgets.choice_page import ChoicePage
from rlscompanion.ui.widgets.column import CentredColumn
from rlscompanion.ui.widgets.controls import display_label, label, show_text

OPEN_SECONDS_WITHOUT_KEY = 60.0
"""How long the night page stays open without a key press: long enough to read the page twice."""


class NightAdvicePage(ChoicePage):
    """Shows one sentence of advice and a few large choices in place of a massage at night.

    The page closes after a while without a key press.
    """

    routine_chosen = Signal(object)
    sound_chosen = Signal()
    left = Signal()

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock, OPEN_SECONDS_WITHOUT_KEY)
        self._walking_routine: Routine | None = None
        self._movement_routine: Routine | None = None
        self._breathing_routine: Routine | None = None
        self._advice = display_label("Advice", "advice", wrap=True)
        self._caution = label(WALKING_CAUTION, "small", wrap=True)
        self._walking = self._make_choice("Walking", self.choose_walking)
        self._movement = self._make_choice("Leg exercises", self.choose_movement)
        self._breathing = self._make_choice("Breathing", self.choose_breathing)
        self._sound = self._make_choice("Play sound", self.sound_chosen.emit)
        self._back = self._make_choice("Back to sleep", self.left.emit)
        self._close = self._make_choice("Close", self.left.emit)
        self._buttons = (
            *(self._walking, self._movement, self._breathing),
            *(self._sound, self._back, self._close),
        )
        self._lay_out()

    def advise(
        self,
        sentence: str,
        walking: Routine | None,
        movement: Routine | None,
        breathing: Routine | None,
        is_emergency: bool,
    ) -> None:
        """Show `sentence` as the reason for no massage, and offer those routines that are not None.

        In an emergency the page offers nothing, and has only a button that closes the page.
        """
        self._walking_routine, self._breathing_routine = walking, breathing
        self._movement_routine = movement
        show_text(self._advice, sentence)
        self._walking.setVisible(walking is not None and not is_emergency)
        self._caution.setVisible(walking is not None and not is_emergency)
        self._movement.setVisible(movement is not None and not is_emergency)
        self._breathing.setVisible(breathing is not None and not is_emergency)
        self._sound.setVisible(not is_emergency)
        self._back.setVisible(not is_emergency)
        self._close.setVisible(is_emergency)
        self._first.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Start the timer that closes the page after a while without a key press."""
        super().showEvent(event)
        self._first.setFocus()
        self._idle.restart()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop the timer that closes the page after a while without a key press."""
        self._idle.stop()
        super().hideEvent(event)

    @property
    def _first(self) -> QPushButton:
        return next(each for each in self._buttons if not each.isHidden())

    def _close_page(self) -> None:
        self.left.emit()

    def _lay_out(self) -> None:
        for words in (self._advice, self._caution):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column = in_column(
            STRETCH,
            self._advice,
            8,
            in_row((self._walking, 1), (self._movement, 1), spacing=18),
            self._caution,
            in_row((self._breathing, 1), (self._sound, 1), spacing=18),
            self._back,
            self._close,
            STRETCH,
            spacing=18,
            margins=None,
        )
        in_column(CentredColumn(column, 620), into=self)

    @Slot()
    def choose_walking(self) -> None:
        """Emit `routine_chosen` with the walking routine, which starts on the edge of the bed."""
        self.routine_chosen.emit(self._walking_routine)

    @Slot()
    def choose_movement(self) -> None:
        """Emit `routine_chosen` with the routine of movements in bed, which are done without hands."""
        self.routine_chosen.emit(self._movement_routine)

    @Slot()
    def choose_breathing(self) -> None:
        """Emit `routine_chosen` with the routine of slow breathing while lying."""
        self.routine_chosen.emit(self._breathing_routine)
