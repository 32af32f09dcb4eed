"""The chart of what was tried in the night, and how often it helped."""

from collections.abc import Sequence
from functools import partial

import numpy as np
import pyqtgraph as pg

from rlscompanion.charts.chart import Chart, ChartLook, Mark
from rlscompanion.charts.drawing import axes, faint
from rlscompanion.domain.amounts import count_text
from rlscompanion.domain.items import Helped
from rlscompanion.domain.night import Night
from rlscompanion.domain.tried import ANSWERS, tried_summaries

FEWEST_BARS = 4
"""The chart has room for at least this many bars: a single wide one would light up a dark room."""

LEGEND_ROOM = 1.2
"""The height of the chart, as a multiple of its highest bar."""

TRIED_WHEN_BAD = (
    "These are counts and no more: you tried things on bad nights, and a bad hour also eases by itself."
)


def tried_chart(nights: Sequence[Night]) -> Chart:
    """Draw a bar for each thing tried: nights on which it helped, helped a little, and did not help."""
    title, found = "What was tried in the night", tried_summaries(nights)
    if not found:
        missing = "Say in the night or in the diary what you tried and whether it helped, and it shows here."
        return Chart("tried", title, "", missing=missing)
    marks = tuple(
        Mark(
            float(at),
            float(each.nights),
            partial(
                str,
                f"{each.title}, on {count_text(each.nights, 'night')}: {each.answers}",
            ),
        )
        for at, each in enumerate(found)
    )
    most = max(each.nights for each in found)

    def draw(plot: pg.PlotItem, look: ChartLook) -> None:
        axes(plot, look, "nights", days=False)
        colours = {
            Helped.YES: faint(look.accent, 0.8),
            Helped.A_LITTLE: faint(look.accent, 0.4),
            Helped.NO: faint(look.second, 0.3),
        }
        legend = plot.addLegend(
            offset=(0, 1), colCount=3, labelTextColor=look.soft, labelTextSize=f"{look.letters}px"
        )
        floors = np.zeros(len(found))
        for helped, colour in colours.items():
            tops = floors + [each.helped[helped] for each in found]
            bars = pg.BarGraphItem(
                x=np.arange(len(found)), y0=floors, y1=tops, width=0.6, brush=colour, pen=None
            )
            plot.addItem(bars)
            legend.addItem(bars, ANSWERS[helped])
            floors = tops
        plot.setXRange(-0.7, max(len(found), FEWEST_BARS) - 0.3, padding=0)
        plot.setYRange(0, LEGEND_ROOM * most)
        plot.getAxis("bottom").setTicks([[(float(at), each.title) for at, each in enumerate(found)]])

    said = "; ".join(mark.text for mark in marks)
    return Chart("tried", title, f"{said}. {TRIED_WHEN_BAD}", marks, draw=draw)
