"""Backups are whole before they count, and old ones go only afterwards."""

import errno
import os
import stat
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import apsw
import pytest

from rlscompanion.bedtime.ports import SleepLog
from rlscompanion.domain.moment import moment_of_datetime
from rlscompanion.domain.refusal import Refusal
from rlscompanion.storage import damage
from rlscompanion.storage.backups import KEPT_LATEST_BACKUPS, back_up_log, backup_folder_of, backups_of
from rlscompanion.storage.checking import check_log
from rlscompanion.storage.database import open_database
from rlscompanion.storage.sleep_log import SqliteSleepLog

from .samples import FakeClock, a_night, folder_contents


@pytest.fixture
def folder(log_path: Path) -> Path:
    return backup_folder_of(log_path)


def test_a_backup_is_one_private_dated_file_with_everything(
    connection: apsw.Connection, sleep_log: SleepLog, folder: Path, clock: FakeClock
) -> None:
    sleep_log.save(a_night())
    backup = back_up_log(connection, folder, clock)

    assert backup == folder / "sleep-log-2026-11-21T220000Z.sqlite"
    assert [each.name for each in folder.iterdir()] == [backup.name]
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert backup.read_bytes()[18:20] == b"\x01\x01", "a file in WAL mode needs others beside it"
    with closing(open_database(backup, clock)) as restored:
        assert list(SqliteSleepLog(restored, clock).nights()) == [a_night()]


def test_a_backup_of_a_log_in_use_changes_nothing_about_it(
    connection: apsw.Connection, sleep_log: SleepLog, folder: Path, clock: FakeClock
) -> None:
    sleep_log.save(a_night(1))
    back_up_log(connection, folder, clock)
    sleep_log.save(a_night(2, days=1))
    assert connection.pragma("journal_mode") == "wal"
    assert len(sleep_log.nights()) == 2
    assert check_log(backups_of(Path(connection.filename), folder)[0]).nights == 1


def test_backups_of_the_same_second_stand_side_by_side(
    connection: apsw.Connection, folder: Path, clock: FakeClock
) -> None:
    made = [back_up_log(connection, folder, clock) for _ in range(KEPT_LATEST_BACKUPS + 2)]
    assert len(set(made)) == KEPT_LATEST_BACKUPS + 2
    assert backups_of(Path(connection.filename), folder) == made[2:]


def test_the_oldest_backups_go_and_nothing_else_does(
    connection: apsw.Connection, log_path: Path, folder: Path, clock: FakeClock
) -> None:
    folder.mkdir()
    kept = {"notes.txt", "sleep-log-before-the-holiday.sqlite", "other-2020-01-01T000000Z.sqlite"}
    for name in kept:
        (folder / name).touch()
    made = []
    for _ in range(KEPT_LATEST_BACKUPS + 3):
        made.append(back_up_log(connection, folder, clock))
        clock.move_on()

    assert backups_of(log_path, folder) == made[3:]
    assert {each.name for each in folder.iterdir()} == kept | {each.name for each in made[3:]}


def test_the_newest_backup_stays_though_the_clock_once_ran_ahead(
    connection: apsw.Connection, log_path: Path, folder: Path, clock: FakeClock
) -> None:
    now = clock.moment
    clock.moment = moment_of_datetime(datetime(2099, 1, 1, tzinfo=UTC))
    for _ in range(KEPT_LATEST_BACKUPS):
        back_up_log(connection, folder, clock)
        clock.move_on()
    clock.moment = now

    assert back_up_log(connection, folder, clock) in backups_of(log_path, folder)
    assert len(backups_of(log_path, folder)) == KEPT_LATEST_BACKUPS


@pytest.mark.parametrize("failing", ["fsync", "replace"])
def test_a_backup_that_fails_leaves_the_earlier_ones_and_no_remains(
    connection: apsw.Connection,
    folder: Path,
    clock: FakeClock,
    monkeypatch: pytest.MonkeyPatch,
    failing: str,
) -> None:
    for _ in range(KEPT_LATEST_BACKUPS):
        back_up_log(connection, folder, clock)
    before = folder_contents(folder)

    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, failing, fail)
    with pytest.raises(Refusal, match=r"no room left for the backup folder at .*backups"):
        back_up_log(connection, folder, clock)
    assert folder_contents(folder) == before


def test_a_folder_that_may_not_be_written_is_refused(ordinary_folder: Path, clock: FakeClock) -> None:
    with closing(open_database(ordinary_folder / "log.sqlite", clock)) as connection:
        folder = ordinary_folder / "backups"
        folder.mkdir(mode=0o500)
        with pytest.raises(Refusal, match=r"backup folder at .* cannot be opened for writing"):
            back_up_log(connection, folder, clock)


@pytest.mark.parametrize("table", ["nights", "sleeps", "preferences"])
def test_a_damaged_log_makes_no_backup(
    log_path: Path, folder: Path, clock: FakeClock, table: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        damage, "LARGEST_LOG_CHECKED_ON_OPENING", 0
    )  # as if it were too large to be checked at its opening
    with closing(open_database(log_path, clock)) as connection:
        SqliteSleepLog(connection, clock).save(a_night())
        sound = back_up_log(connection, folder, clock)
        page = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)).get
        size = connection.pragma("page_size")
    with log_path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)

    with closing(open_database(log_path, clock)) as connection:
        with pytest.raises(Refusal, match="is damaged, so no backup of it was made"):
            back_up_log(connection, folder, clock)
        assert list(folder.iterdir()) == [sound]
