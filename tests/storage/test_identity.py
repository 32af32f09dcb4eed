"""A log that another program moves away or replaces while it is open gets no rows and loses none."""

import os
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import apsw
import pytest

from rlscompanion.storage.checking import check_log
from rlscompanion.storage.database import LogDisplaced, open_database
from rlscompanion.storage.sleep_log import SqliteSleepLog

from .samples import FakeClock, a_night


def replaced(log: Path) -> None:
    other = log.with_name("other")
    other.write_bytes(log.read_bytes())
    os.replace(other, log)


def moved(log: Path) -> None:
    log.rename(log.with_name("elsewhere"))


@pytest.mark.parametrize("displace", [replaced, moved])
def test_a_displaced_log_gets_no_rows(
    log_path: Path, clock: FakeClock, displace: Callable[[Path], None]
) -> None:
    with closing(open_database(log_path, clock)) as connection:
        nights = SqliteSleepLog(connection, clock)
        nights.save(a_night())
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        displace(log_path)

        with pytest.raises(LogDisplaced, match="moved or replaced the sleep log"):
            nights.save(a_night(2, 1))

        assert not connection.in_transaction


def test_a_log_that_comes_back_is_written_again(log_path: Path, clock: FakeClock) -> None:
    with closing(open_database(log_path, clock)) as connection:
        nights = SqliteSleepLog(connection, clock)
        moved(log_path)
        with pytest.raises(LogDisplaced):
            nights.save(a_night())
        log_path.with_name("elsewhere").rename(log_path)

        nights.save(a_night())

    assert check_log(log_path).nights == 1


def test_closing_leaves_the_side_files_of_the_log_that_took_the_name(
    log_path: Path, clock: FakeClock, tmp_path: Path
) -> None:
    connection = open_database(log_path, clock)
    SqliteSleepLog(connection, clock).save(a_night())
    for each in (log_path, Path(f"{log_path}-wal"), Path(f"{log_path}-shm")):
        each.rename(tmp_path / each.name)
    with closing(apsw.Connection(str(log_path))) as other:
        other.pragma("journal_mode", "wal")
        other.execute("CREATE TABLE t (x)")
        before = Path(f"{log_path}-wal").read_bytes()

        connection.close()

        assert Path(f"{log_path}-wal").read_bytes() == before
        assert other.execute("PRAGMA integrity_check").get == "ok"
    kept = tmp_path / log_path.name
    assert check_log(kept).nights == 1
