"""The commands that need no window. Each raises Refusal when the world does not allow it."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import apsw

from rlscompanion import assets, paths
from rlscompanion.desktop.clock import MachineClock
from rlscompanion.domain.moment import Moment, evening_of
from rlscompanion.domain.refusal import Refusal
from rlscompanion.domain.routine import RoutineKind
from rlscompanion.storage.database import check_log, open_database
from rlscompanion.storage.health import SqliteHealthRecord
from rlscompanion.storage.sessions import SqliteSessionLog
from rlscompanion.storage.sleep_log import SqliteSleepLog
from rlscompanion.storage.whole_log import SqliteWholeLog

if TYPE_CHECKING:
    from rlscompanion.exchange.report_data import Source as ReportSource


@contextmanager
def data_folder(chosen: Path | None, with_demo: bool = False) -> Iterator[Path]:
    """The data folder to work on; for the demo a temporary one with invented nights, gone afterwards."""
    if not with_demo:
        yield paths.data_dir(chosen)
        return
    with tempfile.TemporaryDirectory(prefix="rlscompanion-demo-") as folder:
        from rlscompanion import demo

        demo.fill(paths.log_file(Path(folder)))
        yield Path(folder)


def export(folder: Path, target: Path) -> None:
    """Write the whole log of a data folder to a file, in the form that its name asks for."""
    from rlscompanion.exchange.exporting import export_log, form_of

    form_of(target)
    file = paths.log_file(folder)
    if not file.exists():
        raise Refusal(
            f"There is no sleep log in {folder} yet. Start the program once, or name another folder."
        )
    now = MachineClock().now
    connection = open_database(file, now)
    try:
        nights = export_log(SqliteWholeLog(connection), target, now(), kept_files(file))
    finally:
        connection.close()
    sys.stdout.write(f"{nights} nights written to {target}\n")


def kept_files(log: Path) -> list[Path]:
    """The files of a log, which no export may write over."""
    return [Path(f"{log}{suffix}") for suffix in ("", "-wal", "-shm", "-journal")]


def report(
    folder: Path,
    target: Path,
    first: date | None = None,
    last: date | None = None,
    *,
    person: tuple[str, str] = ("", ""),
    paper: str = "A4",
    with_notes: bool = False,
) -> None:
    """Write the clinician's report; without dates it covers the latest ninety nights.

    `person` is the name and the birth date to print, kept nowhere. It needs no screen. Raises Refusal for a
    range without a diary, and if it cannot be written.
    """
    if target.suffix.lower() != ".pdf":
        raise Refusal(f"{target.name} does not end in .pdf. Give the report a name that does.")
    file = paths.log_file(folder)
    if not file.exists():
        raise Refusal(
            f"There is no sleep log in {folder} yet. Start the program once, or name another folder."
        )
    now = MachineClock().now
    connection = open_database(file, now)
    try:
        source = _report_source(connection, now)
    finally:
        connection.close()
    from rlscompanion.exchange.report_data import Person, report_of, whole_range

    tonight = evening_of(now())
    proposed = whole_range(source.nights, tonight)
    made = report_of(
        source, first or proposed[0], last or proposed[1], now().local.date(), Person(*person), with_notes
    )
    if not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from rlscompanion.exchange.report import write_report

    application = QApplication.instance() or QApplication([sys.argv[0]])
    pages = write_report(made, assets.report_templates(), target, paper)
    application.processEvents()
    sys.stdout.write(f"{len(made.nights)} nights on {pages} pages in {target}\n")


def _report_source(connection: apsw.Connection, now: Callable[[], Moment]) -> ReportSource:
    from rlscompanion.exchange.report_data import Source as ReportSource

    sessions, health = SqliteSessionLog(connection, now), SqliteHealthRecord(connection, now)
    return ReportSource(
        nights=SqliteSleepLog(connection, now).nights(),
        massages=sessions.done(RoutineKind.WIND_DOWN),
        rescues=sessions.done(RoutineKind.RESCUE),
        rated=sessions.rated_both_times(RoutineKind.WIND_DOWN, None),
        medicines={each.id: each for each in health.medicines()},
        labs=health.lab_results(),
        irls=health.irls_totals(),
    )


def check(folder: Path) -> None:
    """Look a log over and say how it is; a damaged one is refused."""
    report = check_log(paths.log_file(folder))
    sys.stdout.write(
        f"{report.path}: {report.nights} nights, {report.sessions} sessions, schema {report.version}\n"
    )
    for remark in report.remarks:
        sys.stdout.write(f"{remark}\n")
    faults = [line for fault in report.faults for line in fault.splitlines()]
    for fault in faults:
        sys.stdout.write(f"{fault}\n")
    if faults:
        raise Refusal(
            f"The sleep log is damaged ({len(faults)} faults found). Keep a copy of {folder}, "
            "then put the latest file of its backups folder in the log's place."
        )
    sys.stdout.write("No fault found.\n")
