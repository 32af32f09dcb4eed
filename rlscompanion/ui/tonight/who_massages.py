"""The choice, on the Tonight page, of who massages: the person or a helper."""

from PySide6.QtCore import Slot

from rlscompanion.bedtime.ports import Preferences
from rlscompanion.bedtime.preferences import MASSAGED_BY_HELPER
from rlscompanion.domain.routine import Routine, with_helper
from rlscompanion.ui.widgets.combo_box import ComboBox
from rlscompanion.ui.widgets.controls import label


class WhoMassagesChoice(ComboBox):
    """A combo box for who massages, the person or a helper; the choice is remembered.

    The box and its caption are visible only for routines that a helper can do.
    """

    def __init__(self, preferences: Preferences) -> None:
        super().__init__(MASSAGED_BY_HELPER.identifier)
        self._preferences = preferences
        self.caption = label(MASSAGED_BY_HELPER.label, "soft")
        self.caption.setBuddy(self)
        self.addItem("I do", False)
        self.addItem("Someone helps me", True)
        self.activated.connect(self._remember)
        self.show_for(None)

    def show_for(self, routine: Routine | None) -> None:
        """Show the remembered choice, or hide the box if a helper can do no step of this routine."""
        can_help = routine is not None and any(step.helper_version is not None for step in routine.steps)
        self.setVisible(can_help)
        self.caption.setVisible(can_help)
        self.setCurrentIndex(self.findData(MASSAGED_BY_HELPER.of(self._preferences)))

    def adapt(self, routine: Routine) -> Routine:
        """A copy of a routine for a helper's hands if a helper was chosen; otherwise the routine itself."""
        can_help = any(step.helper_version is not None for step in routine.steps)
        return with_helper(routine) if can_help and MASSAGED_BY_HELPER.of(self._preferences) else routine

    @Slot()
    def _remember(self) -> None:
        MASSAGED_BY_HELPER.keep(self._preferences, bool(self.currentData()))
