"""Charts of groups: before and after by routine, two groups of nights, and the blocks of a trial."""

import random
from collections.abc import Mapping, Sequence
from functools import partial
from statistics import median

import numpy as np
import pyqtgraph as pg

from rlscompanion.charts.chart import Chart, ChartLook, Mark
from rlscompanion.charts.drawing import axes, dots, faint, fixed_scale, name_axis, outcome_axes, pen
from rlscompanion.domain.amounts import MINUS, amount_text, difference_text, duration_text
from rlscompanion.domain.comparison import FEWEST_NIGHTS, Comparison, Groups, compared
from rlscompanion.domain.outcomes import OUTCOME_KINDS, Outcome, OutcomeKind, outcome_text
from rlscompanion.domain.ratings import HIGHEST, LOWEST, SCALE_TITLES, Scale
from rlscompanion.domain.relief import (
    FALLS_BY_ITSELF,
    FEWEST_SESSIONS,
    TRIAL_ANSWERS,
    differences,
    median_change,
)
from rlscompanion.domain.session_record import RatedSession
from rlscompanion.domain.trends import spread
from rlscompanion.domain.trial import Block, Result

CHOSEN = "You chose these nights yourself, so this cannot show the cause."

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
        fixed_scale(plot, LOWEST, HIGHEST)
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

    summary = f"{SCALE_TITLES[scale]}, usual change: {'; '.join(said)}. {FALLS_BY_ITSELF} {TRIAL_ANSWERS}"
    details = "The usual change is the median of the changes: the rating after a session less that before it."
    return Chart(f"relief_{scale}", title, summary, tuple(marks), details=details, draw=draw)


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
    text = partial(outcome_text, outcome=outcome)
    usual = "; ".join(
        f"{name.lower()} {text(middle)} ({len(values)} nights)" for name, values, middle in groups
    )
    said = f"{kind.title}, usually: {usual}. {CHOSEN}"
    details = "; ".join(f"{name}: {spread(values).words(text)}" for name, values, _ in groups)
    details += "." if is_chosen else f". {_difference_words(found, kind)}"
    marks = tuple(
        Mark(
            float(index),
            middle,
            partial(str, f"{name}: usually {text(middle)}, {len(values)} nights"),
        )
        for index, (name, values, middle) in enumerate(groups)
    )

    def draw(plot: pg.PlotItem, look: ChartLook) -> None:
        outcome_axes(plot, look, outcome, days=False)
        chance = random.Random(SEED)
        for index, (_, values, middle) in enumerate(groups):
            xs = [index + chance.uniform(-0.22, 0.22) for _ in values]
            dots(plot, xs, values, faint(look.second, 0.7))
            line = pg.PlotCurveItem([index - 0.3, index + 0.3], [middle, middle], pen=pen(look.accent, 3.0))
            plot.addItem(line)
        plot.setXRange(-0.7, 1.7)
        plot.getAxis("bottom").setTicks([[(float(index), group[0]) for index, group in enumerate(groups)]])

    return Chart(key, title, f"{said} {more}".rstrip(), marks, details=details, draw=draw)


def _difference_words(found: Comparison, kind: OutcomeKind) -> str:
    def text(difference: float) -> str:
        if kind.unit != "minutes":
            return difference_text(difference)
        return f"{MINUS if round(difference) < 0 else '+'}{duration_text(abs(difference))}"

    difference = f"Difference of the means {text(found.mean_difference)}"
    if found.interval is None:
        return f"{difference}, no interval, since the nights of one kind are all alike."
    low, high = map(text, found.interval)
    return f"{difference}, 95 % interval {low} to {high}."


def trial_chart(result: Result, outcome: Outcome) -> Chart:
    """The difference of each complete block, with the mean and its interval."""
    kind = OUTCOME_KINDS[outcome]
    title = f"{kind.title}: with massage less without, pair by pair"
    if not result.complete:
        return Chart("trial", title, "", missing="The first pair of nights is not complete yet.")
    marks = tuple(
        Mark(float(each.number), each.difference, partial(_pair_text, each)) for each in result.complete
    )
    mean, bounds = result.mean_difference, result.interval

    def draw(plot: pg.PlotItem, look: ChartLook) -> None:
        axes(plot, look, kind.unit, days=False)
        plot.addItem(pg.InfiniteLine(0.0, angle=0, pen=pen(look.line)))
        if bounds is not None:
            band = pg.LinearRegionItem(
                bounds,
                orientation="horizontal",
                movable=False,
                brush=faint(look.accent, 0.16),
                pen=pen(look.line),
            )
            plot.addItem(band)
        if mean is not None:
            plot.addItem(pg.InfiniteLine(mean, angle=0, pen=pen(look.accent, 2.0)))
        dots(plot, [mark.x for mark in marks], [mark.y for mark in marks], look.second, 9.0)
        name_axis(plot, "bottom", "pair of nights", look)
        plot.getAxis("bottom").setHeight(3 * look.letters)
        plot.getAxis("bottom").setTicks([[(mark.x, f"{mark.x:.0f}") for mark in marks]])

    summary = f"{len(marks)} complete pairs of nights"
    if mean is not None:
        summary += f"; mean difference {difference_text(mean)} {kind.unit}"
    if bounds is not None:
        summary += f", 95 % interval {difference_text(bounds[0])} to {difference_text(bounds[1])}"
    return Chart("trial", title, f"{summary}.", marks, draw=draw)


def _pair_text(block: Block) -> str:
    with_it, without_it = amount_text(block.massage or 0), amount_text(block.no_massage or 0)
    return f"Pair {block.number}: {difference_text(block.difference)} ({with_it} with, {without_it} without)"


def _pairs(sessions: Sequence[RatedSession], scale: Scale) -> list[tuple[int, int]]:
    return [
        (before, after)
        for each in sessions
        if (before := each.before.value(scale)) is not None and (after := each.after.value(scale)) is not None
    ]
