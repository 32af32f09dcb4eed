"""Erase everything about a person from this machine: the sleep log, its backups, exports and settings."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rlscompanion import paths
from rlscompanion.storage.backups import WORK_FOLDER_PREFIX, backup_folder_of, log_and_side_files
from rlscompanion.storage.protection import copies_of

PROPOSED_EXPORT_NAMES = ("sleep-log.zip", "sleep-log.json", "sleep-log.csv", "sleep-log.plees.csv")
"""The file names that the window proposes for exports."""

PROPOSED_REPORT_NAMES = "sleep and restless legs *.pdf"
"""A file name pattern that fits every name that the window proposes for reports."""

_UNFINISHED_NAMES = ".rlscompanion-*.partial"


@dataclass(frozen=True)
class EraseResult:
    """The files that remain after erasing.

    `not_deleted` are files of this program that could not be deleted; `not_ours` are files of other origin.
    """

    not_deleted: tuple[Path, ...]
    not_ours: tuple[Path, ...]


def erase_all_files(folder: Path, second_folder: Path | None) -> EraseResult:
    """Delete all files of this program in the data folder `folder`, and all backups in the second folder.

    Only files with names that this program gives are deleted. The log is deleted last: if erasing is
    interrupted, the next start still finds the log.
    """
    not_deleted = [each for each in _files_to_delete(folder, second_folder) if not _delete_and_confirm(each)]
    for made in (backup_folder_of(paths.sleep_log_file(folder)), paths.routines_dir(folder), folder):
        if made.is_dir() and not any(made.iterdir()):
            made.rmdir()
    # Whoever erases holds the folder's lock, and its file goes with it.
    ours = {*not_deleted, paths.lock_file(folder)}
    not_ours = [each for each in sorted(folder.rglob("*")) if each not in ours and not each.is_dir()]
    return EraseResult(tuple(not_deleted), tuple(not_ours))


def _files_to_delete(folder: Path, second_folder: Path | None) -> Iterator[Path]:
    log, routines = paths.sleep_log_file(folder), paths.routines_dir(folder)
    for name in (
        *PROPOSED_EXPORT_NAMES,
        PROPOSED_REPORT_NAMES,
        _UNFINISHED_NAMES,
        f"{WORK_FOLDER_PREFIX}????????",
        f".{log.name}.????????.new",
        f".{log.name}.*.ready",
    ):
        yield from folder.glob(name)
    for name in ("*.toml", _UNFINISHED_NAMES):
        yield from routines.glob(name)
    yield from folder.glob(f"{paths.error_log(folder).name}*")
    # With what QSettings writes it by.
    yield from folder.glob(f"{paths.window_file(folder).name}*")
    for place in (backup_folder_of(log), second_folder):
        if place is not None and place.is_dir():
            for copy in copies_of(log, place):
                yield from log_and_side_files(copy)
            yield from place.glob(f".{log.stem}-*.partial*")
    yield from reversed(log_and_side_files(log))


def _delete_and_confirm(path: Path) -> bool:
    """Delete a file or folder; return whether it is gone."""
    try:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    except OSError:
        return False
    return True
