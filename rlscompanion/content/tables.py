"""Reading checked values from TOML tables, with the file and key of every fault.

The functions raise `UnusableValue` for a value that cannot be used. `collecting_faults` then makes a fault of
the file from the error.
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
    """Raised for a value in a TOML table that cannot be used; has the key of the value, and the reason."""

    def __init__(self, key: str, reason: str) -> None:
        super().__init__(key, reason)
        self.key, self.reason = key, reason


@contextmanager
def collecting_faults(faults: list[ContentFault], file: str) -> Iterator[None]:
    """Add an error that is raised in this block to `faults`, as a fault of the file named `file`.

    The errors are UnusableValue, and any error in reading the file.
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
def prefixing_error_keys(key: str) -> Iterator[None]:
    """If this block raises UnusableValue, put `key` and a dot in front of the key of the error.

    `key` is the key of the table whose values are read in the block.
    """
    try:
        yield
    except UnusableValue as error:
        raise UnusableValue(f"{key}.{error.key}".rstrip("."), error.reason) from error


def parse_toml(text: str, key: str = "") -> dict[str, Any]:
    """Parse a TOML text into a dictionary.

    If the text is not valid TOML, raises UnusableValue with `key` as its key.
    """
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
    """The value of a key that must be in the table; its type must be `kind`, and a text must not be empty.

    Raises UnusableValue otherwise.
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
    """The text that a table has for a key; empty if the table lacks the key.

    Raises UnusableValue for a value of another type, and for an empty text.
    """
    return required_value(table, key, str) if key in table else ""


def enum_value(table: Mapping[str, Any], key: str, words: type[_Word]) -> _Word:
    """The value of a key that must be in the table, as a member of the enumeration `words`.

    Raises UnusableValue if the key is missing or the value is no member.
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
