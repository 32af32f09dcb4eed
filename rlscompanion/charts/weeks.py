"""The chart of awakenings from restless legs and of massages at night ("rescues"), by week or by month.

Only known nights count. A night is known if an awakening was logged in that night, or if the diary of the
night reports no awakening.
"""

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

AWAKENINGS_TITLE = "How often legs woke you"

MIN_KNOWN_NIGHTS = 4
"""The fewest known nights with which a week or month is drawn."""

MOST_SINGLE_WEEKS = 2 * 53
"""The most weeks that are drawn week by week; with more weeks, the chart is drawn month by month."""

MIN_CHART_WIDTH_WEEKS = 8
"""The least width of the chart, in weeks, so that a single bar does not fill the chart."""

DAYS_PER_WEEK, DAYS_PER_MONTH = 7.0, 30.4


@dataclass(frozen=True)
class WeekOrMonth:
    """A week or a month: its first day, and its numbers of known nights, awakenings and rescues.

    A night is known if an awakening was logged in that night, or if the diary of the night reports no
    awakening. A rescue is a massage at night.
    """

    first: date
    known_nights: int
    awakenings: int
    rescues: int

    @property
    def awakenings_a_week(self) -> float:
        """The number of awakenings from restless legs per seven known nights."""
        return 7 * self.awakenings / self.known_nights

    @property
    def rescues_a_week(self) -> float:
        """The number of rescues (massages at night) per seven known nights."""
        return 7 * self.rescues / self.known_nights


def weeks_chart(nights: Sequence[Night], rescues: Iterable[Moment]) -> Chart:
    """Draw how often restless legs woke the person, and how often there was a massage at night.

    `rescues` are the start times of the massages. An awakening that was only counted in the diary is ignored,
    because the diary does not say what caused the awakening.
    """
    known = sorted((night for night in nights if _is_known(night)), key=lambda night: night.evening)
    days = (known[-1].evening - known[0].evening).days if known else 0
    are_months = days > 7 * MOST_SINGLE_WEEKS
    periods = _weeks_or_months(known, Counter(map(evening_of, rescues)), are_months)
    if not periods:
        missing = (
            f"Log awakenings at night, and the weeks with {MIN_KNOWN_NIGHTS} such nights or more show here."
        )
        return Chart("weeks", AWAKENINGS_TITLE, "", missing=missing)
    length = DAYS_PER_MONTH if are_months else DAYS_PER_WEEK
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
            (0.62, [each.rescues_a_week for each in periods], look.secondary),
        ):
            if are_months:
                places, is_dashed = starts - 0.5 + length / 2, colour is look.secondary
                plot.addItem(pg.PlotCurveItem(places, heights, pen=pen(look.accent, 2.0, is_dashed)))
            else:
                places, width = starts - 0.5 + share * length, 0.3 * length
                plot.addItem(pg.BarGraphItem(x=places, height=heights, width=width, brush=colour, pen=None))
        end = starts[-1] + length
        plot.setXRange(starts[0], max(end, starts[0] + MIN_CHART_WIDTH_WEEKS * DAYS_PER_WEEK), padding=0.02)
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
        f"How often legs woke you in seven known nights, by {unit}: {found.in_words(amount_text)}. "
        f"A {unit} with fewer than {MIN_KNOWN_NIGHTS} known nights is left out."
    )
    return Chart("weeks", AWAKENINGS_TITLE, summary, marks, details=details, draw=draw)


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
        if len(nights) >= MIN_KNOWN_NIGHTS
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
