"""The published schema is the one of this program, and its files keep to it."""

import json
from typing import Any

import apsw
from hypothesis import given
from jsonschema import Draft202012Validator

from rlscompanion import assets
from rlscompanion.exchange.json_schema import SCHEMA_FILE_NAME, log_schema, schema_text
from rlscompanion.exchange.tables import EXCHANGED_TABLES
from tests.cases import each_case

from .carried import exported_bytes
from .generated import STEADY, Log, logs, replace_rows

CHECKER = Draft202012Validator(log_schema(), format_checker=Draft202012Validator.FORMAT_CHECKER)


def test_the_shipped_file_is_the_schema_of_the_tables() -> None:
    """If not: write `schema_text()` to the file, and raise the version if earlier programs cannot read it."""
    assert (assets.resources_folder() / "schema" / SCHEMA_FILE_NAME).read_text("utf-8") == schema_text()


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(log_schema())


@STEADY
@given(log=logs())
def test_every_export_is_valid(source: apsw.Connection, log: Log) -> None:
    replace_rows(source, log)

    CHECKER.validate(json.loads(exported_bytes(source, ".json")))


def test_every_field_of_every_table_is_described() -> None:
    for table in EXCHANGED_TABLES:
        described = log_schema()["$defs"][table.name]
        assert tuple(described["properties"]) == table.file_columns
        assert described["required"] == list(table.file_columns)
        assert all(each["description"] for each in described["properties"].values())


@each_case(
    "document",
    [
        {},
        {"format": "rlscompanion-log", "version": 2},
        {"format": "rlscompanion-log", "version": 1, **{table.name: [] for table in EXCHANGED_TABLES}},
        {
            "format": "rlscompanion-log",
            "version": 2,
            "exported_at": "2026-11-21T22:00:00+01:00",
            **{table.name: [{}] for table in EXCHANGED_TABLES},
        },
    ],
)
def test_what_is_no_export_is_not_valid(document: dict[str, Any]) -> None:
    assert not CHECKER.is_valid(document)
