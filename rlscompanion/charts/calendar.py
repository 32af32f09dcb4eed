"""The calendar chart of the urge to move: a square for each night or, over several years, for each week.

A band is a part of the chart with one row for each weekday and one column for each week.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from statistics import fmean

import pyqtgraph as pg
from PySide6.QtGui import QColor

from rlscompanion.charts.chart import Chart, ChartLook, Mark, PointingDirection
from rlscompanion.charts.drawing import set_up_axes, with_opacity
from rlscompanion.domain.amounts import count_text
from rlscompanion.domain.clock_style import position_in_week, start_of_week, weekdays_in_order
from rlscompanion.domain.night import (
    WEEKDAY_NAMES,
    Night,
    both_dates_text,
    month_text,
    short_date,
    weekday_date,
)
from rlscompanion.domain.outcomes import Outcome, outcome_text, outcome_value
from rlscompanion.domain.ratings import HIGHEST_RATING
from rlscompanion.domain.trends import summarize_values

CALENDAR_TITLE = "Calendar: urge to move"

MOST_WEEKS_IN_ONE_BAND = 53
"""The most weeks that are drawn in a single band; with more weeks, each year has a band of its own."""

MOST_YEARS_BY_NIGHT = 3
"""The most calendar years that are drawn with a square per night.

