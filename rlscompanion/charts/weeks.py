"""The chart of awakenings from restless legs and of night massages (rescues), by week or by month.

Months are drawn instead of weeks if there are several years.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

import numpy as np
import pyqtgraph as pg

from rlscompanion.charts.chart import Chart, ChartLook, Mark, day_of
from rlscompanion.charts.drawing import axes, pen
from rlscompanion.domain.amounts import amount_text, count_text
from rlscompanion.domain.clock_style import start_of_week
from rlscompanion.domain.moment import Moment, evening_of
from rlscompanion.domain.night import AwakeningKind, Night, month_text, weekday_date
from rlscompanion.domain.trends import summarize

TITLE = "Awakenings from the legs"

FEWEST_NIGHTS = 4
"""The fewest known nights of a shown week or month."""

MOST_WEEKS = 2 * 53
"""The most weeks drawn one by one."""

LEAST_WEEKS = 8
"""The smallest width in weeks: a single bar would fill the chart."""

WEEK, MONTH = 7.0, 30.4


@dataclass(frozen=True)
class Stretch:
    """A week or a month: its first day, the number of known nights, and its awakenings and rescues."""

    first: date
    nights: int
    awakenings: int
    rescues: int

    @property
    def awakenings_a_week(self) -> float:
        """Awakenings from restless legs per seven known nights."""
        return 7 * self.awakenings / self.nights

    @property
    def rescues_a_week(self) -> float:
        """Rescues (massages at night) per seven known nights."""
        return 7 * self.rescues / self.nights


def weeks_chart(nights: Sequence[Night], rescues: Iterable[Moment]) -> Chart:
    """Draw how often restless legs woke the person, and how often there was a massage at night.

    `rescues` are the start times of these massages. A night is known if an awakening was logged in it or its
    diary reports none. Awakenings only counted in the diary are ignored, because their cause is unknown.
    """
    known = sorted((night for night in nights if _is_known(night)), key=lambda night: night.evening)
    days = (known[-1].evening - known[0].evening).days if known else 0
    are_months = days > 7 * MOST_WEEKS
    stretches = _stretches(known, Counter(map(evening_of, rescues)), are_months)
    if not stretches:
        missing = (
            f"Log awakenings at night, and the weeks with {FEWEST_NIGHTS} such nights or more show here."
        )
        return Chart("weeks", TITLE, "", missing=missing)
    length = MONTH if are_months else WEEK
    marks = tuple(
        Mark(
            day_of(each.first) + length / 2 - 0.5,
            max(each.awakenings_a_week, each.rescues_a_week),
            partial(_said, each, are_months),
        )
        for each in stretches
    )

    def draw(plot: pg.PlotItem, look: ChartLook) -> None:
        axes(plot, look, "times a week")
        starts = np.asarray([day_of(each.first) for each in stretches])
        for share, heights, colour in (
            (0.3, [each.awakenings_a_week for each in stretches], look.bar),
            (0.62, [each.rescues_a_week for each in stretches], look.second),
        ):
            if are_months:
                places, is_dashed = starts - 0.5 + length / 2, colour is look.second
                plot.addItem(pg.PlotCurveItem(places, heights, pen=pen(look.accent, 2.0, is_dashed)))
            else:
                places, width = starts - 0.5 + share * length, 0.3 * length
                plot.addItem(pg.BarGraphItem(x=places, height=heights, width=width, brush=colour, pen=None))
        end = starts[-1] + length
        plot.setXRange(starts[0], max(end, starts[0] + LEAST_WEEKS * WEEK), padding=0.02)
        plot.setYRange(0, max(1.0, *(mark.y for mark in marks)))

    total = Stretch(
        stretches[0].first,
        sum(each.nights for each in stretches),
        sum(each.awakenings for each in stretches),
        sum(each.rescues for each in stretches),
    )
    said = (
        f"Restless legs woke you about {_times(total.awakenings_a_week)} a week, and you did a rescue about "
        f"{_times(total.rescues_a_week)} a week ({count_text(total.nights, 'night')}). "
        f"{'The dashed line is' if are_months else 'The second bar of a week is'} rescues."
    )
    found = summarize([each.awakenings_a_week for each in stretches])
    unit = "month" if are_months else "week"
    details = (
        f"Awakenings from the legs in seven known nights, by {unit}: {found.words(amount_text)}. "
        f"A {unit} with fewer than {FEWEST_NIGHTS} known nights is left out."
    )
    return Chart("weeks", TITLE, said, marks, details=details, draw=draw)


def _is_known(night: Night) -> bool:
    sleep = night.main_sleep
    return bool(night.awakenings) or (sleep is not None and sleep.times_awake == 0)


def _stretches(known: Sequence[Night], rescues: Counter[date], are_months: bool) -> list[Stretch]:
    inside: dict[date, list[Night]] = {}
    for night in known:
        evening = night.evening
        first = evening.replace(day=1) if are_months else start_of_week(evening)
        inside.setdefault(first, []).append(night)
    return [
        Stretch(
            first,
            len(nights),
            sum(each.kind is AwakeningKind.RESTLESS_LEGS for night in nights for each in night.awakenings),
            sum(rescues[night.evening] for night in nights),
        )
        for first, nights in inside.items()
        if len(nights) >= FEWEST_NIGHTS
    ]


def _said(stretch: Stretch, is_month: bool) -> str:
    first = stretch.first
    when = (
        month_text(first.year, first.month) if is_month else f"Week from {weekday_date(first)} {first.year}"
    )
    rescues = count_text(stretch.rescues, "rescue")
    awakenings = f"{count_text(stretch.awakenings, 'awakening')} from the legs"
    return f"{when}: {awakenings}, {rescues}, in {count_text(stretch.nights, 'night')}"


def _times(number: float) -> str:
    text = amount_text(number)
    return f"{text} time{'' if text == '1' else 's'}"
