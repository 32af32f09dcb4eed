"""The sleep log that a window keeps open while it runs, even if its file is moved or replaced."""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from rlscompanion.domain.moment import Moment
from rlscompanion.domain.refusal import Refusal
from rlscompanion.storage import turning_disk_errors_into_refusals
from rlscompanion.storage.backups import back_up_log, backup_folder_of, copy_file_to_disk, log_and_side_files
from rlscompanion.storage.database import LogConnection, create_log_in_memory, open_database
from rlscompanion.storage.part import LogPart
from rlscompanion.storage.replacement import complete_replacement

_P = TypeVar("_P", bound=LogPart)

log = logging.getLogger(__name__)


class OpenLog:
    """One connection to the sleep log, and the objects that read and write parts of the log through it.

    Without a path, the log is in memory and is lost on closing. `busy_ms` is how many milliseconds to wait
    while another program has locked the log. The constructor raises Refusal if the log cannot be opened.
    """

    def __init__(self, path: Path | None, now: Callable[[], Moment], busy_ms: int) -> None:
        self._path, self._now, self._busy_ms = path, now, busy_ms
        self._parts: list[LogPart] = []
        self.connection = self._open()

    def open_part(self, kind: Callable[[LogConnection, Callable[[], Moment]], _P]) -> _P:
        """Create an object of class `kind`, which reads and writes one part of the log, such as its sessions.

        After `reconnect_if_displaced` has opened another connection, the object uses that connection.
        """
        made = kind(self.connection, self._now)
        self._parts.append(made)
        return made

    def reconnect_if_displaced(self) -> bool:
        """Reconnect if the log's path no longer leads to the open file; return whether it was reconnected.

        If the path leads to another file, the open log is first saved among the backups beside the other
        file. If the path leads to no file, the open log is first written there again. Raises Refusal, and
        keeps the old connection, if the file at the path cannot be opened.
        """
        if self._path is None:
            return False
        complete_replacement(self._path)
        if not self.connection.is_displaced:
            return False
        with turning_disk_errors_into_refusals(self._path):
            if self._path.exists():
                self._back_up_rows(self._path)
            else:
                self._restore_missing_file(self._path)
        new, old = self._open(), self.connection
        self.connection = new
        for part in self._parts:
            part.use_connection(new)
        old.close()
        return True

    def close(self) -> None:
        """Close the connection to the sleep log."""
        self.connection.close()

    def _open(self) -> LogConnection:
        connection = (
            create_log_in_memory(self._now) if self._path is None else open_database(self._path, self._now)
        )
        connection.set_busy_timeout(self._busy_ms)
        return connection

    def _back_up_rows(self, path: Path) -> None:
        try:
            back_up_log(self.connection, backup_folder_of(path), self._now)
        except Refusal as refusal:  # a damaged log was kept by the restore that replaced it
            log.warning("no backup of the log from before: %s", refusal)

    def _restore_missing_file(self, path: Path) -> None:
        kept = back_up_log(self.connection, backup_folder_of(path), self._now)
        for beside in log_and_side_files(path)[1:]:  # of the file that is gone; the backup has their rows
            beside.unlink(missing_ok=True)
        copy_file_to_disk(kept, path)
