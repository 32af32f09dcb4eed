"""What the reader of a file hands on: rows table by table, and how to speak of a place in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from rlscompanion.bedtime.ports.files import Cells
from rlscompanion.domain.refusal import Refusal

NOTHING_CHANGED = "Nothing was changed."


@dataclass(frozen=True)
class TableRows:
    """Rows of one table: each has the values of these columns and then its place in the file."""

    table: str
    columns: Sequence[str]
    rows: Iterator[Cells]


@dataclass(frozen=True)
class RefusedRow:
    """A row of another program's file that was left out, and why."""

    line: int
    reason: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.reason}"


class IncomingFile(Protocol):
    """A file whose rows are wanted. They raise Refusal, with file, line and column, for what cannot be."""

    refused: list[RefusedRow]
    """The rows left out so far; only files of other programs leave any out."""

    @property
    def share(self) -> float:
        """How much of the file has been read, 0 to 1."""
        ...

    def tables(self) -> Iterator[TableRows]:
        """The rows, table by table; each is read to its end before the next is asked for."""
        ...

    def where(self, table: str, place: int) -> str:
        """Where the row with this place stands, such as "log.json, line 12"."""
        ...

    def heading(self, table: str, column: str, place: int) -> str:
        """What the file calls a column of that row."""
        ...


def bad_place(where: str, column: str, reason: str) -> Refusal:
    """The refusal of a file for what stands in one place of it."""
    at_column = f", column {column}" if column else ""
    return Refusal(f"{where}{at_column}: {reason}. {NOTHING_CHANGED}")
