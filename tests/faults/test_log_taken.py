"""A log that is restored, deleted, replaced or locked while its window is open still keeps the bedtime."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

import apsw
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rlscompanion import paths
from rlscompanion.app import App
from rlscompanion.storage.checking import check_log
from rlscompanion.storage.database import open_database
from rlscompanion.storage.restore import write_backup
from rlscompanion.storage.sessions import RatingRow, SqliteSessionLog
from rlscompanion.storage.sleep_log import SqliteSleepLog
from tests.fakes import FakeClock
from tests.test_app import Machine
from tests.waiting import PATIENCE_MS

LOCKED_SECONDS = 30


@pytest.fixture
def machine(folder: Path, qapp: QApplication) -> Machine:
    return Machine(folder)


def a_bedtime(app: App, clock: FakeClock) -> Iterator[None]:
    """Go through a bedtime; yield after each press."""
    evening, night = app.flow.evening, app.flow.night
    presses: Sequence[Callable[[], object]] = (
        evening.tonight.start_button.click,
        lambda: evening.scales_before.set_ratings((6, 4, 2, 5)),
        lambda: evening.scales_before.submit_ratings(),
        lambda: app.bedtime.sessions.end_session(),
        lambda: evening.scales_after.set_ratings((3, 4, 2, 5)),
        lambda: evening.scales_after.submit_ratings(),
        lambda: clock.advance(3 * 3600),
        lambda: night.lights_out.choose_awake(),
        lambda: clock.advance(4 * 3600),
        lambda: night.lights_out.choose_good_morning(),
    )
    for press in presses:
        press()
        yield


PRESSES = 10


def kept(log: Path) -> tuple[int, int, int]:
    """How many sessions, ratings and awakenings a log has."""
    now = FakeClock().now
    with closing(open_database(log, now)) as connection:
        sessions = SqliteSessionLog(connection, now)
        ratings: Sequence[RatingRow] = sessions.all_ratings()
        nights = SqliteSleepLog(connection, now).nights()
        return len(sessions.all_sessions()), len(ratings), sum(len(night.awakenings) for night in nights)


def deleted(log: Path, _copy: Path) -> None:
    for side in ("", "-wal", "-shm"):
        Path(f"{log}{side}").unlink(missing_ok=True)


def deleted_alone(log: Path, _copy: Path) -> None:
    log.unlink()


def moved(log: Path, copy: Path) -> None:
    log.rename(copy.with_name("moved.sqlite"))


def replaced(log: Path, copy: Path) -> None:
    """Replace the log by its copy from before the bedtime, as a synchronizing program may do."""
    deleted(log, copy)
    copy.rename(log)


def _disturbed(machine: Machine, copy: Path, press: int, disturb: Callable[[Path, Path], None]) -> None:
    """Go through a bedtime, and disturb the log at one press.

    Afterwards, with the window closed, the log must have the whole bedtime.
    """
    log = paths.sleep_log_file(machine.folder)
    app = machine.start()
    write_backup(app.log.connection, copy)
    before = kept(log)
    for at, _ in enumerate(a_bedtime(app, machine.clock)):
        if at == press:
            disturb(log, copy)
    machine.stop(app)
    if disturb is not replaced:
        assert kept(log) == (before[0] + 1, before[1] + 8, before[2] + 1)
    else:  # what was written before is in the backup that was made of the replaced one
        found = [kept(each) for each in (log, *log.parent.glob("backups/*"))]
        assert max(found) >= (before[0] + 1, before[1], before[2])
        assert max(each[2] for each in found) == before[2] + 1
    assert check_log(log).faults == ()


def test_a_bedtime_is_kept_when_its_log_is_deleted(machine: Machine, tmp_path: Path) -> None:
    _disturbed(machine, tmp_path / "copy.sqlite", 3, deleted)


@pytest.mark.thorough
@pytest.mark.parametrize("disturb", [deleted, deleted_alone, moved, replaced])
@pytest.mark.parametrize("press", range(PRESSES))
def test_a_bedtime_is_kept_whenever_its_log_is_taken(
    machine: Machine, tmp_path: Path, press: int, disturb: Callable[[Path, Path], None]
) -> None:
    _disturbed(machine, tmp_path / "copy.sqlite", press, disturb)


@pytest.mark.thorough
@pytest.mark.parametrize("press", range(PRESSES - 1))
def test_a_bedtime_is_kept_when_its_log_is_locked(machine: Machine, press: int) -> None:
    """Another program locks the log from this press until half a minute after the next press."""
    log = paths.sleep_log_file(machine.folder)
    app = machine.start()
    before = kept(log)
    going = a_bedtime(app, machine.clock)
    for _ in range(press + 1):
        next(going)
    with closing(apsw.Connection(str(log))) as other:
        other.execute("BEGIN IMMEDIATE")
        next(going)
        machine.clock.advance(LOCKED_SECONDS)
        other.execute("ROLLBACK")
    for _ in going:
        pass

    assert app.bedtime.pending.flush()

    assert kept(log) == (before[0] + 1, before[1] + 8, before[2] + 1)
    machine.stop(app)


@pytest.mark.thorough
def test_a_bedtime_after_a_restore_is_in_the_restored_log(
    machine: Machine, tmp_path: Path, qtbot: QtBot
) -> None:
    """The log is damaged while the window is open, and the window restores the log."""
    log, copy = paths.sleep_log_file(machine.folder), tmp_path / "copy.sqlite"
    app = machine.start()
    write_backup(app.log.connection, copy)
    before = kept(copy)
    with log.open("r+b") as file:
        file.seek(20 * 4096)
        file.write(b"\xff" * 4096)

    with qtbot.waitSignal(app.bedtime.log_files.log_changed, timeout=PATIENCE_MS):
        app.bedtime.log_files.restore(str(copy))
    for _ in a_bedtime(app, machine.clock):
        assert app.bedtime.pending.is_empty

    assert kept(log) == (before[0] + 1, before[1] + 8, before[2] + 1)
    machine.stop(app)
    assert check_log(log).faults == ()
