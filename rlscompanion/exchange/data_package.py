"""The descriptor of the Frictionless Data Package: types, units, limits and keys of every column."""

from typing import Any

from rlscompanion.domain.items import Kind
from rlscompanion.domain.moment import Moment
from rlscompanion.exchange.fields import EARLIEST_UTC, LATEST_UTC, LONGEST_TEXT, Field
from rlscompanion.exchange.log_json import FORMAT, VERSION
from rlscompanion.exchange.tables import TABLES, Table
from rlscompanion.exchange.values import utc_text

DESCRIPTOR = "datapackage.json"
LOCAL_FORMAT = "%Y-%m-%dT%H:%M:%S"


def descriptor(exported_at: Moment) -> dict[str, Any]:
    """What `datapackage.json` says of a log."""
    return {
        "name": FORMAT,
        "version": f"{VERSION}.0.0",
        "profile": "tabular-data-package",
        "title": "A sleep log of RLS Companion",
        "description": (
            "One table a file, linked by ids. A moment is three columns: its UTC time, the minutes by which "
            "the local clock was ahead of UTC, and the local time. What is not known is empty, never zero."
        ),
        "created": exported_at.local.isoformat(),
        "resources": [_resource(table) for table in TABLES],
    }


def file_name(table: Table) -> str:
    """The file that a table stands in."""
    return f"{table.name}.csv"


def _resource(table: Table) -> dict[str, Any]:
    return {
        "name": table.name,
        "path": file_name(table),
        "description": table.meaning,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [
                {"name": name, **_column(field, name)} for field in table.fields for name in field.names
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


def _column(field: Field, name: str) -> dict[str, Any]:
    described = _type(field, name)
    limits = described.pop("constraints", {})
    # An empty text stands where none was typed, which the format cannot tell from a missing one.
    if field.is_required and not (field.kind is Kind.TEXT and field.may_be_empty):
        limits = {"required": True, **limits}
    return {**described, "description": _meaning(field, name), **({"constraints": limits} if limits else {})}


def _meaning(field: Field, name: str) -> str:
    if field.kind is not Kind.MOMENT:
        return field.meaning
    part = {"utc": "UTC", "offset": "minutes the local clock was ahead of UTC", "local": "local time"}
    return f"{field.meaning}: {part[name.rpartition('_')[2]]}"


def _type(field: Field, name: str) -> dict[str, Any]:
    if field.kind is Kind.MOMENT:
        return _moment_type(name)
    match field.kind:
        case Kind.ID:
            return {"type": "string", "format": "uuid"}
        case Kind.TEXT:
            return {"type": "string", "constraints": {"maxLength": LONGEST_TEXT}}
        case Kind.ZONE:
            return {"type": "string"}
        case Kind.WORD:
            return {"type": "string", "constraints": {"enum": list(field.words)}}
        case Kind.WHOLE | Kind.NUMBER:
            limits = {"minimum": field.least, "maximum": field.most}
            known = {key: limit for key, limit in limits.items() if limit is not None}
            unit = {"unit": field.unit} if field.unit else {}
            return {"type": "integer" if field.kind is Kind.WHOLE else "number", **unit, "constraints": known}
        case Kind.DATE if field.least is not None and field.most is not None:
            years = {"minimum": f"{field.least:.0f}-01-01", "maximum": f"{field.most:.0f}-12-31"}
            return {"type": "date", "constraints": years}
        case Kind.STAMP:
            return {"type": "datetime", "constraints": dict(_UTC_LIMITS)}
        case _:
            return {"type": _TYPES[field.kind]}


_TYPES = {
    Kind.FLAG: "boolean",
    Kind.DATE: "date",
    Kind.WORDS: "array",
    Kind.SOURCES: "object",
}
_UTC_LIMITS = {"minimum": utc_text(EARLIEST_UTC), "maximum": utc_text(LATEST_UTC)}


def _moment_type(name: str) -> dict[str, Any]:
    if name.endswith("_offset"):
        return {"type": "integer", "unit": "min", "constraints": {"minimum": -1439, "maximum": 1439}}
    if name.endswith("_local"):
        return {"type": "datetime", "format": LOCAL_FORMAT}
    return {"type": "datetime", "constraints": dict(_UTC_LIMITS)}
