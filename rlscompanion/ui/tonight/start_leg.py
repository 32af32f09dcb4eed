"""The choice, on the Tonight page, of the leg on which a massage routine starts."""

from PySide6.QtCore import Slot

from rlscompanion.bedtime.ports import Preferences
from rlscompanion.bedtime.preferences import ONLY_LEG, START_LEG
from rlscompanion.domain.routine import Legs, Routine, Side, routine_segments, with_start_leg
from rlscompanion.ui.widgets.combo_box import ComboBox
from rlscompanion.ui.widgets.controls import label

_PREFERENCE_BY_LEGS = {Legs.BOTH: START_LEG, Legs.ONE: ONLY_LEG}


def depends_on_start_leg(routine: Routine) -> bool:
    """Whether it makes a difference on which leg a routine starts."""
    return routine_segments(with_start_leg(routine, Side.LEFT)) != routine_segments(
        with_start_leg(routine, Side.RIGHT)
    )


class StartLegChoice(ComboBox):
    """A combo box for the leg on which a massage routine starts; the choice is remembered.

    The box and its caption are visible only for routines in which the start leg makes a difference.
    """

    def __init__(self, preferences: Preferences) -> None:
        super().__init__("Start leg")
        self._preferences = preferences
        self._legs = Legs.BOTH
        self.caption = label("", "soft", buddy=self)
        self.addItem("Left leg", Side.LEFT)
        self.addItem("Right leg", Side.RIGHT)
        self.activated.connect(self._remember)
        self.show_for(None)

    def show_for(self, routine: Routine | None) -> None:
        """Show the leg remembered for routines of this kind; hide the box if the leg makes no difference."""
        is_needed = routine is not None and depends_on_start_leg(routine)
        self.setVisible(is_needed)
        self.caption.setVisible(is_needed)
        if routine is not None:
            self._legs = routine.legs
            self.caption.setText(_PREFERENCE_BY_LEGS[routine.legs].label)
            self.setCurrentIndex(self.findData(self._remembered(routine)))

    def adapt(self, routine: Routine) -> Routine:
        """A copy of a routine that starts on the leg remembered for routines of this kind."""
        return with_start_leg(routine, self._remembered(routine))

    def _remembered(self, routine: Routine) -> Side:
        return _PREFERENCE_BY_LEGS[routine.legs].of(self._preferences) or routine.start_leg

    @Slot()
    def _remember(self) -> None:
        _PREFERENCE_BY_LEGS[self._legs].keep(self._preferences, Side(self.currentData()))
