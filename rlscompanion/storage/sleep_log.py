"""Nights in the log file, with their sleeps and awakenings."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

import apsw

from rlscompanion.domain.moment import Moment
from rlscompanion.domain.night import Awakening, AwakeningKind, Item, Night, Sleep, Source
from rlscompanion.storage.database import Value, moment_or_none, pair, reading, rows, transaction, upsert

_NIGHT_COLUMNS = (
    "id",
    "evening",
    "zone",
    "quality",
    "worst_urge",
    "symptoms_began_utc",
    "symptoms_began_offset",
    "notes",
    "saved_at_utc",
    "saved_at_offset",
)
_SLEEP_COLUMNS = (
    "id",
    "night_id",
    "ordinal",
    "is_main",
    "slept",
    "went_to_bed_utc",
    "went_to_bed_offset",
    "tried_to_sleep_utc",
    "tried_to_sleep_offset",
    "minutes_to_fall_asleep",
    "times_awake",
    "minutes_awake",
    "woke_up_utc",
    "woke_up_offset",
    "got_up_utc",
    "got_up_offset",
    "planned_wake_utc",
    "planned_wake_offset",
    "minutes_trying_again",
    "sources",
)
_AWAKENING_COLUMNS = ("id", "night_id", "ordinal", "at_utc", "at_offset", "kind")

_LATEST_FIRST = "ORDER BY evening DESC, created_utc DESC, rowid DESC"

_Row = tuple[Value, ...]
_T = TypeVar("_T")


class SqliteSleepLog:
    """The nights of a log. What `save` has returned from is on disk; the world's errors raise Refusal."""

    def __init__(self, connection: apsw.Connection, now: Callable[[], Moment]) -> None:
        self._connection = connection
        self._now = now

    def nights(self, limit: int | None = None) -> Sequence[Night]:
        """Nights with all they hold, the latest evening first; of one evening, the latest made first."""
        return self._load(f"{_LATEST_FIRST} LIMIT ?", (-1 if limit is None else limit,))

    def night(self, night_id: UUID) -> Night | None:
        """The night with this id."""
        return _first(self._load("WHERE id = ?", (str(night_id),)))

    def night_of(self, evening: date) -> Night | None:
        """The night of this evening; of several, the one made last."""
        return _first(self._load(f"WHERE evening = ? {_LATEST_FIRST} LIMIT 1", (evening.isoformat(),)))

    def open_night(self) -> Night | None:
        """The latest night whose diary is not saved yet."""
        return _first(self._load(f"WHERE saved_at_utc IS NULL {_LATEST_FIRST} LIMIT 1", ()))

    def save(self, night: Night) -> None:
        """Write a night whole, new or changed; sleeps and awakenings it no longer has are deleted."""
        with transaction(self._connection):
            self._write("nights", _NIGHT_COLUMNS, [_night_row(night)])
            self._keep_only("sleeps", night.id, [sleep.id for sleep in night.sleeps])
            self._keep_only("awakenings", night.id, [awakening.id for awakening in night.awakenings])
            self._write("sleeps", _SLEEP_COLUMNS, _sleep_rows(night))
            self._write("awakenings", _AWAKENING_COLUMNS, _awakening_rows(night))

    def _load(self, selection: str, bindings: _Row) -> list[Night]:
        """The nights of a selection, in its order, by one query a table."""
        of_these = f"WHERE night_id IN (SELECT id FROM nights {selection}) ORDER BY night_id, ordinal"
        with reading(self._connection):
            nights = self._rows("nights", _NIGHT_COLUMNS, selection, bindings)
            sleeps = self._rows("sleeps", _SLEEP_COLUMNS, of_these, bindings)
            awakenings = self._rows("awakenings", _AWAKENING_COLUMNS, of_these, bindings)
        sleeps_of, awakenings_of = _by_night(sleeps, _sleep), _by_night(awakenings, _awakening)
        return [_night(row, sleeps_of.get(row[0], ()), awakenings_of.get(row[0], ())) for row in nights]

    def _rows(
        self, table: str, columns: Sequence[str], selection: str, bindings: _Row
    ) -> list[tuple[Any, ...]]:
        return rows(self._connection, f"SELECT {', '.join(columns)} FROM {table} {selection}", bindings)

    def _write(self, table: str, columns: Sequence[str], values: Iterable[_Row]) -> None:
        now = self._now().utc
        self._connection.executemany(upsert(table, columns, ("id",)), [(*row, now, now) for row in values])

    def _keep_only(self, table: str, night_id: UUID, ids: Sequence[UUID]) -> None:
        self._connection.execute(
            f"DELETE FROM {table} WHERE night_id = ? AND id NOT IN (SELECT value FROM json_each(?))",
            (str(night_id), json.dumps([str(each) for each in ids])),
        )


