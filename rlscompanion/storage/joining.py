"""Merging several nights of the same evening into one night, in a sleep log of any schema version."""

import json
from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

import apsw

from rlscompanion.domain.joined_night import merge_nights
from rlscompanion.domain.night import Night, both_dates_text
from rlscompanion.storage.database import MERGED_EVENINGS_KEY, fetch_rows
from rlscompanion.storage.night_rows import NIGHTS_TABLE, PART_TABLES, write_night

_DEFAULT_SQL_OF_COLUMNS = {"sources": "'{}'", "notes": "''", "ordinal": "0", "is_main": "0", "slept": "1"}
"""The SQL values of columns that an older schema or a file lacks; other missing columns become null."""

_MOST_NAMED_EVENINGS = 5


def read_night(connection: apsw.Connection, night_id: str, table_prefix: str = "main.") -> Night:
    """Read a night with all its parts, such as sleeps, from tables whose names begin with `table_prefix`.

    The prefix may be a schema name such as "main.". If a column is missing, its value is unknown (None) or a
    default.
    """
    held: dict[str, list[tuple[Any, ...]]] = {}
    for name, part in PART_TABLES.items():
        found = _select_rows(connection, table_prefix, part.table, part.columns, "night_id", night_id)
        held[name] = [tuple(part.read(found))]
    [night] = NIGHTS_TABLE.read(
        _select_rows(connection, table_prefix, "nights", NIGHTS_TABLE.columns, "id", night_id), **held
    )
    return night


def merge_nights_of_same_evening(connection: apsw.Connection) -> list[date]:
    """Merge nights that share an evening into the night saved last; return these evenings.

    Sessions of the other nights are assigned to the merged night.
    """
    query = "SELECT evening FROM nights GROUP BY evening HAVING count(*) > 1 ORDER BY evening"
    evenings = [evening for (evening,) in fetch_rows(connection, query)]
    for evening in evenings:
        latest_first = "ORDER BY coalesce(saved_at_utc, -1) DESC, modified_utc DESC, rowid DESC"
        kept, *others = fetch_rows(
            connection, f"SELECT id, modified_utc FROM nights WHERE evening = ? {latest_first}", (evening,)
        )
        night = read_night(connection, kept[0])
        for other_id, _ in others:
            night = merge_nights(night, read_night(connection, other_id))
            for part in PART_TABLES.values():
                if _column_names(connection, "main.", part.table):
                    _reassign(connection, part.table, other_id, kept[0])
            _reassign(connection, "sessions", other_id, kept[0])
            connection.execute("DELETE FROM nights WHERE id = ?", (other_id,))
        _write_merged_night(connection, night, kept, *others)
    return [date.fromisoformat(evening) for evening in evenings]


def merge_nights_and_store_evenings(connection: apsw.Connection) -> None:
    """Merge nights that share an evening, and store the dates of these evenings as a preference.

    From the stored dates, `merged_evenings_sentence` makes a sentence that informs the person.
    """
    if evenings := merge_nights_of_same_evening(connection):
        value = json.dumps([evening.isoformat() for evening in evenings])
        connection.execute(
            "INSERT OR REPLACE INTO preferences VALUES (?, ?, unixepoch())", (MERGED_EVENINGS_KEY, value)
        )


def merged_evenings_sentence(stored: str) -> str:
    """A sentence for the person that names the evenings whose nights were merged.

    `stored` is the JSON text written by `merge_nights_and_store_evenings`.
    """
    evenings = [date.fromisoformat(each) for each in json.loads(stored)]
    named = ", ".join(both_dates_text(each, with_year=True) for each in evenings[:_MOST_NAMED_EVENINGS])
    more = f" and {len(evenings) - _MOST_NAMED_EVENINGS} more" if len(evenings) > _MOST_NAMED_EVENINGS else ""
    return (
        "Some nights had two diaries; each has one now. "
        f"Where they differed, the notes say both. Look at {named}{more}."
    )


