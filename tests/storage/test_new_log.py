"""A log that comes about in a folder without one: whole at its place, or not at all; others' files stay."""

from contextlib import closing
from pathlib import Path

import pytest

from rlscompanion.domain.refusal import Refusal
from rlscompanion.storage.backups import back_up_log, backup_folder_of, backups_of
from rlscompanion.storage.database import open_database
from rlscompanion.storage.new_log import NewLog, preparing_new_log
from rlscompanion.storage.preferences import SqlitePreferences

from .samples import FakeClock


def make(new: NewLog, clock: FakeClock) -> None:
    """A log that says "mine", with a backup."""
    with closing(open_database(new.log, clock)) as connection:
        SqlitePreferences(connection, clock).set("whose", "mine")
        back_up_log(connection, backup_folder_of(new.log), clock)


def whose(log: Path, clock: FakeClock) -> str:
    with closing(open_database(log, clock)) as connection:
        return SqlitePreferences(connection, clock).get("whose", "")


def test_what_settles_is_at_its_place_with_its_backups(tmp_path: Path, clock: FakeClock) -> None:
    log = tmp_path / "a" / "b" / "log.sqlite"
    with preparing_new_log(log) as new:
        make(new, clock)
        assert not log.exists()
        new.move_into_place()

    assert whose(log, clock) == "mine"
    assert log.stat().st_mode & 0o077 == 0
    assert len(backups_of(log, backup_folder_of(log))) == 1
    assert sorted(each.name for each in log.parent.iterdir()) == ["backups", "log.sqlite"]


@pytest.mark.parametrize("error", [Refusal, KeyboardInterrupt, None])
def test_of_what_does_not_settle_nothing_is_left(
    tmp_path: Path, clock: FakeClock, error: type[BaseException] | None
) -> None:
    def fail() -> None:
        with preparing_new_log(tmp_path / "a" / "b" / "log.sqlite") as new:
            make(new, clock)
            if error is not None:
                raise error

    if error is None:
        fail()
    else:
        with pytest.raises(error):
            fail()
    assert list(tmp_path.iterdir()) == []


def test_what_others_put_there_meanwhile_stays(tmp_path: Path, clock: FakeClock) -> None:
    folder = tmp_path / "a" / "b"
    with preparing_new_log(folder / "log.sqlite") as new:
        make(new, clock)
        (folder / "thesis.odt").write_text("mine")
        (folder / "photos").mkdir()
        (tmp_path / "a" / "notes.txt").touch()

    found = sorted(str(each.relative_to(tmp_path)) for each in tmp_path.rglob("*"))
    assert found == ["a", "a/b", "a/b/photos", "a/b/thesis.odt", "a/notes.txt"]


def test_a_log_that_another_has_made_meanwhile_stays(tmp_path: Path, clock: FakeClock) -> None:
    log = tmp_path / "log.sqlite"
    with preparing_new_log(log) as new:
        make(new, clock)
        with closing(open_database(log, clock)) as other:
            SqlitePreferences(other, clock).set("whose", "another's")
        with pytest.raises(Refusal, match=r"has made the sleep log .* meanwhile, so nothing was changed"):
            new.move_into_place()

    assert whose(log, clock) == "another's"
    assert [each.name for each in tmp_path.iterdir()] == ["log.sqlite"]


def test_rows_beside_that_are_of_another_log_are_not_given_to_this_one(
    tmp_path: Path, clock: FakeClock
) -> None:
    (tmp_path / "log.sqlite-wal").write_bytes(b"rows")
    with preparing_new_log(tmp_path / "log.sqlite") as new:
        make(new, clock)
        with pytest.raises(Refusal, match=r"log\.sqlite-wal belongs to another log"):
            new.move_into_place()
    assert [each.name for each in tmp_path.iterdir()] == ["log.sqlite-wal"]
