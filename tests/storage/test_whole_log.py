"""Every row of the log, in one state, in the order asked for."""

from contextlib import closing
from pathlib import Path

import apsw
import pytest

from rlscompanion.bedtime.ports import SleepLog
from rlscompanion.bedtime.ports.files import WholeLog
from rlscompanion.domain.refusal import Refusal
from rlscompanion.storage import damage
from rlscompanion.storage.database import open_database
from rlscompanion.storage.sleep_log import SqliteSleepLog
from rlscompanion.storage.whole_log import SqliteWholeLog

from .samples import FakeClock, a_night


@pytest.fixture
def log(connection: apsw.Connection) -> WholeLog:
    return SqliteWholeLog(connection)


def test_rows_come_in_the_order_asked_for(log: WholeLog, sleep_log: SleepLog) -> None:
    for number, days in ((1, 2), (2, 0), (3, 1)):
        sleep_log.save(a_night(number, days=days))

    assert [row[0] for row in log.rows("nights", ("evening",), ("evening",))] == [
        "2026-11-21",
        "2026-11-22",
        "2026-11-23",
    ]
    assert [row[0] for row in log.rows("nights", ("evening",))] == ["2026-11-23", "2026-11-21", "2026-11-22"]
    assert (log.count_rows("nights"), log.count_rows("doses")) == (3, 0)


def test_what_is_read_together_is_of_one_state(
    log: WholeLog, sleep_log: SleepLog, log_path: Path, clock: FakeClock
) -> None:
    sleep_log.save(a_night(1))
    with closing(open_database(log_path, clock)) as other, log.reading_snapshot():
        before = list(log.rows("nights", ("id",)))
        SqliteSleepLog(other, clock).save(a_night(2, days=1))
        assert list(log.rows("nights", ("id",))) == before
    assert log.count_rows("nights") == 2


def test_a_damaged_log_is_told_while_rows_are_read(
    log_path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        damage, "LARGEST_LOG_CHECKED_ON_OPENING", 0
    )  # as if it were too large to be checked at its opening
    with closing(open_database(log_path, clock)) as connection:
        SqliteSleepLog(connection, clock).save(a_night())
        page = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'sleeps'").get
        size = connection.pragma("page_size")
    with log_path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)

    with (
        closing(open_database(log_path, clock)) as connection,
        pytest.raises(Refusal, match="not a file this"),
    ):
        list(SqliteWholeLog(connection).rows("sleeps", ("id",)))
