"""Tests of filing a night under another date, with and without moving its times."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from hypothesis import assume, given
from hypothesis import strategies as st

from rlscompanion.domain.factor import FactorNote
from rlscompanion.domain.measures import proposed_evening
from rlscompanion.domain.medicine import Dose
from rlscompanion.domain.moment import Moment, moment_in_zone, moment_of_datetime
from rlscompanion.domain.moved_night import move_night_to_evening
from rlscompanion.domain.night import Awakening, AwakeningKind, Night, Sleep
from tests.cases import each_case
from tests.fakes import local
from tests.storage.strategies import REPEATABLE

from .samples import NIGHT_ID, OTHER_SLEEP_ID, SLEEP_ID, a_full_night, a_night

EVENING = date(2026, 11, 21)
ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu")


def a_night_of_moments(moment: Moment, zone: str = "Europe/Berlin", evening: date = EVENING) -> Night:
    """A night with every moment that one can have, from this one on every ten minutes."""
    at = [moment.plus_minutes(10 * number) for number in range(11)]
    sleep = Sleep(
        SLEEP_ID, went_to_bed=at[0], tried_to_sleep=at[1], woke_up=at[2], got_up=at[3], planned_wake=at[4]
    )
    nap = Sleep(OTHER_SLEEP_ID, is_main=False, tried_to_sleep=at[5], woke_up=at[6])
    return Night(
        NIGHT_ID,
        evening,
        zone,
        (sleep, nap),
        (Awakening(UUID(int=3), at[7], AwakeningKind.RESTLESS_LEGS),),
        symptoms_began=at[8],
        doses=(Dose(UUID(int=4), UUID(int=5), 0.25, "mg", at[9]), Dose(UUID(int=6), UUID(int=5))),
        factors=(FactorNote(UUID(int=7), "caffeine", True, 2, at[10]), FactorNote(UUID(int=8), "b", True)),
        saved_at=local("2026-12-01 07:00"),
    )


def moments(night: Night) -> Iterator[Moment]:
    for sleep in night.sleeps:
        for each in (sleep.went_to_bed, sleep.tried_to_sleep, sleep.woke_up, sleep.got_up):
            if each is not None:
                yield each
        if sleep.planned_wake is not None:
            yield sleep.planned_wake
    yield from (each.at for each in night.awakenings)
    if night.symptoms_began is not None:
        yield night.symptoms_began
    yield from (dose.at for dose in night.doses if dose.at is not None)
    yield from (note.last_at for note in night.factors if note.last_at is not None)


def is_plain(moment: Moment, zone: str) -> bool:
    """Whether the zone's clock showed this time once that day, and this moment at it."""
    shown = moment.local.replace(tzinfo=ZoneInfo(zone))
    return (
        moment_of_datetime(shown)
        == moment_of_datetime(shown.replace(fold=1))
        == moment_in_zone(moment.utc, ZoneInfo(zone))
    )


def test_all_moments_move_to_the_same_clock_times() -> None:
    night = a_night_of_moments(local("2026-11-21 22:30:42"))

    moved = move_night_to_evening(night, date(2026, 11, 18))

    assert moved == replace(a_night_of_moments(local("2026-11-18 22:30:42")), evening=date(2026, 11, 18))


def test_durations_follow_the_clocks_of_the_new_date() -> None:
    night = a_full_night(EVENING)

    moved = move_night_to_evening(night, date(2026, 3, 28))

    assert moved.main_sleep is not None
    assert moved.main_sleep.went_to_bed == local("2026-03-28 22:40")
    assert moved.main_sleep.got_up == local("2026-03-29 07:00")
    assert move_night_to_evening(moved, EVENING) == night


def test_a_time_that_is_skipped_on_the_new_date_stays_as_typed_and_comes_back() -> None:
    night = a_night(
        Sleep(SLEEP_ID, tried_to_sleep=local("2026-11-22 02:30"), woke_up=local("2026-11-22 07:00"))
    )

    moved = move_night_to_evening(night, date(2026, 3, 28))

    assert moved.main_sleep is not None
    assert moved.main_sleep.tried_to_sleep is not None
    assert f"{moved.main_sleep.tried_to_sleep.local:%m-%d %H:%M}" == "03-29 02:30"
    assert move_night_to_evening(moved, EVENING) == night


def test_a_moment_of_another_clock_keeps_its_own_offset() -> None:
    up = local("2026-07-22 08:00", "Europe/Paris")
    sleep = Sleep(SLEEP_ID, tried_to_sleep=local("2026-07-21 23:00", "Europe/London"), got_up=up)
    night = Night(NIGHT_ID, date(2026, 7, 21), "Europe/London", (sleep,))

    moved = move_night_to_evening(night, date(2026, 1, 10)).main_sleep

    assert moved is not None
    assert moved.tried_to_sleep == local("2026-01-10 23:00", "Europe/London")
    assert moved.got_up == Moment(up.utc - 192 * 24 * 3600, 120)


