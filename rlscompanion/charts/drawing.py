"""What charts have in common when they are drawn: axes, dots, lines and bands."""

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPen

from rlscompanion.charts.chart import ChartLook, ClockAxis, DayAxis
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
    plot: pg.PlotItem, look: ChartLook, left: str, *, clock_from: float | None = None, days: bool = True
) -> None:
    """Dress a plot: days below, a number or (counted from `clock_from`) a clock on the left."""
    items = {}
    if days:
        items["bottom"] = DayAxis(look.letters)
    if clock_from is not None:
        items["left"] = ClockAxis(clock_from, look.letters)
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
