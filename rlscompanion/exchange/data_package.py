"""The descriptor of the exported data package: the type, unit, limits and key of every column.

Source of the format: the Frictionless Data Package standard.
"""

from typing import Any

from rlscompanion.domain.items import ValueKind
from rlscompanion.domain.moment import Moment
from rlscompanion.exchange.fields import EARLIEST_UTC, LATEST_UTC, LONGEST_TEXT, Field
from rlscompanion.exchange.log_json import LOG_FORMAT, LOG_FORMAT_VERSION
from rlscompanion.exchange.tables import EXCHANGED_TABLES, Table
from rlscompanion.exchange.values import utc_text

DESCRIPTOR_NAME = "datapackage.json"
"""The name of the descriptor's file in the data package."""
LOCAL_TIME_FORMAT = "%Y-%m-%dT%H:%M:%S"
"""The format of local times in the data package's CSV files, in the notation of `strptime`."""


def package_descriptor(exported_at: Moment) -> dict[str, Any]:
    """The content of `datapackage.json`, which describes the exported tables, as a dictionary."""
    return {
        "name": LOG_FORMAT,
        "version": f"{LOG_FORMAT_VERSION}.0.0",
        "profile": "tabular-data-package",
        "title": "A sleep log of RLS Companion",
        "description": (
            "One table a file, linked by ids. A moment is three columns: its UTC time, the minutes by which "
            "the local clock was ahead of UTC, and the local time. What is not known is empty, never zero."
        ),
        "created": exported_at.local.isoformat(),
        "resources": [_table_description(table) for table in EXCHANGED_TABLES],
    }


def csv_file_name(table: Table) -> str:
    """The name of the CSV file with this table in the data package."""
    return f"{table.name}.csv"


def _table_description(table: Table) -> dict[str, Any]:
    return {
        "name": table.name,
        "path": csv_file_name(table),
        "description": table.meaning,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [
                {"name": name, **_column_description(field, name)}
                for field in table.fields
                for name in field.file_columns
            ],
            "missingValues": [""],
            "primaryKey": list(table.key),
            "foreignKeys": [
                {"fields": field.name, "reference": {"resource": field.refers_to, "fields": "id"}}
                for field in table.fields
                if field.refers_to
            ],
        },
    }


def _column_description(field: Field, name: str) -> dict[str, Any]:
    described, limits = _type_and_limits(field, name)
    # An empty text stands where none was typed, which the format cannot tell from a missing one.
    if field.is_required and not (field.kind is ValueKind.TEXT and field.may_be_empty):
        limits = {"required": True, **limits}
    part = {"utc": "UTC", "offset": "minutes the local clock was ahead of UTC", "local": "local time"}
    meaning = field.meaning
    if field.kind is ValueKind.MOMENT:
        meaning += f": {part[name.rpartition('_')[2]]}"
    return {**described, "description": meaning, **({"constraints": limits} if limits else {})}


def _type_and_limits(field: Field, name: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The type and limits of a column."""
    match field.kind:
        case ValueKind.MOMENT if name.endswith("_offset"):
            return {"type": "integer", "unit": "min"}, {"minimum": -1439, "maximum": 1439}
        case ValueKind.MOMENT if name.endswith("_local"):
            return {"type": "datetime", "format": LOCAL_TIME_FORMAT}, {}
        case ValueKind.MOMENT | ValueKind.STAMP:
            return {"type": "datetime"}, _UTC_LIMITS
        case ValueKind.ID:
            return {"type": "string", "format": "uuid"}, {}
        case ValueKind.TEXT:
            return {"type": "string"}, {"maxLength": LONGEST_TEXT}
        case ValueKind.WORD:
            return {"type": "string"}, {"enum": list(field.words)}
        case ValueKind.WHOLE | ValueKind.NUMBER:
            limits = {"minimum": field.least, "maximum": field.most}
            unit = {"unit": field.unit} if field.unit else {}
            known = {key: limit for key, limit in limits.items() if limit is not None}
            return {"type": _TYPES[field.kind], **unit}, known
        case ValueKind.DATE if field.least is not None and field.most is not None:
            years = {"minimum": f"{field.least:.0f}-01-01", "maximum": f"{field.most:.0f}-12-31"}
            return {"type": "date"}, years
    return {"type": _TYPES[field.kind]}, {}


_TYPES = {
    ValueKind.ZONE: "string",
    ValueKind.WHOLE: "integer",
    ValueKind.NUMBER: "number",
    ValueKind.FLAG: "boolean",
    ValueKind.DATE: "date",
    ValueKind.WORDS: "array",
    ValueKind.SOURCES: "object",
}
_UTC_LIMITS = {"minimum": utc_text(EARLIEST_UTC), "maximum": utc_text(LATEST_UTC)}
