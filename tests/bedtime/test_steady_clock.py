"""Tests of steady moments in a night whose wall clock is changed, with and without a restart."""

import pytest

from rlscompanion.bedtime.steady_clock import (
    HELD_STEADY_HOURS,
    MAX_SECONDS_AHEAD,
    MAX_SECONDS_BEHIND,
    STEADY_PERIOD_KEY,
    SteadyClock,
)
from tests import stores
from tests.fakes import FakeClock, local

HOUR = 3600
DAY = 24 * HOUR


class Night:
    """A machine's clock and the program's clock, which can be restarted."""

    def __init__(self) -> None:
        self.machine = FakeClock("2026-11-21 22:00")
        self.preferences = stores.preferences()
        self.start()

    def start(self) -> None:
        self.clock = SteadyClock(self.machine)
        self.clock.keep_state_in(self.preferences)

    def leap(self, seconds: float) -> None:
        """Set the wall clock forward, or back."""
        wall = self.machine.now().plus_minutes(seconds / 60).local
        self.machine.set_wall(f"{wall:%Y-%m-%d %H:%M:%S}")


@pytest.fixture
def night() -> Night:
    return Night()


@pytest.mark.parametrize("reopened", [False, True])
@pytest.mark.parametrize(
    "leap", [365 * DAY, 2 * DAY, MAX_SECONDS_AHEAD + 1, -MAX_SECONDS_BEHIND - 1, -HOUR, -5000 * DAY]
)
def test_a_leap_in_the_night_is_not_followed(night: Night, leap: float, reopened: bool) -> None:
    night.clock.hold_steady()
    night.leap(leap)
    night.machine.advance(HOUR)
    if reopened:
        night.start()
    assert night.clock.now() == local("2026-11-21 23:00")

    night.leap(-leap)
    night.machine.advance(HOUR)
    assert night.clock.now() == local("2026-11-22 00:00")


@pytest.mark.parametrize("leap", [MAX_SECONDS_AHEAD, 8 * HOUR, 60, 1, -1, -MAX_SECONDS_BEHIND])
def test_a_leap_that_can_be_true_is_followed(night: Night, leap: float) -> None:
    """A time server's correction, or a virtual machine that has slept unnoticed."""
    night.clock.hold_steady()
    night.leap(leap)
    assert night.clock.now() == night.machine.now()


def test_time_spent_suspended_has_passed(night: Night) -> None:
    night.clock.hold_steady()
    night.machine.suspend(6 * HOUR)
    night.leap(-365 * DAY)
    assert night.clock.now() == local("2026-11-22 04:00")


def test_before_a_night_and_after_it_the_wall_clock_is_right(night: Night) -> None:
    night.leap(365 * DAY)
    assert night.clock.now() == local("2027-11-21 22:00")

    night.clock.hold_steady()
    night.leap(-365 * DAY)
    night.machine.advance(HELD_STEADY_HOURS * HOUR - 1)
    assert night.clock.now().local.year == 2027

    night.machine.advance(1)
    assert night.clock.now() == local("2026-11-22 16:00")


def test_lights_out_after_a_session_hold_it_anew(night: Night) -> None:
    night.clock.hold_steady()
    night.leap(365 * DAY)
    night.machine.advance(2 * HOUR)
    night.clock.hold_steady(for_night=True)
    night.machine.advance(HELD_STEADY_HOURS * HOUR - 1)
    night.clock.hold_steady()
    assert night.clock.now() == local("2026-11-22 17:59:59")

    night.machine.advance(1)
    assert night.clock.now() == local("2027-11-22 18:00")


def test_each_evening_begins_with_the_wall_clock(night: Night) -> None:
    for _ in range(5):
        night.clock.hold_steady()
        assert night.clock.now() == night.machine.now()
        night.machine.advance(HOUR)
        night.clock.hold_steady(for_night=True)
        night.machine.advance(4 * HOUR)
        night.clock.hold_steady()
        night.leap(365 * DAY)
        night.machine.advance(19 * HOUR)


def test_in_another_zone_it_is_shown_in_that(night: Night) -> None:
    night.clock.hold_steady()
    night.machine.travel("America/New_York")
    night.leap(365 * DAY)
    assert night.clock.now() == local("2026-11-21 16:00", "America/New_York")


def test_the_offset_is_that_of_the_true_date(night: Night) -> None:
    night.clock.hold_steady()
    night.leap(200 * DAY)
    assert night.clock.now() == local("2026-11-21 22:00")


def test_after_the_machine_has_started_anew_nothing_is_known(night: Night) -> None:
    night.clock.hold_steady()
    night.machine.restart_machine()
    night.leap(365 * DAY)
    night.start()
    assert night.clock.now() == night.machine.now()


def test_where_starts_have_no_word_nothing_is_known(night: Night, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(night.machine, "boot_id", lambda: "")
    night.clock.hold_steady()
    night.leap(365 * DAY)
    assert night.clock.now() == local("2026-11-21 22:00")

    night.start()
    assert night.clock.now() == local("2027-11-21 22:00")


@pytest.mark.parametrize(
    "kept",
    [
        "{",
        "[]",
        "7",
        "{}",
        '{"boot": "boot"}',
        '{"boot": 1, "up": 2, "utc": 3}',
        '{"boot": "boot", "up": "x", "utc": 3, "until": 9e9}',
        '{"boot": "boot", "up": 1, "utc": Infinity, "until": 9e9}',
    ],
)
def test_what_makes_no_sense_counts_as_nothing(night: Night, kept: str) -> None:
    night.preferences.set(STEADY_PERIOD_KEY, kept)
    night.start()
    assert night.clock.now() == night.machine.now()
    night.clock.hold_steady()
    night.leap(365 * DAY)
    night.start()
    assert night.clock.now() == local("2026-11-21 22:00")


def test_all_else_is_the_machines(night: Night) -> None:
    machine = FakeClock(speed=60)
    clock = SteadyClock(machine)
    machine.advance(7)
    machine.suspend(9)
    for name in ("seconds", "real_seconds", "suspended_seconds", "uptime_seconds", "boot_id", "zone"):
        assert getattr(clock, name)() == getattr(machine, name)()
    assert clock.speed == 60
