"""The choice on the Tonight page which leg a routine starts on."""

from PySide6.QtCore import Slot

from rlscompanion.bedtime.ports import Preferences
from rlscompanion.bedtime.preferences import ONE_LEG, START_LEG
from rlscompanion.domain.routine import Legs, Routine, Side, routine_segments, with_start_leg
from rlscompanion.ui.widgets.chooser import Chooser
from rlscompanion.ui.widgets.controls import label

_PREFERENCES = {Legs.BOTH: START_LEG, Legs.ONE: ONE_LEG}


def leg_matters(routine: Routine) -> bool:
    """Whether a routine is different when it starts on the other leg."""
    return routine_segments(with_start_leg(routine, Side.LEFT)) != routine_segments(
        with_start_leg(routine, Side.RIGHT)
    )


class StartLeg(Chooser):
    """A combo box for the leg that a routine starts on; the choice is remembered.

    It and its caption are visible only for routines in which that leg matters.
    """

    def __init__(self, preferences: Preferences) -> None:
        super().__init__("Start leg")
        self._preferences = preferences
        self._legs = Legs.BOTH
        self.caption = label("", "soft", buddy=self)
        self.addItem("Left leg", Side.LEFT)
        self.addItem("Right leg", Side.RIGHT)
        self.activated.connect(self._remember)
        self.offer(None)

    def offer(self, routine: Routine | None) -> None:
        """Show the choice remembered for routines like this one; hide the box if the leg does not matter."""
        matters = routine is not None and leg_matters(routine)
        self.setVisible(matters)
        self.caption.setVisible(matters)
        if routine is not None:
            self._legs = routine.legs
            self.caption.setText(_PREFERENCES[routine.legs].label)
            self.setCurrentIndex(self.findData(self._remembered(routine)))

    def applied(self, routine: Routine) -> Routine:
        """The routine, changed to start on the leg remembered for it."""
        return with_start_leg(routine, self._remembered(routine))

    def _remembered(self, routine: Routine) -> Side:
        return _PREFERENCES[routine.legs].of(self._preferences) or routine.start_leg

    @Slot()
    def _remember(self) -> None:
        _PREFERENCES[self._legs].keep(self._preferences, Side(self.currentData()))
