"""A backup brings a log back, whatever has become of it meanwhile, and nothing is lost on the way."""

import os
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import apsw
import pytest

from rlscompanion.domain.refusal import Refusal
from rlscompanion.storage.backups import back_up_log, backup_folder_of, backups_of
from rlscompanion.storage.checking import check_log
from rlscompanion.storage.database import open_database
from rlscompanion.storage.preferences import SqlitePreferences
from rlscompanion.storage.restore import (
    back_up_if_due,
    hash_of_tables,
    replace_rows,
    restore_log,
    table_names,
    write_backup,
)
from rlscompanion.storage.sessions import SqliteSessionLog
from rlscompanion.storage.sleep_log import SqliteSleepLog

from .samples import FakeClock, a_night, a_session, folder_contents


def log_of(path: Path, clock: FakeClock, *numbers: int) -> Path:
    """A log with these nights."""
    with closing(open_database(path, clock)) as connection:
        for number in numbers:
            SqliteSleepLog(connection, clock).save(a_night(number, days=number))
    return path


def nights_of(path: Path, clock: FakeClock) -> list[int]:
    with closing(open_database(path, clock)) as connection:
        return sorted(night.id.int for night in SqliteSleepLog(connection, clock).nights())


@pytest.fixture
def backup(tmp_path: Path, clock: FakeClock) -> Path:
    """A backup that holds the first night alone."""
    log_of(tmp_path / "earlier" / "log.sqlite", clock, 1)
    with closing(open_database(tmp_path / "earlier" / "log.sqlite", clock)) as connection:
        write_backup(connection, tmp_path / "kept.sqlite")
    return tmp_path / "kept.sqlite"


def test_the_log_becomes_what_the_backup_holds_and_the_one_before_is_kept(
    log_path: Path, backup: Path, clock: FakeClock
) -> None:
    log_of(log_path, clock, 1, 2, 3)

    done = restore_log(log_path, backup, clock)

    assert done.nights == 1
    assert nights_of(log_path, clock) == [1]
    assert done.kept_log is not None
    assert nights_of(done.kept_log, clock) == [1, 2, 3]


def test_a_window_that_has_the_log_open_sees_what_came_back(
    log_path: Path, backup: Path, clock: FakeClock
) -> None:
    log_of(log_path, clock, 2)
    with closing(open_database(log_path, clock)) as window:
        restore_log(log_path, backup, clock)
        assert [night.id.int for night in SqliteSleepLog(window, clock).nights()] == [1]
        SqliteSleepLog(window, clock).save(a_night(4, days=4))
    assert nights_of(log_path, clock) == [1, 4]


def test_where_there_is_no_log_yet_the_backup_becomes_it(
    log_path: Path, backup: Path, clock: FakeClock
) -> None:
    done = restore_log(log_path, backup, clock)

    assert (done.nights, done.kept_log) == (1, None)
    assert nights_of(log_path, clock) == [1]
    assert log_path.stat().st_mode & 0o077 == 0


def spoilt(path: Path) -> None:
    path.write_bytes(b"This is no database. " * 500)


def cut_off(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:9000])


@pytest.mark.parametrize("spoil", [spoilt, cut_off])
def test_a_log_that_cannot_be_read_makes_room_and_is_kept(
    log_path: Path, backup: Path, clock: FakeClock, spoil: object
) -> None:
    log_of(log_path, clock, 1, 2)
    assert callable(spoil)
    spoil(log_path)
    before = log_path.read_bytes()

    done = restore_log(log_path, backup, clock)

    assert done.kept_log is not None
    assert done.kept_log.read_bytes() == before
    assert nights_of(log_path, clock) == [1]


