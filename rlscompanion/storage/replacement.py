"""Replacing a damaged or missing sleep log, and keeping the replaced log among the backups.

The new log is first written completely beside the old log, under a temporary name. From then on the new file
counts as the log. If a kill or a power cut interrupts the replacement, the next opening of the log completes
the replacement.
"""

import os
import re
from itertools import chain, count
from pathlib import Path

from rlscompanion.disk import sync_folder
from rlscompanion.domain.moment import Moment
from rlscompanion.storage import turning_disk_errors_into_refusals
from rlscompanion.storage.backups import (
    ROW_FILE_SUFFIXES,
    backup_age_key,
    backup_folder_of,
    copy_file_to_disk,
    log_and_side_files,
)

_TIME_PATTERN = r"\d{4}-\d{2}-\d{2}T\d{6}Z(?:-\d+)?"


def replace_log(log: Path, new: Path, now: Moment) -> Path | None:
    """Put the file `new` in place of a sleep log, and return the path at which the old log is kept.

    Returns None if there was no old log. A process that has the old log open continues to write to the old
    file, under its kept path, until the process notices. Raises Refusal if the disk refuses.
    """
    time = _unused_time(log, now)
    kept, ready = _kept_path(log, time), log.with_name(f".{log.name}.{time}.ready")
    with turning_disk_errors_into_refusals(log):
        old = [each for each in _log_and_row_files(log) if each.exists()]
        with new.open("r+b") as file:
            os.fsync(file.fileno())
        os.replace(new, ready)
        try:
            sync_folder(log.parent)
            complete_replacement(log)
        except BaseException:
            if ready.exists() and all(each.exists() for each in old):
                for each in (ready, *_log_and_row_files(kept)):  # what is refused must not come about later
                    each.unlink(missing_ok=True)
            raise
    return kept if _exists(kept) else None


def complete_replacement(log: Path) -> None:
    """Complete a replacement of a sleep log (see `replace_log`) that was interrupted at any step.

    Does nothing if no replacement was interrupted. Raises Refusal if the disk refuses.
    """
    name = re.compile(rf"\.{re.escape(log.name)}\.({_TIME_PATTERN})\.ready")
    with turning_disk_errors_into_refusals(log):
        found = [match for each in log.parent.glob(".*.ready") if (match := name.fullmatch(each.name))]
        for match in found:
            _keep_under_second_name(log, _kept_path(log, match[1]))
            for beside in log_and_side_files(log)[1:]:
                beside.unlink(missing_ok=True)
            sync_folder(log.parent)
            os.replace(log.with_name(match[0]), log)
            sync_folder(log.parent)


def kept_damaged_logs(log: Path) -> list[Path]:
    """The damaged versions of a sleep log that `replace_log` has kept, oldest first."""
    name = re.compile(rf"{re.escape(log.stem)}-unreadable-{_TIME_PATTERN}{re.escape(log.suffix)}")
    return sorted(
        (each for each in backup_folder_of(log).glob("*") if name.fullmatch(each.name)), key=backup_age_key
    )


def _keep_under_second_name(log: Path, kept: Path) -> None:
    """Give the files of a log a second name as well, under which they are kept among the backups."""
    for old, new in zip(_log_and_row_files(log), _log_and_row_files(kept), strict=True):
        if old.exists() and not new.exists():
            kept.parent.mkdir(mode=0o700, exist_ok=True)
            try:
                os.link(old.resolve(), new)
            except OSError:  # a file system without links, or another one
                copy_file_to_disk(old, new)
            sync_folder(kept.parent)


def _log_and_row_files(log: Path) -> list[Path]:
    return [log, *(Path(f"{log}{side}") for side in ROW_FILE_SUFFIXES)]


def _exists(log: Path) -> bool:
    return any(each.exists() for each in _log_and_row_files(log))


def _kept_path(log: Path, time: str) -> Path:
    return backup_folder_of(log) / f"{log.stem}-unreadable-{time}{log.suffix}"


def _unused_time(log: Path, now: Moment) -> str:
    """The present time as text for the name of a kept log, with a number if the name is already used."""
    first = f"{Moment(now.utc).local:%Y-%m-%dT%H%M%S}Z"
    names = chain([first], (f"{first}-{number}" for number in count(2)))
    return next(each for each in names if not _exists(_kept_path(log, each)))
