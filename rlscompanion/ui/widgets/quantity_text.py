"""Text for lengths of time, percentages and counts; a dash stands for an unknown value."""

import math

from rlscompanion.domain.routine import Routine, massage_seconds, routine_segments, total_seconds

DASH_FOR_UNKNOWN = "–"

WHOLE_MINUTES_FROM_SECONDS = 300
"""From this many seconds on, a length of time is given in whole minutes."""


def duration_text(minutes: float | None) -> str:
    """The text for a number of minutes, in hours and minutes, such as "6 h 35"; a dash for None."""
    if minutes is None:
        return DASH_FOR_UNKNOWN
    whole = round(minutes)
    return f"{whole // 60} h {whole % 60:02d}"


def percent_text(percent: float | None) -> str:
    """The text for a percentage, rounded, such as "85 %"; a dash for None."""
    return DASH_FOR_UNKNOWN if percent is None else f"{percent:.0f} %"


def count_text(number: int | None) -> str:
    """The text for a count or a rating, such as "7"; a dash for None."""
    return DASH_FOR_UNKNOWN if number is None else str(number)


def countdown_text(seconds: float) -> str:
    """The text for the seconds left, in minutes and seconds, such as "0:42"; seconds are rounded up."""
    # A hair under a whole second is rounding of the clock, not a begun second.
    whole = max(0, math.ceil(seconds - 1e-6))
    if whole >= 3600:
        return f"{whole // 3600}:{whole % 3600 // 60:02d}:{whole % 60:02d}"
    return f"{whole // 60}:{whole % 60:02d}"


def spoken_duration(seconds: float, to_the_second: bool = False) -> str:
    """A number of seconds as people say it: "45 s", "1 min 20 s", "11 min".

    From WHOLE_MINUTES_FROM_SECONDS on, the text gives whole minutes, unless `to_the_second` is true.
    """
    whole = round(seconds)
    minutes, rest = divmod(whole, 60)
    if not rest or (whole >= WHOLE_MINUTES_FROM_SECONDS and not to_the_second):
        return f"{round(seconds / 60)} min"
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def routine_lengths_text(routine: Routine, to_the_second: bool = False) -> str:
    """The lengths of a routine's massage and of the whole routine: "10 min massage, 11 min in all"."""
    segments = routine_segments(routine)
    massage, whole = (
        spoken_duration(seconds, to_the_second)
        for seconds in (massage_seconds(segments), total_seconds(segments))
    )
    return f"{massage} massage" if massage == whole else f"{massage} massage, {whole} in all"
