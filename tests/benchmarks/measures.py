"""The pure parts: rows of the table, what the kernel says of a process, and presses against sound."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np

from tests.e2e.listening import RATE, Samples

MIB = 1024.0 * 1024.0


@dataclass(frozen=True)
class Row:
    """One line of the table; without a budget it only informs."""

    what: str
    measured: str
    budget: str = ""
    is_ok: bool = True

    @property
    def verdict(self) -> str:
        """The word in the last column."""
        if not self.budget:
            return "-"
        return "ok" if self.is_ok else "over"


def at_most(what: str, value: float, limit: float, unit: str, digits: int = 2, note: str = "") -> Row:
    """A row whose value must not pass a limit; `note` goes behind the value."""
    shown = f"{value:.{digits}f}{unit}" + (f" ({note})" if note else "")
    return Row(what, shown, f"<= {limit:g}{unit}", value <= limit)


def table(rows: Sequence[Row]) -> str:
    """Draw the rows in columns."""
    lines = [("what", "measured", "budget", "")]
    lines += [(row.what, row.measured, row.budget, row.verdict) for row in rows]
    widths = [max(len(line[column]) for line in lines) for column in range(4)]
    drawn = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines]
    drawn.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(line.rstrip() for line in drawn)


def exit_status(rows: Iterable[Row]) -> int:
    """Give 1 if a row is over its budget, else 0."""
    return 0 if all(row.is_ok for row in rows) else 1


def drift(values: Sequence[float]) -> float:
    """Give by how much the median of the later half of some values lies above that of the earlier half."""
    half = len(values) // 2
    return median(values[-half:]) - median(values[:half])


def middle_and_worst(values: Sequence[float], unit: str = " ms", digits: int = 0) -> str:
    """Say the median and the greatest of some values."""
    return f"median {median(values):.{digits}f}{unit}, worst {max(values):.{digits}f}{unit}"


def bytes_in(rollup: str, field: str) -> int:
    """Give a field of /proc/PID/smaps_rollup, such as Pss or Rss, in bytes. Raises LookupError without it."""
    for line in rollup.splitlines():
        name, _, rest = line.partition(":")
        if name == field:
            return int(rest.split()[0]) * 1024
    raise LookupError(field)


def ticks_in(stat: str) -> int:
    """Give the clock ticks, user and system, in /proc/PID/stat; the program's name may hold anything."""
    fields = stat[stat.rindex(")") + 2 :].split()
    return int(fields[11]) + int(fields[12])


def arrival_offset(arrivals: Iterable[tuple[int, float]]) -> float:
    """Give the moment of sample 0 by those samples that took the least time to arrive.

    `arrivals` are pairs of a position and the moment, in seconds, at which it had arrived. What a reader was
    late, now and then, is no part of it.
    """
    return min(moment - position / RATE for position, moment in arrivals)


def first_loud(samples: Samples, above_db: float) -> int | None:
    """Give the first sample at which any channel is above a level."""
    loud = np.abs(samples).max(axis=1) > 10 ** (above_db / 20) if len(samples) else np.zeros(0, bool)
    return int(np.argmax(loud)) if loud.any() else None


def last_loud(samples: Samples, above_db: float) -> int | None:
    """Give the last sample at which any channel is above a level."""
    turned = first_loud(samples[::-1], above_db)
    return None if turned is None else len(samples) - 1 - turned
