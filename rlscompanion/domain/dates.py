"""Writes dates as text, and parses dates that a person typed."""

import re
from datetime import date

from rlscompanion.domain.night import short_date

DATE_FIELD_HINT = "20 Nov 2026"

_MONTH_NAMES = (
    *("january", "february", "march", "april", "may", "june", "july", "august"),
    *("september", "october", "november", "december"),
)
_MONTH_NUMBERS = {
    "sept": 9,
    **{name: number for number, name in enumerate(_MONTH_NAMES, start=1)},
    **{name[:3]: number for number, name in enumerate(_MONTH_NAMES, start=1)},
}
"""The number (1 to 12) of each month, by the full name of the month and by its usual abbreviations."""

_DATE_PATTERNS = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"),
    re.compile(r"(?P<day>\d{1,2})\.\s*(?P<month>\d{1,2})\.\s*(?P<year>\d{4})"),
    re.compile(r"(?P<day>\d{1,2})\.?\s+(?P<month>[a-z]{3,9})\.?,?\s+(?P<year>\d{4})"),
    re.compile(r"(?P<month>[a-z]{3,9})\.?\s+(?P<day>\d{1,2}),?\s+(?P<year>\d{4})"),
)


def parse_date(text: str) -> date | None:
    """Parse a date that a person typed; None if the text is unreadable.

    Examples are "2026-11-20", "20.11.2026", "20 Nov 2026" and "Nov 20, 2026". Dates with slashes count as
    unreadable, since countries differ in the order of day and month.
    """
    text = text.strip().lower()
    match = next(
        (found for form in _DATE_PATTERNS if (found := form.fullmatch(text)) and text.isascii()), None
    )
    if match is None:
        return None
    try:
        return date(int(match["year"]), _month_number(match["month"]), int(match["day"]))
    except ValueError:
        return None


def date_text(day: date) -> str:
    """A date as shown on the screen, such as "20 Nov 2026"; `parse_date` can read this form."""
    return f"{short_date(day)} {day.year}"


def _month_number(text: str) -> int:
    """The number of a month given as a name or number. Raises ValueError for any other word."""
    number = int(text) if text.isdigit() else _MONTH_NUMBERS.get(text)
    if number is None:
        raise ValueError(f"“{text}” is not a month")
    return number
