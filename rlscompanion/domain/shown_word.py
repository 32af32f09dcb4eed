"""Words that are kept by a key and shown by a name."""

from enum import StrEnum


class ShownWord(StrEnum):
    """A word whose members are each a key, which is the value, and what is shown of it."""

    shown: str

    def __new__(cls, key: str, *shown: str) -> "ShownWord":
        """A member; the key alone, as in `Sound("rain")`, finds it."""
        made = str.__new__(cls, key)
        made._value_ = key
        (made.shown,) = shown
        return made
