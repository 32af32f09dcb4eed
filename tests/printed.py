"""Reads numbers and clock times from printed sentences, to compare the numbers with the data."""

import re

AMOUNT_PATTERN = re.compile(
    r"(?<![\w.])([−+]?)(?:(\d+) h (\d\d)|(\d+) h (\d+) min|(\d+) h|(\d+(?:\.\d+)?))(?! ?h)"
)
"""A regular expression for a printed number or duration, with its sign."""


def numbers(text: str) -> list[float]:
    """The numbers in a sentence, in order; a duration counts as its minutes."""
    found = []
    for sign, hours, rest, other, minutes, whole, plain in AMOUNT_PATTERN.findall(text):
        length = 60 * float(hours or other or whole or 0) + float(rest or minutes or plain or 0)
        found.append(-length if sign == "−" else length)
    return found


def clock_times(text: str) -> list[int]:
    """The clock times in a sentence, in order, as minutes after midnight."""
    return [60 * int(hour) + int(minute) for hour, minute in re.findall(r"\b(\d\d):(\d\d)\b", text)]
