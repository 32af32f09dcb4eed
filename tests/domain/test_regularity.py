"""Regularity: clock times on the circle, the spread of midpoints, and the index, worked out by hand."""

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import cache
from statistics import fmean
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from rlscompanion.domain.measures import proposed_evening
from rlscompanion.domain.moment import moment_of_datetime
from rlscompanion.domain.night import Night, Sleep
from rlscompanion.domain.regularity import (
    circular_mean,
    local_midpoint,
    midpoint_deviation,
    regularity_index,
)

from .samples import a_full_night, a_night

FIRST = date(2026, 11, 2)
BERLIN = ZoneInfo("Europe/Berlin")


def nights(count: int, later: dict[int, float] | None = None, first: date = FIRST) -> list[Night]:
    """Consecutive nights like `a_full_night`, some of them shifted by these minutes."""
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


def assert_about(found: tuple[float, int] | None, value: float, count: int) -> None:
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

    assert_about(found, math.sqrt(7200 / 7), 8)


def test_a_week_is_too_short_for_the_spread() -> None:
    assert midpoint_deviation(nights(7)) is None
    assert_about(midpoint_deviation(nights(8)), 0.0, 8)


def test_a_clock_change_alone_makes_nothing_irregular() -> None:
    # Each night by its own clock; the clocks go back on 25 October 2026.
    found = midpoint_deviation(nights(10, first=date(2026, 10, 20)))

    assert found is not None
    assert found[0] < 10.5  # the night of the change is lived through 60 minutes earlier by the end


def test_the_same_every_night_is_wholly_regular() -> None:
    assert_about(regularity_index(nights(8)), 100.0, 7)


def test_the_index_by_hand() -> None:
    # Every other night 72 minutes later: of 1440 minutes, 2 x 72 differ in each pair: 100 x (1 - 0.2) = 80.
    found = regularity_index(nights(8, dict.fromkeys((1, 3, 5, 7), 72.0)))

    assert_about(found, 80.0, 7)


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

    assert_about(regularity_index(row), 100.0, 7)


def slept(day: date, since: time, minutes: int) -> Night:
    """A night asleep from a time on this day in Berlin, under the evening that its midpoint proposes."""
    began = moment_of_datetime(datetime.combine(day, since, BERLIN))
    sleep = Sleep(
        UUID(int=1), tried_to_sleep=began, minutes_to_fall_asleep=0, woke_up=began.plus_minutes(minutes)
    )
    evening = proposed_evening(sleep)
    assert evening is not None
    return a_night(sleep, evening=evening)


def alternating(count: int) -> list[Night]:
    """Days asleep from 08:10 to 16:10 and from 12:00 to 20:00 by turns."""
    hours = (time(8, 10), time(12, 0))
    return [slept(FIRST + timedelta(days=number), hours[number % 2], 480) for number in range(count)]


@pytest.mark.parametrize("count", [8, 9, 40])
def test_sleep_across_noon_counts_on_both_sides_of_it(count: int) -> None:
    # From 08:10 to 12:00 and from 16:10 to 20:00 no day is like the next one: 460 of 1440 minutes.
    assert_about(regularity_index(alternating(count)), 100 - 200 * 460 / 1440, count - 1)


def test_days_asleep_across_noon_by_turns_with_a_gap() -> None:
    row = alternating(20)
    del row[9]

    assert_about(regularity_index(row), 100 - 200 * 460 / 1440, 17)


@given(st.sets(st.integers(0, 29), max_size=10), st.integers(0, 23), st.integers(60, 900))
def test_a_missing_night_is_never_one_awake(missing: set[int], hour: int, minutes: int) -> None:
    row = [
        slept(FIRST + timedelta(days=number), time(hour, 30), minutes)
        for number in range(30)
        if number not in missing
    ]
    found = regularity_index(row)
    assume(found is not None)

    assert found is not None
    assert found[0] == pytest.approx(100.0)


def test_a_nap_before_noon_is_of_the_day_it_was_had_on() -> None:
    row = nights(10)
    (main,) = row[5].sleeps
    began = moment_of_datetime(datetime.combine(row[5].evening, time(11, 30), BERLIN))
    nap = replace(main, id=UUID(int=78), is_main=False, tried_to_sleep=began, woke_up=began.plus_minutes(60))
    row[5] = replace(row[5], sleeps=(main, replace(nap, minutes_to_fall_asleep=0)))

    # Half an hour on either side of noon: each is unlike the days before and after. The half hour before noon
    # of the last day is not known.
    assert_about(regularity_index(row), 100 - 200 * (30 * 2 / 9 + 30 * 2 / 8) / 1440, 9)


