"""Two groups of nights: described from ten on either side, the interval checked by simulation."""

import random
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from rlscompanion.domain.comparison import by_factor, compared
from rlscompanion.domain.factor import FactorNote
from rlscompanion.domain.night import Night
from rlscompanion.domain.outcomes import Outcome

from .samples import a_full_night


def noted(number: int, present: bool | None, urge: int | None) -> Night:
    night = a_full_night(date(2026, 3, 1) + timedelta(days=number))
    notes = () if present is None else (FactorNote(UUID(int=number + 1), "caffeine", present),)
    return replace(night, id=UUID(int=1000 + number), worst_urge=urge, factors=notes)


@pytest.mark.parametrize(("there", "away", "is_shown"), [(10, 10, True), (9, 30, False), (30, 9, False)])
def test_fewer_than_ten_nights_on_a_side_are_not_shown(there: int, away: int, is_shown: bool) -> None:
    assert (compared([5.0] * there, [3.0] * away) is not None) == is_shown


def test_medians_and_their_difference_by_hand() -> None:
    found = compared([float(value) for value in range(1, 12)], [float(value) for value in range(3, 13)])

    assert found is not None
    assert (found.median_with, found.median_without, found.difference) == (6.0, 7.5, -1.5)
    low, high = found.interval
    assert low < -1.5 < high
    assert (low + high) / 2 == pytest.approx(-1.5)


def test_nights_that_say_nothing_of_a_factor_are_in_neither_group() -> None:
    nights = [
        *(noted(number, True, 7) for number in range(10)),
        *(noted(number, False, 4) for number in range(10, 20)),
        *(noted(number, None, 0) for number in range(20, 40)),
        *(noted(number, True, None) for number in range(40, 50)),
    ]

    found = by_factor(nights, "caffeine", Outcome.WORST_URGE)

    assert found is not None
    assert (len(found.with_it), len(found.without_it), found.difference) == (10, 10, 3.0)
    assert by_factor(nights, "alcohol", Outcome.WORST_URGE) is None


@pytest.mark.parametrize("count", [12, 40, 450])
def test_the_interval_holds_the_true_difference_as_often_as_it_says(count: int) -> None:
    chance, held, rounds = random.Random(count), 0, 400
    for _ in range(rounds):
        found = compared(
            [chance.gauss(3, 2) for _ in range(count)], [chance.expovariate(1) for _ in range(count)]
        )
        assert found is not None
        low, high = found.interval
        held += low <= 3 - 0.6931 <= high
    # 95 % within three and a half standard deviations of 400 rounds.
    assert 0.91 <= held / rounds <= 0.99
