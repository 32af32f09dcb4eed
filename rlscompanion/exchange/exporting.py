"""Exporting the whole sleep log to a file, in the format that fits the file's name."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO

from rlscompanion.bedtime.ports.files import WholeLog
from rlscompanion.domain.moment import Moment
from rlscompanion.domain.refusal import Refusal
from rlscompanion.exchange.files import ProgressCallback, ignore_progress, open_for_atomic_writing
from rlscompanion.exchange.log_json import write_log_json
from rlscompanion.exchange.nights_csv import write_nights_csv
from rlscompanion.exchange.package import write_data_package
from rlscompanion.exchange.plees import write_plees_csv

ExportWriter = Callable[[BinaryIO, WholeLog, Moment, ProgressCallback], None]
"""A function that writes the whole sleep log to an open file, in one format."""

WRITERS_BY_ENDING: dict[str, ExportWriter] = {
    ".zip": write_data_package,
    ".json": write_log_json,
    ".plees.csv": write_plees_csv,
    ".csv": write_nights_csv,
}
"""The function that writes each format, by the ending of the file name; longer endings come first."""


def writer_for(path: Path) -> ExportWriter:
    """The function that writes the format which the file name's ending stands for.

    Raises Refusal if the ending stands for no format.
    """
    for ending, writer in WRITERS_BY_ENDING.items():
        if path.name.lower().endswith(ending):
            return writer
    raise Refusal(f"{path.name} does not end in {_endings_text()}, the kinds of file that are written.")


def export_log(
    log: WholeLog,
    path: Path,
    now: Moment,
    protected: Sequence[Path] = (),
    progress: ProgressCallback = ignore_progress,
) -> int:
    """Write the whole sleep log to a file, and return the number of nights.

    The file is complete and on disk afterwards. An existing file is replaced, unless it is in `protected`.
    Raises Refusal, with nothing changed, if the file cannot be written.
    """
    write = writer_for(path)
    with log.reading_snapshot(), open_for_atomic_writing(path, protected) as file:
        write(file, log, now, progress)
        return log.count_rows("nights")


def _endings_text() -> str:
    *others, last = WRITERS_BY_ENDING
    return f"{', '.join(others)} or {last}" if others else last
