"""What charts have in common when they are drawn: axes, dots, lines and bands."""

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPen

from rlscompanion.charts.chart import ChartLook, ClockAxis, DayAxis, DurationAxis
from rlscompanion.domain.outcomes import OUTCOME_KINDS, Outcome
from rlscompanion.domain.trends import Rolling

DOT = 6.0
"""The size of a dot, in pixels."""


def faint(colour: QColor, alpha: float) -> QColor:
    """The colour, let through."""
    made = QColor(colour)
    made.setAlphaF(alpha)
    return made


def pen(colour: QColor, width: float = 1.0, dashed: bool = False) -> QPen:
    """A pen of a width in pixels, whatever the scale of the chart."""
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
    """Dress a plot: days below; a number, durations or (counted from `clock_from`) a clock on the left."""
    items = {}
    if days:
        items["bottom"] = DayAxis(look.letters)
    if clock_from is not None:
        items["left"] = ClockAxis(clock_from, look.letters)
    elif durations:
        items["left"] = DurationAxis(look.letters)
    if items:
        plot.setAxisItems(items)
    font = QFont()
    font.setPixelSize(look.letters)
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


def outcome_axes(plot: pg.PlotItem, look: ChartLook, outcome: Outcome, days: bool = True) -> None:
    """Dress a plot for values of an outcome: a scale from end to end in whole steps, durations as such."""
    kind = OUTCOME_KINDS[outcome]
    is_duration = kind.unit == "minutes"
    axes(plot, look, "" if is_duration else kind.unit, durations=is_duration, days=days)
    if kind.ends is not None:
        fixed_scale(plot, *kind.ends)


def fixed_scale(plot: pg.PlotItem, least: int, most: int) -> None:
    """Have the left axis go from one end of a scale to the other, named in whole steps."""
    step = max(1, (most - least) // 5)
    plot.setYRange(least, most, padding=0.08)  # the words at either end are drawn only if they fit
    ticks = [(float(each), str(each)) for each in range(least, most + 1, step)]
    plot.getAxis("left").setTicks([ticks])


def name_axis(plot: pg.PlotItem, axis: str, words: str, look: ChartLook) -> None:
    """Say along an axis what it counts."""
    plot.setLabel(axis, words, color=look.soft.name(), **{"font-size": f"{look.letters}px"})


def dots(
    plot: pg.PlotItem, xs: Sequence[float], ys: Sequence[float], colour: QColor, size: float = DOT
) -> None:
    """Dots without an edge."""
    plot.addItem(
        pg.ScatterPlotItem(x=np.asarray(xs), y=np.asarray(ys), size=size, pen=None, brush=colour, pxMode=True)
    )


def rolling_line(plot: pg.PlotItem, rolled: Sequence[Rolling], day: Sequence[float], look: ChartLook) -> None:
    """A rolling median with the middle half as a band; where nights are missing for long, both are broken."""
    for part in _runs(day):
        xs = np.asarray(day[part])
        inside = rolled[part]
        lower = pg.PlotCurveItem(xs, np.asarray([each.lower for each in inside]), pen=None)
        upper = pg.PlotCurveItem(xs, np.asarray([each.upper for each in inside]), pen=None)
        plot.addItem(pg.FillBetweenItem(lower, upper, brush=faint(look.accent, 0.16)))
        medians = np.asarray([each.median for each in inside])
        plot.addItem(pg.PlotCurveItem(xs, medians, pen=pen(look.accent, 2.0), antialias=True))


LONGEST_GAP = 14.0
"""Days between two known nights from which on a line is broken."""


def _runs(day: Sequence[float]) -> list[slice]:
    breaks = [i for i in range(1, len(day)) if day[i] - day[i - 1] > LONGEST_GAP]
    return [slice(a, b) for a, b in zip([0, *breaks], [*breaks, len(day)], strict=True) if b > a]
