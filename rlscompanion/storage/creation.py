"""Creating a log: it is written completely under another name, then renamed in one step."""

import os
import struct
import tempfile
from contextlib import suppress
from pathlib import Path

from rlscompanion.disk import sync_folder
from rlscompanion.domain.refusal import Refusal
from rlscompanion.storage.backups import backups_of, folder_beside, side_files
from rlscompanion.storage.replacement import set_aside

_JOURNAL_MAGIC = bytes.fromhex("d9d505f920a163d7")
_JOURNAL_PAGES = 16
"""The four bytes of a rollback journal that hold the number of pages the file had before."""


class Vanished(Refusal):
    """Raised instead of creating an empty log where a log has been before."""


def refuse_where_one_was(path: Path) -> None:
    """Raise Vanished if the log is missing or empty although its backups or latest rows exist."""
    if path.exists() and path.stat().st_size:
        return
    if not path.exists() and (left := side_files(path)):
        raise Vanished(
            f"The sleep log {path} is gone, while {left[0].name} with its latest rows is still there. "
            "Put the log back, or bring a backup back with rlscompanion restore FILE."
        )
    what = "is empty" if path.exists() else "is gone"
    if kept := backups_of(path, folder_beside(path)):
        raise Vanished(
            f"The sleep log {path} {what}, but there are backups of it. Bring the latest back with "
            f"rlscompanion restore {kept[-1]}, or move the backups away to begin an empty log."
        )
    if damaged := set_aside(path):
        raise Vanished(
            f"The sleep log {path} {what}, but a damaged one is kept. rlscompanion salvage saves what can be "
            f"read of it; move {damaged[-1]} away to begin an empty log."
        )


def put_in_place(path: Path, content: bytes) -> None:
    """Create a log if there is none; a log that another process has created meanwhile stays.

    Only its owner can read it (0600), and it is complete and on disk before it gets its name. Raises
    OSError.
    """
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".new", dir=path.parent)
    made = Path(name)
    try:
        with open(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            name_new(made, path)
    finally:
        made.unlink(missing_ok=True)


def name_new(made: Path, path: Path) -> None:
    """Rename a file that is complete and on disk, unless the new name is taken.

    Raises FileExistsError if it is taken, and OSError if the disk refuses.
    """
    _name(made, path)
    sync_folder(path.parent)


def _name(made: Path, path: Path) -> None:
    try:
        os.link(made, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without links, as on many memory sticks
        if path.exists():
            raise FileExistsError(path) from None
        os.replace(made, path)


def was_never_begun(path: Path) -> bool:
    """Whether an empty file is the rest of an interrupted first start: its journal restores no pages."""
    journal = Path(f"{path}-journal")
    if path.stat().st_size or side_files(path) != [journal]:
        return False
    head = journal.read_bytes()[: _JOURNAL_PAGES + 4]
    if head[:8] != _JOURNAL_MAGIC:
        return not any(head)  # not on disk when the power went
    return struct.unpack(">I", head[_JOURNAL_PAGES:])[0] == 0 if len(head) == _JOURNAL_PAGES + 4 else False
