"""Trends of one value over nights: rolling medians, and summaries of a period in words.

The functions take values by the date of the evening; missing nights are gaps, never zeros.
"""

from bisect import bisect_left, insort
from collections import deque
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

ROLLING_WINDOW_NIGHTS = 14
"""The number of calendar nights in the window of a rolling median, including the last night."""

MAX_NIGHTS_DRAWN_SINGLY = 120
"""The most nights for which a chart draws each night; for more nights, the chart draws months."""

_WINDOW_NIGHTS_BY_SPAN = ((MAX_NIGHTS_DRAWN_SINGLY, ROLLING_WINDOW_NIGHTS), (2 * 366, 28))
_WIDEST_WINDOW_NIGHTS = 90

MIN_NIGHTS_IN_WINDOW = 5
"""The fewest nights with a known value that a window needs for a rolling median."""


@dataclass(frozen=True)
class RollingMedian:
    """The median and quartiles of one value over a window of nights that ends with `evening`.

    `known_nights` is the number of nights in the window whose value is known.
    """

    evening: date
    median: float
    first_quartile: float
    third_quartile: float
    known_nights: int


def rolling_medians(values: Mapping[date, float], nights: int = ROLLING_WINDOW_NIGHTS) -> list[RollingMedian]:
    """The rolling median at each evening with a value, over a window that ends with the evening.

    The window has `nights` calendar nights. Evenings whose window has fewer than MIN_NIGHTS_IN_WINDOW known
    nights are skipped.
    """
    window: deque[tuple[date, float]] = deque()
    ordered: list[float] = []
    found = []
    for evening, value in sorted(values.items()):
        window.append((evening, value))
        insort(ordered, value)
        while (evening - window[0][0]).days >= nights:
            _, gone = window.popleft()
            del ordered[bisect_left(ordered, gone)]
        if len(ordered) >= MIN_NIGHTS_IN_WINDOW:
            found.append(
                RollingMedian(
                    evening, median(ordered), quantile(ordered, 0.25), quantile(ordered, 0.75), len(ordered)
                )
            )
    return found


def rolling_window_nights(evenings: Collection[date]) -> int:
    """How many nights the window of a rolling median has if a chart shows these evenings.

    The longer the time shown, the longer the window.
    """
    days = (max(evenings) - min(evenings)).days + 1 if evenings else 0
    return next((window for most, window in _WINDOW_NIGHTS_BY_SPAN if days <= most), _WIDEST_WINDOW_NIGHTS)


def monthly_summaries(values: Mapping[date, float]) -> dict[date, "ValueSummary"]:
    """A summary of the values of each month, by the first day of the month, in order.

    Months without values are left out.
    """
    found: dict[date, list[float]] = {}
    for evening, value in sorted(values.items()):
        found.setdefault(evening.replace(day=1), []).append(value)
    return {month: summarize_values(inside) for month, inside in found.items()}


def quantile(ordered: Sequence[float], share: float) -> float:
    """The quantile of sorted values for a share from 0 to 1, by linear interpolation.

    Raises ValueError without values. Source: type 7 of Hyndman & Fan.
    """
    if not ordered:
        raise ValueError("nothing has no quantile")
    rank = share * (len(ordered) - 1)
    below = int(rank)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (rank - below) * (ordered[above] - ordered[below])


@dataclass(frozen=True)
class ValueSummary:
    """A summary of values: their number, median, first quartile and third quartile."""

    count: int
    first_quartile: float
    median: float
    third_quartile: float

    def in_words(self, value_text: Callable[[float], str]) -> str:
        """This summary of values in words; `value_text` formats a single value."""
        quartiles = f"quartiles {value_text(self.first_quartile)} and {value_text(self.third_quartile)}"
        return f"median {value_text(self.median)}, {quartiles}, n = {self.count}"


def summarize_values(values: Collection[float]) -> ValueSummary:
    """Summarize values by number, median and quartiles. Raises ValueError without values."""
    ordered = sorted(values)
    return ValueSummary(len(ordered), *(quantile(ordered, share) for share in (0.25, 0.5, 0.75)))
