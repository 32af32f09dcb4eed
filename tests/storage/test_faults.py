"""A disk that fails, fills up or is locked costs nothing that was saved before."""

import errno
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import cast

import apsw
import pytest

from rlscompanion.bedtime.ports import SleepLog
from rlscompanion.domain.ratings import Ratings, RatingTime
from rlscompanion.domain.refusal import Refusal
from rlscompanion.storage import LogUnwritable, damage, database, turning_disk_errors_into_refusals
from rlscompanion.storage.checking import check_log
from rlscompanion.storage.database import open_database, open_log_for_reading
from rlscompanion.storage.new_log import preparing_new_log
from rlscompanion.storage.preferences import SqlitePreferences
from rlscompanion.storage.restore import restore_log, write_backup
from rlscompanion.storage.sessions import SqliteSessionLog
from rlscompanion.storage.sleep_log import SqliteSleepLog

from .faulty_vfs import FaultyVFS
from .samples import BEDTIME, FakeClock, a_night, a_session, folder_contents

FAULTS = [
    (apsw.FullError, "has no room left"),
    (apsw.IOError, "The disk that holds"),
]


@pytest.fixture
def connection(log_path: Path, clock: FakeClock, faulty_vfs: FaultyVFS) -> Iterator[apsw.Connection]:
    with closing(open_database(log_path, clock, vfs=faulty_vfs.name)) as opened:
        yield opened
        faulty_vfs.fault = None


@pytest.mark.parametrize(("fault", "words"), FAULTS)
def test_a_night_that_finds_no_room_leaves_the_one_before(
    sleep_log: SleepLog,
    connection: apsw.Connection,
    faulty_vfs: FaultyVFS,
    fault: type[apsw.Error],
    words: str,
) -> None:
    sleep_log.save(a_night())
    changed = replace(a_night(), notes="x" * 100_000, awakenings=())

    faulty_vfs.fault = fault
    with pytest.raises(Refusal, match=words) as refused:
        sleep_log.save(changed)
    assert connection.filename in str(refused.value)
    assert not connection.in_transaction
    assert sleep_log.night(changed.id) == a_night()

    faulty_vfs.fault = None
    sleep_log.save(changed)
    assert sleep_log.night(changed.id) == changed


def test_every_write_that_finds_no_room_is_refused_and_can_be_done_later(
    connection: apsw.Connection, clock: FakeClock, faulty_vfs: FaultyVFS
) -> None:
    sessions, preferences = SqliteSessionLog(connection, clock), SqlitePreferences(connection, clock)
    SqliteSleepLog(connection, clock).save(a_night())
    record = a_session()
    writes: tuple[Callable[[], None], ...] = (
        lambda: sessions.save(record),
        lambda: sessions.save_ratings(record.id, RatingTime.BEFORE, BEDTIME, Ratings(urge=4)),
        lambda: sessions.assign_to_night(a_night().id, BEDTIME, BEDTIME.plus_minutes(1)),
        lambda: preferences.set("sound", "rain"),
    )
    for write in writes:
        faulty_vfs.fault = apsw.FullError
        with pytest.raises(Refusal, match="has no room left"):
            write()
        faulty_vfs.fault = None
        write()

    assert sessions.latest() == replace(record, night_id=a_night().id)
    assert sessions.ratings(record.id, RatingTime.BEFORE) == Ratings(urge=4)
    assert preferences.get("sound", "") == "rain"


@pytest.mark.parametrize(("fault", "words"), FAULTS)
def test_a_log_that_cannot_be_made_is_refused_and_can_be_made_later(
    log_path: Path, clock: FakeClock, faulty_vfs: FaultyVFS, fault: type[apsw.Error], words: str
) -> None:
    faulty_vfs.fault = fault
    with pytest.raises(Refusal, match=words):
        open_database(log_path, clock, vfs=faulty_vfs.name)
    faulty_vfs.fault = None
    open_database(log_path, clock, vfs=faulty_vfs.name).close()
    assert check_log(log_path).faults == ()


def test_a_write_while_another_program_writes_is_refused(
    sleep_log: SleepLog, connection: apsw.Connection, log_path: Path
) -> None:
    connection.set_busy_timeout(1)
    with closing(apsw.Connection(str(log_path))) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Refusal, match="in use by another program"):
            sleep_log.save(a_night())
        assert list(sleep_log.nights()) == []
        other.execute("ROLLBACK")
    sleep_log.save(a_night())
    assert list(sleep_log.nights()) == [a_night()]


def test_a_log_that_another_program_keeps_locked_is_refused(
    log_path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "LOCK_WAIT_MILLISECONDS", 1)
    open_database(log_path, clock).close()
    with closing(apsw.Connection(str(log_path))) as other:
        other.pragma("locking_mode", "exclusive")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(Refusal, match="in use by another program"):
            open_database(log_path, clock)


