"""A field of an exchanged table: its columns in the log and in files, and what may stand there."""

from dataclasses import dataclass
from enum import StrEnum

from rlscompanion.domain.items import Item, Kind

LONGEST_TEXT = 1_000_000
"""Characters of the longest text that is taken in."""

EARLIEST_YEAR, LATEST_YEAR = 1900, 2200
"""The years that evenings and moments may lie in: whatever lies beyond is a slip of the keyboard."""

EARLIEST_UTC, LATEST_UTC = -2_208_988_800, 7_289_654_399
"""The first and the last UTC second of these years."""

LARGEST_WHOLE = 2**63 - 1
"""The largest whole number that the log can hold."""


@dataclass(frozen=True)
class Field:
    """One field of a table. Limits are included, but for the least where `is_above_least` is set.

    The limits of a date are years.

    `words` are all there may be.

    A moment fills two columns of the log and three of a file; every other kind fills one of each.
    """

    name: str
    meaning: str
    kind: Kind
    is_required: bool = True
    least: float | None = None
    most: float | None = None
    unit: str = ""
    words: tuple[str, ...] = ()
    refers_to: str = ""
    may_be_empty: bool = True
    is_above_least: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """Its columns in the log."""
        if self.kind is Kind.MOMENT:
            return (f"{self.name}_utc", f"{self.name}_offset")
        return (self.name,)

    @property
    def names(self) -> tuple[str, ...]:
        """Its columns in a file, those of the log first."""
        return (*self.columns, f"{self.name}_local") if self.kind is Kind.MOMENT else self.columns


def identity(meaning: str) -> Field:
    """The id of a row."""
    return Field("id", meaning, Kind.ID)


def reference(name: str, table: str, meaning: str, is_required: bool = True) -> Field:
    """The id of a row of another table."""
    return Field(name, meaning, Kind.ID, is_required, refers_to=table)


def text(name: str, meaning: str, may_be_empty: bool = True) -> Field:
    """A text, never absent; empty, or only spaces, where that is allowed."""
    return Field(name, meaning, Kind.TEXT, may_be_empty=may_be_empty)


def place(meaning: str) -> Field:
    """The place of a row among its like, from 0."""
    return Field("ordinal", meaning, Kind.WHOLE, least=0)


def of_item(item: Item) -> Field:
    """The field of a diary item."""
    about = item.about
    return Field(
        item.value,
        about.meaning,
        about.kind,
        is_required=about.kind is Kind.TEXT,
        least=about.least,
        most=about.most,
        unit=about.unit,
        words=tuple(about.words or ()),
    )


def seconds(name: str, meaning: str) -> Field:
    """Seconds."""
    return Field(name, meaning, Kind.NUMBER, least=0, unit="s")


def flag(name: str, meaning: str, is_required: bool = True) -> Field:
    """True or false."""
    return Field(name, meaning, Kind.FLAG, is_required)


def word(name: str, meaning: str, words: type[StrEnum]) -> Field:
    """One of some words."""
    return Field(name, meaning, Kind.WORD, words=tuple(each.value for each in words))


def day(name: str, meaning: str, is_required: bool = True) -> Field:
    """A date."""
    return Field(name, meaning, Kind.DATE, is_required)


def evening(name: str, meaning: str, is_required: bool = True) -> Field:
    """The date of an evening."""
    return Field(name, meaning, Kind.DATE, is_required, EARLIEST_YEAR, LATEST_YEAR)


def moment(name: str, meaning: str, is_required: bool = False) -> Field:
    """A moment with its local clock."""
    return Field(name, meaning, Kind.MOMENT, is_required)


STAMPS = (
    Field("created_utc", "when the row was made: UTC", Kind.STAMP),
    Field("modified_utc", "when the row was last changed: UTC", Kind.STAMP),
)
"""What every row that stands for itself carries last."""
