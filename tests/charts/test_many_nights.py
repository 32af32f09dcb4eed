"""Ten years of nights: what is drawn and can be pointed at stays few, in every look and in vectors."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtGui import QColor

from rlscompanion.charts.actogram import actogram_chart
from rlscompanion.charts.calendar import calendar_chart
from rlscompanion.charts.chart import PAPER_LOOK, Chart
from rlscompanion.charts.images import save_chart
from rlscompanion.charts.nights import nights_chart
from rlscompanion.charts.onset import onset_chart
from rlscompanion.charts.over_time import midpoint_chart, outcome_chart
from rlscompanion.charts.weeks import weeks_chart
from rlscompanion.domain.medicine import Dose, Medicine
from rlscompanion.domain.night import AwakeningKind, Night
from rlscompanion.domain.outcomes import Outcome
from tests.charts.drawn import drawn_plot
from tests.charts.samples import consecutive_nights, each_changed, with_awakenings, without_sleep

TABLET = Medicine(UUID(int=6), "Tablet", is_dopaminergic=True)
TEN_YEARS = 3650
MOST_MARKS, MOST_ITEMS = 600, 60


def lived(number: int, night: Night) -> Night:
    """Awakenings, doses and, now and then, no sleep."""
    assert night.symptoms_began is not None
    dose = Dose(UUID(int=9000 + number), TABLET.id, 0.25 if number < 50 else 0.5, "mg", night.symptoms_began)
    with_all = replace(
        with_awakenings(night, AwakeningKind.RESTLESS_LEGS, AwakeningKind.JUST_AWAKE),
        doses=(dose,),
        saved_at=night.symptoms_began,
    )
    return without_sleep(with_all) if number % 30 == 7 else with_all


MAKERS: dict[str, Callable[[list[Night]], Chart]] = {
    "nights": nights_chart,
    "urge": lambda nights: outcome_chart(nights, Outcome.WORST_URGE),
    "sleep": lambda nights: outcome_chart(nights, Outcome.TOTAL_SLEEP),
    "onset": lambda nights: onset_chart(nights, {TABLET.id: TABLET}, nights),
    "regularity": midpoint_chart,
    "calendar": calendar_chart,
    "weeks": lambda nights: weeks_chart(nights, []),
    "actogram": lambda nights: actogram_chart(nights, [night.awakenings[0].at for night in nights]),
}


@pytest.fixture(scope="module")
def ten_years() -> list[Night]:
    return each_changed(consecutive_nights(TEN_YEARS, date(2016, 11, 24)), lived)


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
def test_many_nights_make_few_marks_and_few_items(
    make: Callable[[list[Night]], Chart], ten_years: list[Night]
) -> None:
    chart = make(ten_years)

    assert 100 <= len(chart.marks) <= MOST_MARKS
    with drawn_plot(chart) as plot:
        assert len(plot.items) <= MOST_ITEMS


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
@pytest.mark.parametrize("count", [1, 30, 200])
def test_every_chart_is_saved_in_vectors(
    make: Callable[[list[Night]], Chart], count: int, ten_years: list[Night], tmp_path: Path
) -> None:
    chart = make(ten_years[-count:])
    if chart.is_empty:
        assert count == 1
        return

    save_chart(chart, replace(PAPER_LOOK, background=QColor("#ffffff")), tmp_path / "chart.svg")

    text = (tmp_path / "chart.svg").read_text("utf-8")
    assert chart.title in text
    assert "<image" not in text


@pytest.mark.parametrize("key", ["nights", "urge", "sleep", "onset", "regularity"])
def test_over_120_nights_months_are_shown(key: str, ten_years: list[Night]) -> None:
    few, many = MAKERS[key](ten_years[-120:]), MAKERS[key](ten_years[-200:])

    assert {mark.evening is None for mark in few.marks} == {False}
    assert {mark.evening is None for mark in many.marks} == {True}
    assert len(many.marks) <= 8
    assert " nights)" in many.marks[1].text
