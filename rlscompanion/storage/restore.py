"""Restoring a sleep log from a backup.

A readable log keeps its file: its rows are replaced in one transaction. Only a log that can no longer be read
is replaced by another file, and is kept under another name.
"""

import hashlib
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import apsw

from rlscompanion.disk import resolved_path, temporary_folder_if_missing
from rlscompanion.domain.moment import Moment
from rlscompanion.domain.refusal import Refusal
from rlscompanion.storage import LogUnreadable, turning_disk_errors_into_refusals
from rlscompanion.storage.backups import (
    LOG_APPLICATION_ID,
    WORK_FOLDER_PREFIX,
    back_up_log,
    backup_folder_of,
    backups_of,
    delete_left_over_files,
    last_backup_of_each_run,
    log_and_side_files,
    open_log_unchanged,
    write_verified_copy,
)
from rlscompanion.storage.checking import check_log
from rlscompanion.storage.database import fetch_rows, open_database, read_transaction, transaction
from rlscompanion.storage.keys import PassphraseNeeded, attach_with_key
from rlscompanion.storage.protection import encrypt_with_log_key
from rlscompanion.storage.replacement import complete_replacement, replace_log

_TRY_EARLIER_BACKUP = "Try an earlier one."


@dataclass(frozen=True)
class RestoreResult:
    """The result of restoring a sleep log from a backup.

    `nights` is the number of nights in the log. `kept_log` is the path at which the old log is kept, or None
    if there was no old log.
    """

    nights: int
    kept_log: Path | None


def restore_log(log: Path, source: Path, now: Callable[[], Moment]) -> RestoreResult:
    """Restore a sleep log from the backup `source`; the present log is kept as a backup.

    Raises Refusal, with nothing changed, if `source` is not a backup, is damaged, or is from a newer version.
    Also raises Refusal if the log cannot be written.
    """
    _refuse_itself(log, source)
    complete_replacement(log)
    with turning_disk_errors_into_refusals(log):
        is_there = log.exists()
    if not is_there:
        return _restore_into_new(log, source, now)
    with making_verified_copy(source, log.parent, now) as copy:
        nights = check_log(copy).nights
        if not is_undamaged(log):
            encrypt_with_log_key(copy, log)
            return RestoreResult(nights, replace_log(log, copy, now()))
        with closing(open_database(log, now)) as connection:
            kept_log = back_up_log(connection, backup_folder_of(log), now)
            replace_rows(connection, copy, table_names(connection))
        return RestoreResult(nights, kept_log)


def _restore_into_new(log: Path, source: Path, now: Callable[[], Moment]) -> RestoreResult:
    with ExitStack() as stack:
        with turning_disk_errors_into_refusals(log):
            stack.enter_context(temporary_folder_if_missing(log.parent))
        with making_verified_copy(source, log.parent, now) as copy:
            return RestoreResult(check_log(copy).nights, replace_log(log, copy, now()))


@contextmanager
def making_verified_copy(source: Path, folder: Path, now: Callable[[], Moment]) -> Iterator[Path]:
    """Make a verified copy of a backup, with the newest schema, for the length of a `with` block.

    The copy is in a temporary folder inside `folder`. Raises Refusal if the backup is missing, damaged or
    from a newer version.
    """
    with turning_disk_errors_into_refusals(source, "backup", is_read_only=True):
        if not source.is_file():
            raise Refusal(f"There is no file {source}. Check the name, then try again.")
    try:
        report = check_log(source, "backup")
    except LogUnreadable as reason:
        raise Refusal(
            f"{source} is not a backup, or is damaged, so nothing was changed. {_TRY_EARLIER_BACKUP}"
        ) from reason
    if not report.version:
        raise Refusal(
            f"{source} is not a backup of a sleep log, so nothing was changed. {_TRY_EARLIER_BACKUP}"
        )
    if report.faults:
        raise Refusal(f"The backup {source} is damaged, so nothing was changed. {_TRY_EARLIER_BACKUP}")
    with (
        turning_disk_errors_into_refusals(folder, "data folder"),
        tempfile.TemporaryDirectory(prefix=WORK_FOLDER_PREFIX, dir=folder) as made,
    ):
        copy = Path(made) / "copy.sqlite"
        with open_log_unchanged(source) as connection:
            write_verified_copy(connection, copy)
        open_database(copy, now).close()
        yield copy


def table_names(connection: apsw.Connection) -> list[str]:
    """The names of all tables of an open sleep log."""
    query = "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    return [name for (name,) in fetch_rows(connection, f"{query} ORDER BY rowid")]


