"""The commands that need no window. Each raises Refusal when the world does not allow it."""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rlscompanion import paths
from rlscompanion.desktop.clock import MachineClock
from rlscompanion.domain.refusal import Refusal
from rlscompanion.storage.database import check_log, open_database
from rlscompanion.storage.whole_log import SqliteWholeLog


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
