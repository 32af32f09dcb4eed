"""A log that was exported and imported is the log it was: nothing is lost, and nothing is made up."""

from pathlib import Path

import apsw
import pytest
from hypothesis import given

from rlscompanion.storage.sessions import SqliteSessionLog
from rlscompanion.storage.sleep_log import SqliteSleepLog

from .carried import exported_bytes, import_into_log
from .conftest import CLOCK
from .generated import LONG, STEADY, Log, delete_rows, logs, replace_rows
from .samples import BLANK, NIGHT, SESSION, fill

WHOLE = (".json", ".zip")


def carry(source: apsw.Connection, target: apsw.Connection, folder: Path, log: Log, ending: str) -> None:
    """From one log to an empty one by a file, and once more."""
    replace_rows(source, log)
    delete_rows(target)
    path = folder / f"log{ending}"
    path.write_bytes(exported_bytes(source, ending))

    first = import_into_log(target, path)
    again = import_into_log(target, path)

    assert exported_bytes(target, ending) == path.read_bytes()
    assert (first.same_row_count, first.differing_row_count, first.refused) == (0, 0, ())
    assert (again.new_row_count, again.differing_row_count) == (0, 0)


def rows(connection: apsw.Connection, log: Log) -> dict[str, list[object]]:
    return {table: sorted(connection.execute(f"SELECT * FROM {table}").fetchall(), key=repr) for table in log}


def carry_whole(
    source: apsw.Connection, target: apsw.Connection, folder: Path, log: Log, ending: str
) -> None:
    """Every row comes back by a file that holds all."""
    carry(source, target, folder, log, ending)
    assert rows(target, log) == rows(source, log)


def carry_nights(source: apsw.Connection, target: apsw.Connection, folder: Path, log: Log) -> None:
    """The table of a log says nothing new to that log, though it carries less than the log holds."""
    carry(source, target, folder, log, ".csv")
    itself = import_into_log(source, folder / "log.csv")
    assert (itself.new_row_count, itself.differing_row_count) == (0, 0)


@pytest.mark.parametrize("ending", WHOLE)
def test_domain_objects_come_back_as_they_were(
    source: apsw.Connection, target: apsw.Connection, tmp_path: Path, ending: str
) -> None:
    fill(source)
    path = tmp_path / f"log{ending}"
    path.write_bytes(exported_bytes(source, ending))

    import_into_log(target, path)

    assert list(SqliteSleepLog(target, CLOCK.now).nights()) == [NIGHT, BLANK]
    assert list(SqliteSessionLog(target, CLOCK.now).all_sessions()) == [SESSION]


@pytest.mark.parametrize("ending", WHOLE)
@STEADY
@given(log=logs())
def test_export_import_export_is_identical(
    source: apsw.Connection, target: apsw.Connection, tmp_path: Path, log: Log, ending: str
) -> None:
    carry_whole(source, target, tmp_path, log, ending)


@STEADY
@given(log=logs())
def test_the_table_of_nights_is_identical(
    source: apsw.Connection, target: apsw.Connection, tmp_path: Path, log: Log
) -> None:
    carry_nights(source, target, tmp_path, log)


@pytest.mark.long
@LONG
@given(log=logs(most_rows=6))
def test_the_table_of_nights_is_identical_for_many_logs(
    source: apsw.Connection, target: apsw.Connection, tmp_path: Path, log: Log
) -> None:
    carry_nights(source, target, tmp_path, log)


@pytest.mark.long
@pytest.mark.parametrize("ending", WHOLE)
@LONG
@given(log=logs(most_rows=6))
def test_export_import_export_is_identical_for_many_logs(
    source: apsw.Connection, target: apsw.Connection, tmp_path: Path, log: Log, ending: str
) -> None:
    carry_whole(source, target, tmp_path, log, ending)
