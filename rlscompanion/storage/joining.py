"""Merging nights of the same evening into one, in a sleep log of any schema version."""

import json
from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

import apsw

from rlscompanion.domain.joined_night import merge_nights
from rlscompanion.domain.night import Night, both_dates
from rlscompanion.storage.database import JOINED_EVENINGS, rows
from rlscompanion.storage.night_rows import NIGHTS, PARTS, write_night

_WHERE_MISSING = {"sources": "'{}'", "notes": "''", "ordinal": "0", "is_main": "0", "slept": "1"}
"""The values of columns that an older schema or a file lacks; other missing columns are unknown."""

_MOST_NAMED = 5


def read_night(connection: apsw.Connection, night_id: str, tables: str = "main.") -> Night:
    """Read a night with its sleeps and other parts from the tables whose names begin with `tables`.

    Values of missing columns are unknown.
    """
    held: dict[str, list[tuple[Any, ...]]] = {}
    for name, part in PARTS.items():
        found = _select(connection, tables, part.table, part.columns, "night_id", night_id)
        held[name] = [tuple(part.read(found))]
    [night] = NIGHTS.read(_select(connection, tables, "nights", NIGHTS.columns, "id", night_id), **held)
    return night


def join_doubles(connection: apsw.Connection) -> list[date]:
    """Where an evening has several nights, merge them into the one saved last; return these evenings.

    Their sessions move to the merged night.
    """
    query = "SELECT evening FROM nights GROUP BY evening HAVING count(*) > 1 ORDER BY evening"
    evenings = [evening for (evening,) in rows(connection, query)]
    for evening in evenings:
        latest_first = "ORDER BY coalesce(saved_at_utc, -1) DESC, modified_utc DESC, rowid DESC"
        kept, *others = rows(
            connection, f"SELECT id, modified_utc FROM nights WHERE evening = ? {latest_first}", (evening,)
        )
        night = read_night(connection, kept[0])
        for other_id, _ in others:
            night = merge_nights(night, read_night(connection, other_id))
            for part in PARTS.values():
                if _columns(connection, "main.", part.table):
                    _give(connection, part.table, other_id, kept[0])
            _give(connection, "sessions", other_id, kept[0])
            connection.execute("DELETE FROM nights WHERE id = ?", (other_id,))
        _write(connection, night, kept, *others)
    return [date.fromisoformat(evening) for evening in evenings]


def join_and_note(connection: apsw.Connection) -> None:
    """Merge nights of the same evening, and store which evenings, so that the person is informed once."""
    if evenings := join_doubles(connection):
        value = json.dumps([evening.isoformat() for evening in evenings])
        connection.execute(
            "INSERT OR REPLACE INTO preferences VALUES (?, ?, unixepoch())", (JOINED_EVENINGS, value)
        )


def sentence_of(noted: str) -> str:
    """A sentence for the person that names the evenings stored by `join_and_note`."""
    evenings = [date.fromisoformat(each) for each in json.loads(noted)]
    named = ", ".join(both_dates(each, with_year=True) for each in evenings[:_MOST_NAMED])
    more = f" and {len(evenings) - _MOST_NAMED} more" if len(evenings) > _MOST_NAMED else ""
    return (
        "Some nights had two diaries; each has one now. "
        f"Where they differed, the notes say both. Look at {named}{more}."
    )


def _give(connection: apsw.Connection, table: str, night_id: str, to: str) -> None:
    connection.execute(f"UPDATE {table} SET night_id = ? WHERE night_id = ?", (to, night_id))


def _select(
    connection: apsw.Connection, tables: str, table: str, wanted: Sequence[str], by: str, value: str
) -> list[tuple[Any, ...]]:
    there = _columns(connection, tables, table)
    if not there:
        return []
    listed = ", ".join(each if each in there else _WHERE_MISSING.get(each, "NULL") for each in wanted)
    order = " ORDER BY ordinal" if "ordinal" in there else ""
    return rows(connection, f"SELECT {listed} FROM {tables}{table} WHERE {by} = ?{order}", (value,))


def _columns(connection: apsw.Connection, tables: str, table: str) -> set[str]:
    schema, _, prefix = tables.partition(".")
    return {row[1] for row in rows(connection, f"PRAGMA {schema}.table_info({prefix}{table})")}


def _write(connection: apsw.Connection, night: Night, *joined_rows: Sequence[Any]) -> None:
    """Write a joined night with a later `modified_utc` than the rows it was joined from."""
    utc = max((int(modified) + 1 for _, modified in joined_rows), default=0)
    write_night(connection, night, utc, partial(_columns, connection, "main."))


class Joins:
    """Imported nights whose evening already has a night in the sleep log, under another id."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection
        self.coming: list[Night] = []
        self.same = 0

    def take(self, laid_aside: Sequence[str]) -> None:
        """Move these nights, with their parts, from the staged tables to `coming`.

        Their staged sessions are assigned to the log's night. Nights with nothing new are only counted, in
        `same`. `laid_aside` names the staged tables.
        """
        self.coming, self.same = [], 0
        held = {part.table: "night_id" for part in PARTS.values() if part.table in laid_aside}
        found = rows(
            self._connection,
            "SELECT theirs.id, ours.id FROM temp.incoming_nights AS theirs "
            "JOIN main.nights AS ours ON ours.evening = theirs.evening "
            "WHERE theirs.id NOT IN (SELECT id FROM main.nights)",
        )
        for theirs, ours in found:
            night = read_night(self._connection, theirs, "temp.incoming_")
            kept = read_night(self._connection, ours)
            if merge_nights(kept, night) == kept:
                self.same += 1
            else:
                self.coming.append(night)
            for table, column in {"nights": "id", **held}.items():
                self._connection.execute(f"DELETE FROM temp.incoming_{table} WHERE {column} = ?", (theirs,))
            if "night_id" in _columns(self._connection, "temp.incoming_", "sessions"):
                _give(self._connection, "temp.incoming_sessions", theirs, ours)

    def write(self) -> None:
        """Merge the nights in `coming` with those of the same evenings in the sleep log.

        Then merge any other nights of the log that share an evening.
        """
        for night in self.coming:
            found = rows(
                self._connection,
                "SELECT id, modified_utc FROM nights WHERE evening = ?",
                (night.evening.isoformat(),),
            )
            whole = merge_nights(read_night(self._connection, found[0][0]), night) if found else night
            _write(self._connection, whole, *found)
        join_doubles(self._connection)
