"""A window goes along when another file takes its log's name, and loses nothing where none does."""

import os
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from rlscompanion.domain.refusal import Refusal
from rlscompanion.storage.backups import backup_folder_of, backups_of
from rlscompanion.storage.checking import check_log
from rlscompanion.storage.database import LogDisplaced, open_database
from rlscompanion.storage.open_log import OpenLog
from rlscompanion.storage.replacement import kept_damaged_logs
from rlscompanion.storage.restore import restore_log, write_backup
from rlscompanion.storage.sleep_log import SqliteSleepLog

from .samples import FakeClock, a_night


@pytest.fixture
def backup(tmp_path: Path, clock: FakeClock) -> Path:
    """A backup with the night 9."""
    with closing(open_database(tmp_path / "other.sqlite", clock)) as connection:
        SqliteSleepLog(connection, clock).save(a_night(9, 9))
        write_backup(connection, tmp_path / "kept.sqlite")
    return tmp_path / "kept.sqlite"


@pytest.fixture
def window(log_path: Path, clock: FakeClock) -> Iterator[OpenLog]:
    with closing(OpenLog(log_path, clock, 100)) as opened:
        yield opened


def test_a_window_works_on_what_was_restored_in_place_of_its_damaged_log(
    window: OpenLog, log_path: Path, backup: Path, clock: FakeClock
) -> None:
    nights = window.open_part(SqliteSleepLog)
    nights.save(a_night(1, 1))
    with log_path.open("r+b") as file:
        file.seek(20 * 4096)
        file.write(b"\xff" * 4096)
    restore_log(log_path, backup, clock)
    with pytest.raises(LogDisplaced):
        nights.save(a_night(2, 2))

    assert window.reconnect_if_displaced()

    nights.save(a_night(2, 2))
    assert {night.id.int for night in nights.nights()} == {9, 2}
    assert check_log(log_path).faults == ()
    assert check_log(log_path).nights == 2
    assert len(kept_damaged_logs(log_path)) == 1
    assert window.connection.pragma("busy_timeout") == 100


def test_a_window_completes_a_restore_that_was_broken_off(
    window: OpenLog, log_path: Path, backup: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    nights = window.open_part(SqliteSleepLog)
    with log_path.open("r+b") as file:
        file.seek(20 * 4096)
        file.write(b"\xff" * 4096)
    with monkeypatch.context() as patch:
        patch.setattr("rlscompanion.storage.replacement.complete_replacement", lambda log: None)
        restore_log(log_path, backup, clock)

    assert window.reconnect_if_displaced()

    assert {night.id.int for night in nights.nights()} == {9}


def test_a_window_stays_where_nothing_took_the_name(window: OpenLog, log_path: Path) -> None:
    window.open_part(SqliteSleepLog).save(a_night())
    connection = window.connection

    assert not window.reconnect_if_displaced()

    assert window.connection is connection
    assert not backup_folder_of(log_path).exists()


def gone(log: Path) -> None:
    log.unlink()


def gone_with_the_rows_beside(log: Path) -> None:
    for side in ("", "-wal", "-shm"):
        Path(f"{log}{side}").unlink()


def renamed(log: Path) -> None:
    log.rename(log.with_name("elsewhere"))


@pytest.mark.parametrize("remove", [gone, gone_with_the_rows_beside, renamed])
def test_a_log_that_is_gone_is_put_back_from_the_open_one(
    window: OpenLog, log_path: Path, clock: FakeClock, remove: Callable[[Path], None]
) -> None:
    nights = window.open_part(SqliteSleepLog)
    nights.save(a_night(1, 1))
    remove(log_path)

    assert window.reconnect_if_displaced()

    nights.save(a_night(2, 2))
    assert {night.id.int for night in nights.nights()} == {1, 2}
    assert check_log(log_path).nights == 2
    assert log_path.stat().st_mode & 0o077 == 0


def test_what_a_replaced_log_held_is_kept_as_a_backup(
    window: OpenLog, log_path: Path, backup: Path, clock: FakeClock
) -> None:
    nights = window.open_part(SqliteSleepLog)
    window.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    nights.save(a_night(1, 1))
    for side in ("-wal", "-shm"):
        Path(f"{log_path}{side}").unlink()
    os.replace(backup, log_path)

    assert window.reconnect_if_displaced()

    assert {night.id.int for night in nights.nights()} == {9}
    [kept] = backups_of(log_path, backup_folder_of(log_path))
    assert check_log(kept).nights == 1


def test_a_window_stays_with_its_log_while_the_other_file_is_none(
    window: OpenLog, log_path: Path, tmp_path: Path
) -> None:
    nights = window.open_part(SqliteSleepLog)
    nights.save(a_night(1, 1))
    (tmp_path / "words").write_text("no log " * 1000)
    os.replace(tmp_path / "words", log_path)

    with pytest.raises(Refusal, match="is not a file this program can read"):
        window.reconnect_if_displaced()

    assert {night.id.int for night in nights.nights()} == {1}