def test_a_backup_of_an_earlier_version_is_brought_up_to_date(
    log_path: Path, backup: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rlscompanion.storage import database

    all_of_them = database.known_migrations()
    monkeypatch.setattr(database, "known_migrations", lambda: all_of_them[:1])
    old = backup.with_name("old.sqlite")
    open_database(old, clock).close()
    monkeypatch.undo()

    restore_log(log_path, old, clock)

    assert check_log(log_path).version == all_of_them[-1].version


@pytest.mark.parametrize("spoil", [spoilt, cut_off, Path.unlink])
def test_a_backup_that_is_none_changes_nothing(
    log_path: Path, backup: Path, clock: FakeClock, spoil: object
) -> None:
    log_of(log_path, clock, 1, 2)
    assert callable(spoil)
    spoil(backup)
    before = folder_contents(log_path.parent)

    with pytest.raises(Refusal):
        restore_log(log_path, backup, clock)

    assert folder_contents(log_path.parent) == before
    assert [each.name for each in log_path.parent.iterdir()] == [log_path.name]


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def without_tables(path: Path) -> None:
    path.unlink()
    with closing(apsw.Connection(str(path))) as connection:
        connection.execute("VACUUM")


def without_a_table(path: Path) -> None:
    with closing(apsw.Connection(str(path))) as connection:
        connection.execute("DROP TABLE ratings")


def without_a_column(path: Path) -> None:
    with closing(apsw.Connection(str(path))) as connection:
        connection.execute("ALTER TABLE nights DROP COLUMN notes")


def of_another_program(path: Path) -> None:
    path.unlink()
    with closing(apsw.Connection(str(path))) as connection:
        connection.execute("CREATE TABLE songs (title TEXT)")


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (emptied, "is not a backup of a sleep log"),
        (without_tables, "is not a backup of a sleep log"),
        (of_another_program, "is not a backup, or is damaged"),
        (without_a_table, "is damaged, so nothing was changed"),
        (without_a_column, "is damaged, so nothing was changed"),
    ],
)
def test_a_database_that_is_no_backup_empties_no_log(
    log_path: Path, tmp_path: Path, backup: Path, clock: FakeClock, spoil: Callable[[Path], None], words: str
) -> None:
    log_of(log_path, clock, 1, 2)
    spoil(backup)
    before = folder_contents(log_path.parent)

    with pytest.raises(Refusal, match=words):
        restore_log(log_path, backup, clock)
    with pytest.raises(Refusal, match=words):
        restore_log(tmp_path / "nowhere" / "deeper" / "log.sqlite", backup, clock)

    assert folder_contents(log_path.parent) == before
    assert not (tmp_path / "nowhere").exists()


def test_a_log_of_a_newer_version_stays_untouched(log_path: Path, backup: Path, clock: FakeClock) -> None:
    log_of(log_path, clock, 1, 2)
    with closing(apsw.Connection(str(log_path))) as connection:
        connection.pragma("user_version", 999)
    before = folder_contents(log_path.parent)

    with pytest.raises(Refusal, match="was written by a newer version"):
        restore_log(log_path, backup, clock)

    assert folder_contents(log_path.parent) == before


def test_a_log_that_lacks_a_table_makes_room_and_is_kept(
    log_path: Path, backup: Path, clock: FakeClock
) -> None:
    without_a_table(log_of(log_path, clock, 1, 2))

    done = restore_log(log_path, backup, clock)

    assert done.kept_log is not None
    assert nights_of(log_path, clock) == [1]
    assert check_log(log_path).faults == ()


def test_the_log_is_no_backup_of_itself(log_path: Path, clock: FakeClock) -> None:
    log_of(log_path, clock, 1)
    with pytest.raises(Refusal, match="is the sleep log itself"):
        restore_log(log_path, log_path, clock)


