"""The chart of what the person tried at night against restless legs, and how often that helped."""

from collections.abc import Sequence
from functools import partial

import numpy as np
import pyqtgraph as pg

from rlscompanion.charts.chart import Chart, ChartLook, Mark
from rlscompanion.charts.drawing import set_up_axes, with_opacity
from rlscompanion.domain.amounts import count_text
from rlscompanion.domain.items import Helped
from rlscompanion.domain.night import Night
from rlscompanion.domain.tried import HELPED_WORDS, tried_summaries

MIN_CHART_WIDTH_BARS = 4
"""The least width of the chart, in bars: a single bar that filled the chart would light up a dark room."""

CHART_HEIGHT_PER_HIGHEST_BAR = 1.2
"""The height of the chart as a multiple of its highest bar, which leaves space for the legend."""

TRIED_ON_BAD_NIGHTS_SENTENCE = (
    "These numbers cannot show what works: you tried things on bad nights, and a bad hour also eases by "
    "itself."
)


def tried_chart(nights: Sequence[Night]) -> Chart:
    """Draw a bar for each thing that was tried at night, in three parts.

    The parts are the nights on which the thing helped, helped a little, or did not help.
    """
    title, found = "What was tried in the night", tried_summaries(nights)
    if not found:
        missing = "Say in the night or in the diary what you tried and whether it helped, and it shows here."
        return Chart("tried", title, "", missing=missing)
    marks = tuple(
        Mark(
            float(at),
            float(each.night_count),
            partial(
                str,
                f"{each.title}, on {count_text(each.night_count, 'night')}: {each.answers_text}",
            ),
        )
        for at, each in enumerate(found)
    )
    most = max(each.night_count for each in found)

    def draw(plot: pg.PlotItem, look: ChartLook) -> None:
        set_up_axes(plot, look, "nights", has_days=False)
        colours = {
            Helped.YES: with_opacity(look.accent, 0.8),
            Helped.A_LITTLE: with_opacity(look.accent, 0.4),
            Helped.NO: with_opacity(look.secondary, 0.3),
        }
        legend = plot.addLegend(
            offset=(0, 1), colCount=3, labelTextColor=look.soft_text, labelTextSize=f"{look.letter_pixels}px"
        )
        floors = np.zeros(len(found))
        for helped, colour in colours.items():
            tops = floors + [each.helped[helped] for each in found]
            bars = pg.BarGraphItem(
                x=np.arange(len(found)), y0=floors, y1=tops, width=0.6, brush=colour, pen=None
            )
            plot.addItem(bars)
            legend.addItem(bars, HELPED_WORDS[helped])
            floors = tops
        plot.setXRange(-0.7, max(len(found), MIN_CHART_WIDTH_BARS) - 0.3, padding=0)
        plot.setYRange(0, CHART_HEIGHT_PER_HIGHEST_BAR * most)
        plot.getAxis("bottom").setTicks([[(float(at), each.title) for at, each in enumerate(found)]])

    counts = "; ".join(mark.text for mark in marks)
    return Chart("tried", title, f"{counts}. {TRIED_ON_BAD_NIGHTS_SENTENCE}", marks, draw=draw)
