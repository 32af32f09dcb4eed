"""The lock of a data folder, so that only one program at a time writes in the folder.

The lock is an operating system lock on a small file in the folder. The lock therefore ends when the process
that holds the lock ends. The content of the file only tells other programs which process holds the lock.
Reading needs no lock.
"""

import errno
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from rlscompanion import paths
from rlscompanion.disk import temporary_folder_if_missing
from rlscompanion.domain.refusal import Refusal

WINDOW_WORK = "window"
"""The word that the window writes into the lock file to say what the lock is needed for.

Commands write their own names.
"""

LOCK_WAIT_SECONDS = 2.0
"""The most seconds to wait for a lock that another program holds."""

LOCK_POLL_SECONDS = 0.05
"""The seconds between two tries to take the lock."""

_LOCKED_BYTE = 2**30
"""The position of the byte that is locked in the lock file on Windows.

A locked byte cannot be read there, so this byte is far behind the text in the file.
"""

_MOST_LOCK_TRIES = 100


@dataclass(frozen=True)
class LockHolder:
    """The process that holds the lock of a folder.

    `pid` is the id of the process, 0 if unknown. `work` is a word for what the process needs the lock for,
    empty if unknown.
    """

    pid: int = 0
    work: str = ""

    @property
    def process(self) -> str:
        """The process id as words such as " (process 42)", for the middle of a sentence.

        Begins with a space; empty if the id is unknown.
        """
        return f" (process {self.pid})" if self.pid else ""


class FolderHeld(Refusal):
    """Raised when another process holds the lock of a data folder; that process is `holder`."""

    def __init__(self, holder: LockHolder) -> None:
        super().__init__(_held_sentence(holder))
        self.holder = holder


def _held_sentence(holder: LockHolder) -> str:
    if holder.work == WINDOW_WORK:
        return f"RLS Companion is open{holder.process}. Close it, or use Settings → Files in its window."
    work = f"rlscompanion {holder.work}" if holder.work else "another program"
    return f"The sleep log is in use by {work}{holder.process}. Wait until that has ended, then try again."


class FolderLock:
    """The lock of one data folder.

    `work` is a word for what the lock is needed for, which other processes can read. `trouble` says why the
    folder cannot be locked, for example because it is read-only; otherwise empty.
    """

    def __init__(self, folder: Path, work: str) -> None:
        self._folder, self._path = folder, paths.lock_file(folder)
        self._work = work
        self._held = ExitStack()
        self.trouble = ""

    def acquire(self) -> LockHolder | None:
        """Acquire the lock; return the other process that holds it, or None if no other process does.

        Creates the folder if it is missing.
        """
        with ExitStack() as stack:
            try:
                stack.enter_context(temporary_folder_if_missing(self._folder))
                descriptor = _open_locked(self._path)
            except (BlockingIOError, FileNotFoundError):  # held, or its folder has just gone with its holder
                return read_lock_holder(self._path)
            except OSError as error:
                self.trouble = os.strerror(error.errno) if error.errno else str(error)
                return None
            stack.callback(_unlock_and_delete, descriptor, self._path)
            # Information for others only: a full disk is no reason to go without the lock.
            with suppress(OSError):
                os.truncate(descriptor, 0)
                os.write(descriptor, json.dumps({"pid": os.getpid(), "work": self._work}).encode())
            self._held = stack.pop_all()
        return None

    def release(self) -> None:
        """Release the lock and delete its file; also delete a folder created for the lock, if still empty."""
        self._held.close()


@contextmanager
def locking_folder(
    folder: Path,
    work: str,
    *,
    within: int = 0,
    on_wait: Callable[[LockHolder], None] = lambda _: None,
    seconds: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[FolderLock]:
    """Hold the lock of a data folder during this block; first wait briefly if another process holds the lock.

    `work` is a word for what the lock is needed for. `within` is the id of the process that started this
    process, or 0. If the process `within` holds the lock, this block may use that lock. Between two tries,
    `on_wait` is called with the holder, and may raise an exception to end the waiting. Raises FolderHeld if
    another process keeps the lock.
    """
    lock = FolderLock(folder, work)
    deadline = seconds() + LOCK_WAIT_SECONDS
    while (holder := lock.acquire()) is not None and (not within or holder.pid != within):
        on_wait(holder)
        if seconds() >= deadline:
            raise FolderHeld(holder)
        sleep(LOCK_POLL_SECONDS)
    try:
        yield lock
    finally:
        lock.release()


def without_lock_sentence(folder: Path, trouble: str) -> str:
    """A sentence that says that a folder cannot be locked; `trouble` is the reason."""
    return f"The folder {folder} takes no lock ({trouble}). Use only one program on this sleep log at a time."


def read_lock_holder(path: Path) -> LockHolder:
    """Read from the lock file at `path` which process holds the lock; what is unknown is 0 or empty."""
    try:
        content = json.loads(path.read_bytes())
        return LockHolder(int(content["pid"]), str(content["work"]))
    except (OSError, ValueError, TypeError, KeyError):
        return LockHolder()


def _open_locked(path: Path) -> int:
    """Open and lock a file. Raises BlockingIOError if another has it locked, else OSError."""
    for _ in range(_MOST_LOCK_TRIES):
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(descriptor)
            if _is_file_at(descriptor, path):
                return descriptor
        except BlockingIOError:
            os.close(descriptor)
            raise
        except OSError:  # no locks are kept here: then the file serves nobody
            if not os.fstat(descriptor).st_size:
                path.unlink(missing_ok=True)
            os.close(descriptor)
            raise
        os.close(descriptor)  # whoever held it has removed it meanwhile
    raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))


def _is_file_at(descriptor: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), os.stat(path))
    except FileNotFoundError:
        return False


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except PermissionError as error:
            raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN)) from error
        os.lseek(descriptor, 0, os.SEEK_SET)

    def _unlock_and_delete(descriptor: int, path: Path) -> None:
        os.close(descriptor)
        with suppress(OSError):  # another has it open by now
            path.unlink()

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        # Of flock's locks each open file is one: two windows of one process would notice each other, and
        # closing another descriptor of the file does not end it, as it would one of lockf.
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _unlock_and_delete(descriptor: int, path: Path) -> None:
        # Removed while it is locked: one who opens it before and locks it after sees that it has no name.
        with suppress(OSError):
            path.unlink()
        os.close(descriptor)
