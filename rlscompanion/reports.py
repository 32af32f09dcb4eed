"""Writing the clinician's report, and the page of medicines, for the command line and the window."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rlscompanion import assets
from rlscompanion.bedtime.preferences import ONSET_BASELINE
from rlscompanion.domain.measures import evening_at_lights_out
from rlscompanion.domain.refusal import Refusal
from rlscompanion.domain.routine import RoutineKind
from rlscompanion.domain.trial_log import trial_result_from_log
from rlscompanion.storage.health import SqliteHealthRecord
from rlscompanion.storage.part import LogPart
from rlscompanion.storage.preferences import SqlitePreferences
from rlscompanion.storage.sessions import SqliteSessionLog
from rlscompanion.storage.sleep_log import SqliteSleepLog
from rlscompanion.storage.trials import SqliteTrials

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from rlscompanion.bedtime.ports.files import ReportRequest, ReportSize
    from rlscompanion.domain.trial import Trial


def _ignore_progress(_share: float) -> None:
    """Ignore the progress."""


class LogReports(LogPart):
    """Writes the clinician's report on an open sleep log; implements `ReportWriter`.

    Large modules are imported only when a report is written.
    """

    def write(
        self, request: ReportRequest, path: str, on_progress: Callable[[float], None] = _ignore_progress
    ) -> ReportSize:
        """Write the clinician's report to the file at `path`.

        `on_progress` is called before each part of the work, with the share that is done, 0 to 1. An
        exception raised by `on_progress` cancels the report. Raises Refusal if the range of the report has no
        diary, and if the file cannot be written.
        """
        from rlscompanion.bedtime.ports.files import ReportSize
        from rlscompanion.exchange.report import write_report
        from rlscompanion.exchange.report_data import PrintedPerson, ReportSource, make_report
        from rlscompanion.exchange.report_trial import TrialReport

        target = _pdf_path(path)
        on_progress(0.2)
        sessions = SqliteSessionLog(self._connection, self._now)
        health = SqliteHealthRecord(self._connection, self._now)
        nights = SqliteSleepLog(self._connection, self._now).nights()
        massages, rescues = (
            sessions.start_times(RoutineKind.WIND_DOWN),
            sessions.start_times(RoutineKind.RESCUE),
        )
        tonight = evening_at_lights_out(self._now())
        begun = (
            each
            for each in SqliteTrials(self._connection, self._now).all_trials()
            if _is_begun(each, request.last)
        )
        trial = next(begun, None)
        source = ReportSource(
            nights=nights,
            massages=massages,
            rescues=rescues,
            rated_sessions=sessions.rated_before_and_after(RoutineKind.WIND_DOWN, None),
            medicines={each.id: each for each in health.medicines()},
            lab_results=health.lab_results(),
            irls_totals=health.irls_totals(),
            baseline_from=ONSET_BASELINE.of(SqlitePreferences(self._connection, self._now)),
            trial=TrialReport(
                trial,
                trial_result_from_log(
                    trial, nights, massages, sessions.breathing_start_times(), rescues, tonight
                ),
                trial.is_over(tonight),
            )
            if trial is not None
            else None,
        )
        on_progress(0.4)
        person = PrintedPerson(request.name, request.born)
        report = make_report(
            source, request.first, request.last, self._now().local.date(), person, request.noted
        )
        on_progress(0.6)
        return ReportSize(
            len(report.nights), write_report(report, assets.report_templates(), target, request.paper)
        )

    def write_medicines(self, path: str, paper: str = "A4") -> None:
        """Write a page with the medicines on the person's list to the file at `path`.

        Raises Refusal if the file cannot be written.
        """
        from rlscompanion.exchange.report_medicines import write_medicines

        medicines = SqliteHealthRecord(self._connection, self._now).medicines()
        today = self._now().local.date()
        write_medicines(medicines, today, assets.medicines_template(), _pdf_path(path), paper)


def _pdf_path(path: str) -> Path:
    """The file to write. Raises Refusal if the name does not end in .pdf."""
    target = Path(path)
    if target.suffix.lower() != ".pdf":
        raise Refusal(f"{target.name} does not end in .pdf. Give the file a name that does.")
    return target


def _is_begun(trial: Trial, last: date) -> bool:
    """Whether a trial had a night by this evening."""
    return trial.first_evening <= min(last, trial.stopped_on or last)
