"""Draws charts off screen, so that tests can inspect them."""

from collections.abc import Iterator
from contextlib import contextmanager

import pyqtgraph as pg

from rlscompanion.charts.chart import PAPER_LOOK, Chart, ChartLook


@contextmanager
def drawn_plot(chart: Chart, look: ChartLook = PAPER_LOOK) -> Iterator[pg.PlotItem]:
    """The plot of a chart drawn off screen; it exists only within the `with` block."""
    view = pg.PlotWidget()
    assert chart.draw is not None
    chart.draw(view.getPlotItem(), look)
    yield view.getPlotItem()
    view.close()
