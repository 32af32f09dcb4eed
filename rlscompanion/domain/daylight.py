"""Whether the pages for the day are light or dark: by the clock, or by the person's choice.

The pages for the night are always dark.
"""

from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum

from rlscompanion.domain.moment import Moment

DAY_BEGINS, DAY_ENDS = time(7), time(19)
"""The local clock times at which the day begins and ends."""


def is_day(at: Moment) -> bool:
    """Whether a moment lies in the daytime (7:00 to 19:00) by its local clock."""
    return DAY_BEGINS <= at.local.time() < DAY_ENDS


@dataclass(frozen=True)
class LightChoice:
    """The person's own choice of light or dark pages, and when the person chose.

    The choice overrides the setting until the next change between day and night.
    """

    wants_light: bool
    chosen_at: Moment


class PageLight(StrEnum):
    """The setting for light or dark pages: by the clock, light, or dark.

    The stored values come from an earlier version, whose setting was only "yes" or "no".
    """

    BY_CLOCK = "yes"
    LIGHT = "always"
    DARK = "no"


def are_day_pages_light(
    now: Moment, setting: PageLight, chosen: LightChoice | None = None, lights_out: Moment | None = None
) -> bool:
    """Whether the pages for the day are light now.

    `chosen` is the person's latest own choice. `lights_out` is the time of the latest lights out: for the
    rest of that night, pages are light only if the person chooses light.
    """
    if chosen is not None and _day_or_night_of(chosen.chosen_at) == _day_or_night_of(now):
        return chosen.wants_light
    if setting is PageLight.LIGHT:
        return is_day(now) or lights_out is None or _day_or_night_of(lights_out) != _day_or_night_of(now)
    return setting is PageLight.BY_CLOCK and is_day(now)


def _day_or_night_of(at: Moment) -> tuple[date, bool]:
    """The day or night to which a moment belongs: its date, and whether it is day.

    A night has the date of its evening.
    """
    begins = timedelta(hours=DAY_BEGINS.hour, minutes=DAY_BEGINS.minute)
    return (at.local - begins).date(), is_day(at)
