"""The commands of the command line that need no window.

Each command raises Refusal if the disk, a file or the machine does not allow it.
"""

from __future__ import annotations

import io
import json
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import apsw

from rlscompanion import paths
from rlscompanion.bedtime.ports.files import KeptRow, ReportRequest
from rlscompanion.desktop.clock import MachineClock
from rlscompanion.domain.moment import evening_of
from rlscompanion.domain.refusal import Refusal, encodable_text
from rlscompanion.folder_lock import locking_folder, without_lock_sentence
from rlscompanion.reports import LogReports
from rlscompanion.storage import backups, turning_disk_errors_into_refusals
from rlscompanion.storage.checking import LogCheckResult, check_log
from rlscompanion.storage.creation import refuse_if_log_vanished
from rlscompanion.storage.daily import DailyBackupResult, choose_second_folder, make_daily_backup
from rlscompanion.storage.database import open_database, open_log_for_reading
from rlscompanion.storage.imports import UndoableImports
from rlscompanion.storage.new_log import preparing_new_log
from rlscompanion.storage.restore import restore_log, write_backup
from rlscompanion.storage.sleep_log import SqliteSleepLog
from rlscompanion.storage.whole_log import SqliteWholeLog

if TYPE_CHECKING:
    from rlscompanion.exchange.importing import ImportPlan


@contextmanager
def ignoring_stdout_errors() -> Iterator[None]:
    """Ignore errors in writing to stdout in this block.

    The command in the block is thus completed even if nobody reads the output any more.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    try:
        yield
    finally:
        _flush_stdout()


def _flush_stdout() -> None:
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError as error:
        _stop_printing(error)


def _print_line(line: str) -> None:
    """Print a line on stdout, unless stdout is closed."""
    try:
        if sys.stdout is not None:
            sys.stdout.write(f"{line}\n")
    except OSError as error:
        _stop_printing(error)


def _stop_printing(error: OSError) -> None:
    """Stop printing. A reader that has closed the pipe knows why; otherwise a line on stderr says why."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    if not isinstance(error, BrokenPipeError) and sys.stderr is not None:
        sys.stderr.write(f"Not all could be shown here ({error.strerror}); the command goes on.\n")


@contextmanager
def locking_folder_for_command(folder: Path, work: str, within: int) -> Iterator[None]:
    """Hold the lock of a data folder while the command in this block writes in the folder.

    `work` is the name of the command. If a window runs the command, `within` is the process id of the window,
    otherwise 0. Raises FolderHeld if another program has the lock.
    """
    with locking_folder(folder, work, within=within) as lock:
        yield
        if lock.trouble and not within:
            _print_without_lock(folder, lock.trouble)


def _print_without_lock(folder: Path, trouble: str) -> None:
    if sys.stderr is not None:
        with suppress(OSError):
            sys.stderr.write(f"{without_lock_sentence(folder, trouble)}\n")


class Reporter:
    """Tells the person what a command does, in sentences on stdout."""

    def report_progress(self, share: float) -> None:
        """Do nothing here; a subclass may report the share of the work that is done, 0 to 1."""

    def report_plan(self, plan: ImportPlan) -> None:
        """Do nothing here; a subclass may report the preview of an import."""

    def say(self, sentence: str) -> None:
        """Print a sentence about the result of the command."""
        _print_line(encodable_text(sentence))

    def warn(self, sentence: str) -> None:
        """Print a sentence about a part of the work that failed, although the command succeeded."""
        self.say(sentence)


class JsonReporter(Reporter):
    """Tells the window that runs a command what the command does: lines on stdout, each a JSON object."""

    def report_progress(self, share: float) -> None:
        """Report the share of the command's work that is done, 0 to 1."""
        self._print_json({"share": round(share, 3)})

    def report_plan(self, plan: ImportPlan) -> None:
        """Report the preview of an import: the numbers of rows and nights, and of rows that are left out."""
        counts = {
            "new": plan.new_row_count,
            "same": plan.same_row_count,
            "differing": plan.differing_row_count,
        }
        nights = {"nights": plan.new_night_count, "joined": plan.merged_night_count}
        self._print_json({"plan": {**counts, **nights, "refused": len(plan.refused)}})

    def say(self, sentence: str) -> None:
        """Report a sentence about the result of the command, which the window shows."""
        self._print_json({"said": encodable_text(sentence)})

    def warn(self, sentence: str) -> None:
        """Report a sentence about a part of the work that failed, although the command succeeded."""
        self._print_json({"trouble": encodable_text(sentence)})

    def _print_json(self, value: object) -> None:
        _print_line(json.dumps(value))
        _flush_stdout()