def replace_rows(connection: apsw.Connection, source: Path, tables: Sequence[str]) -> None:
    """Replace all rows of these tables by the rows of the sleep log at `source`, in one transaction.

    Both logs must have the same schema version.
    """
    with turning_disk_errors_into_refusals(Path(connection.filename)):
        attach_with_key(connection, source, "source")
        try:
            with transaction(connection):
                connection.pragma("defer_foreign_keys", True)
                for table in tables:
                    connection.execute(f"DELETE FROM main.{table}")
                for table in tables:
                    # The order in which rows were written counts in some tables.
                    order = "" if _is_without_rowid(connection, table) else " ORDER BY rowid"
                    columns = ", ".join(
                        row[1] for row in fetch_rows(connection, f"PRAGMA main.table_info({table})")
                    )
                    connection.execute(
                        f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM source.{table}{order}"
                    )
        finally:
            connection.execute("DETACH source")


def hash_of_tables(connection: apsw.Connection, tables: Sequence[str]) -> str:
    """A hash of all rows in these tables, which shows whether any row has changed."""
    digest = hashlib.sha256()
    with read_transaction(connection):
        for table in tables:
            digest.update(table.encode())
            info = fetch_rows(connection, f"PRAGMA main.table_info({table})")
            names = ", ".join(row[1] for row in info)
            key = ", ".join(row[1] for row in info if row[5])
            for row in connection.execute(f"SELECT {names} FROM main.{table} ORDER BY {key}"):
                digest.update(repr(row).encode())
    return digest.hexdigest()


def back_up_if_due(connection: apsw.Connection, now: Callable[[], Moment]) -> Path | None:
    """Back up a sleep log if it has no backup of today, and its rows differ from those of recent backups.

    Returns the path of the new backup, or None if no backup was due. Also deletes incomplete files that
    killed processes have left.
    """
    log = Path(connection.filename)
    folder = backup_folder_of(log)
    with turning_disk_errors_into_refusals(folder, "backup folder"):
        delete_left_over_files(log, folder)
    today = f"{log.stem}-{Moment(now().utc).local:%Y-%m-%d}"
    earlier = backups_of(log, folder)
    if any(each.name.startswith(today) for each in earlier):
        return None
    if any(_has_same_rows(connection, each) for each in last_backup_of_each_run(earlier)):
        return None
    return back_up_log(connection, folder, now)


def write_backup(connection: apsw.Connection, target: Path) -> None:
    """Write a verified copy of an open sleep log to the file `target`.

    Raises Refusal if `target` exists and is not a backup, if `target` is the log itself, and if the copy
    cannot be written.
    """
    log = Path(connection.filename)
    with turning_disk_errors_into_refusals(target, "backup"):
        resolved = resolved_path(target)
        is_there = target.exists()
        for each in log_and_side_files(log):
            if resolved == each.resolve() or (is_there and each.exists() and target.samefile(each)):
                raise Refusal(f"{target} is the sleep log itself. Choose another name.")
        if is_there and not _is_log(target):
            raise Refusal(f"{target} exists already and is not a backup. Choose another name.")
        if not target.parent.is_dir():
            raise Refusal(f"There is no folder {target.parent}. Create it or choose another, then try again.")
        write_verified_copy(connection, resolved)


def _has_same_rows(connection: apsw.Connection, backup: Path) -> bool:
    tables = table_names(connection)
    try:
        with open_log_unchanged(backup) as earlier:
            if table_names(earlier) != tables:
                return False
            return hash_of_tables(earlier, tables) == hash_of_tables(connection, tables)
    except (apsw.Error, PassphraseNeeded):
        return False  # that one cannot be read: all the more is a new one due


def _is_without_rowid(connection: apsw.Connection, table: str) -> bool:
    query = "SELECT wr FROM pragma_table_list WHERE schema = 'main' AND name = ?"
    return bool(fetch_rows(connection, query, (table,))[0][0])


def _is_log(path: Path) -> bool:
    try:
        with open_log_unchanged(path) as connection:
            return bool(connection.pragma("application_id") == LOG_APPLICATION_ID)
    except (apsw.Error, OSError):
        return False


def _refuse_itself(log: Path, source: Path) -> None:
    with turning_disk_errors_into_refusals(log, is_read_only=True):
        is_there = log.exists()
    with turning_disk_errors_into_refusals(source, "backup", is_read_only=True):
        if is_there and source.exists() and log.samefile(source):
            raise Refusal(f"{source} is the sleep log itself. Name a backup of it.")


def is_undamaged(log: Path) -> bool:
    """Whether a sleep log is free of damage.

    Raises Refusal if the log is from a newer version, or its passphrase was not given.
    """
    try:
        return not check_log(log).faults
    except LogUnreadable:
        return False
