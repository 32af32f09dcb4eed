"""Writes clock times by the 24-hour or the 12-hour clock."""

from datetime import time


def clock_words(at: time, with_halves: bool) -> str:
    """A clock time as text: "21:30", or "9:30 pm" if `with_halves` asks for the 12-hour clock."""
    if not with_halves:
        return f"{at:%H:%M}"
    return f"{at.hour % 12 or 12}:{at:%M} {'am' if at.hour < 12 else 'pm'}"
