"""Clock times as people of a place read them."""

from datetime import time


def clock_words(at: time, with_halves: bool) -> str:
    """A clock time: "21:30", or with the halves of the day "9:30 pm"."""
    if not with_halves:
        return f"{at:%H:%M}"
    return f"{at.hour % 12 or 12}:{at:%M} {'am' if at.hour < 12 else 'pm'}"
