"""The description of the tables is that of the log itself."""

from typing import Any

import apsw
import pytest

from rlscompanion.domain.items import ValueKind
from rlscompanion.exchange.tables import (
    EXCHANGED_TABLES,
    EXCHANGED_TABLES_BY_NAME,
    TABLES_NOT_EXCHANGED,
    Table,
)
from tests.cases import each_case

TYPES = {
    **dict.fromkeys((ValueKind.WHOLE, ValueKind.FLAG, ValueKind.MOMENT, ValueKind.STAMP), "INTEGER"),
    **dict.fromkeys(
        (
            ValueKind.ID,
            ValueKind.TEXT,
            ValueKind.ZONE,
            ValueKind.DATE,
            ValueKind.WORD,
            ValueKind.WORDS,
            ValueKind.SOURCES,
        ),
        "TEXT",
    ),
    ValueKind.NUMBER: "REAL",
}


def in_log(connection: apsw.Connection, pragma: str, table: str) -> list[tuple[Any, ...]]:
    return connection.execute(f"PRAGMA {pragma}({table})").fetchall()


def test_every_table_of_the_log_is_exchanged_or_left_out_with_a_reason(source: apsw.Connection) -> None:
    query = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    found = {name for (name,) in source.execute(query)}

    assert found == set(EXCHANGED_TABLES_BY_NAME) | set(TABLES_NOT_EXCHANGED)
    assert not set(EXCHANGED_TABLES_BY_NAME) & set(TABLES_NOT_EXCHANGED)
    assert all(len(reason) > 10 for reason in TABLES_NOT_EXCHANGED.values())


@each_case("table", EXCHANGED_TABLES, ids=lambda table: table.name)
def test_every_column_is_described_as_it_is(source: apsw.Connection, table: Table) -> None:
    described = {
        column: (TYPES[field.kind], field.is_required) for field in table.fields for column in field.columns
    }
    found = {
        name: (kind, bool(is_needed))
        for _, name, kind, is_needed, _, _ in in_log(source, "table_info", table.name)
    }

    assert described == found


@each_case("table", EXCHANGED_TABLES, ids=lambda table: table.name)
def test_keys_and_references_are_described_as_they_are(source: apsw.Connection, table: Table) -> None:
    info = sorted(in_log(source, "table_info", table.name), key=lambda row: row[5])
    assert table.key == tuple(name for _, name, _, _, _, number in info if number)

    references = {
        (column, parent) for _, _, parent, column, *_ in in_log(source, "foreign_key_list", table.name)
    }
    assert {(field.name, field.refers_to) for field in table.fields if field.refers_to} == references


@pytest.mark.parametrize("table", EXCHANGED_TABLES, ids=lambda table: table.name)
def test_rows_stand_in_an_order_that_any_copy_of_the_log_has(table: Table) -> None:
    assert set(table.order) <= set(table.columns)
    assert not table.order or {"id", *table.key} & set(table.order) or table.name == "ratings"


def test_those_referred_to_come_first() -> None:
    names = [table.name for table in EXCHANGED_TABLES]
    for table in EXCHANGED_TABLES:
        assert all(
            names.index(field.refers_to) < names.index(table.name)
            for field in table.fields
            if field.refers_to
        )


def test_a_part_has_no_stamps_and_names_what_it_belongs_to() -> None:
    for table in EXCHANGED_TABLES:
        belongs = [field.refers_to for field in table.fields if field.name in table.key and field.refers_to]
        assert [table.part_of] == belongs or not table.part_of
        assert ("modified_utc" in table.columns) == (not table.part_of)