@contextmanager
def open_log(folder: Path) -> Iterator[apsw.Connection]:
    """Open the sleep log in a data folder for this block. Raises Refusal if the folder has no log."""
    file = _existing_log_file(folder)
    with _damage_as_refusal(file), closing(open_database(file, MachineClock().now)) as connection:
        yield connection


@contextmanager
def open_log_to_read(folder: Path) -> Iterator[apsw.Connection]:
    """Open the sleep log in a data folder for this block, for reading only.

    This also works on a full disk. Raises Refusal if the folder has no log.
    """
    file = _existing_log_file(folder)
    with _damage_as_refusal(file), open_log_for_reading(file, MachineClock().now) as connection:
        yield connection


@contextmanager
def _damage_as_refusal(log: Path) -> Iterator[None]:
    """Turn errors caused by a damaged log into a Refusal; other errors pass."""
    try:
        yield
    except (apsw.Error, ValueError) as error:
        faults = _fault_lines(check_log(log))
        if not faults:
            raise
        raise _damaged_refusal(log, faults) from error


def _fault_lines(report: LogCheckResult) -> list[str]:
    return [line for fault in report.faults for line in fault.splitlines()]


def _damaged_refusal(log: Path, faults: list[str]) -> Refusal:
    found = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
    return Refusal(
        f"The sleep log is damaged ({found} found). "
        f"rlscompanion restore FILE brings back one of the files in {backups.backup_folder_of(log)}; "
        "rlscompanion salvage saves what can be read."
    )


def _existing_log_file(folder: Path) -> Path:
    file = paths.sleep_log_file(folder)
    with turning_disk_errors_into_refusals(file):
        if not file.exists():
            raise Refusal(
                f"There is no sleep log in {folder} yet. Start the program once, or name another folder."
            )
    return file


def export_log_to_file(folder: Path, target: Path, reporter: Reporter) -> None:
    """Export the whole sleep log in a data folder to the file `target`.

    The ending of the file's name decides the format.
    """
    from rlscompanion.exchange.exporting import export_log, writer_for

    writer_for(target)
    with open_log_to_read(folder) as connection:
        kept = backups.log_and_side_files(paths.sleep_log_file(folder))
        nights = export_log(
            SqliteWholeLog(connection), target, MachineClock().now(), kept, reporter.report_progress
        )
    reporter.say(f"{nights} nights written to {target}")


def parse_keep(word: str | None) -> KeptRow | None:
    """Convert the value of the option --keep; None if the option was not given.

    The option says which row an import keeps where the file and the sleep log differ.
    """
    return None if word is None else KeptRow(word)


def import_file(
    folder: Path, source: Path, keep: KeptRow | None, only_plan: bool, reporter: Reporter
) -> None:
    """Import the file `source` into the sleep log in a data folder, after a backup of the log.

    With `only_plan`, only print a preview. If rows of the file and the log differ, `keep` says which rows to
    keep. Raises Refusal, with nothing changed, if rows differ but `keep` is None, and if the file cannot be
    imported.
    """
    file = paths.sleep_log_file(folder)
    with turning_disk_errors_into_refusals(file):
        is_there = file.exists()
        refuse_if_log_vanished(file)
    if is_there:
        sentences = _import_into(file, source, keep, only_plan, reporter).sentences
    else:
        # A file that cannot be taken in must not leave an empty log behind.
        with preparing_new_log(file) as new:
            result = _import_into(new.log, source, keep, only_plan, reporter)
            if result.backup is not None:
                new.move_into_place()
            sentences = result.sentences
    for sentence in sentences:
        reporter.say(sentence)


