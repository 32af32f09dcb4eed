"""Backups of the sleep log: complete, verified and dated copies.

Once a new backup is on disk, old backups are deleted. Backups with no long break between them form a run. A
wrong clock gives backups dates far from all others: these backups are then a run of their own.
"""

import os
import re
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import date
from pathlib import Path

import apsw

from rlscompanion.disk import sync_folder
from rlscompanion.domain.moment import Moment
from rlscompanion.domain.refusal import Refusal
from rlscompanion.storage import turning_disk_errors_into_refusals
from rlscompanion.storage.keys import connect_with_key, remembered_key_for, set_key_of_connection

LOG_APPLICATION_ID = int.from_bytes(b"RLSC")
"""The value of SQLite's `application_id` that marks a file as a sleep log of this program."""

KEPT_LATEST_BACKUPS = 10
"""How many of the latest backups each recent run keeps. A run is a series without a long break."""

KEPT_DAILY_BACKUPS, KEPT_WEEKLY_BACKUPS, KEPT_MONTHLY_BACKUPS = 7, 4, 12
"""For how many recent days, weeks and months the last backup is kept, in each recent run of backups."""

BACKUP_BREAK_DAYS = 45
"""A backup made more than this many days after the previous backup begins a new run of backups."""

RECENT_BACKUP_RUNS, KEPT_BACKUPS_OF_EARLIER_RUNS = 4, 2
"""How many of the latest runs of backups are recent, and how many backups each earlier run keeps."""

LEFT_OVER_AGE_SECONDS = 3600
"""The age from which an incomplete file is deleted; a younger file may belong to a running process."""

WORK_FOLDER_PREFIX = ".restore-"
"""The beginning of the names of private folders beside a log, in which copies of the log are prepared."""

ROW_FILE_SUFFIXES = ("-wal", "-journal")
"""Suffixes of the files beside a log in which SQLite keeps some of the log's rows.

These files must never end up beside another log.
"""

_ALL_FILE_SUFFIXES = ("", "-wal", "-shm", "-journal")
"""Suffixes of a log itself and of every file that SQLite may keep beside it."""

_JOURNAL_MODE_BYTES, _ROLLBACK_JOURNAL_MODE = slice(18, 20), b"\1\1"
"""Which bytes of a log's header hold its journal mode, and what these bytes are for a rollback journal."""


def back_up_log(connection: apsw.Connection, folder: Path, now: Callable[[], Moment]) -> Path:
    """Back up an open sleep log to a new file in `folder`, and return the path of that file.

    The backup is a single file, named after the log and the UTC time. The file appears only once it is
    verified and on disk. Then old backups are deleted, unless `backups_to_keep` chooses them. Raises Refusal
    if the log is damaged or the copy cannot be written; no earlier backup is deleted then.
    """
    source = Path(connection.filename)
    with turning_disk_errors_into_refusals(folder, "backup folder"):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        backup = unused_backup_path(folder, source, now())
        write_verified_copy(connection, backup)
    delete_old_backups(folder, source, backup)
    return backup


def write_verified_copy(connection: apsw.Connection, target: Path) -> None:
    """Write a verified copy of an open sleep log to `target`.

    The file `target` appears only once it is complete and on disk. Raises Refusal if the log is damaged, and
    OSError or apsw.Error if the copy cannot be written.
    """
    partial = temporary_path_of(target)
    partial.unlink(missing_ok=True)
    create_private_file(partial)
    try:
        _copy_verified(connection, partial)
        os.replace(partial, target)
        sync_folder(target.parent)
    finally:
        for each in log_and_side_files(partial):
            each.unlink(missing_ok=True)


def copy_file_to_disk(source: Path, target: Path) -> None:
    """Copy a file to `target`, which only its owner may read (mode 0600). Raises OSError.

    The file `target` appears only once it is complete and on disk.
    """
    partial = temporary_path_of(target)
    partial.unlink(missing_ok=True)
    create_private_file(partial)
    try:
        with source.open("rb") as old, partial.open("r+b") as new:
            shutil.copyfileobj(old, new)
            new.flush()
            os.fsync(new.fileno())
        os.replace(partial, target)
    finally:
        partial.unlink(missing_ok=True)


def temporary_path_of(target: Path) -> Path:
    """The temporary path under which a file is written before it is renamed to `target`."""
    return target.with_name(f".{target.name}.partial")


def backup_folder_of(log: Path) -> Path:
    """The path of the folder `backups` beside a sleep log, which holds the log's backups."""
    return log.parent / "backups"


def backups_of(log: Path, folder: Path) -> list[Path]:
    """The paths of all backups in `folder` of the sleep log at `log`, oldest first."""
    name = re.compile(
        rf"{re.escape(log.stem)}-\d{{4}}-\d{{2}}-\d{{2}}T\d{{6}}Z(-\d+)?{re.escape(log.suffix)}"
    )
    return sorted((each for each in folder.glob("*") if name.fullmatch(each.name)), key=backup_age_key)


