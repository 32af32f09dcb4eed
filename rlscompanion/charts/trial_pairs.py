"""The chart of a trial's result: a line for each pair of neighbouring nights.

Each line leads from the night without massage to the night with massage.
"""

from functools import partial

import numpy as np
import pyqtgraph as pg

from rlscompanion.charts.chart import Chart, ChartLook, Mark
from rlscompanion.charts.drawing import label_axis, pen, set_up_axes
from rlscompanion.domain.amounts import amount_text, count_text, difference_text
from rlscompanion.domain.outcomes import OUTCOME_DESCRIPTIONS
from rlscompanion.domain.trial import Arm, Block, Trial, TrialResult
from rlscompanion.domain.trial_words import NAMES_OF_OTHER_NIGHTS

HALF_PAIR_LINE_WIDTH = 0.28
"""Half the horizontal width of the line of a pair; the lines of neighbouring pairs are 1 apart."""

TRIAL_DOT_PIXELS = 9.0

_PAIR_LINE_ENDS = ((Arm.NO_MASSAGE, -HALF_PAIR_LINE_WIDTH), (Arm.MASSAGE, HALF_PAIR_LINE_WIDTH))


def pairs_chart(trial: Trial, result: TrialResult) -> Chart:
    """Draw a line for each complete pair of nights in a trial, then one line for the means of all pairs.

    A hollow dot is a night on which the person did not do what the trial had assigned.
    """
    kind = OUTCOME_DESCRIPTIONS[trial.outcome]
    other = NAMES_OF_OTHER_NIGHTS[trial.instead].removeprefix("nights ")
    title = f"{kind.title}: left {other}, right with massage"
    if not result.complete_blocks:
        return Chart("trial", title, "", missing="The first pair of nights is not complete yet.")
    blocks = sorted((*result.complete_blocks, *result.incomplete_blocks), key=lambda each: each.number)
    shown = [block for block in blocks if _known_outcomes(block)]
    marks = tuple(
        Mark(float(each.number), float(np.mean(_known_outcomes(each))), partial(_pair_text, each, other))
        for each in shown
    )
    last = blocks[-1].number + 1.5
    means = {
        arm: float(np.mean([_outcome_of(block, arm) for block in result.complete_blocks]))
        for arm in (Arm.NO_MASSAGE, Arm.MASSAGE)
    }

    def draw(plot: pg.PlotItem, look: ChartLook) -> None:
        set_up_axes(plot, look, f"{kind.title}, {kind.unit}", has_days=False)
        ends = [
            (block.number + offset, _outcome_of(block, arm))
            for block in result.complete_blocks
            for arm, offset in _PAIR_LINE_ENDS
        ]
        plot.addItem(_pair_lines(ends, look, 1.6))
        plot.addItem(_pair_lines([(last + offset, means[arm]) for arm, offset in _PAIR_LINE_ENDS], look, 4.0))
        for arm, offset in _PAIR_LINE_ENDS:
            colour = look.accent if arm is Arm.MASSAGE else look.secondary
            for is_hollow in (False, True):
                dots = [
                    (block.number + offset, value)
                    for block in shown
                    if (value := _outcome_of(block, arm)) is not None
                    and (arm in block.arms_not_as_assigned) is is_hollow
                ]
                if dots:
                    plot.addItem(
                        pg.ScatterPlotItem(
                            pos=dots,
                            size=TRIAL_DOT_PIXELS,
                            pen=pen(colour, 2.0),
                            brush=look.background if is_hollow else colour,
                        )
                    )
        label_axis(plot, "bottom", f"pair of nights: left dot {other}, right dot with massage", look)
        plot.getAxis("bottom").setHeight(3 * look.letter_pixels)
        every = 1 if last <= 16 else 2
        ticks = [(float(n), str(n)) for n in range(1, blocks[-1].number + 1, every)]
        plot.getAxis("bottom").setTicks([[*ticks, (last, "average")]])
        plot.setXRange(0.4, last + 0.6, padding=0)

    said = [f"{count_text(len(result.complete_blocks), 'complete pair')} of nights, in order of date."]
    # To one place more than their difference, so that the two agree.
    said.append(
        f"Average: {means[Arm.NO_MASSAGE]:.2f} {other}, {means[Arm.MASSAGE]:.2f} with massage ({kind.unit})."
    )
    if any(block.arms_not_as_assigned for block in shown):
        said.append("Rings are nights that did not go as planned.")
    return Chart("trial", title, " ".join(said), marks, draw=draw)


def _pair_lines(ends: list[tuple[float, float | None]], look: ChartLook, width: float) -> pg.PlotCurveItem:
    xs, ys = np.asarray(ends, float).T
    return pg.PlotCurveItem(xs, ys, connect="pairs", pen=pen(look.text, width), antialias=True)


def _outcome_of(block: Block, arm: Arm) -> float | None:
    return block.value_with_massage if arm is Arm.MASSAGE else block.value_without_massage


def _known_outcomes(block: Block) -> list[float]:
    return [value for value in (block.value_with_massage, block.value_without_massage) if value is not None]


def _pair_text(block: Block, other: str) -> str:
    """Describe a pair, as in "Pair 3: 4 with massage, 6 without, difference −2"."""
    parts = [
        f"{name} {amount_text(value)}" if value is not None else f"{name} not known"
        for name, value in (("with massage", block.value_with_massage), (other, block.value_without_massage))
    ]
    if block.is_complete:
        parts.append(f"difference {difference_text(block.difference)}")
    if block.arms_not_as_assigned:
        named = {Arm.MASSAGE: "with massage", Arm.NO_MASSAGE: other}
        changed_nights = " and ".join(named[arm] for arm in Arm if arm in block.arms_not_as_assigned)
        parts.append(f"not done as planned: {changed_nights}")
    return f"Pair {block.number}: {', '.join(parts)}"
