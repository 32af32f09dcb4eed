"""The chart of the clock times when symptoms begin, with doses of dopaminergic medicines."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import median
from types import MappingProxyType
from uuid import UUID

import pyqtgraph as pg

from rlscompanion.charts.chart import Chart, ChartLook, clock_axis_width, day_number
from rlscompanion.charts.drawing import (
    draw_dots,
    draw_labelled_line,
    draw_month_bars,
    draw_rolling_median,
    label_axis,
    pen,
    set_up_axes,
    shade_days,
    with_opacity,
)
from rlscompanion.charts.marks import evening_marks, month_marks, rolling_median_words, shows_months
from rlscompanion.domain.amounts import count_text
from rlscompanion.domain.medicine import Medicine
from rlscompanion.domain.night import Night
from rlscompanion.domain.onset import (
    DAY_START_HOUR,
    dose_change_evenings,
    first_and_latest_days,
    hours_since_day_start,
    nights_from_baseline,
    onset_hours,
)
from rlscompanion.domain.onset_words import onset_clock_text
from rlscompanion.domain.trends import (
    monthly_summaries,
    rolling_medians,
    rolling_window_nights,
    summarize_values,
)

ONSET_TITLE = "Time of day symptoms begin"
NO_MEDICINES: Mapping[UUID, Medicine] = MappingProxyType({})

MOST_DRAWN_CLOCK_CHANGES = 6
"""The most clock changes that are drawn; if there are more, none is drawn.

