"""The chart of a trial's pairs: what it says of each, and its dots hollow where a night went otherwise."""

from datetime import date
from uuid import UUID

import pyqtgraph as pg
import pytest
from PySide6.QtCore import Qt

from rlscompanion.charts.chart import PAPER_LOOK
from rlscompanion.charts.trial_pairs import HALF_PAIR_LINE_WIDTH, pairs_chart
from rlscompanion.domain.outcomes import Outcome
from rlscompanion.domain.trial import Arm, Block, Replacement, Trial, TrialResult

TRIAL = Trial(UUID(int=1), Outcome.WORST_URGE, date(2026, 11, 1), 7)
MASSAGE_SKIPPED = frozenset({Arm.MASSAGE})


def result(*complete: Block, incomplete: tuple[Block, ...] = ()) -> TrialResult:
    return TrialResult(complete, incomplete, None, None, None, None, 0, 0, 0, False)


SOME = result(
    Block(1, 4.0, 6.0),
    Block(3, 5.0, 5.0, arms_not_as_assigned=MASSAGE_SKIPPED),
    incomplete=(Block(2, None, 7.0), Block(4, None, None)),
)


def test_each_pair_with_a_known_night_can_be_read_out_in_order() -> None:
    chart = pairs_chart(TRIAL, SOME)

    assert [(mark.x, mark.text) for mark in chart.marks] == [
        (1.0, "Pair 1: with massage 4, without 6, difference −2"),
        (2.0, "Pair 2: with massage not known, without 7"),
        (3.0, "Pair 3: with massage 5, without 5, difference 0, not done as planned: with massage"),
    ]
    assert chart.summary == (
        "2 complete pairs of nights, in order of date. Average: 5.50 without, 4.50 with massage (of "
        "10). Rings are nights that did not go as planned."
    )


def test_breathing_is_named() -> None:
    chart = pairs_chart(
        Trial(UUID(int=1), Outcome.WORST_URGE, date(2026, 11, 1), 7, instead=Replacement.BREATHING), SOME
    )

    assert "5.50 with breathing instead, 4.50 with massage" in chart.summary


def test_without_a_complete_pair_that_is_said() -> None:
    chart = pairs_chart(TRIAL, result(incomplete=(Block(1, None, 3.0),)))

    assert chart.is_empty
    assert chart.missing == "The first pair of nights is not complete yet."


@pytest.mark.usefixtures("qapp")
def test_slopes_lead_from_without_to_with_and_a_night_done_otherwise_is_hollow() -> None:
    chart, plot = pairs_chart(TRIAL, SOME), pg.PlotItem()
    assert chart.draw is not None
    chart.draw(plot, PAPER_LOOK)

    slopes = [item.getData() for item in plot.items if isinstance(item, pg.PlotCurveItem)]
    assert slopes[0][0].tolist() == [
        1 - HALF_PAIR_LINE_WIDTH,
        1 + HALF_PAIR_LINE_WIDTH,
        3 - HALF_PAIR_LINE_WIDTH,
        3 + HALF_PAIR_LINE_WIDTH,
    ]
    assert slopes[0][1].tolist() == [6.0, 4.0, 5.0, 5.0]
    assert slopes[1][1].tolist() == [5.5, 4.5]
    scatters = [item for item in plot.items if isinstance(item, pg.ScatterPlotItem)]
    hollow = [each for each in scatters if each.opts["brush"].color() == PAPER_LOOK.background]
    assert [[(point.pos().x(), point.pos().y()) for point in each.points()] for each in hollow] == [
        [(3 + HALF_PAIR_LINE_WIDTH, 5.0)]
    ]
    assert all(each.opts["brush"].style() == Qt.BrushStyle.SolidPattern for each in scatters)
