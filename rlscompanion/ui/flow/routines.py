"""Opening the routines page from Tonight or from the settings."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from rlscompanion.bedtime.preferences import RESCUE_ROUTINE, ROUTINE
from rlscompanion.ui.flow.part import FlowPart

if TYPE_CHECKING:
    from rlscompanion.ui.routines.page import RoutinesPage


class RoutinesFlow(FlowPart):
    """Shows the routines page, and keeps the tab of the page that opened it marked."""

    @cached_property
    def routines(self) -> RoutinesPage:
        """The page that lists and edits all routines."""
        from rlscompanion.ui.routines.page import RoutinesPage

        page = RoutinesPage(
            self._bedtime.routines, self._bedtime.figure_text, self._bedtime.files, self._bedtime.undo
        )
        self._window.closing.connect(page.save_typed_text)
        return self._window.add_page(page)

    @Slot()
    def show_from_tonight(self) -> None:
        """Show the routines page with the routine chosen on Tonight selected."""
        self.routines.choose_routine(ROUTINE.of(self._bedtime.preferences))
        self._window.show_page(self.routines, "Tonight")

    @Slot()
    def show_from_settings(self) -> None:
        """Show the routines page with the night routine chosen in the settings selected."""
        self.routines.choose_routine(RESCUE_ROUTINE.of(self._bedtime.preferences))
        self._window.show_page(self.routines, "Settings")
