"""Enumerations whose members have a key for storage and a name for people."""

from enum import StrEnum


class NamedWord(StrEnum):
    """An enumeration whose members have a key for storage and a name for people.

    The key is the member's value, and the name for people is `display_name`.
    """

    display_name: str

    def __new__(cls, key: str, *shown: str) -> "NamedWord":
        """Create a member from its key and name; `Sound("rain")` looks it up by its key."""
        made = str.__new__(cls, key)
        made._value_ = key
        (made.display_name,) = shown
        return made
