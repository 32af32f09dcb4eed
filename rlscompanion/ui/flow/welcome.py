"""The welcome at the first start: three cards, the health questions, and the sound level."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from rlscompanion.bedtime.preferences import WELCOME_SHOWN
from rlscompanion.domain.refusal import Refusal
from rlscompanion.domain.routine import Side
from rlscompanion.ui.flow.part import BedtimeServices, FlowPart
from rlscompanion.ui.flow.safety import SafetyFlow
from rlscompanion.ui.main_window import MainWindow

if TYPE_CHECKING:
    from rlscompanion.ui.welcome.page import WelcomePage
    from rlscompanion.ui.welcome.sound_page import SoundCheckPage

FIRST_CARD_STEP_KEY = "calf_effleurage"
"""The key of the massage step that the first welcome card shows."""


class WelcomeFlow(FlowPart):
    """Leads from the welcome at the first start to Tonight; Settings can show the welcome cards again."""

    def __init__(
        self,
        bedtime: BedtimeServices,
        window: MainWindow,
        safety: SafetyFlow,
        show_tonight: Callable[[], None],
    ) -> None:
        super().__init__(bedtime, window)
        self._safety, self._show_tonight = safety, show_tonight
        self._back = show_tonight

    @property
    def is_due(self) -> bool:
        """Whether to show the welcome: this is the first start, and the log is open and empty."""
        bedtime = self._bedtime
        if not bedtime.safety.was_never_answered or WELCOME_SHOWN.of(bedtime.preferences):
            return False
        try:
            return bedtime.passphrase.is_open and not bedtime.log.summaries(at_least=1)
        except Refusal:
            # The log says elsewhere that it cannot be read.
            return False

    @cached_property
    def cards(self) -> WelcomePage:
        """The page that shows the welcome's cards, one after another."""
        from rlscompanion.ui.theme import DUSK
        from rlscompanion.ui.welcome.page import WelcomePage
        from rlscompanion.ui.widgets.colours import figure_colours
        from rlscompanion.ui.widgets.figure import LegFigure
        from rlscompanion.ui.widgets.step_picture import step_picture

        bedtime = self._bedtime
        figure = LegFigure(bedtime.figure_text, figure_colours(DUSK), seconds=bedtime.clock.seconds)
        step = next((each for each in bedtime.routines.steps if each.key == FIRST_CARD_STEP_KEY), None)
        page = WelcomePage(figure, step_picture(step, step.picture, Side.LEFT) if step else None)
        page.over.connect(self._ask_about_health)
        page.skipped.connect(self._end_welcome)
        return self._window.add_page(page)

    @cached_property
    def sound_check(self) -> SoundCheckPage:
        """The page for setting the sound level."""
        from rlscompanion.ui.welcome.sound_page import SoundCheckPage

        page = SoundCheckPage(self._bedtime.sound)
        page.done.connect(self._end_welcome)
        return self._window.add_page(page)

    def begin(self, back: Callable[[], None] | None = None) -> None:
        """Show the first card of the welcome.

        At the end of the welcome, `back` is called; without `back`, the Tonight page is shown.
        """
        self._back = back or self._show_tonight
        self._window.show_page(self.cards)
        self.cards.show_first_card(still=self._bedtime.stillness.is_wanted)

    @Slot()
    def _ask_about_health(self) -> None:
        if self._bedtime.safety.was_never_answered:
            self._safety.ask_about_health(self._show_sound_check, "")
        else:
            self._show_sound_check()

    @Slot()
    def _show_sound_check(self) -> None:
        self._window.show_page(self.sound_check)

    @Slot()
    def _end_welcome(self) -> None:
        WELCOME_SHOWN.keep(self._bedtime.preferences, True)
        self._back()
