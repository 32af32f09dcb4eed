"""Ports for reports, import and export, in a module that is not loaded when the program starts."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True)
class ReportRequest:
    """What the person wants in a clinician's report about the nights from `first` to `last` evening.

    `paper` is "A4" or "Letter". `noted` are the ids of the nights whose notes are printed, None for all
    nights. Name and birth date are printed as typed and never stored.
    """

    first: date
    last: date
    name: str = ""
    born: str = ""
    paper: str = "A4"
    noted: frozenset[UUID] | None = frozenset()


@dataclass(frozen=True)
class ReportSize:
    """The size of a report: the number of nights in it, and the number of its pages."""

    nights: int
    pages: int


class ReportWriter(Protocol):
    """Writes printable documents to a file, replacing an existing file.

    If a method raises Refusal, the existing file is unchanged.
    """

    def write(self, wish: ReportRequest, path: str) -> ReportSize:
        """Write a clinician's report about the person's nights."""

    def write_medicines(self, path: str, paper: str) -> None:
        """Write the person's list of medicines, to be checked by a pharmacist or prescriber, as PDF.

        `paper` is "A4" or "Letter".
        """


class ReportWork(Protocol):
    """Writes a clinician's report in another process."""

    def start(
        self,
        wish: ReportRequest,
        path: str,
        on_progress: Callable[[float], None],
        on_end: Callable[[bool, str], None],
    ) -> None:
        """Start writing a report, replacing an existing file; returns at once.

        `on_progress` gets the progress, 0 to 1. `on_end` is called last, with whether the report was written,
        and a sentence: the result or the reason for failing.
        """

    def stop(self) -> None:
        """Ask to cancel the report; `on_end` is still called."""

    def close(self) -> None:
        """Wait briefly for the report, then release its process."""


Cell = int | float | str | None
"""One value of a row, as stored in the log."""


Cells = tuple[Cell, ...]
"""One row of a table of the log."""


class KeptRow(StrEnum):
    """Which of two differing rows an import keeps: the log's (MINE), the file's (THEIRS), or the newer."""

    MINE = "mine"
    THEIRS = "theirs"
    NEWER = "newer"


@dataclass(frozen=True)
class TableChanges:
    """What an import would change in one table of the log.

    `new`, `same` and `differing` are numbers of rows of the file: rows that the log lacks, has with the same
    values, or has with other values. `joined` counts nights to be merged, because the log has a night of the
    same evening under another id.
    """

    table: str
    new: int
    same: int
    differing: int
    joined: int = 0


class MisfitReason(StrEnum):
    """The reason why a row that is valid by itself cannot be added to the log."""

    TWICE = "twice"
    POINTS_NOWHERE = "points_nowhere"
    ID_TAKEN = "id_taken"
    SECOND_MAIN_SLEEP = "second_main_sleep"
    FAR_FROM_EVENING = "far_from_evening"
    IMPOSSIBLE = "impossible"


@dataclass(frozen=True)
class Misfit:
    """A row that cannot be imported: its table, its location in the file, the column at fault, and why.

    `sentence` explains the reason to the person.
    """

    table: str
    location: int
    column: str
    reason: MisfitReason
    sentence: str = ""


class ImportMerge(Protocol):
    """An import in progress: collects rows of a file, checks these rows, and merges them into the log."""

    def collect(self, table: str, columns: Sequence[str], rows: Iterable[Cells]) -> None:
        """Collect the rows of one table, without writing them to the log.

        Each row has the values of `columns`, then its location in the file.
        """

    def first_misfit(self) -> Misfit | None:
        """The first collected row that cannot be added, because it contradicts other rows or the log.

        None if all rows can be added.
        """

    def planned_changes(self) -> Sequence[TableChanges]:
        """What the import would change in each table. Call it only if `first_misfit` returned None."""

    def apply(self, keep: KeptRow | None) -> None:
        """Write all collected rows to the log, or no row.

        Raises Refusal if some rows differ from the log's and `keep` does not say which to keep.
        """


class WholeLog(Protocol):
    """All rows of the log, for import and export. Tables and columns are named as in the log."""

    def reading_snapshot(self) -> AbstractContextManager[None]:
        """Open a context in which all reads see the log as it was at the start."""

    def rows(self, table: str, columns: Sequence[str], order: Sequence[str] = ()) -> Iterator[Cells]:
        """All rows of a table, sorted by the columns in `order` or, without `order`, as they were written."""

    def count_rows(self, table: str) -> int:
        """The number of rows in a table."""

    def open_merge(self) -> AbstractContextManager[ImportMerge]:
        """Open a context for one import; at its end, rows that were not applied are discarded."""


class CommandWork(Protocol):
    """Runs commands of this program, such as `import`, in another process, one at a time."""

    def start(
        self,
        arguments: Sequence[str],
        on_line: Callable[[str], None],
        on_end: Callable[[bool, str], None],
        private: str = "",
    ) -> None:
        """Start a command and return at once. `private` is a secret line for its standard input.

        `on_line` is called with each line of progress that the command prints. `on_end` is called last, with
        whether the command succeeded and, if it failed, a sentence with the reason. `on_line` and `on_end`
        are called in the thread that called `start`.
        """

    def stop(self) -> None:
        """Ask the running command to cancel and leave everything unchanged; `on_end` is still called."""

    def close(self) -> None:
        """Wait briefly for the running command, then release it."""
