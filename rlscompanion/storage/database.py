"""The file of the sleep log: opening it, migrating it to the newest schema, writing whole transactions."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import apsw

from rlscompanion.domain.moment import Moment
from rlscompanion.domain.refusal import Refusal
from rlscompanion.storage import (
    LogUnwritable,
    turning_disk_errors_into_refusals,
    unreadable_refusal,
    unwritable_refusal,
)
from rlscompanion.storage.backups import (
    LOG_APPLICATION_ID,
    back_up_log,
    backup_folder_of,
    open_log_unchanged,
    set_wal_kept_on_close,
    side_files_with_rows,
)
from rlscompanion.storage.creation import (
    create_log_file,
    is_from_interrupted_first_start,
    refuse_if_log_vanished,
)
from rlscompanion.storage.damage import checked_utc, damaged_refusal, refuse_damaged_log
from rlscompanion.storage.keys import remembered_key_for, set_key_of_connection
from rlscompanion.storage.replacement import complete_replacement

LOCK_WAIT_MILLISECONDS = 3000
"""How long to wait, in milliseconds, while another program has locked the sleep log."""

MERGED_EVENINGS_KEY = "joined_evenings"
"""The key of the preference that lists the evenings whose nights a migration has merged into one night.

The list is emptied once the person has been informed.
"""

ColumnValue = int | float | str | None
"""The value of a table column."""


@dataclass(frozen=True)
class Migration:
    """A change of the schema: the schema version after the change (`user_version`), and its SQL.

    `run_before` is called before the SQL is run, if it is not None.
    """

    version: int
    sql: str
    run_before: Callable[[apsw.Connection], None] | None = None


class LogDisplaced(Refusal):
    """Raised if the sleep log's path no longer leads to the open file, so that changes would be lost."""


class LogConnection(apsw.Connection):
    """A connection to a sleep log that refuses to write once the log's file has been moved or replaced."""

    def __init__(self, filename: str, flags: int, vfs: str | None = None) -> None:
        self._path = Path(filename)
        key = remembered_key_for(self._path)
        super().__init__(filename, flags=flags, vfs=vfs)
        set_key_of_connection(self, key)
        self._file = _identity(self._path)

    @property
    def is_displaced(self) -> bool:
        """Whether the log's path no longer leads to the file that was opened."""
        return _identity(self._path) != self._file

    def refuse_if_displaced(self) -> None:
        """Raise LogDisplaced if the log's path no longer leads to the file that was opened."""
        if self.is_displaced:
            raise LogDisplaced(
                f"Another program has moved or replaced the sleep log {self.filename} while it was open. "
                "Put it back, or close this program and start it again."
            )

    def close(self, force: bool = False) -> None:
        """Close the connection.

        If the log's path now leads to another file, SQLite's files beside that other file are not touched.
        """
        if self.is_displaced:
            set_wal_kept_on_close(self)
        super().close(force)


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


@cache
def known_migrations() -> tuple[Migration, ...]:
    """All migrations (changes of the schema) that this program ships, in order."""
    files = sorted((Path(__file__).parent / "migrations").glob("*.sql"))
    return tuple(
        Migration(version := int(file.name[:4]), file.read_text("utf-8"), _RUN_BEFORE.get(version))
        for file in files
    )


COUNT_EVENINGS_WITH_SEVERAL_NIGHTS_SQL = (
    "SELECT count(*) FROM (SELECT 1 FROM nights GROUP BY evening HAVING count(*) > 1)"
)
"""The SQL query that counts the evenings with more than one night."""


def _merge_nights_if_needed(connection: apsw.Connection) -> None:
    if connection.execute(COUNT_EVENINGS_WITH_SEVERAL_NIGHTS_SQL).get:
        from rlscompanion.storage.joining import (
            merge_nights_and_store_evenings,
        )  # much that other starts do not need

        merge_nights_and_store_evenings(connection)


_RUN_BEFORE = {6: _merge_nights_if_needed}


