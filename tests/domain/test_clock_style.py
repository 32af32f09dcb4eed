"""Clock times and weeks in the style of a country."""

from datetime import date, time, timedelta

import pytest

from rlscompanion.domain.clock_style import (
    axis_clock_text,
    clock_text,
    clock_text_of_hours,
    position_in_week,
    start_of_week,
    weekdays_in_order,
    widest_clock_text,
)
from rlscompanion.domain.moment import parse_clock_time
from tests.cases import each_case

SUNDAY = date(2026, 11, 15)

CLOCKS = [
    (time(0, 5), "00:05", "12:05 am"),
    (time(12, 0), "12:00", "12:00 pm"),
    (time(21, 30), "21:30", "9:30 pm"),
    (time(7, 15), "07:15", "7:15 am"),
]


@each_case(("clock", "words"), [(clock, words) for clock, words, _ in CLOCKS])
def test_a_clock_time_of_a_whole_day(clock: time, words: str) -> None:
    assert clock_text(clock) == words


@pytest.mark.usefixtures("in_halves")
@each_case(("clock", "words"), [(clock, words) for clock, _, words in CLOCKS])
def test_a_clock_time_in_halves(clock: time, words: str) -> None:
    assert clock_text(clock) == words


@each_case(
    ("hours", "text"), [(0.0, "00:00"), (23.999, "00:00"), (25.5, "01:30"), (36.0, "12:00"), (19.25, "19:15")]
)
def test_hours_are_read_as_a_clock_shows_them(hours: float, text: str) -> None:
    assert (clock_text_of_hours(hours), axis_clock_text(hours)) == (text, text)


@pytest.mark.usefixtures("in_halves")
@each_case(("hours", "text"), [(0.0, "12 am"), (25.5, "1:30 am"), (36.0, "12 pm"), (22.0, "10 pm")])
def test_whole_hours_in_halves_are_short_along_an_axis(hours: float, text: str) -> None:
    assert axis_clock_text(hours) == text


@pytest.mark.usefixtures("in_halves")
def test_none_takes_more_room_than_the_longest() -> None:
    every = [clock_text(time(hour, minute)) for hour in range(24) for minute in range(60)]

    assert max(map(len, every)) == len(widest_clock_text())


@pytest.mark.usefixtures("in_halves")
def test_what_is_shown_in_halves_can_be_typed() -> None:
    every = [time(hour, minute) for hour in range(24) for minute in range(60)]

    assert [parse_clock_time(clock_text(clock)) for clock in every] == every


def test_a_week_from_monday() -> None:
    assert weekdays_in_order() == (0, 1, 2, 3, 4, 5, 6)
    assert (position_in_week(SUNDAY), start_of_week(SUNDAY)) == (6, SUNDAY - timedelta(days=6))


@pytest.mark.usefixtures("in_halves")
def test_a_week_from_sunday() -> None:
    assert weekdays_in_order() == (6, 0, 1, 2, 3, 4, 5)
    assert (position_in_week(SUNDAY), start_of_week(SUNDAY)) == (0, SUNDAY)
    assert start_of_week(SUNDAY - timedelta(days=1)) == SUNDAY - timedelta(days=7)
