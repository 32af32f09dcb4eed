"""All rows of the log for import and export, table by table, under the names of the schema."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import apsw

from rlscompanion.bedtime.ports.files import Cells
from rlscompanion.storage import refusing
from rlscompanion.storage.database import reading
from rlscompanion.storage.merge import SqliteMerge


class SqliteWholeLog:
    """The rows of an open log. Raises Refusal on a full disk, a lock or damage."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection

    def reading(self) -> AbstractContextManager[None]:
        """Let everything inside read the same state of the log."""
        return reading(self._connection)

    def rows(self, table: str, columns: Sequence[str], order: Sequence[str] = ()) -> Iterator[Cells]:
        """All rows of a table, ordered by these columns, or else in the order they were written."""
        query = f"SELECT {', '.join(columns)} FROM {table} ORDER BY {', '.join(order) or 'rowid'}"
        with refusing(Path(self._connection.filename), connection=self._connection):
            yield from self._connection.execute(query)

    def count(self, table: str) -> int:
        """The number of rows in a table."""
        with refusing(Path(self._connection.filename), connection=self._connection):
            return int(self._connection.execute(f"SELECT count(*) FROM {table}").get)

    @contextmanager
    def merging(self) -> Iterator[SqliteMerge]:
        """Open a merge of imported rows; staged rows that were not applied are dropped at its end."""
        merge = SqliteMerge(self._connection)
        try:
            yield merge
        finally:
            merge.close()
