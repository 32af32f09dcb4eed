"""Tests of times typed in five zones: durations stay right across clock changes and midnight."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from hypothesis import assume, given
from hypothesis import strategies as st

from rlscompanion.domain import measures
from rlscompanion.domain.diary_answers import TIME_ITEMS, Answers, form_answers
from rlscompanion.domain.diary_entry import apply_answers
from rlscompanion.domain.items import Item
from rlscompanion.domain.measures import proposed_evening
from rlscompanion.domain.moment import Moment, evening_of, minutes_between, moment_in_zone
from rlscompanion.domain.night import Night, Sleep
from tests.cases import each_case
from tests.storage.strategies import REPEATABLE

ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia")
# Both clock changes of 2026, a leap day, an ordinary day, and the day that Apia left out (30 December 2011).
DAYS = (
    *(date(2026, 3, 28), date(2026, 10, 24), date(2026, 3, 7), date(2026, 10, 31), date(2026, 4, 4)),
    *(date(2026, 10, 3), date(2028, 2, 28), date(2028, 2, 29), date(2026, 6, 15), date(2011, 12, 29)),
)


# When clocks were put back, and by how many minutes: zone, the evening before, the moment, minutes.
PUT_BACK = (
    ("Europe/Berlin", datetime(2026, 10, 25, 1, tzinfo=UTC), 60),
    ("America/New_York", datetime(2026, 11, 1, 6, tzinfo=UTC), 60),
    ("Australia/Lord_Howe", datetime(2026, 4, 4, 15, tzinfo=UTC), 30),
)


def a_night(zone: str, ends: list[datetime]) -> Night:
    """A night of these four ends: in bed, tried, woke, up; asleep after 20 minutes."""
    in_bed, tried, woke, up = (moment_in_zone(int(each.timestamp()), ZoneInfo(zone)) for each in ends)
    sleep = Sleep(
        UUID(int=1),
        went_to_bed=in_bed,
        tried_to_sleep=tried,
        minutes_to_fall_asleep=20,
        minutes_awake=0,
        woke_up=woke,
        got_up=up,
        minutes_trying_again=0,
    )
    evening = proposed_evening(sleep)
    assert evening is not None
    return Night(UUID(int=2), evening, zone, (sleep,))


@st.composite
def a_lived_night(draw: st.DrawFn, earliest: int = 18, latest: int = 28) -> Night:
    """A night as it really was, with the time in bed in hours after midnight of a date."""
    zone = draw(st.sampled_from(ZONES))
    day = draw(st.sampled_from(DAYS))
    midnight = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    ends = [midnight + timedelta(minutes=draw(st.integers(60 * earliest, 60 * latest)))]
    for least, most in ((0, 90), (80, 620), (0, 90)):
        ends.append(ends[-1] + timedelta(minutes=draw(st.integers(least, most))))
    return a_night(zone, ends)


@st.composite
def a_night_as_clocks_went_back(draw: st.DrawFn) -> Night:
    """A night in which some of the ends lie in the stretch that the clock showed twice."""
    zone, change, minutes = draw(st.sampled_from(PUT_BACK))
    at = change + timedelta(minutes=draw(st.integers(-minutes, minutes - 1)))
    which = draw(st.sampled_from(("tried", "woke")))
    before, after = draw(st.integers(0, 90)), draw(st.integers(0, 90))
    asleep = timedelta(minutes=draw(st.integers(80, 400)))
    tried = at if which == "tried" else at - asleep
    woke = tried + asleep
    return a_night(zone, [tried - timedelta(minutes=before), tried, woke, woke + timedelta(minutes=after)])


def typed(night: Night) -> Sleep:
    """The result of typing a night's clock times into an empty diary of its evening."""
    blank = replace(night, sleeps=(Sleep(UUID(int=1)),))
    reading = apply_answers(form_answers(night), blank)
    assert reading.objections == ()
    (sleep,) = reading.night.sleeps
    return sleep


def occurs_twice(moment: Moment, zone: str) -> bool:
    """Whether a clock showed this time twice."""
    local = moment.local.replace(tzinfo=None)
    first, second = (local.replace(tzinfo=ZoneInfo(zone), fold=fold) for fold in (0, 1))
    return first.utcoffset() != second.utcoffset()


def moments(sleep: Sleep) -> list[Moment]:
    found = [sleep.went_to_bed, sleep.tried_to_sleep, sleep.woke_up, sleep.got_up]
    return [moment for moment in found if moment is not None]


