"""The actogram: one row per night along the clock, with sleep, symptoms, awakenings and night massages."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial

import numpy as np
import pyqtgraph as pg
from PySide6.QtGui import QColor

from rlscompanion.charts.chart import Chart, ChartLook, Mark, PointingDirection, day_number, evening_at
from rlscompanion.charts.drawing import pen, set_up_axes, with_opacity
from rlscompanion.charts.night_hours import (
    NOON_HOUR,
    HourSpan,
    hours_from_noon,
    sleep_and_bed_spans,
    sleep_times_text,
    sleepless_bed_span,
)
from rlscompanion.domain.amounts import count_text
from rlscompanion.domain.clock_style import axis_clock_text, clock_text
from rlscompanion.domain.moment import Moment, evening_of
from rlscompanion.domain.night import AwakeningKind, Night, both_dates_text, short_date
from rlscompanion.domain.trends import MAX_NIGHTS_DRAWN_SINGLY

ACTOGRAM_TITLE = "Restless legs hour by hour"

ROWS_WITH_DATE_LABELS = 6
"""About how many rows of the actogram have a date as a label."""

MIN_CHART_HEIGHT_ROWS = 14
"""The least height of the chart, in rows, so that the bars of a few nights are not thick."""

MOST_ROWS_WITH_LARGE_SYMBOLS = 60
"""The most rows with large symbols; with more rows, symbols are smaller, so that they do not overlap."""

HOURS_BETWEEN_LABELS = 3

SLEEP_BAR_OPACITY = 0.45
"""The opacity of the bars that show sleep, low enough for the symbols on the bars to stand out."""


def actogram_chart(nights: Sequence[Night], rescues: Iterable[Moment]) -> Chart:
    """Draw each of the latest nights as a row from evening to morning.

    At most MAX_NIGHTS_DRAWN_SINGLY nights are drawn. `rescues` are the start times of massages at night.
    """
    ordered = sorted(nights, key=lambda each: each.evening)
    shown = [night for night in ordered if night.main_sleep is not None][-MAX_NIGHTS_DRAWN_SINGLY:]
    rows = [(night, span) for night in shown if (span := _bar_span(night)) is not None]
    if not rows:
        return Chart(
            "actogram", ACTOGRAM_TITLE, "", missing="Nights show here once their diary says when you slept."
        )
    by_evening: dict[date, list[Moment]] = {}
    for each in rescues:
        by_evening.setdefault(evening_of(each), []).append(each)
    marks = tuple(
        Mark(
            span[0],
            day_number(night.evening),
            partial(_night_description, night, len(by_evening.get(night.evening, ()))),
            night.evening,
        )
        for night, span in rows
    )

    def draw(plot: pg.PlotItem, look: ChartLook) -> None:
        set_up_axes(plot, look, "", has_days=False)
        plot.showGrid(x=True, y=False, alpha=0.16)
        plot.invertY(True)
        slept = [(night, span) for night, span in rows if night.main_sleep and night.main_sleep.slept]
        if slept:
            ends = np.asarray([span for _, span in slept])
            days = [day_number(night.evening) for night, _ in slept]
            bars = pg.BarGraphItem(
                y=days,
                x0=ends[:, 0],
                x1=ends[:, 1],
                height=0.72,
                brush=with_opacity(look.bar, SLEEP_BAR_OPACITY),
                pen=None,
            )
            plot.addItem(bars)
        for night, span in rows:
            if night.main_sleep and not night.main_sleep.slept:
                day = day_number(night.evening)
                plot.addItem(
                    pg.PlotCurveItem(list(span), [day, day], pen=pen(look.soft_text, 1.0, dashed=True))
                )
        onsets = [(night, night.symptoms_began) for night, _ in rows if night.symptoms_began is not None]
        legs = [
            (night, each.at)
            for night, _ in rows
            for each in night.awakenings
            if each.kind is AwakeningKind.RESTLESS_LEGS
        ]
        rescued = [(night, at) for night, _ in rows for at in by_evening.get(night.evening, ())]
        size = 7 if len(rows) <= MOST_ROWS_WITH_LARGE_SYMBOLS else 5
        _draw_symbols(plot, onsets, "t1", size, look.accent)
        _draw_symbols(plot, rescued, "+", size + 5, look.accent)
        _draw_symbols(plot, legs, "o", size, look.text)
        _label_axes(plot, look, [day_number(night.evening) for night, _ in rows])

    summary = (
        "Each row is a night. Triangles are when symptoms began, dots are awakenings from restless legs, "
        "crosses are rescue routines."
    )
    if len(ordered) > len(shown):
        summary = f"{summary} These are the latest {len(shown)} nights."
    return Chart(
        "actogram", ACTOGRAM_TITLE, summary, marks, pointing_direction=PointingDirection.DOWN, draw=draw
    )


def _bar_span(night: Night) -> HourSpan | None:
    """The time asleep; for a night without sleep, the time in bed; None if it is unknown."""
    spans = sleep_and_bed_spans(night, night.main_sleep) if night.main_sleep is not None else None
    return spans[0] if spans is not None else sleepless_bed_span(night)


def _draw_symbols(
    plot: pg.PlotItem,
    moments: Sequence[tuple[Night, Moment]],
    symbol: str,
    size: int,
    colour: QColor,
) -> None:
    if moments:
        xs = [hours_from_noon(night, at) for night, at in moments]
        ys = [day_number(night.evening) for night, _ in moments]
        plot.addItem(pg.ScatterPlotItem(xs, ys, size=size, symbol=symbol, pen=None, brush=colour))


def _label_axes(plot: pg.PlotItem, look: ChartLook, days: Sequence[float]) -> None:
    """Label the hours, and some rows by their dates."""
    first, last = days[0], days[-1]
    step = max(1, round((last - first) / ROWS_WITH_DATE_LABELS))
    rows = [(day, short_date(evening_at(day))) for day in np.arange(first, last + 1, step)]
    plot.getAxis("left").setTicks([rows])
    plot.getAxis("left").setWidth(round(4.4 * look.letter_pixels))
    hours = [(float(hour), axis_clock_text(hour + NOON_HOUR)) for hour in range(0, 37, HOURS_BETWEEN_LABELS)]
    plot.getAxis("bottom").setTicks([hours])
    plot.setYRange(min(first, last - MIN_CHART_HEIGHT_ROWS) - 0.5, last + 0.5, padding=0.02)


def _night_description(night: Night, rescues: int) -> str:
    parts = [
        sleep_times_text(night, sleep)
        if (sleep := night.main_sleep) is not None
        else both_dates_text(night.evening)
    ]
    if night.symptoms_began is not None:
        parts.append(f"symptoms from {clock_text(night.symptoms_began.local)}")
    if rescues:
        parts.append(count_text(rescues, "rescue routine"))
    return ", ".join(parts)
