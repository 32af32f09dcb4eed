"""Randomly generated logs, with rows for every table that exports contain."""

import json
from datetime import date
from typing import Any
from uuid import UUID

import apsw
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from rlscompanion.bedtime.ports.files import Cell
from rlscompanion.domain.factor import FIXED_FACTORS
from rlscompanion.domain.items import MAX_ANSWER_MINUTES, Item, ValueKind
from rlscompanion.domain.night import ValueSource
from rlscompanion.exchange.fields import (
    EARLIEST_UTC,
    EARLIEST_YEAR,
    LATEST_UTC,
    LATEST_YEAR,
    Field,
)
from rlscompanion.exchange.tables import EXCHANGED_TABLES, Table

STEADY = settings(
    derandomize=True,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)
LONG = settings(STEADY, max_examples=2000)

Log = dict[str, list[dict[str, Cell]]]
"""The rows of a log by table; each row has its values by column."""

_UTC = st.integers(1_500_000_000, 1_900_000_000) | st.integers(EARLIEST_UTC, LATEST_UTC)
_NEAR = st.integers(-86400, 2 * 86400)
"""Seconds from the midnight (UTC) before an evening to any moment of that night, in any time zone."""
_EVENINGS = st.dates(date(EARLIEST_YEAR, 1, 5), date(LATEST_YEAR, 12, 27))
_OFFSET = st.sampled_from([0, 60, 120, -300, 345]) | st.integers(-1439, 1439)
_TEXT = st.sampled_from(
    ["", "12", "true", "null", "NaN", ' "a", b;\r\nc\td ', "\ufeff#x", "=1+1", "\x00", "é 🦵 \u2028"]
) | st.text(max_size=12)
_ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kathmandu", "UTC")

_ALSO_UNIQUE: dict[str, tuple[str, ...]] = {
    "nights": ("evening",),
    "ratings": ("session_id", "rated", "scale"),
}


@st.composite
def logs(draw: st.DrawFn, most_rows: int = 3) -> Log:
    """A whole log, in which each reference to another row is valid."""
    log: Log = {}
    for table in EXCHANGED_TABLES:
        log[table.name] = _rows(draw, table, log, most_rows)
    return log


def _rows(draw: st.DrawFn, table: Table, log: Log, most: int) -> list[dict[str, Cell]]:
    parents = [field.refers_to for field in table.fields if field.refers_to and field.is_required]
    if any(not log[parent] for parent in parents):
        return []
    rows = [_row(draw, table, log) for _ in range(draw(st.integers(0, most)))]
    keys = [table.key, *([_ALSO_UNIQUE[table.name]] if table.name in _ALSO_UNIQUE else [])]
    for key in keys:
        rows = list({tuple(row[column] for column in key): row for row in rows}.values())
    if table.name == "sleeps":
        _leave_one_main(rows)
    return rows


def _leave_one_main(rows: list[dict[str, Cell]]) -> None:
    """Let at most one sleep of each night be the night's main sleep."""
    nights: set[Cell] = set()
    for row in rows:
        row["is_main"] = 0 if row["night_id"] in nights else row["is_main"]
        if row["is_main"]:
            nights.add(row["night_id"])


def _row(draw: st.DrawFn, table: Table, log: Log) -> dict[str, Cell]:
    row: dict[str, Cell] = {}
    for field in table.fields:
        if table.name == "night_factors" and field.name == "factor":
            own = [str(each["id"]) for each in log["factors"]]
            values: tuple[Cell, ...] = (draw(st.sampled_from([each.key for each in FIXED_FACTORS] + own)),)
        elif not field.is_required and draw(st.booleans()):
            values = (None,) * len(field.columns)
        else:
            values = _value(draw, field, log)
        row.update(zip(field.columns, values, strict=True))
    if table.needs_one_of and all(row[name] is None for name in table.needs_one_of):
        row[table.needs_one_of[0]] = 1.5
    _bring_near(draw, table, row, log)
    if table.name == "sleeps":
        _make_possible(draw, row)
    return row


_LATER = ("saved_at",)
"""Columns whose moment may be far from the night: a diary can be filled in years later."""