@contextmanager
def open_log_unchanged(path: Path) -> Iterator[apsw.Connection]:
    """Open a sleep log read-only for the length of a `with` block.

    Neither the log's file nor the files that SQLite keeps beside it are changed. A log with an interrupted
    write is first copied to a private folder beside it; then the copy is opened instead of the log.
    """
    path = path.resolve()
    beside = side_files_with_rows(path)
    if Path(f"{path}-journal") not in beside:
        with closing(_connect_read_only(path, bool(beside))) as connection:
            yield connection
        return
    with tempfile.TemporaryDirectory(prefix=WORK_FOLDER_PREFIX, dir=path.parent) as folder:
        for each in (*beside, path):
            shutil.copyfile(each, Path(folder) / each.name)
        copy = Path(folder) / path.name
        with closing(connect_with_key(copy, apsw.SQLITE_OPEN_READWRITE)) as connection:
            connection.pragma("query_only", True)
            yield connection


def _connect_read_only(path: Path, has_wal: bool) -> apsw.Connection:
    """Open a log read-only; `has_wal` says that its write-ahead log has to be read too.

    Otherwise, the log is opened as a file that nobody changes meanwhile.
    """
    flags = apsw.SQLITE_OPEN_READONLY
    if not has_wal:
        return connect_with_key(path, flags, query="immutable=1")
    if Path(f"{path}-shm").exists():  # another connection may be at work
        connection = connect_with_key(path, flags, query="mode=ro")
        set_wal_kept_on_close(connection)
        try:
            connection.execute("SELECT 1 FROM sqlite_schema").fetchall()
        except (apsw.CantOpenError, apsw.ReadOnlyError):
            connection.close()
        else:
            return connection
    # Alone with the file the index of the write-ahead log can be kept in memory; that leaves no file behind.
    vfs = next(name for name in apsw.vfs_names() if name in ("unix-none", "win32-none"))
    connection = connect_with_key(path, flags, query="mode=ro", vfs=vfs)
    set_wal_kept_on_close(connection)
    connection.pragma("locking_mode", "exclusive")
    return connection


@contextmanager
def open_copy_in_memory(connection: apsw.Connection) -> Iterator[apsw.Connection]:
    """Copy a sleep log into memory, and open the copy for the length of a `with` block.

    In the copy, SQLite can check the constraints of the schema. SQLite checks no constraints on a connection
    that cannot write.
    """
    with closing(apsw.Connection(":memory:")) as copy:
        if content := bytearray(connection.serialize("main") or b""):  # not encrypted, as a copy by pages is
            content[_JOURNAL_MODE_BYTES] = _ROLLBACK_JOURNAL_MODE
            copy.deserialize("main", content)
        yield copy


def set_wal_kept_on_close(connection: apsw.Connection, keeps: bool = True) -> None:
    """Set whether closing a connection keeps the write-ahead log (WAL).

    Otherwise, closing merges the write-ahead log into the database file.
    """
    connection.config(apsw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, int(keeps))


def log_and_side_files(log: Path) -> list[Path]:
    """The paths of a sleep log and of all files that SQLite may create beside it; the log first."""
    return [Path(f"{log}{side}") for side in _ALL_FILE_SUFFIXES]


def side_files_with_rows(path: Path) -> list[Path]:
    """The files beside a sleep log with changes that SQLite has still to write to the log or to roll back."""
    return [side for suffix in ROW_FILE_SUFFIXES if _is_nonempty_file(side := Path(f"{path}{suffix}"))]


def create_private_file(path: Path) -> None:
    """Create an empty file that only its owner may read. Raises FileExistsError."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def backup_age_key(backup: Path) -> tuple[str, int]:
    """The sort key of a backup, older first: its file name's UTC time, then the number after that time."""
    time, _, number = backup.stem.rpartition("Z")
    return time, int(number[1:] or 1)


def _is_nonempty_file(path: Path) -> bool:
    return path.exists() and path.stat().st_size > 0


def unused_backup_path(folder: Path, log: Path, now: Moment) -> Path:
    """An unused path in `folder` for a new backup of the sleep log at `log`.

    The file is named after the log and the time `now`, in UTC.
    """
    stem = f"{log.stem}-{Moment(now.utc).local:%Y-%m-%dT%H%M%S}Z"
    same_second = (each for each in backups_of(log, folder) if each.stem.startswith(stem))
    last = max((backup_age_key(each)[1] for each in same_second), default=0)
    number = f"-{last + 1}" if last else ""
    return folder / f"{stem}{number}{log.suffix}"