@given(
    st.integers(0, 1439),
    st.lists(st.tuples(st.integers(-240, 240), st.integers(30, 800)), min_size=14, max_size=22),
    st.sets(st.integers(0, 22), max_size=3),
    st.sampled_from([FIRST, date(2026, 10, 18), date(2026, 3, 22)]),  # the clocks change in the latter two
)
def test_the_index_is_that_of_counting_every_minute(
    usual: int, sleeps: Sequence[tuple[int, int]], missing: set[int], first: date
) -> None:
    row = {}
    for number, (later, minutes) in enumerate(sleeps):
        day, minute = divmod(number * 1440 + usual + later, 1440)
        night = slept(first + timedelta(days=day), time(minute // 60, minute % 60), minutes)
        if number not in missing:
            row[night.evening] = night
    found = regularity_index(row.values())
    assume(found is not None)

    assert found is not None
    assert found[0] == pytest.approx(index_by_counting(list(row.values())), abs=1e-6)


def index_by_counting(row: Sequence[Night]) -> float:
    """The index, minute by minute of the day, over the pairs of nights that cover this minute."""
    asleep: dict[date, set[int]] = {}
    for night in row:
        (sleep,) = night.sleeps
        assert sleep.tried_to_sleep is not None
        assert sleep.woke_up is not None
        asleep[night.evening] = set(range(sleep.tried_to_sleep.utc // 60, sleep.woke_up.utc // 60))
    ever = set().union(*asleep.values())

    @cache
    def noon(evening: date) -> int:
        return moment_of_datetime(datetime.combine(evening, time(12), BERLIN)).utc // 60

    def day(number: int) -> timedelta:
        return timedelta(days=number)

    into_next = {m - noon(each + day(1)) for each, found in asleep.items() for m in found}
    into_last = {m - noon(each - day(1)) for each, found in asleep.items() for m in found}
    shares = []
    for number in range(1440):
        pairs = [each for each in asleep if each + day(1) in asleep]
        if number <= max(into_next):
            pairs = [each for each in pairs if each - day(1) in asleep]
        if number >= min(into_last):
            pairs = [each for each in pairs if each + day(2) in asleep]
        if pairs:
            shares.append(
                fmean(
                    (noon(each) + number in ever) == (noon(each + day(1)) + number in ever) for each in pairs
                )
            )
    return -100.0 + 200.0 * fmean(shares)


def test_a_night_with_a_nap_alone_is_not_a_night_awake() -> None:
    row = nights(10)
    nap = replace(row[4].sleeps[0], is_main=False)
    row[4] = replace(row[4], sleeps=(nap,))

    assert regularity_index(row) == (100.0, 7)


def test_a_date_that_a_zone_skipped_lies_between_neighbours() -> None:
    """Apia went from 29 to 31 December 2011, so the nights of these are consecutive."""
    apia = ZoneInfo("Pacific/Apia")
    evenings = [date(2011, 12, 20) + timedelta(days=each) for each in range(20) if each != 10]

    def night(evening: date) -> Night:
        asleep = moment_of_datetime(datetime.combine(evening, time(23), apia))
        sleep = Sleep(
            UUID(int=evening.toordinal()),
            tried_to_sleep=asleep,
            minutes_to_fall_asleep=0,
            minutes_awake=0,
            woke_up=asleep.plus_minutes(8 * 60),
        )
        return Night(UUID(int=evening.toordinal()), evening, "Pacific/Apia", (sleep,))

    found = regularity_index(map(night, evenings))

    assert found is not None
    assert found[1] == 18


def test_a_midpoint_is_shown_by_the_clock_of_its_zone() -> None:
    """In the night of 28 March 2026 Berlin has no 02:30; what the evening's clock calls that is 03:30."""
    asleep = moment_of_datetime(datetime(2026, 3, 28, 23, tzinfo=ZoneInfo("Europe/Berlin")))
    sleep = Sleep(
        UUID(int=1),
        tried_to_sleep=asleep,
        minutes_to_fall_asleep=0,
        woke_up=moment_of_datetime(datetime(2026, 3, 29, 7, tzinfo=ZoneInfo("Europe/Berlin"))),
    )
    night = Night(UUID(int=2), date(2026, 3, 28), "Europe/Berlin", (sleep,))

    shown = local_midpoint(night)

    assert shown is not None
    assert shown.local.isoformat() == "2026-03-29T03:30:00+02:00"
