"""All rows of the sleep log for import and export, table by table, with the schema's column names."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import apsw

from rlscompanion.bedtime.ports.files import Cells
from rlscompanion.storage import turning_disk_errors_into_refusals
from rlscompanion.storage.database import read_transaction
from rlscompanion.storage.merge import SqliteMerge


class SqliteWholeLog:
    """Reads all rows of an open sleep log for exports, and merges imported rows into it.

    Raises Refusal on a full disk, a lock or damage.
    """

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection

    def reading_snapshot(self) -> AbstractContextManager[None]:
        """Let all queries in a `with` block see the same state of the sleep log."""
        return read_transaction(self._connection)

    def rows(self, table: str, columns: Sequence[str], order: Sequence[str] = ()) -> Iterator[Cells]:
        """All rows of a table, sorted by the columns in `order`; without `order`, in the order of writing."""
        query = f"SELECT {', '.join(columns)} FROM {table} ORDER BY {', '.join(order) or 'rowid'}"
        with turning_disk_errors_into_refusals(Path(self._connection.filename), connection=self._connection):
            yield from self._connection.execute(query)

    def count_rows(self, table: str) -> int:
        """The number of rows in this table."""
        with turning_disk_errors_into_refusals(Path(self._connection.filename), connection=self._connection):
            return int(self._connection.execute(f"SELECT count(*) FROM {table}").get)

    @contextmanager
    def open_merge(self) -> Iterator[SqliteMerge]:
        """Open an import for the length of a `with` block.

        At the end of the block, staged rows that were not written to the log are dropped.
        """
        merge = SqliteMerge(self._connection)
        try:
            yield merge
        finally:
            merge.close()
