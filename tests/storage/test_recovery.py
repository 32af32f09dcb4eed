"""A log that is gone, empty or damaged comes back by an offer that says what it holds."""

from contextlib import closing
from pathlib import Path

import pytest

from rlscompanion.domain.refusal import Refusal
from rlscompanion.storage.backups import back_up_log, backup_folder_of
from rlscompanion.storage.database import open_database
from rlscompanion.storage.recovery import MOST_RECOVERY_FILES, RecoveryOffer, recovery_offers
from rlscompanion.storage.replacement import kept_damaged_logs
from rlscompanion.storage.salvage import salvage_log
from rlscompanion.storage.sleep_log import SqliteSleepLog

from .samples import FakeClock, a_night

DAY = 24 * 60


@pytest.fixture
def log(log_path: Path, clock: FakeClock) -> Path:
    """A log of five nights, each with a backup; the latest backup is damaged."""
    with closing(open_database(log_path, clock)) as connection:
        for number in range(5):
            SqliteSleepLog(connection, clock).save(a_night(number + 1, number))
            clock.move_on(DAY)
            latest = back_up_log(connection, backup_folder_of(log_path), clock)
    latest.write_bytes(b"This is no database. " * 500)
    return log_path


def offered(log: Path, clock: FakeClock) -> list[RecoveryOffer]:
    with pytest.raises(Refusal) as refused:
        open_database(log, clock)
    return recovery_offers(refused.value, log, clock)


def nights(log: Path, clock: FakeClock) -> int:
    with closing(open_database(log, clock)) as connection:
        return len(SqliteSleepLog(connection, clock).nights())


@pytest.mark.parametrize("is_empty", [False, True])
def test_the_latest_sound_backups_are_offered_for_a_log_that_is_gone(
    log: Path, clock: FakeClock, is_empty: bool
) -> None:
    log.write_bytes(b"") if is_empty else log.unlink()

    found = offered(log, clock)

    assert len(found) == MOST_RECOVERY_FILES
    assert found[0].label == "Bring back the backup of 2026-11-25 (4 nights)"
    assert found[0].carry_out() == "4 nights are back."
    assert nights(log, clock) == 4


def test_what_can_be_read_of_a_damaged_log_is_offered_first(log: Path, clock: FakeClock) -> None:
    data = bytearray(log.read_bytes())
    data[20 * 4096 : 21 * 4096] = b"\xff" * 4096
    log.write_bytes(data)

    found = offered(log, clock)

    assert [each.label for each in found][:2] == [
        "Save what can be read",
        "Bring back the backup of 2026-11-25 (4 nights)",
    ]
    assert "Saved: 5 nights" in found[0].carry_out()
    assert nights(log, clock) == 5


def test_a_damaged_log_that_was_set_aside_is_offered_where_no_log_is(log: Path, clock: FakeClock) -> None:
    data = bytearray(log.read_bytes())
    data[20 * 4096 : 21 * 4096] = b"\xff" * 4096
    log.write_bytes(data)
    salvage_log(log, clock)
    for each in (log, *backup_folder_of(log).glob("sleep-log-2*")):
        each.unlink()

    [found] = offered(log, clock)

    assert found.label == "Save what can be read of the damaged log of 2026-11-26"
    assert "Saved: 5 nights" in found.carry_out()
    assert nights(log, clock) == 5
    assert len(kept_damaged_logs(log)) == 1


def test_a_backup_comes_back_beside_the_rows_of_a_log_that_is_gone(log: Path, clock: FakeClock) -> None:
    with closing(open_database(log, clock)) as connection:
        SqliteSleepLog(connection, clock).save(a_night(6, 6))
        beside = Path(f"{log}-wal").read_bytes()
    log.unlink()
    Path(f"{log}-wal").write_bytes(beside)

    found = offered(log, clock)

    assert found[0].carry_out().startswith("4 nights are back. The earlier log is")
    assert nights(log, clock) == 4
    [kept] = backup_folder_of(log).glob("*unreadable*-wal")
    assert kept.read_bytes() == beside


def test_nothing_is_offered_for_a_log_of_a_newer_version(log: Path, clock: FakeClock) -> None:
    with closing(open_database(log, clock)) as connection:
        connection.pragma("user_version", 99)

    assert offered(log, clock) == []
