"""The JSON Schema of the exported JSON file, made from the descriptions in `tables.py`.

The schema is shipped as a file in `resources/schema/`; `schema_text` makes the content of that file.
"""

import json
from typing import Any

from rlscompanion.domain.items import Item, ValueKind
from rlscompanion.domain.night import ValueSource
from rlscompanion.exchange.fields import EARLIEST_UTC, LATEST_UTC, LONGEST_TEXT, Field
from rlscompanion.exchange.log_json import HEAD_FIELDS, LOG_FORMAT, LOG_FORMAT_VERSION
from rlscompanion.exchange.tables import EXCHANGED_TABLES, Table

SCHEMA_FILE_NAME = f"{LOG_FORMAT}-{LOG_FORMAT_VERSION}.schema.json"
"""The name of the schema file that is shipped in `resources/schema/`."""

_LOCAL_SCHEMA = {"type": "string", "format": "date-time"}


def schema_text() -> str:
    """The text of the schema file that is shipped in `resources/schema/`."""
    return f"{json.dumps(log_schema(), indent=1, ensure_ascii=False)}\n"


def log_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a whole exported JSON file, as a dictionary."""
    head: dict[str, dict[str, Any]] = {
        "format": {"const": LOG_FORMAT},
        "version": {"const": LOG_FORMAT_VERSION},
        "exported_at": dict(_LOCAL_SCHEMA),
    }
    properties = {
        **{name: {"description": HEAD_FIELDS[name], **schema} for name, schema in head.items()},
        **{
            table.name: {
                "description": table.meaning,
                "type": "array",
                "items": {"$ref": f"#/$defs/{table.name}"},
            }
            for table in EXCHANGED_TABLES
        },
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:rlscompanion:schema:{LOG_FORMAT}:{LOG_FORMAT_VERSION}",
        "title": "A sleep log of RLS Companion",
        "description": (
            "Every row has every field, null where it is not known. A moment is three fields: UTC seconds "
            "since 1970, minutes by which the local clock was ahead of UTC, and local date and time as "
            "ISO 8601 text."
        ),
        **_closed_object(properties),
        "$defs": {table.name: _row_schema(table) for table in EXCHANGED_TABLES},
    }


def _closed_object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _row_schema(table: Table) -> dict[str, Any]:
    properties = {}
    for field in table.fields:
        for name in field.file_columns:
            schema = _field_schema(field, name) if field.is_required else _or_null(_field_schema(field, name))
            properties[name] = {"description": _field_description(field, name), **schema}
    return {"description": table.meaning, **_closed_object(properties)}


def _field_description(field: Field, name: str) -> str:
    if field.refers_to:
        return f"{field.meaning}: an id of {field.refers_to}"
    if field.unit:
        return f"{field.meaning} ({field.unit})"
    if field.kind not in (ValueKind.MOMENT, ValueKind.STAMP):
        return field.meaning
    part = {
        "utc": "UTC seconds since 1970",
        "offset": "minutes by which the local clock was ahead of UTC",
        "local": "local time",
    }
    return f"{field.meaning}: {part[name.rpartition('_')[2]]}"


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    if "enum" in schema:
        return {**schema, "enum": [*schema["enum"], None]}
    return {**schema, "type": [schema["type"], "null"]}


def _field_schema(field: Field, name: str) -> dict[str, Any]:
    match field.kind:
        case ValueKind.MOMENT if name.endswith("_offset"):
            return {"type": "integer", "minimum": -1439, "maximum": 1439}
        case ValueKind.MOMENT if name.endswith("_local"):
            return dict(_LOCAL_SCHEMA)
        case ValueKind.MOMENT | ValueKind.STAMP:
            return {"type": "integer", "minimum": EARLIEST_UTC, "maximum": LATEST_UTC}
        case ValueKind.ID:
            return {"type": "string", "format": "uuid"}
        case ValueKind.TEXT:
            least = {} if field.may_be_empty else {"minLength": 1}
            return {"type": "string", **least, "maxLength": LONGEST_TEXT}
        case ValueKind.ZONE:
            return {"type": "string", "minLength": 1}
        case ValueKind.WHOLE | ValueKind.NUMBER:
            lower = "exclusiveMinimum" if field.excludes_least else "minimum"
            limits = {lower: field.least, "maximum": field.most}
            known = {key: limit for key, limit in limits.items() if limit is not None}
            return {"type": "integer" if field.kind is ValueKind.WHOLE else "number", **known}
        case ValueKind.FLAG:
            return {"type": "boolean"}
        case ValueKind.DATE:
            return {"type": "string", "format": "date", **_year_pattern(field)}
        case ValueKind.WORD:
            return {"enum": list(field.words)}
        case ValueKind.WORDS:
            return {"type": "array", "items": {"enum": list(field.words)}, "uniqueItems": True}
        case ValueKind.SOURCES:
            names, sources = {"enum": list(Item)}, {"enum": list(ValueSource)}
            return {"type": "object", "propertyNames": names, "additionalProperties": sources}


def _year_pattern(field: Field) -> dict[str, Any]:
    """A pattern that limits the years of a date, since JSON Schema cannot limit dates by numbers."""
    if field.least is None or field.most is None:
        return {}
    # Whole centuries, and the year that the last one ends in.
    centuries = "|".join(str(each) for each in range(int(field.least) // 100, int(field.most) // 100))
    return {"pattern": f"^(?:(?:{centuries})[0-9]{{2}}|{field.most:.0f})-"}
