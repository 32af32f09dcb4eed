"""The interface of all readers of imported files.

A reader gives the file's rows for each table, and can say where in the file a row is.
"""

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rlscompanion.bedtime.ports.files import Cell, Cells
from rlscompanion.domain.refusal import Refusal
from rlscompanion.exchange.tables import EXCHANGED_TABLES

NOTHING_CHANGED = "Nothing was changed."


@dataclass(frozen=True)
class TableRows:
    """The rows of one table in an imported file.

    Each row has the values of `columns`, then its location in the file: a line number or character position.
    """

    table: str
    columns: Sequence[str]
    rows: Iterator[Cells]


@dataclass(frozen=True)
class RefusedRow:
    """A row of another program's file that an import leaves out, and the reason."""

    line: int
    reason: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.reason}"


class IncomingFile(ABC):
    """A file to import.

    Reading a row with an impossible value raises Refusal, which names the row's location in the file.
    """

    def __init__(self) -> None:
        self.refused: list[RefusedRow] = []
        """The rows left out so far; only files of other programs leave any out."""

    @property
    def share_read(self) -> float:
        """How much of the file has been read, from 0 to 1."""
        return 1.0

    @abstractmethod
    def tables(self) -> Iterator[TableRows]:
        """The rows of the file, table by table; read all rows of a table before taking the next table."""

    @abstractmethod
    def location_text(self, table: str, location: int) -> str:
        """The location of a row as text for a sentence, such as "log.json, line 12"."""

    def heading(self, table: str, column: str, location: int) -> str:
        """The name that the file uses for a column of the sleep log; by default the same name."""
        return column


class RowConverter(IncomingFile):
    """The base of readers that turn each row of a file (a night or a sleep) into rows of several tables."""

    def __init__(self, location_text: Callable[[int], str]) -> None:
        super().__init__()
        self._location_text = location_text
        self._added: defaultdict[str, list[tuple[Mapping[str, Cell], int]]] = defaultdict(list)

    def location_text(self, table: str, location: int) -> str:
        """The location of a line as text for a sentence, such as "nights.csv, line 12"."""
        return self._location_text(location)

    def add_row(self, table: str, values: Mapping[str, Cell], line: int) -> None:
        """Add a row to a table; `values` are its cells by column.

        All rows of a table must have the same columns. `line` is the line of the file that the row comes
        from.
        """
        self._added[table].append((values, line))

    def tables(self) -> Iterator[TableRows]:
        """The rows added by `make_rows`, table by table; a table comes before the tables that refer to it."""
        self.make_rows()
        for table in EXCHANGED_TABLES:
            if made := self._added[table.name]:
                columns = tuple(made[0][0])
                rows = [(*(values[each] for each in columns), line) for values, line in made]
                yield TableRows(table.name, columns, iter(rows))

    @abstractmethod
    def make_rows(self) -> None:
        """Read the file, and call `add_row` for each row of a table; subclasses implement this."""


def refusal_at(location_text: str, column: str, reason: str) -> Refusal:
    """A Refusal for an error in a file, which names the error's location, the column and the reason."""
    at_column = f", column {column}" if column else ""
    return Refusal(f"{location_text}{at_column}: {reason}. {NOTHING_CHANGED}")
