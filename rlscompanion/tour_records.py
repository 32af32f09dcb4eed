"""Pictures of Insights, of the Trial, of results from elsewhere, and of the report.

This is a part of the tour, a command of developers that takes a picture of every page.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

from rlscompanion import app as composition
from rlscompanion.bedtime.ports import Clock
from rlscompanion.bedtime.ports.files import ReportRequest
from rlscompanion.bedtime.preferences import ONSET_BASELINE
from rlscompanion.domain.medicine import IrlsTotal
from rlscompanion.domain.moment import evening_of
from rlscompanion.domain.outcomes import Outcome
from rlscompanion.domain.ratings import Scale
from rlscompanion.domain.trial import Arm, Trial, assigned_arm
from rlscompanion.storage.health import SqliteHealthRecord
from rlscompanion.storage.trials import SqliteTrials

PICTURED_CHARTS = (
    "overview",
    "nights",
    Outcome.WORST_URGE,
    "onset",
    f"relief_{Scale.URGE}",
    "tried",
    "factors",
)
REPORT_FILE_NAME, REPORT_NIGHTS = "clinician-report.pdf", 90
MEDICINES_FILE_NAME = "medicines-to-check.pdf"
TRIAL_PAIR_COUNT, DAYS_SINCE_TRIAL_START, DAYS_SINCE_BASELINE = 10, 7, 60
"""The pairs of nights in the pictured trial, the days since it began, and the days since the baseline.

The baseline is the range of nights with which the onset chart compares the latest nights.
"""


class RecordsTour:
    """Takes pictures of Insights, of the Trial, of results from elsewhere, and of the report.

    `take` takes a picture of the window, and stores it under a name.
    """

    def __init__(self, app: composition.App, clock: Clock, take: Callable[[str], None]) -> None:
        self._app, self._clock, self._take = app, clock, take

    @property
    def _tonight(self) -> date:
        return evening_of(self._clock.now())

    def take_pictures_of_charts(self, prefix: str) -> None:
        """Take a picture of one chart of each kind on the page Insights.

        The name of a picture is `prefix` and the kind.
        """
        day = self._app.flow.day
        baseline = self._tonight - timedelta(days=DAYS_SINCE_BASELINE)
        ONSET_BASELINE.keep(self._app.bedtime.preferences, baseline)
        day.show_insights()
        for key in PICTURED_CHARTS:
            day.insights.open_chart(key)
            self._take(f"{prefix}-{key.replace('_', '-')}")

    def take_pictures_of_trial(self) -> None:
        """Take pictures of the page Trial: before the trial starts, during the trial, and with its result.

        Also takes a picture of the page Tonight on a night without massage.
        """
        trials, flow = SqliteTrials(self._app.log.connection, self._clock.now), self._app.flow
        flow.day.show_trial()
        self._take("trial-start")
        trial = self._trial_without_massage_tonight()
        trials.save(trial)
        flow.evening.show_tonight()
        self._take("tonight-of-a-trial")
        flow.day.show_trial()
        self._take("trial-going-on")
        trials.save(replace(trial, first_evening=self._tonight - timedelta(days=2 * TRIAL_PAIR_COUNT)))
        flow.day.show_trial()
        self._take("trial-result")

    def _trial_without_massage_tonight(self) -> Trial:
        first = self._tonight - timedelta(days=DAYS_SINCE_TRIAL_START)
        trial = Trial(
            UUID(int=1, version=4), Outcome.WORST_URGE, first, 0, TRIAL_PAIR_COUNT, relevant_difference=1.0
        )
        seeded = (replace(trial, seed=seed) for seed in range(1000))
        return next(each for each in seeded if assigned_arm(each, self._tonight) is Arm.NO_MASSAGE)

    def take_pictures_of_results(self, prefix: str) -> None:
        """Take pictures of the page for results from elsewhere (IRLS, blood), and of the page for the report.

        The names of the pictures begin with `prefix`.
        """
        health = SqliteHealthRecord(self._app.log.connection, self._clock.now)
        scored = self._tonight - timedelta(days=45)
        health.save_irls_total(IrlsTotal(UUID(int=3, version=4), scored, 23))
        day = self._app.flow.day
        day.show_results()
        self._take(f"{prefix}results")
        day.show_report()
        self._take(f"{prefix}report")

    def write_reports(self, directory: Path) -> None:
        """Write the clinician's report and the page of medicines into the folder of the pictures."""
        last = self._tonight - timedelta(days=1)
        request = ReportRequest(last - timedelta(days=REPORT_NIGHTS - 1), last)
        self._app.bedtime.reports.write(request, str(directory / REPORT_FILE_NAME))
        self._app.bedtime.reports.write_medicines(str(directory / MEDICINES_FILE_NAME), request.paper)
