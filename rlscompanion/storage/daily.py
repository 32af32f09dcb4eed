"""The daily backup of the sleep log, and copies of backups in a second folder that the person can choose."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import apsw

from rlscompanion.disk import sync_folder
from rlscompanion.domain.moment import Moment
from rlscompanion.domain.refusal import Refusal
from rlscompanion.storage import turning_disk_errors_into_refusals
from rlscompanion.storage.backups import (
    backup_folder_of,
    backups_of,
    copy_file_to_disk,
    delete_left_over_files,
    delete_old_backups,
    last_backup_of_each_run,
)
from rlscompanion.storage.preferences import SqlitePreferences
from rlscompanion.storage.restore import back_up_if_due

SECOND_FOLDER_KEY = "second_backup_folder"
"""The key of the preference with the path of the second backup folder; an empty path means no folder."""


@dataclass(frozen=True)
class DailyBackupResult:
    """The result of a daily backup.

    `new_backup` is the path of the new backup, or None if no backup was due. `copy_failure_sentence` says why
    copying to the second folder failed; it is empty if nothing failed.
    """

    new_backup: Path | None
    copy_failure_sentence: str = ""


def make_daily_backup(connection: apsw.Connection, now: Callable[[], Moment]) -> DailyBackupResult:
    """Back up the sleep log if today's backup is due, and copy backups to the second folder if there is one.

    If the second folder cannot be reached, the result says so. Raises Refusal if the backup beside the log
    cannot be written.
    """
    new_backup = back_up_if_due(connection, now)
    second = SqlitePreferences(connection, now).get(SECOND_FOLDER_KEY, "")
    try:
        if second:
            copy_backups_to_second_folder(Path(connection.filename), Path(second))
    except Refusal as refusal:  # a memory stick is often away; the backup beside the log stands
        return DailyBackupResult(new_backup, str(refusal))
    return DailyBackupResult(new_backup)


def choose_second_folder(connection: apsw.Connection, now: Callable[[], Moment], folder: Path | None) -> None:
    """Copy backups to the second folder `folder` from now on; None stops the copying.

    Raises Refusal, and keeps the earlier choice, if the folder does not exist or copying to it fails.
    """
    if folder is not None:
        copy_backups_to_second_folder(Path(connection.filename), folder)
    SqlitePreferences(connection, now).set(SECOND_FOLDER_KEY, "" if folder is None else str(folder))


def copy_backups_to_second_folder(log: Path, second_folder: Path) -> Sequence[Path]:
    """Copy backups that the second folder lacks, delete old backups there, and return the copies' paths.

    Of each recent run of backups, only the last backup is copied (see `last_backup_of_each_run`). Raises
    Refusal if the folder cannot be reached or written, for example if a memory stick is not plugged in.
    """
    copied = []
    with turning_disk_errors_into_refusals(second_folder, "second backup folder"):
        if not second_folder.is_dir():
            raise Refusal(
                f"The second backup folder {second_folder} is not there. "
                "Plug its disk in, or choose another folder."
            )
        delete_left_over_files(log, second_folder)
        for backup in last_backup_of_each_run(backups_of(log, backup_folder_of(log))):
            if not (target := second_folder / backup.name).exists():
                copy_file_to_disk(backup, target)
                copied.append(target)
        sync_folder(second_folder)
    for target in copied[-1:]:
        delete_old_backups(second_folder, log, target)
    return copied
