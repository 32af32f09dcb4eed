"""The actogram: one row per night along the clock, with sleep, symptoms, awakenings and night massages."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial

import numpy as np
import pyqtgraph as pg
from PySide6.QtGui import QColor

from rlscompanion.charts.chart import Along, Chart, ChartLook, Mark, day_of, evening_at
from rlscompanion.charts.drawing import axes, faint, pen
from rlscompanion.charts.night_hours import (
    NOON_HOUR,
    Span,
    hours_from_noon,
    night_text,
    sleepless_span,
    spans_of,
)
from rlscompanion.domain.amounts import count_text
from rlscompanion.domain.clock_style import axis_clock_text, clock_text
from rlscompanion.domain.moment import Moment, evening_of
from rlscompanion.domain.night import AwakeningKind, Night, both_dates, short_date
from rlscompanion.domain.trends import MAX_SINGLE_NIGHTS

TITLE = "Night by night"

ROWS_NAMED = 6
LEAST_ROWS = 14
"""The smallest number of rows, so that a few nights do not make thick bars."""

MOST_LARGE = 60
"""The most rows with large symbols."""

HOURS_APART = 3

BAR = 0.45
"""The opacity of the bars, low enough for the symbols to stand out."""


def actogram(nights: Sequence[Night], rescues: Iterable[Moment]) -> Chart:
    """Draw the latest nights, at most MAX_SINGLE_NIGHTS, each as a row from evening to morning."""
    ordered = sorted(nights, key=lambda each: each.evening)
    shown = [night for night in ordered if night.main_sleep is not None][-MAX_SINGLE_NIGHTS:]
    rows = [(night, span) for night in shown if (span := _main_span(night)) is not None]
    if not rows:
        return Chart("actogram", TITLE, "", missing="Nights show here once their diary says when you slept.")
    by_evening: dict[date, list[Moment]] = {}
    for each in rescues:
        by_evening.setdefault(evening_of(each), []).append(each)
    marks = tuple(
        Mark(
            span[0],
            day_of(night.evening),
            partial(_said, night, len(by_evening.get(night.evening, ()))),
            night.evening,
        )
        for night, span in rows
    )

    def draw(plot: pg.PlotItem, look: ChartLook) -> None:
        axes(plot, look, "", days=False)
        plot.showGrid(x=True, y=False, alpha=0.16)
        plot.invertY(True)
        slept = [(night, span) for night, span in rows if night.main_sleep and night.main_sleep.slept]
        if slept:
            ends = np.asarray([span for _, span in slept])
            days = [day_of(night.evening) for night, _ in slept]
            bars = pg.BarGraphItem(
                y=days, x0=ends[:, 0], x1=ends[:, 1], height=0.72, brush=faint(look.bar, BAR), pen=None
            )
            plot.addItem(bars)
        for night, span in rows:
            if night.main_sleep and not night.main_sleep.slept:
                day = day_of(night.evening)
                plot.addItem(pg.PlotCurveItem(list(span), [day, day], pen=pen(look.soft, 1.0, dashed=True)))
        onsets = [(night, night.symptoms_began) for night, _ in rows if night.symptoms_began is not None]
        legs = [
            (night, each.at)
            for night, _ in rows
            for each in night.awakenings
            if each.kind is AwakeningKind.RESTLESS_LEGS
        ]
        rescued = [(night, at) for night, _ in rows for at in by_evening.get(night.evening, ())]
        size = 7 if len(rows) <= MOST_LARGE else 5
        _symbols(plot, onsets, "t1", size, look.accent)
        _symbols(plot, rescued, "+", size + 5, look.accent)
        _symbols(plot, legs, "o", size, look.text)
        _name(plot, look, [day_of(night.evening) for night, _ in rows])

    said = (
        "Each row is a night. Triangles are when symptoms began, dots are awakenings from restless legs, "
        "crosses are rescues."
    )
    if len(ordered) > len(shown):
        said = f"{said} These are the latest {len(shown)} nights."
    return Chart("actogram", TITLE, said, marks, along=Along.DOWN, draw=draw)


def _main_span(night: Night) -> Span | None:
    """Draw the time asleep, or the time in bed of a night without sleep."""
    spans = spans_of(night, night.main_sleep) if night.main_sleep is not None else None
    return spans[0] if spans is not None else sleepless_span(night)


def _symbols(
    plot: pg.PlotItem,
    found: Sequence[tuple[Night, Moment]],
    symbol: str,
    size: int,
    colour: QColor,
) -> None:
    if found:
        xs = [hours_from_noon(night, at) for night, at in found]
        ys = [day_of(night.evening) for night, _ in found]
        plot.addItem(pg.ScatterPlotItem(xs, ys, size=size, symbol=symbol, pen=None, brush=colour))


def _name(plot: pg.PlotItem, look: ChartLook, days: Sequence[float]) -> None:
    """Label the hours, and some rows by their dates."""
    first, last = days[0], days[-1]
    step = max(1, round((last - first) / ROWS_NAMED))
    rows = [(day, short_date(evening_at(day))) for day in np.arange(first, last + 1, step)]
    plot.getAxis("left").setTicks([rows])
    plot.getAxis("left").setWidth(round(4.4 * look.letters))
    hours = [(float(hour), axis_clock_text(hour + NOON_HOUR)) for hour in range(0, 37, HOURS_APART)]
    plot.getAxis("bottom").setTicks([hours])
    plot.setYRange(min(first, last - LEAST_ROWS) - 0.5, last + 0.5, padding=0.02)


def _said(night: Night, rescues: int) -> str:
    parts = [
        night_text(night, sleep) if (sleep := night.main_sleep) is not None else both_dates(night.evening)
    ]
    if night.symptoms_began is not None:
        parts.append(f"symptoms from {clock_text(night.symptoms_began.local)}")
    if rescues:
        parts.append(count_text(rescues, "rescue"))
    return ", ".join(parts)