Clocks change to and from summer time, and when the person travels.
"""

DOSE_LABEL_WIDTH_SHARE = 0.16
"""The width of the words beside a dose change, as a share of the width of the chart."""


@dataclass(frozen=True)
class ComparedStretch:
    """One of the two ranges of days that the chart compares, with the median time at which symptoms began.

    `median` is in hours since 06:00; None if no start of symptoms is known in the range.
    """

    first: date
    last: date
    median: float | None


def onset_chart(
    nights: Sequence[Night],
    medicines: Mapping[UUID, Medicine] = NO_MEDICINES,
    all_nights: Sequence[Night] = (),
    baseline_from: date | None = None,
) -> Chart:
    """Draw when symptoms began each day, the rolling median of these times, and dopaminergic doses.

    Earlier times are higher. `nights` are the nights to draw; `all_nights` are all nights of the log. The
    first nights of the log (the baseline) are compared with the latest nights, and both ranges of days are
    shaded. `baseline_from` is the first evening of the baseline, if the person has chosen that evening.
    """
    ordered = sorted(nights, key=lambda each: each.evening)
    values = {night.evening: hours for night in ordered if (hours := onset_hours(night)) is not None}
    if not values:
        missing = "Note in the diary when symptoms began, and the trend shows here."
        return Chart("onset", ONSET_TITLE, "", missing=missing)
    months = monthly_summaries(values) if shows_months(len(values)) else {}
    marks = month_marks(months, onset_clock_text) or evening_marks(values, onset_clock_text)
    window = rolling_window_nights(values)
    rolled = rolling_medians(values, window)
    found = summarize_values(values.values())
    doses = list(_dose_positions(ordered, medicines))
    stretches = _compared_stretches(all_nights, medicines, baseline_from)
    dose_changes = _dose_changes(ordered, medicines)
    clock_changes = _clock_changes(ordered)

    def draw(plot: pg.PlotItem, look: ChartLook) -> None:
        set_up_axes(plot, look, "", clock_from=float(DAY_START_HOUR))
        label_axis(plot, "left", "later \N{LEFTWARDS ARROW} \N{RIGHTWARDS ARROW} earlier", look)
        plot.getAxis("left").setWidth(clock_axis_width(look.letter_pixels) + round(1.6 * look.letter_pixels))
        plot.invertY(True)
        for each in stretches:
            shade_days(plot, look, day_number(each.first), day_number(each.last), each.median)
        if len(clock_changes) <= MOST_DRAWN_CLOCK_CHANGES:
            for evening, words in clock_changes.items():
                draw_labelled_line(plot, look, day_number(evening), words, 0.14)
        last = ordered[-1].evening
        label_days = DOSE_LABEL_WIDTH_SHARE * (last - ordered[0].evening).days
        labelled = _labelled_evenings(dose_changes, last, label_days)
        for evening, words in dose_changes.items():
            shown = words if evening in labelled else ""
            is_left = (last - evening).days < label_days
            draw_labelled_line(plot, look, day_number(evening), shown, 0.02, look.accent, is_left=is_left)
        if doses:
            size = 2 if months else 6
            squares = pg.ScatterPlotItem(
                *zip(*doses, strict=True), size=size, symbol="s", pen=pen(look.text), brush=None
            )
            plot.addItem(squares)
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

    summary = (
        f"Symptoms usually began around {onset_clock_text(found.median)} "
        f"({count_text(found.count, 'night')})."
    )
    if doses:
        summary += " Empty squares are doses of dopaminergic medicines."
    if stretches:
        summary += " The two shaded ranges of days are compared."
    details = (
        f"Onset: {found.in_words(onset_clock_text)}. "
        f"{rolling_median_words(window, bool(rolled), bool(months))}"
    )
    if stretches:
        details += " The range of the difference between the two shaded ranges is its 95 % interval."
    return Chart("onset", ONSET_TITLE, summary, marks, details=details, draw=draw)


def _dose_positions(
    nights: Sequence[Night], medicines: Mapping[UUID, Medicine]
) -> Iterator[tuple[float, float]]:
    """The day, and the hours since 06:00, of each dopaminergic dose with a known time."""
    for night in nights:
        for dose in night.doses:
            medicine = medicines.get(dose.medicine_id)
            if medicine is not None and medicine.is_dopaminergic and dose.at is not None:
                yield day_number(night.evening), hours_since_day_start(dose.at, night.evening)


def _dose_changes(nights: Sequence[Night], medicines: Mapping[UUID, Medicine]) -> dict[date, str]:
    """The evenings on which a dopaminergic amount changed, with the new amount; each medicine separately."""
    doses = {night.evening: night.doses for night in nights}

    def words(evening: date) -> str:
        taken: dict[tuple[UUID, str], float] = {}
        for dose in doses[evening]:
            medicine = medicines.get(dose.medicine_id)
            if medicine is not None and medicine.is_dopaminergic and dose.amount is not None:
                key = dose.medicine_id, dose.unit
                taken[key] = taken.get(key, 0.0) + dose.amount
        return " + ".join(f"{_exact_amount(amount)} {unit}" for (_, unit), amount in taken.items())

    return {evening: words(evening) for evening in dose_change_evenings(nights, medicines)}


def _labelled_evenings(changed: Collection[date], last: date, label_days: float) -> set[date]:
    """The evenings whose label has at least `label_days` days of space, the latest first.

    A label is to the right of its evening, or to the left if the last evening is too near.
    """
    kept: list[date] = []
    free_until = float(day_number(last))
    for evening in sorted(changed, reverse=True):
        is_left = (last - evening).days < label_days
        if is_left and kept:
            continue
        if is_left or free_until - day_number(evening) >= label_days:
            kept.append(evening)
            free_until = day_number(evening) - (label_days if is_left else 0.0)
    return set(kept)


def _exact_amount(amount: float) -> str:
    return f"{amount:.3f}".rstrip("0").rstrip(".")


def _clock_changes(nights: Sequence[Night]) -> dict[date, str]:
    """The evenings before which clocks changed or the person travelled to another time zone."""
    known = [(night, night.symptoms_began.offset) for night in nights if night.symptoms_began is not None]

    def words(before: Night, night: Night) -> str:
        return "clocks" if night.zone == before.zone else night.zone.rpartition("/")[2].replace("_", " ")

    return {
        night.evening: words(before, night)
        for (before, offset), (night, other) in pairwise(known)
        if other != offset
    }


def _compared_stretches(
    all_nights: Sequence[Night], medicines: Mapping[UUID, Medicine], baseline_from: date | None
) -> list[ComparedStretch]:
    compared = first_and_latest_days(nights_from_baseline(all_nights, medicines, baseline_from))
    return [
        ComparedStretch(
            inside[0].evening,
            inside[-1].evening,
            median(onsets) if (onsets := [h for n in inside if (h := onset_hours(n)) is not None]) else None,
        )
        for inside in compared or ()
    ]
