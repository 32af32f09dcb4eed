"""Saving the readable rows of a damaged sleep log into a new sleep log."""

import shutil
import struct
import tempfile
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import apsw

from rlscompanion.domain.moment import Moment
from rlscompanion.domain.refusal import Refusal
from rlscompanion.storage import turning_disk_errors_into_refusals
from rlscompanion.storage.backups import (
    WORK_FOLDER_PREFIX,
    backup_folder_of,
    backups_of,
    side_files_with_rows,
)
from rlscompanion.storage.creation import create_log_file
from rlscompanion.storage.damage import DAMAGE_ERRORS, SavedRowCounts, copy_readable_rows
from rlscompanion.storage.database import empty_log_bytes, known_migrations, open_database
from rlscompanion.storage.keys import connect_with_key, salt_of
from rlscompanion.storage.protection import encrypt_with_log_key
from rlscompanion.storage.replacement import complete_replacement, kept_damaged_logs, replace_log
from rlscompanion.storage.restore import is_undamaged, table_names

_HEADER_BYTES = 32
"""The number of bytes at the beginning of a log that hold its page size and its number of pages."""

_LARGEST_PAGE, _LARGEST_PAD, _PAD_OF_PROTECTED = 65_536, 2**30, 2**26

_COUNTED_TABLES = {"nights": ("night", "nights"), "sessions": ("session", "sessions")}
"""The tables whose saved rows the result's sentence counts, each with the words for one row and for more."""


@dataclass(frozen=True)
class SalvageResult:
    """The result of saving the readable rows of a damaged log.

    `counts` are the saved and lost rows of each table. `kept_log` is the path at which the damaged log is
    kept.
    """

    counts: Sequence[SavedRowCounts]
    kept_log: Path

    @property
    def sentence(self) -> str:
        """A sentence for the person about which rows were saved and which were not."""
        parts = [
            _count_text(sum(each.saved_count for each in self._counts_of(table)), *words)
            for table, words in _COUNTED_TABLES.items()
        ]
        lost = sum(each.lost_count for each in self.counts)
        not_read = _count_text(
            lost, "row was found and could not be read", "rows were found and could not be read"
        )
        return (
            f"Saved: {parts[0]} and {parts[1]}; {not_read}. What left no trace cannot be "
            f"counted: compare with your latest backup. The damaged log is {self.kept_log}."
        )

    def _counts_of(self, table: str) -> list[SavedRowCounts]:
        return [each for each in self.counts if each.table == table]


def _count_text(number: int, one: str, more: str) -> str:
    return f"1 {one}" if number == 1 else f"{number:,} {more}"


def salvage_log(log: Path, now: Callable[[], Moment], damaged: Path | None = None) -> SalvageResult:
    """Make a new sleep log from the readable rows of a damaged log; the damaged file is kept.

    `damaged` is the damaged file, if it was kept earlier. By default it is the log itself or, if the log is
    missing, the damaged file kept last. Raises Refusal, with nothing changed, if the log is not damaged or
    has no readable row.
    """
    complete_replacement(log)
    with turning_disk_errors_into_refusals(log):
        if damaged is None:
            damaged = log if log.exists() else next(reversed(kept_damaged_logs(log)), None)
        if damaged is None:
            raise Refusal(f"There is no sleep log at {log}. Name another data folder.")
        if damaged == log and is_undamaged(log):
            raise Refusal(f"The sleep log {log} is not damaged, so there is nothing to save from it.")
        with tempfile.TemporaryDirectory(prefix=WORK_FOLDER_PREFIX, dir=log.parent) as folder:
            new = Path(folder) / "new.sqlite"
            counts = _save_readable_rows(damaged, new)
            if not any(each.saved_count for each in counts):
                raise Refusal(_nothing_read_sentence(log, damaged))
            open_database(new, now).close()
            kept = replace_log(log, new, now())
            return SalvageResult(counts, kept if damaged == log and kept else damaged)


def _save_readable_rows(log: Path, new: Path) -> list[SavedRowCounts]:
    copy = _full_size_copy(log, new.parent)
    with closing(connect_with_key(copy, apsw.SQLITE_OPEN_READWRITE)) as source:
        try:
            version = int(source.pragma("user_version"))
        except DAMAGE_ERRORS:
            return []
        create_log_file(
            new, empty_log_bytes([each for each in known_migrations() if each.version <= version])
        )
        encrypt_with_log_key(new, log)
        with closing(connect_with_key(new, apsw.SQLITE_OPEN_READWRITE)) as target:
            return copy_readable_rows(source, target, table_names(target))


def _full_size_copy(log: Path, folder: Path) -> Path:
    """Copy a log and the files beside it; if the log was cut off, zeros fill the copy up to its full size."""
    copy = folder / "damaged.sqlite"
    for each, side in [
        (log, ""),
        *((each, each.name.removeprefix(log.name)) for each in side_files_with_rows(log)),
    ]:
        shutil.copyfile(each, f"{copy}{side}")
    with copy.open("r+b") as file:
        head = file.read(_HEADER_BYTES)
        size, pages = (
            struct.unpack(">H10xI", head[16:_HEADER_BYTES]) if len(head) == _HEADER_BYTES else (0, 0)
        )
        whole = (_LARGEST_PAGE if size == 1 else size) * pages
        if salt_of(log) is not None:  # how many pages there were is encrypted; too many do no harm
            whole = copy.stat().st_size + _PAD_OF_PROTECTED
        if copy.stat().st_size < whole <= _LARGEST_PAD + copy.stat().st_size:
            file.truncate(whole)
    return copy


def _nothing_read_sentence(log: Path, damaged: Path) -> str:
    kept = backups_of(log, backup_folder_of(log))
    how = f"rlscompanion restore {kept[-1]}" if kept else "rlscompanion restore FILE"
    return f"Nothing of the sleep log {damaged} can be read. {how} brings a backup back."