@dataclass(frozen=True)
class _ImportResult:
    """The result of an import: sentences to print, and the backup that was made before rows were written.

    `backup` is None if no rows were written.
    """

    sentences: Sequence[str]
    backup: Path | None = None


def _import_into(
    file: Path, source: Path, keep: KeptRow | None, only_plan: bool, reporter: Reporter
) -> _ImportResult:
    """Import a file into a log."""
    from rlscompanion.exchange.importing import open_import, stage_import
    from rlscompanion.exchange.tables import EXCHANGED_TABLES_BY_NAME

    clock = MachineClock()
    with _damage_as_refusal(file), closing(open_database(file, clock.now)) as connection:
        log = SqliteWholeLog(connection)
        with open_import(source, log, clock.now(), clock.zone()) as rows, log.open_merge() as merge:
            plan = stage_import(rows, merge, reporter.report_progress)
            reporter.report_plan(plan)
            left_out = [f"Left out, {row}." for row in plan.refused]
            if only_plan:
                return _ImportResult([plan.sentence, *left_out])
            if plan.differing_row_count and keep is None:
                raise Refusal(
                    f"{source.name} differs from the log in {plan.differing_row_count} of its rows "
                    f"({plan.differing_tables_text}), so nothing was changed. "
                    "Choose which to keep: --keep mine, --keep theirs or --keep newer."
                )
            imports = UndoableImports(connection, clock.now, tuple(EXCHANGED_TABLES_BY_NAME))
            which = _KEPT_ROWS_SENTENCES[keep] if plan.differing_row_count else ""
            if plan.new_row_count or plan.merged_night_count or imports.would_overwrite(merge, keep):
                backup = imports.apply(merge, keep, source)
                done = f"{source.name}: {plan.sentence}{which}"
                return _ImportResult([done, _UNDO_SENTENCE.format(backup.name), *left_out], backup)
            return _ImportResult([f"{source.name} contains nothing new: {plan.sentence}{which}", *left_out])


_UNDO_SENTENCE = "The earlier log is {} in the backups folder; rlscompanion import --undo restores it."

_KEPT_ROWS_SENTENCES = {
    None: "",
    KeptRow.MINE: " Where they differed, the log's rows were kept.",
    KeptRow.THEIRS: " Where they differed, the file's rows were taken.",
    KeptRow.NEWER: " Where they differed, the newer rows were kept.",
}


def undo_import(folder: Path, reporter: Reporter) -> None:
    """Undo the most recent import into the sleep log in a data folder."""
    from rlscompanion.exchange.tables import EXCHANGED_TABLES_BY_NAME

    with open_log(folder) as connection:
        last = UndoableImports(connection, MachineClock().now, tuple(EXCHANGED_TABLES_BY_NAME)).undo()
    reporter.say(f"The import of {last.file} was undone.")


def back_up_log(folder: Path, target: Path | None, only_if_due: bool, reporter: Reporter) -> None:
    """Write a verified copy of the sleep log in a data folder to the file `target`.

    Without `target`, the copy becomes a new dated backup. With `only_if_due`, a dated backup is written only
    if the log has changed and there is no backup of today.
    """
    now = MachineClock().now
    with open_log(folder) as connection:
        if target is not None:
            write_backup(connection, target)
            reporter.say(f"Backup written to {target}")
            return
        if only_if_due:
            done = make_daily_backup(connection, now)
        else:
            done = DailyBackupResult(
                backups.back_up_log(connection, backups.backup_folder_of(paths.sleep_log_file(folder)), now)
            )
    reporter.say(f"Backup written to {done.new_backup}" if done.new_backup else "No backup is due today.")
    if done.copy_failure_sentence:
        reporter.warn(done.copy_failure_sentence)


def set_second_backup_folder(folder: Path, second: str, reporter: Reporter) -> None:
    """From now on, also copy daily backups to the folder `second`; an empty `second` ends this."""
    chosen = Path(second).expanduser().absolute() if second else None
    with open_log(folder) as connection:
        choose_second_folder(connection, MachineClock().now, chosen)
    where = f"are copied to {chosen} as well" if chosen else "are no longer copied to a second folder"
    reporter.say(f"From now on, daily backups {where}.")


