"""Importing into the sleep log: each import starts with a backup, and the last import can be undone."""

import json
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

import apsw

from rlscompanion.bedtime.ports.files import KeptRow
from rlscompanion.domain.moment import Moment
from rlscompanion.domain.refusal import Refusal
from rlscompanion.storage.backups import back_up_log, backup_folder_of
from rlscompanion.storage.database import fetch_rows, read_transaction, transaction
from rlscompanion.storage.keys import connect_with_key
from rlscompanion.storage.merge import SqliteMerge
from rlscompanion.storage.preferences import SqlitePreferences
from rlscompanion.storage.restore import hash_of_tables, making_verified_copy, replace_rows

LAST_IMPORT_KEY = "last_import"


@dataclass(frozen=True)
class LastImport:
    """What the log remembers about the last import, so that the import can be undone.

    `file` is the name of the imported file, and `backup` the name of the backup made before the import.
    `after` is a hash of the log's rows at the end of the import.
    """

    file: str
    backup: str
    after: str


class UndoableImports:
    """Imports rows into an open sleep log, and can undo the last import.

    `tables` names the tables that imports can change.
    """

    def __init__(self, connection: apsw.Connection, now: Callable[[], Moment], tables: Sequence[str]) -> None:
        self._connection, self._now, self._tables = connection, now, tables
        self._preferences = SqlitePreferences(connection, now)
        self._log = Path(connection.filename)

    @property
    def last_import(self) -> LastImport | None:
        """The last import; None if there was no import, or if the last import was undone."""
        kept = self._preferences.get(LAST_IMPORT_KEY, "")
        try:
            return LastImport(**json.loads(kept)) if kept else None
        except (ValueError, TypeError):
            return None

    def would_overwrite(self, merge: SqliteMerge, keep: KeptRow | None) -> bool:
        """Whether applying this import would overwrite rows of the sleep log.

        `keep` says which row to keep if a row of the file differs from a row of the log. Raises Refusal if
        the log cannot be read.
        """
        if keep not in (KeptRow.THEIRS, KeptRow.NEWER):
            return False
        only = " AND newer" if keep is KeptRow.NEWER else ""
        with read_transaction(self._connection):  # what the plan judges of each row is gone with this
            differing = [each.table for each in merge.planned_changes() if each.differing]
            return any(
                fetch_rows(
                    self._connection, f"SELECT 1 FROM temp.verdict_{table} WHERE verdict = 'differs'{only}"
                )
                for table in differing
            )

    def apply(self, merge: SqliteMerge, keep: KeptRow | None, file: Path) -> Path:
        """Back up the sleep log, then write all imported rows or none; return the backup's path.

        `keep` says which row to keep if a row of the file differs from a row of the log. Raises Refusal if
        the log cannot be backed up or written, or if rows differ and `keep` is None.
        """
        made: list[Path] = []
        with transaction(self._connection):
            merge.apply(keep, lambda: made.append(self._back_up_before()))
            [backup] = made
            after = hash_of_tables(self._connection, self._tables)
            self._remember(LastImport(file.name, backup.name, after))
        return backup

    def undo(self) -> LastImport:
        """Back up the sleep log, undo the last import, and return that import.

        Raises Refusal, with nothing changed, if there is no import to undo or the log has changed since the
        import. Also raises Refusal if the backup made before the import is missing or damaged.
        """
        last = self.last_import
        if last is None:
            raise Refusal("There is no import to undo.")
        if hash_of_tables(self._connection, self._tables) != last.after:
            raise Refusal(
                f"The log has changed since {last.file} was imported, so it cannot simply be undone. "
                f"The earlier log is {last.backup} in the backups folder."
            )
        before = backup_folder_of(self._log) / last.backup
        if not before.is_file():
            raise Refusal(f"The backup from before the import, {before}, is gone, so nothing was changed.")
        with making_verified_copy(before, self._log.parent, self._now) as copy:
            back_up_log(self._connection, backup_folder_of(self._log), self._now)
            replace_rows(self._connection, copy, self._tables)
        self._preferences.set(LAST_IMPORT_KEY, "")
        return last

    def _back_up_before(self) -> Path:
        """Back up the log as it was before the current transaction; return the backup's path."""
        with closing(connect_with_key(self._log, apsw.SQLITE_OPEN_READONLY)) as other:
            return back_up_log(other, backup_folder_of(self._log), self._now)

    def _remember(self, last: LastImport) -> None:
        self._preferences.set(LAST_IMPORT_KEY, json.dumps(asdict(last)))