With more years, the chart has a square per week and a row per year.
"""

ROWS_BETWEEN_YEARS = 1.0
"""The height of the gap between the bands of two years, as a multiple of the height of a row."""

LOWEST_SQUARE_OPACITY, HIGHEST_SQUARE_OPACITY = 0.08, 0.66
"""The opacity of a square for urge 0 (still visible) and for urge 10 (too weak to light up a dark room)."""

MIN_CHART_WIDTH_WEEKS = 16
"""The least width of the chart, in weeks, so that the squares of a few nights do not become tall bars."""

MIN_WEEKS_BETWEEN_MONTH_LABELS = 3

STRONG_URGE = 7

HALF_SQUARE_SIDE = 0.45
"""Half the length of a side of a square; the centres of neighbouring squares are 1 apart."""

MOST_YEAR_LABELS = 12

_MONTHS_A_YEAR = 12


def calendar_chart(nights: Sequence[Night]) -> Chart:
    """Draw a square for the worst urge to move of every night, or for the mean urge of every week.

    With squares for nights, each row is a weekday and each column a week. With squares for weeks, each row is
    a year.
    """
    urges = {
        night.evening: float(value)
        for night in sorted(nights, key=lambda each: each.evening)
        if (value := outcome_value(night, Outcome.WORST_URGE)) is not None
    }
    if not urges:
        missing = "Note the worst urge to move in the diary, and it shows here."
        return Chart("calendar", CALENDAR_TITLE, "", missing=missing)
    evenings = list(urges)
    are_weeks = evenings[-1].year - evenings[0].year >= MOST_YEARS_BY_NIGHT
    squares = list(_week_squares(urges) if are_weeks else _night_squares(urges))
    strong = sum(urge >= STRONG_URGE for urge in urges.values())
    found = summarize_values(urges.values())

    def draw(plot: pg.PlotItem, look: ChartLook) -> None:
        set_up_axes(plot, look, "", has_days=False)
        plot.showGrid(x=False, y=False)
        plot.invertY(True)
        for level in range(HIGHEST_RATING + 1):
            cells = [mark for mark, urge in squares if round(urge) == level]
            if cells:
                colour = with_opacity(
                    look.accent,
                    LOWEST_SQUARE_OPACITY
                    + (HIGHEST_SQUARE_OPACITY - LOWEST_SQUARE_OPACITY) * level / HIGHEST_RATING,
                )
                plot.addItem(_square_items(cells, colour))
        _label_axes(plot, look, evenings, are_weeks)

    said = (
        f"The stronger the colour, the stronger the urge that {'week' if are_weeks else 'night'}. "
        f"It was {STRONG_URGE} of {HIGHEST_RATING} or more in {strong} of {count_text(found.count, 'night')}."
    )
    details = f"Worst urge to move: {found.in_words(_urge_text)}. No square means no answer."
    if are_weeks:
        details += " A week has the colour of its mean."
    marks = tuple(mark for mark, _ in squares)
    return Chart(
        "calendar",
        CALENDAR_TITLE,
        said,
        marks,
        details=details,
        pointing_direction=PointingDirection.BOTH,
        draw=draw,
    )


def _night_squares(urges: Mapping[date, float]) -> Iterator[tuple[Mark, float]]:
    """The mark and the urge of each night, all in one band, or in one band per year."""
    first = next(iter(urges))
    start = start_of_week(first)
    is_one_band = _fits_in_one_band(list(urges))
    for evening, urge in urges.items():
        if is_one_band:
            x, band = float((evening - start).days // 7), 0.0
        else:
            x, band = _week_of_year(evening), (evening.year - first.year) * (7 + ROWS_BETWEEN_YEARS)
        said = partial(_night_description, evening, urge)
        yield Mark(x, band + position_in_week(evening), said, evening), urge


def _week_squares(urges: Mapping[date, float]) -> Iterator[tuple[Mark, float]]:
    """The mark and the mean urge of each week, in one band per year."""
    first = next(iter(urges)).year
    inside: dict[tuple[int, float], list[tuple[date, float]]] = {}
    for evening, urge in urges.items():
        inside.setdefault((evening.year, _week_of_year(evening)), []).append((evening, urge))
    for (year, week), found in inside.items():
        mean = fmean(urge for _, urge in found)
        yield Mark(week, float(year - first), partial(_week_description, found[0][0], mean, len(found))), mean


def _fits_in_one_band(evenings: Sequence[date]) -> bool:
    return (evenings[-1] - evenings[0]).days <= 7 * MOST_WEEKS_IN_ONE_BAND


def _week_of_year(day: date) -> float:
    first = date(day.year, 1, 1)
    return float(((day - first).days + position_in_week(first)) // 7)


def _label_axes(plot: pg.PlotItem, look: ChartLook, evenings: Sequence[date], are_weeks: bool) -> None:
    """Label weekdays and months; or, with several bands, years and their months."""
    if _fits_in_one_band(evenings):
        rows = [
            (float(row), WEEKDAY_NAMES[day]) for row, day in enumerate(weekdays_in_order()) if row % 2 == 0
        ]
        start = start_of_week(evenings[0])
        months = dict.fromkeys(each.replace(day=1) for each in evenings)
        starts = {month: max(1, (month - start).days // 7) for month in months}
        shown = [
            (start, month)
            for (month, start), after in zip(
                starts.items(), [*list(starts.values())[1:], math.inf], strict=True
            )
            if after - start >= MIN_WEEKS_BETWEEN_MONTH_LABELS
        ]
        named = [
            (float(start), _month_label(month, index == 0)) for index, (start, month) in enumerate(shown)
        ]
        width = max(MIN_CHART_WIDTH_WEEKS, (evenings[-1] - start).days // 7 + 1)
    else:
        height, middle = (1.0, 0.0) if are_weeks else (7 + ROWS_BETWEEN_YEARS, 3.0)
        years = range(evenings[0].year, evenings[-1].year + 1)
        rows = [(index * height + middle, str(year)) for index, year in enumerate(years)]
        rows = rows[:: -(-len(rows) // MOST_YEAR_LABELS)]
        firsts = [date(years[0], month, 1) for month in range(1, _MONTHS_A_YEAR + 1)]
        named = [(_week_of_year(each), short_date(each).partition(" ")[2]) for each in firsts]
        width = MOST_WEEKS_IN_ONE_BAND + 1
    plot.getAxis("left").setTicks([rows])
    plot.getAxis("left").setWidth(round(3.4 * look.letter_pixels))
    plot.getAxis("bottom").setTicks([named])
    plot.setXRange(-0.5, width - 0.5, padding=0.01)


def _month_label(month: date, is_first: bool) -> str:
    """The label of a month; the first one includes its year, a January is labelled by its year."""
    if is_first:
        return month_text(month.year, month.month)
    return str(month.year) if month.month == 1 else short_date(month).partition(" ")[2]


def _square_items(cells: Sequence[Mark], colour: QColor) -> pg.BarGraphItem:
    return pg.BarGraphItem(
        x=[mark.x for mark in cells],
        y0=[mark.y - HALF_SQUARE_SIDE for mark in cells],
        y1=[mark.y + HALF_SQUARE_SIDE for mark in cells],
        width=2 * HALF_SQUARE_SIDE,
        brush=colour,
        pen=None,
    )


def _night_description(evening: date, urge: float) -> str:
    return f"{both_dates_text(evening, with_year=True)}: {_urge_text(urge)}"


def _week_description(first: date, mean: float, count: int) -> str:
    nights = count_text(count, "night")
    return f"Week from {weekday_date(first)} {first.year}: {_urge_text(mean)} on average ({nights})"


def _urge_text(urge: float) -> str:
    return outcome_text(urge, Outcome.WORST_URGE)
