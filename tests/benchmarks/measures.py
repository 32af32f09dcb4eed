"""Pure functions of the benchmarks: rows of the result table, text of /proc files, times of sound samples."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np

from tests.e2e.listening import RATE, Samples

MIB = 1024.0 * 1024.0


@dataclass(frozen=True)
class Row:
    """A line of the result table; a line without a budget is only information."""

    title: str
    measured: str
    budget: str = ""
    is_ok: bool = True

    @property
    def verdict(self) -> str:
        """The word in the last column: whether the measured value is within its budget."""
        if not self.budget:
            return "-"
        return "ok" if self.is_ok else "over"


def at_most(title: str, value: float, limit: float, unit: str, digits: int = 2, note: str = "") -> Row:
    """A row for a value that must not be above `limit`; `note` is printed after the value."""
    shown = f"{value:.{digits}f}{unit}" + (f" ({note})" if note else "")
    return Row(title, shown, f"<= {limit:g}{unit}", value <= limit)


def table_text(rows: Sequence[Row]) -> str:
    """The result table as text in columns."""
    lines = [("what", "measured", "budget", "")]
    lines += [(row.title, row.measured, row.budget, row.verdict) for row in rows]
    widths = [max(len(line[column]) for line in lines) for column in range(4)]
    drawn = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines]
    drawn.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(line.rstrip() for line in drawn)


def exit_status(rows: Iterable[Row]) -> int:
    """The exit status of the benchmarks: 1 if any row is over its budget, else 0."""
    return 0 if all(row.is_ok for row in rows) else 1


def median_drift(values: Sequence[float]) -> float:
    """The median of the second half of the values, minus the median of the first half."""
    half = len(values) // 2
    return median(values[-half:]) - median(values[:half])


def median_and_worst_text(values: Sequence[float], unit: str = " ms", digits: int = 0) -> str:
    """The median and the largest of the values, as text."""
    return f"median {median(values):.{digits}f}{unit}, worst {max(values):.{digits}f}{unit}"


def memory_field(rollup: str, field: str) -> int:
    """A field of /proc/PID/smaps_rollup in bytes, such as Pss or Rss, read from the text `rollup`.

    Raises LookupError if the field is missing.
    """
    for line in rollup.splitlines():
        name, _, rest = line.partition(":")
        if name == field:
            return int(rest.split()[0]) * 1024
    raise LookupError(field)


def cpu_ticks(stat: str) -> int:
    """The clock ticks (user and system) that a process has used, read from the text of /proc/PID/stat.

    The name of the program may contain spaces or brackets.
    """
    fields = stat[stat.rindex(")") + 2 :].split()
    return int(fields[11]) + int(fields[12])


def arrival_offset(arrivals: Iterable[tuple[int, float]]) -> float:
    """The time of sample 0 in seconds, computed from the samples that took least time to arrive.

    `arrivals` are pairs: the index of a sample, and the time in seconds at which the sample had arrived. A
    reader that is sometimes late therefore does not change the result.
    """
    return min(moment - position / RATE for position, moment in arrivals)


def first_loud_sample(samples: Samples, above_db: float) -> int | None:
    """The index of the first sample that is above a level (dBFS) in any channel; None if there is none."""
    loud = np.abs(samples).max(axis=1) > 10 ** (above_db / 20) if len(samples) else np.zeros(0, bool)
    return int(np.argmax(loud)) if loud.any() else None


def last_loud_sample(samples: Samples, above_db: float) -> int | None:
    """The index of the last sample that is above a level (dBFS) in any channel; None if there is none."""
    turned = first_loud_sample(samples[::-1], above_db)
    return None if turned is None else len(samples) - 1 - turned
