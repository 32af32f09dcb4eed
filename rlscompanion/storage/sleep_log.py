"""Nights with all their parts (sleeps, awakenings, factors, doses), stored in the sleep log."""

import json
import sys
from collections import defaultdict
from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import date
from typing import Any
from uuid import UUID

from rlscompanion.domain.night import Night
from rlscompanion.domain.night_summary import NightSummary
from rlscompanion.storage.database import fetch_rows, read_transaction, transaction
from rlscompanion.storage.night_rows import (
    NIGHTS_TABLE,
    PART_TABLES,
    part_columns,
    refuse_unknown_zone,
    write_night,
)
from rlscompanion.storage.part import LogPart
from rlscompanion.storage.table_mapping import Row, TableMapping

_LATEST_FIRST = "ORDER BY evening DESC"

_SELECT_PAGE = f"WHERE evening < ?1 {_LATEST_FIRST} LIMIT ?2"
"""SQL that selects the latest nights before an evening (?1), at most ?2 of them, using the index."""

_AFTER_ALL_EVENINGS = "~"

_ZONE_INDEX = NIGHTS_TABLE.columns.index("zone")

_SELECT_SUMMARIES = f"""
SELECT nights.id, evening, quality, worst_urge, saved_at_utc, slept, tried_to_sleep_utc,
    minutes_to_fall_asleep, times_awake, minutes_awake, woke_up_utc, minutes_trying_again
FROM nights LEFT JOIN sleeps ON sleeps.id =
    (SELECT id FROM sleeps WHERE night_id = nights.id AND is_main = 1 ORDER BY ordinal LIMIT 1)
{_SELECT_PAGE}
"""


class SqliteSleepLog(LogPart):
    """Reads and writes nights in the sleep log."""

    def nights(self, at_least: int | None = None, before: date | None = None) -> Sequence[Night]:
        """Nights with all their parts, such as sleeps, the latest first.

        `at_least` is for reading in batches: at least this many nights are returned, if the log has so many;
        None returns all. With `before`, only nights of evenings before that date are returned.
        """
        return self._load_nights(_SELECT_PAGE, _page_bindings(at_least, before))

    def summaries(self, at_least: int | None = None, before: date | None = None) -> Sequence[NightSummary]:
        """Short summaries of nights, for a list; arguments and order are the same as for `nights`."""
        with read_transaction(self._connection):
            found = fetch_rows(self._connection, _SELECT_SUMMARIES, _page_bindings(at_least, before))
            for night_id, evening, *_ in found:  # raises here, not at a later use
                UUID(night_id), date.fromisoformat(evening)
            return list(map(NightSummary._make, found))

    def notes(self) -> Sequence[tuple[date, str]]:
        """The evening and the note text of each night with notes, the latest first."""
        with read_transaction(self._connection):
            found = fetch_rows(
                self._connection, f"SELECT evening, notes FROM nights WHERE notes <> '' {_LATEST_FIRST}", ()
            )
            return [(date.fromisoformat(evening), notes) for evening, notes in found]

    def nights_between(self, first: date, last: date) -> Sequence[Night]:
        """The nights of the evenings from `first` to `last`, both included, latest first."""
        return self._load_nights(
            f"WHERE evening BETWEEN ? AND ? {_LATEST_FIRST}", (first.isoformat(), last.isoformat())
        )

    def night(self, night_id: UUID) -> Night | None:
        """The night with this id; None if the log has no such night."""
        return _first_or_none(self._load_nights("WHERE id = ?", (str(night_id),)))

    def night_of(self, evening: date) -> Night | None:
        """The night of this evening; None if the log has no such night."""
        return _first_or_none(self._load_nights("WHERE evening = ?", (evening.isoformat(),)))

    def unfinished_night(self) -> Night | None:
        """The latest night whose diary has not been saved yet; None if every diary has been saved."""
        return _first_or_none(self._load_nights(f"WHERE saved_at_utc IS NULL {_LATEST_FIRST} LIMIT 1", ()))

    def transaction(self) -> AbstractContextManager[None]:
        """Run a `with` block as one transaction with no other writer: all its changes are stored, or none."""
        return transaction(self._connection)

    def save(self, night: Night) -> None:
        """Write a new or changed night with all its parts; stored parts that the night lacks are deleted."""
        with transaction(self._connection):
            write_night(self._connection, night, self._now().utc)

    def remove(self, night_id: UUID) -> None:
        """Delete a night with all its parts, but not its sessions. An unknown id is ignored."""
        self._execute("DELETE FROM nights WHERE id = ?", (str(night_id),))

    def _load_nights(self, selection: str, bindings: Row) -> list[Night]:
        """The nights that the SQL text `selection` chooses, in its order, read with one query per table."""
        with read_transaction(self._connection):
            nights = fetch_rows(self._connection, f"{NIGHTS_TABLE.select} {selection}", bindings)
            ids = [row[0] for row in nights]
            held = {name: self._parts_of_nights(part, ids) for name, part in PART_TABLES.items()}
            for zone in {row[_ZONE_INDEX] for row in nights}:
                refuse_unknown_zone(zone)
            of_nights = {name: [tuple(found[night_id]) for night_id in ids] for name, found in held.items()}
            return NIGHTS_TABLE.read(nights, **of_nights)

    def _parts_of_nights(self, part: TableMapping[Any], ids: Sequence[str]) -> defaultdict[str, list[Any]]:
        """One kind of part, such as sleeps, for the nights with these ids: a list in order for each night."""
        query = (
            f"SELECT {', '.join(part_columns(part))} FROM {part.table} "
            "WHERE night_id IN (SELECT value FROM json_each(?)) ORDER BY night_id, ordinal"
        )
        found = fetch_rows(self._connection, query, (json.dumps(ids),))
        of_night: defaultdict[str, list[Any]] = defaultdict(list)
        values = part.read([(own_id, *rest) for own_id, _, _, *rest in found])
        for row, value in zip(found, values, strict=True):
            of_night[row[1]].append(value)
        return of_night


def _page_bindings(at_least: int | None, before: date | None) -> Row:
    return (
        _AFTER_ALL_EVENINGS if before is None else before.isoformat(),
        sys.maxsize if at_least is None else at_least,
    )


def _first_or_none(nights: Sequence[Night]) -> Night | None:
    return nights[0] if nights else None
