"""Helpers that export and import logs without the command line."""

from io import BytesIO
from pathlib import Path

import apsw

from rlscompanion.bedtime.ports.files import KeptRow, TableChanges
from rlscompanion.exchange.exporting import writer_for
from rlscompanion.exchange.files import ignore_progress
from rlscompanion.exchange.importing import ImportPlan, open_import, stage_import
from rlscompanion.storage.whole_log import SqliteWholeLog

from .conftest import CLOCK


def exported_bytes(connection: apsw.Connection, ending: str) -> bytes:
    """The bytes of an exported file with all rows of a log."""
    file = BytesIO()
    writer_for(Path(f"log{ending}"))(file, SqliteWholeLog(connection), CLOCK.now(), ignore_progress)
    return file.getvalue()


def import_into_log(connection: apsw.Connection, path: Path, keep: KeptRow | None = None) -> ImportPlan:
    """Import a file into a log; return what the import changed.

    `keep` says which row to keep where the file differs from the log.
    """
    log = SqliteWholeLog(connection)
    with open_import(path, log, CLOCK.now(), CLOCK.zone()) as reading, log.open_merge() as merge:
        plan = stage_import(reading, merge)
        merge.apply(keep)
    return plan


def change_counts(plan: ImportPlan) -> dict[str, tuple[int, int, int]]:
    """For each table of an import: how many rows are new, how many are the same, and how many differ."""
    return {each.table: _counts(each) for each in plan.tables}


def _counts(plan: TableChanges) -> tuple[int, int, int]:
    return plan.new, plan.same, plan.differing
