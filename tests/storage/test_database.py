"""The log file is private, brought up to date, and left alone where it is not ours."""

import os
import shutil
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import apsw
import pytest

from rlscompanion.bedtime.ports import SleepLog
from rlscompanion.domain.refusal import Refusal
from rlscompanion.storage import checking, database
from rlscompanion.storage.backups import LOG_APPLICATION_ID
from rlscompanion.storage.checking import check_log
from rlscompanion.storage.database import Migration, known_migrations, open_database, transaction
from rlscompanion.storage.sessions import SqliteSessionLog
from rlscompanion.storage.sleep_log import SqliteSleepLog

from .samples import FakeClock, a_night, a_session, folder_contents


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def next_migration(monkeypatch: pytest.MonkeyPatch, sql: str) -> None:
    """Have the program know one migration more than it ships."""
    following = Migration(known_migrations()[-1].version + 1, sql)
    known = (*known_migrations(), following)
    monkeypatch.setattr(database, "known_migrations", lambda: known)
    monkeypatch.setattr(checking, "known_migrations", lambda: known)


def written_log(path: Path, clock: FakeClock) -> None:
    with closing(open_database(path, clock)) as connection:
        SqliteSleepLog(connection, clock).save(a_night())


def test_a_new_log_is_for_its_owner_alone_whatever_the_umask(log_path: Path, clock: FakeClock) -> None:
    umask = os.umask(0)
    try:
        with closing(open_database(log_path, clock)) as connection:
            SqliteSleepLog(connection, clock).save(a_night())
            assert mode_of(log_path.parent) == 0o700
            beside = {each.name: mode_of(each) for each in log_path.parent.iterdir()}
    finally:
        os.umask(umask)
    assert beside == {log_path.name: 0o600, f"{log_path.name}-wal": 0o600, f"{log_path.name}-shm": 0o600}


def test_the_connection_is_durable_and_strict(connection: apsw.Connection) -> None:
    assert connection.pragma("journal_mode") == "wal"
    assert connection.pragma("synchronous") == 2
    assert connection.pragma("foreign_keys") == 1
    assert connection.pragma("busy_timeout") == database.LOCK_WAIT_MILLISECONDS
    assert connection.pragma("application_id") == LOG_APPLICATION_ID
    assert connection.pragma("user_version") == known_migrations()[-1].version
    tables = connection.execute("PRAGMA table_list").fetchall()
    assert all(strict for _, name, _, _, _, strict in tables if not str(name).startswith("sqlite_"))


def test_migrations_are_numbered_without_gaps() -> None:
    versions = [migration.version for migration in known_migrations()]
    assert versions == list(range(1, len(versions) + 1))


def test_a_log_opens_again_with_all_it_held_and_no_backup(log_path: Path, clock: FakeClock) -> None:
    written_log(log_path, clock)
    with closing(open_database(log_path, clock)) as connection:
        assert list(SqliteSleepLog(connection, clock).nights()) == [a_night()]
    assert not (log_path.parent / "backups").exists()


def test_an_empty_file_becomes_a_log(log_path: Path, clock: FakeClock) -> None:
    log_path.parent.mkdir()
    log_path.touch()
    written_log(log_path, clock)
    assert check_log(log_path).nights == 1


def test_rows_that_were_only_in_the_wal_are_there_after_a_crash(
    sleep_log: SleepLog, log_path: Path, tmp_path: Path, clock: FakeClock
) -> None:
    sleep_log.save(a_night())
    after_crash = tmp_path / "after" / log_path.name
    shutil.copytree(log_path.parent, after_crash.parent)

    with closing(open_database(after_crash, clock)) as connection:
        assert SqliteSleepLog(connection, clock).night(a_night().id) == a_night()


