"""The chart of medicine doses, and a function that aligns the days of charts below one another."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from uuid import UUID

import pyqtgraph as pg
from PySide6.QtGui import QFont

from rlscompanion.charts.chart import Chart, ChartLook, Mark, day_number
from rlscompanion.charts.drawing import pen, set_up_axes
from rlscompanion.domain.medicine import Medicine
from rlscompanion.domain.night import Night, both_dates_text

LONGEST_MEDICINE_NAME = 14
"""The most letters of a medicine's name beside the axis."""

THICKEST_HALF, THINNEST_HALF = 0.26, 0.05
"""Half the thickness of a bar for the largest and smallest dose; rows of two medicines are 1 apart."""

LABEL_WIDTH_SHARE = 0.11
"""The least distance between two written amounts, as a share of the chart's width."""


def doses_chart(nights: Sequence[Night], medicines: Mapping[UUID, Medicine]) -> Chart:
    """Draw one row for each medicine: in it, a bar for each night with a dose, thicker for a larger dose.

    Each new amount is written at its bar, if there is space. A night with an unknown amount has the thinnest
    bar. Amounts in different units are never added up: if a night has several units, its amount is unknown.
    """
    totals = {medicine.id: _totals_by_evening(nights, medicine) for medicine in medicines.values()}
    shown = [medicine for medicine in medicines.values() if totals[medicine.id]]
    if not shown:
        return Chart("doses", "Doses", "", missing="No doses were entered.")
    marks = tuple(
        Mark(day_number(evening), float(line), partial(_dose_text, medicine, evening, amount))
        for line, medicine in enumerate(shown)
        for evening, amount in totals[medicine.id].items()
    )

    def draw(plot: pg.PlotItem, look: ChartLook) -> None:
        set_up_axes(plot, look, "")
        plot.showGrid(y=False)
        plot.invertY(True)
        plot.setYRange(-0.8, len(shown) - 0.6, padding=0)
        plot.getAxis("left").setTicks([[(float(i), _shortened(each.name)) for i, each in enumerate(shown)]])
        evenings = [evening for amounts in totals.values() for evening in amounts]
        least_days = LABEL_WIDTH_SHARE * max(1, (max(evenings) - min(evenings)).days)
        for line, medicine in enumerate(shown):
            amounts = totals[medicine.id]
            most = max((amount for amount in amounts.values() if amount), default=1.0)
            halves = [
                max(THINNEST_HALF, THICKEST_HALF * (amount or 0.0) / most) for amount in amounts.values()
            ]
            plot.addItem(
                pg.BarGraphItem(
                    x=[day_number(evening) for evening in amounts],
                    y0=[line - half for half in halves],
                    y1=[line + half for half in halves],
                    width=1.0,
                    brush=look.second,
                    pen=None,
                )
            )
            for evening, amount in _new_amounts(amounts, least_days):
                plot.addItem(
                    _amount_label(f"{amount:g} {medicine.unit}", evening, line - THICKEST_HALF, look)
                )

    return Chart("doses", "Doses", f"Doses of {len(shown)} medicines.", marks, draw=draw)


def align_days(
    chart: Chart, first: date, last: date, left: float, marked_evenings: Sequence[date] = ()
) -> Chart:
    """Copy a chart, limiting its days to `first` to `last` and making its left axis `left` pixels wide.

    The days of charts below one another are then aligned. A dashed vertical line precedes each of the
    `marked_evenings`.
    """
    draw = chart.draw
    if draw is None:
        return chart

    def draw_aligned(plot: pg.PlotItem, look: ChartLook) -> None:
        draw(plot, look)
        plot.getAxis("left").showLabel(False)  # it would stand far away
        plot.getAxis("left").setWidth(left)
        plot.setXRange(day_number(first) - 0.5, day_number(last) + 0.5, padding=0)
        for evening in marked_evenings:
            if first < evening <= last:
                plot.addItem(
                    pg.InfiniteLine(day_number(evening) - 0.5, angle=90, pen=pen(look.text, 1.0, dashed=True))
                )

    return replace(chart, draw=draw_aligned)


def _totals_by_evening(nights: Sequence[Night], medicine: Medicine) -> dict[date, float | None]:
    """The total of a medicine on each night with a dose of it, None where an amount is unknown."""
    found: dict[date, float | None] = {}
    for night in sorted(nights, key=lambda each: each.evening):
        doses = [dose for dose in night.doses if dose.medicine_id == medicine.id]
        amounts = [dose.amount for dose in doses if dose.amount is not None and dose.unit == doses[0].unit]
        if doses:
            found[night.evening] = round(sum(amounts), 6) if len(amounts) == len(doses) else None
    return found


def _new_amounts(amounts: Mapping[date, float | None], least_days: float) -> list[tuple[date, float]]:
    """The evenings on which the known amount changed, except those too close to the previous label."""
    found: list[tuple[date, float]] = []
    before: float | None = None
    for evening, amount in amounts.items():
        if amount is not None and amount != before:
            if not found or (evening - found[-1][0]).days >= least_days:
                found.append((evening, amount))
            before = amount
    return found


def _amount_label(text: str, evening: date, y: float, look: ChartLook) -> pg.TextItem:
    item = pg.TextItem(text, color=look.text, anchor=(0, 1))
    font = QFont()
    font.setPixelSize(look.letter_pixels - 2)
    item.setFont(font)
    item.setPos(day_number(evening) - 0.5, y)
    return item


def _shortened(name: str) -> str:
    return name if len(name) <= LONGEST_MEDICINE_NAME else f"{name[: LONGEST_MEDICINE_NAME - 1]}…"


def _dose_text(medicine: Medicine, evening: date, amount: float | None) -> str:
    said = "amount not known" if amount is None else f"{amount:g} {medicine.unit}"
    return f"{both_dates_text(evening)}: {medicine.name}, {said}"
