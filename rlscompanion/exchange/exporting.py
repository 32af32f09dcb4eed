"""Exporting the whole sleep log to a file, in the format that fits the file's name."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO

from rlscompanion.bedtime.ports.files import WholeLog
from rlscompanion.domain.moment import Moment
from rlscompanion.domain.refusal import Refusal
from rlscompanion.exchange.files import Progress, atomic_writer, no_progress
from rlscompanion.exchange.log_json import write_log_json
from rlscompanion.exchange.nights_csv import write_nights
from rlscompanion.exchange.package import write_package
from rlscompanion.exchange.plees import write_plees

Writer = Callable[[BinaryIO, WholeLog, Moment, Progress], None]

WRITERS: dict[str, Writer] = {
    ".zip": write_package,
    ".json": write_log_json,
    ".plees.csv": write_plees,
    ".csv": write_nights,
}
"""The writer for each file name ending; longer endings come first."""


def writer_for(path: Path) -> Writer:
    """The function that writes the format for this file name. Raises Refusal if there is none."""
    for ending, writer in WRITERS.items():
        if path.name.lower().endswith(ending):
            return writer
    raise Refusal(f"{path.name} does not end in {_endings()}, the kinds of file that are written.")


def export_log(
    log: WholeLog, path: Path, now: Moment, protected: Sequence[Path] = (), progress: Progress = no_progress
) -> int:
    """Write the whole sleep log to a file, and return the number of nights.

    The file is complete and on disk afterwards. It replaces an existing file, but none in `protected`. Raises
    Refusal, with nothing changed, if it cannot be written.
    """
    write = writer_for(path)
    with log.reading_snapshot(), atomic_writer(path, protected) as file:
        write(file, log, now, progress)
        return log.count_rows("nights")


def _endings() -> str:
    *others, last = WRITERS
    return f"{', '.join(others)} or {last}" if others else last
