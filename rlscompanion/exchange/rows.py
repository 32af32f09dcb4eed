"""Rows of a table between the log and a file, column by column."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from rlscompanion.bedtime.ports.files import Cell, Cells, WholeLog
from rlscompanion.domain.items import Kind
from rlscompanion.exchange.fields import STAMPS, Field
from rlscompanion.exchange.files import Progress
from rlscompanion.exchange.tables import Table
from rlscompanion.exchange.values import (
    Reader,
    Unfit,
    local_text,
    local_with_offset,
    reader_of,
    unfit,
    utc_text,
)

_TOLD_EVERY = 2000
"""Rows between two words about progress."""

_Change = Callable[[list[Any]], None]


class ShownRows:
    """The rows of a table as a file shows them: as JSON values, or as the cells of a CSV file."""

    def __init__(self, table: Table, as_text: bool) -> None:
        self._table = table
        # The local time stands in for what is worked out in its place.
        self._columns = tuple(
            field.columns[0] if name.endswith("_local") and field.kind is Kind.MOMENT else name
            for field in table.fields
            for name in field.names
        )
        shown = (_shown_as_text if as_text else _shown_as_json)(table)
        self._changes = [(place, change) for place, change in shown if change is not None]

    def of(self, log: WholeLog) -> Iterator[list[Any]]:
        """Every row, in the order of the table."""
        changes = self._changes
        for cells in log.rows(self._table.name, self._columns, self._table.order):
            row = list(cells)
            for place, change in changes:
                if row[place] is not None:
                    change(row)
            yield row


def _places(table: Table) -> Iterator[tuple[int, Field]]:
    place = 0
    for field in table.fields:
        yield place, field
        place += len(field.names)


def _shown_as_json(table: Table) -> Iterator[tuple[int, _Change | None]]:
    for place, field in _places(table):
        match field.kind:
            case Kind.MOMENT:
                yield place, _moment_as_json(place)
            case Kind.FLAG:
                yield place, _changed(place, bool)
            case Kind.WORDS | Kind.SOURCES:
                yield place, _changed(place, json.loads)


def _shown_as_text(table: Table) -> Iterator[tuple[int, _Change | None]]:
    for place, field in _places(table):
        match field.kind:
            case Kind.MOMENT:
                yield place, _moment_as_text(place)
            case Kind.STAMP:
                yield place, _changed(place, utc_text)
            case Kind.FLAG:
                yield place, _changed(place, ("false", "true").__getitem__)


def _changed(place: int, change: Callable[[Any], Any]) -> _Change:
    def apply(row: list[Any]) -> None:
        row[place] = change(row[place])

    return apply


def _moment_as_json(place: int) -> _Change:
    def apply(row: list[Any]) -> None:
        row[place + 2] = local_with_offset(row[place], row[place + 1])

    return apply


def _moment_as_text(place: int) -> _Change:
    def apply(row: list[Any]) -> None:
        utc = row[place]
        row[place + 2] = local_text(utc, row[place + 1])
        row[place] = utc_text(utc)

    return apply


def counted(rows: Iterable[Any], done: int, total: int, told: Progress) -> Iterator[Any]:
    """The same rows, telling of progress; `done` of `total` were seen before."""
    for number, row in enumerate(rows, done):
        if number % _TOLD_EVERY == 0:
            told(number / total if total else 1.0)
        yield row


class BadRow(Exception):  # noqa: N818 - carries a reason to where the file is known
    """Something about a row, or about the heading where there is no row yet: its column, if one, and why."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(column, reason)
        self.column, self.reason = column, reason


class RowReader:
    """Reads rows of a table that have these columns, in any order; others are not known.

    A column that is missing is left as the log has it; the stamps are then `now`, in UTC seconds. Raises
    BadRow for columns that are not of this table, stand twice, or must not be missing.
    """

    def __init__(self, table: Table, names: Sequence[str], from_text: bool, now: int) -> None:
        self._names = tuple(names)
        places = {name: place for place, name in enumerate(names)}
        _refuse_names(table, names, places)
        read: list[tuple[str, int, Reader]] = []
        self._moments: list[tuple[str, int, int, int]] = []
        self._added: Cells = ()
        added: list[str] = []
        for field in table.fields:
            for column in field.columns:
                if column in places:
                    read.append((column, places[column], reader_of(field, column, from_text)))
                elif field in STAMPS:
                    added.append(column)
            if field.kind is Kind.MOMENT and field.columns[0] in places:
                first = len(read) - 2
                self._moments.append((field.name, first, first + 1, places.get(f"{field.name}_local", -1)))
        self._added = (now,) * len(added)
        self.columns = (*(column for column, _, _ in read), *added)
        self._readers = [(place, reader) for _, place, reader in read]
        self._show_local = local_text if from_text else local_with_offset
        self._one_of = [
            (name, [place for place, (column, _, _) in enumerate(read) if column in table.needs_one_of])
            for name in table.needs_one_of[:1]
        ]

    def read(self, values: Sequence[Any]) -> Cells:
        """The cells of a row, in the order of `columns`. Raises BadRow."""
        try:
            cells = [reader(values[place]) for place, reader in self._readers]
        except Unfit:
            raise self._bad(values) from None
        for name, utc, offset, local in self._moments:
            self._check_moment(name, cells[utc], cells[offset], values[local] if local >= 0 else None)
        for name, places in self._one_of:
            if all(cells[place] is None for place in places):
                raise BadRow(name, "is empty, and so is all that could stand in for it")
        return (*cells, *self._added)

    def _bad(self, values: Sequence[Any]) -> BadRow:
        """What is wrong with a row, looked for once more to find where."""
        for place, reader in self._readers:
            try:
                reader(values[place])
            except Unfit as unfit_value:
                return BadRow(self._names[place], str(unfit_value))
        raise AssertionError("a row that was refused is not any more")

    def _check_moment(self, name: str, utc: Cell, offset: Cell, local: Any) -> None:
        if (utc is None) != (offset is None):
            missing = f"{name}_utc" if utc is None else f"{name}_offset"
            raise BadRow(missing, "is empty, though the rest of its moment is there")
        if local is None or local == "":
            return
        if not isinstance(utc, int) or not isinstance(offset, int):
            raise BadRow(f"{name}_utc", "is empty, though the rest of its moment is there")
        if local != self._show_local(utc, offset):
            reason = f"{unfit(local, 'the local time')} that {name}_utc and {name}_offset make"
            raise BadRow(f"{name}_local", reason)


def _refuse_names(table: Table, names: Sequence[str], places: dict[str, int]) -> None:
    known = set(table.names)
    for place, name in enumerate(names):
        if name not in known:
            raise BadRow(name or "without a name", f"is not a column of {table.name}")
        if places[name] != place:
            raise BadRow(name, "stands twice")
    for field in table.fields:
        present = [column for column in field.columns if column in places]
        for column in field.columns:
            needed = (field.is_required and field not in STAMPS) or present
            if needed and column not in places:
                raise BadRow(column, "is missing")
        if f"{field.name}_local" in places and field.kind is Kind.MOMENT and not present:
            raise BadRow(f"{field.name}_utc", "is missing")
