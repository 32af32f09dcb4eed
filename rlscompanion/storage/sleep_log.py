"""Nights in the log file, with all they hold."""

import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import date
from typing import Any
from uuid import UUID

import apsw

from rlscompanion.domain.moment import Moment
from rlscompanion.domain.night import Night
from rlscompanion.domain.night_summary import NightSummary
from rlscompanion.storage.database import reading, rows, transaction, upsert
from rlscompanion.storage.night_rows import NIGHTS, PARTS, part_columns, part_rows
from rlscompanion.storage.shapes import Row, Shape

_LATEST_FIRST = "ORDER BY evening DESC"

_PAGE = f"WHERE evening < ?1 {_LATEST_FIRST} LIMIT ?2"
"""The latest ?2 nights of evenings before ?1: found by the index, however far back."""

_AFTER_ALL_EVENINGS = "~"

_SUMMARIES = f"""
SELECT nights.id, evening, quality, worst_urge, saved_at_utc, slept, tried_to_sleep_utc,
    minutes_to_fall_asleep, times_awake, minutes_awake, woke_up_utc, minutes_trying_again
FROM nights LEFT JOIN sleeps ON sleeps.id =
    (SELECT id FROM sleeps WHERE night_id = nights.id AND is_main = 1 ORDER BY ordinal LIMIT 1)
{_PAGE}
"""


class SqliteSleepLog:
    """The nights of a log. What `save` has returned from is on disk; the world's errors raise Refusal."""

    def __init__(self, connection: apsw.Connection, now: Callable[[], Moment]) -> None:
        self._connection = connection
        self._now = now

    def nights(self, at_least: int | None = None, before: date | None = None) -> Sequence[Night]:
        """Nights with all they hold, the latest first: so many, or all, of evenings before one, or of all."""
        return self._load(_PAGE, _page(at_least, before))

    def summaries(self, at_least: int | None = None, before: date | None = None) -> Sequence[NightSummary]:
        """What a list shows of the nights, in the order of `nights`."""
        with reading(self._connection):
            found = rows(self._connection, _SUMMARIES, _page(at_least, before))
        return list(map(NightSummary._make, found))

    def nights_between(self, first: date, last: date) -> Sequence[Night]:
        """The nights of these evenings and those between them, the latest first."""
        return self._load(
            f"WHERE evening BETWEEN ? AND ? {_LATEST_FIRST}", (first.isoformat(), last.isoformat())
        )

    def night(self, night_id: UUID) -> Night | None:
        """The night with this id."""
        return _first(self._load("WHERE id = ?", (str(night_id),)))

    def night_of(self, evening: date) -> Night | None:
        """The night of this evening."""
        return _first(self._load("WHERE evening = ?", (evening.isoformat(),)))

    def open_night(self) -> Night | None:
        """The latest night whose diary is not saved yet."""
        return _first(self._load(f"WHERE saved_at_utc IS NULL {_LATEST_FIRST} LIMIT 1", ()))

    def whole(self) -> AbstractContextManager[None]:
        """One transaction for everything inside: nobody else writes meanwhile; all is kept or nothing."""
        return transaction(self._connection)

    def save(self, night: Night) -> None:
        """Write a night whole, new or changed; what it no longer holds is deleted."""
        with transaction(self._connection):
            self._write("nights", NIGHTS.columns, [NIGHTS.row(night)])
            for name, part in PARTS.items():
                written = part_rows(night, name)
                self._keep_only(part.table, night.id, [str(row[0]) for row in written])
                self._write(part.table, part_columns(part), written)

    def remove(self, night_id: UUID) -> None:
        """Delete a night and all it holds; its sessions stay, in no night. Unknown ids change nothing."""
        with transaction(self._connection):
            self._connection.execute("DELETE FROM nights WHERE id = ?", (str(night_id),))

    def _load(self, selection: str, bindings: Row) -> list[Night]:
        """The nights of a selection, in its order, by one query a table."""
        of_these = "WHERE night_id IN (SELECT value FROM json_each(?)) ORDER BY night_id, ordinal"
        with reading(self._connection):
            nights = self._rows("nights", NIGHTS.columns, selection, bindings)
            ids = [row[0] for row in nights]
            held = {
                name: _by_night(
                    part, self._rows(part.table, part_columns(part), of_these, (json.dumps(ids),))
                )
                for name, part in PARTS.items()
            }
        of_nights = {
            name: [tuple(found.get(night_id, ())) for night_id in ids] for name, found in held.items()
        }
        return NIGHTS.read(nights, **of_nights)

    def _rows(
        self, table: str, columns: Sequence[str], selection: str, bindings: Row
    ) -> list[tuple[Any, ...]]:
        return rows(self._connection, f"SELECT {', '.join(columns)} FROM {table} {selection}", bindings)

    def _write(self, table: str, columns: Sequence[str], values: Iterable[Row]) -> None:
        now = self._now().utc
        self._connection.executemany(upsert(table, columns, ("id",)), [(*row, now, now) for row in values])

    def _keep_only(self, table: str, night_id: UUID, ids: Sequence[str]) -> None:
        self._connection.execute(
            f"DELETE FROM {table} WHERE night_id = ? AND id NOT IN (SELECT value FROM json_each(?))",
            (str(night_id), json.dumps(ids)),
        )


def _page(at_least: int | None, before: date | None) -> Row:
    return (
        _AFTER_ALL_EVENINGS if before is None else before.isoformat(),
        sys.maxsize if at_least is None else at_least,
    )


def _first(nights: Sequence[Night]) -> Night | None:
    return nights[0] if nights else None


def _by_night(part: Shape[Any], found: Sequence[tuple[Any, ...]]) -> dict[str, list[Any]]:
    """What rows of (id, night_id, ordinal, ...) hold, by night and in their order."""
    of_night: defaultdict[str, list[Any]] = defaultdict(list)
    values = part.read([(own_id, *rest) for own_id, _, _, *rest in found])
    for row, value in zip(found, values, strict=True):
        of_night[row[1]].append(value)
    return of_night