def _copy_verified(connection: apsw.Connection, target: Path) -> None:
    """Copy a log into an empty file, put the copy on disk, and check it. Raises Refusal for a damaged log."""
    try:
        _copy_log(connection, target)
        with open_log_unchanged(target) as copy, open_copy_in_memory(copy) as read:
            sound = read.pragma("integrity_check") == "ok"
    except (apsw.CorruptError, apsw.NotADBError):
        sound = False
    if not sound:
        raise Refusal(
            f"The sleep log at {connection.filename} is damaged, so no backup of it was made. "
            "Restore an earlier backup, then start again."
        )


def _copy_log(connection: apsw.Connection, target: Path) -> None:
    with closing(connect_with_key(target, apsw.SQLITE_OPEN_READWRITE)) as copy:
        set_key_of_connection(copy, remembered_key_for(Path(connection.filename)))
        with copy.backup("main", connection, "main") as backup:
            backup.step(-1)
        # A file in WAL mode would need others beside it to be read.
        copy.pragma("journal_mode", "delete")
    with target.open("r+b") as file:
        os.fsync(file.fileno())


def backups_to_keep(backups: Sequence[Path]) -> set[Path]:
    """Choose which backups to keep; `backups` must be sorted, oldest first.

    Backups with no break of more than BACKUP_BREAK_DAYS days between them form a run. Each run is treated
    separately, so that backups with wrong dates never displace good backups. A recent run keeps its latest
    backups, and the last backup of each recent day, week and month. An earlier run keeps only its last few
    backups.
    """
    runs = _runs_of_backups(backups)
    found = {backup for run in runs[:-RECENT_BACKUP_RUNS] for backup in run[-KEPT_BACKUPS_OF_EARLIER_RUNS:]}
    for run in runs[-RECENT_BACKUP_RUNS:]:
        found |= _backups_to_keep_of_run(run)
    return found


def last_backup_of_each_run(backups: Sequence[Path]) -> list[Path]:
    """The last backup of each recent run; a new run begins after a break of more than BACKUP_BREAK_DAYS days.

    A backup that a wrong clock has dated far from all others forms a run of its own.
    """
    return [run[-1] for run in _runs_of_backups(backups)[-RECENT_BACKUP_RUNS:]]


def _runs_of_backups(backups: Sequence[Path]) -> list[list[Path]]:
    runs: list[list[Path]] = []
    for backup in backups:
        if runs and (_backup_date(backup) - _backup_date(runs[-1][-1])).days <= BACKUP_BREAK_DAYS:
            runs[-1].append(backup)
        else:
            runs.append([backup])
    return runs


def _backups_to_keep_of_run(backups: Sequence[Path]) -> set[Path]:
    periods = (
        (KEPT_DAILY_BACKUPS, "%Y-%m-%d"),
        (KEPT_WEEKLY_BACKUPS, "%G-%V"),
        (KEPT_MONTHLY_BACKUPS, "%Y-%m"),
    )
    found = set(backups[-KEPT_LATEST_BACKUPS:])
    for number, period in periods:
        last = {f"{_backup_date(backup):{period}}": backup for backup in backups}
        found |= set(list(last.values())[-number:])
    return found


def _backup_date(backup: Path) -> date:
    """The date, in UTC, that a backup is named after."""
    time, _, _ = backup.stem.rpartition("T")
    return date.fromisoformat(time[-10:])


def delete_left_over_files(log: Path, folder: Path) -> None:
    """Delete incomplete sleep logs, and incomplete backups in `folder`, left by killed processes.

    Only files and folders with names that this program gives are deleted, from an age of
    LEFT_OVER_AGE_SECONDS on.
    """
    dated = rf"{re.escape(log.stem)}-\d{{4}}-\d{{2}}-\d{{2}}T\d{{6}}Z(-\d+)?{re.escape(log.suffix)}"
    partial = re.compile(rf"\.{dated}\.partial(-wal|-journal|-shm)?")
    new = re.compile(rf"\.{re.escape(log.name)}\.[a-z0-9_]{{8}}\.new")
    work = re.compile(rf"{re.escape(WORK_FOLDER_PREFIX)}[a-z0-9_]{{8}}")
    for where, name in ((folder, partial), (log.parent, new), (log.parent, work)):
        for each in where.glob(".*"):
            if name.fullmatch(each.name) and time.time() - each.lstat().st_mtime > LEFT_OVER_AGE_SECONDS:
                if each.is_dir() and not each.is_symlink():
                    shutil.rmtree(each, ignore_errors=True)
                else:
                    with suppress(OSError):
                        each.unlink()


def delete_old_backups(folder: Path, log: Path, newest: Path) -> None:
    """Delete backups of `log` in `folder` that `backups_to_keep` does not choose, but never `newest`.

    The backup `newest` is kept even if a wrong clock has given it an early date.
    """
    others = [each for each in backups_of(log, folder) if each != newest]
    for old in set(others) - backups_to_keep([*others, newest]):
        # The new backup stands; one too many beside it is no reason to report a failure.
        with suppress(OSError):
            old.unlink()
