import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest
import tzlocal

from rlscompanion.desktop.clock import MachineClock
from rlscompanion.domain.moment import moment_in_zone


class Seconds:
    """A monotonic clock and one that includes suspends, both set by the test."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.monotonic, self.boot, self.wall = 500.0, 800.0, 1_700_000_000.0
        monkeypatch.setattr(time, "monotonic", lambda: self.monotonic)
        monkeypatch.setattr(time, "time", lambda: self.wall)
        monkeypatch.setattr(time, "CLOCK_BOOTTIME", 7, raising=False)
        monkeypatch.setattr(time, "CLOCK_MONOTONIC", 1, raising=False)
        monkeypatch.setattr(
            time, "clock_gettime", lambda which: self.boot if which == 7 else self.monotonic, raising=False
        )


@pytest.fixture
def seconds(monkeypatch: pytest.MonkeyPatch) -> Seconds:
    return Seconds(monkeypatch)


@pytest.mark.parametrize("speed", [0.5, 1.0, 60.0])
def test_bedtime_runs_as_fast_as_it_is_told(seconds: Seconds, speed: float) -> None:
    clock = MachineClock(speed)
    assert clock.seconds() == 0.0

    seconds.monotonic += 10

    assert clock.seconds() == 10 * speed
    assert clock.real_seconds() == 510.0


def test_setting_the_wall_clock_moves_no_bedtime(seconds: Seconds) -> None:
    clock = MachineClock()

    seconds.wall += 3600

    assert clock.seconds() == 0.0


def test_a_suspend_is_told_apart_from_time_that_passes(seconds: Seconds) -> None:
    clock = MachineClock()
    before = clock.suspended_seconds()

    seconds.boot += 3610
    seconds.monotonic += 10

    assert clock.suspended_seconds() - before == 3600


def test_without_a_clock_that_runs_on_the_wall_clock_stands_in(
    seconds: Seconds, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(time, "CLOCK_BOOTTIME")
    clock = MachineClock()
    before = clock.suspended_seconds()

    seconds.wall += 3610
    seconds.monotonic += 10

    assert clock.suspended_seconds() - before == 3600


def test_uptime_goes_on_in_suspend(seconds: Seconds) -> None:
    clock = MachineClock(speed=60)
    before = clock.uptime_seconds()

    seconds.boot += 3610
    seconds.monotonic += 10
    seconds.wall -= 500

    assert clock.uptime_seconds() - before == 3610


@pytest.mark.parametrize(("system", "passed"), [("darwin", 10.0), ("win32", 20.0)])
def test_uptime_where_there_is_no_clock_of_linux(
    seconds: Seconds, monkeypatch: pytest.MonkeyPatch, system: str, passed: float
) -> None:
    monkeypatch.delattr(time, "CLOCK_BOOTTIME")
    monkeypatch.setattr(time, "clock_gettime", lambda which: 900.0 + seconds.boot - 800.0)
    monkeypatch.setattr(sys, "platform", system)
    clock = MachineClock()
    before = clock.uptime_seconds()

    seconds.boot += 10
    seconds.monotonic += 20

    assert clock.uptime_seconds() - before == passed


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux tells it")
def test_each_start_of_the_machine_has_a_word(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert len(MachineClock().boot_id()) == 36
    assert MachineClock().boot_id() == MachineClock().boot_id()

    monkeypatch.setattr("rlscompanion.desktop.clock.BOOT_ID_FILE", tmp_path / "nothing")
    assert MachineClock().boot_id() == ""


def test_now_is_the_present_in_local_time(monkeypatch: pytest.MonkeyPatch) -> None:
    class Datetime(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> "Datetime":
            return cls.fromtimestamp(1_700_000_000.75, tz)

    monkeypatch.setattr("rlscompanion.desktop.clock.datetime", Datetime)
    now = MachineClock().now()

    assert now.utc == 1_700_000_000
    assert now.local.utcoffset() == now.local.astimezone().utcoffset()


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Moves the machine to a time zone."""

    def move(zone: str) -> None:
        monkeypatch.setenv("TZ", zone)
        time.tzset()

    yield move
    monkeypatch.undo()
    time.tzset()


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="this system cannot be moved")
@pytest.mark.parametrize(
    ("place", "received", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin", "Europe/Berlin"),
        ("UTC", None, "UTC"),
        ("Asia/Tokyo", None, "Etc/GMT-9"),
        ("America/Phoenix", None, "Etc/GMT+7"),
        ("Asia/Tokyo", "", "Etc/GMT-9"),
        ("Asia/Tokyo", "Nowhere/Land", "Etc/GMT-9"),
        ("Asia/Tokyo", "America/Phoenix", "Etc/GMT-9"),
        ("IST-5:30", "Etc/UTC", "Asia/Kolkata"),
        ("CET-1CEST,M3.5.0,M10.5.0/3", "Etc/UTC", "Europe/Berlin"),
        ("NST3:30NDT,M3.2.0,M11.1.0", "Etc/UTC", "America/St_Johns"),
    ],
)
def test_the_zone_is_that_of_the_system_or_one_of_its_offset(
    monkeypatch: pytest.MonkeyPatch, at: Callable[[str], None], place: str, received: str | None, zone: str
) -> None:
    at(place)
    monkeypatch.setattr(tzlocal, "get_localzone_name", lambda: received)

    clock = MachineClock()

    assert clock.zone() == zone
    assert moment_in_zone(clock.now().utc, ZoneInfo(zone)) == clock.now()


def test_files_that_contradict_each_other_lose_no_press(monkeypatch: pytest.MonkeyPatch) -> None:
    def contradict() -> str:
        raise ZoneInfoNotFoundError("two names")

    monkeypatch.setattr(tzlocal, "get_localzone_name", contradict)

    assert ZoneInfo(MachineClock().zone())
