"""The passphrase of a sleep log and its backups: unlocking, setting, changing and removing it."""

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from hashlib import sha256
from pathlib import Path

import apsw

from rlscompanion.disk import sync_folder
from rlscompanion.domain.moment import Moment
from rlscompanion.domain.refusal import Refusal
from rlscompanion.storage import turning_disk_errors_into_refusals
from rlscompanion.storage.backups import (
    WORK_FOLDER_PREFIX,
    backup_folder_of,
    backups_of,
    create_private_file,
    log_and_side_files,
    open_copy_in_memory,
    open_log_unchanged,
    temporary_path_of,
)
from rlscompanion.storage.database import open_database
from rlscompanion.storage.keys import (
    EncryptionKey,
    derive_key,
    forget_key,
    is_unencrypted_database,
    remember_key,
    remembered_key_for,
    remembered_keys,
    salt_of,
    sqlite_uri,
)


def locked_files(log: Path) -> Sequence[Path]:
    """The encrypted files whose passphrase is needed to open a sleep log.

    Empty if no passphrase is needed. If the log is missing or not recognisable, the result is its encrypted
    backups. Raises Refusal if a file cannot be read.
    """
    with turning_disk_errors_into_refusals(log, is_read_only=True):
        if is_unencrypted_database(log):
            return ()
        salts = {each: salt_of(each) for each in (log, *reversed(backups_of(log, backup_folder_of(log))))}
        wanted = {salts[log]} if salts[log] is not None else {*salts.values()} - {None}
        if wanted & {key.salt for key in remembered_keys()}:
            return ()
        return [each for each, salt in salts.items() if salt in wanted]


def unlock_files(files: Iterable[Path], passphrase: str) -> bool:
    """Keep in memory the key of each file that this passphrase opens; return whether it opens any file.

    All files with the same salt are tried: if one file is damaged, another can still confirm the passphrase.
    """
    by_salt: dict[bytes, list[Path]] = {}
    for each in files:
        with turning_disk_errors_into_refusals(each, is_read_only=True):
            if (salt := salt_of(each)) is not None:
                by_salt.setdefault(salt, []).append(each)
    opened = [_opens_any(derive_key(passphrase, salt), alike) for salt, alike in by_salt.items()]
    return any(opened)


def unlock_files_with_key(files: Iterable[Path], key: EncryptionKey) -> bool:
    """Keep a key in memory if it opens one of these files; return whether it opens one."""
    return _opens_any(key, [each for each in files if salt_of(each) == key.salt])


def _opens_any(key: EncryptionKey, files: Sequence[Path]) -> bool:
    opened = False
    remember_key(key)
    try:
        for each in files:
            with (
                turning_disk_errors_into_refusals(each),
                suppress(apsw.NotADBError),
                open_log_unchanged(each) as connection,
            ):
                connection.execute("SELECT 1 FROM sqlite_schema").fetchall()
                opened = True
                break
    finally:
        if not opened:
            forget_key(key)
    return opened


def is_passphrase_of(log: Path, passphrase: str) -> bool:
    """Whether this is the passphrase of a sleep log that is already unlocked.

    Raises Refusal if the log cannot be read.
    """
    with turning_disk_errors_into_refusals(log, is_read_only=True):
        key = remembered_key_for(log)
    return key is not None and derive_key(passphrase, key.salt) == key


def change_log_key(log: Path, key: EncryptionKey | None, now: Callable[[], Moment]) -> None:
    """Encrypt a sleep log with another key, or store it without encryption if `key` is None.

    A new file is written completely, compared with the log, and put on disk; then it replaces the log in one
    step. So even after an interruption, the log has either the old key or the new key. Raises Refusal, with
    the log unchanged, if the log is damaged, locked, or open in another program, and if the disk refuses.
    """
    with turning_disk_errors_into_refusals(log):
        with closing(open_database(log, now)) as connection:
            connection.pragma("journal_mode", "delete")  # all in one file; busy while another program has it
        with tempfile.TemporaryDirectory(prefix=WORK_FOLDER_PREFIX, dir=log.parent) as folder:
            new = Path(folder) / log.name
            _copy_with_key(log, new, key)
            os.replace(new, log)
            sync_folder(log.parent)


def encrypt_with_log_key(path: Path, log: Path) -> None:
    """Encrypt the file at `path` with the key of the sleep log at `log`, if that log is protected.

    The file is about to replace the log.
    """
    if (key := remembered_key_for(log)) is not None and salt_of(path) != key.salt:
        new = temporary_path_of(path)
        _copy_with_key(path, new, key)
        os.replace(new, path)


def differently_encrypted_copies(log: Path, folders: Iterable[Path]) -> list[Path]:
    """The paths of copies of `log` in `folders` that are not encrypted with the same key as `log`.

    If `log` is encrypted, unencrypted copies are listed too; if `log` is not encrypted, all encrypted copies
    are listed. Raises Refusal if a file cannot be read. A missing folder has no copies.
    """
    with turning_disk_errors_into_refusals(log, is_read_only=True):
        salt = salt_of(log)
        return [each for folder in folders for each in copies_of(log, folder) if salt_of(each) != salt]


def copies_of(log: Path, folder: Path) -> list[Path]:
    """The paths of a log's copies in `folder`: its backups, and kept damaged versions of the log."""
    return [*backups_of(log, folder), *sorted(folder.glob(f"{log.stem}-unreadable-*{log.suffix}"))]


def give_log_key_to_copies(log: Path, copies: Sequence[Path]) -> Iterator[bool]:
    """Encrypt copies of a sleep log with the log's key, or decrypt them if the log has no key.

    Yields for each copy whether this was done. A copy that is damaged, or whose passphrase was not given, is
    left unchanged.
    """
    with turning_disk_errors_into_refusals(log, is_read_only=True):
        key = remembered_key_for(log)
    for each in copies:
        new = temporary_path_of(each)
        try:
            new.unlink(missing_ok=True)
            _copy_with_key(each, new, key)
            os.replace(new, each)
            sync_folder(each.parent)
        except (Refusal, apsw.Error, OSError):
            yield False
        else:
            yield True
        finally:
            with suppress(OSError):
                new.unlink(missing_ok=True)


def delete_copies(copies: Iterable[Path]) -> None:
    """Delete copies of a sleep log, and the files that SQLite keeps beside them. Raises Refusal."""
    for each in copies:
        with turning_disk_errors_into_refusals(each, "backup"):
            for file in log_and_side_files(each):
                file.unlink(missing_ok=True)


def _copy_with_key(source: Path, target: Path, key: EncryptionKey | None) -> None:
    """Copy a log into a new file that is encrypted with another key, compare both, and put the copy on disk.

    Raises Refusal, OSError and apsw.Error.
    """
    if key is not None:
        remember_key(key)
    create_private_file(target)
    with open_log_unchanged(source) as old:
        old.execute("VACUUM INTO ?", (sqlite_uri(target, key),))
        with open_log_unchanged(target) as new, open_copy_in_memory(new) as read:
            is_same = read.pragma("integrity_check") == "ok" and _hash_of_rows(read) == _hash_of_rows(old)
    if not is_same:
        raise Refusal(f"A copy of {source} came out different, so nothing was changed. Check the disk.")
    with target.open("r+b") as file:
        os.fsync(file.fileno())


def _hash_of_rows(connection: apsw.Connection) -> str:
    """A hash of all rows of a log; the order of rows counts."""
    digest = sha256()
    for (table,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"):
        digest.update(table.encode())
        for row in connection.execute(f'SELECT * FROM "{table}"'):
            digest.update(repr(row).encode())
    return digest.hexdigest()
