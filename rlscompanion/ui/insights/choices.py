"""The list of charts that Insights offers, and for each chart the function that makes it."""

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
"""The factor "massage". Which nights had a massage is known from the sessions, not from the diary."""

TRIAL_NIGHTS_LEFT_OUT_SENTENCE = "Nights of a trial are left out here."


OVERVIEW_KEY, OVERVIEW_TITLE = "overview", "Overview"
"""Key and title of the overview page, the first entry in the list of charts."""


@dataclass(frozen=True)
class ChartData:
    """The data for charts: nights, rated sessions, and a factor that divides the nights into two groups.

    `nights` are the nights of the chosen period, `all_nights` the nights of all time. To see whether symptoms
    now begin earlier, the latest nights are compared with the first nights from the day `baseline_from` on.
    If that day is None, the comparison starts after the latest dose change of a dopaminergic medicine, if
    there is one. `rated_sessions` are sorted by routine key. `massage_starts` and `rescue_starts` are the
    start times of all evening massages and of all rescues (short massages at night). The chart "with and
    without massage" leaves out `trial_evenings`, since a trial assigned massage to those evenings at random.
    """

    nights: Sequence[Night]
    all_nights: Sequence[Night]
    medicines: Mapping[UUID, Medicine]
    baseline_from: date | None
    rated_sessions: Mapping[str, Sequence[RatedSession]]
    massage_starts: Sequence[Moment]
    rescue_starts: Sequence[Moment]
    trial_evenings: frozenset[date]
    factor: Factor
    outcome: Outcome


@dataclass(frozen=True)
class ChartChoice:
    """One chart in the list of charts: its key, its title, and the function that makes the chart.

    If `has_two_groups`, the page also asks for a factor, which divides the nights into two groups, and for
    the outcome to compare. `is_from_diary` is false for charts of ratings, which the diary does not ask for.
    """

    key: str
    title: str
    make_chart: Callable[[ChartData], Chart]
    has_two_groups: bool = False
    is_from_diary: bool = True


def _outcome_choice(outcome: Outcome) -> ChartChoice:
    return ChartChoice(
        outcome, OUTCOME_DESCRIPTIONS[outcome].title, lambda data: outcome_chart(data.nights, outcome)
    )


def _relief_choice(scale: Scale) -> ChartChoice:
    return ChartChoice(
        f"relief_{scale}",
        f"{SCALE_TITLES[scale]} before and after",
        lambda data: relief_chart(data.rated_sessions, scale),
        is_from_diary=False,
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
    groups = group_values(chosen, massage_presence_by_evening(chosen, data.massage_starts), data.outcome)
    added_sentence = (
        START_A_TRIAL_SENTENCE
        if len(chosen) == len(data.nights)
        else f"{START_A_TRIAL_SENTENCE} {TRIAL_NIGHTS_LEFT_OUT_SENTENCE}"
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
    ChartChoice("onset", "Time of day symptoms begin", _onset_chart),
    ChartChoice("calendar", "Calendar: urge to move", lambda data: calendar_chart(data.nights)),
    ChartChoice(
        "weeks", "How often legs woke you", lambda data: weeks_chart(data.nights, data.rescue_starts)
    ),
    ChartChoice(
        "actogram", "Restless legs hour by hour", lambda data: actogram_chart(data.nights, data.rescue_starts)
    ),
    ChartChoice("regularity", "Sleep regularity", lambda data: midpoint_chart(data.nights)),
    *(_relief_choice(scale) for scale in Scale),
    ChartChoice("tried", "What was tried in the night", lambda data: tried_chart(data.nights)),
    ChartChoice("factors", "Compare nights", _factor_chart, has_two_groups=True),
)
"""All charts, in the order in which Insights lists them."""

CHART_KEYS_FOR_ARTICLES: Mapping[learning.ArticleChart, str] = {
    learning.ArticleChart.TENSION: f"relief_{Scale.TENSION}",
    learning.ArticleChart.STRESS: f"relief_{Scale.STRESS}",
    learning.ArticleChart.PAIN: f"relief_{Scale.PAIN}",
    learning.ArticleChart.DIARY: "nights",
    learning.ArticleChart.TIREDNESS: Outcome.TIREDNESS,
    learning.ArticleChart.DOSES: "factors",
    learning.ArticleChart.TRENDS: Outcome.WORST_URGE,
}
"""For each chart that Learn articles refer to, the key of the chart in CHART_CHOICES."""
