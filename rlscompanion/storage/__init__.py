"""The sleep log on disk: one SQLite file, used through APSW.

A full disk, a locked file or a damaged file raises Refusal, an exception whose text is a sentence for the
person. Any other SQLite error is a bug in this program, so its exception is passed on.
"""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import apsw

from rlscompanion.domain.refusal import Refusal

_DISK_FULL_ERRNOS = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class LogUnreadable(Refusal):
    """Raised for a file that is not a sleep log, or is damaged."""


class LogUnwritable(Refusal):
    """Raised for a file that cannot be written: the disk is full or read-only, or permission is missing."""


@contextmanager
def turning_disk_errors_into_refusals(
    path: Path,
    name: str = "sleep log",
    *,
    connection: apsw.Connection | None = None,
    is_read_only: bool = False,
) -> Iterator[None]:
    """Turn disk and SQLite errors in a `with` block into a Refusal about the file at `path`.

    The Refusal calls the file `name`. With `connection`, a full disk is recognised more reliably.
    `is_read_only` says that the block only reads the file. Other exceptions are raised unchanged.
    """
    try:
        yield
    except UnicodeEncodeError as error:
        raise Refusal(
            f"The {name} at {path} has a name that is not readable text. Choose another name, then try again."
        ) from error
    except UnicodeDecodeError as error:  # text that the log cannot have been given
        raise unreadable_refusal(path, name) from error
    except (apsw.Error, OSError) as error:
        what = f"{name} at {path}"
        refusal = (
            _disk_full_refusal(what)
            if _is_disk_full(error, connection)
            else _refusal_for_error(error, what, is_read_only)
        )
        if refusal is None:
            raise
        raise refusal from error


def unreadable_refusal(path: Path, name: str = "sleep log") -> Refusal:
    """A Refusal which says that the file at `path` is not a sleep log, or is damaged."""
    return _unreadable_refusal(f"{name} at {path}")


def unwritable_refusal(path: Path) -> Refusal:
    """A Refusal which says that the sleep log at `path` cannot be opened for writing."""
    return _unwritable_refusal(f"sleep log at {path}")


def _is_disk_full(error: apsw.Error | OSError, connection: apsw.Connection | None) -> bool:
    match error:
        case apsw.FullError():
            return True
        case apsw.IOError():
            # A file that cannot grow is an error of its own to SQLite, whatever the reason.
            is_known = connection is not None and connection.system_errno in _DISK_FULL_ERRNOS
            return is_known or getattr(error, "extendedresult", 0) == apsw.SQLITE_IOERR_SHMSIZE
        case OSError():
            return error.errno in _DISK_FULL_ERRNOS
    return False


def _refusal_for_error(error: apsw.Error | OSError, what: str, is_read_only: bool) -> Refusal | None:
    match error:
        case apsw.NotADBError() | apsw.CorruptError() | apsw.NoMemError():
            return _unreadable_refusal(what)
        case apsw.BusyError() | apsw.LockedError() | apsw.ProtocolError():
            return Refusal(f"The {what} is in use by another program. Close that program, then try again.")
        case OSError() if error.errno == errno.ENAMETOOLONG:
            return Refusal(f"The name of the {what} is too long. Choose a shorter one, then try again.")
        case apsw.CantOpenError() | apsw.ReadOnlyError() | apsw.PermissionsError():
            return _unopened_refusal(what) if is_read_only else _unwritable_refusal(what)
        case OSError() if error.errno != errno.EIO:
            return _unopened_refusal(what) if is_read_only else _unwritable_refusal(what)
        case apsw.IOError() | apsw.NoLFSError() | OSError():
            return Refusal(
                f"The disk that holds the {what} fails. Check the disk and its connection, then try again."
            )
    return None


def _unreadable_refusal(what: str) -> Refusal:
    return LogUnreadable(
        f"The {what} is not a file this program can read. "
        "Move it away, or bring a backup back with rlscompanion restore FILE."
    )


def _disk_full_refusal(what: str) -> Refusal:
    return LogUnwritable(f"The disk has no room left for the {what}. Free some space, then try again.")


def _unwritable_refusal(what: str) -> Refusal:
    return LogUnwritable(
        f"The {what} cannot be opened for writing. "
        "Allow writing to it and to its folder, or choose another place, then try again."
    )


def _unopened_refusal(what: str) -> Refusal:
    return Refusal(f"The {what} cannot be opened. Allow reading it and its folder, then try again.")
