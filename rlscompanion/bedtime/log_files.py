"""Import, export, backup and restore of the log, each run as a job that may ask a question."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from rlscompanion.bedtime.passphrase import EarlierBackups
from rlscompanion.domain.refusal import Refusal

if TYPE_CHECKING:
    from rlscompanion.bedtime.ports.files import CommandWork, KeptRow


@dataclass(frozen=True)
class ImportQuestion:
    """What the person has to decide about the import of the file at `path`.

    `new` is the number of rows that only the file has, `differing` the number of rows that the log has with
    other values. `joined` counts nights that will be merged with the log's night of the same evening.
    """

    path: str
    new: int
    differing: int
    joined: int = 0


@dataclass(frozen=True)
class FilesState:
    """What the settings page shows of imports, exports and backups.

    `job` names the running job, and is empty if no job is running. `progress` is the job's progress, 0 to 1.
    `sentence` is the result of the latest job; `is_refusal` says that the latest job failed. `question` waits
    for the person's answer.
    """

    job: str = ""
    progress: float = 0.0
    sentence: str = ""
    is_refusal: bool = False
    question: ImportQuestion | None = None
    second_folder_trouble: str = ""
    """Why the last copy to the second backup folder failed; empty if copying succeeded."""


def _nothing() -> bool:
    return False


class LogFiles(QObject):
    """Runs imports, exports, backups and restores, one job at a time; requests during a job are ignored.

    `follow` is called after each job: if another file has taken the log's place, `follow` opens that file and
    returns True. `follow` raises Refusal if the file cannot be opened.
    """

    changed = Signal()
    log_changed = Signal()
    second_folder_chosen = Signal(str)
    daily_backup_failed = Signal(str)

    def __init__(
        self, work: CommandWork, follow: Callable[[], bool] = _nothing, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._work, self._follow = work, follow
        self._state = FilesState()
        self._is_busy = self._is_stopped = False
        self._said: list[str] = []
        self._plan: dict[str, int] = {}
        self._path = self._trouble = ""
        self._after: Callable[[], None] = self._show_output

    @property
    def state(self) -> FilesState:
        """What the settings page shows: the running job, the job's question, and the latest result."""
        return self._state

    def export(self, path: str) -> None:
        """Write the log to a file, in the format given by the ending of the file's name."""
        self._begin(["export", path], f"Writing {Path(path).name}", self._show_output)

    def import_file(self, path: str) -> None:
        """Import a file.

        If rows of the file differ from rows of the log, nothing is written until the person has decided.
        """
        self._path = path
        self._begin(["import", path, "--plan"], f"Reading {Path(path).name}", self._after_plan)

    def continue_import(self, keep: KeptRow) -> None:
        """Continue the import that waits for a decision; `keep` says which of two differing rows to keep."""
        question = self._state.question
        if question is not None:
            self._show(question=None)
            self._start_import(question.path, keep)

    @Slot()
    def cancel_import(self) -> None:
        """Cancel the import that waits for a decision."""
        if self._state.question is not None:
            self._show(question=None, sentence="Nothing was changed.")

    @Slot()
    def undo_import(self) -> None:
        """Undo the last import."""
        self._begin(["import", "--undo"], "Undoing the last import", self._after_undo)

    @Slot()
    def back_up(self) -> None:
        """Write a verified copy of the log to its backups folder."""
        self._begin(["backup"], "Making a backup", self._show_output)

    def handle_earlier_backups(self, choice: EarlierBackups) -> None:
        """Do as chosen with backups that have an earlier passphrase: re-encrypt, delete or leave them."""
        if choice is EarlierBackups.REENCRYPT:
            self.reencrypt_earlier_backups()
        elif choice is EarlierBackups.DELETE:
            self.delete_earlier_backups()

    @Slot()
    def reencrypt_earlier_backups(self) -> None:
        """Encrypt earlier backups with the log's present passphrase; without one, decrypt these backups."""
        self._begin(["backup", "--earlier", "match"], "Changing earlier backups", self._show_output)

    @Slot()
    def delete_earlier_backups(self) -> None:
        """Delete backups whose passphrase differs from the log's."""
        self._begin(["backup", "--earlier", "delete"], "Deleting earlier backups", self._show_output)

    def restore(self, path: str) -> None:
        """Restore the log from the backup at `path`; the present log becomes a backup."""
        self._begin(["restore", path], "Restoring the log", self._after_restore)

    def use_second_folder(self, path: str) -> None:
        """Copy future backups to a second folder as well; an empty path turns that off."""
        self._path = path
        job = "Copying the latest backups" if path else "Leaving the second folder"
        self._begin(["backup", "--second", path], job, self._after_second_folder)

    @Slot()
    def cancel_job(self) -> None:
        """Cancel the running job."""
        if self._state.job:
            self._is_stopped = True
            self._work.stop()

    @Slot()
    def back_up_daily(self) -> None:
        """Write today's backup if it is due, without showing progress.

        The signal `daily_backup_failed` reports a failure. A missing second folder does not count as a
        failure; `FilesState.second_folder_trouble` describes it for the settings page.
        """
        if self._is_busy:
            return
        self._is_busy, self._trouble = True, ""
        self._work.start(["backup", "--daily"], self._read_daily_line, self._after_daily_backup)

    def close(self) -> None:
        """Wait briefly for the running job to end."""
        self._work.close()

    # --- what follows a command -----------------------------------------------------------------------------

    def _begin(self, arguments: list[str], job: str, after: Callable[[], None]) -> None:
        if self._is_busy:
            return
        self._is_busy, self._said, self._plan, self._after = True, [], {}, after
        self._is_stopped = False
        self._show(job=job, progress=0.0, sentence="", is_refusal=False, question=None)
        self._work.start(arguments, self._read_line, self._after_command)

    def _start_import(self, path: str, keep: KeptRow | None) -> None:
        chosen = ["--keep", keep.value] if keep else []
        self._begin(["import", path, *chosen], f"Taking {Path(path).name} in", self._after_import)

    def _after_plan(self) -> None:
        new, differing, joined = (self._plan.get(each, 0) for each in ("new", "differing", "joined"))
        if differing:
            self._show(question=ImportQuestion(self._path, new, differing, joined))
        elif new or joined:
            self._start_import(self._path, None)
        else:
            self._show(sentence=f"{Path(self._path).name} contains nothing new.{self._left_out_words()}")

    def _after_import(self) -> None:
        nights = self._plan.get("nights", 0)
        what = "1 new night" if nights == 1 else f"{nights:,} new nights"
        joined = self._plan.get("joined", 0)
        if joined:
            what += f", {joined:,} merged with yours of the same evening"
        self._show(sentence=f"{Path(self._path).name} was imported: {what}.{self._left_out_words()}")
        self.log_changed.emit()

    def _left_out_words(self) -> str:
        left_out = self._plan.get("refused", 0)
        if not left_out:
            return ""
        rows = "1 row was" if left_out == 1 else f"{left_out:,} rows were"
        reasons = " ".join([line for line in self._said if line.startswith("Left out, ")][:3])
        return f" {rows} left out. {reasons}".rstrip()

    def _after_undo(self) -> None:
        self._show_output()
        self.log_changed.emit()

    def _after_second_folder(self) -> None:
        self._show(sentence=" ".join(self._said), second_folder_trouble="")
        self.second_folder_chosen.emit(self._path)

    def _after_restore(self) -> None:
        self._show(sentence=f"{' '.join(self._said)} Restart the program to see everything.")
        self.log_changed.emit()

    def _show_output(self) -> None:
        self._show(sentence=" ".join(self._said))

    # --- what a running command prints ----------------------------------------------------------------------

    def _read_line(self, line: str) -> None:
        message = _message(line)
        if "share" in message:
            self._show(progress=float(message["share"]))
        elif "plan" in message:
            self._plan = message["plan"]
        elif "said" in message:
            self._said.append(str(message["said"]))

    def _after_command(self, is_done: bool, sentence: str) -> None:
        self._is_busy = False
        self._state = replace(self._state, job="")
        is_another, refused = self._reopen_log()
        if refused:
            self._show(sentence=refused, is_refusal=True)
        elif is_done:
            self._after()
        elif self._is_stopped:
            self._show(sentence="Stopped.")
            self.log_changed.emit()
        else:
            self._show(sentence=sentence, is_refusal=True)
        if is_another:
            self.log_changed.emit()

    def _reopen_log(self) -> tuple[bool, str]:
        try:
            return self._follow(), ""
        except Refusal as refusal:
            return False, str(refusal)

    def _read_daily_line(self, line: str) -> None:
        self._trouble = _message(line).get("trouble", self._trouble)

    def _after_daily_backup(self, is_done: bool, sentence: str) -> None:
        self._is_busy = False
        if is_done:
            self._show(second_folder_trouble=self._trouble)
        else:
            self.daily_backup_failed.emit(f"Today's backup is not complete. {sentence}")

    def _show(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]
        self.changed.emit()


def _message(line: str) -> dict[str, Any]:
    """The message in a line of a command's output; empty for a line the command did not write itself."""
    try:
        message = json.loads(line)
    except ValueError:
        return {}
    return message if isinstance(message, dict) else {}
