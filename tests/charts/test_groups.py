"""Charts of groups: n and medians in words, held back where there is too little, and no claim."""

from uuid import UUID

import pytest

from rlscompanion.charts.groups import comparison_chart, relief_chart, trial_chart
from rlscompanion.domain.comparison import Groups
from rlscompanion.domain.outcomes import Outcome
from rlscompanion.domain.ratings import Ratings, Scale
from rlscompanion.domain.session_record import RatedSession
from rlscompanion.domain.trial import Trial, analysed
from tests.domain.test_trial import FIRST, evening

PAIRS = ((5, 0), (8, 4), (5, 4), (9, 6), (4, 0))


def rated(count: int, before: int, after: int) -> list[RatedSession]:
    return [RatedSession(Ratings(urge=before), Ratings(urge=after))] * count


def test_relief_tells_the_routines_that_were_rated_often_enough() -> None:
    chart = relief_chart({"10 minutes": rated(6, 6, 3), "5 minutes": rated(4, 9, 1)}, Scale.URGE)

    assert chart.summary == (
        "Urge to move, usual change: 10 minutes −3 (6 sessions). High ratings tend to fall by themselves. "
        "To find out whether massage helps you, start a trial: “Does massage help me?”."
    )
    assert [mark.text for mark in chart.marks] == ["10 minutes: usual change −3, 6 sessions"]


def test_relief_is_the_median_of_the_changes() -> None:
    """The medians before and after are 5 and 4; the changes are -5, -4, -1, -3 and -4."""
    sessions = [each for before, after in PAIRS for each in rated(1, before, after)]

    chart = relief_chart({"5 minutes": sessions}, Scale.URGE)

    assert "5 minutes −4 (5 sessions)" in chart.summary


def test_relief_without_enough_sessions_says_what_is_missing() -> None:
    chart = relief_chart({"5 minutes": rated(4, 9, 1)}, Scale.URGE)

    assert chart.is_empty
    assert "5 sessions" in chart.missing


def test_two_groups_are_described() -> None:
    nights = Groups((5.0, 7.0) * 5, (4.0, 4.0, 2.0) * 4)

    chart = comparison_chart(nights, Outcome.WORST_URGE, "With caffeine", "Without caffeine")

    assert chart.summary == (
        "Worst urge to move, usually: with caffeine 6 of 10 (10 nights); without caffeine 4 of 10 (12 "
        "nights). You chose these nights yourself, so this cannot show the cause."
    )
    assert chart.details == (
        "With caffeine: median 6 of 10, quartiles 5 of 10 and 7 of 10, n = 10; Without caffeine: median "
        "4 of 10, quartiles 2 of 10 and 4 of 10, n = 12. "
        "Difference of the means +2.7, 95 % interval +1.7 to +3.6."
    )


def test_a_difference_of_times_is_one_of_times() -> None:
    nights = Groups((400.0, 430.0) * 5, (330.0, 340.0, 350.0) * 4)

    chart = comparison_chart(nights, Outcome.TOTAL_SLEEP, "With caffeine", "Without caffeine")

    assert "with caffeine 6 h 55 (10 nights); without caffeine 5 h 40 (12 nights)" in chart.summary
    assert "Difference of the means +1 h 15" in chart.details


def test_two_groups_all_alike_have_no_interval() -> None:
    nights = Groups((6.0,) * 10, (4.0,) * 12)

    chart = comparison_chart(nights, Outcome.WORST_URGE, "With massage", "Without massage", "And more.")

    assert chart.details.endswith(
        "Difference of the means +2, no interval, since the nights of one kind are all alike."
    )
    assert chart.summary.endswith("this cannot show the cause. And more.")


def test_groups_that_bad_evenings_choose_have_no_difference_and_no_interval() -> None:
    nights = Groups((5.0, 7.0) * 5, (4.0, 4.0, 2.0) * 4)

    chart = comparison_chart(
        nights, Outcome.WORST_URGE, "With massage", "Without massage", "And more.", is_chosen=True
    )

    assert chart.summary == (
        "Worst urge to move, usually: with massage 6 of 10 (10 nights); without massage 4 of 10 (12 nights). "
        "You chose these nights yourself, so this cannot show the cause. And more."
    )
    assert "ifference" not in chart.details


def test_two_groups_with_too_few_nights_say_how_many_there_are() -> None:
    nights = Groups((6.0,) * 3, ())

    chart = comparison_chart(nights, Outcome.WORST_URGE, "With caffeine", "Without caffeine")

    assert chart.missing == (
        "This needs 10 nights of either kind. So far: 3 with caffeine, 0 without caffeine."
    )


@pytest.mark.parametrize(("nights", "has_interval"), [(6, False), (16, True)])
def test_a_trial_shows_its_pairs_and_from_six_on_an_interval(nights: int, has_interval: bool) -> None:
    trial = Trial(UUID(int=1), Outcome.WORST_URGE, FIRST, 7)
    values = {evening(night): float(night % 3) for night in range(nights)}

    chart = trial_chart(analysed(trial, values, {}, {}, evening(nights)), Outcome.WORST_URGE)

    assert len(chart.marks) == nights // 2
    assert ("95 % interval" in chart.summary) == has_interval
