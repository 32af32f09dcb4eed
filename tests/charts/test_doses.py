"""Doses over days: thicker for more, every new amount written, and other charts on the same days."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pyqtgraph as pg
import pytest

from rlscompanion.charts.chart import PAPER_LOOK, Chart, day_number
from rlscompanion.charts.doses import THICKEST_BAR_HALF, THINNEST_BAR_HALF, align_days, doses_chart
from rlscompanion.charts.over_time import outcome_chart
from rlscompanion.domain.medicine import Dose, Medicine
from rlscompanion.domain.night import Night
from rlscompanion.domain.outcomes import Outcome
from tests.domain.samples import a_full_night

FIRST = date(2026, 9, 1)
LAST = FIRST + timedelta(days=29)
TABLET, PATCH = Medicine(UUID(int=1), "Tablet"), Medicine(UUID(int=2), "A patch with a very long name")
BOTH = {TABLET.id: TABLET, PATCH.id: PATCH}


def nights() -> list[Night]:
    """Nights with half a tablet, then a whole one twice, and at last an unknown amount."""
    amounts = [0.25] * 10 + [0.5] * 19 + [None]
    return [
        replace(
            a_full_night(FIRST + timedelta(days=day)),
            id=UUID(int=day + 10),
            worst_urge=3,
            doses=tuple(Dose(UUID(int=1000 + 2 * day + i), TABLET.id, amount) for i in range(2)),
        )
        for day, amount in enumerate(amounts)
    ]


def drawn(chart: Chart) -> pg.PlotItem:
    plot = pg.PlotItem()
    assert chart.draw is not None
    chart.draw(plot, PAPER_LOOK)
    return plot


@pytest.mark.usefixtures("qapp")
def test_a_night_with_more_has_a_thicker_bar_and_a_new_amount_is_written() -> None:
    chart = doses_chart(nights(), BOTH)
    plot = drawn(chart)

    (bars,) = [item for item in plot.items if isinstance(item, pg.BarGraphItem)]
    halves = [(top - bottom) / 2 for bottom, top in zip(bars.opts["y0"], bars.opts["y1"], strict=True)]
    assert halves == pytest.approx(
        [THICKEST_BAR_HALF / 2] * 10 + [THICKEST_BAR_HALF] * 19 + [THINNEST_BAR_HALF]
    )
    written = [item.toPlainText() for item in plot.items if isinstance(item, pg.TextItem)]
    assert written == ["0.5 mg", "1 mg"]
    assert chart.marks[0].text == "Tue 1 to Wed 2 Sep: Tablet, 0.5 mg"
    assert chart.marks[-1].text.endswith("Tablet, amount not known")


def test_a_medicine_without_a_dose_has_no_line_and_none_at_all_is_said() -> None:
    assert {mark.y for mark in doses_chart(nights(), BOTH).marks} == {0.0}
    assert doses_chart(nights(), {PATCH.id: PATCH}).missing == "No doses were entered."


@pytest.mark.usefixtures("qapp")
def test_charts_share_their_days_and_changes_are_marked() -> None:
    changed = FIRST + timedelta(days=10)
    plot = drawn(align_days(outcome_chart(nights(), Outcome.WORST_URGE), FIRST, LAST, 90.0, [FIRST, changed]))

    assert plot.getViewBox().viewRange()[0] == pytest.approx(
        [day_number(FIRST) - 0.5, day_number(LAST) + 0.5]
    )
    assert plot.getAxis("left").fixedWidth == 90.0
    (line,) = [item for item in plot.items if isinstance(item, pg.InfiniteLine)]
    assert line.value() == day_number(changed) - 0.5


def test_an_empty_chart_stays_one() -> None:
    empty = doses_chart([], {})

    assert align_days(empty, FIRST, LAST, 90.0) is empty
