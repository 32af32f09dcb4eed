"""Imports into the sleep log that can be undone: each starts with a backup, and the last is remembered."""

import json
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

import apsw

from rlscompanion.bedtime.ports.files import KeptRow
from rlscompanion.domain.moment import Moment
from rlscompanion.domain.refusal import Refusal
from rlscompanion.storage.backups import back_up, backup_folder_of
from rlscompanion.storage.database import read_transaction, rows, transaction
from rlscompanion.storage.keys import connect
from rlscompanion.storage.merge import SqliteMerge
from rlscompanion.storage.preferences import SqlitePreferences
from rlscompanion.storage.restore import fingerprint, replace_rows, verified_copy

LAST_IMPORT_KEY = "last_import"


@dataclass(frozen=True)
class LastImport:
    """The last import: the name of its file, the name of the backup made before it, and a hash (`after`).

    `after` is the hash of the log's rows when the import was done.
    """

    file: str
    backup: str
    after: str


class Imports:
    """Applies imports to an open sleep log, and can undo the last one.

    `tables` names the tables that imports can change.
    """

    def __init__(self, connection: apsw.Connection, now: Callable[[], Moment], tables: Sequence[str]) -> None:
        self._connection, self._now, self._tables = connection, now, tables
        self._preferences = SqlitePreferences(connection, now)
        self._log = Path(connection.filename)

    @property
    def last(self) -> LastImport | None:
        """The last import; None if there is none, or if it was undone."""
        kept = self._preferences.get(LAST_IMPORT_KEY, "")
        try:
            return LastImport(**json.loads(kept)) if kept else None
        except (ValueError, TypeError):
            return None

    def overwrites(self, merge: SqliteMerge, keep: KeptRow | None) -> bool:
        """Whether applying this import would overwrite rows of the sleep log.

        Raises Refusal if the log cannot be read.
        """
        if keep not in (KeptRow.THEIRS, KeptRow.NEWER):
            return False
        only = " AND newer" if keep is KeptRow.NEWER else ""
        with read_transaction(self._connection):  # what the plan judges of each row is gone with this
            differing = [each.table for each in merge.planned_changes() if each.differing]
            return any(
                rows(self._connection, f"SELECT 1 FROM temp.verdict_{table} WHERE verdict = 'differs'{only}")
                for table in differing
            )

    def apply(self, merge: SqliteMerge, keep: KeptRow | None, file: Path) -> Path:
        """Back up the sleep log, then write all imported rows or none; return the backup's path.

        Raises Refusal if the log cannot be backed up or written, and as `SqliteMerge.apply` does.
        """
        made: list[Path] = []
        with transaction(self._connection):
            merge.apply(keep, lambda: made.append(self._back_up_before()))
            [backup] = made
            after = fingerprint(self._connection, self._tables)
            self._remember(LastImport(file.name, backup.name, after))
        return backup

    def undo(self) -> LastImport:
        """Undo the last import, after a backup of the present sleep log, and return what was undone.

        Raises Refusal, with nothing changed, if there is none, if the log has changed since, or if
        the backup made before the import is missing or damaged.
        """
        last = self.last
        if last is None:
            raise Refusal("There is no import to undo.")
        if fingerprint(self._connection, self._tables) != last.after:
            raise Refusal(
                f"The log has changed since {last.file} was imported, so it cannot simply be undone. "
                f"The earlier log is {last.backup} in the backups folder."
            )
        before = backup_folder_of(self._log) / last.backup
        if not before.is_file():
            raise Refusal(f"The backup from before the import, {before}, is gone, so nothing was changed.")
        with verified_copy(before, self._log.parent, self._now) as copy:
            back_up(self._connection, backup_folder_of(self._log), self._now)
            replace_rows(self._connection, copy, self._tables)
        self._preferences.set(LAST_IMPORT_KEY, "")
        return last

    def _back_up_before(self) -> Path:
        """Back up the log as it was before the current transaction; return the backup's path."""
        with closing(connect(self._log, apsw.SQLITE_OPEN_READONLY)) as other:
            return back_up(other, backup_folder_of(self._log), self._now)

    def _remember(self, last: LastImport) -> None:
        self._preferences.set(LAST_IMPORT_KEY, json.dumps(asdict(last)))
