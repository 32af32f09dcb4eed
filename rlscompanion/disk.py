"""Functions for files and folders that survive a power cut."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4


def sync_folder(folder: Path) -> None:
    """Make sure that new, renamed and deleted names in a folder are on disk, if the platform can do that.

    Raises OSError on a disk error.
    """
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def resolved_path(path: Path) -> Path:
    """The path to which `path` leads when all links are followed.

    Raises OSError (ELOOP) for links that lead in a circle.
    """
    with suppress(RuntimeError):  # so Python below 3.13 says that they do; later ones give back such a link
        if not (target := path.resolve()).is_symlink():
            return target
    raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))


@contextmanager
def temporary_folder_if_missing(folder: Path) -> Iterator[None]:
    """Create a folder if it is missing; after this block, delete the new folder if it is still empty.

    Missing parent folders are created and deleted likewise. A folder that existed before is never deleted.
    The mode of a new folder is 0700. Raises OSError if a folder cannot be created.
    """
    made = [each for each in (folder, *folder.parents) if not each.exists()]
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        yield
    finally:
        for each in made:
            with suppress(OSError):  # something has been put there, and stays
                each.rmdir()


def replace_private_file(target: Path, data: bytes) -> None:
    """Write `data` to the file `target`, completely or not at all, in place of a file that exists.

    The mode of the new file is 0600. If this raises OSError, an existing file is unchanged.
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
    """Open a file, with mode 0600 if the file is new; to be used as the `opener` of the function `open`."""
    return os.open(path, flags, 0o600)
