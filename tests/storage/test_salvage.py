"""Damage is noticed before anything is written, and what can be read of a damaged log is saved."""

import os
from contextlib import closing
from pathlib import Path

import apsw
import pytest

from rlscompanion.domain.refusal import Refusal
from rlscompanion.storage.checking import check_log
from rlscompanion.storage.damage import LogDamaged
from rlscompanion.storage.database import open_database
from rlscompanion.storage.salvage import salvage_log
from rlscompanion.storage.sleep_log import SqliteSleepLog

from .samples import FakeClock, a_night, folder_contents

NIGHTS = 40


@pytest.fixture
def log(log_path: Path, clock: FakeClock) -> Path:
    """A log of forty nights."""
    with closing(open_database(log_path, clock)) as connection:
        nights = SqliteSleepLog(connection, clock)
        connection.pragma("synchronous", "off")
        for number in range(NIGHTS):
            nights.save(a_night(number + 1, number))
    return log_path


def page_of(log: Path, name: str) -> tuple[int, int]:
    """The offset and the size of the first page of a table or index."""
    with closing(apsw.Connection(str(log))) as connection:
        page = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (name,)).get
        size = int(connection.pragma("page_size"))
    return (int(page) - 1) * size, size


def overwrite(log: Path, at: int, data: bytes) -> None:
    with log.open("r+b") as file:
        file.seek(at)
        file.write(data)


def ruin(log: Path, name: str) -> None:
    at, size = page_of(log, name)
    overwrite(log, at, b"\xff" * size)


def wal_of_three(log: Path, clock: FakeClock) -> bytes:
    """A write-ahead log with three more nights, left beside the log as after a kill."""
    with closing(open_database(log, clock)) as connection:
        for number in range(NIGHTS, NIGHTS + 3):
            SqliteSleepLog(connection, clock).save(a_night(number + 1, number))
        main, wal = log.read_bytes(), Path(f"{log}-wal").read_bytes()
    log.write_bytes(main)
    Path(f"{log}-wal").write_bytes(wal)
    return wal


def nights_of(log: Path, clock: FakeClock) -> int:
    with closing(open_database(log, clock)) as connection:
        return len(SqliteSleepLog(connection, clock).nights())


@pytest.mark.parametrize("name", ["nights", "sleeps", "awakenings", "nights_of_evening"])
def test_a_damaged_log_is_refused_before_anything_is_written(log: Path, clock: FakeClock, name: str) -> None:
    ruin(log, name)
    before = folder_contents(log.parent)

    with pytest.raises(LogDamaged, match=r"is damaged\. rlscompanion salvage saves what can be read"):
        open_database(log, clock)

    assert folder_contents(log.parent) == before


def test_lost_changes_in_the_write_ahead_log_are_noticed(log: Path, clock: FakeClock) -> None:
    wal = wal_of_three(log, clock)
    assert check_log(log).nights == NIGHTS + 3

    overwrite(Path(f"{log}-wal"), 32 + 24 + 100, b"\xff\xff\xff")

    assert any("of the latest changes cannot be read" in fault for fault in check_log(log).faults)
    with pytest.raises(LogDamaged):
        open_database(log, clock)
    overwrite(Path(f"{log}-wal"), 0, wal)
    assert nights_of(log, clock) == NIGHTS + 3


def test_a_damaged_header_of_the_write_ahead_log_is_noticed(log: Path, clock: FakeClock) -> None:
    wal_of_three(log, clock)
    overwrite(Path(f"{log}-wal"), 16, b"\xff\xff")

    assert check_log(log).faults


def test_a_last_change_that_a_power_cut_tore_is_no_damage(log: Path, clock: FakeClock) -> None:
    wal = wal_of_three(log, clock)
    Path(f"{log}-wal").write_bytes(wal[:-2000])

    assert check_log(log).faults == ()
    assert nights_of(log, clock) == NIGHTS + 2


@pytest.mark.parametrize(
    ("name", "expected"), [("nights_of_evening", NIGHTS), ("sleeps", NIGHTS), ("awakenings", NIGHTS)]
)
def test_what_can_be_read_is_saved_and_the_damaged_log_is_kept(
    log: Path, clock: FakeClock, name: str, expected: int
) -> None:
    ruin(log, name)
    before = log.read_bytes()

    done = salvage_log(log, clock)

    assert done.kept_log.read_bytes() == before
    assert nights_of(log, clock) == expected
    assert check_log(log).faults == ()
    assert f"Saved: {expected} nights and 0 sessions" in done.sentence
    assert str(done.kept_log) in done.sentence


def test_a_torn_page_costs_the_rows_on_it_alone(log: Path, clock: FakeClock) -> None:
    with closing(apsw.Connection(str(log))) as connection:
        pages = [
            page
            for (page,) in connection.execute(
                "SELECT pageno FROM dbstat WHERE name = 'sleeps' AND pagetype = 'leaf' ORDER BY pageno"
            )
        ]
        size = int(connection.pragma("page_size"))
    overwrite(log, (pages[len(pages) // 2] - 1) * size, os.urandom(size))

    done = salvage_log(log, clock)

    [sleeps] = [each for each in done.counts if each.table == "sleeps"]
    assert 0 < sleeps.saved_count < NIGHTS
    assert sleeps.saved_count + sleeps.lost_count == NIGHTS
    assert f"{sleeps.lost_count} rows were found and could not be read" in done.sentence


def test_rows_that_cannot_be_true_are_left_out(log: Path, clock: FakeClock) -> None:
    with closing(apsw.Connection(str(log))) as connection:
        connection.execute("UPDATE nights SET zone = 'Europe/Zerlin' WHERE id = ?", (str(a_night(3).id),))
    ruin(log, "awakenings")

    salvage_log(log, clock)

    assert nights_of(log, clock) == NIGHTS - 1
    assert check_log(log).faults == ()


def test_a_sound_log_and_one_without_a_readable_row_stay(log: Path, clock: FakeClock) -> None:
    with pytest.raises(Refusal, match="is not damaged"):
        salvage_log(log, clock)
    log.write_bytes(b"This is no database. " * 500)
    before = folder_contents(log.parent)

    with pytest.raises(Refusal, match=r"Nothing of the sleep log .* can be read"):
        salvage_log(log, clock)

    assert folder_contents(log.parent) == before
