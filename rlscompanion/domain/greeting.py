"""The first words on the Tonight page: a greeting by the hour, and last night in one line."""

from rlscompanion.domain.amounts import duration_text
from rlscompanion.domain.measures import total_sleep
from rlscompanion.domain.night import Night

MORNING_HOUR, AFTERNOON_HOUR, EVENING_HOUR = 4, 12, 18
"""The hours at which morning, afternoon and evening begin."""


def greeting(hour: int) -> str:
    """A greeting for an hour of the clock, 0 to 23."""
    if MORNING_HOUR <= hour < AFTERNOON_HOUR:
        return "Good morning"
    return "Good afternoon" if AFTERNOON_HOUR <= hour < EVENING_HOUR else "Good evening"


def last_night_words(night: Night | None) -> str:
    """Last night's saved diary in one line, such as "Last night: 6 h 11 asleep, worst urge 7 of 10".

    The line is empty if the diary is not saved, or if time asleep and worst urge are both unknown.
    """
    if night is None or night.saved_at is None:
        return ""
    asleep = total_sleep(night.main_sleep) if night.main_sleep else None
    parts = [] if asleep is None else [f"{duration_text(asleep)} asleep"]
    if night.worst_urge is not None:
        parts.append(f"worst urge {night.worst_urge} of 10")
    return f"Last night: {', '.join(parts)}" if parts else ""
