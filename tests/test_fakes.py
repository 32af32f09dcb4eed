"""The stand-ins behave like the real things: every case is tried on both.

Below the real things, only the platform has stand-ins here: clocks, sound devices, libraries.
"""

import errno
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from pytestqt.qtbot import QtBot
from wakepy import keep

from rlscompanion.audio.library_files import FileScanner
from rlscompanion.audio.library_player import LibraryPlayer
from rlscompanion.bedtime import ports
from rlscompanion.bedtime.ports.files import CommandWork, ReportRequest, ReportWriter
from rlscompanion.content.own_routines import OwnRoutineFiles
from rlscompanion.desktop.clock import MachineClock
from rlscompanion.desktop.command_process import CommandProcess
from rlscompanion.desktop.keep_awake import WakepyKeepAwake
from rlscompanion.desktop.media_macos import MacMediaSession
from rlscompanion.desktop.motion import DesktopMotionSetting
from rlscompanion.domain.moment import moment_in_zone
from rlscompanion.domain.playlist import Playlist, Track, TrackPosition
from rlscompanion.domain.refusal import Refusal
from rlscompanion.domain.routine import Routine
from rlscompanion.domain.sleep_timer import Fade
from rlscompanion.reports import LogReports
from tests import fakes
from tests.audio.bench import PINK, Bench
from tests.audio.own_files import RecordingListener, sine, start_no_thread, write_audio
from tests.audio.test_guide import Desk
from tests.content.own import MY_ROUTINE, SHIPPED, raising_os_error
from tests.desktop.outside import MacMediaOutside, OutsideRequests
from tests.desktop.test_keep_awake import Machine
from tests.domain.samples import a_full_night
from tests.stores import AT_END, Stores
from tests.waiting import PATIENCE_MS

BOTH = pytest.mark.parametrize("kind", ["real", "fake"])


# --- the clock ----------------------------------------------------------------------------------------------


class Hands:
    """Ways to change a clock: let real time pass, close the lid, set the wall clock."""

    def __init__(self, kind: str, speed: float, monkeypatch: pytest.MonkeyPatch) -> None:
        self._fake = fakes.FakeClock(speed=speed) if kind == "fake" else None
        self._monotonic, self._boot, self._wall = 500.0, 800.0, 1_795_296_600.0
        monkeypatch.setattr(time, "monotonic", lambda: self._monotonic)
        monkeypatch.setattr(
            time, "clock_gettime", lambda which: self._boot if which == 7 else self._monotonic, raising=False
        )
        monkeypatch.setattr(time, "CLOCK_BOOTTIME", 7, raising=False)
        monkeypatch.setattr(time, "CLOCK_MONOTONIC", 1, raising=False)
        monkeypatch.setattr("rlscompanion.desktop.clock.datetime", self)
        self.clock: ports.Clock = self._fake or MachineClock(speed)

    def now(self, zone: Any) -> datetime:
        """The time of the machine's wall clock; replaces `datetime.now`."""
        return datetime.fromtimestamp(self._wall, zone)

    def go_by(self, real: float) -> None:
        if self._fake is not None:
            self._fake.advance(real * self._fake.speed)
            return
        self._monotonic, self._boot, self._wall = self._monotonic + real, self._boot + real, self._wall + real

    def close_lid(self, real: float) -> None:
        if self._fake is not None:
            self._fake.suspend(real)
            return
        self._boot, self._wall = self._boot + real, self._wall + real

    def set_wall(self, hours: int) -> None:
        """Set the wall clock forward by some hours."""
        if self._fake is not None:
            now = datetime.fromtimestamp(self.clock.now().utc + 3600 * hours, ZoneInfo(self.clock.zone()))
            self._fake.set_wall(now.replace(tzinfo=None).isoformat())
            return
        self._wall += 3600 * hours

    def gone(self, does: Callable[[], None]) -> tuple[float, ...]:
        """How many seconds five clocks run during an action: app, real, suspended, uptime and wall clock."""
        before = self._told()
        does()
        return tuple(round(now - then, 6) for now, then in zip(self._told(), before, strict=True))

    def _told(self) -> tuple[float, ...]:
        clock = self.clock
        counted = clock.seconds(), clock.real_seconds(), clock.suspended_seconds(), clock.uptime_seconds()
        return *counted, clock.now().utc


