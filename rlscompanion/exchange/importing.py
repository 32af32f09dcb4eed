"""Files read into the log: which kind one is, what it would change, and why one cannot be taken in."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rlscompanion.bedtime.ports import Merge, Misfit, Misplaced, TablePlan, WholeLog
from rlscompanion.domain.moment import Moment
from rlscompanion.domain.refusal import Refusal
from rlscompanion.exchange.files import read_file, text_of
from rlscompanion.exchange.incoming import Reading, RefusedRow, bad_place
from rlscompanion.exchange.log_json import JsonReading

_MISPLACED = {
    Misplaced.TWICE: "stands a second time in the file",
    Misplaced.POINTS_NOWHERE: "names a row that is neither in the file nor in the log",
    Misplaced.ID_TAKEN: "is the id of another row of the log",
}


@dataclass(frozen=True)
class Plan:
    """What bringing a file in means: counts of rows table by table, and the rows that were left out."""

    tables: Sequence[TablePlan]
    refused: Sequence[RefusedRow] = ()

    @property
    def new(self) -> int:
        """Rows that the log does not have yet."""
        return sum(table.new for table in self.tables)

    @property
    def same(self) -> int:
        """Rows that say what the log says."""
        return sum(table.same for table in self.tables)

    @property
    def differing(self) -> int:
        """Rows that say something else than the log."""
        return sum(table.differing for table in self.tables)


@contextmanager
def opened_file(path: Path, log: WholeLog, now: Moment, zone: str) -> Iterator[Reading]:
    """A file, recognised by what it holds. Raises Refusal if it is none that can be taken in.

    `zone` is the IANA name of the zone that times without one are taken to be told in.
    """
    with read_file(path) as file:
        text = text_of(file.read(), path)
    start = text.lstrip()[:1]
    if start == "{":
        yield JsonReading(path, text, now.utc)
        return
    raise Refusal(f"{path} is not a file that can be imported. Name a .json file that was exported.")


def bring_in(reading: Reading, merge: Merge) -> Plan:
    """Lay the rows of a file beside the log and say what they mean. Raises Refusal for one that cannot be."""
    for each in reading.tables():
        merge.take_in(each.table, each.columns, each.rows)
    misfit = merge.misfit()
    if misfit is not None:
        raise _refusal(reading, misfit)
    return Plan(merge.plan(), tuple(reading.refused))


def _refusal(reading: Reading, misfit: Misfit) -> Refusal:
    where = reading.where(misfit.table, misfit.place)
    return bad_place(where, misfit.column, _MISPLACED[misfit.why])
