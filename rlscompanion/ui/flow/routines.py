"""The routines page, come to from Tonight and from the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from rlscompanion.ui.flow.part import FlowPart
from rlscompanion.ui.preferences import (
    DEFAULT_RESCUE,
    DEFAULT_ROUTINE,
    RESCUE_PREFERENCE,
    ROUTINE_PREFERENCE,
)

if TYPE_CHECKING:
    from rlscompanion.ui.routines.page import RoutinesPage


class RoutinesFlow(FlowPart):
    """Shows the page under the word of the navigation that one comes from."""

    @property
    def routines(self) -> RoutinesPage:
        """All routines, and a person's own to be changed."""
        return self._made("routines", self._make_routines)

    def _make_routines(self) -> RoutinesPage:
        from rlscompanion.ui.routines.page import RoutinesPage

        page = RoutinesPage(self._bedtime.routines, self._bedtime.figure_text, self._bedtime.files)
        self._window.closing.connect(page.commit)
        return page

    @Slot()
    def show_from_tonight(self) -> None:
        """Show the page as part of Tonight, with the routine that is chosen there."""
        self.routines.go_to(self._bedtime.preferences.get(ROUTINE_PREFERENCE, DEFAULT_ROUTINE))
        self._window.show_page(self.routines, "Tonight")

    @Slot()
    def show_from_settings(self) -> None:
        """Show the page as part of the settings, with the rescue that is chosen there."""
        self.routines.go_to(self._bedtime.preferences.get(RESCUE_PREFERENCE, DEFAULT_RESCUE))
        self._window.show_page(self.routines, "Settings")
