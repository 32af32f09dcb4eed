"""Files in and out: the report and the whole log. A start needs none of it, so it goes by its own name."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True)
class ReportWish:
    """What a clinician's report is to cover: the evenings from `first` to `last`, on "A4" or "Letter".

    `noted` are the nights whose notes are printed, None for those of every night. Name and birth date are
    printed as they stand, and kept nowhere.
    """

    first: date
    last: date
    name: str = ""
    born: str = ""
    paper: str = "A4"
    noted: frozenset[UUID] | None = frozenset()


@dataclass(frozen=True)
class ReportWritten:
    """A report that stands whole on disk: its nights and its pages."""

    nights: int
    pages: int


class ReportWriter(Protocol):
    """What writes the pages to take along, in place of a file that is there.

    Methods raise Refusal, with that file as it was.
    """

    def write(self, wish: ReportWish, path: str) -> ReportWritten:
        """Write a clinician's report."""

    def write_medicines(self, path: str, paper: str) -> None:
        """Write the page of the person's medicines to check, on "A4" or "Letter"."""


class ReportWork(Protocol):
    """What writes a clinician's report beside the window."""

    def start(
        self,
        wish: ReportWish,
        path: str,
        on_share: Callable[[float], None],
        on_end: Callable[[bool, str], None],
    ) -> None:
        """Begin to write one, in place of a file that is there; returns at once.

        `on_share` is told how much is done, 0 to 1; `on_end` comes last, with whether it was written and a
        sentence: what, or why not.
        """

    def stop(self) -> None:
        """Ask what is being written to break off; `on_end` follows."""

    def close(self) -> None:
        """Wait for what is being written, a short while, and let go of it."""


Cell = int | float | str | None
"""One value of a row as the log holds it."""


Cells = tuple[Cell, ...]
"""One row of a table of the log."""


class Keep(StrEnum):
    """Which of two rows of one id stays, where a file and the log say different things."""

    MINE = "mine"
    THEIRS = "theirs"
    NEWER = "newer"


@dataclass(frozen=True)
class TablePlan:
    """What bringing a file into the log means for one table, in rows; `differing` are those in conflict.

    `joined` are nights of an evening that the log has a night of, under another id: they become one.
    """

    table: str
    new: int
    same: int
    differing: int
    joined: int = 0


class Misplaced(StrEnum):
    """Why a row that is right by itself cannot stand where it is."""

    TWICE = "twice"
    POINTS_NOWHERE = "points_nowhere"
    ID_TAKEN = "id_taken"
    SECOND_MAIN_SLEEP = "second_main_sleep"
    FAR_FROM_EVENING = "far_from_evening"
    IMPOSSIBLE = "impossible"


@dataclass(frozen=True)
class Misfit:
    """A row of a file that cannot be taken in: the location that was given for it, and the column at fault.

    `sentence` says what is impossible.
    """

    table: str
    location: int
    column: str
    why: Misplaced
    sentence: str = ""


class Merge(Protocol):
    """Rows of a file beside the log, before and while they become part of it."""

    def take_in(self, table: str, columns: Sequence[str], rows: Iterable[Cells]) -> None:
        """Lay rows of a table aside; each has the values of the columns and then its location in the file."""

    def misfit(self) -> Misfit | None:
        """The first row that cannot stand beside the others or the log."""

    def plan(self) -> Sequence[TablePlan]:
        """What the rows would change, table by table. There is no misfit."""

    def apply(self, keep: Keep | None) -> None:
        """Write the rows, all or none. Raises Refusal for rows in conflict if none of both is to be kept."""


class WholeLog(Protocol):
    """Every row of the log, for files in and out. Tables and columns go by their names in it."""

    def reading(self) -> AbstractContextManager[None]:
        """See one state of the log in everything read inside."""

    def rows(self, table: str, columns: Sequence[str], order: Sequence[str] = ()) -> Iterator[Cells]:
        """All rows of a table, ordered by these columns or else as they were written."""

    def count(self, table: str) -> int:
        """How many rows a table has."""

    def merging(self) -> AbstractContextManager[Merge]:
        """Bring rows in from outside; what was not applied is gone afterwards."""


class CommandWork(Protocol):
    """Commands of this program carried out beside it, one at a time, so that nothing else waits for them."""

    def start(
        self,
        arguments: Sequence[str],
        heard: Callable[[str], None],
        ended: Callable[[bool, str], None],
        private: str = "",
    ) -> None:
        """Begin a command; returns at once. `private` is a line that it is given by its standard input.

        `heard` gets each line that it tells of its progress; `ended` comes last, with whether it was done
        and, where it was not, one sentence that says why. Both are called in this thread.
        """

    def stop(self) -> None:
        """Ask what is being carried out to break off, with nothing changed; `ended` follows."""

    def close(self) -> None:
        """Wait for what is being carried out, a short while, and let go of it."""
