"""Regularity: clock times on the circle, the spread of midpoints, and the index, worked out by hand."""

import math
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rlscompanion.domain.night import Night
from rlscompanion.domain.regularity import circular_mean, midpoint_deviation, regularity_index

from .samples import a_full_night

FIRST = date(2026, 11, 2)


def nights(count: int, later: dict[int, float] | None = None, first: date = FIRST) -> list[Night]:
    """Nights like `a_full_night` in a row, some of them so many minutes later as a whole."""
    found = []
    for number in range(count):
        night = a_full_night(first + timedelta(days=number))
        (sleep,) = night.sleeps
        minutes = (later or {}).get(number, 0.0)
        moved = replace(
            sleep,
            **{
                name: getattr(sleep, name).plus_minutes(minutes)
                for name in ("went_to_bed", "tried_to_sleep", "woke_up", "got_up")
            },
        )
        found.append(replace(night, id=UUID(int=number + 1), sleeps=(moved,)))
    return found


def told(found: tuple[float, int] | None, value: float, count: int) -> None:
    assert found is not None
    assert found[0] == pytest.approx(value, abs=1e-9)
    assert found[1] == count


def test_bedtimes_around_midnight_meet_at_midnight() -> None:
    assert circular_mean([23 * 60 + 57, 7]) == pytest.approx(2.0)
    assert circular_mean([60.0, 120.0]) == pytest.approx(90.0)


def test_times_that_cancel_out_have_no_mean() -> None:
    assert circular_mean([]) is None
    assert circular_mean([0.0, 720.0]) is None


@given(st.lists(st.floats(0, 400), min_size=1, max_size=12), st.floats(0, 1440))
def test_turning_the_clock_turns_the_mean(minutes: list[float], turn: float) -> None:
    mean, turned = circular_mean(minutes), circular_mean([(each + turn) % 1440 for each in minutes])

    assert mean is not None
    assert turned is not None
    assert math.cos(math.tau * (turned - mean - turn) / 1440) == pytest.approx(1.0, abs=1e-9)


def test_the_spread_of_midpoints_by_hand() -> None:
    # Eight nights, half of them an hour later: deviations of 30 minutes, 8 x 900 / 7.
    found = midpoint_deviation(nights(8, {1: 60, 3: 60, 5: 60, 7: 60}))

    told(found, math.sqrt(7200 / 7), 8)


def test_a_week_is_too_short_for_the_spread() -> None:
    assert midpoint_deviation(nights(7)) is None
    told(midpoint_deviation(nights(8)), 0.0, 8)


def test_a_clock_change_alone_makes_nothing_irregular() -> None:
    # Each night by its own clock; the clocks go back on 25 October 2026.
    found = midpoint_deviation(nights(10, first=date(2026, 10, 20)))

    assert found is not None
    assert found[0] < 10.5  # the night of the change is lived through 60 minutes earlier by the end


def test_the_same_every_night_is_wholly_regular() -> None:
    told(regularity_index(nights(8)), 100.0, 7)


def test_the_index_by_hand() -> None:
    # Every other night 72 minutes later: of 1440 minutes, 2 x 72 differ in each pair: 100 x (1 - 0.2) = 80.
    found = regularity_index(nights(8, dict.fromkeys((1, 3, 5, 7), 72.0)))

    told(found, 80.0, 7)


def test_six_pairs_are_too_few_and_gaps_make_no_pairs() -> None:
    assert regularity_index(nights(7)) is None
    row = nights(16)
    assert regularity_index([night for number, night in enumerate(row) if number % 2 == 0]) is None


def test_a_sleepless_night_pairs_with_none() -> None:
    row = nights(10)
    (sleep,) = row[4].sleeps
    row[4] = replace(row[4], sleeps=(replace(sleep, slept=False),))

    found = regularity_index(row)

    assert found is not None
    assert found[1] == 7


def test_a_nap_inside_the_main_sleep_is_not_counted_twice() -> None:
    row = nights(8)
    (sleep,) = row[3].sleeps
    inside = replace(sleep, id=UUID(int=77), is_main=False)
    row[3] = replace(row[3], sleeps=(sleep, inside))

    told(regularity_index(row), 100.0, 7)
