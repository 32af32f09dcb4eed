"""Clock times in the style of a country."""

from datetime import time


def clock_words(at: time, with_halves: bool) -> str:
    """A clock time: "21:30", or in the 12-hour style "9:30 pm"."""
    if not with_halves:
        return f"{at:%H:%M}"
    return f"{at.hour % 12 or 12}:{at:%M} {'am' if at.hour < 12 else 'pm'}"
