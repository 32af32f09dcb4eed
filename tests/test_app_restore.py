"""A log that is restored, deleted or replaced while its window is open: a bedtime is kept all the same."""

from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rlscompanion import paths
from rlscompanion.app import App
from rlscompanion.storage.database import check_log, open_database
from rlscompanion.storage.restore import write_backup
from rlscompanion.storage.sessions import SqliteSessionLog
from tests.fakes import FakeClock
from tests.test_app import Machine
from tests.waiting import PATIENCE_MS


@pytest.fixture
def machine(folder: Path, qapp: QApplication) -> Machine:
    return Machine(folder)


@pytest.fixture
def app(machine: Machine) -> App:
    return machine.start()


def massage(app: App) -> None:
    app.flow.evening.tonight.start_button.click()
    app.flow.evening.before.set_ratings((6, 4, 2, 5))
    app.flow.evening.before.answer()
    app.bedtime.sessions.end()
    app.flow.evening.after.answer()


def sessions_in(log: Path) -> int:
    with closing(open_database(log, FakeClock().now)) as connection:
        return len(SqliteSessionLog(connection, FakeClock().now).all())


def test_a_bedtime_after_a_restore_is_in_the_restored_log(
    machine: Machine, app: App, tmp_path: Path, qtbot: QtBot
) -> None:
    """The log is damaged while the window is open, and brought back by it."""
    log = paths.log_file(machine.folder)
    write_backup(app.log.connection, tmp_path / "kept.sqlite")
    before = sessions_in(tmp_path / "kept.sqlite")
    with log.open("r+b") as file:
        file.seek(20 * 4096)
        file.write(b"\xff" * 4096)

    with qtbot.waitSignal(app.bedtime.log_files.log_changed, timeout=PATIENCE_MS):
        app.bedtime.log_files.restore(str(tmp_path / "kept.sqlite"))
    massage(app)

    assert app.bedtime.pending.is_empty
    assert sessions_in(log) == before + 1
    machine.stop(app)
    assert check_log(log).faults == ()


@pytest.mark.parametrize("is_replaced", [False, True])
def test_a_bedtime_is_kept_when_the_log_is_deleted_or_replaced_in_it(
    machine: Machine, app: App, tmp_path: Path, is_replaced: bool
) -> None:
    """As a sync program does it. What waits is in the log that is there once the window is closed."""
    log = paths.log_file(machine.folder)
    write_backup(app.log.connection, tmp_path / "kept.sqlite")
    before = sessions_in(log)
    for side in ("", "-wal", "-shm"):
        Path(f"{log}{side}").unlink()
    if is_replaced:
        (tmp_path / "kept.sqlite").rename(log)

    massage(app)

    assert not app.bedtime.pending.is_empty
    machine.stop(app)
    assert sessions_in(log) == before + 1
