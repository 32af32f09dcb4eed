"""What it takes for a file to survive a power cut, for all that write files."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4


def sync_folder(folder: Path) -> None:
    """Put the names in a folder on disk, where the platform can. Raises OSError where the disk cannot."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def followed(path: Path) -> Path:
    """The path with all its links followed. Raises OSError (ELOOP) for links that lead back to themselves."""
    with suppress(RuntimeError):  # so Python below 3.13 says that they do; later ones give back such a link
        if not (target := path.resolve()).is_symlink():
            return target
    raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))


@contextmanager
def made_folder(folder: Path) -> Iterator[None]:
    """A folder, made for its owner alone (0700) where it is missing; what was made and stayed empty goes.

    Raises OSError if it cannot be made.
    """
    made = [each for each in (folder, *folder.parents) if not each.exists()]
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        yield
    finally:
        for each in made:
            with suppress(OSError):  # something has been put there, and stays
                each.rmdir()


def write_private(target: Path, data: bytes) -> None:
    """Put data in place of a file for its owner alone (0600): whole and on disk, or not at all.

    Raises OSError; what was there is then as it was.
    """
    partial = target.with_name(f".rlscompanion-{uuid4().hex}.partial")
    try:
        with open(partial, "xb", opener=private_opener) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    # The file itself is on disk by now; that its folder cannot be synced is no reason to report a failure.
    with suppress(OSError):
        sync_folder(target.parent)


def private_opener(path: str, flags: int) -> int:
    """Open a file, as an opener for `open`; one that is made is for its owner alone (0600)."""
    return os.open(path, flags, 0o600)
