"""The chart that compares an outcome on two groups of nights, such as with and without massage."""

import random
from functools import partial

import pyqtgraph as pg

from rlscompanion.charts.chart import Chart, ChartLook, Mark
from rlscompanion.charts.drawing import draw_dots, pen, set_up_outcome_axes, with_opacity
from rlscompanion.domain.amounts import MINUS_SIGN, difference_text, duration_text
from rlscompanion.domain.comparison import (
    MIN_NIGHTS_PER_GROUP,
    GroupComparison,
    GroupedValues,
    compare_groups,
)
from rlscompanion.domain.outcomes import OUTCOME_DESCRIPTIONS, Outcome, OutcomeDescription, outcome_text
from rlscompanion.domain.trends import summarize_values

PERSON_CHOSE_NIGHTS_SENTENCE = "You chose these nights yourself, so this cannot show the cause."

DOT_OPACITY_TIMES_COUNT, LOWEST_DOT_OPACITY = 60, 0.25
"""The opacity of a dot is the first number divided by the number of dots in the group.

The second number is the lowest opacity of a dot.
"""

_INTERVAL_BARS_SENTENCE = "A bar in the chart is the 95 % interval of a mean."

JITTER_SEED = 11
"""The random seed with which overlapping dots are shifted apart, so that a chart always looks the same."""


def comparison_chart(
    nights: GroupedValues,
    outcome: Outcome,
    with_title: str,
    without_title: str,
    added_sentence: str = "",
    person_chose_groups: bool = False,
) -> Chart:
    """Draw the values of an outcome in two groups of nights: two strips of dots, each with its mean.

    The groups are nights with and without something, such as massage. `with_title` and `without_title` name
    these two groups. `added_sentence` is appended to the summary. Set `person_chose_groups` if the person
    decided each evening which group the night joins. The difference between the groups and its interval are
    then omitted, because people often choose a massage on bad evenings. In simulations of that choice, the
    interval lay wholly on the wrong side for half of all people.
    """
    kind = OUTCOME_DESCRIPTIONS[outcome]
    title = f"{kind.title}: {with_title.lower()} and {without_title.lower()}"
    key = f"groups_{outcome}"
    found = compare_groups(nights)
    if found is None:
        missing = (
            f"This needs {MIN_NIGHTS_PER_GROUP} nights of each kind. So far: "
            f"{len(nights.with_factor)} {with_title.lower()}, "
            f"{len(nights.without_factor)} {without_title.lower()}."
        )
        return Chart(key, title, "", missing=f"{missing} {added_sentence}".rstrip())
    groups = (
        (with_title, nights.with_factor, found.with_factor),
        (without_title, nights.without_factor, found.without_factor),
    )
    text = partial(outcome_text, outcome=outcome)
    averages = "; ".join(
        f"{name.lower()} {text(mean.value)} ({len(values)} nights)" for name, values, mean in groups
    )
    summary = f"{kind.title}, on average: {averages}. {PERSON_CHOSE_NIGHTS_SENTENCE}"
    details = "; ".join(f"{name}: {summarize_values(values).in_words(text)}" for name, values, _ in groups)
    if kind.meaning:
        details = f"{kind.meaning} {details}"
    details += "." if person_chose_groups else f". {_difference_words(found, kind)} {_INTERVAL_BARS_SENTENCE}"
    marks = tuple(
        Mark(
            float(index),
            mean.value,
            partial(str, f"{name}: {text(mean.value)} on average, {len(values)} nights"),
        )
        for index, (name, values, mean) in enumerate(groups)
    )

    def draw(plot: pg.PlotItem, look: ChartLook) -> None:
        set_up_outcome_axes(
            plot, look, outcome, (*nights.with_factor, *nights.without_factor), has_days=False
        )
        chance = random.Random(JITTER_SEED)
        for index, (_, values, mean) in enumerate(groups):
            xs = [index + chance.uniform(-0.22, 0.22) for _ in values]
            draw_dots(
                plot,
                xs,
                values,
                with_opacity(
                    look.secondary, max(LOWEST_DOT_OPACITY, min(0.7, DOT_OPACITY_TIMES_COUNT / len(values)))
                ),
            )
            if mean.interval is not None and not person_chose_groups:
                at = [float(index), float(index)]
                plot.addItem(pg.PlotCurveItem(at, list(mean.interval), pen=pen(look.accent, 3.0)))
            draw_dots(plot, [float(index)], [mean.value], look.accent, 12.0)
        plot.setXRange(-0.7, 1.7)
        plot.getAxis("bottom").setTicks([[(float(index), group[0]) for index, group in enumerate(groups)]])

    return Chart(key, title, f"{summary} {added_sentence}".rstrip(), marks, details=details, draw=draw)


def _difference_words(found: GroupComparison, kind: OutcomeDescription) -> str:
    """Say the difference of the printed means, and its interval."""
    digits = 0 if kind.unit in ("minutes", "percent") else 1

    def text(difference: float) -> str:
        if kind.unit != "minutes":
            return difference_text(round(difference, digits))
        return f"{MINUS_SIGN if round(difference) < 0 else '+'}{duration_text(abs(difference))}"

    printed = round(found.with_factor.value, digits) - round(found.without_factor.value, digits)
    difference = f"Difference of the means {text(printed)}"
    if found.interval is None:
        return f"{difference}, no interval, since the nights of one kind are all alike."
    low, high = map(text, found.interval)
    return f"{difference}, 95 % interval {low} to {high}."
