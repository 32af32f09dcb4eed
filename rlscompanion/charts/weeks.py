"""The chart of awakenings from restless legs and of night massages ("rescues"), by week or by month."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

import numpy as np
import pyqtgraph as pg

from rlscompanion.charts.chart import Chart, ChartLook, Mark, day_number
from rlscompanion.charts.drawing import pen, set_up_axes
from rlscompanion.domain.amounts import amount_text, count_text
from rlscompanion.domain.clock_style import start_of_week
from rlscompanion.domain.moment import Moment, evening_of
from rlscompanion.domain.night import AwakeningKind, Night, month_text, weekday_date
from rlscompanion.domain.trends import summarize_values

TITLE = "Awakenings from the legs"

FEWEST_NIGHTS = 4
"""A week or month with fewer known nights than this is left out."""

MOST_SINGLE_WEEKS = 2 * 53
"""For more weeks than this, months are drawn instead."""

FEWEST_WEEKS = 8
"""The smallest width of the chart, in weeks: else a single bar would fill it."""

WEEK_DAYS, MONTH_DAYS = 7.0, 30.4


@dataclass(frozen=True)
class WeekOrMonth:
    """A week or a month: its first day, and the numbers of known nights, of awakenings and of rescues."""

    first: date
    known_nights: int
    awakenings: int
    rescues: int

    @property
    def awakenings_a_week(self) -> float:
        """Awakenings from restless legs per seven known nights."""
        return 7 * self.awakenings / self.known_nights

    @property
    def rescues_a_week(self) -> float:
        """Rescues (massages at night) per seven known nights."""
        return 7 * self.rescues / self.known_nights


def weeks_chart(nights: Sequence[Night], rescues: Iterable[Moment]) -> Chart:
    """Draw how often restless legs woke the person, and how often there was a massage at night.

    `rescues` are the start times of these massages. A night is known if an awakening was logged in it or its
    diary reports none. Awakenings only counted in the diary are ignored, because their cause is unknown.
    """
    known = sorted((night for night in nights if _is_known(night)), key=lambda night: night.evening)
    days = (known[-1].evening - known[0].evening).days if known else 0
    are_months = days > 7 * MOST_SINGLE_WEEKS
    periods = _weeks_or_months(known, Counter(map(evening_of, rescues)), are_months)
    if not periods:
        missing = (
            f"Log awakenings at night, and the weeks with {FEWEST_NIGHTS} such nights or more show here."
        )
        return Chart("weeks", TITLE, "", missing=missing)
    length = MONTH_DAYS if are_months else WEEK_DAYS
    marks = tuple(
        Mark(
            day_number(each.first) + length / 2 - 0.5,
            max(each.awakenings_a_week, each.rescues_a_week),
            partial(_period_description, each, are_months),
        )
        for each in periods
    )

    def draw(plot: pg.PlotItem, look: ChartLook) -> None:
        set_up_axes(plot, look, "times a week")
        starts = np.asarray([day_number(each.first) for each in periods])
        for share, heights, colour in (
            (0.3, [each.awakenings_a_week for each in periods], look.bar),
            (0.62, [each.rescues_a_week for each in periods], look.second),
        ):
            if are_months:
                places, is_dashed = starts - 0.5 + length / 2, colour is look.second
                plot.addItem(pg.PlotCurveItem(places, heights, pen=pen(look.accent, 2.0, is_dashed)))
            else:
                places, width = starts - 0.5 + share * length, 0.3 * length
                plot.addItem(pg.BarGraphItem(x=places, height=heights, width=width, brush=colour, pen=None))
        end = starts[-1] + length
        plot.setXRange(starts[0], max(end, starts[0] + FEWEST_WEEKS * WEEK_DAYS), padding=0.02)
        plot.setYRange(0, max(1.0, *(mark.y for mark in marks)))

    total = WeekOrMonth(
        periods[0].first,
        sum(each.known_nights for each in periods),
        sum(each.awakenings for each in periods),
        sum(each.rescues for each in periods),
    )
    summary = (
        f"Restless legs woke you about {_times_text(total.awakenings_a_week)} a week, "
        f"and you did a rescue routine about {_times_text(total.rescues_a_week)} a week "
        f"({count_text(total.known_nights, 'night')}). "
        f"{'The dashed line' if are_months else 'The second bar of a week'} shows rescue routines."
    )
    found = summarize_values([each.awakenings_a_week for each in periods])
    unit = "month" if are_months else "week"
    details = (
        f"Awakenings from the legs in seven known nights, by {unit}: {found.in_words(amount_text)}. "
        f"A {unit} with fewer than {FEWEST_NIGHTS} known nights is left out."
    )
    return Chart("weeks", TITLE, summary, marks, details=details, draw=draw)


def _is_known(night: Night) -> bool:
    sleep = night.main_sleep
    return bool(night.awakenings) or (sleep is not None and sleep.times_awake == 0)


def _weeks_or_months(known: Sequence[Night], rescues: Counter[date], are_months: bool) -> list[WeekOrMonth]:
    inside: dict[date, list[Night]] = {}
    for night in known:
        evening = night.evening
        first = evening.replace(day=1) if are_months else start_of_week(evening)
        inside.setdefault(first, []).append(night)
    return [
        WeekOrMonth(
            first,
            len(nights),
            sum(each.kind is AwakeningKind.RESTLESS_LEGS for night in nights for each in night.awakenings),
            sum(rescues[night.evening] for night in nights),
        )
        for first, nights in inside.items()
        if len(nights) >= FEWEST_NIGHTS
    ]


def _period_description(period: WeekOrMonth, is_month: bool) -> str:
    first = period.first
    when = (
        month_text(first.year, first.month) if is_month else f"Week from {weekday_date(first)} {first.year}"
    )
    rescues = count_text(period.rescues, "rescue routine")
    awakenings = f"{count_text(period.awakenings, 'awakening')} from the legs"
    return f"{when}: {awakenings}, {rescues}, in {count_text(period.known_nights, 'night')}"


def _times_text(number: float) -> str:
    text = amount_text(number)
    return f"{text} time{'' if text == '1' else 's'}"
