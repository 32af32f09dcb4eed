"""Converting the rows of a table between the sleep log and a file, column by column."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from rlscompanion.bedtime.ports.files import Cell, Cells, WholeLog
from rlscompanion.domain.items import ValueKind
from rlscompanion.exchange.fields import TIME_STAMPS
from rlscompanion.exchange.files import ProgressCallback
from rlscompanion.exchange.incoming import refusal_at
from rlscompanion.exchange.tables import Table
from rlscompanion.exchange.values import (
    UnfitValue,
    ValueReader,
    column_reader,
    local_text,
    local_text_with_offset,
    unfit_value_error,
    utc_text,
)

_ROWS_PER_REPORT = 2000
"""The number of rows between two reports of progress."""

_Converter = Callable[[list[Any], int], None]
"""Converts one field of a row of the log in place, for a file; the number is the index of its first cell."""


def rows_for_file(log: WholeLog, table: Table, as_text: bool) -> Iterator[list[Any]]:
    """The rows of a table of the sleep log, converted to JSON values, or to text for CSV if `as_text`."""
    columns: list[str] = []
    converters: list[tuple[int, _Converter]] = []
    for field in table.fields:
        if convert := (_AS_TEXT if as_text else _AS_JSON).get(field.kind):
            converters.append((len(columns), convert))
        columns += field.columns
        if field.kind is ValueKind.MOMENT:
            columns.append(field.columns[0])  # until the local time is worked out in its place
    for cells in log.rows(table.name, columns, table.order):
        row = list(cells)
        for index, convert in converters:
            if row[index] is not None:
                convert(row, index)
        yield row


def _converting(convert: Callable[[Any], Any]) -> _Converter:
    def apply(row: list[Any], index: int) -> None:
        row[index] = convert(row[index])

    return apply


def _moment_as_json(row: list[Any], index: int) -> None:
    row[index + 2] = local_text_with_offset(row[index], row[index + 1])


def _moment_as_text(row: list[Any], index: int) -> None:
    row[index + 2] = local_text(row[index], row[index + 1])
    row[index] = utc_text(row[index])


_AS_JSON = {
    ValueKind.MOMENT: _moment_as_json,
    ValueKind.FLAG: _converting(bool),
    ValueKind.WORDS: _converting(json.loads),
    ValueKind.SOURCES: _converting(json.loads),
}
_AS_TEXT = {
    ValueKind.MOMENT: _moment_as_text,
    ValueKind.STAMP: _converting(utc_text),
    ValueKind.FLAG: _converting(("false", "true").__getitem__),
}


def reporting_progress(
    rows: Iterable[Any], done: int, total: int, progress: ProgressCallback
) -> Iterator[Any]:
    """Pass rows on, and report the progress as a share of `total` rows.

    `done` is the number of rows that were passed on before these rows.
    """
    for number, row in enumerate(rows, done):
        if number % _ROWS_PER_REPORT == 0:
            progress(number / total if total else 1.0)
        yield row


class RowReader:
    """Reads rows of a table from a file with the columns `names`, in any order.

    A missing column keeps the log's values; missing time stamps become `now`, in UTC seconds. `location_text`
    turns a location into text for a sentence. `heading_location` is the location of the column names. Raises
    Refusal for an unknown column, for a column that appears twice, and for a missing column that is required.
    """

    def __init__(
        self,
        table: Table,
        names: Sequence[str],
        from_text: bool,
        now: int,
        location_text: Callable[[int], str],
        heading_location: int,
    ) -> None:
        self._names, self._location_text = tuple(names), location_text
        indices = {name: index for index, name in enumerate(names)}
        for column, reason in _wrong_names(table, names, indices):
            raise refusal_at(location_text(heading_location), column, reason)
        read: list[tuple[str, ValueReader]] = []
        added: list[str] = []
        self._moments: list[tuple[str, int, int]] = []
        for field in table.fields:
            if field.kind is ValueKind.MOMENT and field.columns[0] in indices:
                self._moments.append((field.name, len(read), indices.get(f"{field.name}_local", -1)))
            for column in field.columns:
                if column in indices:
                    read.append((column, column_reader(field, column, from_text)))
                elif field in TIME_STAMPS:
                    added.append(column)
        self.columns = (*(column for column, _ in read), *added)
        self._readers = [(indices[column], reader) for column, reader in read]
        self._added = (now,) * len(added)
        self._show_local = local_text if from_text else local_text_with_offset
        self._needed = [at for at, (column, _) in enumerate(read) if column in table.needs_one_of]
        self._needs_one_of = table.needs_one_of

    def read(self, values: Sequence[Any], location: int) -> Cells:
        """Read a row of the file: its cells in the order of `columns`, then `location`. Raises Refusal."""
        cells: list[Cell] = []
        try:
            for at, reader in self._readers:
                cells.append(reader(values[at]))
        except UnfitValue as bad:
            column = self._names[self._readers[len(cells)][0]]
            raise refusal_at(self._location_text(location), column, str(bad)) from None
        for column, reason in self._contradictions(cells, values):
            raise refusal_at(self._location_text(location), column, reason)
        return (*cells, *self._added, location)

    def _contradictions(self, cells: Sequence[Cell], values: Sequence[Any]) -> Iterator[tuple[str, str]]:
        for name, at, local_at in self._moments:
            utc, offset, local = cells[at], cells[at + 1], values[local_at] if local_at >= 0 else None
            if (utc is None) != (offset is None):
                yield f"{name}_{'utc' if utc is None else 'offset'}", _HALF_A_MOMENT
            elif local is None or local == "":
                continue
            elif not isinstance(utc, int) or not isinstance(offset, int):
                yield f"{name}_utc", _HALF_A_MOMENT
            elif local != self._show_local(utc, offset):
                wrong = unfit_value_error(local, "the local time")
                yield f"{name}_local", f"{wrong} that {name}_utc and {name}_offset make"
        if self._needs_one_of and all(cells[at] is None for at in self._needed):
            yield self._needs_one_of[0], "is empty, and so is all that could stand in for it"


_HALF_A_MOMENT = "is empty, though the rest of its moment is there"


def _wrong_names(table: Table, names: Sequence[str], indices: dict[str, int]) -> Iterator[tuple[str, str]]:
    known = set(table.file_columns)
    for index, name in enumerate(names):
        if name not in known:
            yield name or "without a name", f"is not a column of {table.name}"
        if indices[name] != index:
            yield name, "appears twice"
    for field in table.fields:
        present = [column for column in field.columns if column in indices]
        for column in field.columns:
            needed = (field.is_required and field not in TIME_STAMPS) or present
            if needed and column not in indices:
                yield column, "is missing"
        if f"{field.name}_local" in indices and field.kind is ValueKind.MOMENT and not present:
            yield f"{field.name}_utc", "is missing"
