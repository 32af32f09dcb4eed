"""How nights have been over time: medians that roll along, and what is said of a stretch of nights in words.

A missing night is missing, never zero: every function takes values by evening and leaves gaps alone.
"""

from bisect import bisect_left, insort
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

ROLLING_NIGHTS = 14
"""Calendar nights that a rolling median looks back over, the night itself among them."""

FEWEST_IN_A_WINDOW = 5
"""Known nights under which a rolling median is left out."""


@dataclass(frozen=True)
class Rolling:
    """The median and the middle half (first to third quartile) of the nights up to an evening."""

    evening: date
    median: float
    lower: float
    upper: float
    nights: int


def rolling(values: Mapping[date, float], nights: int = ROLLING_NIGHTS) -> list[Rolling]:
    """The rolling median at every known evening, over the `nights` calendar nights that end with it.

    Evenings with fewer than FEWEST_IN_A_WINDOW known nights behind them are left out.
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
        if len(ordered) >= FEWEST_IN_A_WINDOW:
            found.append(
                Rolling(
                    evening, median(ordered), quantile(ordered, 0.25), quantile(ordered, 0.75), len(ordered)
                )
            )
    return found


def quantile(ordered: Sequence[float], share: float) -> float:
    """The quantile of values in order, between neighbours in proportion (Hyndman & Fan's type 7).

    Raises ValueError without values.
    """
    if not ordered:
        raise ValueError("nothing has no quantile")
    rank = share * (len(ordered) - 1)
    below = int(rank)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (rank - below) * (ordered[above] - ordered[below])


@dataclass(frozen=True)
class Summary:
    """Some values in four numbers."""

    count: int
    median: float
    lowest: float
    highest: float


def summary(values: Sequence[float]) -> Summary | None:
    """The values in four numbers; None without any."""
    return Summary(len(values), median(values), min(values), max(values)) if values else None
