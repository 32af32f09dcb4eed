"""Every row of the log, as files in and out need it: table by table, by the names of the schema."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import apsw

from rlscompanion.bedtime.ports.files import Cells
from rlscompanion.storage import refusing
from rlscompanion.storage.database import reading
from rlscompanion.storage.merge import SqliteMerge


class SqliteWholeLog:
    """The rows of an open log. Raises Refusal for the world's errors."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection

    def reading(self) -> AbstractContextManager[None]:
        """See one state of the log in everything read inside."""
        return reading(self._connection)

    def rows(self, table: str, columns: Sequence[str], order: Sequence[str] = ()) -> Iterator[Cells]:
        """All rows of a table, ordered by these columns or else as they were written."""
        query = f"SELECT {', '.join(columns)} FROM {table} ORDER BY {', '.join(order) or 'rowid'}"
        with refusing(Path(self._connection.filename), connection=self._connection):
            yield from self._connection.execute(query)

    def count(self, table: str) -> int:
        """How many rows a table has."""
        with refusing(Path(self._connection.filename), connection=self._connection):
            return int(self._connection.execute(f"SELECT count(*) FROM {table}").get)

    @contextmanager
    def merging(self) -> Iterator[SqliteMerge]:
        """Bring rows in from outside; what was not applied is gone afterwards."""
        merge = SqliteMerge(self._connection)
        try:
            yield merge
        finally:
            merge.close()
