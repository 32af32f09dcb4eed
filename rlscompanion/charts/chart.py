"""A chart as data (its words, its marks, and the function that draws it), and the axes of charts.

A mark is a thing on a chart that can be pointed at and read out, such as a night.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

import pyqtgraph as pg
from PySide6.QtGui import QColor

from rlscompanion.domain.amounts import duration_text
from rlscompanion.domain.clock_style import axis_clock_text, current_clock_style
from rlscompanion.domain.night import short_date

DAY_ZERO = date(1970, 1, 1)

DEFAULT_LETTER_PIXELS = 14
"""The size of the letters in a chart, in pixels, at the default text size of the app."""


@dataclass(frozen=True)
class ChartLook:
    """The colours of a chart, and the size of its letters in pixels.

    `soft_text` is a weaker colour for less important words, `line` is for axes and grids, `accent` for the
    most important marks, `secondary` for other marks, and `bar` for bars.
    """

    background: QColor
    text: QColor
    soft_text: QColor
    line: QColor
    accent: QColor
    secondary: QColor
    bar: QColor
    letter_pixels: int = DEFAULT_LETTER_PIXELS


PAPER_LOOK = ChartLook(
    background=QColor("#ffffff"),
    text=QColor("#000000"),
    soft_text=QColor("#444444"),
    line=QColor("#bbbbbb"),
    accent=QColor("#222222"),
    secondary=QColor("#8a8a8a"),
    bar=QColor("#555555"),
)
"""The look of printed charts: black and greys on white."""


class PointingDirection(Enum):
    """The distance by which the mark nearest to the mouse is chosen: across (x), down (y), or both."""

    ACROSS = "across"
    DOWN = "down"
    BOTH = "both"


@dataclass(frozen=True)
class Mark:
    """A thing on a chart that the person can point at, such as a night.

    `x` and `y` are the position of the mark on the axes, and `describe` returns its description. If the mark
    shows exactly one night, `evening` is the date on which that night began; otherwise None.
    """

    x: float
    y: float
    describe: Callable[[], str]
    evening: date | None = None

    @property
    def text(self) -> str:
        """The description of the mark."""
        return self.describe()


@dataclass(frozen=True)
class Chart:
    """One chart: its words, its marks, and the function that draws it.

    `summary` describes the chart in plain words, `details` in statistical terms. `marks` are in reading
    order. `pointing_direction` says how the mark nearest to the mouse is chosen. `draw` draws the chart on a
    plot; it is None for an empty chart, whose `missing` says what data are needed.
    """

    key: str
    title: str
    summary: str
    marks: tuple[Mark, ...] = ()
    missing: str = ""
    details: str = ""
    pointing_direction: PointingDirection = PointingDirection.ACROSS
    draw: Callable[[pg.PlotItem, ChartLook], None] | None = None

    @property
    def is_empty(self) -> bool:
        """Whether the chart has nothing to draw."""
        return self.draw is None


def day_number(evening: date) -> float:
    """The number of days from 1970-01-01 to a date, which is the position of that date on an axis of days."""
    return float((evening - DAY_ZERO).days)


def evening_at(day: float) -> date:
    """The date at a position on an axis of days; `day` counts days from 1970-01-01 and is rounded."""
    return DAY_ZERO + timedelta(days=round(day))


class DayAxis(pg.AxisItem):  # type: ignore[misc]
    """An axis of days whose labels are days, months or years, depending on the space."""

    def __init__(self, letter_pixels: int = DEFAULT_LETTER_PIXELS) -> None:
        super().__init__(orientation="bottom")
        self._label_pixels = 6.4 * letter_pixels

    def tickValues(  # noqa: N802
        self, least: float, most: float, size: float
    ) -> list[tuple[float, list[float]]]:
        """The distance between two labels in days, and the positions of all labels.

        The axis goes from day number `least` to `most` and is `size` pixels long.
        """
        most_labels = max(2, int(size / self._label_pixels))
        days = max(1.0, most - least)
        step = next((each for each in _DAY_STEPS if days / each <= most_labels), _DAY_STEPS[-1])
        if step < 28:
            first = -(-least // step) * step
            return [(step, [first + i * step for i in range(int((most - first) // step) + 1)])]
        return [(step, _month_starts(least, most, max(1, round(step / 30.4))))]

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:  # noqa: N802
        """The labels at the positions `values`: dates, or months and years if labels are far apart."""
        evenings = [evening_at(value) for value in values]
        if spacing < 28:
            return [short_date(evening) for evening in evenings]
        return [
            f"{evening.year}" if evening.month == 1 else short_date(evening).partition(" ")[2]
            for evening in evenings
        ]


_DAY_STEPS = (1.0, 2.0, 7.0, 14.0, 30.4, 91.2, 182.5, 365.0, 730.0, 1825.0, 3650.0)


def _month_starts(least: float, most: float, months: int) -> list[float]:
    first, last = evening_at(least), evening_at(most)
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    starts = [date(number // 12, number % 12 + 1, 1) for number in numbers if number % months == 0]
    return [day_number(start) for start in starts if least <= day_number(start) <= most]


def clock_axis_width(letter_pixels: int) -> int:
    """The width in pixels of an axis of clock times whose letters are `letter_pixels` pixels in size."""
    return round((4.6 if current_clock_style().uses_am_pm else 3.6) * letter_pixels)


class ClockAxis(pg.AxisItem):  # type: ignore[misc]
    """An axis of hours, labelled with clock times; its zero is the hour `starts_at` of the day."""

    def __init__(self, starts_at: float, letter_pixels: int = DEFAULT_LETTER_PIXELS) -> None:
        super().__init__(orientation="left")
        self._starts_at = starts_at
        self._label_pixels = 2.4 * letter_pixels
        self.setWidth(clock_axis_width(letter_pixels))  # else the first picture has no room for the words

    def tickValues(  # noqa: N802
        self, least: float, most: float, size: float
    ) -> list[tuple[float, list[float]]]:
        """The distance between two labels in hours, 0.25 to 24, and the positions of all labels.

        The axis goes from hour `least` to `most` and is `size` pixels long.
        """
        low, high = sorted((least, most))
        most_labels = max(2, size / self._label_pixels)
        step = next(
            (each for each in (0.25, 0.5, 1, 2, 3, 4, 6, 12) if (high - low) / each <= most_labels), 24
        )
        first, last = math.ceil((low + self._starts_at) / step), math.floor((high + self._starts_at) / step)
        return [(float(step), [each * step - self._starts_at for each in range(first, last + 1)])]

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:  # noqa: N802
        """The labels at the positions `values`, as clock times."""
        return [axis_clock_text(value + self._starts_at) for value in values]


class DurationAxis(pg.AxisItem):  # type: ignore[misc]
    """An axis of minutes whose labels are durations such as "1 h 30", at round steps."""

    def __init__(self, letter_pixels: int = DEFAULT_LETTER_PIXELS) -> None:
        super().__init__(orientation="left")
        self._label_pixels = 2.4 * letter_pixels
        self.setWidth(round(4.4 * letter_pixels))

    def tickValues(  # noqa: N802
        self, least: float, most: float, size: float
    ) -> list[tuple[float, list[float]]]:
        """The distance between two labels in minutes, and the positions of all labels.

        The axis goes from `least` to `most` minutes and is `size` pixels long.
        """
        most_labels = max(2, size / self._label_pixels)
        step = next(
            (each for each in (5, 10, 15, 30, 60, 120, 180) if (most - least) / each <= most_labels), 360
        )
        first = math.ceil(least / step) * step
        return [(float(step), [float(each) for each in range(first, math.floor(most) + 1, step)])]

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:  # noqa: N802
        """The labels at the positions `values`, in hours and minutes; whole hours have no minutes."""
        return [duration_text(value).removesuffix(" 00") for value in values]
