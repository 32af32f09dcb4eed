"""The base class of objects that read and write one part of the sleep log, such as its sessions."""

from collections.abc import Callable
from typing import Any, TypeVar

import apsw

from rlscompanion.domain.moment import Moment
from rlscompanion.storage.database import fetch_rows, read_transaction, transaction, upsert_sql
from rlscompanion.storage.table_mapping import Row, TableMapping

_T = TypeVar("_T")


class LogPart:
    """Reads and writes one part of the sleep log, such as its sessions.

    Changes are on disk when a method returns; a full disk or a lock raises Refusal.
    """

    def __init__(self, connection: apsw.Connection, now: Callable[[], Moment]) -> None:
        self._connection, self._now = connection, now

    def use_connection(self, connection: apsw.Connection) -> None:
        """Use another connection to the sleep log from now on."""
        self._connection = connection

    def _fetch_rows(self, query: str, bindings: Row = ()) -> list[tuple[Any, ...]]:
        with read_transaction(self._connection):
            return fetch_rows(self._connection, query, bindings)

    def _read_all(self, shape: TableMapping[_T], selection: str) -> list[_T]:
        with read_transaction(self._connection):
            return shape.read(fetch_rows(self._connection, f"{shape.select} {selection}"))

    def _write_row(self, shape: TableMapping[_T], value: _T) -> None:
        now = self._now().utc
        with transaction(self._connection):
            write = upsert_sql(shape.table, shape.columns, ("id",))
            self._connection.execute(write, (*shape.row(value), now, now))

    def _execute(self, query: str, bindings: Row) -> None:
        with transaction(self._connection):
            self._connection.execute(query, bindings)
