"""Records each file operation of a process: SQLite's through its file system, Python's through hooks.

The hooks cannot be removed, so this is for a process that ends soon.
"""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import apsw

VFS = "watched"

_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC


@dataclass(frozen=True)
class Step:
    """A file operation that is about to happen.

    `kind` is write, truncate or sync for SQLite; make, remove, rename, link or fsync for Python. `path` is
    the file, or the folder of an fsync. `target` is the new name. `at` is the offset of `data`, or the new
    size, or the flags of an opened file, or -1 for a new folder.
    """

    kind: str
    path: str
    target: str = ""
    at: int = 0
    data: bytes = b""


Watcher = Callable[[Step], None]
"""A function that is called before each file operation."""


def watch_file_operations(watcher: Watcher) -> None:
    """From now on, report every file operation of this process to `watcher` before it happens."""
    _VFS_ALIVE.append(_WatchedVFS(watcher))
    sys.addaudithook(_hook(watcher))
    fsync = os.fsync

    def fsync_reported(descriptor: int) -> None:
        watcher(Step("fsync", os.readlink(f"/proc/self/fd/{descriptor}")))
        fsync(descriptor)

    os.fsync = fsync_reported  # type: ignore[assignment]


def _hook(watcher: Watcher) -> Callable[[str, tuple[Any, ...]], None]:
    def report_event(event: str, details: tuple[Any, ...]) -> None:
        match event, details:
            case "open", (str() | bytes() as path, _, int() as flags) if flags & _WRITES:
                watcher(Step("make", _whole(path), at=flags))
            case "os.rename", (source, target, *_):
                watcher(Step("rename", _whole(source), _whole(target)))
            case "os.link", (source, target, *_):
                watcher(Step("link", _whole(source), _whole(target)))
            case (("os.remove" | "os.rmdir"), (path, int() as folder)):
                watcher(Step("remove", _whole(path, folder)))
            case "os.mkdir", (path, *_):
                watcher(Step("make", _whole(path), at=-1))

    return report_event


def _whole(path: str | bytes | os.PathLike[str], folder: int = -1) -> str:
    base = os.getcwd() if folder == -1 else os.readlink(f"/proc/self/fd/{folder}")
    return os.path.normpath(os.path.join(base, os.fsdecode(path)))


_VFS_ALIVE: list[apsw.VFS] = []


class _WatchedVFS(apsw.VFS):
    """SQLite's usual file system, which reports each operation; used for all files of this process."""

    def __init__(self, watcher: Watcher) -> None:
        self._watcher = watcher
        super().__init__(VFS, "unix", makedefault=True)

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> apsw.VFSFile:  # noqa: N802
        if name is None:
            return apsw.VFSFile("unix", name, flags)
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        if flags[0] & apsw.SQLITE_OPEN_CREATE and not os.path.exists(path):
            self._watcher(Step("make", path))
        return _WatchedFile(self._watcher, path, name, flags)

    def xDelete(self, name: str, sync: bool) -> None:  # noqa: N802
        self._watcher(Step("remove", name))
        super().xDelete(name, sync)
        if sync:
            self._watcher(Step("fsync", os.path.dirname(name)))


class _WatchedFile(apsw.VFSFile):
    def __init__(
        self, watcher: Watcher, path: str, name: str | apsw.URIFilename | None, flags: list[int]
    ) -> None:
        self._watcher, self._path = watcher, path
        super().__init__("unix", name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802
        self._watcher(Step("write", self._path, at=offset, data=bytes(data)))
        super().xWrite(data, offset)

    def xTruncate(self, size: int) -> None:  # noqa: N802
        self._watcher(Step("truncate", self._path, at=size))
        super().xTruncate(size)

    def xSync(self, flags: int) -> None:  # noqa: N802
        self._watcher(Step("sync", self._path))
        super().xSync(flags)
