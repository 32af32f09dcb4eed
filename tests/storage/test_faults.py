"""A disk that fails, fills up or is locked costs nothing that was saved before."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import apsw
import pytest

from rlscompanion.bedtime.ports import SleepLog
from rlscompanion.domain.ratings import Ratings, RatingTime
from rlscompanion.domain.refusal import Refusal
from rlscompanion.storage import database
from rlscompanion.storage.database import check_log, open_database
from rlscompanion.storage.preferences import SqlitePreferences
from rlscompanion.storage.sessions import SqliteSessionLog
from rlscompanion.storage.sleep_log import SqliteSleepLog

from .faulty_vfs import FaultyVFS
from .samples import BEDTIME, FakeClock, a_night, a_session

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
        lambda: sessions.rate(record.id, RatingTime.BEFORE, BEDTIME, Ratings(urge=4)),
        lambda: sessions.adopt(a_night().id, BEDTIME, BEDTIME),
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
    monkeypatch.setattr(database, "BUSY_MILLISECONDS", 1)
    open_database(log_path, clock).close()
    with closing(apsw.Connection(str(log_path))) as other:
        other.pragma("locking_mode", "exclusive")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(Refusal, match="in use by another program"):
            open_database(log_path, clock)


def test_damage_met_while_reading_is_refused(log_path: Path, clock: FakeClock) -> None:
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
