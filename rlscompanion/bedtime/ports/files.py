"""Ports for reports, import and export; in a module of their own, since starting needs none of them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True)
class ReportWish:
    """Settings of a clinician's report: the evenings from `first` to `last`, on "A4" or "Letter" paper.

    `noted` are the nights whose notes are printed, None for all nights. Name and birth date are printed
    as typed and never stored.
    """

    first: date
    last: date
    name: str = ""
    born: str = ""
    paper: str = "A4"
    noted: frozenset[UUID] | None = frozenset()


@dataclass(frozen=True)
class ReportWritten:
    """A finished report: its numbers of nights and pages."""

    nights: int
    pages: int


class ReportWriter(Protocol):
    """Writes printable pages to a file, replacing an existing one.

    If a method raises Refusal, the existing file is unchanged.
    """

    def write(self, wish: ReportWish, path: str) -> ReportWritten:
        """Write a clinician's report."""

    def write_medicines(self, path: str, paper: str) -> None:
        """Write the page of the person's medicines to check, on "A4" or "Letter"."""


class ReportWork(Protocol):
    """Writes a clinician's report in another process."""

    def start(
        self,
        wish: ReportWish,
        path: str,
        on_share: Callable[[float], None],
        on_end: Callable[[bool, str], None],
    ) -> None:
        """Start writing a report, replacing an existing file; returns at once.

        `on_share` gets the progress, 0 to 1; `on_end` is called last, with whether the report was written and
        a sentence with the result or the reason.
        """

    def stop(self) -> None:
        """Ask to cancel the report; `on_end` follows."""

    def close(self) -> None:
        """Wait briefly for the report, then release its process."""


Cell = int | float | str | None
"""One value of a row as the log holds it."""


Cells = tuple[Cell, ...]
"""One row of a table of the log."""


class Keep(StrEnum):
    """Which row to keep when a file and the log differ for the same id."""

    MINE = "mine"
    THEIRS = "theirs"
    NEWER = "newer"


@dataclass(frozen=True)
class TablePlan:
    """The effect of an import on one table, in rows; `differing` counts conflicts.

    `joined` counts nights to be merged: the log has a night of the same evening under another id.
    """

    table: str
    new: int
    same: int
    differing: int
    joined: int = 0


class Misplaced(StrEnum):
    """Why a row that is valid by itself cannot be added to the log."""

    TWICE = "twice"
    POINTS_NOWHERE = "points_nowhere"
    ID_TAKEN = "id_taken"
    SECOND_MAIN_SLEEP = "second_main_sleep"
    FAR_FROM_EVENING = "far_from_evening"
    IMPOSSIBLE = "impossible"


@dataclass(frozen=True)
class Misfit:
    """A row that cannot be imported: where it is in the file, the column at fault, and a sentence."""

    table: str
    location: int
    column: str
    why: Misplaced
    sentence: str = ""


class Merge(Protocol):
    """An import in progress: rows of a file, not yet or being added to the log."""

    def take_in(self, table: str, columns: Sequence[str], rows: Iterable[Cells]) -> None:
        """Add rows of one table; each row has the values of the columns, then its location in the file."""

    def misfit(self) -> Misfit | None:
        """The first row that conflicts with the other rows or the log so that it cannot be added."""

    def plan(self) -> Sequence[TablePlan]:
        """What the import would change, by table. Call only without a misfit."""

    def apply(self, keep: Keep | None) -> None:
        """Write all rows or none. Raises Refusal for conflicting rows without a choice which to keep."""


class WholeLog(Protocol):
    """Every row of the log, for import and export. Tables and columns have their names in the log."""

    def reading(self) -> AbstractContextManager[None]:
        """Read a consistent snapshot of the log inside this context."""

    def rows(self, table: str, columns: Sequence[str], order: Sequence[str] = ()) -> Iterator[Cells]:
        """All rows of a table, ordered by these columns or else in the order written."""

    def count(self, table: str) -> int:
        """The number of rows in a table."""

    def merging(self) -> AbstractContextManager[Merge]:
        """Open an import; rows that were not applied are discarded at its end."""


class CommandWork(Protocol):
    """Runs commands of this program in another process, one at a time."""

    def start(
        self,
        arguments: Sequence[str],
        heard: Callable[[str], None],
        ended: Callable[[bool, str], None],
        private: str = "",
    ) -> None:
        """Start a command and return at once. `private` is a line for its standard input.

        `heard` gets each line of progress that it prints. `ended` is called last, with whether the
        command succeeded and, if it failed, a sentence with the reason. Both are called in this
        thread.
        """

    def stop(self) -> None:
        """Ask the running command to cancel, leaving everything unchanged; `ended` follows."""

    def close(self) -> None:
        """Wait briefly for the running command, then release it."""
