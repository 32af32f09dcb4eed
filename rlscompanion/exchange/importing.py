"""Importing files: recognising the format, refusing impossible values, and previewing the changes."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rlscompanion.bedtime.ports.files import Cells, ImportMerge, Misfit, MisfitReason, TableChanges, WholeLog
from rlscompanion.domain.moment import Moment
from rlscompanion.domain.problems import MAX_DAYS_FROM_EVENING
from rlscompanion.domain.refusal import Refusal
from rlscompanion.exchange import plees, sleep_as_android
from rlscompanion.exchange.csv_rows import MOST_CSV_ROWS, CsvRows
from rlscompanion.exchange.data_package import DESCRIPTOR_NAME
from rlscompanion.exchange.files import (
    ProgressCallback,
    decode_text,
    encoding_of,
    ignore_progress,
    open_imported_file,
    text_lines,
)
from rlscompanion.exchange.foreign import ForeignReader
from rlscompanion.exchange.incoming import IncomingFile, RefusedRow, refusal_at
from rlscompanion.exchange.log_json import JsonReader
from rlscompanion.exchange.nights_reader import NightsReader
from rlscompanion.exchange.package import Archive, PackageReader
from rlscompanion.exchange.spreadsheet import TableWithIsoDates

_ZIP_BEGINNINGS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
"""The possible first bytes of a zip file."""

_BYTES_TO_RECOGNISE = 4096
"""How many bytes of a file are read to recognise its format; a text may begin with blank lines."""

_ROWS_PER_REPORT = 2000
"""The number of rows between two reports of progress."""

_MISFIT_REASONS = {
    MisfitReason.TWICE: "appears twice in the file",
    MisfitReason.POINTS_NOWHERE: "names a row that is neither in the file nor in the log",
    MisfitReason.ID_TAKEN: "is the id of another row of the log",
    MisfitReason.SECOND_MAIN_SLEEP: "is a second main sleep of its night",
    MisfitReason.FAR_FROM_EVENING: (
        f"lies more than {MAX_DAYS_FROM_EVENING} days from the evening of its night"
    ),
}


@dataclass(frozen=True)
class ImportPlan:
    """A preview of an import.

    `tables` counts the rows for each table; `refused` are the rows of the file that are left out.
    """

    tables: Sequence[TableChanges]
    refused: Sequence[RefusedRow] = ()

    @property
    def sentence(self) -> str:
        """The preview as a sentence for the person, with all counts."""
        left_out = f", {len(self.refused):,} left out" if self.refused else ""
        joined = (
            f", {self.merged_night_count:,} merged with yours of the same evening"
            if self.merged_night_count
            else ""
        )
        return (
            f"{self.new_night_count:,} new nights{joined}; of its rows {self.new_row_count:,} are new, "
            f"{self.same_row_count:,} the same, {self.differing_row_count:,} differ{left_out}."
        )

    @property
    def new_night_count(self) -> int:
        """The number of imported nights that the sleep log does not have yet."""
        return sum(table.new for table in self.tables if table.table == "nights")

    @property
    def merged_night_count(self) -> int:
        """The number of imported nights to be merged with a night of the same evening in the sleep log."""
        return sum(table.joined for table in self.tables)

    @property
    def differing_tables_text(self) -> str:
        """A text that names each table with rows that differ from the sleep log, and counts these rows."""
        return ", ".join(f"{each.table}: {each.differing}" for each in self.tables if each.differing)

    @property
    def new_row_count(self) -> int:
        """The number of imported rows that the sleep log does not have yet."""
        return sum(table.new for table in self.tables)

    @property
    def same_row_count(self) -> int:
        """The number of imported rows that the sleep log already has with the same values."""
        return sum(table.same for table in self.tables)

    @property
    def differing_row_count(self) -> int:
        """The number of imported rows that the sleep log has with other values."""
        return sum(table.differing for table in self.tables)


@contextmanager
def open_import(path: Path, log: WholeLog, now: Moment, zone: str) -> Iterator[IncomingFile]:
    """Open a file for import in a `with` block, with the reader for its format.

    `zone` is the IANA time zone for times in the file that name no zone. Raises Refusal if the format is
    unknown.
    """
    with open_imported_file(path) as file:
        beginning = file.read(_BYTES_TO_RECOGNISE)
        file.seek(0)
        if beginning[:4] in _ZIP_BEGINNINGS:
            yield _archive_reader(Archive(file, path), log, now, zone)
        elif beginning.decode(encoding_of(beginning), "ignore").lstrip()[:1] == "{":
            yield JsonReader(path, decode_text(file.read(), str(path)), now.utc)
        else:
            yield _csv_reader(path, text_lines(lambda: path.open("rb"), str(path)), log, now, zone)


def _csv_reader(path: Path, lines: Iterator[str], log: WholeLog, now: Moment, zone: str) -> IncomingFile:
    rows = CsvRows(lines, str(path), MOST_CSV_ROWS)
    if sleep_as_android.is_sleep_as_android(rows.heading):
        return ForeignReader(
            sleep_as_android.PROGRAM_IN_IDS,
            sleep_as_android.read_android_sleeps(rows, zone),
            rows,
            log,
            now.utc,
        )
    if plees.is_plees(rows.heading):
        return ForeignReader(
            plees.PROGRAM_IN_IDS, plees.read_plees_sleeps(rows, path, zone), rows, log, now.utc
        )
    if NightsReader.is_table_of_nights(rows.heading):
        return NightsReader(TableWithIsoDates(rows), log, now.utc, zone)
    raise _unknown_file_refusal(path)


def _archive_reader(archive: Archive, log: WholeLog, now: Moment, zone: str) -> IncomingFile:
    if archive.path_of(DESCRIPTOR_NAME):
        return PackageReader(archive, now.utc)
    name = archive.path_of(sleep_as_android.EXPORT_FILE_NAME)
    if name is None:
        raise _unknown_file_refusal(archive.path)
    return _csv_reader(archive.path / name, archive.lines(name), log, now, zone)


def _unknown_file_refusal(path: Path) -> Refusal:
    return Refusal(f"{path} is not a file that can be imported. Name one that was exported.")


def stage_import(
    file: IncomingFile, merge: ImportMerge, progress: ProgressCallback = ignore_progress
) -> ImportPlan:
    """Stage the rows of a file (put them into temporary tables), and return a preview of the import.

    The sleep log is not changed yet. Raises Refusal for an impossible row.
    """
    for each in file.tables():
        merge.collect(each.table, each.columns, _reporting_progress(each.rows, file, progress))
    misfit = merge.first_misfit()
    if misfit is not None:
        raise _misfit_refusal(file, misfit)
    return ImportPlan(merge.planned_changes(), tuple(file.refused))


def _reporting_progress(
    rows: Iterable[Cells], file: IncomingFile, progress: ProgressCallback
) -> Iterator[Cells]:
    for number, row in enumerate(rows):
        if number % _ROWS_PER_REPORT == 0:
            progress(file.share_read)
        yield row


def _misfit_refusal(file: IncomingFile, misfit: Misfit) -> Refusal:
    location_text = file.location_text(misfit.table, misfit.location)
    heading = file.heading(misfit.table, misfit.column, misfit.location)
    return refusal_at(location_text, heading, misfit.sentence or _MISFIT_REASONS[misfit.reason])