@BOTH
@pytest.mark.parametrize("speed", [1.0, 60.0])
def test_clocks_run_apart_as_they_should(monkeypatch: pytest.MonkeyPatch, kind: str, speed: float) -> None:
    hands = Hands(kind, speed, monkeypatch)

    assert hands.clock.speed == speed
    assert hands.gone(lambda: hands.go_by(10)) == (10 * speed, 10, 0, 10, 10)
    assert hands.gone(lambda: hands.close_lid(3600)) == (0, 0, 3600, 3600, 3600)
    assert hands.gone(lambda: hands.set_wall(2)) == (0, 0, 0, 0, 7200)


@BOTH
def test_the_zone_of_a_clock_is_that_of_its_moments(monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    clock = Hands(kind, 1.0, monkeypatch).clock

    assert moment_in_zone(clock.now().utc, ZoneInfo(clock.zone())) == clock.now()


# --- sound --------------------------------------------------------------------------------------------------


@BOTH
def test_an_engine_takes_everything_at_once_and_tells_of_its_device(kind: str) -> None:
    received: list[bool] = []
    bench, fake = Bench(), fakes.RecordingEngine()
    engine: ports.SoundEngine = bench.engine if kind == "real" else fake
    engine.on_device_change(received.append)
    engine.set_level(0.5)
    engine.set_long_buffers(True)
    engine.choose_device(None)
    engine.fade(Fade(10.0, 20.0))
    engine.fade(None)
    engine.chime()
    engine.speak(np.zeros((1, 480), np.float32))
    engine.hush(0.1)
    engine.play_own(None, 0.5, 0.1)
    engine.play(PINK, 0.1)
    assert received == []

    for is_there in (False, True):
        if kind == "fake":
            fake.tell_device(is_there)
            continue
        bench.outputs.present = is_there
        bench.idle(0.25)
        if is_there:
            bench.run(0.5)

    assert received == [False, True]
    assert all(isinstance(name, str) for name in engine.devices())
    engine.pause(0.1)
    bench.close()
    engine.close()
    engine.close()


@BOTH
def test_a_voice_says_what_it_knows_and_a_hush_is_heard(kind: str) -> None:
    desk, fake = Desk("ab"), fakes.FakeVoice(unknown={"z"})
    voice: ports.Voice = desk.voice if kind == "real" else fake
    assert [voice.can_say(phrase) for phrase in "abz"] == [True, True, False]
    voice.prepare(("a", "b"))
    voice.say(("a", "b"))
    desk.work()
    voice.say(("a",), softly=True)
    desk.work()
    lines = len(desk.lines) if kind == "real" else len(fake.taken())

    voice.hush()

    hushes = len(desk.engine.named("hush")) if kind == "real" else fake.taken().count("hush")
    voice.close()
    assert (lines, hushes) == (2, 1)


@BOTH
def test_a_player_stands_where_it_was_sent(kind: str) -> None:
    one, two = (Track(UUID(int=number), f"/nowhere/{number}.flac", f"{number}") for number in (1, 2))
    player: ports.TrackPlayer = (
        LibraryPlayer(Playlist((one, two)), RecordingListener(), start=start_no_thread)
        if kind == "real"
        else fakes.FakePlayer(Playlist((one, two)), RecordingListener())
    )
    places = [player.position()]
    for track, seconds in ((one, 0.0), (two, 30.0)):
        player.go_to(track.id, seconds)
        places.append(player.position())
    player.set_playlist(Playlist((two,)))
    out = np.ones((2, 480), np.float32)
    player.render(out)

    assert places == [None, TrackPosition(one.id, 0.0), TrackPosition(two.id, 30.0)]
    assert not player.has_ended
    assert not out.any()
    player.close()


@BOTH
def test_a_scanner_tells_what_it_found_and_then_its_end(tmp_path: Path, kind: str) -> None:
    path = str(write_audio(tmp_path / "rain.wav", sine(4800)))
    received: list[object] = []
    work: list[Callable[[], None]] = []
    real, fake = FileScanner(start=work.append), fakes.FakeScanner()
    scanner: ports.TrackScanner = real if kind == "real" else fake

    def found(tracks: Sequence[Track], sentences: Sequence[str]) -> None:
        received.append(([track.path for track in tracks], list(sentences)))

    scanner.scan([path], found, lambda: received.append("end"))
    assert received == []
    if kind == "real":
        work[0]()
    else:
        fake.find([Track(UUID(int=1), path, "rain")], ())
        fake.end()

    assert received == [([path], []), "end"]
    scanner.close()


# --- the machine --------------------------------------------------------------------------------------------


@BOTH
def test_one_thing_is_held_awake_at_a_time(monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    machine, fake = Machine(), fakes.FakeKeepAwake()
    monkeypatch.setattr(keep, "presenting", machine.presenting)
    monkeypatch.setattr(keep, "running", machine.running)
    awake: ports.KeepAwake = WakepyKeepAwake() if kind == "real" else fake

    def held() -> str | None:
        if kind == "fake":
            return fake.held
        holds = [
            received.split()[-2].rstrip(",") for received in machine.received if received.startswith("hold")
        ]
        return holds[-1] if machine.received and machine.received[-1].startswith("hold") else None

    seen = [held()]
    for does in (awake.release, awake.keep_display_on, awake.prevent_suspend, awake.release, awake.release):
        does()
        seen.append(held())

    assert seen == [None, None, "display", "system", None, None]


@BOTH
@pytest.mark.parametrize("less", [False, True])
def test_a_desktop_tells_its_wish_to_who_has_asked(kind: str, less: bool) -> None:
    fake = fakes.FakeDesktopMotion()
    motion: ports.DesktopMotion = DesktopMotionSetting(lambda: less) if kind == "real" else fake
    received: list[bool] = []

    motion.start(received.append)
    if kind == "fake":
        fake.wish(less)
    motion.close()

    assert received == [less]


@BOTH
def test_a_media_session_hands_keys_on_until_it_is_closed(monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    outside, fake, asked = MacMediaOutside(monkeypatch), fakes.FakeMediaSession(), OutsideRequests()
    session: ports.MediaSession = MacMediaSession() if kind == "real" else fake

    def press(command: ports.MediaCommand) -> None:
        if kind == "real":
            outside.press(command)
        elif fake.on_command is not None:
            fake.on_command(command)

    session.start(asked.commands.append, asked.levels.append)
    session.show(ports.MediaState("Wind", is_playing=True))
    press(ports.MediaCommand.PAUSE)
    session.close()
    press(ports.MediaCommand.PAUSE)

    assert asked.commands == [ports.MediaCommand.PAUSE]


@BOTH
@pytest.mark.parametrize(("status", "end"), [(0, (True, "")), (1, (False, "No room."))])
def test_one_command_is_carried_out_at_a_time_and_ends_once(
    qtbot: QtBot, tmp_path: Path, kind: str, status: int, end: tuple[bool, str]
) -> None:
    code = f"import sys; print('half'); sys.stderr.write('No room.' * {status}); sys.exit({status})"
    fake, lines, ends = fakes.FakeCommandWork(), list[str](), list[tuple[bool, str]]()
    work: CommandWork = CommandProcess(tmp_path, (sys.executable, "-c", code)) if kind == "real" else fake

    def begin() -> None:
        work.start(["export"], lines.append, lambda is_done, sentence: ends.append((is_done, sentence)))

    def has_ended(times: int) -> bool:
        return len(ends) == times

    for times in (1, 2):
        begin()
        with pytest.raises(RuntimeError, match="another command is at work"):
            begin()
        if kind == "fake":
            fake.heard("half")
            fake.ended(*end)
        qtbot.waitUntil(partial(has_ended, times), timeout=PATIENCE_MS)

    assert (lines, ends) == (["half"] * 2, [end] * 2)
    work.close()


# --- the report ---------------------------------------------------------------------------------------------


@pytest.fixture
def stores() -> Iterator[Stores]:
    yield Stores(fakes.FakeClock())
    AT_END.close()


@BOTH
def test_a_report_is_counted_or_refused(qapp: object, tmp_path: Path, stores: Stores, kind: str) -> None:
    fake = fakes.FakeReports()
    night = a_full_night(date(2026, 11, 20))
    stores.sleep_log.save(replace(night, saved_at=fakes.local("2026-11-21 07:40")))
    reports: ReportWriter = LogReports(stores.connection, fakes.FakeClock().now) if kind == "real" else fake
    wish = ReportRequest(date(2026, 11, 1), date(2026, 11, 20))

    done = reports.write(wish, str(tmp_path / "report.pdf"))
    fake.refusal = fakes.DISK_FULL
    with pytest.raises(Refusal):
        reports.write(wish, str(tmp_path / "nowhere" / "report.pdf"))

    assert done.nights >= 1
    assert done.pages >= 1


# --- own routines -------------------------------------------------------------------------------------------


@pytest.fixture(params=["real", "fake"])
def own(request: pytest.FixtureRequest, tmp_path: Path) -> ports.OwnRoutines:
    if request.param == "fake":
        return fakes.FakeOwnRoutines()
    return OwnRoutineFiles(tmp_path / "routines", SHIPPED)


def titles(own: ports.OwnRoutines) -> list[tuple[str, str]]:
    return sorted((each.key, each.title) for each in own.load().routines)


def renamed(routine: Routine, title: str) -> Routine:
    return Routine(routine.key, title, routine.kind, routine.steps, routine.note, routine.legs)


def test_own_routines_get_a_key_and_stay_under_it(own: ports.OwnRoutines) -> None:
    first, second = own.save(MY_ROUTINE), own.save(MY_ROUTINE)
    own.save(renamed(first, "Another name"))
    own.remove(second.key)
    own.remove(second.key)  # gone already

    assert first.key != second.key
    assert titles(own) == [(first.key, "Another name")]


def test_an_exported_routine_comes_back_without_a_key(own: ports.OwnRoutines, tmp_path: Path) -> None:
    kept = own.save(MY_ROUTINE)
    own.export_file(kept, str(tmp_path / "given away.toml"))

    assert own.import_file(str(tmp_path / "given away.toml")) == MY_ROUTINE
    assert titles(own) == [(kept.key, kept.title)]
    with pytest.raises(Refusal, match=r"Nothing was imported\."):
        own.import_file(str(tmp_path / "nowhere.toml"))


def test_on_a_full_disk_own_routines_stay_as_they_were(
    own: ports.OwnRoutines, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = own.save(MY_ROUTINE)
    if isinstance(own, fakes.FakeOwnRoutines):
        own.refusal = fakes.DISK_FULL
    monkeypatch.setattr(os, "fsync", raising_os_error(errno.ENOSPC))
    for does in (
        lambda: own.save(renamed(kept, "Another name")),
        lambda: own.save(MY_ROUTINE),
        lambda: own.export_file(kept, str(tmp_path / "given away.toml")),
    ):
        with pytest.raises(Refusal, match=fakes.DISK_FULL):
            does()

    assert titles(own) == [(kept.key, kept.title)]
