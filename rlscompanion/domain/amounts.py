"""Writes amounts and lists in words, and parses amounts that a person typed."""

import re
from collections.abc import Sequence

_TYPED_NUMBER = re.compile(r"\d{1,15}(?:[.,]\d{1,15})?")
_NUMBER_WITH_THOUSANDS_COMMA = re.compile(r"\d{1,3},\d{3}")

MINUS_SIGN = "\N{MINUS SIGN}"


def amount_text(value: float) -> str:
    """A number with at most one decimal as text, such as "6" or "6.5"."""
    return f"{value:.1f}".removesuffix(".0")


def difference_text(difference: float) -> str:
    """A difference with its sign as text, such as "−1.5", "0" or "+2"."""
    size = amount_text(abs(difference))
    return size if size == "0" else f"{MINUS_SIGN if difference < 0 else '+'}{size}"


def duration_text(minutes: float) -> str:
    """A number of minutes in the words people use, such as "6 h 21" or "35 min"."""
    hours, rest = divmod(round(minutes), 60)
    return f"{hours} h {rest:02d}" if hours else f"{rest} min"


def count_text(count: int, noun: str) -> str:
    """A count with its noun, such as "1 night" or "2 nights".

    The noun gets an "s" unless the count is 1.
    """
    return f"{count} {noun}{'' if count == 1 else 's'}"


def list_text(words: Sequence[str]) -> str:
    """Words joined with commas and "and" for a sentence, such as "a, b and c"."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def parse_amount(text: str, maximum: float) -> float:
    """Parse a number from 0 to `maximum` that a person typed.

    A comma counts as the decimal point. Raises ValueError with the reason as its text.
    """
    if _NUMBER_WITH_THOUSANDS_COMMA.fullmatch(text):
        raise ValueError(f"“{text}” can be read in two ways. Leave the comma out, or use a point.")
    if not text.isascii() or not _TYPED_NUMBER.fullmatch(text) or float(text.replace(",", ".")) > maximum:
        raise ValueError(f"“{text}” is not a number from 0 to {maximum:,.0f}.")
    return float(text.replace(",", "."))
