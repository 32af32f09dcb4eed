"""Converting values between the sleep log and files, and checking whether their field allows them.

The log holds a flag as 0 or 1, a list or an object as JSON text, and a moment as two whole numbers.
"""

import json
import math
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache, lru_cache, partial
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from rlscompanion.bedtime.ports.files import Cell
from rlscompanion.domain.items import Item, ValueKind
from rlscompanion.domain.night import ValueSource
from rlscompanion.exchange.fields import (
    EARLIEST_UTC,
    EARLIEST_YEAR,
    LARGEST_WHOLE_NUMBER,
    LATEST_UTC,
    LATEST_YEAR,
    LONGEST_TEXT,
    Field,
)

ValueReader = Callable[[Any], Cell]
"""A function that turns a value in a file into the log's value. Raises UnfitValue."""

_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - the clock it is added to stands beside it
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}").fullmatch
_WHOLE = re.compile(r"-?\d{1,19}(?:\.0+)?", re.ASCII).fullmatch
ALLOWED_MOMENT_TEXT = f"a moment in the years {EARLIEST_YEAR} to {LATEST_YEAR}"
"""What a moment must be, as text for the error about a moment outside the allowed years."""
_MOST_SHOWN = 40
"""The most characters of a refused value that a sentence repeats."""


class UnfitValue(Exception):  # noqa: N818 - carries a reason to where the location is known
    """Raised for a value that a field does not allow; its text is to be shown after the column's name."""


def unfit_value_error(value: object, allowed: str) -> UnfitValue:
    """The error which says that a value in a file is not `allowed`, which is text such as "a date"."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    text = " ".join(text.split())
    shown = text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"
    return UnfitValue(f"“{shown}” is not {allowed}")


# --- shown --------------------------------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def _timezone_of_offset(offset: int) -> timezone:
    return timezone(timedelta(minutes=offset))


def local_text_with_offset(utc: int, offset: int) -> str:
    """A moment as local date and time with the UTC offset, in ISO 8601. `offset` is in minutes."""
    return (
        (_EPOCH + timedelta(seconds=utc + 60 * offset))
        .replace(tzinfo=_timezone_of_offset(offset))
        .isoformat()
    )


def local_text(utc: int, offset: int) -> str:
    """A moment as local date and time without the offset, in ISO 8601. `offset` is in minutes."""
    return (_EPOCH + timedelta(seconds=utc + 60 * offset)).isoformat()


def utc_text(utc: int) -> str:
    """UTC seconds as date and time in ISO 8601, ending in Z."""
    return f"{(_EPOCH + timedelta(seconds=utc)).isoformat()}Z"


# --- read ---------------------------------------------------------------------------------------------------


def column_reader(field: Field, column: str, from_text: bool) -> ValueReader:
    """Make the function that converts one column of a field from a file's value to the log's value.

    `from_text` says that the file's value is a CSV cell; otherwise it is a JSON value. An empty cell or null
    means unknown. The local time of a moment is read separately, as text.
    """
    read = _reader(field, column, from_text)
    if field.kind is ValueKind.TEXT:
        return read

    def read_known(value: Any) -> Cell:
        if value is None or value == "":
            if field.is_required:
                raise UnfitValue("is empty")
            return None
        return read(value)

    return read_known


def _reader(field: Field, column: str, from_text: bool) -> ValueReader:
    match field.kind:
        case ValueKind.MOMENT if column.endswith("_offset"):
            return _whole_reader(-1439, 1439, from_text)
        case ValueKind.MOMENT | ValueKind.STAMP:
            return utc_of_text if from_text else _whole_reader(EARLIEST_UTC, LATEST_UTC, False)
        case ValueKind.ID:
            return _read_id
        case ValueKind.TEXT:
            return partial(_read_text, field.may_be_empty)
        case ValueKind.ZONE:
            return _read_zone
        case ValueKind.WHOLE:
            least = -LARGEST_WHOLE_NUMBER if field.least is None else int(field.least)
            return _whole_reader(
                least, LARGEST_WHOLE_NUMBER if field.most is None else int(field.most), from_text
            )
        case ValueKind.NUMBER:
            return _number_reader(field, from_text)
        case ValueKind.FLAG:
            return _flag_of_text if from_text else _flag_of_json
        case ValueKind.DATE if field.least is not None and field.most is not None:
            return partial(_read_date_within, int(field.least), int(field.most))
        case ValueKind.DATE:
            return _read_date
        case ValueKind.WORD:
            return partial(_read_word, {each: each for each in field.words})
        case ValueKind.WORDS:
            return partial(_read_words, field.words, from_text)
        case ValueKind.SOURCES:
            return _sources_of_text if from_text else _sources_of_json


def _read_id(value: Any) -> str:
    if isinstance(value, str):
        if _ID(value):
            return value
        try:
            return str(UUID(value))
        except ValueError:
            pass
    raise unfit_value_error(value, "an id (a UUID)")


def _read_text(may_be_empty: bool, value: Any) -> str:
    text = "" if value is None else value
    if not isinstance(text, str):
        raise unfit_value_error(text, "a text")
    if len(text) > LONGEST_TEXT:
        raise UnfitValue(f"is longer than {LONGEST_TEXT:,} characters")
    if not may_be_empty and not text.strip():
        raise UnfitValue("is empty")
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:
            raise UnfitValue("holds half a character") from None
    return text


@cache
def is_time_zone(name: str) -> bool:
    """Whether this is the name of a known IANA time zone."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