def open_database(path: Path, now: Callable[[], Moment], *, vfs: str | None = None) -> LogConnection:
    """Open the sleep log at `path`, creating or migrating it if needed.

    A new folder and file can be used only by their owner (modes 0700 and 0600). Before a log with data is
    migrated, a verified backup is written beside it. `vfs` names one of SQLite's virtual file systems, if not
    the usual one. Raises Refusal, with nothing changed, if the file is damaged, is not a log of this program,
    or comes from a newer version. Also raises Refusal if the disk, file permissions or a lock prevent
    opening.
    """
    complete_replacement(path)
    with turning_disk_errors_into_refusals(path):
        _create_if_missing(path, known_migrations())
        schema_version_of(path, known_migrations()[-1].version)
        connection = LogConnection(str(path), flags=apsw.SQLITE_OPEN_READWRITE, vfs=vfs)
        set_wal_kept_on_close(
            connection, bool(side_files_with_rows(path))
        )  # until they are known to be sound
        try:
            with turning_disk_errors_into_refusals(path, connection=connection):
                configure_and_migrate_log(connection, now)
            set_wal_kept_on_close(connection, False)
        except BaseException:
            with suppress(apsw.Error):
                connection.close()
            raise
    return connection


def create_log_in_memory(now: Callable[[], Moment]) -> LogConnection:
    """Create a sleep log that is only in memory and never stored."""
    connection = LogConnection(":memory:", apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE)
    configure_and_migrate_log(connection, now)
    return connection


def configure_and_migrate_log(connection: apsw.Connection, now: Callable[[], Moment]) -> None:
    """Configure a connection to a sleep log, and migrate the log to the newest schema.

    After that, SQLite enforces foreign keys on this connection. Raises Refusal if the log is damaged or
    cannot be written.
    """
    _configure(connection)
    if connection.filename:  # one in memory lies on no disk that could have damaged it
        refuse_damaged_log(connection)
    _migrate(connection, known_migrations(), now)
    connection.pragma("foreign_keys", True)


@contextmanager
def open_log_for_reading(path: Path, now: Callable[[], Moment]) -> Iterator[apsw.Connection]:
    """Open the sleep log at `path` for a `with` block that only reads.

    A log with the newest schema opens even on a disk that cannot be written. Raises Refusal as
    `open_database` does.
    """
    with ExitStack() as stack:
        try:
            connection: apsw.Connection = stack.enter_context(closing(open_database(path, now)))
        except LogUnwritable:
            newest = known_migrations()[-1].version
            with turning_disk_errors_into_refusals(path, is_read_only=True):
                if not path.exists() or schema_version_of(path, newest) != newest:
                    raise
                connection = stack.enter_context(open_log_unchanged(path))
        yield connection


@contextmanager
def transaction(connection: apsw.Connection) -> Iterator[None]:
    """Run a `with` block as one transaction: at its end all changes are on disk, or none if the block fails.

    Within another transaction, the block becomes part of that transaction. Raises Refusal for a full disk, a
    lock or damage. After any exception, the log is as it was before.
    """
    if isinstance(connection, LogConnection):
        connection.refuse_if_displaced()
    with turning_disk_errors_into_refusals(Path(connection.filename), connection=connection):
        if connection.in_transaction:
            yield
            return
        with _all_or_nothing(connection):
            yield


@contextmanager
def read_transaction(connection: apsw.Connection) -> Iterator[None]:
    """Let all queries in a `with` block see the same state of the sleep log.

    Raises Refusal for disk errors, locks and damage, and for values that only damage can have caused.
    """
    path = Path(connection.filename)
    with turning_disk_errors_into_refusals(path, connection=connection):
        if connection.in_transaction:
            yield
            return
        connection.execute("BEGIN")
        try:
            yield
        except ValueError as error:
            raise damaged_refusal(path) from error
        finally:
            _roll_back(connection)


def fetch_rows(
    connection: apsw.Connection, query: str, bindings: Sequence[ColumnValue] = ()
) -> list[tuple[Any, ...]]:
    """Run a query, and return all its rows as tuples."""
    return connection.execute(query, bindings).fetchall()


def upsert_sql(
    table: str, columns: Sequence[str], key: Sequence[str], *, has_time_stamps: bool = True
) -> str:
    """The SQL that inserts rows, or updates existing rows with the same `key` if other columns differ.

    `has_time_stamps` says that the table also has the columns created_utc and modified_utc. Their values come
    last; an update keeps created_utc.
    """
    inserted = (*columns, "created_utc", "modified_utc") if has_time_stamps else tuple(columns)
    compared = [column for column in columns if column not in (*key, "id")]
    changed = (*compared, "modified_utc") if has_time_stamps else compared
    old = ", ".join(f"{table}.{column}" for column in compared)
    new = ", ".join(f"excluded.{column}" for column in compared)
    return (
        f"INSERT INTO {table} ({', '.join(inserted)}) VALUES ({', '.join('?' * len(inserted))}) "
        f"ON CONFLICT ({', '.join(key)}) DO UPDATE SET "
        f"{', '.join(f'{column} = excluded.{column}' for column in changed)} "
        f"WHERE ({old}) IS NOT ({new})"
    )


