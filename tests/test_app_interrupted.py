"""The app killed in a session, or a clock that leaps at night: what the log has afterwards."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from rlscompanion import paths
from rlscompanion.app import App
from rlscompanion.domain.moment import minutes_between
from rlscompanion.domain.night import AwakeningKind, Night
from rlscompanion.domain.routine import RoutineKind
from rlscompanion.domain.session import SessionStatus
from rlscompanion.domain.session_record import SessionRecord
from rlscompanion.storage.database import open_database
from rlscompanion.storage.sessions import SqliteSessionLog
from rlscompanion.storage.sleep_log import SqliteSleepLog
from tests.apps import start_app
from tests.fakes import FakeClock, local

KILLED_IN_A_RESCUE = """
import sys
from pathlib import Path
from rlscompanion import app
from tests.fakes import FakeClock, FakeKeepAwake, FakeMediaSession, FakeVoice, RecordingEngine

application = app.make_application()
clock = FakeClock("2026-11-22 03:00")
built = app.build(
    Path(sys.argv[1]), clock, RecordingEngine, FakeKeepAwake(), FakeMediaSession(),
    lambda engine: FakeVoice(), lambda on_change: None,
)
built.bedtime.safety.save_answers(set())
built.flow.night.return_to_black_screen()
built.flow.night.lights_out.choose_restless()
for _ in range(60):
    clock.advance(1)
    built.bedtime.sessions.check_clocks()
print("rescue on", built.bedtime.sessions.is_on, flush=True)
sys.stdin.read()
"""


class Home:
    """A data folder and a machine on which a test starts the app several times."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.clock = folder, FakeClock("2026-11-21 22:00")
        self._open: list[App] = []

    def start(self) -> App:
        app = start_app(self.folder, self.clock)
        self._open.append(app)
        return app

    def stop(self) -> None:
        for app in self._open:
            app.window.close()
            app.close()
        self._open.clear()

    def sessions(self) -> list[SessionRecord]:
        with closing(open_database(paths.sleep_log_file(self.folder), self.clock.now)) as connection:
            return list(SqliteSessionLog(connection, self.clock.now).all_sessions())

    def nights(self) -> list[Night]:
        with closing(open_database(paths.sleep_log_file(self.folder), self.clock.now)) as connection:
            return list(SqliteSleepLog(connection, self.clock.now).nights())


@pytest.fixture
def home(tmp_path: Path, qapp: QApplication) -> Home:
    return Home(tmp_path / "data")


# --- killed -------------------------------------------------------------------------------------------------


@pytest.mark.skipif(os.name != "posix", reason="sends SIGKILL")
def test_a_killed_rescue_ends_where_it_was_left(home: Home) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", KILLED_IN_A_RESCUE, str(home.folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"rescue on True\n"
        process.send_signal(signal.SIGKILL)
    [left] = home.sessions()
    assert (left.status, left.ended_at, left.kind) == (SessionStatus.RUNNING, None, RoutineKind.RESCUE)
    assert left.seen_at is not None
    assert left.started_at < left.seen_at <= left.started_at.plus_minutes(1)

    home.clock.advance_wall_to("2026-11-22 03:10")
    app = home.start()
    assert app.bedtime.sessions.interrupted_session() is None
    home.stop()

    [ended] = home.sessions()
    assert (ended.status, ended.ended_at) == (SessionStatus.ENDED, left.seen_at)
    assert ended.segments == left.segments
    assert ended.awakening_id is not None


def test_a_wind_down_left_is_offered_for_half_a_day_and_then_ended(home: Home) -> None:
    app = home.start()
    app.flow.evening.tonight.start_button.click()
    app.flow.evening.scales_before.submit_ratings()
    home.clock.advance(300)
    app.bedtime.sessions.check_clocks()
    home.stop()
    [left] = home.sessions()

    home.clock.advance(11 * 3600)
    app = home.start()
    assert app.bedtime.sessions.interrupted_session() is not None
    home.stop()
    assert home.sessions() == [left]

    home.clock.advance(2 * 3600)
    home.start()
    home.stop()
    [ended] = home.sessions()
    assert (ended.status, ended.ended_at, ended.seen_at) == (SessionStatus.ENDED, left.seen_at, left.seen_at)


# --- a wall clock that leaps --------------------------------------------------------------------------------

LATER, EARLIER = "2027-11-22 02:00", "2025-11-22 02:00"
DAILY = ((LATER, True, True), (EARLIER, False, True), (EARLIER, True, False))
LEAPS = [
    pytest.param(*each, marks=() if each in DAILY else pytest.mark.thorough)
    for each in product((LATER, EARLIER), (False, True), (False, True))
]


@pytest.mark.parametrize(("leap", "comes_back", "reopened"), LEAPS)
def test_a_leap_of_a_year_leaves_one_night_and_short_sessions(
    home: Home, leap: str, comes_back: bool, reopened: bool
) -> None:
    app = home.start()

    def again() -> App:
        if not reopened:
            return app
        home.stop()
        return home.start()

    app.flow.evening.tonight.start_button.click()
    app.flow.evening.scales_before.submit_ratings()
    home.clock.advance(60)
    home.clock.set_wall(leap)
    home.clock.advance(60)
    app.bedtime.sessions.end_session()
    app.flow.evening.scales_after.submit_ratings()  # lights out at 22:02
    if comes_back:
        home.clock.set_wall("2026-11-21 22:02")
    app = again()
    home.clock.advance(4 * 3600 - 120)
    app.bedtime.recorder.record_awakening(AwakeningKind.RESTLESS_LEGS)
    home.clock.set_wall(leap)
    app = again()
    home.clock.advance(5 * 3600)
    app.bedtime.recorder.record_good_morning()
    evening = app.bedtime.recorder.evening_to_fill_in()
    home.stop()

    [night] = home.nights()
    [sleep] = night.sleeps
    assert night.evening == evening == local("2026-11-21 22:00").local.date()
    assert sleep.tried_to_sleep == local("2026-11-21 22:02")
    assert [each.at for each in night.awakenings] == [local("2026-11-22 02:00")]
    assert sleep.got_up == local("2026-11-22 07:00")
    [session] = home.sessions()
    assert session.ended_at is not None
    assert minutes_between(session.started_at, session.ended_at) == 2
    assert session.night_id == night.id


def set_right(home: Home) -> None:
    home.clock.set_wall("2026-11-23 22:00")


def never(home: Home) -> None:
    pass


@pytest.mark.parametrize(("mend", "year"), [(set_right, 2026), (never, 2027)])
def test_the_next_evening_goes_by_the_wall_clock_again(
    home: Home, mend: Callable[[Home], None], year: int
) -> None:
    app = home.start()
    app.bedtime.recorder.record_lights_out()
    home.clock.set_wall("2027-11-22 00:00")
    home.clock.advance(8 * 3600)
    app.bedtime.recorder.record_good_morning()
    home.clock.advance(14 * 3600)
    mend(home)
    app.bedtime.recorder.record_lights_out()
    home.stop()

    assert [night.evening.year for night in home.nights()] == [year, 2026]
