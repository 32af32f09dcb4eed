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

DEFAULT_DOT_PIXELS = 6.0
"""The diameter of a dot in a chart, in pixels."""


def with_opacity(colour: QColor, opacity: float) -> QColor:
    """A copy of `colour` whose opacity is `opacity`, from 0 to 1."""
    made = QColor(colour)
    made.setAlphaF(opacity)
    return made


def pen(colour: QColor, width: float = 1.0, dashed: bool = False) -> QPen:
    """A pen for drawing lines; its width is in screen pixels, whatever the scale of the chart."""
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
    """Set up the axes of a plot: days at the bottom, and numbers, durations or clock times on the left.

    `left_label` says what the left axis shows. If `clock_from` is given, the left axis has clock times and
    begins at that hour of the day. With `has_durations`, the left axis has durations; otherwise it has plain
    numbers. Without `has_days`, the bottom axis has plain numbers.
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
    """The font of the words in a chart with this look."""
    font = QFont()
    font.setPixelSize(look.letter_pixels)
    return font


def set_up_outcome_axes(
    plot: pg.PlotItem, look: ChartLook, outcome: Outcome, values: Collection[float], has_days: bool = True
) -> None:
    """Set up the axes of a plot for an outcome: a measure of a night, such as a rating or the time asleep.

    The left axis shows the whole scale of a rating, or hours and minutes. `values` are the values to be
    drawn: an axis of percentages begins at a round number below the smallest value. Without `has_days`, the
    bottom axis has plain numbers.
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
    """Show a scale from `least` to `most` on the left axis, labelled with whole numbers at round steps."""
    step = next(each for each in (1, 2, 5, 10, 20) if (most - least) <= 5 * each)
    plot.setYRange(least, most, padding=0.08)  # the words at either end are drawn only if they fit
    ticks = [(float(each), str(each)) for each in range(least, most + 1, step)]
    plot.getAxis("left").setTicks([ticks])


def label_axis(plot: pg.PlotItem, axis_name: str, words: str, look: ChartLook) -> None:
    """Write `words` beside an axis ("left" or "bottom") to say what the numbers on the axis mean."""
    plot.setLabel(axis_name, words, color=look.soft_text.name(), **{"font-size": f"{look.letter_pixels}px"})


def draw_dots(
    plot: pg.PlotItem,
    xs: Sequence[float],
    ys: Sequence[float],
    colour: QColor,
    size: float = DEFAULT_DOT_PIXELS,
) -> None:
    """Draw dots without an outline at the positions `xs` and `ys`; `size` is the diameter in pixels."""
    plot.addItem(
        pg.ScatterPlotItem(x=np.asarray(xs), y=np.asarray(ys), size=size, pen=None, brush=colour, pxMode=True)
    )


def draw_rolling_median(
    plot: pg.PlotItem, rolled: Sequence[RollingMedian], look: ChartLook, has_band: bool = True
) -> None:
    """Draw a rolling median as a line and, with `has_band`, the range between the quartiles as a band.

    Line and band are interrupted where two nights are more than LONGEST_BRIDGED_GAP_DAYS apart.
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
    """Fill the area between the lines `lower` and `upper`, each with one point per day number in `days`.

    The area is interrupted where two of the days are more than LONGEST_BRIDGED_MONTH_GAP_DAYS apart.
    """
    for part in _runs_without_gap(days, LONGEST_BRIDGED_MONTH_GAP_DAYS):
        edges = [pg.PlotCurveItem(days[part], np.asarray(side[part]), pen=None) for side in (lower, upper)]
        plot.addItem(pg.FillBetweenItem(*edges, brush=colour))


def draw_month_bars(plot: pg.PlotItem, look: ChartLook, months: Mapping[date, ValueSummary]) -> None:
    """Draw a dot at the median of each month, and a vertical line between the quartiles of the month.

    A month is given by the date of its first day.
    """
    xs = [month_middle(month) for month in months]
    ends = np.asarray([(each.first_quartile, each.third_quartile) for each in months.values()])
    bars = pg.PlotCurveItem(
        np.repeat(xs, 2), ends.ravel(), connect="pairs", pen=pen(with_opacity(look.secondary, 0.7), 2.0)
    )
    plot.addItem(bars)
    draw_dots(plot, xs, [each.median for each in months.values()], look.secondary, DEFAULT_DOT_PIXELS + 1)


def shade_days(plot: pg.PlotItem, look: ChartLook, first: float, last: float, middle: float | None) -> None:
    """Shade the days from `first` to `last`, and draw a horizontal line across them at `middle`, if given.

    The visible range of days does not change.
    """
    ends = [first - 0.5, last + 0.5]
    region = pg.LinearRegionItem(
        ends, movable=False, brush=with_opacity(look.secondary, 0.18), pen=pg.mkPen(None)
    )
    plot.addItem(region, ignoreBounds=True)
    if middle is not None:
        plot.addItem(pg.PlotCurveItem(ends, [middle, middle], pen=pen(look.text, 1.5)), ignoreBounds=True)


def draw_level_band(plot: pg.PlotItem, look: ChartLook, middle: float, half_height: float) -> None:
    """Draw a horizontal line at the height `middle` over all days, with a shaded band around the line.

    The band reaches from `half_height` below the line to `half_height` above the line.
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
    """Draw a dashed vertical line at a day, with `words` on its right or, with `is_left`, on its left.

    `height_share` is the position of the words along the line, as a share of the height of the plot.
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


LONGEST_BRIDGED_GAP_DAYS = 14.0
"""The longest gap between two known nights, in days, across which a line is still drawn."""

LONGEST_BRIDGED_MONTH_GAP_DAYS = 62.0
"""The longest gap between two known months, in days, across which a line or area is still drawn."""


def _runs_without_gap(day: Sequence[float], longest: float = LONGEST_BRIDGED_GAP_DAYS) -> list[slice]:
    breaks = [i for i in range(1, len(day)) if day[i] - day[i - 1] > longest]
    return [slice(a, b) for a, b in zip([0, *breaks], [*breaks, len(day)], strict=True) if b > a]
