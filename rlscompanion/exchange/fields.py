"""The fields of the tables that are imported and exported: their columns and allowed values."""

from dataclasses import dataclass

from rlscompanion.domain.items import ValueKind

LONGEST_TEXT = 1_000_000
"""The most characters that an imported text may have."""

EARLIEST_YEAR, LATEST_YEAR = 1900, 2200
"""The first and the last year that evenings and moments may have; other years are typing errors."""

EARLIEST_UTC, LATEST_UTC = -2_208_988_800, 7_289_654_399
"""The first UTC second of EARLIEST_YEAR, and the last UTC second of LATEST_YEAR."""

LARGEST_WHOLE_NUMBER = 2**63 - 1
"""The largest integer that the log can store."""


@dataclass(frozen=True)
class Field:
    """One field of an exported table, such as an evening: its kind of value, and the values allowed.

    `least` and `most` are themselves allowed, but `least` is not if `excludes_least` is set. For a date,
    `least` and `most` are years. `words` are the only values allowed in a field of words. A moment has two
    columns in the log and three in a file. A field of any other kind has one column in the log and one in a
    file.
    """

    name: str
    meaning: str
    kind: ValueKind
    is_required: bool = True
    least: float | None = None
    most: float | None = None
    unit: str = ""
    words: tuple[str, ...] = ()
    refers_to: str = ""
    may_be_empty: bool = True
    excludes_least: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the field's columns in the sleep log."""
        if self.kind is ValueKind.MOMENT:
            return (f"{self.name}_utc", f"{self.name}_offset")
        return (self.name,)

    @property
    def file_columns(self) -> tuple[str, ...]:
        """The names of the field's columns in a file; the columns of the sleep log come first."""
        return (*self.columns, f"{self.name}_local") if self.kind is ValueKind.MOMENT else self.columns


TIME_STAMPS = (
    Field("created_utc", "when the row was made: UTC", ValueKind.STAMP),
    Field("modified_utc", "when the row was last changed: UTC", ValueKind.STAMP),
)
"""The last fields of a table: when a row was made, and when it was last changed.

Tables that hold parts of another table's rows do not have these fields.
"""
