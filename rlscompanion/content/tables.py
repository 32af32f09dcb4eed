"""Reading checked values from TOML tables, with the location of every fault.

A reader raises `Unusable` for a value that cannot be used; code that knows the file turns it into a `Fault`.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from typing import Any, TypeVar

import tomli

from rlscompanion.domain.fault import Fault

_Word = TypeVar("_Word", bound=StrEnum)
_Value = TypeVar("_Value")


class Unusable(Exception):  # noqa: N818 - carries a fault to where the file is known
    """Raised for a value in a TOML table that cannot be used: its key, and the reason."""

    def __init__(self, key: str, reason: str) -> None:
        super().__init__(key, reason)
        self.key, self.reason = key, reason


@contextmanager
def noting(faults: list[Fault], file: str) -> Iterator[None]:
    """Turn an error raised in this block into a fault of a file, and add it to `faults`.

    `file` is the name of that file.
    """
    try:
        yield
    except Unusable as unusable:
        faults.append(Fault(file, unusable.key, unusable.reason))
    except OSError as error:
        faults.append(Fault(file, "", f"cannot be read ({error.strerror})"))
    except UnicodeDecodeError:
        faults.append(Fault(file, "", "is not a text in UTF-8"))


@contextmanager
def under(key: str) -> Iterator[None]:
    """If this block raises Unusable, put the key of the enclosing table in front of the error's key."""
    try:
        yield
    except Unusable as unusable:
        raise Unusable(f"{key}.{unusable.key}".rstrip("."), unusable.reason) from unusable


def toml(text: str, key: str = "") -> dict[str, Any]:
    """Parse a TOML text into a dictionary. Raises Unusable, with `key` as its key."""
    try:
        return tomli.loads(text)
    except (ValueError, RecursionError) as error:
        raise Unusable(key, f"is not valid TOML ({error})") from error


def only(table: Mapping[str, Any], allowed: set[str]) -> None:
    """Raise Unusable for the first key of a table that is not in `allowed`."""
    for key in table:
        if key not in allowed:
            raise Unusable(key, "is not a key that is known here")


def required(table: Mapping[str, Any], key: str, kind: type[_Value]) -> _Value:
    """The value of a key that the table must have, of type `kind` and not an empty text. Raises Unusable."""
    if key not in table:
        raise Unusable(key, "is missing")
    value = table[key]
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise Unusable(key, f"must be {_KIND_WORDS[kind]}")
    if value == "":
        raise Unusable(key, "must not be empty")
    return value


def optional(table: Mapping[str, Any], key: str) -> str:
    """The text of a key; empty if the table lacks the key. Raises Unusable if the value is not a text."""
    return required(table, key, str) if key in table else ""


def word(table: Mapping[str, Any], key: str, words: type[_Word]) -> _Word:
    """The value of a key that the table must have, as a member of the enumeration `words`.

    Raises Unusable.
    """
    value = required(table, key, str)
    if value not in list(words):
        raise Unusable(key, f"must be one of {', '.join(words)}, not “{value}”")
    return words(value)


_KIND_WORDS: dict[type, str] = {
    str: "a text in quotes",
    bool: "true or false",
    int: "a whole number",
    dict: "a table",
    list: "a list",
}
