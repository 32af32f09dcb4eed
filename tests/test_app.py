"""The whole app with its real parts, except the sound and the keep-awake of the machine."""

import logging
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import apsw
import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from rlscompanion import app as composition
from rlscompanion import paths, running
from rlscompanion.app import App
from rlscompanion.bedtime.preferences import WELCOME_SHOWN
from rlscompanion.domain.refusal import Refusal
from rlscompanion.domain.safety import Finding, RestrictionLevel
from rlscompanion.domain.session import SessionStatus
from rlscompanion.storage.database import open_database
from rlscompanion.storage.preferences import SqlitePreferences
from rlscompanion.ui.refusal_window import RefusalWindow
from tests.fakes import FakeClock, FakeKeepAwake, FakeMediaSession, FakeVoice, RecordingEngine
from tests.processes import run_to_end

SCHEMA_5 = Path(__file__).parent / "storage" / "fixtures" / "schema_5.sql"

LAZY = """
import sys
from pathlib import Path
from PySide6.QtCore import QElapsedTimer
from rlscompanion import app, __main__
from rlscompanion.desktop.clock import MachineClock
from rlscompanion.desktop.keep_awake import WakepyKeepAwake
from rlscompanion.desktop.media_keys import media_session

application = app.make_application()
built = app.build(
    Path(sys.argv[1]), MachineClock(), app.make_engine, WakepyKeepAwake(), media_session()
)
built.window.show()
for _ in range(20):
    application.processEvents()
assert built.window.isVisible()
heavy = (
    *("numpy", "miniaudio", "svgelements", "wakepy", "av", "mutagen", "dbus_fast", "pyqtgraph", "jinja2"),
    *("asyncio", "hypothesis", "logging.handlers", "socket", "statistics", "zoneinfo"),
    *("rlscompanion.cli", "rlscompanion.exchange", "rlscompanion.bedtime.ports.files"),
    *("rlscompanion.domain.diary_entry", "rlscompanion.domain.joined_night", "rlscompanion.storage.joining"),
    *("rlscompanion.content.learn", "rlscompanion.domain.learning", "rlscompanion.domain.relief"),
)
print(" ".join(name for name in heavy if name in sys.modules))
built.window.close()
built.close()
"""


