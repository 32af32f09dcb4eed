"""Storing dataclasses in tables: each field has one column (a moment has two), converted by its type.

Flags are 0 or 1; ids, dates and enum words are text; sets and mappings are JSON; unknown values are null.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from enum import StrEnum
from functools import partial
from typing import Any, Generic, NamedTuple, TypeVar, get_args, get_origin
from uuid import UUID

from rlscompanion.domain.moment import Moment
from rlscompanion.storage.database import ColumnValue, moment_columns, moment_of_columns_or_none

Row = tuple[ColumnValue, ...]

_T = TypeVar("_T")


class _Field(NamedTuple):
    name: str
    columns: tuple[str, ...]
    write: Callable[[Any], Row]
    read: Callable[..., Iterable[Any]]
    """Turns a field's columns (one sequence of cells for each column) into the field's values, row by row."""


class TableMapping(Generic[_T]):
    """How the instances of a dataclass are stored as rows of a table.

    `renamed` gives, by field, the name of each column that is not called like its field. A field that holds a
    tuple has no column: its values are stored in another table.
    """

    def __init__(self, table: str, record_class: Callable[..., _T], **renamed: str) -> None:
        self.table = table
        self._record_class = record_class
        types: dict[str, Any] = record_class.__annotations__
        self._names: tuple[str, ...] = record_class.__match_args__  # type: ignore[attr-defined]
        self._fields = {
            name: _field(name, renamed.get(name, name), types[name])
            for name in self._names
            if get_origin(types[name]) is not tuple
        }
        self.columns = tuple(column for field in self._fields.values() for column in field.columns)
        self.select = f"SELECT {', '.join(self.columns)} FROM {table}"
        self.moments = tuple(
            column.removesuffix("_utc") for column in self.columns if column.endswith("_utc")
        )
        """The names of the moments, each without the ending (`_utc` or `_offset`) of its two columns."""

    def row(self, value: _T) -> Row:
        """Turn a dataclass instance into its table row, in the order of `columns`."""
        fields = self._fields.values()
        return tuple(cell for field in fields for cell in field.write(getattr(value, field.name)))

    def read(self, rows: Sequence[tuple[Any, ...]], **values_of_other_fields: Iterable[Any]) -> list[_T]:
        """Turn table rows into dataclass instances, in the same order.

        For each field without a column, `values_of_other_fields` gives the field's values in the order of the
        rows.
        """
        if not rows:
            return []
        cells = iter(list(zip(*rows, strict=True)))
        values = []
        for name in self._names:
            if name in values_of_other_fields:
                values.append(values_of_other_fields[name])
            else:
                field = self._fields[name]
                values.append(field.read(*(next(cells) for _ in field.columns)))
        return list(map(self._record_class, *values))


def _field(name: str, column: str, of_type: Any) -> _Field:
    options = [each for each in get_args(of_type) if each is not type(None)]
    bare = options[0] if len(options) < len(get_args(of_type)) else of_type
    if bare is Moment:
        return _Field(
            name,
            (f"{column}_utc", f"{column}_offset"),
            moment_columns,
            partial(map, moment_of_columns_or_none),
        )
    if bare in (int, float, str):
        return _Field(name, (column,), lambda value: (value,), lambda cells: cells)
    write, read = _conversions(bare)
    return _Field(name, (column,), partial(_write_known, write), partial(map, partial(_convert_known, read)))


def _convert_known(convert: Callable[[Any], Any], value: Any) -> Any:
    return None if value is None else convert(value)


def _write_known(convert: Callable[[Any], ColumnValue], value: Any) -> Row:
    return (None if value is None else convert(value),)


def _conversions(of_type: Any) -> tuple[Callable[[Any], ColumnValue], Callable[[Any], Any]]:
    """Two functions for values of a type: from a value to a table cell, and from a table cell to a value."""
    if of_type is UUID:
        return str, UUID
    if of_type is date:
        return date.isoformat, date.fromisoformat
    if of_type is bool:
        return int, bool
    if get_origin(of_type) is frozenset:
        (word,) = get_args(of_type)
        return lambda words: json.dumps(sorted(words)), lambda text: frozenset(map(word, json.loads(text)))
    if get_origin(of_type) is dict:
        key, value = get_args(of_type)
        return partial(json.dumps, sort_keys=True), lambda text: {
            key(each): value(word) for each, word in json.loads(text).items()
        }
    if issubclass(of_type, StrEnum):
        return str, of_type
    raise TypeError(f"no column holds {of_type}")
