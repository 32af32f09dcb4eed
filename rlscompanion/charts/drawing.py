"""Functions that draw the parts of charts: axes, dots, lines and bands."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPen

from rlscompanion.charts.chart import ChartLook, ClockAxis, DayAxis, DurationAxis, day_number
from rlscompanion.charts.marks import month_middle
from rlscompanion.domain.outcomes import OUTCOME_DESCRIPTIONS, Outcome
from rlscompanion.domain.trends import RollingMedian, ValueSummary

DOT_PIXELS = 6.0
"""The diameter of a dot, in pixels."""


def with_opacity(colour: QColor, opacity: float) -> QColor:
    """A copy of a colour with this opacity, from 0 to 1."""
    made = QColor(colour)
    made.setAlphaF(opacity)
    return made


def pen(colour: QColor, width: float = 1.0, dashed: bool = False) -> QPen:
    """A pen with a width in screen pixels, whatever the scale of the chart."""
    made = QPen(colour, width, Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine)
    made.setCosmetic(True)
    return made


def set_up_axes(
    plot: pg.PlotItem,
    look: ChartLook,
    left_label: str,
    *,
    clock_from: float | None = None,
    has_durations: bool = False,
    has_days: bool = True,
) -> None:
    """Set up the axes of a plot: days below, and numbers, durations or clock times on the left.

    `left_label` says what the left axis shows. That axis has clock times from the hour `clock_from` on, if it
    is given, or durations with `has_durations`. Without `has_days`, the axis below has plain numbers.
    """
    items = {}
    if has_days:
        items["bottom"] = DayAxis(look.letter_pixels)
    if clock_from is not None:
        items["left"] = ClockAxis(clock_from, look.letter_pixels)
    elif has_durations:
        items["left"] = DurationAxis(look.letter_pixels)
    if items:
        plot.setAxisItems(items)
    font = chart_font(look)
    plot.getAxis("bottom").setHeight(2 * look.letter_pixels)
    for name in ("left", "bottom"):
        axis = plot.getAxis(name)
        axis.setTickFont(font)
        axis.setPen(pen(look.line))
        axis.setTextPen(look.soft_text)
        axis.setStyle(tickLength=-4)
    label_axis(plot, "left", left_label, look)
    plot.hideButtons()
    plot.setMenuEnabled(False)
    plot.setMouseEnabled(x=False, y=False)
    plot.showGrid(y=True, alpha=0.16)
    plot.getViewBox().setBackgroundColor(look.background)


def chart_font(look: ChartLook) -> QFont:
    """The font of the words in a chart."""
    font = QFont()
    font.setPixelSize(look.letter_pixels)
    return font


def set_up_outcome_axes(
    plot: pg.PlotItem, look: ChartLook, outcome: Outcome, values: Collection[float], has_days: bool = True
) -> None:
    """Set up the axes of a plot for an outcome: all of a rating's scale, or hours and minutes.

    `values` are those to be drawn; percentages begin at the round number below the smallest of them. Without
    `has_days`, the axis below has plain numbers.
    """
    kind = OUTCOME_DESCRIPTIONS[outcome]
    is_duration = kind.unit == "minutes"
    set_up_axes(plot, look, "" if is_duration else kind.unit, has_durations=is_duration, has_days=has_days)
    if kind.scale_limits is not None:
        least, most = kind.scale_limits
        if kind.unit == "percent":
            least = min(most - 20, 20 * int(min(values) // 20))
        set_left_range(plot, least, most)


def set_left_range(plot: pg.PlotItem, least: int, most: int) -> None:
    """Limit the left axis to the range of a scale, and label it in whole, round steps."""
    step = next(each for each in (1, 2, 5, 10, 20) if (most - least) <= 5 * each)
    plot.setYRange(least, most, padding=0.08)  # the words at either end are drawn only if they fit
    ticks = [(float(each), str(each)) for each in range(least, most + 1, step)]
    plot.getAxis("left").setTicks([ticks])


def label_axis(plot: pg.PlotItem, axis_name: str, words: str, look: ChartLook) -> None:
    """Write `words` beside an axis ("left" or "bottom") to say what its numbers mean."""
    plot.setLabel(axis_name, words, color=look.soft_text.name(), **{"font-size": f"{look.letter_pixels}px"})


def draw_dots(
    plot: pg.PlotItem, xs: Sequence[float], ys: Sequence[float], colour: QColor, size: float = DOT_PIXELS
) -> None:
    """Draw dots without an edge at these positions."""
    plot.addItem(
        pg.ScatterPlotItem(x=np.asarray(xs), y=np.asarray(ys), size=size, pen=None, brush=colour, pxMode=True)
    )


def draw_rolling_median(
    plot: pg.PlotItem, rolled: Sequence[RollingMedian], look: ChartLook, has_band: bool = True
) -> None:
    """Draw a rolling median as a line, and the range between its quartiles as a band.

    Both are broken at long gaps between nights.
    """
    day = [day_number(each.evening) for each in rolled]
    for part in _runs_without_gap(day):
        xs = np.asarray(day[part])
        inside = rolled[part]
        if has_band:
            lower = pg.PlotCurveItem(xs, np.asarray([each.first_quartile for each in inside]), pen=None)
            upper = pg.PlotCurveItem(xs, np.asarray([each.third_quartile for each in inside]), pen=None)
            plot.addItem(pg.FillBetweenItem(lower, upper, brush=with_opacity(look.accent, 0.16)))
        medians = np.asarray([each.median for each in inside])
        plot.addItem(pg.PlotCurveItem(xs, medians, pen=pen(look.accent, 2.0), antialias=True))


def fill_between(
    plot: pg.PlotItem, days: Sequence[float], lower: Sequence[float], upper: Sequence[float], colour: QColor
) -> None:
    """Fill the area between the lines `lower` and `upper` over `days` (day numbers).

    The area is broken where more than LONGEST_GAP_OF_MONTHS_DAYS are missing.
    """
    for part in _runs_without_gap(days, LONGEST_GAP_OF_MONTHS_DAYS):
        edges = [pg.PlotCurveItem(days[part], np.asarray(side[part]), pen=None) for side in (lower, upper)]
        plot.addItem(pg.FillBetweenItem(*edges, brush=colour))


def draw_month_bars(plot: pg.PlotItem, look: ChartLook, months: Mapping[date, ValueSummary]) -> None:
    """Draw the median of each month as a dot, and the range between its quartiles as a vertical line."""
    xs = [month_middle(month) for month in months]
    ends = np.asarray([(each.first_quartile, each.third_quartile) for each in months.values()])
    bars = pg.PlotCurveItem(
        np.repeat(xs, 2), ends.ravel(), connect="pairs", pen=pen(with_opacity(look.second, 0.7), 2.0)
    )
    plot.addItem(bars)
    draw_dots(plot, xs, [each.median for each in months.values()], look.second, DOT_PIXELS + 1)


def shade_days(plot: pg.PlotItem, look: ChartLook, first: float, last: float, middle: float | None) -> None:
    """Shade the days from `first` to `last`, with a horizontal line at `middle`, if given.

    The range of days that is visible does not change.
    """
    ends = [first - 0.5, last + 0.5]
    region = pg.LinearRegionItem(
        ends, movable=False, brush=with_opacity(look.second, 0.18), pen=pg.mkPen(None)
    )
    plot.addItem(region, ignoreBounds=True)
    if middle is not None:
        plot.addItem(pg.PlotCurveItem(ends, [middle, middle], pen=pen(look.text, 1.5)), ignoreBounds=True)


def draw_level_band(plot: pg.PlotItem, look: ChartLook, middle: float, half_height: float) -> None:
    """Draw a horizontal line at `middle` over all days, with a band around it.

    The band extends `half_height` above and below the line.
    """
    ends = [middle - half_height, middle + half_height]
    band = pg.LinearRegionItem(
        ends, "horizontal", movable=False, brush=with_opacity(look.accent, 0.1), pen=pg.mkPen(None)
    )
    plot.addItem(band)
    plot.addItem(pg.InfiniteLine(middle, angle=0, pen=pen(look.accent, 2.0)))


def draw_labelled_line(
    plot: pg.PlotItem,
    look: ChartLook,
    day: float,
    words: str,
    height_share: float,
    colour: QColor | None = None,
    *,
    is_left: bool = False,
) -> None:
    """Draw a dashed vertical line at a day, with words beside it at a share (`height_share`) of the height.

    The words are on its right or, if `is_left`, on its left.
    """
    corner = (1, 0) if is_left else (0, 0)
    line = pg.InfiniteLine(
        day,
        pen=pen(colour or look.soft_text, 1.0, dashed=True),
        label=words or None,
        labelOpts={"position": height_share, "color": colour or look.soft_text, "anchors": [corner, corner]},
    )
    if words:
        line.label.setFont(chart_font(look))
    plot.addItem(line, ignoreBounds=True)


LONGEST_GAP_DAYS = 14.0
"""The longest gap between two known nights, in days, that a line still bridges."""

LONGEST_GAP_OF_MONTHS_DAYS = 62.0
"""The same between two months of which a chart shows one value each."""


def _runs_without_gap(day: Sequence[float], longest: float = LONGEST_GAP_DAYS) -> list[slice]:
    breaks = [i for i in range(1, len(day)) if day[i] - day[i - 1] > longest]
    return [slice(a, b) for a, b in zip([0, *breaks], [*breaks, len(day)], strict=True) if b > a]