def test_damage_met_while_reading_is_refused(
    log_path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        damage, "LARGEST_LOG_CHECKED_ON_OPENING", 0
    )  # as if it were too large to be checked at its opening
    with closing(open_database(log_path, clock)) as connection:
        log = SqliteSleepLog(connection, clock)
        for number in range(1, 200):
            log.save(a_night(number, days=number))
        page = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'sleeps'").get
        size = connection.pragma("page_size")
    with log_path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)

    with closing(open_database(log_path, clock)) as connection:
        with pytest.raises(Refusal, match="not a file this program can read"):
            SqliteSleepLog(connection, clock).nights()
        assert not connection.in_transaction


# --- a disk that is full, or a folder that may only be read -------------------------------------------------


def full(*_: object) -> None:
    """Fail like SQLite on a full disk, when the index of its side file has to grow."""
    error = apsw.IOError("disk I/O error")
    error.extendedresult = apsw.SQLITE_IOERR_SHMSIZE  # type: ignore[attr-defined]
    raise error


def test_an_index_that_cannot_grow_is_told_as_a_full_disk(
    log_path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_configure", full)
    with pytest.raises(LogUnwritable, match=r"has no room left for the sleep log at .* Free some space"):
        open_database(log_path, clock)


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.ENOSPC, "no room left"), (errno.EDQUOT, "no room left"), (errno.EIO, "fails")],
)
def test_what_the_system_says_tells_a_full_disk_from_one_that_fails(
    log_path: Path, number: int, words: str
) -> None:
    class Connection:
        system_errno = number

    with (
        pytest.raises(Refusal, match=words),
        turning_disk_errors_into_refusals(log_path, connection=cast("apsw.Connection", Connection())),
    ):
        raise apsw.IOError("disk I/O error")


def test_a_log_on_a_full_disk_can_be_read(
    log_path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(open_database(log_path, clock)) as connection:
        SqliteSleepLog(connection, clock).save(a_night())
    before = folder_contents(log_path.parent)
    monkeypatch.setattr(database, "_configure", full)

    with open_log_for_reading(log_path, clock) as connection:
        assert list(SqliteSleepLog(connection, clock).nights()) == [a_night()]
        with pytest.raises(Refusal, match="cannot be opened for writing"):
            SqliteSleepLog(connection, clock).save(a_night(2, days=2))

    assert folder_contents(log_path.parent) == before


def test_a_log_in_a_folder_that_may_not_be_written_can_be_read(
    ordinary_folder: Path, clock: FakeClock
) -> None:
    path = ordinary_folder / "sleep-log.sqlite"
    with closing(open_database(path, clock)) as connection:
        SqliteSleepLog(connection, clock).save(a_night())
    ordinary_folder.chmod(0o500)

    with open_log_for_reading(path, clock) as connection:
        assert list(SqliteSleepLog(connection, clock).nights()) == [a_night()]


def test_an_old_log_that_cannot_be_brought_up_to_date_is_not_read(
    log_path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything = database.known_migrations()
    monkeypatch.setattr(database, "known_migrations", lambda: everything[:-1])
    open_database(log_path, clock).close()
    monkeypatch.setattr(database, "known_migrations", lambda: everything)
    monkeypatch.setattr(database, "_configure", full)

    with pytest.raises(Refusal, match="has no room left"), open_log_for_reading(log_path, clock):
        pass


def test_a_folder_that_may_not_be_entered_is_told_in_a_sentence(
    ordinary_folder: Path, clock: FakeClock
) -> None:
    path = ordinary_folder / "sleep-log.sqlite"
    elsewhere = ordinary_folder.parent / "nowhere" / "sleep-log.sqlite"
    open_database(path, clock).close()
    ordinary_folder.chmod(0o000)
    calls: tuple[Callable[[], object], ...] = (
        lambda: check_log(path),
        lambda: open_database(path, clock),
        lambda: restore_log(elsewhere, path, clock),
        lambda: restore_log(path, elsewhere, clock),
        lambda: preparing_new_log(path).__enter__(),
    )
    for call in calls:
        with pytest.raises(Refusal, match="cannot be opened"):
            call()


@pytest.mark.parametrize("length", [245, 300])
def test_a_name_that_is_too_long_is_told(
    connection: apsw.Connection, tmp_path: Path, clock: FakeClock, length: int
) -> None:
    target = tmp_path / ("a" * length + ".sqlite")
    with pytest.raises(Refusal, match=r"name of the backup at .* is too long"):
        write_backup(connection, target)
    if length > 255:
        with pytest.raises(Refusal, match=r"name of the backup at .* is too long"):
            restore_log(Path(connection.filename), target, clock)


def test_a_link_to_itself_is_no_place_for_a_backup(connection: apsw.Connection, tmp_path: Path) -> None:
    (tmp_path / "loop.sqlite").symlink_to("loop.sqlite")
    with pytest.raises(Refusal, match="cannot be opened for writing"):
        write_backup(connection, tmp_path / "loop.sqlite")
