"""What the reader of a file hands on: rows table by table, and how to name a location in it."""

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rlscompanion.bedtime.ports.files import Cell, Cells
from rlscompanion.domain.refusal import Refusal
from rlscompanion.exchange.tables import TABLES

NOTHING_CHANGED = "Nothing was changed."


@dataclass(frozen=True)
class TableRows:
    """Rows of one table: each has the values of these columns and then its location in the file."""

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


class IncomingFile(ABC):
    """A file whose rows are wanted. They raise Refusal, with file, line and column, for what cannot be."""

    def __init__(self) -> None:
        self.refused: list[RefusedRow] = []
        """The rows left out so far; only files of other programs leave any out."""

    @property
    def share(self) -> float:
        """How much of the file has been read, 0 to 1."""
        return 1.0

    @abstractmethod
    def tables(self) -> Iterator[TableRows]:
        """The rows, table by table; each is read to its end before the next is asked for."""

    @abstractmethod
    def where(self, table: str, location: int) -> str:
        """Where the row with this location is, such as "log.json, line 12"."""

    def heading(self, table: str, column: str, location: int) -> str:
        """What the file calls a column of that row."""
        return column


class MadeRows(IncomingFile):
    """Reads a table of one row a night, or a sleep, from which rows of several tables are made."""

    def __init__(self, where: Callable[[int], str]) -> None:
        super().__init__()
        self._where = where
        self._made: defaultdict[str, list[tuple[Mapping[str, Cell], int]]] = defaultdict(list)

    def where(self, table: str, location: int) -> str:
        """The file and the line."""
        return self._where(location)

    def add(self, table: str, values: Mapping[str, Cell], line: int) -> None:
        """Take a row, by column; those of one table have the same columns."""
        self._made[table].append((values, line))

    def tables(self) -> Iterator[TableRows]:
        """The rows that were made, those that others refer to first."""
        self.make()
        for table in TABLES:
            if made := self._made[table.name]:
                columns = tuple(made[0][0])
                rows = [(*(values[each] for each in columns), line) for values, line in made]
                yield TableRows(table.name, columns, iter(rows))

    @abstractmethod
    def make(self) -> None:
        """Make all rows."""


def refusal_at(where: str, column: str, reason: str) -> Refusal:
    """The refusal of a file for what is wrong at one location in it."""
    at_column = f", column {column}" if column else ""
    return Refusal(f"{where}{at_column}: {reason}. {NOTHING_CHANGED}")
