"""How a night and its parts (sleeps, awakenings, factors, doses) are stored in tables of the sleep log."""

import json
from collections.abc import Callable, Container, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import apsw

from rlscompanion.domain.factor import FactorNote
from rlscompanion.domain.medicine import Dose
from rlscompanion.domain.night import Awakening, Night, Sleep
from rlscompanion.storage.database import upsert_sql
from rlscompanion.storage.table_mapping import Row, TableMapping

_SYSTEM_ZONES = Path("/usr/share/zoneinfo")

NIGHTS_TABLE = TableMapping("nights", Night)

PART_TABLES: Mapping[str, TableMapping[Any]] = {
    "sleeps": TableMapping("sleeps", Sleep),
    "awakenings": TableMapping("awakenings", Awakening),
    "factors": TableMapping("night_factors", FactorNote, last_at="last"),
    "doses": TableMapping("doses", Dose),
}
"""For each field of `Night` that holds parts of a night, such as `sleeps`, the table of these parts."""


@cache
def refuse_unknown_zone(name: str) -> None:
    """Raise ValueError if there is no time zone with this IANA name."""
    if not name.startswith("/") and ".." not in name and (_SYSTEM_ZONES / name).is_file():
        return
    from zoneinfo import ZoneInfo  # here, since it brings much with it that most starts do not need

    try:
        ZoneInfo(name)
    except (KeyError, OSError) as error:
        raise ValueError(f"{name} is no time zone") from error


def part_columns(part: TableMapping[Any]) -> tuple[str, ...]:
    """The columns of the table for one kind of part of a night, such as sleeps.

    The columns are the part's id, the id of its night, its position in the night (`ordinal`), and its other
    fields.
    """
    own_id, *rest = part.columns
    return (own_id, "night_id", "ordinal", *rest)


def write_night(
    connection: apsw.Connection,
    night: Night,
    utc: int,
    known_columns: Callable[[str], Container[str]] | None = None,
) -> None:
    """Write a night and all its parts, such as sleeps; `utc` is the time of the change, in UTC seconds.

    Stored parts that the night no longer has are deleted. `known_columns` is for a log of an earlier schema
    version: it returns the columns that a table has there. Other columns are then left out.
    """
    tables = [(NIGHTS_TABLE.table, NIGHTS_TABLE.columns, [NIGHTS_TABLE.row(night)])]
    tables += [
        (part.table, part_columns(part), part_rows(night, field)) for field, part in PART_TABLES.items()
    ]
    for table, columns, written in tables:
        kept = [
            at for at, each in enumerate(columns) if known_columns is None or each in known_columns(table)
        ]
        if not kept:
            continue
        if "night_id" in columns:
            connection.execute(
                f"DELETE FROM main.{table} WHERE night_id = ? AND id NOT IN (SELECT value FROM json_each(?))",
                (str(night.id), json.dumps([row[0] for row in written])),
            )
        connection.executemany(
            upsert_sql(table, [columns[at] for at in kept], ("id",)),
            [(*(row[at] for at in kept), utc, utc) for row in written],
        )


def part_rows(night: Night, field: str) -> list[Row]:
    """The table rows of one kind of part of a night; `field` is the field of `Night` with these parts."""
    rows = map(PART_TABLES[field].row, getattr(night, field))
    return [(own_id, str(night.id), ordinal, *rest) for ordinal, (own_id, *rest) in enumerate(rows)]
