"""Tests of the brightness and the loudness of the gentle wake-up."""

from datetime import time
from itertools import pairwise

import pytest

from rlscompanion.domain.evening_reminder import EVERY_DAY, WeeklySchedule
from rlscompanion.domain.wake_up import START_LOUDNESS, Dawn, dawn_at
from tests.fakes import local

SEVEN = WeeklySchedule(EVERY_DAY, time(7))
LIGHTS_OUT = local("2026-11-20 23:00")


@pytest.mark.parametrize(
    ("now", "progress"),
    [
        ("2026-11-20 23:30", None),
        ("2026-11-21 06:39", None),
        ("2026-11-21 06:40", 0.0),
        ("2026-11-21 06:50", 0.5),
        ("2026-11-21 07:00", 1.0),
        ("2026-11-21 07:59", 1.0),
        ("2026-11-21 08:00", None),
    ],
)
def test_it_rises_over_twenty_minutes_and_stays_an_hour(now: str, progress: float | None) -> None:
    found = dawn_at(local(now), LIGHTS_OUT, SEVEN)

    assert (found.progress if found else None) == progress


def test_it_is_of_the_day_that_it_wakes_on() -> None:
    saturdays = WeeklySchedule(frozenset({5}), time(7))

    assert dawn_at(local("2026-11-21 07:00"), LIGHTS_OUT, saturdays) == Dawn(1.0)
    assert dawn_at(local("2026-11-22 07:00"), local("2026-11-21 23:00"), saturdays) is None


def test_just_after_midnight_it_begins_on_the_day_before() -> None:
    at_ten_past = WeeklySchedule(EVERY_DAY, time(0, 10))

    assert dawn_at(local("2026-11-21 23:55"), local("2026-11-21 20:00"), at_ten_past) == Dawn(0.25)


@pytest.mark.parametrize(
    ("lights_out", "now"),
    [
        ("2026-11-21 07:05", "2026-11-21 07:06"),  # after a night shift
        ("2026-11-21 06:45", "2026-11-21 06:50"),
        ("2026-11-21 06:15", "2026-11-21 06:50"),
    ],
)
def test_who_lay_down_a_moment_ago_is_not_woken(lights_out: str, now: str) -> None:
    assert dawn_at(local(now), local(lights_out), SEVEN) is None


def test_a_clock_change_in_the_night_does_not_move_it() -> None:
    before = local("2026-10-24 23:00")

    assert dawn_at(local("2026-10-25 06:50"), before, SEVEN) == Dawn(0.5)


def test_light_and_sound_rise_without_a_step_and_end_whole() -> None:
    steps = [Dawn(each / 600) for each in range(601)]
    lights, sounds = [each.brightness for each in steps], [each.loudness for each in steps]

    assert (lights[0], lights[-1]) == (0.0, 1.0)
    assert sounds[0] == pytest.approx(START_LOUDNESS)
    assert sounds[-1] == 1.0
    for rising in (lights, sounds):
        assert all(0 < later - earlier < 0.01 for earlier, later in pairwise(rising))
    assert steps[300].brightness < 0.25
    assert [each.has_reached_wake_up_time for each in steps[-2:]] == [False, True]
