"""Opening the Routines page from Tonight or from Settings."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from rlscompanion.bedtime.preferences import RESCUE_ROUTINE, WIND_DOWN_ROUTINE
from rlscompanion.ui.flow.part import FlowPart

if TYPE_CHECKING:
    from rlscompanion.ui.routines.page import RoutinesPage


class RoutinesFlow(FlowPart):
    """Shows the Routines page, with the tab marked from which the page was opened."""

    @cached_property
    def routines(self) -> RoutinesPage:
        """The Routines page, which lists all routines and lets the person edit them."""
        from rlscompanion.ui.routines.page import RoutinesPage

        page = RoutinesPage(
            self._bedtime.routines, self._bedtime.figure_text, self._bedtime.files, self._bedtime.undo
        )
        self._window.closing.connect(page.save_typed_text)
        return self._window.add_page(page)

    @Slot()
    def show_from_tonight(self) -> None:
        """Show the Routines page, and select there the routine that is chosen on Tonight."""
        self.routines.choose_routine(WIND_DOWN_ROUTINE.of(self._bedtime.preferences))
        self._window.show_page(self.routines, "Tonight")

    @Slot()
    def show_from_settings(self) -> None:
        """Show the Routines page, and select there the night routine that is chosen in Settings."""
        self.routines.choose_routine(RESCUE_ROUTINE.of(self._bedtime.preferences))
        self._window.show_page(self.routines, "Settings")
