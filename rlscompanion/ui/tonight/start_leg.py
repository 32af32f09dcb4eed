"""The choice of the leg that a routine starts on."""

from PySide6.QtCore import Slot

from rlscompanion.bedtime.ports import Preferences
from rlscompanion.bedtime.preferences import ONE_LEG, START_LEG
from rlscompanion.domain.routine import Legs, Routine, Side, starting_on, unfold
from rlscompanion.ui.widgets.chooser import Chooser
from rlscompanion.ui.widgets.controls import label

_PREFERENCES = {Legs.BOTH: START_LEG, Legs.ONE: ONE_LEG}


def leg_matters(routine: Routine) -> bool:
    """Whether the start leg changes any segment."""
    return unfold(starting_on(routine, Side.LEFT)) != unfold(starting_on(routine, Side.RIGHT))


class StartLeg(Chooser):
    """Visible (with its caption) only for a routine whose start leg matters; remembers the choice."""

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
        """Show the remembered choice for routines of this kind, if it matters here."""
        matters = routine is not None and leg_matters(routine)
        self.setVisible(matters)
        self.caption.setVisible(matters)
        if routine is not None:
            self._legs = routine.legs
            self.caption.setText(_PREFERENCES[routine.legs].label)
            self.setCurrentIndex(self.findData(self._remembered(routine)))

    def applied(self, routine: Routine) -> Routine:
        """The routine, starting on the chosen leg."""
        return starting_on(routine, self._remembered(routine))

    def _remembered(self, routine: Routine) -> Side:
        return _PREFERENCES[routine.legs].of(self._preferences) or routine.start_leg

    @Slot()
    def _remember(self) -> None:
        _PREFERENCES[self._legs].keep(self._preferences, Side(self.currentData()))