def restore_from_backup(folder: Path, source: Path, reporter: Reporter) -> None:
    """Restore the sleep log in a data folder from the backup `source`; the present log is kept as a file."""
    done = restore_log(paths.sleep_log_file(folder), source, MachineClock().now)
    kept = f" The earlier log is {done.kept_log}." if done.kept_log else ""
    reporter.say(f"Restored from {source}: {done.nights} nights.{kept}")


def salvage_damaged_log(folder: Path, reporter: Reporter) -> None:
    """Write the readable rows of a damaged sleep log to a new log; the damaged log is kept as a file."""
    from rlscompanion.storage.salvage import salvage_log

    reporter.say(salvage_log(paths.sleep_log_file(folder), MachineClock().now).sentence)


@contextmanager
def _delaying_interrupt() -> Iterator[Callable[[], None]]:
    """Delay Ctrl-C until the end: Qt cannot handle an exception while it loads.

    Yields a function that lets Ctrl-C take effect earlier, wherever that is safe.
    """
    came: list[int] = []

    def look() -> None:
        if came:
            raise KeyboardInterrupt

    if signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        yield look
        return
    signal.signal(signal.SIGINT, lambda number, _: came.append(number))
    try:
        yield look
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    look()


@dataclass(frozen=True)
class PrivateReportData:
    """What is printed on a report but never stored: name, birth date, and the choice of notes to print.

    `noted` has the ids of the nights whose notes are printed; None stands for all nights.
    """

    name: str = ""
    born: str = ""
    noted: frozenset[UUID] | None = frozenset()


def read_private_report_data() -> PrivateReportData:
    """Read the private data of a report, which is one line of JSON, from stdin."""
    data = json.loads(sys.stdin.readline())
    noted = None if data["noted"] is None else frozenset(map(UUID, data["noted"]))
    return PrivateReportData(data["name"], data["born"], noted)


def write_report(
    folder: Path,
    target: Path,
    first: date | None = None,
    last: date | None = None,
    *,
    private: PrivateReportData = PrivateReportData(),
    paper: str = "A4",
    reporter: Reporter | None = None,
) -> None:
    """Write the clinician's report on a data folder to the file `target`; needs no screen.

    The report covers the evenings from `first` to `last`, or the latest ninety nights. Raises Refusal if
    these evenings have no diary, and if the report cannot be written.
    """
    if not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    reporter = reporter or Reporter()

    def share(done: float) -> None:
        look()
        reporter.report_progress(done)

    with _delaying_interrupt() as look:
        from PySide6.QtWidgets import QApplication

        from rlscompanion.desktop.clock_style import use_system_clock_style
        from rlscompanion.exchange.report_data import proposed_range
        from rlscompanion.fonts import load_fonts

        application = QApplication.instance() or QApplication([sys.argv[0]])
        load_fonts()
        use_system_clock_style()
        now = MachineClock().now
        with open_log_to_read(folder) as connection:
            if first is None or last is None:
                proposed = proposed_range(SqliteSleepLog(connection, now).nights(), evening_of(now()))
                first, last = first or proposed[0], last or proposed[1]
            request = ReportRequest(first, last, private.name, private.born, paper, private.noted)
            done = LogReports(connection, now).write(request, str(target), share)
        application.processEvents()
    reporter.say(f"{done.nights} nights on {done.pages} pages in {target}")


def print_damage_check(folder: Path) -> None:
    """Check the sleep log in a data folder for damage, and print what was found.

    Raises Refusal if the log is damaged.
    """
    file = paths.sleep_log_file(folder)
    report = check_log(file)
    _print_line(f"{report.path}: {report.nights} nights, {report.sessions} sessions, schema {report.version}")
    for remark in report.remarks:
        _print_line(remark)
    faults = _fault_lines(report)
    for fault in faults:
        _print_line(fault)
    if faults:
        raise _damaged_refusal(file, faults)
    _print_line("No fault found.")


def speak_texts_from_stdin() -> int:
    """Speak the texts from stdin with the system's voice; return the exit status."""
    from rlscompanion.desktop import speaking

    return speaking.main()
