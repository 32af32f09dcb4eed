"""Whether the pages of the day are light at present."""

from rlscompanion.bedtime.ports import Clock, Preferences
from rlscompanion.domain.daylight import HandChoice, is_light
from rlscompanion.ui.preferences import LIGHT_BY_DAY_PREFERENCE


class Daylight:
    """Goes by the wall clock, by a setting, and by what was last chosen by hand."""

    def __init__(self, clock: Clock, preferences: Preferences) -> None:
        self._clock, self._preferences = clock, preferences
        self._chosen: HandChoice | None = None

    @property
    def is_light(self) -> bool:
        """Whether the pages of the day are light now."""
        by_day = self._preferences.get(LIGHT_BY_DAY_PREFERENCE, "yes") == "yes"
        return is_light(self._clock.now(), by_day, self._chosen)

    def choose(self, light: bool) -> None:
        """Take a choice by hand, until day next begins or ends."""
        self._chosen = HandChoice(light, self._clock.now())

    def forget(self) -> None:
        """Go by the clock again."""
        self._chosen = None