def moment_columns(moment: Moment | None) -> tuple[int | None, int | None]:
    """The values of a moment's two columns: UTC seconds and UTC offset in minutes; (None, None) for None."""
    return (None, None) if moment is None else (moment.utc, moment.offset)


def moment_of_columns_or_none(utc: int | None, offset: int | None) -> Moment | None:
    """The moment stored in two columns, or None if either value is None.

    The columns are UTC seconds and UTC offset in minutes. Raises ValueError for an impossible moment, a sign
    of damage.
    """
    return None if utc is None or offset is None else moment_of_columns(utc, offset)


def moment_of_columns(utc: int, offset: int) -> Moment:
    """The moment stored in two columns: UTC seconds and UTC offset in minutes.

    Raises ValueError for an impossible moment, which is a sign of damage.
    """
    return Moment(checked_utc(utc), offset)


def _create_if_missing(path: Path, migrations: Sequence[Migration]) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if path.exists() and not path.is_file():
        raise unreadable_refusal(path)
    refuse_if_log_vanished(path)
    if not path.exists():
        create_log_file(path, empty_log_bytes(migrations))


def empty_log_bytes(migrations: Sequence[Migration]) -> bytes:
    """The content of the file of an empty sleep log, as these migrations create it."""
    with closing(apsw.Connection(":memory:")) as made:
        for migration in migrations:
            with _all_or_nothing(made):
                _apply_migration(made, migration)
        return made.serialize("main")


def schema_version_of(path: Path, newest: int, name: str = "sleep log") -> int:
    """The schema version (`user_version`) of the log at `path`; 0 for an empty file.

    Raises Refusal for a version above `newest`, and for a file that is not a log of this program. The Refusal
    calls the file `name`.
    """
    if path.stat().st_size == 0 and side_files_with_rows(path) and not is_from_interrupted_first_start(path):
        raise unreadable_refusal(path, name)  # SQLite would take it for new and throw away the rows beside it
    with open_log_unchanged(path) as connection:
        application = connection.pragma("application_id")
        version = int(connection.pragma("user_version"))
        is_empty = connection.execute("SELECT count(*) FROM sqlite_schema").get == 0
    if application == LOG_APPLICATION_ID and version > newest:
        raise Refusal(
            f"The {name} at {path} was written by a newer version of this program. "
            "Install that version or a later one, then start again."
        )
    if application != LOG_APPLICATION_ID and (application or version or not is_empty):
        raise unreadable_refusal(path, name)
    return version


def _configure(connection: apsw.Connection) -> None:
    if connection.readonly("main"):
        raise unwritable_refusal(Path(connection.filename))
    connection.set_busy_timeout(LOCK_WAIT_MILLISECONDS)
    connection.pragma("trusted_schema", False)
    connection.pragma("journal_mode", "wal")
    connection.pragma("synchronous", "full")


def _migrate(connection: apsw.Connection, migrations: Sequence[Migration], now: Callable[[], Moment]) -> None:
    version = int(connection.pragma("user_version"))
    pending = [migration for migration in migrations if migration.version > version]
    if pending and version > 0:
        back_up_log(connection, backup_folder_of(Path(connection.filename)), now)
    for migration in pending:
        with _all_or_nothing(connection):
            _apply_migration(connection, migration)


def _apply_migration(connection: apsw.Connection, migration: Migration) -> None:
    if int(connection.pragma("user_version")) >= migration.version:
        return  # another process was faster
    if migration.run_before is not None:
        migration.run_before(connection)
    for _ in connection.execute(migration.sql):
        pass
    connection.pragma("application_id", LOG_APPLICATION_ID)
    connection.pragma("user_version", migration.version)
    if connection.execute("PRAGMA foreign_key_check").fetchall():
        raise ValueError(f"migration {migration.version} leaves rows that point nowhere")


@contextmanager
def _all_or_nothing(connection: apsw.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        _roll_back(connection)
        raise


def _roll_back(connection: apsw.Connection) -> None:
    # Some errors roll back by themselves; one of the rollback's own must not hide the error before it.
    if connection.in_transaction:
        with suppress(apsw.Error):
            connection.execute("ROLLBACK")
