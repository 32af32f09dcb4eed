"""The calendar: where a night stands, how strong its colour is, and weeks where there are years."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from rlscompanion.charts.calendar import calendar_chart
from rlscompanion.charts.chart import PAPER_LOOK, PointingDirection
from tests.charts.drawn import drawn_plot
from tests.charts.samples import consecutive_nights, each_changed

MONDAY = date(2026, 11, 16)


def test_weeks_stand_side_by_side_and_weekdays_under_one_another() -> None:
    chart = calendar_chart(consecutive_nights(9, MONDAY))

    assert [(mark.x, mark.y) for mark in chart.marks] == [(0.0, float(day)) for day in range(7)] + [
        (1.0, 0.0),
        (1.0, 1.0),
    ]
    assert chart.pointing_direction is PointingDirection.BOTH
    assert chart.marks[1].text == "Tue 17 to Wed 18 Nov 2026: 1 of 10"
    assert chart.marks[1].evening == date(2026, 11, 17)


def test_a_stronger_urge_has_more_colour() -> None:
    nights = each_changed(
        consecutive_nights(3, MONDAY), lambda number, night: replace(night, worst_urge=5 * number)
    )

    with drawn_plot(calendar_chart(nights)) as plot:
        colours = [each.opts["brush"] for each in plot.items]

    alphas = [colour.alphaF() for colour in colours]
    assert alphas == sorted(alphas)
    assert alphas[0] < 0.2
    assert alphas[-1] == pytest.approx(0.66, abs=0.01)
    assert {colour.rgb() for colour in colours} == {PAPER_LOOK.accent.rgb()}


def test_a_night_nobody_noted_has_no_square() -> None:
    nights = consecutive_nights(3, MONDAY)
    nights[1] = replace(nights[1], worst_urge=None)

    chart = calendar_chart(nights)

    assert [mark.y for mark in chart.marks] == [0.0, 2.0]
    assert "2 nights" in chart.summary


def test_each_of_two_years_has_a_band() -> None:
    chart = calendar_chart(
        [*consecutive_nights(3, date(2024, 2, 5)), *consecutive_nights(3, date(2026, 2, 2))]
    )

    # The fifth of February 2024 is the Monday of the sixth week of its year; 2026 is two bands further down.
    assert [(mark.x, mark.y) for mark in chart.marks] == [
        *((5.0, 0.0), (5.0, 1.0), (5.0, 2.0)),
        *((5.0, 16.0), (5.0, 17.0), (5.0, 18.0)),
    ]


def test_of_many_years_each_week_has_a_square_of_its_mean() -> None:
    chart = calendar_chart(
        [*consecutive_nights(5, date(2016, 2, 1)), *consecutive_nights(1, date(2026, 2, 2))]
    )

    assert [(mark.x, mark.y) for mark in chart.marks] == [(5.0, 0.0), (5.0, 10.0)]
    assert chart.marks[0].text == "Week from Mon 1 Feb 2016: 2 of 10 on average (5 nights)"
    assert chart.marks[0].evening is None


def test_strong_nights_are_counted() -> None:
    nights = each_changed(
        consecutive_nights(4, MONDAY), lambda number, night: replace(night, worst_urge=6 + number)
    )

    assert calendar_chart(nights).summary.endswith("It was 7 of 10 or more in 3 of 4 nights.")


@pytest.mark.parametrize(
    ("first", "count", "names"),
    [
        (date(2026, 8, 26), 90, ["Sep 2026", "Oct", "Nov"]),
        (date(2026, 11, 2), 5, ["Nov 2026"]),
        (date(2025, 11, 3), 110, ["Nov 2025", "Dec", "2026", "Feb"]),
        (
            date(2024, 3, 1),
            700,
            ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
        ),
    ],
)
def test_months_are_named_where_there_is_room(first: date, count: int, names: list[str]) -> None:
    with drawn_plot(calendar_chart(consecutive_nights(count, first))) as plot:
        (named,) = plot.getAxis("bottom")._tickLevels

    assert [name for _, name in named] == names
    columns = [column for column, _ in named]
    assert all(after - before >= 3 for before, after in pairwise(columns))


@pytest.mark.usefixtures("in_halves")
def test_weeks_begin_on_the_first_weekday_of_the_place() -> None:
    chart = calendar_chart(consecutive_nights(7, MONDAY))

    assert [(mark.x, mark.y) for mark in chart.marks] == [
        *((0.0, float(day)) for day in range(1, 7)),
        (1.0, 0.0),
    ]
    with drawn_plot(chart) as plot:
        (named,) = plot.getAxis("left")._tickLevels
    assert named == [(0.0, "Sun"), (2.0, "Tue"), (4.0, "Thu"), (6.0, "Sat")]
