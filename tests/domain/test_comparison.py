"""Tests of the comparison of two groups of nights; its interval is checked by simulation."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from statistics import NormalDist
from uuid import UUID

import pytest

from rlscompanion.domain.comparison import (
    GroupedValues,
    compare_groups,
    factor_presence_by_evening,
    group_values,
    massage_presence_by_evening,
    t_quantile,
)
from rlscompanion.domain.factor import FactorNote
from rlscompanion.domain.measures import proposed_evening
from rlscompanion.domain.moment import moment_of_datetime
from rlscompanion.domain.night import Night, Sleep
from rlscompanion.domain.outcomes import Outcome
from tests.cases import each_case
from tests.lazily import stats

from .samples import a_full_night


def a_night(number: int, present: bool | None, urge: int | None) -> Night:
    night = a_full_night(date(2026, 3, 1) + timedelta(days=number))
    notes = () if present is None else (FactorNote(UUID(int=number + 1), "caffeine", present),)
    return replace(night, id=UUID(int=1000 + number), worst_urge=urge, factors=notes)


@pytest.mark.parametrize(("there", "away", "is_shown"), [(10, 10, True), (9, 30, False), (30, 9, False)])
def test_fewer_than_ten_nights_on_a_side_are_not_shown(there: int, away: int, is_shown: bool) -> None:
    assert (compare_groups(GroupedValues((5.0,) * there, (3.0,) * away)) is not None) == is_shown


def test_means_and_their_difference_by_hand() -> None:
    found = compare_groups(GroupedValues(tuple(map(float, range(1, 12))), tuple(map(float, range(3, 13)))))

    assert found is not None
    assert (found.with_factor.value, found.without_factor.value, found.mean_difference) == (6.0, 7.5, -1.5)


def test_the_interval_is_that_of_scipy() -> None:
    one, other = (2.0, 5, 5, 6, 3, 4, 7, 5, 5, 6, 8, 1), (3.0, 3, 4, 2, 2, 3, 3, 4, 2, 3)

    found = compare_groups(GroupedValues(one, other))

    assert found is not None
    theirs = stats.ttest_ind(one, other, equal_var=False).confidence_interval(0.95)
    assert found.interval == pytest.approx((theirs.low, theirs.high), abs=1e-4)


def test_the_interval_of_a_mean_is_that_of_scipy() -> None:
    one = (2.0, 5, 5, 6, 3, 4, 7, 5, 5, 6, 8, 1)

    found = compare_groups(GroupedValues(one, (3.0,) * 10))

    assert found is not None
    theirs = stats.t.interval(0.95, len(one) - 1, sum(one) / len(one), stats.sem(one))
    assert found.with_factor.interval == pytest.approx(theirs, abs=1e-3)
    assert found.without_factor.interval is None


@each_case("share", [0.6, 0.9, 0.975])
@each_case("freedom", [5, 6.5, 9, 18.3, 60, 1000])
def test_quantiles_of_t_are_those_of_scipy(share: float, freedom: float) -> None:
    assert t_quantile(share, freedom) == pytest.approx(stats.t.ppf(share, freedom), abs=1e-3)


@pytest.mark.parametrize("other", [(6.0,) * 10, (6.0,) * 9 + (7.0,)])
def test_a_group_all_alike_tells_no_interval(other: tuple[float, ...]) -> None:
    for groups in (GroupedValues((4.0,) * 12, other), GroupedValues(other, (4.0,) * 12)):
        found = compare_groups(groups)
        assert found is not None
        assert found.interval is None


def test_nights_that_say_nothing_of_a_factor_are_in_neither_group() -> None:
    nights = [
        *(a_night(number, True, 7) for number in range(10)),
        *(a_night(number, False, 4) for number in range(10, 20)),
        *(a_night(number, None, 0) for number in range(20, 40)),
        *(a_night(number, True, None) for number in range(40, 50)),
    ]

    assert group_values(
        nights, factor_presence_by_evening(nights, "caffeine"), Outcome.WORST_URGE
    ) == GroupedValues((7.0,) * 10, (4.0,) * 10)
    assert group_values(
        nights, factor_presence_by_evening(nights, "alcohol"), Outcome.WORST_URGE
    ) == GroupedValues((), ())


def test_every_night_is_one_with_massage_or_without() -> None:
    nights = [a_night(number, None, number) for number in range(4)]  # from 1 March on
    sessions = [
        moment_of_datetime(datetime(2026, 3, 1, 22, 10, tzinfo=UTC)),
        moment_of_datetime(datetime(2026, 3, 4, 1, 30, tzinfo=UTC)),  # still the evening of the 3rd
        moment_of_datetime(datetime(2026, 3, 4, 1, 50, tzinfo=UTC)),
        moment_of_datetime(datetime(2026, 2, 20, 22, 0, tzinfo=UTC)),  # nobody kept a diary
    ]

    assert group_values(
        nights, massage_presence_by_evening(nights, sessions), Outcome.WORST_URGE
    ) == GroupedValues((0, 2), (1, 3))


def test_a_massage_before_a_sleep_by_day_belongs_to_that_sleep() -> None:
    zone = timezone(timedelta(hours=1))
    lay_down = moment_of_datetime(datetime(2026, 3, 2, 8, 30, tzinfo=zone))
    sleep = Sleep(
        UUID(int=1), tried_to_sleep=lay_down, minutes_to_fall_asleep=0, woke_up=lay_down.plus_minutes(480)
    )
    evening = proposed_evening(sleep)
    assert evening is not None
    night = replace(a_full_night(evening), sleeps=(sleep,))

    assert massage_presence_by_evening([night], [lay_down.plus_minutes(-15)]) == {date(2026, 3, 2): True}


Distribution = Callable[[random.Random], float]


def rating(mean: float, spread: float) -> Distribution:
    """A rating from 0 to 10: a normal value, rounded, and kept on the scale."""
    return lambda chance: float(min(10, max(0, round(chance.gauss(mean, spread)))))


def mean_of_rating(mean: float, spread: float) -> float:
    """The true mean of such ratings: the sum of the chances of at least 1, 2, ... 10."""
    normal = NormalDist(mean, spread)
    return sum(1.0 - normal.cdf(least - 0.5) for least in range(1, 11))


@pytest.mark.parametrize(
    "counts",
    [
        *((10, 10), (25, 35)),
        *(pytest.param(each, marks=pytest.mark.thorough) for each in ((10, 60), (60, 10), (60, 60))),
    ],
    ids=str,
)
@pytest.mark.parametrize(
    ("there", "away"), [((5, 2), (4, 2)), ((2, 1.6), (6, 1)), ((4, 0.6), (4, 0.6)), ((8.5, 1.8), (7, 2.5))]
)
def test_the_interval_of_ratings_holds_the_true_difference_often_enough(
    there: tuple[float, float], away: tuple[float, float], counts: tuple[int, int]
) -> None:
    chance, rounds = random.Random(f"{there} {away} {counts}"), 1500
    truth = mean_of_rating(*there) - mean_of_rating(*away)
    held = shown = 0
    for _ in range(rounds):
        found = compare_groups(drawn(chance, (rating(*there), rating(*away)), counts))
        assert found is not None
        if found.interval is not None:
            shown += 1
            held += found.interval[0] <= truth <= found.interval[1]
    assert shown > 0.98 * rounds
    assert held >= 0.93 * shown


@pytest.mark.parametrize("count", [12, 40, 450])
def test_the_interval_of_times_holds_the_true_difference_as_often_as_it_says(count: int) -> None:
    chance, held, rounds = random.Random(count), 0, 400
    for _ in range(rounds):
        shapes: tuple[Distribution, Distribution] = (
            lambda one: one.gauss(3, 2),
            lambda one: one.expovariate(1),
        )
        found = compare_groups(drawn(chance, shapes, (count, count)))
        assert found is not None
        assert found.interval is not None
        low, high = found.interval
        held += low <= 3 - 1 <= high
    # 95 % within three and a half standard deviations of 400 rounds.
    assert 0.91 <= held / rounds <= 0.99


def drawn(
    chance: random.Random, shapes: tuple[Distribution, Distribution], counts: tuple[int, int]
) -> GroupedValues:
    one, other = (
        tuple(shape(chance) for _ in range(count)) for shape, count in zip(shapes, counts, strict=True)
    )
    return GroupedValues(one, other)
