"""The sleep log on disk: one SQLite file, spoken to through APSW.

What the world does to that file (a full disk, a lock, damage) is told as a Refusal; everything else that
SQLite complains of is a bug of ours and stays the exception it is.
"""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import apsw

from rlscompanion.domain.refusal import Refusal

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@contextmanager
def refusing(path: Path, name: str = "sleep log") -> Iterator[None]:
    """Tell the world's errors about the file or folder at `path` in plain words, calling it by `name`.

    Raises Refusal in place of them; other exceptions pass.
    """
    try:
        yield
    except (apsw.Error, OSError) as error:
        sentence = _sentence(error, f"{name} at {path}")
        if sentence is None:
            raise
        raise Refusal(sentence) from error


def unreadable(path: Path) -> Refusal:
    """The refusal of a file that is no sleep log, or a damaged one."""
    return Refusal(_unreadable(f"sleep log at {path}"))


def unwritable(path: Path) -> Refusal:
    """The refusal of a sleep log that may only be read."""
    return Refusal(_unwritable(f"sleep log at {path}"))


def _sentence(error: apsw.Error | OSError, what: str) -> str | None:
    match error:
        case apsw.NotADBError() | apsw.CorruptError():
            return _unreadable(what)
        case apsw.FullError():
            return _no_room(what)
        case apsw.BusyError() | apsw.LockedError() | apsw.ProtocolError():
            return f"The {what} is in use by another program. Close that program, then try again."
        case apsw.CantOpenError() | apsw.ReadOnlyError() | apsw.PermissionsError():
            return _unwritable(what)
        case OSError() if error.errno in _NO_ROOM:
            return _no_room(what)
        case OSError() if error.errno != errno.EIO:
            return _unwritable(what)
        case apsw.IOError() | apsw.NoLFSError() | OSError():
            return f"The disk that holds the {what} fails. Check the disk and its connection, then try again."
    return None


def _unreadable(what: str) -> str:
    return (
        f"The {what} is not a file this program can read. "
        "Move it away, or bring a backup back with rlscompanion restore FILE."
    )


def _no_room(what: str) -> str:
    return f"The disk has no room left for the {what}. Free some space, then try again."


def _unwritable(what: str) -> str:
    return (
        f"The {what} cannot be opened for writing. "
        "Allow writing to it and to its folder, or choose another place, then try again."
    )
