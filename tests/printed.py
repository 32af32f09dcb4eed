"""Numbers and clock times parsed from sentences, to compare them with the data."""

import re

AMOUNT = re.compile(r"(?<![\w.])([−+]?)(?:(\d+) h (\d\d)|(\d+) h (\d+) min|(\d+) h|(\d+(?:\.\d+)?))(?! ?h)")
"""A number or a duration as it is printed, with its sign."""


def numbers(text: str) -> list[float]:
    """The numbers of a sentence in order, with durations in minutes."""
    found = []
    for sign, hours, rest, other, minutes, whole, plain in AMOUNT.findall(text):
        length = 60 * float(hours or other or whole or 0) + float(rest or minutes or plain or 0)
        found.append(-length if sign == "−" else length)
    return found


def clock_times(text: str) -> list[int]:
    """The clock times of a sentence in order, in minutes."""
    return [60 * int(hour) + int(minute) for hour, minute in re.findall(r"\b(\d\d):(\d\d)\b", text)]