def _first(nights: Sequence[Night]) -> Night | None:
    return nights[0] if nights else None


def _by_night(found: Iterable[tuple[Any, ...]], make: Callable[..., _T]) -> dict[str, tuple[_T, ...]]:
    """What rows of (id, night_id, ordinal, ...) hold, by night and in their order."""
    of_night: defaultdict[str, list[_T]] = defaultdict(list)
    for row in found:
        of_night[row[1]].append(make(*row))
    return {night_id: tuple(each) for night_id, each in of_night.items()}


def _night(row: tuple[Any, ...], sleeps: tuple[Sleep, ...], awakenings: tuple[Awakening, ...]) -> Night:
    night_id, evening, zone, quality, worst_urge, began, began_offset, notes, saved, saved_offset = row
    return Night(
        id=UUID(night_id),
        evening=date.fromisoformat(evening),
        zone=zone,
        sleeps=sleeps,
        awakenings=awakenings,
        quality=quality,
        worst_urge=worst_urge,
        symptoms_began=moment_or_none(began, began_offset),
        notes=notes,
        saved_at=moment_or_none(saved, saved_offset),
    )


def _sleep(
    sleep_id: str,
    _night_id: str,
    _ordinal: int,
    is_main: int,
    slept: int,
    bed: int | None,
    bed_offset: int | None,
    tried: int | None,
    tried_offset: int | None,
    minutes_to_fall_asleep: int | None,
    times_awake: int | None,
    minutes_awake: int | None,
    woke: int | None,
    woke_offset: int | None,
    got_up: int | None,
    got_up_offset: int | None,
    planned: int | None,
    planned_offset: int | None,
    minutes_trying_again: int | None,
    sources: str,
) -> Sleep:
    return Sleep(
        id=UUID(sleep_id),
        is_main=bool(is_main),
        slept=bool(slept),
        went_to_bed=moment_or_none(bed, bed_offset),
        tried_to_sleep=moment_or_none(tried, tried_offset),
        minutes_to_fall_asleep=minutes_to_fall_asleep,
        times_awake=times_awake,
        minutes_awake=minutes_awake,
        woke_up=moment_or_none(woke, woke_offset),
        got_up=moment_or_none(got_up, got_up_offset),
        planned_wake=moment_or_none(planned, planned_offset),
        minutes_trying_again=minutes_trying_again,
        sources={Item(item): Source(source) for item, source in json.loads(sources).items()},
    )


def _awakening(
    awakening_id: str, _night_id: str, _ordinal: int, utc: int, offset: int, kind: str
) -> Awakening:
    return Awakening(UUID(awakening_id), Moment(utc, offset), AwakeningKind(kind))


def _night_row(night: Night) -> _Row:
    return (
        str(night.id),
        night.evening.isoformat(),
        night.zone,
        night.quality,
        night.worst_urge,
        *pair(night.symptoms_began),
        night.notes,
        *pair(night.saved_at),
    )


def _sleep_rows(night: Night) -> list[_Row]:
    return [
        (
            str(sleep.id),
            str(night.id),
            ordinal,
            int(sleep.is_main),
            int(sleep.slept),
            *pair(sleep.went_to_bed),
            *pair(sleep.tried_to_sleep),
            sleep.minutes_to_fall_asleep,
            sleep.times_awake,
            sleep.minutes_awake,
            *pair(sleep.woke_up),
            *pair(sleep.got_up),
            *pair(sleep.planned_wake),
            sleep.minutes_trying_again,
            json.dumps(sleep.sources, sort_keys=True),
        )
        for ordinal, sleep in enumerate(night.sleeps)
    ]


def _awakening_rows(night: Night) -> list[_Row]:
    return [
        (str(awakening.id), str(night.id), ordinal, *pair(awakening.at), awakening.kind)
        for ordinal, awakening in enumerate(night.awakenings)
    ]
