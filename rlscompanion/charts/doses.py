"""The chart of medicine doses, and a function that aligns the days of several charts."""

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

MOST_MEDICINE_NAME_LETTERS = 14
"""The most letters of a medicine's name that are written beside the axis; a longer name is shortened."""

THICKEST_BAR_HALF, THINNEST_BAR_HALF = 0.26, 0.05
"""Half the thickness of the thickest and of the thinnest bar; the rows of two medicines are 1 apart."""

MIN_LABEL_DISTANCE_SHARE = 0.11
"""The least distance between two written amounts, as a share of the width of the chart."""


def doses_chart(nights: Sequence[Night], medicines: Mapping[UUID, Medicine]) -> Chart:
    """Draw a row for each medicine, with a bar for each night on which it was taken.

    A larger amount has a thicker bar; an unknown amount has the thinnest bar. An amount that is new is
    written at its bar, if there is space. Amounts in different units are never added: if a medicine was taken
    in several units in one night, its amount in that night counts as unknown.
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
        plot.getAxis("left").setTicks(
            [[(float(i), _shortened_name(each.name)) for i, each in enumerate(shown)]]
        )
        evenings = [evening for amounts in totals.values() for evening in amounts]
        least_days = MIN_LABEL_DISTANCE_SHARE * max(1, (max(evenings) - min(evenings)).days)
        for line, medicine in enumerate(shown):
            amounts = totals[medicine.id]
            most = max((amount for amount in amounts.values() if amount), default=1.0)
            halves = [
                max(THINNEST_BAR_HALF, THICKEST_BAR_HALF * (amount or 0.0) / most)
                for amount in amounts.values()
            ]
            plot.addItem(
                pg.BarGraphItem(
                    x=[day_number(evening) for evening in amounts],
                    y0=[line - half for half in halves],
                    y1=[line + half for half in halves],
                    width=1.0,
                    brush=look.secondary,
                    pen=None,
                )
            )
            for evening, amount in _new_amounts(amounts, least_days):
                plot.addItem(
                    _amount_label(f"{amount:g} {medicine.unit}", evening, line - THICKEST_BAR_HALF, look)
                )

    return Chart("doses", "Doses", f"Doses of {len(shown)} medicines.", marks, draw=draw)


def align_days(
    chart: Chart, first: date, last: date, left: float, marked_evenings: Sequence[date] = ()
) -> Chart:
    """Copy any chart of days so that its days are aligned with those of the charts above and below it.

    The copy shows the days from `first` to `last`, and its left axis is `left` pixels wide. A dashed vertical
    line is drawn just before each of the `marked_evenings`.
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


def _shortened_name(name: str) -> str:
    return name if len(name) <= MOST_MEDICINE_NAME_LETTERS else f"{name[: MOST_MEDICINE_NAME_LETTERS - 1]}…"


def _dose_text(medicine: Medicine, evening: date, amount: float | None) -> str:
    said = "amount not known" if amount is None else f"{amount:g} {medicine.unit}"
    return f"{both_dates_text(evening)}: {medicine.name}, {said}"
