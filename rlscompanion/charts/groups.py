"""Charts of groups: before and after by routine, and two groups of nights."""

import random
from collections.abc import Mapping, Sequence
from functools import partial
from statistics import median

import numpy as np
import pyqtgraph as pg

from rlscompanion.charts.chart import Chart, ChartLook, Mark
from rlscompanion.charts.drawing import axes, dots, faint, pen
from rlscompanion.domain.amounts import amount_text, difference_text
from rlscompanion.domain.comparison import FEWEST_NIGHTS, Comparison, Groups, compared
from rlscompanion.domain.items import Helped
from rlscompanion.domain.night import Night
from rlscompanion.domain.outcomes import OUTCOME_KINDS, Outcome
from rlscompanion.domain.ratings import SCALE_TITLES, Scale
from rlscompanion.domain.relief import FALLS_BY_ITSELF, FEWEST_SESSIONS, differences, median_change
from rlscompanion.domain.session_record import RatedSession
from rlscompanion.domain.tried import ANSWERS, tried_on

CHOSEN = "You chose these nights yourself, so this cannot show the cause."

FEWEST_BARS = 4
"""The chart of what was tried is as wide as for so many bars: a single one would light up a dark room."""

LEGEND_ROOM = 1.2
"""How much higher than its highest bar that chart is."""

SEED = 11
"""Dots that fall together are put beside one another, the same way each time."""


def relief_chart(rated: Mapping[str, Sequence[RatedSession]], scale: Scale) -> Chart:
    """Ratings before and after, one pair of columns for each routine (by its title)."""
    title = f"{SCALE_TITLES[scale]} before and after"
    pairs = {
        routine: found
        for routine, sessions in rated.items()
        if len(found := _pairs(sessions, scale)) >= FEWEST_SESSIONS
    }
    if not pairs:
        return Chart(
            f"relief_{scale}",
            title,
            "",
            missing=f"Rate {SCALE_TITLES[scale].lower()} before and after {FEWEST_SESSIONS} sessions "
            "of the same routine, and they show here.",
        )
    marks, said = [], []
    for index, (routine, found) in enumerate(pairs.items()):
        change = difference_text(median_change(differences(rated[routine], scale)) or 0.0)
        said.append(f"{routine} {change} ({len(found)} sessions)")
        text = f"{routine}: usual change {change}, {len(found)} sessions"
        marks.append(Mark(3.0 * index + 0.5, median(each for _, each in found), partial(str, text)))

    def draw(plot: pg.PlotItem, look: ChartLook) -> None:
        axes(plot, look, "0 to 10", days=False)
        plot.setYRange(0, 10)
        spread = np.random.default_rng(SEED)
        names = []
        for index, (routine, found) in enumerate(pairs.items()):
            left = 3.0 * index
            ends = np.asarray([(left, left + 1.0)] * len(found)) + spread.uniform(
                -0.12, 0.12, (len(found), 2)
            )
            pairs_of = pg.PlotCurveItem(
                ends.ravel(),
                np.asarray(found, float).ravel(),
                connect="pairs",
                pen=pen(faint(look.second, 0.3)),
            )
            plot.addItem(pairs_of)
            middle = [median(each for each, _ in found), median(each for _, each in found)]
            plot.addItem(pg.PlotCurveItem([left, left + 1.0], middle, pen=pen(look.accent, 3.0)))
            dots(plot, [left, left + 1.0], middle, look.accent, 9.0)
            names.append((left + 0.5, routine))
        # A unit on either side: a name that does not fit is not shown.
        plot.setXRange(-1.0, 3.0 * len(names) - 1.0, padding=0)
        plot.getAxis("bottom").setTicks([names])

    summary = f"{SCALE_TITLES[scale]}, usual change: {'; '.join(said)}. {FALLS_BY_ITSELF}"
    return Chart(f"relief_{scale}", title, summary, tuple(marks), draw=draw)


def comparison_chart(
    nights: Groups, outcome: Outcome, with_it: str, without_it: str, more: str = "", is_chosen: bool = False
) -> Chart:
    """Two groups of nights as strips of dots with their medians: described, and no more than that.

    `with_it` and `without_it` name the groups; `more` is said after what there is to say. Where a bad evening
    makes people choose their group (`is_chosen`), neither difference nor interval is given: simulated, the
    interval lies wholly on the wrong side for half of all people.
    """
    kind = OUTCOME_KINDS[outcome]
    title = f"{kind.title}: {with_it.lower()} and {without_it.lower()}"
    key = f"groups_{outcome}"
    found = compared(nights)
    if found is None:
        missing = (
            f"This needs {FEWEST_NIGHTS} nights of either kind. So far: "
            f"{len(nights.with_it)} {with_it.lower()}, {len(nights.without_it)} {without_it.lower()}."
        )
        return Chart(key, title, "", missing=f"{missing} {more}".rstrip())
    groups = (
        (with_it, nights.with_it, found.median_with),
        (without_it, nights.without_it, found.median_without),
    )
    said = "; ".join(f"{name} {amount_text(middle)} (n = {len(values)})" for name, values, middle in groups)
    difference = "" if is_chosen else f"{_difference_words(found)} "
    described = f"{kind.title} ({kind.unit}), medians: {said}. {difference}{CHOSEN}"
    marks = tuple(
        Mark(
            float(index),
            middle,
            partial(str, f"{name}: median {amount_text(middle)} {kind.unit}, n = {len(values)}"),
        )
        for index, (name, values, middle) in enumerate(groups)
    )

    def draw(plot: pg.PlotItem, look: ChartLook) -> None:
        axes(plot, look, kind.unit, days=False)
        chance = random.Random(SEED)
        for index, (_, values, middle) in enumerate(groups):
            xs = [index + chance.uniform(-0.22, 0.22) for _ in values]
            dots(plot, xs, values, faint(look.second, 0.7))
            line = pg.PlotCurveItem([index - 0.3, index + 0.3], [middle, middle], pen=pen(look.accent, 3.0))
            plot.addItem(line)
        plot.setXRange(-0.7, 1.7)
        plot.getAxis("bottom").setTicks([[(float(index), group[0]) for index, group in enumerate(groups)]])

    return Chart(key, title, f"{described} {more}".rstrip(), marks, draw=draw)


def _difference_words(found: Comparison) -> str:
    difference = f"Difference of the means {difference_text(found.mean_difference)}"
    if found.interval is None:
        return f"{difference}, no interval, since the nights of one kind are all alike."
    low, high = map(difference_text, found.interval)
    return f"{difference}, 95 % interval {low} to {high}."


TRIED_WHEN_BAD = (
    "These are counts and no more: you tried things on bad nights, and a bad hour also eases by itself."
)


def tried_chart(nights: Sequence[Night]) -> Chart:
    """What was tried in the night as bars: nights on which it helped, helped a little, and did not."""
    title, found = "What was tried in the night", tried_on(nights)
    if not found:
        missing = "Say in the night or in the diary what you tried and whether it helped, and it shows here."
        return Chart("tried", title, "", missing=missing)
    marks = tuple(
        Mark(float(at), float(each.nights), partial(str, f"{each.title} (n = {each.nights}): {each.answers}"))
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
    return Chart(
        "tried", title, f"n = nights on which it was tried. {said}. {TRIED_WHEN_BAD}", marks, draw=draw
    )


def _pairs(sessions: Sequence[RatedSession], scale: Scale) -> list[tuple[int, int]]:
    return [
        (before, after)
        for each in sessions
        if (before := each.before.value(scale)) is not None and (after := each.after.value(scale)) is not None
    ]
