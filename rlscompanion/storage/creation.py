"""Creating a sleep log: it is written completely under another name, then renamed in one step."""

import os
import struct
import tempfile
from contextlib import suppress
from pathlib import Path

from rlscompanion.disk import sync_folder
from rlscompanion.domain.refusal import Refusal
from rlscompanion.storage.backups import backup_folder_of, backups_of, side_files_with_rows
from rlscompanion.storage.replacement import kept_damaged_logs

_JOURNAL_MAGIC = bytes.fromhex("d9d505f920a163d7")
_JOURNAL_PAGES_OFFSET = 16
"""Where, in a rollback journal, the number of pages stands that the log had before (four bytes)."""


class LogVanished(Refusal):
    """Raised if a sleep log is missing or empty although traces of it exist, such as backups.

    Then no new log is created in its place.
    """


def refuse_if_log_vanished(path: Path) -> None:
    """Raise LogVanished if a sleep log is missing or empty although traces of it exist, such as backups."""
    if path.exists() and path.stat().st_size:
        return
    if not path.exists() and (left := side_files_with_rows(path)):
        raise LogVanished(
            f"The sleep log {path} is gone, while {left[0].name} with its latest rows is still there. "
            "Put the log back, or bring a backup back with rlscompanion restore FILE."
        )
    what = "is empty" if path.exists() else "is gone"
    if kept := backups_of(path, backup_folder_of(path)):
        raise LogVanished(
            f"The sleep log {path} {what}, but there are backups of it. Bring the latest back with "
            f"rlscompanion restore {kept[-1]}, or move the backups away to begin an empty log."
        )
    if damaged := kept_damaged_logs(path):
        raise LogVanished(
            f"The sleep log {path} {what}, but a damaged one is kept. rlscompanion salvage saves what can be "
            f"read of it; move {damaged[-1]} away to begin an empty log."
        )


def create_log_file(path: Path, content: bytes) -> None:
    """Create a sleep log with this content at `path`, unless another process has created a file there.

    Only the owner can read the file (mode 0600). The file gets its name only once it is complete and on disk.
    Raises OSError.
    """
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".new", dir=path.parent)
    made = Path(name)
    try:
        with open(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            rename_to_unused_name(made, path)
    finally:
        made.unlink(missing_ok=True)


def rename_to_unused_name(made: Path, path: Path) -> None:
    """Rename the finished file `made` to `path`, which must not exist yet.

    Raises FileExistsError if `path` exists, and OSError if the disk refuses.
    """
    _give_name(made, path)
    sync_folder(path.parent)


def _give_name(made: Path, path: Path) -> None:
    try:
        os.link(made, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without links, as on many memory sticks
        if path.exists():
            raise FileExistsError(path) from None
        os.replace(made, path)


def is_from_interrupted_first_start(path: Path) -> bool:
    """Whether an empty log file was left by an interrupted first start of the program.

    If so, no rows are missing: the rollback journal beside the log has no pages to restore.
    """
    journal = Path(f"{path}-journal")
    if path.stat().st_size or side_files_with_rows(path) != [journal]:
        return False
    head = journal.read_bytes()[: _JOURNAL_PAGES_OFFSET + 4]
    if head[:8] != _JOURNAL_MAGIC:
        return not any(head)  # not on disk when the power went
    return (
        struct.unpack(">I", head[_JOURNAL_PAGES_OFFSET:])[0] == 0
        if len(head) == _JOURNAL_PAGES_OFFSET + 4
        else False
    )
