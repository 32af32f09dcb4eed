"""Times and measures as text; an unknown value is a dash."""

import math

from rlscompanion.domain.routine import Routine, massage_seconds, total_seconds, unfold

UNKNOWN = "–"


def duration_text(minutes: float | None) -> str:
    """Minutes as hours and minutes: "6 h 35"."""
    if minutes is None:
        return UNKNOWN
    whole = round(minutes)
    return f"{whole // 60} h {whole % 60:02d}"


def percent_text(percent: float | None) -> str:
    """A share in whole percent."""
    return UNKNOWN if percent is None else f"{percent:.0f} %"


def number_text(number: int | None) -> str:
    """A count or a rating as text."""
    return UNKNOWN if number is None else str(number)


def clock_text(seconds: float) -> str:
    """The minutes and seconds left, such as `0:42`, rounded up to whole seconds."""
    # A hair under a whole second is rounding of the clock, not a begun second.
    whole = max(0, math.ceil(seconds - 1e-6))
    if whole >= 3600:
        return f"{whole // 3600}:{whole % 3600 // 60:02d}:{whole % 60:02d}"
    return f"{whole // 60}:{whole % 60:02d}"


def length_text(routine: Routine) -> str:
    """Both lengths of a routine, such as "5 min massage, 5:35 in all"."""
    segments = unfold(routine)
    minutes = massage_seconds(segments) / 60
    return f"{round(minutes, 1):g} min massage, {clock_text(total_seconds(segments))} in all"
