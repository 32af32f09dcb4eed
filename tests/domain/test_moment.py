"""Tests of moments: instants, their local clock times, and typed clock times."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rlscompanion.domain.moment import (
    Moment,
    evening_of,
    matches_zone,
    minutes_between,
    moment_in_night,
    moment_in_zone,
    moment_of_datetime,
    nearest_at_clock_time,
    parse_clock_time,
    second_occurrence,
)
from tests.cases import each_case
from tests.fakes import local

BERLIN = ZoneInfo("Europe/Berlin")
# In 2026 Berlin's clocks go forward on 29 March (02:00 is 03:00) and back on 25 October (03:00 is 02:00).


@each_case(
    ("zone", "offset"),
    [
        ("Europe/Berlin", 60),
        ("UTC", 0),
        ("America/New_York", -300),
        ("America/St_Johns", -210),
        ("Asia/Kathmandu", 345),
        ("Pacific/Kiritimati", 840),
        ("Pacific/Pago_Pago", -660),
    ],
)
def test_a_moment_keeps_the_offset_of_its_own_clock(zone: str, offset: int) -> None:
    when = datetime(2026, 11, 21, 23, 40, 15, tzinfo=ZoneInfo(zone))

    moment = moment_of_datetime(when)

    assert moment.offset == offset
    assert moment.utc == int(when.timestamp())
    assert moment.local == when
    assert moment.local.replace(tzinfo=None) == when.replace(tzinfo=None)


def test_a_time_without_a_zone_is_no_moment() -> None:
    with pytest.raises(ValueError, match="time zone"):
        moment_of_datetime(datetime(2026, 11, 21, 23, 40))  # noqa: DTZ001 - the point


@given(
    st.integers(0, 4_000_000_000),
    st.sampled_from(["Europe/Berlin", "America/St_Johns", "Asia/Kathmandu", "Pacific/Kiritimati", "UTC"]),
)
def test_an_instant_in_a_zone_keeps_its_instant(utc: int, zone: str) -> None:
    moment = moment_in_zone(utc, ZoneInfo(zone))

    assert moment.utc == utc
    assert moment_of_datetime(moment.local) == moment


def test_moments_are_ordered_by_instant_and_not_by_what_the_clock_shows() -> None:
    # 02:30 is lived twice when the clocks go back.
    first, second = local("2026-10-25 02:30", fold=0), local("2026-10-25 02:30", fold=1)

    assert first < second
    assert (first.offset, second.offset) == (120, 60)
    assert sorted([second, first]) == [first, second]


@given(st.integers(0, 4_000_000_000), st.integers(-720, 840), st.integers(-2000, 2000))
def test_minutes_later_are_that_many_minutes_away(utc: int, offset: int, minutes: int) -> None:
    moment = Moment(utc, offset)

    later = moment.plus_minutes(minutes)

    assert minutes_between(moment, later) == minutes
    assert later.local - moment.local == timedelta(minutes=minutes)


@each_case(
    ("earlier", "later", "minutes"),
    [
        (local("2026-11-21 23:00"), local("2026-11-22 07:00"), 480),
        (local("2026-03-28 23:00"), local("2026-03-29 07:00"), 420),  # an hour is missing
        (local("2026-10-24 23:00"), local("2026-10-25 07:00"), 540),  # an hour is there twice
        (local("2026-10-25 02:30", fold=0), local("2026-10-25 02:30", fold=1), 60),
        (local("2026-11-21 23:00"), local("2026-11-21 22:00"), -60),
        # Fallen asleep in Berlin, woken in New York.
        (local("2026-11-21 23:00"), local("2026-11-22 02:00", "America/New_York"), 540),
    ],
)
def test_minutes_between_are_those_that_truly_passed(earlier: Moment, later: Moment, minutes: float) -> None:
    assert minutes_between(earlier, later) == minutes


@each_case(
    ("when", "evening"),
    [
        ("2026-11-21 12:00", date(2026, 11, 21)),
        ("2026-11-21 11:59:59", date(2026, 11, 20)),
        ("2026-11-21 23:59", date(2026, 11, 21)),
        ("2026-11-22 00:01", date(2026, 11, 21)),
        ("2026-11-22 04:00", date(2026, 11, 21)),
        ("2027-01-01 03:00", date(2026, 12, 31)),
        ("2028-03-01 03:00", date(2028, 2, 29)),
        ("2026-03-29 03:30", date(2026, 3, 28)),
        ("2026-10-25 11:59", date(2026, 10, 24)),
    ],
)
def test_a_day_runs_from_noon_to_noon(when: str, evening: date) -> None:
    assert evening_of(local(when)) == evening


def test_the_evening_is_that_of_the_moments_own_clock() -> None:
    instant = datetime(2026, 11, 21, 11, 30, tzinfo=UTC)  # 12:30 in Berlin, 06:30 in New York

    assert evening_of(moment_of_datetime(instant.astimezone(BERLIN))) == date(2026, 11, 21)
    assert evening_of(moment_of_datetime(instant.astimezone(timezone(timedelta(hours=-5))))) == date(
        2026, 11, 20
    )


# --- clock times as people type them ------------------------------------------------------------------------


@each_case(
    ("text", "clock"),
    [
        ("23:40", time(23, 40)),
        ("23.40", time(23, 40)),
        ("23h40", time(23, 40)),
        ("23 40", time(23, 40)),
        ("2340", time(23, 40)),
        ("  23:40  ", time(23, 40)),
        ("7", time(7)),
        ("07", time(7)),
        ("7:05", time(7, 5)),
        ("705", time(7, 5)),
        ("0705", time(7, 5)),
        ("0", time(0)),
        ("0:00", time(0)),
        ("00:00", time(0)),
        ("0000", time(0)),
        ("11:40 pm", time(23, 40)),
        ("11:40pm", time(23, 40)),
        ("11.40 P.M.", time(23, 40)),
        ("1140 PM", time(23, 40)),
        ("11 p.m.", time(23)),
        ("7 am", time(7)),
        ("7AM", time(7)),
        ("12 am", time(0)),
        ("12:30 am", time(0, 30)),
        ("12 pm", time(12)),
        ("12:30 pm", time(12, 30)),
        ("1 pm", time(13)),
    ],
)
def test_a_clock_time_is_read_as_people_type_it(text: str, clock: time) -> None:
    assert parse_clock_time(text) == clock


@each_case(
    "text",
    [
        *("", " ", "soon", "noon", ":", "am", "-7", "+7", "7:", ":30", "7:5", "7,5", "7/30", "23:40:10"),
        *("24:00", "24", "2400", "25", "99", "23:60", "2360", "7:99", "12345", "123:00", "1e1"),
        *("0 am", "0:30 pm", "13 am", "13:00 pm", "23:40 pm", "11:40 xm", "11:40 pm pm", "7 a", "7 uhr"),
        *("23:40 tonight", "about 7", "7\n8", "½"),
    ],
)
def test_what_is_no_clock_time_is_none(text: str) -> None:
    assert parse_clock_time(text) is None


@given(st.times())
def test_every_minute_of_the_day_can_be_typed(clock: time) -> None:
    clock = time(clock.hour, clock.minute)

    for pattern in ("%H:%M", "%H%M", "%H.%M", "%I:%M %p", "%I%M%p"):
        assert parse_clock_time(clock.strftime(pattern)) == clock


@given(st.text(max_size=12))
def test_whatever_is_typed_is_a_time_or_none(text: str) -> None:
    clock = parse_clock_time(text)

    assert clock is None or clock.tzinfo is None


# --- clock times in a night ---------------------------------------------------------------------------------

EVENING = date(2026, 11, 21)


@each_case(
    ("clock", "after", "expected"),
    [
        (time(12), None, "2026-11-21 12:00"),
        (time(23, 40), None, "2026-11-21 23:40"),
        (time(0), None, "2026-11-22 00:00"),
        (time(7), None, "2026-11-22 07:00"),
        (time(11, 59), None, "2026-11-22 11:59"),
        (time(7), "2026-11-21 23:40", "2026-11-22 07:00"),
        # A late riser gets up after noon: of the next day, as it follows.
        (time(13), "2026-11-21 23:40", "2026-11-22 13:00"),
        (time(12), "2026-11-22 04:00", "2026-11-22 12:00"),
        (time(17, 40), "2026-11-21 23:40", "2026-11-22 17:40"),  # 18 hours later
        # An evening time before bedtime stays what it is, so that the field can say so.
        (time(17, 41), "2026-11-21 23:40", "2026-11-21 17:41"),
        (time(22), "2026-11-21 23:40", "2026-11-21 22:00"),
        (time(23, 39), "2026-11-21 23:40", "2026-11-21 23:39"),
        (time(23, 40), "2026-11-21 23:40", "2026-11-21 23:40"),
        # So does a morning time before a bedtime after midnight.
        (time(1), "2026-11-22 02:00", "2026-11-22 01:00"),
        # A nap: both on the evening's own day.
        (time(15), "2026-11-21 14:00", "2026-11-21 15:00"),
    ],
)
def test_a_clock_time_falls_on_the_day_it_can_be_meant_for(
    clock: time, after: str | None, expected: str
) -> None:
    moment = moment_in_night(clock, EVENING, BERLIN, local(after) if after else None)

    assert moment == local(expected)


@each_case(
    ("clock", "day_starts", "expected"),
    [
        (time(9), time(8), "2026-11-21 09:00"),  # to bed in the morning after a night shift
        (time(8), time(8), "2026-11-21 08:00"),
        (time(7, 59), time(8), "2026-11-22 07:59"),
        (time(13), time(18), "2026-11-22 13:00"),
        (time(23, 40), time(18), "2026-11-21 23:40"),
        (time(0), time(0), "2026-11-21 00:00"),
    ],
)
def test_the_day_can_start_at_another_hour(clock: time, day_starts: time, expected: str) -> None:
    assert moment_in_night(clock, EVENING, BERLIN, day_starts=day_starts) == local(expected)


@each_case(
    ("evening", "clock", "utc", "offset"),
    [
        # Forward: 01:30 is winter time, 03:30 summer time, two hours of the clock and one of the night apart.
        (date(2026, 3, 28), time(23), datetime(2026, 3, 28, 22, tzinfo=UTC), 60),
        (date(2026, 3, 28), time(1, 30), datetime(2026, 3, 29, 0, 30, tzinfo=UTC), 60),
        (date(2026, 3, 28), time(3, 30), datetime(2026, 3, 29, 1, 30, tzinfo=UTC), 120),
        (date(2026, 3, 28), time(7), datetime(2026, 3, 29, 5, tzinfo=UTC), 120),
        # Back: 07:00 is nine hours after 23:00.
        (date(2026, 10, 24), time(23), datetime(2026, 10, 24, 21, tzinfo=UTC), 120),
        (date(2026, 10, 24), time(1, 30), datetime(2026, 10, 24, 23, 30, tzinfo=UTC), 120),
        (date(2026, 10, 24), time(3, 30), datetime(2026, 10, 25, 2, 30, tzinfo=UTC), 60),
        (date(2026, 10, 24), time(7), datetime(2026, 10, 25, 6, tzinfo=UTC), 60),
        # 02:30 comes twice; with nothing known before it, it is the first.
        (date(2026, 10, 24), time(2, 30), datetime(2026, 10, 25, 0, 30, tzinfo=UTC), 120),
    ],
)
def test_a_clock_time_in_a_night_whose_clocks_change(
    evening: date, clock: time, utc: datetime, offset: int
) -> None:
    moment = moment_in_night(clock, evening, BERLIN)

    assert moment == Moment(int(utc.timestamp()), offset)


def test_a_clock_time_that_is_skipped_falls_where_the_old_clock_would_show_it() -> None:
    moment = moment_in_night(time(2, 30), date(2026, 3, 28), BERLIN)

    assert moment.utc == int(datetime(2026, 3, 29, 1, 30, tzinfo=UTC).timestamp())


def test_a_clock_time_that_comes_twice_is_the_one_that_follows() -> None:
    # Lights out at 02:50, just before the clocks go back; awake for good at 02:10, twenty minutes later.
    lights_out = local("2026-10-25 02:50", fold=0)

    moment = moment_in_night(time(2, 10), date(2026, 10, 24), BERLIN, lights_out)

    assert moment == local("2026-10-25 02:10", fold=1)
    assert minutes_between(lights_out, moment) == 20


@each_case(
    ("moment", "is_berlins"),
    [
        (local("2026-11-21 23:00"), True),
        (local("2026-11-21 23:00", "Europe/London"), False),
        (local("2026-11-21 23:00", "Europe/Paris"), True),
        (local("2026-10-25 02:30"), True),
        (local("2026-10-25 02:30", fold=1), True),
        (local("2026-03-29 02:30"), True),
        (local("2026-03-29 04:30", "Africa/Lagos"), False),
    ],
)
def test_a_moment_is_of_a_zone_whose_clock_shows_it_so(moment: Moment, is_berlins: bool) -> None:
    assert matches_zone(moment, BERLIN) is is_berlins


@each_case(
    ("moment", "second"),
    [
        (local("2026-10-25 02:30"), local("2026-10-25 02:30", fold=1)),
        (local("2026-10-25 02:30", fold=1), local("2026-10-25 02:30", fold=1)),
        (local("2026-10-25 03:00"), local("2026-10-25 03:00")),
        (local("2026-03-29 02:30"), local("2026-03-29 02:30")),
    ],
)
def test_a_clock_that_is_put_back_shows_a_time_again(moment: Moment, second: Moment) -> None:
    assert second_occurrence(moment, BERLIN) == second


@each_case(
    ("clock", "expected"),
    [
        (time(7, 50), "2026-11-22 07:50"),
        (time(8, 10), "2026-11-22 08:10"),
        (time(21), "2026-11-21 21:00"),
        (time(19), "2026-11-22 19:00"),
    ],
)
def test_a_time_is_told_by_the_clock_of_the_moment_beside_it(clock: time, expected: str) -> None:
    moment = local("2026-11-22 08:00", "Asia/Kathmandu")

    assert nearest_at_clock_time(clock, moment) == local(expected, "Asia/Kathmandu")


@given(
    st.dates(date(2020, 1, 1), date(2035, 1, 1)),
    st.times().map(lambda clock: clock.replace(second=0, microsecond=0)),
    st.sampled_from(["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "UTC"]),
)
def test_a_placed_time_belongs_to_its_evening(evening: date, clock: time, zone: str) -> None:
    moment = moment_in_night(clock, evening, ZoneInfo(zone))

    assert evening_of(moment) == evening
    assert moment.local.time() == clock
