"""Which charts there are, and what each is made of."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from rlscompanion.charts.chart import Chart
from rlscompanion.charts.groups import comparison_chart, relief_chart
from rlscompanion.charts.over_time import midpoint_chart, nights_chart, onset_chart, outcome_chart
from rlscompanion.domain import learning
from rlscompanion.domain.comparison import by_factor
from rlscompanion.domain.factor import Factor
from rlscompanion.domain.night import Night
from rlscompanion.domain.outcomes import OUTCOME_KINDS, Outcome, value_of
from rlscompanion.domain.ratings import SCALE_TITLES, Scale
from rlscompanion.domain.session_record import RatedSession


@dataclass(frozen=True)
class Looked:
    """What is looked at: nights of a period, rated sessions by routine, and the factor chosen."""

    nights: Sequence[Night]
    rated: Mapping[str, Sequence[RatedSession]]
    factor: Factor
    outcome: Outcome


@dataclass(frozen=True)
class Choice:
    """One chart in the list. `is_grouped` ones ask for a factor and an outcome."""

    key: str
    title: str
    make: Callable[[Looked], Chart]
    is_grouped: bool = False


def _outcome(outcome: Outcome) -> Choice:
    return Choice(outcome, OUTCOME_KINDS[outcome].title, lambda looked: outcome_chart(looked.nights, outcome))


def _relief(scale: Scale) -> Choice:
    return Choice(
        f"relief_{scale}",
        f"{SCALE_TITLES[scale]} before and after",
        lambda looked: relief_chart(looked.rated, scale),
    )


def _factor_chart(looked: Looked) -> Chart:
    factor, outcome = looked.factor, looked.outcome
    noted = [
        note.present
        for night in looked.nights
        for note in night.factors
        if note.factor == factor.key and value_of(night, outcome) is not None
    ]
    found = by_factor(looked.nights, factor.key, outcome)
    name = factor.title
    counts = (sum(noted), len(noted) - sum(noted))
    return comparison_chart(found, outcome, f"With {name.lower()}", f"Without {name.lower()}", counts)


CHOICES: tuple[Choice, ...] = (
    Choice("nights", "Nights", lambda looked: nights_chart(looked.nights)),
    _outcome(Outcome.TOTAL_SLEEP),
    _outcome(Outcome.EFFICIENCY),
    _outcome(Outcome.MINUTES_TO_FALL_ASLEEP),
    _outcome(Outcome.WORST_URGE),
    _outcome(Outcome.QUALITY),
    Choice("onset", "When symptoms begin", lambda looked: onset_chart(looked.nights)),
    Choice("regularity", "Regularity", lambda looked: midpoint_chart(looked.nights)),
    *(_relief(scale) for scale in Scale),
    Choice("factors", "What goes along with it", _factor_chart, is_grouped=True),
)
"""Every chart, in the order of the list."""

TOLD_OF: Mapping[learning.Chart, str] = {
    learning.Chart.TENSION: f"relief_{Scale.TENSION}",
    learning.Chart.STRESS: f"relief_{Scale.STRESS}",
    learning.Chart.PAIN: f"relief_{Scale.PAIN}",
    learning.Chart.DIARY: "nights",
    learning.Chart.DOSES: "factors",
    learning.Chart.TRENDS: Outcome.WORST_URGE,
}
"""The key of the chart that shows what Learn tells of."""
