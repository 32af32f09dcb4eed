"""Axes: clock times beyond midnight, and days named as closely as there is room for."""

from datetime import date

import pyqtgraph as pg
import pytest

from rlscompanion.charts.chart import PAPER_LOOK, ClockAxis, DayAxis, DurationAxis, day_number, evening_at
from rlscompanion.charts.drawing import set_up_outcome_axes
from rlscompanion.domain.outcomes import Outcome


def test_days_go_there_and_back() -> None:
    for day in (date(1999, 12, 31), date(2028, 2, 29), date(2026, 10, 25)):
        assert evening_at(day_number(day)) == day


def test_a_clock_axis_names_whole_hours_from_where_it_starts() -> None:
    axis = ClockAxis(12.0)

    ((step, places),) = axis.tickValues(9.5, 20.5, 400)

    assert step == 1.0
    assert axis.tickStrings(places, 1.0, step)[:4] == ["22:00", "23:00", "00:00", "01:00"]
    ((wide, few),) = axis.tickValues(9.5, 20.5, 120)
    assert len(few) <= 4
    assert wide in (3.0, 4.0)


@pytest.mark.parametrize(
    ("first", "last", "names"),
    [
        (date(2026, 11, 1), date(2026, 11, 5), ["1 Nov", "2 Nov", "3 Nov", "4 Nov", "5 Nov"]),
        (date(2026, 1, 1), date(2026, 12, 31), ["2026", "Apr", "Jul", "Oct"]),
    ],
)
def test_a_day_axis_names_days_or_months(first: date, last: date, names: list[str]) -> None:
    axis = DayAxis()

    ((spacing, places),) = axis.tickValues(day_number(first), day_number(last), 540)

    assert axis.tickStrings(places, 1.0, spacing) == names


@pytest.mark.parametrize(
    ("least", "most", "names"),
    [
        (-10.0, 500.0, ["0 min", "1 h", "2 h", "3 h", "4 h", "5 h", "6 h", "7 h", "8 h"]),
        (2.0, 70.0, ["10 min", "20 min", "30 min", "40 min", "50 min", "1 h", "1 h 10"]),
    ],
)
def test_an_axis_of_durations_names_hours_and_minutes(least: float, most: float, names: list[str]) -> None:
    axis = DurationAxis()

    ((spacing, places),) = axis.tickValues(least, most, 320)

    assert axis.tickStrings(places, 1.0, spacing) == names


@pytest.mark.parametrize(
    ("outcome", "value", "names"),
    [
        (Outcome.WORST_URGE, 5.0, ["0", "2", "4", "6", "8", "10"]),
        (Outcome.QUALITY, 3.0, ["1", "2", "3", "4", "5"]),
        (Outcome.EFFICIENCY, 0.0, ["0", "20", "40", "60", "80", "100"]),
        (Outcome.EFFICIENCY, 61.5, ["60", "70", "80", "90", "100"]),
        (Outcome.EFFICIENCY, 100.0, ["80", "85", "90", "95", "100"]),
    ],
)
def test_a_scale_goes_from_end_to_end_in_whole_steps(
    outcome: Outcome, value: float, names: list[str]
) -> None:
    view = pg.PlotWidget()
    plot = view.getPlotItem()

    set_up_outcome_axes(plot, PAPER_LOOK, outcome, [value, 100.0])

    (ticks,) = plot.getAxis("left")._tickLevels
    low, high = plot.getViewBox().viewRange()[1]
    assert [text for _, text in ticks] == names
    assert low < ticks[0][0] < ticks[-1][0] < high
    view.close()


def test_sixty_years_of_days_stay_legible() -> None:
    ((_, places),) = DayAxis().tickValues(0.0, 22_000.0, 900)

    assert 2 <= len(places) <= 12


def test_larger_letters_leave_room_for_fewer_names() -> None:
    def named(letter_pixels: int) -> int:
        ((_, days),) = DayAxis(letter_pixels).tickValues(0.0, 90.0, 540)
        ((_, hours),) = ClockAxis(18.0, letter_pixels).tickValues(0.0, 18.0, 300)
        return len(days) + len(hours)

    assert named(28) < named(14)