def test_rows_of_some_tables_come_back_and_others_stay(
    log_path: Path, backup: Path, clock: FakeClock
) -> None:
    log_of(log_path, clock, 2)
    with closing(open_database(log_path, clock)) as connection:
        SqlitePreferences(connection, clock).set("text_scale", "1.5")
        SqliteSessionLog(connection, clock).save(a_session())
        tables = [name for name in table_names(connection) if name != "preferences"]

        replace_rows(connection, backup, tables)

        assert [night.id.int for night in SqliteSleepLog(connection, clock).nights()] == [1]
        assert SqliteSessionLog(connection, clock).all_sessions() == []
        assert SqlitePreferences(connection, clock).get("text_scale", "") == "1.5"
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_a_fingerprint_is_of_the_rows_alone(
    connection: apsw.Connection, sleep_log: SqliteSleepLog, preferences: SqlitePreferences
) -> None:
    tables = ["nights", "sleeps"]
    first = hash_of_tables(connection, tables)
    preferences.set("text_scale", "1.5")
    assert hash_of_tables(connection, tables) == first
    sleep_log.save(a_night())
    second = hash_of_tables(connection, tables)
    assert second != first
    connection.execute("VACUUM")
    assert hash_of_tables(connection, tables) == second


# --- backups by name and by the day -------------------------------------------------------------------------


def test_a_backup_of_any_name_is_whole(log_path: Path, tmp_path: Path, clock: FakeClock) -> None:
    log_of(log_path, clock, 1, 2)
    target = tmp_path / "mine.sqlite"
    with closing(open_database(log_path, clock)) as connection:
        write_backup(connection, target)
        write_backup(connection, target)  # a backup may take the place of one
    assert nights_of(target, clock) == [1, 2]
    assert target.stat().st_mode & 0o077 == 0


def test_a_backup_is_written_over_nothing_else(
    log_path: Path, tmp_path: Path, connection: apsw.Connection
) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    (tmp_path / "link.sqlite").symlink_to(log_path)
    for target, words in (
        (tmp_path / "notes.txt", "exists already and is not a backup"),
        (tmp_path, "exists already and is not a backup"),
        (tmp_path / "link.sqlite", "is the sleep log itself"),
        (Path(f"{log_path}-wal"), "is the sleep log itself"),
        (tmp_path / "nowhere" / "x.sqlite", "There is no folder"),
    ):
        with pytest.raises(Refusal, match=words):
            write_backup(connection, target)
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_one_backup_a_day_and_only_of_a_log_that_changed(
    log_path: Path, connection: apsw.Connection, sleep_log: SqliteSleepLog, clock: FakeClock
) -> None:
    day = 24 * 60
    first = back_up_if_due(connection, clock)
    sleep_log.save(a_night(1))
    same_day = back_up_if_due(connection, clock)
    clock.move_on(day)
    second = back_up_if_due(connection, clock)
    clock.move_on(day)
    unchanged = back_up_if_due(connection, clock)

    assert first is not None
    assert second is not None
    assert (same_day, unchanged) == (None, None)
    assert backups_of(log_path, backup_folder_of(log_path)) == [first, second]


def test_a_backup_that_cannot_be_read_does_not_stand_for_the_day_before(
    log_path: Path, connection: apsw.Connection, clock: FakeClock
) -> None:
    spoilt(back_up_log(connection, backup_folder_of(log_path), clock))
    clock.move_on(24 * 60)
    assert back_up_if_due(connection, clock) is not None


def test_a_year_of_daily_backups_leaves_days_weeks_and_months(
    log_path: Path, connection: apsw.Connection, clock: FakeClock
) -> None:
    folder = backup_folder_of(log_path)
    folder.mkdir()
    for _ in range(400):
        clock.move_on(24 * 60)
        (folder / f"sleep-log-{clock.moment.local:%Y-%m-%d}T220000Z.sqlite").touch()
    clock.move_on(24 * 60)
    back_up_log(connection, folder, clock)

    days = [each.stem[10:20] for each in backups_of(log_path, folder)]
    assert len(days) == 10 + 1 + 11, days
    assert days[-10:] == sorted(days[-10:])
    assert len({day[:7] for day in days}) == 12


def test_a_full_disk_leaves_log_and_backups_as_they_were(
    log_path: Path, backup: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    log_of(log_path, clock, 1, 2)

    def fail(*_: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(Refusal, match="no room left"):
        restore_log(log_path, backup, clock)
    assert nights_of(log_path, clock) == [1, 2]
