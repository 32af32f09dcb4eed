"""The whole sleep log as a Frictionless Data Package: a zip file with one CSV file per table."""

import csv
import json
import re
import struct
import zlib
from collections.abc import Iterator
from io import RawIOBase, TextIOWrapper
from pathlib import Path, PurePosixPath
from typing import IO, Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from rlscompanion.bedtime.ports.files import WholeLog
from rlscompanion.domain.moment import Moment
from rlscompanion.domain.refusal import Refusal
from rlscompanion.exchange.csv_rows import CsvRows
from rlscompanion.exchange.data_package import DESCRIPTOR_NAME, csv_file_name, package_descriptor
from rlscompanion.exchange.files import ProgressCallback, decode_text, text_lines
from rlscompanion.exchange.incoming import NOTHING_CHANGED, IncomingFile, TableRows
from rlscompanion.exchange.log_json import LOG_FORMAT, LOG_FORMAT_VERSION
from rlscompanion.exchange.rows import RowReader, reporting_progress, rows_for_file
from rlscompanion.exchange.tables import EXCHANGED_TABLES, EXCHANGED_TABLES_BY_NAME

MOST_ARCHIVE_FILES = 1000
"""The most files that an imported zip file may have."""
LARGEST_ARCHIVE_BYTES = 256 * 2**20
"""The most bytes that all files in an imported zip file may have together, unpacked."""
LARGEST_DESCRIPTOR_BYTES = 2**22
"""The most bytes that the descriptor of an imported data package may have."""
_DAMAGE_ERRORS = (
    BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,
    struct.error,
    OverflowError,
)
"""The exceptions that reading a damaged zip file can raise; RuntimeError includes NotImplementedError."""

_CLUTTER = re.compile(r"\._.*|\.DS_Store|Thumbs\.db|desktop\.ini", re.IGNORECASE | re.DOTALL).fullmatch

_EARLIEST_YEAR, _LATEST_YEAR = 1980, 2107
"""The years that a zip file can store as a file's date."""


def write_data_package(
    file: BinaryIO, log: WholeLog, exported_at: Moment, progress: ProgressCallback
) -> None:
    """Write the whole sleep log as a zip file: a descriptor, and one CSV file per table."""
    total, done = sum(log.count_rows(table.name) for table in EXCHANGED_TABLES), 0
    with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=5) as package:
        text = json.dumps(package_descriptor(exported_at), indent=1, ensure_ascii=False)
        package.writestr(_zip_entry(DESCRIPTOR_NAME, exported_at), text)
        for table in EXCHANGED_TABLES:
            with package.open(_zip_entry(csv_file_name(table), exported_at), "w") as member:
                out = TextIOWrapper(member, "utf-8", newline="")
                writer = csv.writer(out)
                writer.writerow(table.file_columns)
                writer.writerows(
                    reporting_progress(rows_for_file(log, table, as_text=True), done, total, progress)
                )
                out.flush()
                out.detach()
            done += log.count_rows(table.name)


def _zip_entry(name: str, at: Moment) -> ZipInfo:
    year = min(max(at.local.year, _EARLIEST_YEAR), _LATEST_YEAR)
    info = ZipInfo(name, (year, *at.local.timetuple()[1:6]))
    info.compress_type = ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    return info


class Archive:
    """A zip file to import. Its files are read inside the zip file, and never unpacked to disk.

    Raises Refusal for a zip file that is damaged, encrypted or far too large. Also raises Refusal if the name
    of a file in it leads out of the zip file.
    """

    def __init__(self, file: BinaryIO, path: Path) -> None:
        self.path = path
        self.bytes_read = 0
        try:
            self._zip = ZipFile(file)
            members = [each for each in self._zip.infolist() if not _is_clutter(each.filename)]
        except _DAMAGE_ERRORS as error:
            raise self.damaged_refusal() from error
        if len(members) > MOST_ARCHIVE_FILES:
            raise Refusal(f"{path} holds more than {MOST_ARCHIVE_FILES} files. {NOTHING_CHANGED}")
        for member in members:
            self._refuse_unsafe(member)
        self.names = [member.filename for member in members]
        if len(set(self.names)) < len(self.names):
            raise Refusal(f"{path} holds two files of one name. {NOTHING_CHANGED}")
        self.size = sum(member.file_size for member in members)
        if self.size > LARGEST_ARCHIVE_BYTES:
            raise self._too_large_refusal()

    def read_text(self, name: str, largest: int = LARGEST_ARCHIVE_BYTES) -> str:
        """The text of the file called `name` in the archive. Raises Refusal for more than `largest` bytes."""
        with self.open_file(name) as file:
            data = file.read(largest + 1)
        if len(data) > largest:
            raise self._too_large_refusal()
        return decode_text(data, f"{self.path}, {name}")

    def lines(self, name: str) -> Iterator[str]:
        """The lines of the text file called `name` in the archive, with their line endings."""
        return text_lines(lambda: self.open_file(name), f"{self.path}, {name}")

    def path_of(self, file_name: str) -> str | None:
        """The path inside the archive of the file with this name; None if there is no such file.

        Of several files with this name, the file in the fewest folders is chosen.
        """
        fitting = (name for name in self.names if PurePosixPath(name).name == file_name)
        return min(fitting, key=lambda name: (name.count("/"), name), default=None)

    def open_file(self, name: str) -> IO[bytes]:
        """Open the file called `name` in the archive.

        Reading raises Refusal once more than LARGEST_ARCHIVE_BYTES bytes have been read from the archive in
        all. The size that the archive states for the file is not trusted.
        """
        try:
            return _CountedFile(self, self._zip.open(name))
        except _DAMAGE_ERRORS as error:
            raise self.damaged_refusal() from error

    def count_bytes(self, size: int) -> None:
        """Add `size` to the bytes read from the archive; raise Refusal above LARGEST_ARCHIVE_BYTES."""
        self.bytes_read += size
        if self.bytes_read > LARGEST_ARCHIVE_BYTES:
            raise self._too_large_refusal()

    def _refuse_unsafe(self, member: ZipInfo) -> None:
        name = PurePosixPath(member.filename)
        if (
            name.is_absolute()
            or ".." in name.parts
            or any(each in member.orig_filename for each in "\\:\x00")
        ):
            raise Refusal(f"{self.path} holds a file whose name leads elsewhere. {NOTHING_CHANGED}")
        if member.flag_bits & 1:
            raise Refusal(f"{self.path} is encrypted. Pack it without a password, then import it again.")
        if member.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise Refusal(f"{self.path} is an unusual kind of zip file. Pack it again as a plain one.")

    def damaged_refusal(self) -> Refusal:
        """A Refusal which says that the archive is damaged or incomplete."""
        return Refusal(f"{self.path} is a damaged or unfinished zip file. Export it again. {NOTHING_CHANGED}")

    def _too_large_refusal(self) -> Refusal:
        return Refusal(f"{self.path} holds more than {LARGEST_ARCHIVE_BYTES // 2**20} MiB. {NOTHING_CHANGED}")


