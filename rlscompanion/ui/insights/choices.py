"""The charts that Insights offers, each with the function that makes it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from rlscompanion.charts.actogram import actogram_chart
from rlscompanion.charts.calendar import calendar_chart
from rlscompanion.charts.chart import Chart
from rlscompanion.charts.groups import comparison_chart
from rlscompanion.charts.nights import nights_chart
from rlscompanion.charts.onset import onset_chart
from rlscompanion.charts.over_time import midpoint_chart, outcome_chart
from rlscompanion.charts.relief import relief_chart
from rlscompanion.charts.tried import tried_chart
from rlscompanion.charts.weeks import weeks_chart
from rlscompanion.domain import learning
from rlscompanion.domain.comparison import (
    factor_presence_by_evening,
    group_values,
    massage_presence_by_evening,
)
from rlscompanion.domain.factor import Factor
from rlscompanion.domain.medicine import Medicine
from rlscompanion.domain.moment import Moment
from rlscompanion.domain.night import Night
from rlscompanion.domain.outcomes import OUTCOME_DESCRIPTIONS, Outcome
from rlscompanion.domain.ratings import SCALE_TITLES, Scale
from rlscompanion.domain.relief import START_A_TRIAL_SENTENCE
from rlscompanion.domain.session_record import RatedSession

MASSAGE_FACTOR = Factor("massage", "Massage")
"""Massage as a factor to compare nights by; its evenings come from the sessions, not from the diary."""

TRIAL_NIGHTS_LEFT_OUT = "Nights of a trial are left out here."


OVERVIEW, OVERVIEW_TITLE = "overview", "Overview"
"""The key and title of the overview, the first entry in the list of charts."""


@dataclass(frozen=True)
class ChartData:
    """The data that the charts show: nights of a period, rated sessions, and the factor to compare by.

    `all_nights` are not limited to the period; those from the day `baseline_from` on are compared to see
    whether symptoms begin earlier (None: from the latest change of a dopaminergic medicine on, if any).
    `rated_sessions` are sorted by routine key. `massages` and `rescues` are start times of sessions, also
    outside of the period. `trial_evenings` are left out of "with and without massage", since a trial assigned
    them at random.
    """

    nights: Sequence[Night]
    all_nights: Sequence[Night]
    medicines: Mapping[UUID, Medicine]
    baseline_from: date | None
    rated_sessions: Mapping[str, Sequence[RatedSession]]
    massages: Sequence[Moment]
    rescues: Sequence[Moment]
    trial_evenings: frozenset[date]
    factor: Factor
    outcome: Outcome


@dataclass(frozen=True)
class ChartChoice:
    """One chart in the list of charts: its key, its title, and the function that makes it.

    If `has_two_groups`, the person also chooses a factor, which divides the nights into two groups, and the
    outcome to compare.
    """

    key: str
    title: str
    make_chart: Callable[[ChartData], Chart]
    has_two_groups: bool = False


def _outcome_choice(outcome: Outcome) -> ChartChoice:
    return ChartChoice(
        outcome, OUTCOME_DESCRIPTIONS[outcome].title, lambda data: outcome_chart(data.nights, outcome)
    )


def _relief_choice(scale: Scale) -> ChartChoice:
    return ChartChoice(
        f"relief_{scale}",
        f"{SCALE_TITLES[scale]} before and after",
        lambda data: relief_chart(data.rated_sessions, scale),
    )


def _onset_chart(data: ChartData) -> Chart:
    return onset_chart(data.nights, data.medicines, data.all_nights, data.baseline_from)


def _factor_chart(data: ChartData) -> Chart:
    if data.factor == MASSAGE_FACTOR:
        return _massage_chart(data)
    name = data.factor.display_name.lower()
    groups = group_values(data.nights, factor_presence_by_evening(data.nights, data.factor.key), data.outcome)
    return comparison_chart(groups, data.outcome, f"With {name}", f"Without {name}")


def _massage_chart(data: ChartData) -> Chart:
    chosen = [night for night in data.nights if night.evening not in data.trial_evenings]
    groups = group_values(chosen, massage_presence_by_evening(chosen, data.massages), data.outcome)
    added_sentence = (
        START_A_TRIAL_SENTENCE
        if len(chosen) == len(data.nights)
        else f"{START_A_TRIAL_SENTENCE} {TRIAL_NIGHTS_LEFT_OUT}"
    )
    return comparison_chart(
        groups, data.outcome, "With massage", "Without massage", added_sentence, person_chose_groups=True
    )


CHART_CHOICES: tuple[ChartChoice, ...] = (
    ChartChoice("nights", "Sleep times", lambda data: nights_chart(data.nights)),
    _outcome_choice(Outcome.TOTAL_SLEEP),
    _outcome_choice(Outcome.EFFICIENCY),
    _outcome_choice(Outcome.MINUTES_TO_FALL_ASLEEP),
    _outcome_choice(Outcome.WORST_URGE),
    _outcome_choice(Outcome.QUALITY),
    _outcome_choice(Outcome.TIREDNESS),
    ChartChoice("onset", "When symptoms begin", _onset_chart),
    ChartChoice("calendar", "Calendar: urge to move", lambda data: calendar_chart(data.nights)),
    ChartChoice("weeks", "Awakenings from the legs", lambda data: weeks_chart(data.nights, data.rescues)),
    ChartChoice(
        "actogram", "When legs were restless", lambda data: actogram_chart(data.nights, data.rescues)
    ),
    ChartChoice("regularity", "Sleep regularity", lambda data: midpoint_chart(data.nights)),
    *(_relief_choice(scale) for scale in Scale),
    ChartChoice("tried", "What was tried in the night", lambda data: tried_chart(data.nights)),
    ChartChoice("factors", "Compare nights", _factor_chart, has_two_groups=True),
)
"""Every chart, in the order of the list."""

CHART_FOR_TOPIC: Mapping[learning.ArticleChart, str] = {
    learning.ArticleChart.TENSION: f"relief_{Scale.TENSION}",
    learning.ArticleChart.STRESS: f"relief_{Scale.STRESS}",
    learning.ArticleChart.PAIN: f"relief_{Scale.PAIN}",
    learning.ArticleChart.DIARY: "nights",
    learning.ArticleChart.TIREDNESS: Outcome.TIREDNESS,
    learning.ArticleChart.DOSES: "factors",
    learning.ArticleChart.TRENDS: Outcome.WORST_URGE,
}
"""The key in CHART_CHOICES for each chart that Learn articles refer to."""
