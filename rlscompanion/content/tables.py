"""Reading checked values from TOML tables, with the location of every fault.

Each function raises `UnusableValue` for a value that cannot be used; `errors_as_faults` turns it into a fault
of the file.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from typing import Any, TypeVar

import tomli

from rlscompanion.domain.fault import ContentFault

_Word = TypeVar("_Word", bound=StrEnum)
_Value = TypeVar("_Value")


class UnusableValue(Exception):  # noqa: N818 - carries a fault to where the file is known
    """Raised for a value in a TOML table that cannot be used: its key, and the reason."""

    def __init__(self, key: str, reason: str) -> None:
        super().__init__(key, reason)
        self.key, self.reason = key, reason


@contextmanager
def errors_as_faults(faults: list[ContentFault], file: str) -> Iterator[None]:
    """Turn an error raised in this block into a fault of a file, and add it to `faults`.

    `file` is the name of that file.
    """
    try:
        yield
    except UnusableValue as error:
        faults.append(ContentFault(file, error.key, error.reason))
    except OSError as error:
        faults.append(ContentFault(file, "", f"cannot be read ({error.strerror})"))
    except UnicodeDecodeError:
        faults.append(ContentFault(file, "", "is not a text in UTF-8"))


@contextmanager
def error_keys_under(key: str) -> Iterator[None]:
    """If this block raises UnusableValue, put `key`, of the enclosing table, in front of the error's key."""
    try:
        yield
    except UnusableValue as error:
        raise UnusableValue(f"{key}.{error.key}".rstrip("."), error.reason) from error


def parse_toml(text: str, key: str = "") -> dict[str, Any]:
    """Parse a TOML text into a dictionary. Raises UnusableValue, in which `key` says where the fault is."""
    try:
        return tomli.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnusableValue(key, f"is not valid TOML ({error})") from error


def refuse_unknown_keys(table: Mapping[str, Any], allowed: set[str]) -> None:
    """Raise UnusableValue for the first key of a table that is not in `allowed`."""
    for key in table:
        if key not in allowed:
            raise UnusableValue(key, "is not a key that is known here")


def required_value(table: Mapping[str, Any], key: str, kind: type[_Value]) -> _Value:
    """The value of a required key, which must be of type `kind` and not be an empty text.

    Raises UnusableValue.
    """
    if key not in table:
        raise UnusableValue(key, "is missing")
    value = table[key]
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise UnusableValue(key, f"must be {_KIND_WORDS[kind]}")
    if value == "":
        raise UnusableValue(key, "must not be empty")
    return value


def optional_text(table: Mapping[str, Any], key: str) -> str:
    """The text of a key, empty if the table lacks the key. Raises UnusableValue for another type."""
    return required_value(table, key, str) if key in table else ""


def enum_value(table: Mapping[str, Any], key: str, words: type[_Word]) -> _Word:
    """The value of a required key, as a member of the enumeration `words`.
    Raises UnusableValue.
    """
    value = required_value(table, key, str)
    if value not in list(words):
        raise UnusableValue(key, f"must be one of {', '.join(words)}, not “{value}”")
    return words(value)


_KIND_WORDS: dict[type, str] = {
    str: "a text in quotes",
    bool: "true or false",
    int: "a whole number",
    dict: "a table",
    list: "a list",
}
