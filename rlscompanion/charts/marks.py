"""Marks and sentences for charts that show weeks or months."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

from rlscompanion.charts.chart import Mark, day_number
from rlscompanion.domain.amounts import count_text
from rlscompanion.domain.night import both_dates_text, month_text
from rlscompanion.domain.trends import MAX_SINGLE_NIGHTS, MIN_NIGHTS_IN_WINDOW, ValueSummary


def evening_marks(values: Mapping[date, float], words: Callable[[float], str]) -> tuple[Mark, ...]:
    """Make a mark for each evening's value; its description has the date and `words` of the value."""

    def said(evening: date, value: float) -> str:
        return f"{both_dates_text(evening)}: {words(value)}"

    return tuple(Mark(day_number(at), value, partial(said, at, value), at) for at, value in values.items())


def month_marks(months: Mapping[date, ValueSummary], words: Callable[[float], str]) -> tuple[Mark, ...]:
    """Make a mark for each month, in the middle of the month and at its median.

    Its description has `words` of the median, and the number of nights in the month.
    """

    def said(month: date, found: ValueSummary) -> str:
        named = month_text(month.year, month.month)
        return f"{named}: usually {words(found.median)} ({count_text(found.count, 'night')})"

    return tuple(
        Mark(month_middle(month), found.median, partial(said, month, found))
        for month, found in months.items()
    )


def month_middle(month: date) -> float:
    """The position of a month's middle on an axis of days; the month is given by its first day."""
    return day_number(month) + 14.5


def shows_months(evenings: int) -> bool:
    """Whether a chart of this many evenings has one mark for each month, instead of one for each evening."""
    return evenings > MAX_SINGLE_NIGHTS


def rolling_median_words(window: int, is_drawn: bool, are_months: bool) -> str:
    """Explain the rolling median and its quartiles in a sentence, or say what data they need."""
    if not is_drawn:
        return f"A rolling median needs {MIN_NIGHTS_IN_WINDOW} nights within {window} days."
    if are_months:
        bars = "Each bar goes from the first to the third quartile of a month, its dot is the median."
        return f"{bars} The line is the median of the {window} nights up to each."
    return f"The line is the median of the {window} nights up to each, the band their quartiles."