@each_case(
    ("start", "end", "evening"),
    [
        # The middle at 11:30: the night before, or, so the person says, the one that follows.
        ("2026-11-22 07:30", "2026-11-22 15:30", date(2026, 11, 22)),
        # At 8:00, just within four hours of noon.
        ("2026-11-22 04:00", "2026-11-22 12:00", date(2026, 11, 22)),
        # At 13:00 and at 16:00: the day before.
        ("2026-11-21 09:00", "2026-11-21 17:00", date(2026, 11, 20)),
        ("2026-11-21 12:00", "2026-11-21 20:00", date(2026, 11, 20)),
    ],
)
def test_a_sleep_by_day_may_stand_under_either_date(start: str, end: str, evening: date) -> None:
    night = replace(
        a_night(Sleep(SLEEP_ID, tried_to_sleep=local(start), woke_up=local(end))),
        symptoms_began=local("2026-11-21 21:30"),
    )

    moved = move_night_to_evening(night, evening)

    assert moved == replace(night, evening=evening)
    assert move_night_to_evening(moved, EVENING) == night


@each_case(
    ("start", "end", "evening", "days"),
    [
        ("2026-11-22 03:58", "2026-11-22 12:00", date(2026, 11, 22), 1),
        ("2026-11-21 12:00", "2026-11-21 20:02", date(2026, 11, 20), -1),
        ("2026-11-21 23:00", "2026-11-22 07:00", date(2026, 11, 22), 1),
        ("2026-11-21 23:00", "2026-11-22 07:00", date(2026, 11, 20), -1),
    ],
)
def test_a_sleep_that_lies_further_off_moves(start: str, end: str, evening: date, days: int) -> None:
    night = a_night(Sleep(SLEEP_ID, tried_to_sleep=local(start), woke_up=local(end)))

    sleep = move_night_to_evening(night, evening).main_sleep

    assert sleep is not None
    assert sleep.tried_to_sleep == local(start).plus_minutes(days * 24 * 60)


def test_a_night_without_times_only_takes_the_date() -> None:
    night = replace(a_night(Sleep(SLEEP_ID, minutes_awake=20)), worst_urge=6)

    assert move_night_to_evening(night, date(2026, 11, 18)) == replace(night, evening=date(2026, 11, 18))
    assert move_night_to_evening(a_night(), date(2026, 11, 18)) == a_night(evening=date(2026, 11, 18))


def test_what_else_is_known_of_a_night_moves_without_its_sleep() -> None:
    night = replace(a_night(), symptoms_began=local("2026-11-21 21:30"))

    assert move_night_to_evening(night, date(2026, 11, 18)).symptoms_began == local("2026-11-18 21:30")


def test_times_that_lie_under_a_wrong_date_already_are_put_right() -> None:
    stray = replace(a_full_night(EVENING), evening=date(2026, 11, 18))

    assert move_night_to_evening(stray, EVENING) == a_full_night(EVENING)
    assert move_night_to_evening(stray, date(2026, 11, 17)) == a_full_night(date(2026, 11, 17))


@REPEATABLE
@given(
    st.integers(1_577_836_800, 2_051_222_400),
    st.sampled_from(ZONES),
    st.integers(-400, 400).filter(lambda days: abs(days) > 1),
)
def test_there_and_back_is_the_same_night(utc: int, zone: str, days: int) -> None:
    night = a_night_of_moments(moment_in_zone(utc, ZoneInfo(zone)), zone)
    assert night.main_sleep is not None
    evening = proposed_evening(night.main_sleep)
    assert evening is not None
    night = replace(night, evening=evening)

    moved = move_night_to_evening(night, evening + timedelta(days=days))

    assume(all(is_plain(each, zone) for each in (*moments(night), *moments(moved))))
    assert move_night_to_evening(moved, evening) == night
    for before, after in zip(moments(night), moments(moved), strict=True):
        naive = before.local.replace(tzinfo=None) + timedelta(days=days)
        assert after.local.replace(tzinfo=None) == naive
        assert is_plain(after, zone)


@REPEATABLE
@given(st.integers(0, 24 * 60), st.sampled_from((-1, 0, 1)))
def test_a_night_beside_never_leaves_its_sleep_far_from_its_date(minutes: int, days: int) -> None:
    night = a_night_of_moments(local("2026-11-21 12:00").plus_minutes(minutes))
    evening = EVENING + timedelta(days=days)

    moved = move_night_to_evening(night, evening)

    assert moved.main_sleep is not None
    proposed = proposed_evening(moved.main_sleep)
    assert proposed is not None
    assert abs((proposed - evening).days) <= 1
    assert move_night_to_evening(moved, evening) == moved