@REPEATABLE
@given(a_lived_night())
def test_clock_times_typed_are_the_moments_lived(night: Night) -> None:
    (true,) = night.sleeps
    assume(not any(occurs_twice(moment, night.zone) for moment in moments(true)))

    sleep = typed(night)

    assert moments(sleep) == moments(true)
    for measure in (
        measures.total_sleep,
        measures.time_in_bed,
        measures.sleep_efficiency,
        measures.sleep_period,
    ):
        assert measure(sleep) == measure(true)


@REPEATABLE
@given(a_night_as_clocks_went_back())
def test_a_time_that_comes_twice_is_read_in_order_and_never_by_another_hour(night: Night) -> None:
    (true,) = night.sleeps
    twice = [occurs_twice(moment, night.zone) for moment in moments(true)]

    read_as = moments(typed(night))

    assert read_as == sorted(read_as)
    for got, lived_at, is_twice in zip(read_as, moments(true), twice, strict=True):
        # Only what the clock itself left open may differ, by just what the clocks were put back.
        away = abs(minutes_between(got, lived_at))
        assert away == 0 or (is_twice and away == abs(got.offset - lived_at.offset))
    assert any(twice)


@REPEATABLE
@given(a_lived_night(earliest=11, latest=14))
def test_a_night_shift_sleeps_by_day(night: Night) -> None:
    (true,) = night.sleeps
    assume(not any(occurs_twice(moment, night.zone) for moment in moments(true)))

    assert moments(typed(night)) == moments(true)


@REPEATABLE
@given(a_lived_night(), st.sampled_from(TIME_ITEMS[:-2]))
def test_editing_one_field_never_shifts_another(night: Night, item: Item) -> None:
    (before,) = night.sleeps
    (after,) = apply_answers({item: "3:33"}, night).night.sleeps

    for other in TIME_ITEMS[:-1]:
        if other is not item:
            assert getattr(after, other.value) == getattr(before, other.value)


@REPEATABLE
@given(a_lived_night(), st.sampled_from(ZONES))
def test_a_night_opened_in_another_zone_keeps_its_moments(night: Night, elsewhere: str) -> None:
    # The diary of a night is read in the zone it was slept in, wherever one is by now.
    assert ZoneInfo(elsewhere)
    reading = apply_answers(form_answers(night), night)

    assert reading.night == night


@REPEATABLE
@given(a_lived_night())
def test_the_proposed_evening_holds_the_middle_of_the_night(night: Night) -> None:
    (sleep,) = night.sleeps
    middle = measures.sleep_midpoint(sleep)

    assert middle is not None
    assert proposed_evening(sleep) == evening_of(middle) == night.evening


@each_case(
    ("zone", "evening", "bed", "woke", "minutes"),
    [
        ("Europe/Berlin", date(2026, 3, 28), "23:00", "7:00", 7 * 60),
        ("Europe/Berlin", date(2026, 10, 24), "23:00", "7:00", 9 * 60),
        ("America/New_York", date(2026, 3, 7), "23:00", "7:00", 7 * 60),
        ("America/New_York", date(2026, 10, 31), "23:00", "7:00", 9 * 60),
        ("Australia/Lord_Howe", date(2026, 10, 3), "23:00", "7:00", 7 * 60 + 30),
        ("Australia/Lord_Howe", date(2026, 4, 4), "23:00", "7:00", 8 * 60 + 30),
        ("Asia/Kathmandu", date(2028, 2, 28), "23:00", "7:00", 8 * 60),
        ("Asia/Kathmandu", date(2028, 2, 29), "00:30", "8:00", 7 * 60 + 30),
        ("Pacific/Apia", date(2026, 6, 15), "12:00", "20:00", 8 * 60),
    ],
)
def test_worked_out_on_paper(zone: str, evening: date, bed: str, woke: str, minutes: int) -> None:
    blank = Night(UUID(int=2), evening, zone, (Sleep(UUID(int=1)),))
    texts: Answers = {
        Item.TRIED_TO_SLEEP: bed,
        Item.MINUTES_TO_FALL_ASLEEP: "0",
        Item.MINUTES_AWAKE: "0",
        Item.WOKE_UP: woke,
    }

    reading = apply_answers(texts, blank)

    (sleep,) = reading.night.sleeps
    assert reading.objections == ()
    assert measures.total_sleep(sleep) == minutes
