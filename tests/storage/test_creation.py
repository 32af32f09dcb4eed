"""A first start may be cut off anywhere, and an empty log never takes the place of one that was."""

import os
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import apsw
import pytest

from rlscompanion.domain.refusal import Refusal
from rlscompanion.storage import creation
from rlscompanion.storage.backups import back_up_log, backup_folder_of
from rlscompanion.storage.checking import check_log
from rlscompanion.storage.database import open_database
from rlscompanion.storage.sleep_log import SqliteSleepLog

from .samples import FakeClock, a_night


def _journalled(log: Path, pages: int) -> None:
    log.touch()
    head = creation._JOURNAL_MAGIC + b"\0\0\0\1" + b"\0\0\0\0" + pages.to_bytes(4, "big")
    Path(f"{log}-journal").write_bytes(head.ljust(512, b"\0"))


@pytest.fixture
def log_path(log_path: Path) -> Path:
    log_path.parent.mkdir(exist_ok=True)
    return log_path


@pytest.mark.parametrize("left", [lambda log: _journalled(log, 0), lambda log: _zeros(log)])
def test_what_a_first_start_left_of_old_is_begun_again(
    log_path: Path, clock: FakeClock, left: Callable[[Path], None]
) -> None:
    left(log_path)

    open_database(log_path, clock).close()

    assert check_log(log_path).faults == ()


def _zeros(log: Path) -> None:
    log.touch()
    Path(f"{log}-journal").write_bytes(bytes(512))


def test_a_journal_that_leads_back_to_rows_is_kept(log_path: Path, clock: FakeClock) -> None:
    _journalled(log_path, 7)

    with pytest.raises(Refusal, match="not a file this program can read"):
        open_database(log_path, clock)

    assert Path(f"{log_path}-journal").exists()


def test_two_first_starts_make_one_log(
    log_path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = os.link

    def late(source: Path, target: Path) -> None:
        monkeypatch.setattr(os, "link", link)
        with closing(open_database(log_path, clock)) as other:
            SqliteSleepLog(other, clock).save(a_night())
        link(source, target)

    monkeypatch.setattr(os, "link", late)

    with closing(open_database(log_path, clock)) as connection:
        assert list(SqliteSleepLog(connection, clock).nights()) == [a_night()]
    assert sorted(each.name for each in log_path.parent.iterdir()) == [log_path.name]


def test_a_log_is_made_where_no_links_are(
    log_path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: object) -> None:
        raise PermissionError("none here")

    monkeypatch.setattr(os, "link", no_links)
    open_database(log_path, clock).close()
    assert check_log(log_path).faults == ()


@pytest.mark.parametrize("is_empty", [False, True])
def test_no_empty_log_begins_beside_backups(log_path: Path, clock: FakeClock, is_empty: bool) -> None:
    with closing(open_database(log_path, clock)) as connection:
        made = back_up_log(connection, backup_folder_of(log_path), clock)
    log_path.unlink()
    if is_empty:
        log_path.touch()

    with pytest.raises(
        creation.LogVanished, match=f"Bring the latest back with rlscompanion restore .*{made.name}"
    ):
        open_database(log_path, clock)

    assert log_path.exists() == is_empty


def test_no_empty_log_begins_beside_the_latest_rows_of_one(log_path: Path, clock: FakeClock) -> None:
    with closing(apsw.Connection(str(log_path))) as connection:
        connection.pragma("journal_mode", "wal")
        connection.execute("CREATE TABLE t (x)")
        rows = Path(f"{log_path}-wal").read_bytes()
    log_path.unlink()
    Path(f"{log_path}-wal").write_bytes(rows)

    with pytest.raises(
        creation.LogVanished, match=r"is gone, while .*-wal with its latest rows is still there"
    ):
        open_database(log_path, clock)

    assert not log_path.exists()
