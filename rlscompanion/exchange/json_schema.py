"""The JSON Schema of the exported JSON file, from the description of the tables.

`resources/schema/` ships it as a file; `schema_text` is what that file must hold.
"""

import json
from typing import Any

from rlscompanion.domain.items import Item, Kind
from rlscompanion.domain.night import Source
from rlscompanion.exchange.fields import EARLIEST_UTC, LATEST_UTC, LONGEST_TEXT, Field
from rlscompanion.exchange.log_json import FORMAT, HEAD, VERSION
from rlscompanion.exchange.tables import TABLES, Table

FILE_NAME = f"{FORMAT}-{VERSION}.schema.json"

_OFFSET = {"type": "integer", "minimum": -1439, "maximum": 1439}
_UTC = {"type": "integer", "minimum": EARLIEST_UTC, "maximum": LATEST_UTC}
_LOCAL = {"type": "string", "format": "date-time"}


def schema_text() -> str:
    """The schema as it is shipped."""
    return f"{json.dumps(log_schema(), indent=1, ensure_ascii=False)}\n"


def log_schema() -> dict[str, Any]:
    """The schema (draft 2020-12) of a whole document."""
    head: dict[str, dict[str, Any]] = {
        "format": {"const": FORMAT},
        "version": {"const": VERSION},
        "exported_at": dict(_LOCAL),
    }
    properties = {
        **{name: {"description": HEAD[name], **schema} for name, schema in head.items()},
        **{
            table.name: {
                "description": table.meaning,
                "type": "array",
                "items": {"$ref": f"#/$defs/{table.name}"},
            }
            for table in TABLES
        },
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:rlscompanion:schema:{FORMAT}:{VERSION}",
        "title": "A sleep log of RLS Companion",
        "description": (
            "Every row has every field, null where it is not known. A moment is three fields: UTC seconds "
            "since 1970, minutes by which the local clock was ahead of UTC, and local date and time as "
            "ISO 8601 text."
        ),
        **_closed(properties),
        "$defs": {table.name: _row(table) for table in TABLES},
    }


def _closed(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _row(table: Table) -> dict[str, Any]:
    properties: dict[str, Any] = {}
    for field in table.fields:
        for name, schema in _field(field):
            if not field.is_required:
                schema = _or_null(schema)
            properties[name] = {"description": _words(field, name), **schema}
    return {"description": table.meaning, **_closed(properties)}


def _words(field: Field, name: str) -> str:
    if field.refers_to:
        return f"{field.meaning}: an id of {field.refers_to}"
    if field.kind is Kind.STAMP or name.endswith("_utc"):
        return f"{field.meaning}: UTC seconds since 1970"
    if field.kind is Kind.MOMENT:
        rest = (
            "minutes by which the local clock was ahead of UTC" if name.endswith("_offset") else "local time"
        )
        return f"{field.meaning}: {rest}"
    return f"{field.meaning} ({field.unit})" if field.unit else field.meaning


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    if "enum" in schema:
        return {**schema, "enum": [*schema["enum"], None]}
    return {**schema, "type": [schema["type"], "null"]}


def _field(field: Field) -> list[tuple[str, dict[str, Any]]]:
    match field.kind:
        case Kind.MOMENT:
            return list(zip(field.names, (dict(_UTC), dict(_OFFSET), dict(_LOCAL)), strict=True))
        case Kind.STAMP:
            return [(field.name, dict(_UTC))]
        case Kind.ID:
            return [(field.name, {"type": "string", "format": "uuid"})]
        case Kind.TEXT:
            least = {} if field.may_be_empty else {"minLength": 1}
            return [(field.name, {"type": "string", **least, "maxLength": LONGEST_TEXT})]
        case Kind.ZONE:
            return [(field.name, {"type": "string", "minLength": 1})]
        case Kind.WHOLE | Kind.NUMBER:
            return [(field.name, {"type": _NUMBERS[field.kind], **_limits(field)})]
        case Kind.FLAG:
            return [(field.name, {"type": "boolean"})]
        case Kind.DATE:
            return [(field.name, {"type": "string", "format": "date", **_years(field)})]
        case Kind.WORD:
            return [(field.name, {"enum": list(field.words)})]
        case Kind.WORDS:
            items = {"enum": list(field.words)}
            return [(field.name, {"type": "array", "items": items, "uniqueItems": True})]
        case Kind.SOURCES:
            return [(field.name, _sources())]


def _years(field: Field) -> dict[str, Any]:
    """The years of a date, for which the format has no limits."""
    if field.least is None or field.most is None:
        return {}
    # Whole centuries, and the year that the last one ends in.
    centuries = "|".join(str(each) for each in range(int(field.least) // 100, int(field.most) // 100))
    return {"pattern": f"^(?:(?:{centuries})[0-9]{{2}}|{field.most:.0f})-"}


_NUMBERS = {Kind.WHOLE: "integer", Kind.NUMBER: "number"}


def _limits(field: Field) -> dict[str, Any]:
    least = "exclusiveMinimum" if field.is_above_least else "minimum"
    found = {least: field.least, "maximum": field.most}
    return {name: limit for name, limit in found.items() if limit is not None}


def _sources() -> dict[str, Any]:
    return {
        "type": "object",
        "propertyNames": {"enum": list(Item)},
        "additionalProperties": {"enum": list(Source)},
    }
