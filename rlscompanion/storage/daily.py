"""The daily backup of the sleep log, with copies in a second folder if the person chose one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import apsw

from rlscompanion.disk import sync_folder
from rlscompanion.domain.moment import Moment
from rlscompanion.domain.refusal import Refusal
from rlscompanion.storage import disk_errors_as_refusals
from rlscompanion.storage.backups import (
    backup_folder_of,
    backups_of,
    copy_to_disk,
    delete_left_overs,
    delete_old_backups,
    last_backup_of_each_run,
)
from rlscompanion.storage.preferences import SqlitePreferences
from rlscompanion.storage.restore import back_up_if_due

SECOND_FOLDER = "second_backup_folder"
"""The key of the preference that holds the path of the second folder; empty for none."""


@dataclass(frozen=True)
class DailyBackupResult:
    """The path of the new backup if one was due, and a sentence if copying to the second folder failed."""

    new_backup: Path | None
    trouble: str = ""


def back_up_daily(connection: apsw.Connection, now: Callable[[], Moment]) -> DailyBackupResult:
    """Back up the sleep log if today's backup is due, and copy it to the second folder if there is one.

    An unreachable second folder is reported in the result. Raises Refusal if the backup beside the log cannot
    be written.
    """
    new_backup = back_up_if_due(connection, now)
    second = SqlitePreferences(connection, now).get(SECOND_FOLDER, "")
    try:
        if second:
            copy_to_second_folder(Path(connection.filename), Path(second))
    except Refusal as refusal:  # a memory stick is often away; the backup beside the log stands
        return DailyBackupResult(new_backup, str(refusal))
    return DailyBackupResult(new_backup)


def choose_second_folder(connection: apsw.Connection, now: Callable[[], Moment], folder: Path | None) -> None:
    """Copy backups to a second folder from now on, or stop doing so with None.

    Raises Refusal, and keeps the earlier choice, if the folder does not exist or copying to it fails.
    """
    if folder is not None:
        copy_to_second_folder(Path(connection.filename), folder)
    SqlitePreferences(connection, now).set(SECOND_FOLDER, "" if folder is None else str(folder))


def copy_to_second_folder(log: Path, second_folder: Path) -> Sequence[Path]:
    """Copy the latest backups that the second folder lacks, and delete old ones there; return the copies.

    Raises Refusal if that fails, for example while a memory stick is not plugged in.
    """
    copied = []
    with disk_errors_as_refusals(second_folder, "second backup folder"):
        if not second_folder.is_dir():
            raise Refusal(
                f"The second backup folder {second_folder} is not there. "
                "Plug its disk in, or choose another folder."
            )
        delete_left_overs(log, second_folder)
        for backup in last_backup_of_each_run(backups_of(log, backup_folder_of(log))):
            if not (target := second_folder / backup.name).exists():
                copy_to_disk(backup, target)
                copied.append(target)
        sync_folder(second_folder)
    for target in copied[-1:]:
        delete_old_backups(second_folder, log, target)
    return copied