def _is_clutter(name: str) -> bool:
    """Whether a file is not part of an export, but was added by a file manager that packed the zip file."""
    parts = PurePosixPath(name).parts
    return name.endswith("/") or "__MACOSX" in parts or (bool(parts) and _CLUTTER(parts[-1]) is not None)


class _CountedFile(RawIOBase, IO[bytes]):
    """A file of an archive whose bytes are counted as they are read."""

    def __init__(self, archive: Archive, member: IO[bytes]) -> None:
        self._archive, self._zip_entry = archive, member

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def read(self, size: int = -1) -> bytes:
        try:
            data = self._zip_entry.read(size)
        except _DAMAGE_ERRORS as error:
            raise self._archive.damaged_refusal() from error
        self._archive.count_bytes(len(data))
        return data

    def close(self) -> None:
        self._zip_entry.close()
        super().close()


class PackageReader(IncomingFile):
    """Reads the tables of a data package that this program exported, for import."""

    def __init__(self, archive: Archive, now: int) -> None:
        super().__init__()
        self._archive, self._now = archive, now
        self._descriptor = archive.path_of(DESCRIPTOR_NAME) or DESCRIPTOR_NAME
        self._files = self._files_of_tables()

    @property
    def share_read(self) -> float:
        """How much of the package has been read, from 0 to 1."""
        return self._archive.bytes_read / self._archive.size if self._archive.size else 1.0

    def location_text(self, table: str, location: int) -> str:
        """The location of a line as text for a sentence: archive, file of the table, line number."""
        return f"{self._archive.path}, {self._files[table]}, line {location}"

    def tables(self) -> Iterator[TableRows]:
        """The rows of the package, table by table; a table comes before the tables that refer to it."""
        for table in EXCHANGED_TABLES:
            if table.name in self._files:
                name = self._files[table.name]
                rows = CsvRows(self._archive.lines(name), f"{self._archive.path}, {name}")
                reader = RowReader(table, rows.heading, True, self._now, rows.location_text, 1)
                cells = (reader.read(row, line) for line, row in rows.checked_rows())
                yield TableRows(table.name, reader.columns, cells)

    def _files_of_tables(self) -> dict[str, str]:
        """The file of each table, according to the descriptor."""
        path = self._archive.path
        try:
            said = json.loads(self._archive.read_text(self._descriptor, LARGEST_DESCRIPTOR_BYTES))
            name, version = str(said["name"]), int(str(said["version"]).partition(".")[0])
            folder = self._descriptor.removesuffix(DESCRIPTOR_NAME)
            files = {str(each["name"]): folder + str(each["path"]) for each in said["resources"]}
        except (ValueError, KeyError, TypeError, RecursionError):
            raise Refusal(
                f"{path}, {DESCRIPTOR_NAME}: is not the descriptor of a log. {NOTHING_CHANGED}"
            ) from None
        if name != LOG_FORMAT:
            raise Refusal(f"{path} is not a sleep log of this program. Name a file that it exported.")
        if version > LOG_FORMAT_VERSION:
            raise Refusal(f"{path} is from a newer version of this program. Install that, then import it.")
        for table, file in files.items():
            if table not in EXCHANGED_TABLES_BY_NAME:
                raise Refusal(
                    f"{path}, {DESCRIPTOR_NAME}: “{table[:40]}” is not known here. {NOTHING_CHANGED}"
                )
            if file not in self._archive.names:
                raise Refusal(
                    f"{path} lacks the file {file[:80]} that its descriptor names. {NOTHING_CHANGED}"
                )
        return files