def _bring_near(draw: st.DrawFn, table: Table, row: dict[str, Cell], log: Log) -> None:
    """Move the moments of a row near the evening of its night."""
    evenings = {each["id"]: each["evening"] for each in log.get("nights", [])}
    evening = row["evening"] if table.name == "nights" else evenings.get(row.get("night_id"))
    if evening is None or table.name == "sessions":
        return
    midnight = 86400 * (date.fromisoformat(str(evening)) - date(1970, 1, 1)).days
    for field in table.fields:
        if (
            field.kind is ValueKind.MOMENT
            and field.name not in _LATER
            and row[f"{field.name}_utc"] is not None
        ):
            row[f"{field.name}_utc"] = midnight + draw(_NEAR)


_IN_ORDER = ("went_to_bed_utc", "tried_to_sleep_utc", "woke_up_utc", "got_up_utc")


def _make_possible(draw: st.DrawFn, row: dict[str, Cell]) -> None:
    """Sort the times of a sleep within one day, and limit its minutes to fit between those times."""
    known = [name for name in _IN_ORDER if row[name] is not None]
    if known:
        first = int(row[known[0]] or 0)
        later = sorted(draw(st.lists(st.integers(0, 86399), min_size=len(known), max_size=len(known))))
        row.update(zip(known, (first + seconds - later[0] for seconds in later), strict=True))
    bed, tried, woke, up = (row[name] for name in _IN_ORDER)
    if woke is not None and up is not None and row["minutes_trying_again"] is not None:
        most = min(MAX_ANSWER_MINUTES, (int(up) - int(woke)) // 60)
        row["minutes_trying_again"] = draw(st.integers(0, most))
    end = up if woke is None else woke
    if not row["slept"] or end is None:
        return
    start = bed if tried is None else tried
    for name in ("minutes_to_fall_asleep", "minutes_awake"):
        if start is not None and row[name] is not None:
            most = min(MAX_ANSWER_MINUTES, (int(end) - int(start)) // 60)
            row[name] = draw(st.integers(0, most))
            if name == "minutes_to_fall_asleep" and tried is not None:
                start = int(start) + 60 * int(row[name] or 0)


def _value(draw: st.DrawFn, field: Field, log: Log) -> tuple[Cell, ...]:
    match field.kind:
        case ValueKind.MOMENT:
            return (draw(_UTC), draw(_OFFSET))
        case ValueKind.ID if field.refers_to:
            ids = [str(each["id"]) for each in log[field.refers_to]]
            return (draw(st.sampled_from(ids)) if ids else None,)
    return (draw(_one(field)),)


def _one(field: Field) -> st.SearchStrategy[Any]:
    least = None if field.least is None else int(field.least)
    most = None if field.most is None else int(field.most)
    match field.kind:
        case ValueKind.ID:
            return st.builds(lambda number: str(UUID(int=number, version=4)), st.integers(0, 2**128 - 1))
        case ValueKind.STAMP:
            return _UTC
        case ValueKind.TEXT:
            return _TEXT if field.may_be_empty else _TEXT.filter(str.strip)
        case ValueKind.ZONE:
            return st.sampled_from(_ZONES)
        case ValueKind.WHOLE:
            return st.integers(least, most if most is not None else 10**6)
        case ValueKind.NUMBER:
            return st.floats(
                field.least, field.most or 1e9, exclude_min=field.excludes_least, allow_nan=False
            )
        case ValueKind.FLAG:
            return st.integers(0, 1)
        case ValueKind.DATE:
            return (st.dates() if field.least is None else _EVENINGS).map(lambda day: day.isoformat())
        case ValueKind.WORD:
            return st.sampled_from(field.words)
        case ValueKind.WORDS:
            return st.sets(st.sampled_from(field.words)).map(lambda found: json.dumps(sorted(found)))
        case ValueKind.SOURCES:
            found = st.dictionaries(st.sampled_from(Item), st.sampled_from(ValueSource), max_size=4)
            return found.map(lambda each: json.dumps(each, sort_keys=True))
    raise AssertionError(field.kind)


def replace_rows(connection: apsw.Connection, log: Log) -> None:
    """Replace all rows of an open log by the rows of `log`."""
    connection.execute("BEGIN")
    delete_rows(connection)
    for table in EXCHANGED_TABLES:
        listed, marks = ", ".join(table.columns), ", ".join("?" * len(table.columns))
        connection.executemany(
            f"INSERT INTO {table.name} ({listed}) VALUES ({marks})",
            [tuple(row[column] for column in table.columns) for row in log[table.name]],
        )
    connection.execute("COMMIT")


def delete_rows(connection: apsw.Connection) -> None:
    """Delete all rows that exports contain from an open log."""
    for table in reversed(EXCHANGED_TABLES):
        connection.execute(f"DELETE FROM {table.name}")
