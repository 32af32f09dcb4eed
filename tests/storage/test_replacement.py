"""Another log in the place of one: what is refused comes about neither now nor later, and all are kept."""

import errno
import os
from contextlib import closing
from pathlib import Path

import pytest

from rlscompanion.domain.refusal import Refusal
from rlscompanion.storage import replacement
from rlscompanion.storage.database import open_database
from rlscompanion.storage.replacement import kept_damaged_logs, replace_log
from rlscompanion.storage.sleep_log import SqliteSleepLog

from .samples import FakeClock, a_night, folder_contents


def made(path: Path, clock: FakeClock, *numbers: int) -> Path:
    """A log with these nights."""
    with closing(open_database(path, clock)) as connection:
        for number in numbers:
            SqliteSleepLog(connection, clock).save(a_night(number, number))
    return path


@pytest.fixture
def log(log_path: Path, clock: FakeClock) -> Path:
    return made(log_path, clock, 1)


@pytest.fixture
def new(tmp_path: Path, clock: FakeClock) -> Path:
    return made(tmp_path / "new.sqlite", clock, 2, 3)


def test_a_replacement_that_is_refused_does_not_come_about_later(
    log: Path, new: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    before = folder_contents(log.parent)
    with monkeypatch.context() as patch:
        patch.setattr(os, "link", no_room)
        patch.setattr(replacement, "copy_file_to_disk", no_room)
        with pytest.raises(Refusal, match="no room left"):
            replace_log(log, new, clock())

    assert folder_contents(log.parent) == before
    with closing(open_database(log, clock)) as connection:
        assert len(SqliteSleepLog(connection, clock).nights()) == 1


def test_a_log_that_another_process_holds_fast_stays(
    log: Path, new: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows, where an open file cannot be replaced."""
    replace = os.replace

    def held(source: Path, target: Path) -> None:
        if target == log:
            raise PermissionError("in use")
        replace(source, target)

    before = folder_contents(log.parent)
    monkeypatch.setattr(os, "replace", held)
    with pytest.raises(Refusal, match="cannot be opened for writing"):
        replace_log(log, new, clock())

    assert folder_contents(log.parent) == before
    assert kept_damaged_logs(log) == []


@pytest.mark.parametrize("has_links", [True, False])
def test_each_log_that_was_replaced_is_kept(
    log: Path, tmp_path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch, has_links: bool
) -> None:
    def no_links(*_: object) -> None:
        raise PermissionError("none here")

    if not has_links:
        monkeypatch.setattr(os, "link", no_links)
    before = [log.read_bytes()]
    for number in (4, 5):
        kept = replace_log(log, made(tmp_path / f"{number}.sqlite", clock, number), clock())
        assert kept is not None
        assert kept.read_bytes() == before[-1]
        before.append(log.read_bytes())

    assert [each.read_bytes() for each in kept_damaged_logs(log)] == before[:-1]
    assert [each.stat().st_nlink for each in (log, *kept_damaged_logs(log))] == [1, 1, 1]


def test_where_no_log_was_none_is_kept(log_path: Path, new: Path, clock: FakeClock) -> None:
    log_path.parent.mkdir()

    assert replace_log(log_path, new, clock()) is None

    assert [each.name for each in log_path.parent.iterdir()] == [log_path.name]