def _reassign(connection: apsw.Connection, table: str, night_id: str, to: str) -> None:
    connection.execute(f"UPDATE {table} SET night_id = ? WHERE night_id = ?", (to, night_id))


def _select_rows(
    connection: apsw.Connection, table_prefix: str, table: str, wanted: Sequence[str], by: str, value: str
) -> list[tuple[Any, ...]]:
    there = _column_names(connection, table_prefix, table)
    if not there:
        return []
    listed = ", ".join(
        each if each in there else _DEFAULT_SQL_OF_COLUMNS.get(each, "NULL") for each in wanted
    )
    order = " ORDER BY ordinal" if "ordinal" in there else ""
    return fetch_rows(
        connection, f"SELECT {listed} FROM {table_prefix}{table} WHERE {by} = ?{order}", (value,)
    )


def _column_names(connection: apsw.Connection, table_prefix: str, table: str) -> set[str]:
    schema, _, prefix = table_prefix.partition(".")
    return {row[1] for row in fetch_rows(connection, f"PRAGMA {schema}.table_info({prefix}{table})")}


def _write_merged_night(connection: apsw.Connection, night: Night, *joined_rows: Sequence[Any]) -> None:
    """Write a merged night with a later `modified_utc` than the rows that it was merged from."""
    utc = max((int(modified) + 1 for _, modified in joined_rows), default=0)
    write_night(connection, night, utc, partial(_column_names, connection, "main."))


class NightMerges:
    """Merges imported nights with nights of the sleep log that have the same evening but another id.

    `imported_nights` are the imported nights that would change the log's night of their evening.
    `unchanged_count` is the number of imported nights that would change nothing.
    """

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection
        self.imported_nights: list[Night] = []
        self.unchanged_count = 0

    def take_nights_from_staged_tables(self, staged_tables: Sequence[str]) -> None:
        """Move imported nights, with their parts, from staged tables to `imported_nights`.

        A staged table is a temporary table with the imported rows for one table of the log. A night is moved
        if the log has a night of the same evening under another id. If moving it would change nothing, the
        night is only counted. Staged sessions of the night are assigned to the log's night. `staged_tables`
        names the log's tables for which rows are staged.
        """
        self.imported_nights, self.unchanged_count = [], 0
        held = {part.table: "night_id" for part in PART_TABLES.values() if part.table in staged_tables}
        found = fetch_rows(
            self._connection,
            "SELECT theirs.id, ours.id FROM temp.incoming_nights AS theirs "
            "JOIN main.nights AS ours ON ours.evening = theirs.evening "
            "WHERE theirs.id NOT IN (SELECT id FROM main.nights)",
        )
        for theirs, ours in found:
            night = read_night(self._connection, theirs, "temp.incoming_")
            kept = read_night(self._connection, ours)
            if merge_nights(kept, night) == kept:
                self.unchanged_count += 1
            else:
                self.imported_nights.append(night)
            for table, column in {"nights": "id", **held}.items():
                self._connection.execute(f"DELETE FROM temp.incoming_{table} WHERE {column} = ?", (theirs,))
            if "night_id" in _column_names(self._connection, "temp.incoming_", "sessions"):
                _reassign(self._connection, "temp.incoming_sessions", theirs, ours)

    def write_merged_nights(self) -> None:
        """Merge the nights in `imported_nights` with the sleep log's nights of the same evenings.

        Then merge any other nights of the log that share an evening.
        """
        for night in self.imported_nights:
            found = fetch_rows(
                self._connection,
                "SELECT id, modified_utc FROM nights WHERE evening = ?",
                (night.evening.isoformat(),),
            )
            whole = merge_nights(read_night(self._connection, found[0][0]), night) if found else night
            _write_merged_night(self._connection, whole, *found)
        merge_nights_of_same_evening(self._connection)
