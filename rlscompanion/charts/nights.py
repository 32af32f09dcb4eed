"""The chart of sleep times: a bar along the clock for each night or, with many nights, for each month."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial

import numpy as np
import pyqtgraph as pg

from rlscompanion.charts.chart import Chart, ChartLook, Mark, day_number
from rlscompanion.charts.drawing import (
    draw_dots,
    draw_month_bars,
    fill_between,
    pen,
    set_up_axes,
    with_opacity,
)
from rlscompanion.charts.marks import month_middle, shows_months
from rlscompanion.charts.night_hours import (
    NOON_HOUR,
    HourSpan,
    hours_from_noon,
    sleep_and_bed_spans,
    sleep_times_text,
    sleepless_bed_span,
)
from rlscompanion.domain import measures
from rlscompanion.domain.amounts import count_text, duration_text
from rlscompanion.domain.clock_style import clock_text_of_hours
from rlscompanion.domain.night import AwakeningKind, Night, Sleep, month_text
from rlscompanion.domain.trends import ValueSummary, monthly_summaries, summarize_values

SLEEP_TIMES_TITLE = "Sleep times"

MIN_CHART_WIDTH_DAYS = 14
"""The least width of the chart, in days: a single bar that filled the chart would light up a dark room."""

_SleptNight = tuple[Night, Sleep, tuple[HourSpan, HourSpan]]
_DrawFunction = Callable[[pg.PlotItem, ChartLook], None]


def nights_chart(nights: Sequence[Night]) -> Chart:
    """Draw when sleep began and ended in each night or month; later times are lower."""
    ordered = sorted(nights, key=lambda each: each.evening)
    slept = [
        (night, sleep, spans)
        for night in ordered
        for sleep in night.sleeps
        if (spans := sleep_and_bed_spans(night, sleep)) is not None
    ]
    sleepless = [(night, span) for night in ordered if (span := sleepless_bed_span(night)) is not None]
    if not slept:
        return Chart(
            "nights", SLEEP_TIMES_TITLE, "", missing="Nights show here once their diary says when you slept."
        )
    count = len({night.evening for night, _, _ in slept})
    missing = _evenings_without_diary([night.evening for night in ordered])
    said = [f"Sleep times of {count_text(count, 'night')}"]
    lengths = [
        minutes
        for _, sleep, _ in slept
        if sleep.is_main and (minutes := measures.total_sleep(sleep)) is not None
    ]
    found = summarize_values(lengths) if lengths else None
    if found is not None:
        said.append(f"Typically {duration_text(found.median)} asleep")
    said += [
        f"{count_text(number, 'night')} without {what}"
        for number, what in ((len(sleepless), "sleep"), (len(missing), "a diary"))
        if number
    ]
    if shows_months(count):
        marks, draw = _month_marks_and_drawing(slept)
        said.append("Shown by month: when sleep usually began and ended")
    else:
        marks, draw = _night_marks_and_drawing(slept, sleepless, missing)
        said.append("The thin ends are time in bed before and after sleep")
        if any(night.awakenings for night in ordered):
            said.append("Dots are awakenings from restless legs, rings are other awakenings")
    details = f"Time asleep: {found.in_words(duration_text)}." if found is not None else ""
    return Chart("nights", SLEEP_TIMES_TITLE, f"{'. '.join(said)}.", marks, details=details, draw=draw)


def _evenings_without_diary(evenings: Sequence[date]) -> list[date]:
    """The evenings without a diary between the first and the last one."""
    there = set(evenings)
    days = (evenings[-1] - evenings[0]).days
    between = (evenings[0] + timedelta(days=day) for day in range(days))
    return [evening for evening in between if evening not in there]


def _night_marks_and_drawing(
    slept: Sequence[_SleptNight], sleepless: Sequence[tuple[Night, HourSpan]], missing: Sequence[date]
) -> tuple[tuple[Mark, ...], _DrawFunction]:
    """Draw every night: time asleep over time in bed, a dashed frame for no sleep, a stripe for no diary."""
    marks = [
        Mark(day_number(night.evening), spans[0][0], partial(sleep_times_text, night, sleep), night.evening)
        for night, sleep, spans in slept
    ]
    marks += [
        Mark(day_number(night.evening), span[0], partial(sleep_times_text, night, sleep), night.evening)
        for night, span in sleepless
        if (sleep := night.main_sleep) is not None
    ]

    def draw(plot: pg.PlotItem, look: ChartLook) -> None:
        set_up_axes(plot, look, "", clock_from=NOON_HOUR)
        plot.invertY(True)
        days = [day_number(night.evening) for night, _, _ in slept]
        edges = [edge for _, _, (_, in_bed) in slept for edge in in_bed]
        _draw_stripes(
            plot, [day_number(each) for each in missing], [(min(edges), max(edges))] * len(missing), 0.9, look
        )
        for part, colour, width in ((1, with_opacity(look.secondary, 0.35), 0.34), (0, look.bar, 0.62)):
            ends = np.asarray([spans[part] for _, _, spans in slept])
            plot.addItem(
                pg.BarGraphItem(x=days, y0=ends[:, 0], y1=ends[:, 1], width=width, brush=colour, pen=None)
            )
        for night, (begins, ends_at) in sleepless:
            left, right = day_number(night.evening) - 0.31, day_number(night.evening) + 0.31
            frame = pg.PlotCurveItem(
                [left, right, right, left, left],
                [begins, begins, ends_at, ends_at, begins],
                pen=pen(look.soft_text, 1.0, dashed=True),
            )
            plot.addItem(frame)
        for kind, filled in ((AwakeningKind.RESTLESS_LEGS, True), (AwakeningKind.JUST_AWAKE, False)):
            positions = [
                (day_number(night.evening), hours_from_noon(night, each.at))
                for night in {night.id: night for night, _, _ in slept}.values()
                for each in night.awakenings
                if each.kind is kind
            ]
            if positions and filled:
                draw_dots(plot, [x for x, _ in positions], [y for _, y in positions], look.background, 5.0)
            elif positions:
                rings = pg.ScatterPlotItem(
                    *zip(*positions, strict=True), size=5, pen=pen(look.background), brush=None
                )
                plot.addItem(rings)
        middle, half = (min(days) + max(days)) / 2, max(max(days) - min(days) + 1, MIN_CHART_WIDTH_DAYS) / 2
        plot.setXRange(middle - half, middle + half, padding=0.02)

    return tuple(sorted(marks, key=lambda mark: mark.x)), draw


def _draw_stripes(
    plot: pg.PlotItem, days: Sequence[float], spans: Sequence[HourSpan], width: float, look: ChartLook
) -> None:
    """Draw faint stripes."""
    if days:
        ends = np.asarray(spans)
        stripe = with_opacity(look.line, 0.45)
        plot.addItem(
            pg.BarGraphItem(x=days, y0=ends[:, 0], y1=ends[:, 1], width=width, brush=stripe, pen=None)
        )


def _month_marks_and_drawing(slept: Sequence[_SleptNight]) -> tuple[tuple[Mark, ...], _DrawFunction]:
    """Draw every month: the median start and end of its main sleeps, and the quartiles of both."""
    mains = [(night.evening, spans[0]) for night, sleep, spans in slept if sleep.is_main]
    begins = monthly_summaries({evening: asleep[0] for evening, asleep in mains})
    ends = monthly_summaries({evening: asleep[1] for evening, asleep in mains})
    marks = tuple(
        Mark(
            month_middle(month), begins[month].median, partial(_month_text, month, begins[month], ends[month])
        )
        for month in begins
    )

    def draw(plot: pg.PlotItem, look: ChartLook) -> None:
        set_up_axes(plot, look, "", clock_from=NOON_HOUR)
        plot.invertY(True)
        days = [month_middle(month) for month in begins]
        tops, bottoms = ([each.median for each in side.values()] for side in (begins, ends))
        fill_between(plot, days, tops, bottoms, with_opacity(look.bar, 0.45))
        for side in (begins, ends):
            draw_month_bars(plot, look, side)

    return marks, draw


def _month_text(month: date, begins: ValueSummary, ends: ValueSummary) -> str:
    times = (
        f"{clock_text_of_hours(begins.median + NOON_HOUR)} to {clock_text_of_hours(ends.median + NOON_HOUR)}"
    )
    usual = f"asleep usually from {times} ({count_text(begins.count, 'night')})"
    return f"{month_text(month.year, month.month)}: {usual}"
