"""Charts of groups: n and medians in words, held back where there is too little, and no claim."""

from dataclasses import replace
from datetime import date

from rlscompanion.charts.groups import comparison_chart, relief_chart, tried_chart
from rlscompanion.domain.comparison import Groups
from rlscompanion.domain.items import TRIED_ITEMS, Helped
from rlscompanion.domain.outcomes import Outcome
from rlscompanion.domain.ratings import Ratings, Scale
from rlscompanion.domain.session_record import RatedSession
from tests.domain.samples import a_full_night

PAIRS = ((5, 0), (8, 4), (5, 4), (9, 6), (4, 0))


def rated(count: int, before: int, after: int) -> list[RatedSession]:
    return [RatedSession(Ratings(urge=before), Ratings(urge=after))] * count


def test_relief_tells_the_routines_that_were_rated_often_enough() -> None:
    chart = relief_chart({"10 minutes": rated(6, 6, 3), "5 minutes": rated(4, 9, 1)}, Scale.URGE)

    assert chart.summary == (
        "Urge to move, usual change: 10 minutes −3 (6 sessions). High ratings tend to fall by themselves."
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
        "Worst urge to move (of 10), medians: With caffeine 6 (n = 10); Without caffeine 4 (n = 12). "
        "Difference of the means +2.7, 95 % interval +1.7 to +3.6. "
        "You chose these nights yourself, so this cannot show the cause."
    )


def test_two_groups_all_alike_have_no_interval() -> None:
    nights = Groups((6.0,) * 10, (4.0,) * 12)

    chart = comparison_chart(nights, Outcome.WORST_URGE, "With massage", "Without massage", "And more.")

    assert "Difference of the means +2, no interval, since the nights of one kind are all alike. " in (
        chart.summary
    )
    assert chart.summary.endswith("this cannot show the cause. And more.")


def test_groups_that_bad_evenings_choose_have_no_difference_and_no_interval() -> None:
    nights = Groups((5.0, 7.0) * 5, (4.0, 4.0, 2.0) * 4)

    chart = comparison_chart(
        nights, Outcome.WORST_URGE, "With massage", "Without massage", "And more.", is_chosen=True
    )

    assert chart.summary == (
        "Worst urge to move (of 10), medians: With massage 6 (n = 10); Without massage 4 (n = 12). "
        "You chose these nights yourself, so this cannot show the cause. And more."
    )


def test_two_groups_with_too_few_nights_say_how_many_there_are() -> None:
    nights = Groups((6.0,) * 3, ())

    chart = comparison_chart(nights, Outcome.WORST_URGE, "With caffeine", "Without caffeine")

    assert chart.missing == (
        "This needs 10 nights of either kind. So far: 3 with caffeine, 0 without caffeine."
    )


def test_what_was_tried_is_counted_and_no_more() -> None:
    plain = replace(
        a_full_night(date(2026, 11, 21)),
        **dict.fromkeys((item.value for item in TRIED_ITEMS), None),  # type: ignore[arg-type]
    )
    nights = [
        replace(plain, tried_walking=Helped.YES),
        replace(plain, tried_walking=Helped.NO, tried_cold=Helped.A_LITTLE),
        plain,
    ]

    chart = tried_chart(nights)

    assert [mark.text for mark in chart.marks] == [
        "Walking (n = 2): helped on 1, no help on 1",
        "Cold (n = 1): a little on 1",
    ]
    assert chart.summary == (
        "n = nights on which it was tried. Walking (n = 2): helped on 1, no help on 1; Cold (n = 1): "
        "a little on 1. These are counts and no more: you tried things on bad nights, and a bad hour also "
        "eases by itself."
    )
    assert tried_chart([plain]).is_empty
    assert "what you tried" in tried_chart([]).missing