class Machine:
    """Stand-ins for the world outside the app, and what the app has done to them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock = FakeClock()
        self.engine = RecordingEngine()
        self.keep_awake = FakeKeepAwake()
        self.media = FakeMediaSession()
        self.voice = FakeVoice()

    def start(self) -> App:
        """Build the app, with health questions that are answered with nothing ticked."""
        app = composition.build(
            self.folder,
            self.clock,
            lambda: self.engine,
            self.keep_awake,
            self.media,
            lambda engine: self.voice,
            lambda on_change: None,
        )
        if app.bedtime.safety.was_never_answered:
            app.bedtime.safety.save_answers(set())
            app.flow.welcome.cards.skipped.emit()
        app.window.show()
        return app

    def stop(self, app: App) -> None:
        app.window.close()
        app.close()


@pytest.fixture
def machine(tmp_path: Path, qapp: QApplication) -> Machine:
    return Machine(tmp_path / "data")


@pytest.fixture
def stopped(monkeypatch: pytest.MonkeyPatch, qapp: QApplication) -> list[str]:
    """Replace the event loop; return the texts of the windows that refuse the start."""
    read: list[str] = []

    def read_windows(*_: object) -> int:
        for window in QApplication.topLevelWidgets():
            if window.isVisible() and isinstance(window, RefusalWindow):
                read.extend(each.text() for each in window.findChildren(QLabel))
                buttons = {each.accessibleIdentifier(): each for each in window.findChildren(QPushButton)}
                buttons["Close"].click()
                assert not window.isVisible()
            window.close()
        return 0

    monkeypatch.setattr(QApplication, "exec", read_windows)
    return read


def test_nothing_heavy_is_imported_before_tonight_is_painted(tmp_path: Path) -> None:
    clock = FakeClock()
    with closing(open_database(paths.sleep_log_file(tmp_path), clock.now)) as connection:
        WELCOME_SHOWN.keep(SqlitePreferences(connection, clock.now), True)

    done = run_to_end([sys.executable, "-c", LAZY, str(tmp_path)])

    assert (done.returncode, done.stdout) == (0, "\n"), done.stderr


def test_a_bedtime_is_on_disk_after_a_restart(machine: Machine) -> None:
    first = machine.start()
    first.flow.evening.tonight.start_button.click()
    first.flow.evening.scales_before.set_ratings((6, 4, 2, 5))
    first.flow.evening.scales_before.submit_ratings()
    first.bedtime.sessions.end_session()
    first.flow.evening.scales_after.submit_ratings()
    first.flow.night.lights_out.choose_awake()
    machine.clock.advance(8 * 3600)
    first.flow.night.lights_out.choose_good_morning()
    first.flow.night.morning.save()
    machine.stop(first)

    again = machine.start()

    again.flow.day.show_sleep_log()
    [night] = again.flow._bedtime.log.nights()
    assert night.saved_at is not None
    assert len(night.awakenings) == 1
    machine.stop(again)


def test_closing_lets_go_of_everything(machine: Machine) -> None:
    app = machine.start()
    app.flow.evening.tonight.start_button.click()
    app.flow.evening.scales_before.submit_ratings()

    machine.stop(app)

    assert machine.engine.is_closed
    assert machine.keep_awake.held is None
    with pytest.raises(apsw.ConnectionClosedError):
        app.log.connection.execute("SELECT 1")


def test_closing_in_a_session_offers_it_again(machine: Machine) -> None:
    app = machine.start()
    app.flow.evening.tonight.start_button.click()
    app.flow.evening.scales_before.submit_ratings()
    machine.clock.advance(40)
    machine.stop(app)

    again = machine.start()

    broken_off = again.bedtime.sessions.interrupted_session()
    assert broken_off is not None
    assert broken_off.status is SessionStatus.PAUSED
    machine.stop(again)


def test_a_press_does_not_wait_for_another_program_that_holds_the_log(machine: Machine) -> None:
    """SQLite waits at most a tenth of a second for a log that is in use."""
    app = machine.start()
    app.flow.evening.tonight.start_button.click()
    assert app.log.connection.pragma("busy_timeout") == composition.LOG_BUSY_WAIT_MS <= 100
    with closing(apsw.Connection(str(paths.sleep_log_file(machine.folder)))) as other:
        other.execute("BEGIN IMMEDIATE")
        app.flow.evening.scales_before.set_ratings((6, None, None, None))
        app.flow.evening.scales_before.submit_ratings()
        app.bedtime.sessions.end_session()
        assert not app.bedtime.pending.is_empty
        other.execute("ROLLBACK")

    assert app.bedtime.pending.flush()
    kept = app.bedtime.session_log.latest()
    assert kept is not None
    assert kept.status is SessionStatus.ENDED
    machine.stop(app)


def test_health_answers_are_on_disk_after_a_restart(machine: Machine) -> None:
    first = machine.start()
    first.bedtime.safety.save_answers({Finding.CANCER})
    first.bedtime.safety.set_professional_approval(True)
    first.bedtime.safety.save_answers_for_tonight({Finding.FEVER})
    machine.stop(first)

    again = machine.start()

    assert {cause.source for cause in again.bedtime.safety.verdict.causes} == {Finding.CANCER, Finding.FEVER}
    assert again.bedtime.safety.verdict.level is RestrictionLevel.POSTPONE
    machine.stop(again)


def test_a_broken_routine_of_ones_own_is_told_of(
    machine: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    routines = paths.routines_dir(machine.folder)
    routines.mkdir(parents=True, mode=0o700)
    (routines / "mine.toml").write_text('title = "Mine"\nkind = "nap"\nsteps = ["breath"]\n', "utf-8")

    app = machine.start()

    notices = [each.text() for each in app.window.findChildren(QLabel) if "mine.toml" in each.text()]
    assert len(notices) == 1
    assert notices[0].startswith("mine.toml, kind: must be one of")
    assert "mine.toml, kind:" in capsys.readouterr().err
    machine.stop(app)


def test_a_routine_of_ones_own_can_be_chosen(machine: Machine) -> None:
    routines = paths.routines_dir(machine.folder)
    routines.mkdir(parents=True, mode=0o700)
    (routines / "mine.toml").write_text('title = "Mine"\nkind = "wind_down"\nsteps = ["breath"]\n', "utf-8")
    app = machine.start()
    app.bedtime.preferences.set("routine", "mine")

    app.flow.evening.show_tonight()
    app.flow.evening.tonight.start_button.click()
    app.flow.evening.scales_before.submit_ratings()

    assert app.bedtime.sessions.routine is not None
    assert app.bedtime.sessions.routine.title == "Mine"
    machine.stop(app)


def broken(file: Path) -> None:
    file.parent.mkdir(mode=0o700)
    file.write_bytes(b"This is no database. " * 200)


def newer(file: Path) -> None:
    connection = open_database(file, FakeClock().now)
    connection.pragma("user_version", 999)
    connection.close()


def no_folder(file: Path) -> None:
    file.parent.write_text("mine", "utf-8")


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (broken, "is not a file this program can read"),
        (newer, "was written by a newer version"),
        (no_folder, "cannot be opened for writing"),
    ],
)
def test_what_cannot_be_opened_is_said_in_a_window(
    spoil: object, words: str, tmp_path: Path, stopped: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "data"
    file = paths.sleep_log_file(folder)
    assert callable(spoil)
    spoil(file)
    before = sorted((each, each.read_bytes()) for each in tmp_path.rglob("*") if each.is_file())

    status = running.run(folder)

    received = capsys.readouterr().err
    assert status == 1
    assert words in received
    assert len(received.splitlines()) == 1
    assert received.strip() in stopped
    assert sorted((each, each.read_bytes()) for each in tmp_path.rglob("*") if each.is_file()) == before


def test_a_folder_that_cannot_be_opened_raises_a_refusal(tmp_path: Path, machine: Machine) -> None:
    (tmp_path / "data").write_text("mine", "utf-8")

    with pytest.raises(Refusal):
        machine.start()


@pytest.fixture
def restored_hooks() -> Iterator[None]:
    """Restore the hook for errors and the handlers of the error log after the test."""
    hook, handlers = sys.excepthook, list(logging.getLogger().handlers)
    yield
    sys.excepthook = hook
    for handler in logging.getLogger().handlers[:]:
        if handler not in handlers:
            logging.getLogger().removeHandler(handler)
            handler.close()


@pytest.mark.usefixtures("restored_hooks")
def test_our_own_errors_are_written_to_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "errors.log"
    composition.keep_error_log(file)
    assert not file.exists()

    try:
        raise ZeroDivisionError("a bug of ours")
    except ZeroDivisionError as error:
        sys.excepthook(type(error), error, error.__traceback__)

    written = file.read_text("utf-8")
    assert "unexpected error" in written
    assert "Traceback" in written
    assert "ZeroDivisionError: a bug of ours" in written
    assert "a bug of ours" in capsys.readouterr().err


@pytest.mark.usefixtures("restored_hooks")
def test_a_run_that_goes_well_ends_with_zero_and_a_log(tmp_path: Path, stopped: list[str]) -> None:
    status = running.run(tmp_path / "data")

    assert status == 0
    assert stopped == []
    assert paths.sleep_log_file(tmp_path / "data").is_file()
    assert not paths.error_log(tmp_path / "data").exists()


def test_nights_that_were_joined_when_the_log_was_brought_up_to_date_are_told_once(machine: Machine) -> None:
    file = paths.sleep_log_file(machine.folder)
    file.parent.mkdir(exist_ok=True)
    with closing(apsw.Connection(str(file))) as older:
        for _ in older.execute(SCHEMA_5.read_text("utf-8")):
            pass
    received = []
    for _ in range(2):
        app = machine.start()
        app.window.show()
        received.append([each.text() for each in app.window.findChildren(QLabel) if each.isVisible()])
        app.window.close()
        app.close()

    sentence = (
        "Some nights had two diaries; each has one now. Where they differed, the notes say both. "
        "Look at Sat 21 to Sun 22 Nov 2026."
    )
    assert [sentence in each for each in received] == [True, False]


def test_a_start_that_meets_damage_leaves_nothing_open(machine: Machine) -> None:
    machine.stop(machine.start())
    file = paths.sleep_log_file(machine.folder)
    with closing(apsw.Connection(str(file))) as connection:
        connection.execute(f"UPDATE screenings SET answered_utc = {2**62}")

    with pytest.raises(Refusal, match="is damaged"):
        machine.start()

    assert not Path(f"{file}-wal").exists()  # it goes with the last connection
