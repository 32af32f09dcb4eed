"""Two groups of nights: described from ten on either side, the interval checked by simulation."""

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from uuid import UUID

import pytest

from rlscompanion.domain.comparison import Groups, by_evening, compared, massaged, noted
from rlscompanion.domain.factor import FactorNote
from rlscompanion.domain.moment import moment_of
from rlscompanion.domain.night import Night, Sleep, proposed_evening
from rlscompanion.domain.outcomes import Outcome

from .samples import a_full_night


def a_night(number: int, present: bool | None, urge: int | None) -> Night:
    night = a_full_night(date(2026, 3, 1) + timedelta(days=number))
    notes = () if present is None else (FactorNote(UUID(int=number + 1), "caffeine", present),)
    return replace(night, id=UUID(int=1000 + number), worst_urge=urge, factors=notes)


@pytest.mark.parametrize(("there", "away", "is_shown"), [(10, 10, True), (9, 30, False), (30, 9, False)])
def test_fewer_than_ten_nights_on_a_side_are_not_shown(there: int, away: int, is_shown: bool) -> None:
    assert (compared(Groups((5.0,) * there, (3.0,) * away)) is not None) == is_shown


def test_medians_and_their_difference_by_hand() -> None:
    found = compared(Groups(tuple(map(float, range(1, 12))), tuple(map(float, range(3, 13)))))

    assert found is not None
    assert (found.median_with, found.median_without, found.difference) == (6.0, 7.5, -1.5)
    low, high = found.interval
    assert low < -1.5 < high
    assert (low + high) / 2 == pytest.approx(-1.5)


def test_nights_that_say_nothing_of_a_factor_are_in_neither_group() -> None:
    nights = [
        *(a_night(number, True, 7) for number in range(10)),
        *(a_night(number, False, 4) for number in range(10, 20)),
        *(a_night(number, None, 0) for number in range(20, 40)),
        *(a_night(number, True, None) for number in range(40, 50)),
    ]

    assert by_evening(nights, noted(nights, "caffeine"), Outcome.WORST_URGE) == Groups(
        (7.0,) * 10, (4.0,) * 10
    )
    assert by_evening(nights, noted(nights, "alcohol"), Outcome.WORST_URGE) == Groups((), ())


def test_every_night_is_one_with_massage_or_without() -> None:
    nights = [a_night(number, None, number) for number in range(4)]  # from 1 March on
    sessions = [
        moment_of(datetime(2026, 3, 1, 22, 10, tzinfo=UTC)),
        moment_of(datetime(2026, 3, 4, 1, 30, tzinfo=UTC)),  # still the evening of the 3rd
        moment_of(datetime(2026, 3, 4, 1, 50, tzinfo=UTC)),
        moment_of(datetime(2026, 2, 20, 22, 0, tzinfo=UTC)),  # nobody kept a diary
    ]

    assert by_evening(nights, massaged(nights, sessions), Outcome.WORST_URGE) == Groups((0, 2), (1, 3))


def test_a_massage_before_a_sleep_by_day_belongs_to_that_sleep() -> None:
    zone = timezone(timedelta(hours=1))
    lay_down = moment_of(datetime(2026, 3, 2, 8, 30, tzinfo=zone))
    sleep = Sleep(
        UUID(int=1), tried_to_sleep=lay_down, minutes_to_fall_asleep=0, woke_up=lay_down.plus_minutes(480)
    )
    evening = proposed_evening(sleep)
    assert evening is not None
    night = replace(a_full_night(evening), sleeps=(sleep,))

    assert massaged([night], [lay_down.plus_minutes(-15)]) == {date(2026, 3, 2): True}


@pytest.mark.parametrize("count", [12, 40, 450])
def test_the_interval_holds_the_true_difference_as_often_as_it_says(count: int) -> None:
    chance, held, rounds = random.Random(count), 0, 400
    for _ in range(rounds):
        found = compared(
            Groups(
                tuple(chance.gauss(3, 2) for _ in range(count)),
                tuple(chance.expovariate(1) for _ in range(count)),
            )
        )
        assert found is not None
        low, high = found.interval
        held += low <= 3 - 0.6931 <= high
    # 95 % within three and a half standard deviations of 400 rounds.
    assert 0.91 <= held / rounds <= 0.99
