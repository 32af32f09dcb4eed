"""What charts have in common when they are drawn: axes, dots, lines and bands."""

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPen

from rlscompanion.charts.chart import ChartColours, ClockAxis, DayAxis
from rlscompanion.domain.trends import Rolling

DOT = 6.0
"""The size of a dot, in pixels."""


TICK_PIXELS = 14
"""The size of the words at an axis."""


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
    plot: pg.PlotItem, colours: ChartColours, left: str, *, clock_from: float | None = None, days: bool = True
) -> None:
    """Dress a plot: days below, a number or (counted from `clock_from`) a clock on the left."""
    items = {}
    if days:
        items["bottom"] = DayAxis(orientation="bottom")
    if clock_from is not None:
        items["left"] = ClockAxis(clock_from)
    if items:
        plot.setAxisItems(items)
    font = QFont()
    font.setPixelSize(TICK_PIXELS)
    plot.getAxis("bottom").setHeight(2 * TICK_PIXELS)
    for name in ("left", "bottom"):
        axis = plot.getAxis(name)
        axis.setTickFont(font)
        axis.setPen(pen(colours.line))
        axis.setTextPen(colours.soft)
        axis.setStyle(tickLength=-4)
    plot.setLabel("left", left, color=colours.soft.name(), **{"font-size": f"{TICK_PIXELS}px"})
    plot.hideButtons()
    plot.setMenuEnabled(False)
    plot.setMouseEnabled(x=False, y=False)
    plot.showGrid(y=True, alpha=0.16)
    plot.getViewBox().setBackgroundColor(colours.ground)


def dots(
    plot: pg.PlotItem, xs: Sequence[float], ys: Sequence[float], colour: QColor, size: float = DOT
) -> None:
    """Dots without an edge."""
    plot.addItem(
        pg.ScatterPlotItem(x=np.asarray(xs), y=np.asarray(ys), size=size, pen=None, brush=colour, pxMode=True)
    )


def rolling_line(
    plot: pg.PlotItem, rolled: Sequence[Rolling], day: Sequence[float], colours: ChartColours
) -> None:
    """A rolling median with the middle half as a band; where nights are missing for long, both are broken."""
    for part in _runs(day):
        xs = np.asarray(day[part])
        inside = rolled[part]
        lower = pg.PlotCurveItem(xs, np.asarray([each.lower for each in inside]), pen=None)
        upper = pg.PlotCurveItem(xs, np.asarray([each.upper for each in inside]), pen=None)
        plot.addItem(pg.FillBetweenItem(lower, upper, brush=faint(colours.accent, 0.16)))
        medians = np.asarray([each.median for each in inside])
        plot.addItem(pg.PlotCurveItem(xs, medians, pen=pen(colours.accent, 2.0), antialias=True))


LONGEST_GAP = 14.0
"""Days between two known nights from which on a line is broken."""


def _runs(day: Sequence[float]) -> list[slice]:
    breaks = [i for i in range(1, len(day)) if day[i] - day[i - 1] > LONGEST_GAP]
    return [slice(a, b) for a, b in zip([0, *breaks], [*breaks, len(day)], strict=True) if b > a]
