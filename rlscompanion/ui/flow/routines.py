"""The routines page, opened from Tonight or from the settings."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from rlscompanion.bedtime.preferences import RESCUE, ROUTINE
from rlscompanion.ui.flow.part import FlowPart

if TYPE_CHECKING:
    from rlscompanion.ui.routines.page import RoutinesPage


class RoutinesFlow(FlowPart):
    """Shows the page under the navigation word of the page that opened it."""

    @cached_property
    def routines(self) -> RoutinesPage:
        """The page of all routines."""
        from rlscompanion.ui.routines.page import RoutinesPage

        page = RoutinesPage(
            self._bedtime.routines, self._bedtime.figure_text, self._bedtime.files, self._bedtime.undo
        )
        self._window.closing.connect(page.commit)
        return self._window.add_page(page)

    @Slot()
    def show_from_tonight(self) -> None:
        """Show the page under Tonight, with its chosen routine selected."""
        self.routines.go_to(ROUTINE.of(self._bedtime.preferences))
        self._window.show_page(self.routines, "Tonight")

    @Slot()
    def show_from_settings(self) -> None:
        """Show the page under Settings, with its chosen rescue selected."""
        self.routines.go_to(RESCUE.of(self._bedtime.preferences))
        self._window.show_page(self.routines, "Settings")
