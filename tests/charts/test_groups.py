"""Charts of groups: n and medians in words, held back where there is too little, and no claim."""

import pyqtgraph as pg
import pytest

from rlscompanion.charts.groups import comparison_chart
from rlscompanion.domain.comparison import GroupedValues
from rlscompanion.domain.outcomes import Outcome
from tests.charts.drawn import drawn_plot
from tests.lazily import stats

PAIRS = ((5, 0), (8, 4), (5, 4), (9, 6), (4, 0))


def test_two_groups_are_described() -> None:
    nights = GroupedValues((5.0, 7.0) * 5, (4.0, 4.0, 2.0) * 4)

    chart = comparison_chart(nights, Outcome.WORST_URGE, "With caffeine", "Without caffeine")

    assert chart.summary == (
        "Worst urge to move, on average: with caffeine 6 of 10 (10 nights); without caffeine 3.3 of "
        "10 (12 nights). You chose these nights yourself, so this cannot show the cause."
    )
    assert chart.details == (
        "With caffeine: median 6 of 10, quartiles 5 of 10 and 7 of 10, n = 10; Without caffeine: median "
        "4 of 10, quartiles 2 of 10 and 4 of 10, n = 12. "
        "Difference of the means +2.7, 95 % interval +1.7 to +3.6. "
        "A bar in the chart is the 95 % interval of a mean."
    )


def test_a_difference_of_times_is_one_of_times() -> None:
    nights = GroupedValues((400.0, 430.0) * 5, (330.0, 340.0, 350.0) * 4)

    chart = comparison_chart(nights, Outcome.TOTAL_SLEEP, "With caffeine", "Without caffeine")

    assert "with caffeine 6 h 55 (10 nights); without caffeine 5 h 40 (12 nights)" in chart.summary
    assert "Difference of the means +1 h 15" in chart.details


def test_two_groups_all_alike_have_no_interval() -> None:
    nights = GroupedValues((6.0,) * 10, (4.0,) * 12)

    chart = comparison_chart(nights, Outcome.WORST_URGE, "With massage", "Without massage", "And more.")

    said = "Difference of the means +2, no interval, since the nights of one kind are all alike."
    assert said in chart.details
    assert chart.summary.endswith("this cannot show the cause. And more.")


def test_groups_that_bad_evenings_choose_have_no_difference_and_no_interval() -> None:
    nights = GroupedValues((5.0, 7.0) * 5, (4.0, 4.0, 2.0) * 4)

    chart = comparison_chart(
        nights, Outcome.WORST_URGE, "With massage", "Without massage", "And more.", person_chose_groups=True
    )

    assert chart.summary == (
        "Worst urge to move, on average: with massage 6 of 10 (10 nights); without massage 3.3 of 10 (12 "
        "nights). You chose these nights yourself, so this cannot show the cause. And more."
    )
    assert "ifference" not in chart.details


@pytest.mark.parametrize("is_chosen", [False, True])
def test_means_have_their_intervals_unless_bad_evenings_chose(is_chosen: bool) -> None:
    nights = GroupedValues((5.0, 7.0) * 5, (4.0, 4.0, 2.0) * 4)

    with drawn_plot(
        comparison_chart(nights, Outcome.WORST_URGE, "With", "Without", person_chose_groups=is_chosen)
    ) as plot:
        bars = [each.getData() for each in plot.items if isinstance(each, pg.PlotCurveItem)]
        means = [each.getData()[1][0] for each in plot.items if isinstance(each, pg.ScatterPlotItem)][1::2]

    assert means == pytest.approx([6.0, 10 / 3])
    theirs = stats.t.interval(0.95, 9, 6.0, stats.sem((5.0, 7.0) * 5))
    assert len(bars) == (0 if is_chosen else 2)
    assert is_chosen or list(bars[0][1]) == pytest.approx(list(theirs), abs=1e-3)


def test_the_difference_is_that_of_the_means_as_printed() -> None:
    """The means are 6.25 and 5.02, printed as 6.2 and 5: their difference is 1.23, yet 1.2 is printed."""
    nights = GroupedValues((6.0, 6.0, 6.0, 7.0) * 5, (5.0,) * 49 + (6.0,))

    details = comparison_chart(nights, Outcome.WORST_URGE, "With tea", "Without tea").details

    assert "Difference of the means +1.2," in details


def test_two_groups_with_too_few_nights_say_how_many_there_are() -> None:
    nights = GroupedValues((6.0,) * 3, ())

    chart = comparison_chart(nights, Outcome.WORST_URGE, "With caffeine", "Without caffeine")

    assert chart.missing == (
        "This needs 10 nights of each kind. So far: 3 with caffeine, 0 without caffeine."
    )
