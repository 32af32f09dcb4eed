"""Checking a whole sleep log for damage, without changing it."""

import stat
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

import apsw

from rlscompanion.domain.refusal import Refusal
from rlscompanion.storage import turning_disk_errors_into_refusals
from rlscompanion.storage.backups import open_copy_in_memory, open_log_unchanged
from rlscompanion.storage.damage import count_impossible_rows, count_lost_commits
from rlscompanion.storage.database import (
    COUNT_EVENINGS_WITH_SEVERAL_NIGHTS_SQL,
    ColumnValue,
    fetch_rows,
    known_migrations,
    schema_version_of,
)

Schema = dict[str, dict[str, tuple[ColumnValue, ...]]]
"""The columns of each table; for each column its type, whether it is required, and its place in the key."""


@dataclass(frozen=True)
class LogCheckResult:
    """The result of checking a sleep log for damage.

    `version` is the schema version; `nights` and `sessions` are counts. `faults` are sentences about damage.
    `remarks` are sentences about anything else, such as file permissions.
    """

    path: Path
    version: int
    nights: int
    sessions: int
    faults: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def check_log(path: Path, name: str = "sleep log") -> LogCheckResult:
    """Check a whole sleep log for damage, without changing it.

    `name` is what the sentences of the result call the log. Raises Refusal if the log does not exist, cannot
    be read, or is not a log that this program knows.
    """
    newest = known_migrations()[-1].version
    with turning_disk_errors_into_refusals(path, name, is_read_only=True):
        if not path.exists():
            raise Refusal(
                f"There is no {name} at {path}. Start the program once, or name another data folder."
            )
        version = schema_version_of(path, newest, name)
        remarks = [*_wide_permissions(path)]
        if version < newest:
            remarks.append("The log is from an older version; it is brought up to date at the next start.")
        with open_log_unchanged(path) as connection:
            remarks += _nights_with_several_diaries(connection)
            expected = _schema_of_version(version)
            faults = [*_find_faults(connection, expected)]
            remarks += _unknown_tables_and_columns(connection, expected)
            nights, sessions = (_count_rows(connection, table) for table in ("nights", "sessions"))
    return LogCheckResult(path, version, nights, sessions, tuple(faults), tuple(remarks))


def _schema_of(connection: apsw.Connection) -> Schema:
    query = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite@_%' ESCAPE '@'"
    columns = 'SELECT name, type, "notnull", pk FROM pragma_table_xinfo(?)'
    return {
        table: {name: tuple(rest) for name, *rest in fetch_rows(connection, columns, (table,))}
        for (table,) in fetch_rows(connection, query)
    }


def _schema_of_version(version: int) -> Schema:
    """The tables and columns of a schema version."""
    with closing(apsw.Connection(":memory:")) as made:
        for migration in known_migrations():
            if migration.version <= version:
                for _ in made.execute(migration.sql):
                    pass
        return _schema_of(made)


def _missing_parts(connection: apsw.Connection, expected: Schema) -> Iterator[str]:
    schema = _schema_of(connection)
    for table, columns in expected.items():
        if table not in schema:
            yield f"Damage: the table {table} is missing."
            continue
        for column, kind in columns.items():
            if column not in schema[table]:
                yield f"Damage: the column {column} of {table} is missing."
            elif schema[table][column] != kind:
                yield f"Damage: the column {column} of {table} is of another kind."


def _unknown_tables_and_columns(connection: apsw.Connection, expected: Schema) -> Iterator[str]:
    with suppress(apsw.CorruptError):  # listed among the faults
        for table, columns in _schema_of(connection).items():
            if table not in expected:
                yield f"The table {table} is not of this program."
                continue
            for column in columns.keys() - expected[table].keys():
                yield f"The column {column} of {table} is not of this program."


def _nights_with_several_diaries(connection: apsw.Connection) -> Iterator[str]:
    with suppress(apsw.CorruptError, apsw.SQLError):  # listed among the faults
        if count := int(connection.execute(COUNT_EVENINGS_WITH_SEVERAL_NIGHTS_SQL).get):
            nights = "1 night has" if count == 1 else f"{count} nights have"
            yield f"{nights} two diaries; they are joined at the next start."


def _find_faults(connection: apsw.Connection, expected: Schema) -> Iterator[str]:
    try:
        yield from _missing_parts(connection, expected)
        with open_copy_in_memory(connection) as copy:
            for (fault,) in copy.execute("PRAGMA integrity_check"):
                if fault != "ok":
                    yield f"Damage: {fault}."
        for table, _, parent, _ in connection.execute("PRAGMA foreign_key_check"):
            yield f"A row of {table} points to a row of {parent} that is not there."
        for table in sorted(expected.keys() & _schema_of(connection).keys()):
            if wrong := count_impossible_rows(connection, table):
                yield f"Damage: {wrong} rows of {table} hold values that cannot be."
        if lost := count_lost_commits(connection):
            yield f"Damage: {lost} of the latest changes cannot be read."
    except (apsw.CorruptError, apsw.SQLError, apsw.NoMemError, UnicodeDecodeError) as error:
        yield f"Damage: {error}."


def _count_rows(connection: apsw.Connection, table: str) -> int:
    """The number of rows of a table; 0 if the table does not exist yet or cannot be read."""
    try:
        return int(connection.execute(f"SELECT count(*) FROM {table}").get)
    except (apsw.SQLError, apsw.CorruptError):
        return 0


def _wide_permissions(path: Path) -> Iterator[str]:
    for each in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
        if each.exists() and (mode := stat.S_IMODE(each.stat().st_mode)) & 0o077:
            yield f"Others on this machine may open {each} (mode {mode:04o}); 0600 keeps it to you."
