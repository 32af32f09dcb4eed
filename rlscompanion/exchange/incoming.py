"""The interface of file readers: rows table by table, and the names of locations in the file."""

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
    """Rows of one table: each has the values of `columns`, then its location in the file."""

    table: str
    columns: Sequence[str]
    rows: Iterator[Cells]


@dataclass(frozen=True)
class RefusedRow:
    """A row of another program's file that was left out, and the reason."""

    line: int
    reason: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.reason}"


class IncomingFile(ABC):
    """A file to import. Reading its rows raises Refusal, with the location, for an impossible value."""

    def __init__(self) -> None:
        self.refused: list[RefusedRow] = []
        """The rows left out so far; only files of other programs leave any out."""

    @property
    def share(self) -> float:
        """The share of the file that has been read, 0 to 1."""
        return 1.0

    @abstractmethod
    def tables(self) -> Iterator[TableRows]:
        """The rows, table by table; each table must be read to its end before the next one."""

    @abstractmethod
    def where(self, table: str, location: int) -> str:
        """The name of a location, such as "log.json, line 12"."""

    def heading(self, table: str, column: str, location: int) -> str:
        """What the file itself calls a column of this row."""
        return column


class MadeRows(IncomingFile):
    """The base of readers that make rows of several tables from one row per night or per sleep."""

    def __init__(self, where: Callable[[int], str]) -> None:
        super().__init__()
        self._where = where
        self._made: defaultdict[str, list[tuple[Mapping[str, Cell], int]]] = defaultdict(list)

    def where(self, table: str, location: int) -> str:
        """The name of a location for a sentence: the file and the line."""
        return self._where(location)

    def add(self, table: str, values: Mapping[str, Cell], line: int) -> None:
        """Add a row, as values by column; all rows of a table must have the same columns."""
        self._made[table].append((values, line))

    def tables(self) -> Iterator[TableRows]:
        """The rows that were made; tables that others refer to come first."""
        self.make()
        for table in TABLES:
            if made := self._made[table.name]:
                columns = tuple(made[0][0])
                rows = [(*(values[each] for each in columns), line) for values, line in made]
                yield TableRows(table.name, columns, iter(rows))

    @abstractmethod
    def make(self) -> None:
        """Make all rows; subclasses call `add` for each."""


def refusal_at(where: str, column: str, reason: str) -> Refusal:
    """The Refusal of a file because of an error at one location."""
    at_column = f", column {column}" if column else ""
    return Refusal(f"{where}{at_column}: {reason}. {NOTHING_CHANGED}")
