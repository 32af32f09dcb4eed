"""What charts are drawn with: axes, dots, lines and bands."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPen

from rlscompanion.charts.chart import ChartLook, ClockAxis, DayAxis, DurationAxis, day_of
from rlscompanion.charts.marks import middle_of
from rlscompanion.domain.outcomes import OUTCOME_DESCRIPTIONS, Outcome
from rlscompanion.domain.trends import RollingMedian, Summary

DOT = 6.0
"""The size of a dot, in pixels."""


def faint(colour: QColor, alpha: float) -> QColor:
    """The colour with this opacity (`alpha`, 0 to 1)."""
    made = QColor(colour)
    made.setAlphaF(alpha)
    return made


def pen(colour: QColor, width: float = 1.0, dashed: bool = False) -> QPen:
    """A pen with a width in screen pixels, whatever the scale of the chart."""
    made = QPen(colour, width, Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine)
    made.setCosmetic(True)
    return made


def axes(
    plot: pg.PlotItem,
    look: ChartLook,
    left: str,
    *,
    clock_from: float | None = None,
    durations: bool = False,
    days: bool = True,
) -> None:
    """Set up the axes of a plot: days below, and numbers, durations or clock times on the left.

    Clock times begin at the hour `clock_from`, if it is given.
    """
    items = {}
    if days:
        items["bottom"] = DayAxis(look.letters)
    if clock_from is not None:
        items["left"] = ClockAxis(clock_from, look.letters)
    elif durations:
        items["left"] = DurationAxis(look.letters)
    if items:
        plot.setAxisItems(items)
    font = letters_font(look)
    plot.getAxis("bottom").setHeight(2 * look.letters)
    for name in ("left", "bottom"):
        axis = plot.getAxis(name)
        axis.setTickFont(font)
        axis.setPen(pen(look.line))
        axis.setTextPen(look.soft)
        axis.setStyle(tickLength=-4)
    name_axis(plot, "left", left, look)
    plot.hideButtons()
    plot.setMenuEnabled(False)
    plot.setMouseEnabled(x=False, y=False)
    plot.showGrid(y=True, alpha=0.16)
    plot.getViewBox().setBackgroundColor(look.ground)


def letters_font(look: ChartLook) -> QFont:
    """The font of the words in a chart."""
    font = QFont()
    font.setPixelSize(look.letters)
    return font


def outcome_axes(
    plot: pg.PlotItem, look: ChartLook, outcome: Outcome, values: Collection[float], days: bool = True
) -> None:
    """Set up the axes of a plot for an outcome: all of a rating's scale, or hours and minutes.

    Percentages begin at the round number below the smallest value.
    """
    kind = OUTCOME_DESCRIPTIONS[outcome]
    is_duration = kind.unit == "minutes"
    axes(plot, look, "" if is_duration else kind.unit, durations=is_duration, days=days)
    if kind.ends is not None:
        least, most = kind.ends
        if kind.unit == "percent":
            least = min(most - 20, 20 * int(min(values) // 20))
        fixed_scale(plot, least, most)


def fixed_scale(plot: pg.PlotItem, least: int, most: int) -> None:
    """Limit the left axis to the range of a scale, and label it in whole, round steps."""
    step = next(each for each in (1, 2, 5, 10, 20) if (most - least) <= 5 * each)
    plot.setYRange(least, most, padding=0.08)  # the words at either end are drawn only if they fit
    ticks = [(float(each), str(each)) for each in range(least, most + 1, step)]
    plot.getAxis("left").setTicks([ticks])


def name_axis(plot: pg.PlotItem, axis: str, words: str, look: ChartLook) -> None:
    """Write beside an axis what it shows."""
    plot.setLabel(axis, words, color=look.soft.name(), **{"font-size": f"{look.letters}px"})


def dots(
    plot: pg.PlotItem, xs: Sequence[float], ys: Sequence[float], colour: QColor, size: float = DOT
) -> None:
    """Draw dots without an edge at these positions."""
    plot.addItem(
        pg.ScatterPlotItem(x=np.asarray(xs), y=np.asarray(ys), size=size, pen=None, brush=colour, pxMode=True)
    )


def rolling_line(
    plot: pg.PlotItem, rolled: Sequence[RollingMedian], look: ChartLook, has_band: bool = True
) -> None:
    """Draw a rolling median as a line, and the range between its quartiles as a band.

    Both are broken at long gaps between nights.
    """
    day = [day_of(each.evening) for each in rolled]
    for part in _runs(day):
        xs = np.asarray(day[part])
        inside = rolled[part]
        if has_band:
            lower = pg.PlotCurveItem(xs, np.asarray([each.lower for each in inside]), pen=None)
            upper = pg.PlotCurveItem(xs, np.asarray([each.upper for each in inside]), pen=None)
            plot.addItem(pg.FillBetweenItem(lower, upper, brush=faint(look.accent, 0.16)))
        medians = np.asarray([each.median for each in inside])
        plot.addItem(pg.PlotCurveItem(xs, medians, pen=pen(look.accent, 2.0), antialias=True))


def ribbon(
    plot: pg.PlotItem, day: Sequence[float], lower: Sequence[float], upper: Sequence[float], colour: QColor
) -> None:
    """Fill the area between two lines, broken where months are missing."""
    for part in _runs(day, LONGEST_GAP_OF_MONTHS):
        edges = [pg.PlotCurveItem(day[part], np.asarray(side[part]), pen=None) for side in (lower, upper)]
        plot.addItem(pg.FillBetweenItem(*edges, brush=colour))


def month_bars(plot: pg.PlotItem, look: ChartLook, months: Mapping[date, Summary]) -> None:
    """Draw the median of each month as a dot, and the range between its quartiles as a vertical line."""
    xs = [middle_of(month) for month in months]
    ends = np.asarray([(each.lower, each.upper) for each in months.values()])
    bars = pg.PlotCurveItem(
        np.repeat(xs, 2), ends.ravel(), connect="pairs", pen=pen(faint(look.second, 0.7), 2.0)
    )
    plot.addItem(bars)
    dots(plot, xs, [each.median for each in months.values()], look.second, DOT + 1)


def shaded_days(plot: pg.PlotItem, look: ChartLook, first: float, last: float, middle: float | None) -> None:
    """Shade the days from `first` to `last`, with a horizontal line at `middle`, if given.

    The visible range never becomes wider by it.
    """
    ends = [first - 0.5, last + 0.5]
    region = pg.LinearRegionItem(ends, movable=False, brush=faint(look.second, 0.18), pen=pg.mkPen(None))
    plot.addItem(region, ignoreBounds=True)
    if middle is not None:
        plot.addItem(pg.PlotCurveItem(ends, [middle, middle], pen=pen(look.text, 1.5)), ignoreBounds=True)


def level_band(plot: pg.PlotItem, look: ChartLook, middle: float, half: float) -> None:
    """Draw a horizontal line at `middle` over all days, with a band that extends `half` above and below."""
    ends = [middle - half, middle + half]
    band = pg.LinearRegionItem(
        ends, "horizontal", movable=False, brush=faint(look.accent, 0.1), pen=pg.mkPen(None)
    )
    plot.addItem(band)
    plot.addItem(pg.InfiniteLine(middle, angle=0, pen=pen(look.accent, 2.0)))


def noted_line(
    plot: pg.PlotItem,
    look: ChartLook,
    day: float,
    words: str,
    at: float,
    colour: QColor | None = None,
    *,
    is_left: bool = False,
) -> None:
    """Draw a dashed vertical line at a day, with words beside it at a share (`at`) of the height.

    The words are on its right or, if `is_left`, on its left.
    """
    corner = (1, 0) if is_left else (0, 0)
    line = pg.InfiniteLine(
        day,
        pen=pen(colour or look.soft, 1.0, dashed=True),
        label=words or None,
        labelOpts={"position": at, "color": colour or look.soft, "anchors": [corner, corner]},
    )
    if words:
        line.label.setFont(letters_font(look))
    plot.addItem(line, ignoreBounds=True)


LONGEST_GAP = 14.0
"""The gap in days between two known nights that breaks a line."""


LONGEST_GAP_OF_MONTHS = 62.0


def _runs(day: Sequence[float], longest: float = LONGEST_GAP) -> list[slice]:
    breaks = [i for i in range(1, len(day)) if day[i] - day[i - 1] > longest]
    return [slice(a, b) for a, b in zip([0, *breaks], [*breaks, len(day)], strict=True) if b > a]
