"""An import is preceded by a backup and can be taken back as long as nothing came after it."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from uuid import UUID

import apsw
import pytest

from rlscompanion.bedtime.ports.files import KeptRow
from rlscompanion.domain.refusal import Refusal
from rlscompanion.storage.backups import backup_folder_of, backups_of
from rlscompanion.storage.database import open_database
from rlscompanion.storage.imports import LAST_IMPORT_KEY, UndoableImports
from rlscompanion.storage.preferences import SqlitePreferences
from rlscompanion.storage.sleep_log import SqliteSleepLog
from rlscompanion.storage.whole_log import SqliteWholeLog

from .samples import FakeClock, a_night

TABLES = ("nights", "sleeps", "awakenings", "sessions", "session_segments", "ratings")
NIGHT = ("id", "evening", "zone", "notes", "created_utc", "modified_utc")
NEW = (str(UUID(int=9)), "2026-11-20", "UTC", "", 0, 0, 2)
FILE = Path("somewhere/log.zip")


@pytest.fixture
def imports(connection: apsw.Connection, sleep_log: SqliteSleepLog, clock: FakeClock) -> UndoableImports:
    sleep_log.save(a_night(1))
    return UndoableImports(connection, clock, TABLES)


def stage_import(connection: apsw.Connection, imports: UndoableImports, keep: KeptRow | None = None) -> Path:
    with SqliteWholeLog(connection).open_merge() as merge:
        merge.collect("nights", NIGHT, [NEW])
        return imports.apply(merge, keep, FILE)


def ids(connection: apsw.Connection) -> list[int]:
    return [UUID(row[0]).int for row in connection.execute("SELECT id FROM nights ORDER BY id")]


def test_the_backup_holds_the_log_from_before(
    connection: apsw.Connection, imports: UndoableImports, clock: FakeClock
) -> None:
    backup = stage_import(connection, imports)

    assert ids(connection) == [1, 9]
    with closing(open_database(backup, clock)) as before:
        assert list(SqliteSleepLog(before, clock).nights()) == [a_night(1)]
    assert imports.last_import is not None
    assert (imports.last_import.file, imports.last_import.backup) == ("log.zip", backup.name)


def test_undo_brings_the_nights_back_and_leaves_the_choices_of_today(
    connection: apsw.Connection, imports: UndoableImports, preferences: SqlitePreferences, log_path: Path
) -> None:
    stage_import(connection, imports)
    preferences.set("text_scale", "1.5")

    undone = imports.undo()

    assert undone.file == "log.zip"
    assert ids(connection) == [1]
    assert preferences.get("text_scale", "") == "1.5"
    assert imports.last_import is None
    assert len(backups_of(log_path, backup_folder_of(log_path))) == 2
    with pytest.raises(Refusal, match="There is no import to undo"):
        imports.undo()


def test_another_program_run_can_undo(
    connection: apsw.Connection, imports: UndoableImports, clock: FakeClock
) -> None:
    stage_import(connection, imports)
    UndoableImports(connection, clock, TABLES).undo()
    assert ids(connection) == [1]


@pytest.mark.parametrize("change", ["UPDATE nights SET notes = 'since'", "DELETE FROM sleeps"])
def test_what_came_after_an_import_is_not_lost(
    connection: apsw.Connection, imports: UndoableImports, change: str
) -> None:
    stage_import(connection, imports)
    connection.execute(change)

    with pytest.raises(Refusal, match=r"has changed since log\.zip was imported"):
        imports.undo()
    assert ids(connection) == [1, 9]


@pytest.mark.parametrize(
    ("spoil", "words"), [(Path.unlink, "is gone"), (Path.touch, "damaged|not a file|no sleep")]
)
def test_without_the_backup_nothing_is_undone(
    connection: apsw.Connection, imports: UndoableImports, spoil: object, words: str
) -> None:
    backup = stage_import(connection, imports)
    if spoil is Path.touch:
        backup.write_bytes(b"no database" * 1000)
    else:
        backup.unlink()

    with pytest.raises(Refusal, match=words):
        imports.undo()
    assert ids(connection) == [1, 9]


@pytest.mark.parametrize("kept", ["{", '{"file": 1}', "[]"])
def test_a_note_that_cannot_be_read_is_no_import(
    imports: UndoableImports, preferences: SqlitePreferences, kept: str
) -> None:
    preferences.set(LAST_IMPORT_KEY, kept)
    assert imports.last_import is None


def test_nobody_writes_between_the_backup_and_the_import(
    connection: apsw.Connection, imports: UndoableImports, log_path: Path, clock: FakeClock
) -> None:
    with closing(open_database(log_path, clock)) as window:
        window.set_busy_timeout(0)

        def write() -> Iterator[None]:
            with pytest.raises(Refusal, match="in use"):
                SqliteSleepLog(window, clock).save(a_night(5, days=5))
            yield

        with SqliteWholeLog(connection).open_merge() as merge:
            merge.collect("nights", NIGHT, [NEW])
            merge.apply(None, lambda: next(write()))
    assert ids(connection) == [1, 9]
