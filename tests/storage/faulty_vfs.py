"""A SQLite file system that fails when a test asks for that."""

import apsw


class FaultyVFS(apsw.VFS):
    """The platform's file system, in which writes raise `fault` while it is set."""

    def __init__(self, name: str) -> None:
        # Not through "multipleciphers-...": that wrapper outlives this file system and would then crash.
        self.name = name
        self.fault: type[apsw.Error] | None = None
        super().__init__(name, "unix")

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> "FaultyFile":  # noqa: N802
        return FaultyFile(self, name, flags)


class FaultyFile(apsw.VFSFile):
    def __init__(self, vfs: FaultyVFS, name: str | apsw.URIFilename | None, flags: list[int]) -> None:
        self._vfs = vfs
        super().__init__("unix", name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802
        if self._vfs.fault is not None:
            raise self._vfs.fault("as told")
        super().xWrite(data, offset)
