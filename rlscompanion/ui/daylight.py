"""Whether the pages of the day are light at present."""

from rlscompanion.bedtime.ports import Clock, Preferences
from rlscompanion.bedtime.preferences import LIGHT_BY_DAY
from rlscompanion.domain.daylight import HandChoice, is_light


class Daylight:
    """Goes by the wall clock, by a setting, and by what was last chosen by hand."""

    def __init__(self, clock: Clock, preferences: Preferences) -> None:
        self._clock, self._preferences = clock, preferences
        self._chosen: HandChoice | None = None

    @property
    def is_light(self) -> bool:
        """Whether the pages of the day are light now."""
        by_day = LIGHT_BY_DAY.of(self._preferences)
        return is_light(self._clock.now(), by_day, self._chosen)

    def choose(self, light: bool) -> None:
        """Take a choice by hand, until day next begins or ends."""
        self._chosen = HandChoice(light, self._clock.now())

    def forget(self) -> None:
        """Go by the clock again."""
        self._chosen = None
