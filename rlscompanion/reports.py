"""The pages to take along of the log at hand, for the command line and for the window."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rlscompanion import assets
from rlscompanion.domain.refusal import Refusal
from rlscompanion.domain.routine import RoutineKind
from rlscompanion.storage.health import SqliteHealthRecord
from rlscompanion.storage.part import LogPart
from rlscompanion.storage.sessions import SqliteSessionLog
from rlscompanion.storage.sleep_log import SqliteSleepLog

if TYPE_CHECKING:
    from rlscompanion.bedtime.ports.files import ReportWish, ReportWritten


class LogReports(LogPart):
    """Satisfies `ReportWriter`; what it takes is first imported when a report is written."""

    def write(self, wish: ReportWish, path: str) -> ReportWritten:
        """Write a report. Raises Refusal for a range without a diary, and if it cannot be written."""
        from rlscompanion.bedtime.ports.files import ReportWritten
        from rlscompanion.exchange.report import write_report
        from rlscompanion.exchange.report_data import Person, Source, report_of

        target = _pdf(path)
        sessions = SqliteSessionLog(self._connection, self._now)
        health = SqliteHealthRecord(self._connection, self._now)
        source = Source(
            nights=SqliteSleepLog(self._connection, self._now).nights_between(wish.first, wish.last),
            massages=sessions.done(RoutineKind.WIND_DOWN),
            rescues=sessions.done(RoutineKind.RESCUE),
            rated=sessions.rated_both_times(RoutineKind.WIND_DOWN, None),
            medicines={each.id: each for each in health.medicines()},
            labs=health.lab_results(),
            irls=health.irls_totals(),
        )
        person = Person(wish.name, wish.born)
        report = report_of(source, wish.first, wish.last, self._now().local.date(), person, wish.noted)
        return ReportWritten(
            len(report.nights), write_report(report, assets.report_templates(), target, wish.paper)
        )

    def write_medicines(self, path: str, paper: str = "A4") -> None:
        """Write the page of the medicines on the list. Raises Refusal if it cannot be written."""
        from rlscompanion.exchange.report_medicines import write_medicines

        medicines = SqliteHealthRecord(self._connection, self._now).medicines()
        today = self._now().local.date()
        write_medicines(medicines, today, assets.medicines_template(), _pdf(path), paper)


def _pdf(path: str) -> Path:
    """The file to write. Raises Refusal for a name that says it is none of PDF."""
    target = Path(path)
    if target.suffix.lower() != ".pdf":
        raise Refusal(f"{target.name} does not end in .pdf. Give the file a name that does.")
    return target
