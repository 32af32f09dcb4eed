"""Charts over weeks and months: of one outcome, and of the midpoint of sleep.

An outcome is a measure of a night, such as a rating or the time asleep.
"""

from collections.abc import Sequence
from functools import partial

import pyqtgraph as pg

from rlscompanion.charts.chart import Chart, ChartLook
from rlscompanion.charts.drawing import (
    draw_dots,
    draw_level_band,
    draw_month_bars,
    draw_rolling_median,
    set_up_axes,
    set_up_outcome_axes,
    with_opacity,
)
from rlscompanion.charts.marks import evening_marks, month_marks, rolling_median_words, shows_months
from rlscompanion.charts.night_hours import NOON_HOUR
from rlscompanion.domain.amounts import count_text, duration_text
from rlscompanion.domain.clock_style import clock_text_of_hours
from rlscompanion.domain.night import Night
from rlscompanion.domain.outcomes import OUTCOME_DESCRIPTIONS, Outcome, outcome_text, outcome_value
from rlscompanion.domain.regularity import (
    MIN_NIGHT_PAIRS,
    TOO_FEW_MIDPOINTS,
    circular_mean,
    hours_since_noon,
    local_midpoint,
    midpoint_deviation,
    regularity_index,
)
from rlscompanion.domain.trends import (
    monthly_summaries,
    rolling_medians,
    rolling_window_nights,
    summarize_values,
)


def outcome_chart(nights: Sequence[Night], outcome: Outcome) -> Chart:
    """Draw an outcome (a measure of a night) over time, with its rolling median and quartiles."""
    kind = OUTCOME_DESCRIPTIONS[outcome]
    by_evening = {night.evening: night for night in nights}
    values = {
        evening: float(value)
        for evening, night in sorted(by_evening.items())
        if (value := outcome_value(night, outcome)) is not None
    }
    if not values:
        return Chart(outcome, kind.title, "", missing=f"{kind.title} shows here once the diary says it.")
    text = partial(outcome_text, outcome=outcome)
    months = monthly_summaries(values) if shows_months(len(values)) else {}
    marks = month_marks(months, text) or evening_marks(values, text)
    window = rolling_window_nights(values)
    rolled = rolling_medians(values, window)
    found = summarize_values(values.values())
    summary = f"{kind.title}: typically {text(found.median)} ({count_text(found.count, 'night')})"

    def draw(plot: pg.PlotItem, look: ChartLook) -> None:
        set_up_outcome_axes(plot, look, outcome, values.values())
        if months:
            draw_month_bars(plot, look, months)
        else:
            draw_dots(
                plot,
                [mark.x for mark in marks],
                [mark.y for mark in marks],
                with_opacity(look.secondary, 0.8),
            )
        draw_rolling_median(plot, rolled, look, has_band=not months)

    details = (
        f"{kind.title}: {found.in_words(text)}. {rolling_median_words(window, bool(rolled), bool(months))}"
    )
    return Chart(
        outcome, kind.title, f"{summary}. {kind.meaning}".rstrip(), marks, details=details, draw=draw
    )


def midpoint_chart(nights: Sequence[Night]) -> Chart:
    """Draw the clock time of the midpoint of each main sleep, and describe how regular the midpoint is."""
    title = "Sleep regularity"
    middles = {
        night.evening: hours_since_noon(middle)
        for night in sorted(nights, key=lambda each: each.evening)
        if (middle := local_midpoint(night)) is not None
    }
    if not middles:
        return Chart("regularity", title, "", missing="This shows here once the diary says when you slept.")

    def text(hours: float) -> str:
        return f"middle of sleep {clock_text_of_hours(hours + NOON_HOUR)}"

    months = monthly_summaries(middles) if shows_months(len(middles)) else {}
    marks = month_marks(months, text) or evening_marks(middles, text)

    def draw(plot: pg.PlotItem, look: ChartLook) -> None:
        set_up_axes(plot, look, "", clock_from=NOON_HOUR)
        plot.invertY(True)
        if deviation is not None and average is not None:
            draw_level_band(plot, look, average / 60, deviation[0] / 60)
        if months:
            draw_month_bars(plot, look, months)
        else:
            draw_dots(
                plot,
                [mark.x for mark in marks],
                [mark.y for mark in marks],
                with_opacity(look.secondary, 0.8),
            )

    deviation, average = midpoint_deviation(nights), circular_mean([60 * each for each in middles.values()])
    summary, details = _regularity_words(nights, len(middles), deviation)
    return Chart("regularity", title, summary, marks, details=details, draw=draw)


def _regularity_words(
    nights: Sequence[Night], known: int, deviation: tuple[float, int] | None
) -> tuple[str, str]:
    """Describe the regularity in plain words, and in those of statistics."""
    index = regularity_index(nights)
    if deviation is None:
        summary = (
            f"The middle of sleep is known for {count_text(known, 'night')}. "
            f"How much it varies shows from {TOO_FEW_MIDPOINTS + 1} nights on."
        )
        details = ""
    else:
        size = duration_text(deviation[0])
        shift = f"usually {size} earlier or later than average" if round(deviation[0]) else "always the same"
        summary = (
            f"Each dot is the middle of a sleep, {shift} "
            f"({count_text(known, 'night')}). The line is the average, and the band is that wide on either "
            "side."
        )
        details = f"Standard deviation of the middle of sleep: {size}, n = {deviation[1]}. "
    details += (
        f"Sleep regularity index about {index[0]:.0f} of 100, from {index[1]} pairs of nights in a row."
        if index
        else f"The sleep regularity index needs {MIN_NIGHT_PAIRS} pairs of nights in a row."
    )
    return summary, details