def _read_zone(value: Any) -> str:
    if not isinstance(value, str) or len(value) > 100 or not is_time_zone(value):
        raise unfit_value_error(value, "a time zone that is known here")
    return value


def _whole_reader(least: int, most: int, from_text: bool) -> ValueReader:
    allowed = f"a whole number from {least}" + ("" if most >= LARGEST_WHOLE_NUMBER else f" to {most}")
    if (least, most) == (EARLIEST_UTC, LATEST_UTC):
        allowed = ALLOWED_MOMENT_TEXT

    def read(value: Any) -> int:
        number = _whole_of_text(value) if from_text else _whole_of_json(value)
        if not least <= number <= most:
            raise unfit_value_error(value, allowed)
        return number

    return read


def _whole_of_text(value: str) -> int:
    if not _WHOLE(value):
        raise unfit_value_error(value, "a whole number")
    return int(value.partition(".")[0])


def _whole_of_json(value: Any) -> int:
    if type(value) is int:
        return value
    if type(value) is float and value.is_integer():
        return int(value)
    raise unfit_value_error(value, "a whole number")


def _number_reader(field: Field, from_text: bool) -> ValueReader:
    least = -math.inf if field.least is None else field.least
    most = math.inf if field.most is None else field.most
    allowed = f"a number {'above' if field.excludes_least else 'from'} {least:g}"
    if most < math.inf:
        allowed += f" up to {most:,.0f}"

    def read(value: Any) -> float:
        number = number_of_text(value) if from_text else _number_of_json(value)
        if (
            not least <= number <= most
            or not math.isfinite(number)
            or (field.excludes_least and number == least)
        ):
            raise unfit_value_error(value, allowed)
        return number

    return read


def number_of_text(value: str) -> float:
    """The number that a text shows, with a decimal point or comma. Raises UnfitValue for other texts."""
    if value.count(",") == 1 and "." not in value:
        value = value.replace(",", ".")
    if value.isascii() and "_" not in value:
        try:
            return float(value)
        except ValueError:
            pass
    raise unfit_value_error(value, "a number")


def _number_of_json(value: Any) -> float:
    if type(value) is float or type(value) is int:
        try:
            return float(value)
        except OverflowError:
            pass
    raise unfit_value_error(value, "a number")


def _flag_of_json(value: Any) -> int:
    if isinstance(value, bool):
        return int(value)
    raise unfit_value_error(value, "true or false")


def _flag_of_text(value: str) -> int:
    if value.lower() in ("true", "1"):
        return 1
    if value.lower() in ("false", "0"):
        return 0
    raise unfit_value_error(value, "true or false")


def _read_date(value: Any) -> str:
    try:
        if date.fromisoformat(value).isoformat() == value:
            return str(value)
    except (TypeError, ValueError):
        pass
    raise unfit_value_error(value, "a date (YYYY-MM-DD)")


def _read_date_within(least: int, most: int, value: Any) -> str:
    found = _read_date(value)
    if not least <= int(found[:4]) <= most:
        raise unfit_value_error(value, f"a date in the years {least} to {most}")
    return found


def _read_word(words: Mapping[str, str], value: Any) -> str:
    found = words.get(value) if isinstance(value, str) else None
    if found is None:
        raise unfit_value_error(value, f"one of {', '.join(words)}")
    return found


def _read_words(words: Sequence[str], from_text: bool, value: Any) -> str:
    listed = _json_of(value) if from_text else value
    if not isinstance(listed, list) or not all(isinstance(each, str) and each in words for each in listed):
        raise unfit_value_error(value, f"a list of {', '.join(words)}")
    return json.dumps(sorted(set(listed)))


def _json_of(value: str) -> Any:
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        raise unfit_value_error(value, "JSON") from None


_ITEMS, _SOURCES = frozenset(Item), frozenset(ValueSource)


def _sources_of_json(value: Any) -> str:
    if not isinstance(value, dict) or not all(
        item in _ITEMS and isinstance(source, str) and source in _SOURCES for item, source in value.items()
    ):
        raise unfit_value_error(value, f"an object of diary items that are each {' or '.join(ValueSource)}")
    return json.dumps(value, sort_keys=True)


@lru_cache(maxsize=1024)
def _sources_of_text(value: str) -> str:
    return _sources_of_json(_json_of(value))


def utc_of_text(value: str) -> int:
    """The UTC seconds of a date and time in ISO 8601; text without an offset is in UTC. Raises UnfitValue."""
    try:
        when = datetime.fromisoformat(value)
        if when.tzinfo is None:
            when = when.replace(tzinfo=UTC)
        utc = int(when.timestamp())
    except (ValueError, OverflowError):
        raise unfit_value_error(value, "a date and time such as 2026-11-21T22:00:00Z") from None
    if not EARLIEST_UTC <= utc <= LATEST_UTC:
        raise unfit_value_error(value, ALLOWED_MOMENT_TEXT)
    return utc
