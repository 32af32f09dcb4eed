"""Which leg comes first or, in a routine for one leg, which one it is."""

from PySide6.QtCore import Slot

from rlscompanion.bedtime.ports import Preferences
from rlscompanion.domain.routine import Legs, Routine, Side, starting_on, unfold
from rlscompanion.ui.preferences import ONE_LEG_PREFERENCE, START_LEG_PREFERENCE
from rlscompanion.ui.widgets.chooser import Chooser
from rlscompanion.ui.widgets.controls import label

_PREFERENCES = {Legs.BOTH: START_LEG_PREFERENCE, Legs.ONE: ONE_LEG_PREFERENCE}
_CAPTIONS = {Legs.BOTH: "Start with", Legs.ONE: "Which leg"}


def leg_matters(routine: Routine) -> bool:
    """Whether the start leg changes anything that is done."""
    return unfold(starting_on(routine, Side.LEFT)) != unfold(starting_on(routine, Side.RIGHT))


class StartLeg(Chooser):
    """Shows itself and its caption only for a routine whose start leg matters; remembers the choice."""

    def __init__(self, preferences: Preferences) -> None:
        super().__init__("Start leg")
        self._preferences = preferences
        self._legs = Legs.BOTH
        self.caption = label("", "soft")
        self.caption.setBuddy(self)
        self.addItem("Left leg", Side.LEFT)
        self.addItem("Right leg", Side.RIGHT)
        self.activated.connect(self._remember)
        self.offer(None)

    def offer(self, routine: Routine | None) -> None:
        """Show what is remembered for routines like this one, if it matters to it."""
        matters = routine is not None and leg_matters(routine)
        self.setVisible(matters)
        self.caption.setVisible(matters)
        if routine is not None:
            self._legs = routine.legs
            self.caption.setText(_CAPTIONS[routine.legs])
            self.setCurrentIndex(self.findData(self._remembered(routine)))

    def applied(self, routine: Routine) -> Routine:
        """The routine, starting on the leg that is chosen for routines like it."""
        return starting_on(routine, self._remembered(routine))

    def _remembered(self, routine: Routine) -> Side:
        kept = self._preferences.get(_PREFERENCES[routine.legs], routine.start_leg)
        return Side(kept) if kept in (Side.LEFT, Side.RIGHT) else routine.start_leg

    @Slot()
    def _remember(self) -> None:
        self._preferences.set(_PREFERENCES[self._legs], str(self.currentData()))
