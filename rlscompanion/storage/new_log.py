"""Making a sleep log in a data folder without a log: it is prepared in a private folder, then moved."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from rlscompanion.disk import temporary_folder_if_missing
from rlscompanion.domain.refusal import Refusal
from rlscompanion.storage import turning_disk_errors_into_refusals
from rlscompanion.storage.backups import WORK_FOLDER_PREFIX, backup_folder_of, side_files_with_rows
from rlscompanion.storage.creation import rename_to_unused_name


class NewLog:
    """A sleep log that is being prepared in a private folder.

    `log` is its present path, and `final` the path to which it will be moved.
    """

    def __init__(self, final: Path, work: Path) -> None:
        self.final, self.log = final, work / final.name

    def move_into_place(self) -> None:
        """Move the prepared sleep log, which must be closed, and its backups to their final paths.

        Raises Refusal, with nothing changed, if another program has created a log there meanwhile.
        """
        with turning_disk_errors_into_refusals(self.final):
            for side in side_files_with_rows(self.final):
                raise Refusal(f"{side} belongs to another log. Move it away, then try again.")
            try:
                rename_to_unused_name(self.log, self.final)
            except FileExistsError as error:
                raise Refusal(
                    f"Another program has made the sleep log {self.final} meanwhile, so nothing was changed. "
                    "Try again."
                ) from error
            for backup in backup_folder_of(self.log).glob("*"):
                backup_folder_of(self.final).mkdir(mode=0o700, exist_ok=True)
                shutil.move(backup, backup_folder_of(self.final))


@contextmanager
def preparing_new_log(log: Path) -> Iterator[NewLog]:
    """Create a private folder in which a `with` block prepares a sleep log; `log` is the log's later path.

    At the end the private folder is deleted. The data folder is deleted too if it was created here and is
    still empty. Raises Refusal if the data folder is not a folder or cannot be entered.
    """
    folder = log.parent
    with ExitStack() as stack:
        with turning_disk_errors_into_refusals(folder, "data folder"):
            if folder.exists() and not folder.is_dir():
                raise Refusal(f"{folder} is not a folder. Name another data folder.")
            stack.enter_context(temporary_folder_if_missing(folder))
            work = stack.enter_context(tempfile.TemporaryDirectory(prefix=WORK_FOLDER_PREFIX, dir=folder))
        yield NewLog(log, Path(work))
