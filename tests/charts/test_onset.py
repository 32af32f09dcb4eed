"""When symptoms begin: doses, what is compared, and changes of clocks and doses."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pyqtgraph as pg
import pytest

from rlscompanion.charts.chart import day_number
from rlscompanion.charts.onset import onset_chart
from rlscompanion.domain.medicine import Dose, Medicine
from rlscompanion.domain.night import Night
from tests.charts.drawn import drawn_plot
from tests.charts.samples import EVENING, consecutive_nights, each_changed

TABLET = Medicine(UUID(int=6), "Tablet", is_dopaminergic=True)
IRON = Medicine(UUID(int=7), "Iron")
MEDICINES = {each.id: each for each in (TABLET, IRON)}


def dosed(number: int, night: Night) -> Night:
    """A tablet an hour before symptoms began, twice as much from the tenth night on, and iron."""
    assert night.symptoms_began is not None
    at = night.symptoms_began.plus_minutes(-60)
    tablet = Dose(UUID(int=900 + number), TABLET.id, 0.25 if number < 10 else 0.5, "mg", at)
    iron = Dose(UUID(int=1900 + number), IRON.id, 65.0, "mg", at)
    return replace(night, doses=(tablet, iron))


def test_onsets_are_read_by_the_clock() -> None:
    chart = onset_chart(consecutive_nights(2))

    assert chart.marks[0].text == "Sat 21 to Sun 22 Nov: 21:00"
    assert chart.marks[0].evening == EVENING
    assert chart.summary == "Symptoms usually began around 21:00 (2 nights)."


@pytest.mark.usefixtures("in_halves")
def test_onsets_are_read_by_the_clock_of_the_place() -> None:
    chart = onset_chart(consecutive_nights(2))

    assert chart.marks[0].text == "Sat 21 to Sun 22 Nov: 9:00 pm"
    assert chart.summary == "Symptoms usually began around 9:00 pm (2 nights)."
    with drawn_plot(chart) as plot:
        assert plot.getAxis("left").tickStrings([14.0, 14.5], 1.0, 0.5) == ["8 pm", "8:30 pm"]


def test_dopaminergic_doses_lie_at_their_time() -> None:
    chart = onset_chart(each_changed(consecutive_nights(20), dosed), MEDICINES)

    assert chart.summary.endswith("Empty squares are doses of dopaminergic medicines.")
    with drawn_plot(chart) as plot:
        (squares,) = (each for each in plot.items if getattr(each, "opts", {}).get("symbol") == "s")
        xs, ys = squares.getData()
    assert list(xs) == [mark.x for mark in chart.marks]
    assert list(ys) == [mark.y - 1 for mark in chart.marks]


def test_a_change_of_the_dose_is_noted_with_its_amount() -> None:
    with drawn_plot(onset_chart(each_changed(consecutive_nights(20), dosed), MEDICINES)) as plot:
        lines = [each for each in plot.items if isinstance(each, pg.InfiniteLine)]

    assert [(line.value(), line.label.format) for line in lines] == [
        (day_number(EVENING), "0.25 mg"),
        (day_number(EVENING + timedelta(days=10)), "0.5 mg"),
    ]


def test_changes_of_the_dose_that_lie_close_together_are_noted_once() -> None:
    def often(number: int, night: Night) -> Night:
        taken = dosed(number, night)
        return replace(
            taken, doses=tuple(replace(dose, amount=0.25 * (1 + number // 5)) for dose in taken.doses)
        )

    with drawn_plot(onset_chart(each_changed(consecutive_nights(100), often), MEDICINES)) as plot:
        lines = [each for each in plot.items if isinstance(each, pg.InfiniteLine)]
    noted = [line.value() for line in lines if getattr(line, "label", None) is not None]

    assert len(lines) == 20
    assert noted == [day_number(EVENING + timedelta(days=day)) for day in (0, 20, 40, 60, 95)]


def test_the_doses_of_two_medicines_are_not_added_up() -> None:
    other = Medicine(UUID(int=8), "Patch", is_dopaminergic=True)

    def both(number: int, night: Night) -> Night:
        taken = dosed(number, night)
        return replace(taken, doses=(*taken.doses, Dose(UUID(int=5000 + number), other.id, 2.0, "mg")))

    with drawn_plot(
        onset_chart(each_changed(consecutive_nights(5), both), {**MEDICINES, other.id: other})
    ) as plot:
        (line,) = (each for each in plot.items if isinstance(each, pg.InfiniteLine))

    assert line.label.format == "0.25 mg + 2 mg"


def test_over_years_clock_changes_are_not_drawn() -> None:
    with drawn_plot(onset_chart(consecutive_nights(1500))) as plot:
        assert not [each for each in plot.items if isinstance(each, pg.InfiniteLine)]


def test_both_stretches_are_shaded_and_may_lie_out_of_sight() -> None:
    nights = each_changed(
        consecutive_nights(60), lambda _, night: replace(night, saved_at=night.symptoms_began)
    )

    chart = onset_chart(nights[-20:], all_nights=nights)

    assert chart.summary.endswith("The two shaded ranges of days are compared.")
    assert chart.details.endswith("its 95 % interval.")
    with drawn_plot(chart) as plot:
        regions = [each.getRegion() for each in plot.items if isinstance(each, pg.LinearRegionItem)]
        (left, _), _ = plot.getViewBox().childrenBounds()
    assert regions == [
        (day_number(EVENING) - 0.5, day_number(EVENING) + 13.5),
        (day_number(EVENING) + 45.5, day_number(EVENING) + 59.5),
    ]
    assert left >= day_number(nights[-20].evening) - 1


def test_clock_changes_and_journeys_are_noted() -> None:
    nights = consecutive_nights(6, date(2026, 10, 22))  # the clocks go back in the night of the 24th
    away = nights[-1]
    assert away.symptoms_began is not None
    began = replace(away.symptoms_began, offset=away.symptoms_began.offset - 360)
    nights[-1] = replace(away, zone="America/New_York", symptoms_began=began)

    with drawn_plot(onset_chart(nights)) as plot:
        lines = [each for each in plot.items if isinstance(each, pg.InfiniteLine)]

    assert [line.label.format for line in lines] == ["clocks", "New York"]


def test_without_medicines_there_is_the_trend_alone() -> None:
    chart = onset_chart(each_changed(consecutive_nights(20), dosed))

    assert "doses" not in chart.summary
    with drawn_plot(chart) as plot:
        assert not [each for each in plot.items if isinstance(each, pg.InfiniteLine)]