def test_a_migration_comes_after_a_backup(
    log_path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    newest = known_migrations()[-1].version
    written_log(log_path, clock)
    next_migration(monkeypatch, "CREATE TABLE dreams (id TEXT) STRICT; CREATE TABLE moons (id TEXT) STRICT;")

    with closing(open_database(log_path, clock)) as connection:
        assert connection.pragma("user_version") == newest + 1
        assert connection.execute("SELECT count(*) FROM moons").get == 0
        assert list(SqliteSleepLog(connection, clock).nights()) == [a_night()]
    (backup,) = (log_path.parent / "backups").iterdir()
    report = check_log(backup)
    assert (report.version, report.nights, report.faults) == (newest, 1, ())


@pytest.mark.parametrize(
    "broken",
    [
        "CREATE TABLE dreams (id TEXT) STRICT; DROP TABLE ratings; CREATE NONSENSE;",
        "INSERT INTO awakenings SELECT 'x' || substr(id, 2), 'nowhere', 0, 0, 0, kind, 0, 0 FROM awakenings;",
    ],
)
def test_a_failing_migration_changes_nothing_and_stays_our_bug(
    log_path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    written_log(log_path, clock)
    before = log_path.read_bytes()
    next_migration(monkeypatch, broken)

    with pytest.raises((apsw.SQLError, ValueError)):
        open_database(log_path, clock)
    monkeypatch.undo()
    assert log_path.read_bytes() == before
    with closing(open_database(log_path, clock)) as connection:
        assert list(SqliteSleepLog(connection, clock).nights()) == [a_night()]


def test_a_failing_backup_keeps_the_migration_from_happening(
    log_path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    written_log(log_path, clock)
    before = log_path.read_bytes()
    next_migration(monkeypatch, "CREATE TABLE doses (id TEXT) STRICT;")
    (log_path.parent / "backups").write_text("in the way")

    with pytest.raises(Refusal, match="backup folder"):
        open_database(log_path, clock)
    assert log_path.read_bytes() == before


def make_newer(path: Path) -> None:
    with closing(apsw.Connection(str(path))) as connection:
        connection.pragma("user_version", 99)


def test_a_newer_log_is_refused_and_untouched(log_path: Path, clock: FakeClock) -> None:
    written_log(log_path, clock)
    make_newer(log_path)
    before = folder_contents(log_path.parent)

    with pytest.raises(Refusal, match="newer version of this program"):
        open_database(log_path, clock)
    with pytest.raises(Refusal, match="newer version of this program"):
        check_log(log_path)
    assert folder_contents(log_path.parent) == before


def test_a_log_whose_newer_version_is_only_in_the_wal_is_refused_and_untouched(
    log_path: Path, tmp_path: Path, clock: FakeClock
) -> None:
    written_log(log_path, clock)
    after_crash = tmp_path / "after" / log_path.name
    after_crash.parent.mkdir()
    with closing(apsw.Connection(str(log_path))) as connection:
        connection.pragma("user_version", 99)
        for name in (log_path.name, f"{log_path.name}-wal"):
            shutil.copy(log_path.parent / name, after_crash.parent / name)
    before = folder_contents(after_crash.parent)

    with pytest.raises(Refusal, match="newer version of this program"):
        open_database(after_crash, clock)
    assert folder_contents(after_crash.parent) == before


def a_foreign_database(path: Path) -> None:
    with closing(apsw.Connection(str(path))) as connection:
        connection.execute("CREATE TABLE songs (title)")


def a_marked_foreign_database(path: Path) -> None:
    with closing(apsw.Connection(str(path))) as connection:
        connection.pragma("application_id", 1)


def a_torn_log(path: Path) -> None:
    whole = path.with_name("whole")
    written_log(whole, FakeClock())
    path.write_bytes(whole.read_bytes()[:100] + bytes(4096))
    whole.unlink()


def an_emptied_log_with_rows_beside_it(path: Path) -> None:
    path.touch()
    path.with_name(f"{path.name}-wal").write_bytes(bytes(5000))


@pytest.mark.parametrize(
    "make",
    [
        lambda path: path.write_text("Dear diary, " * 400),
        lambda path: path.write_text("short"),
        a_foreign_database,
        a_marked_foreign_database,
        a_torn_log,
        an_emptied_log_with_rows_beside_it,
    ],
)
def test_a_file_that_is_no_log_is_refused_and_untouched(
    log_path: Path, clock: FakeClock, make: Callable[[Path], object]
) -> None:
    log_path.parent.mkdir()
    make(log_path)
    before = folder_contents(log_path.parent)

    with pytest.raises(Refusal) as refused:
        open_database(log_path, clock)
    assert str(refused.value) == (
        f"The sleep log at {log_path} is not a file this program can read. "
        "Move it away, or bring a backup back with rlscompanion restore FILE."
    )
    assert folder_contents(log_path.parent) == before


def test_a_folder_in_place_of_the_log_is_refused(log_path: Path, clock: FakeClock) -> None:
    log_path.mkdir(parents=True)
    with pytest.raises(Refusal, match="not a file this program can read"):
        open_database(log_path, clock)


def test_a_file_in_place_of_the_folder_is_refused(log_path: Path, clock: FakeClock) -> None:
    log_path.parent.write_text("in the way")
    with pytest.raises(Refusal, match="cannot be opened"):
        open_database(log_path, clock)


def test_a_folder_that_may_not_be_written_is_refused(ordinary_folder: Path, clock: FakeClock) -> None:
    ordinary_folder.chmod(0o500)
    for path in (ordinary_folder / "sleep-log.sqlite", ordinary_folder / "deeper" / "sleep-log.sqlite"):
        with pytest.raises(Refusal, match="cannot be opened for writing"):
            open_database(path, clock)
    assert list(ordinary_folder.iterdir()) == []


@pytest.mark.parametrize(("folder_mode", "file_mode"), [(0o700, 0o400), (0o500, 0o600), (0o700, 0o000)])
def test_a_log_that_may_not_be_written_is_refused_and_untouched(
    ordinary_folder: Path, clock: FakeClock, folder_mode: int, file_mode: int
) -> None:
    path = ordinary_folder / "sleep-log.sqlite"
    written_log(path, clock)
    before = path.read_bytes()
    path.chmod(file_mode)
    ordinary_folder.chmod(folder_mode)

    with pytest.raises(Refusal, match="cannot be opened for writing"):
        open_database(path, clock)
    ordinary_folder.chmod(0o700)
    path.chmod(0o600)
    assert path.read_bytes() == before
    assert list(ordinary_folder.iterdir()) == [path]


def test_an_error_in_a_transaction_undoes_it_and_is_not_hidden(connection: apsw.Connection) -> None:
    def write_and_fail() -> None:
        with transaction(connection):
            connection.execute("INSERT INTO preferences VALUES ('a', 'b', 0)")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_and_fail()
    assert not connection.in_transaction
    assert connection.execute("SELECT count(*) FROM preferences").get == 0


def test_our_own_bad_sql_is_no_refusal(connection: apsw.Connection) -> None:
    with pytest.raises(apsw.SQLError), transaction(connection):
        connection.execute("SELECT nonsense")


def test_a_sound_log_is_reported_so_also_while_it_is_open(
    sleep_log: SleepLog, connection: apsw.Connection, log_path: Path, clock: FakeClock
) -> None:
    sleep_log.save(a_night())
    SqliteSessionLog(connection, clock).save(a_session())
    before = folder_contents(log_path.parent)

    report = check_log(log_path)

    assert (report.nights, report.sessions, report.version) == (1, 1, known_migrations()[-1].version)
    assert (report.faults, report.remarks) == ((), ())
    after = folder_contents(log_path.parent)
    shared = f"{log_path.name}-shm"  # where connections tell each other what they read
    assert {**after, shared: None} == {**before, shared: None}


def test_a_check_of_a_closed_log_leaves_no_files_behind(log_path: Path, clock: FakeClock) -> None:
    written_log(log_path, clock)
    before = folder_contents(log_path.parent)
    check_log(log_path)
    assert folder_contents(log_path.parent) == before


def test_a_check_without_a_log_is_refused_and_makes_none(log_path: Path) -> None:
    with pytest.raises(Refusal, match="There is no sleep log"):
        check_log(log_path)
    assert not log_path.parent.exists()


def test_a_check_remarks_on_open_permissions(log_path: Path, clock: FakeClock) -> None:
    written_log(log_path, clock)
    log_path.chmod(0o644)
    (remark,) = check_log(log_path).remarks
    assert "0644" in remark


def test_a_check_remarks_on_an_older_schema(
    log_path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    written_log(log_path, clock)
    next_migration(monkeypatch, "CREATE TABLE doses (id TEXT) STRICT;")
    report = check_log(log_path)
    assert report.nights == 1
    assert "older version" in report.remarks[0]


def test_a_check_finds_rows_that_point_nowhere(log_path: Path, clock: FakeClock) -> None:
    written_log(log_path, clock)
    with closing(apsw.Connection(str(log_path))) as connection:
        connection.execute("DELETE FROM nights")
    assert set(check_log(log_path).faults) == {
        f"A row of {table} points to a row of nights that is not there." for table in ("sleeps", "awakenings")
    }


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ("DROP TABLE ratings", "Damage: the table ratings is missing."),
        ("ALTER TABLE nights DROP COLUMN notes", "Damage: the column notes of nights is missing."),
        (
            "DROP TABLE preferences; "
            "CREATE TABLE preferences (key TEXT PRIMARY KEY, value TEXT, modified_utc INTEGER NOT NULL)",
            "Damage: the column value of preferences is of another kind.",
        ),
    ],
)
def test_a_check_finds_what_is_missing(log_path: Path, clock: FakeClock, change: str, fault: str) -> None:
    written_log(log_path, clock)
    with closing(apsw.Connection(str(log_path))) as connection:
        connection.execute(change)
    assert fault in check_log(log_path).faults


@pytest.mark.parametrize(
    ("change", "remark"),
    [
        ("CREATE TABLE songs (title TEXT)", "The table songs is not of this program."),
        ("ALTER TABLE nights ADD COLUMN mood TEXT", "The column mood of nights is not of this program."),
    ],
)
def test_a_check_remarks_on_what_was_added(
    log_path: Path, clock: FakeClock, change: str, remark: str
) -> None:
    written_log(log_path, clock)
    with closing(apsw.Connection(str(log_path))) as connection:
        connection.execute(change)
    report = check_log(log_path)
    assert (report.faults, report.remarks) == ((), (remark,))


def test_a_check_finds_damage(log_path: Path, clock: FakeClock) -> None:
    with closing(open_database(log_path, clock)) as connection:
        log = SqliteSleepLog(connection, clock)
        for number in range(1, 40):
            log.save(a_night(number, days=number))
        page = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'nights'").get
        size = connection.pragma("page_size")
    with log_path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)

    report = check_log(log_path)
    assert report.faults
    assert all(fault.startswith("Damage") for fault in report.faults)
