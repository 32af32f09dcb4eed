"""Functions that make the marks and explanations of charts with a value for each evening or month."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

from rlscompanion.charts.chart import Mark, day_number
from rlscompanion.domain.amounts import count_text
from rlscompanion.domain.night import both_dates_text, month_text
from rlscompanion.domain.trends import MAX_NIGHTS_DRAWN_SINGLY, MIN_NIGHTS_IN_WINDOW, ValueSummary


def evening_marks(values: Mapping[date, float], value_text: Callable[[float], str]) -> tuple[Mark, ...]:
    """Make a mark for the value of each evening.

    The description of a mark has the date, and the value in the words that `value_text` returns.
    """

    def said(evening: date, value: float) -> str:
        return f"{both_dates_text(evening)}: {value_text(value)}"

    return tuple(Mark(day_number(at), value, partial(said, at, value), at) for at, value in values.items())


def month_marks(months: Mapping[date, ValueSummary], value_text: Callable[[float], str]) -> tuple[Mark, ...]:
    """Make a mark for each month, at the middle of the month and at the median of its nights.

    The description of a mark has the median, in the words that `value_text` returns, and the number of
    nights. A month is given by the date of its first day.
    """

    def said(month: date, found: ValueSummary) -> str:
        named = month_text(month.year, month.month)
        return f"{named}: usually {value_text(found.median)} ({count_text(found.count, 'night')})"

    return tuple(
        Mark(month_middle(month), found.median, partial(said, month, found))
        for month, found in months.items()
    )


def month_middle(month: date) -> float:
    """The position of the middle of a month on an axis of days; `month` is the first day of the month."""
    return day_number(month) + 14.5


def shows_months(evening_count: int) -> bool:
    """Whether a chart of this many evenings has a mark for each month instead of a mark for each evening."""
    return evening_count > MAX_NIGHTS_DRAWN_SINGLY


def rolling_median_words(window_nights: int, is_drawn: bool, are_months: bool) -> str:
    """Explain the rolling median in a chart or, if it is not drawn, say how many nights it needs.

    Each median is of `window_nights` nights. With `are_months`, the chart also has a bar for each month.
    """
    if not is_drawn:
        return f"A rolling median needs {MIN_NIGHTS_IN_WINDOW} nights within {window_nights} days."
    if are_months:
        bars = "Each bar goes from the first to the third quartile of a month, its dot is the median."
        return f"{bars} The line is the median of the {window_nights} nights up to each."
    return f"The line is the median of the {window_nights} nights up to each, the band their quartiles."
