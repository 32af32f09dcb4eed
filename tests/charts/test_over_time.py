"""Charts over time: what their sentences and marks say, by nights worked out by hand."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pyqtgraph as pg
import pytest
from PySide6.QtCore import Qt

from rlscompanion.charts.chart import day_number
from rlscompanion.charts.nights import nights_chart
from rlscompanion.charts.onset import onset_chart
from rlscompanion.charts.over_time import midpoint_chart, outcome_chart
from rlscompanion.domain.night import Awakening, AwakeningKind, Night, Sleep
from rlscompanion.domain.outcomes import Outcome
from tests.cases import each_case
from tests.charts.drawn import drawn_plot
from tests.charts.samples import EVENING, consecutive_nights, each_changed, with_awakenings, without_sleep
from tests.domain.samples import a_full_night


def test_the_efficiency_that_is_shown_is_said() -> None:
    said = outcome_chart([a_full_night()], Outcome.EFFICIENCY).summary

    assert said.endswith("your time for sleep that you slept; reading in bed does not count.")


def test_a_night_is_read_out_with_its_times() -> None:
    night = a_full_night(EVENING)
    awake = Awakening(UUID(int=9), night.sleeps[0].tried_to_sleep.plus_minutes(200), AwakeningKind.JUST_AWAKE)  # type: ignore[union-attr]

    chart = nights_chart([replace(night, awakenings=(awake,))])

    (mark,) = chart.marks
    assert mark.text == "Sat 21 to Sun 22 Nov: 23:20 to 06:30, 6 h 40 asleep, 1 awakening logged"
    assert mark.x == day_number(EVENING)
    assert mark.y == pytest.approx(11 + 1 / 3)
    assert chart.summary == (
        "Sleep times of 1 night. Typically 6 h 40 asleep. The thin ends are time in bed before and after "
        "sleep. Dots are awakenings from restless legs, rings are other awakenings."
    )


def test_a_nap_is_shown_and_does_not_shorten_the_nights() -> None:
    night = a_full_night(EVENING)
    got_up = night.sleeps[0].got_up
    assert got_up is not None
    nap = Sleep(
        UUID(int=8),
        is_main=False,
        tried_to_sleep=got_up.plus_minutes(180),
        minutes_to_fall_asleep=0,
        woke_up=got_up.plus_minutes(200),
        minutes_awake=0,
    )

    chart = nights_chart([replace(night, sleeps=(*night.sleeps, nap))])

    assert len(chart.marks) == 2
    assert (
        chart.summary
        == "Sleep times of 1 night. Typically 6 h 40 asleep. The thin ends are time in bed before and "
        "after sleep."
    )


def test_a_night_over_a_clock_change_is_as_long_as_it_was() -> None:
    # 24 to 25 October 2026 in Berlin: 23:20 to 05:30 by the clock is seven hours and ten minutes.
    (mark,) = nights_chart([a_full_night(date(2026, 10, 24))]).marks

    assert mark.text.startswith("Sat 24 to Sun 25 Oct: 23:20 to 06:30, 6 h 40 asleep")


def test_an_outcome_has_a_mark_for_each_night_that_knows_it() -> None:
    nights = [*consecutive_nights(6), replace(a_full_night(EVENING + timedelta(days=9)), worst_urge=None)]

    chart = outcome_chart(nights, Outcome.WORST_URGE)

    assert [mark.y for mark in chart.marks] == [0, 1, 2, 3, 4, 0]
    assert chart.marks[1].text == "Sun 22 to Mon 23 Nov: 1 of 10"
    assert chart.summary == "Worst urge to move: typically 1.5 of 10 (6 nights)."
    assert chart.details.startswith("Worst urge to move: median 1.5 of 10, quartiles 0.2 of 10 and 2.8 of 10")


def test_an_outcome_makes_no_claim_of_a_change() -> None:
    """Of two rolling medians weeks apart, one lies a point from the other in most logs without a change."""
    nights = [
        replace(night, worst_urge=8 if number < 15 else 3)
        for number, night in enumerate(consecutive_nights(40))
    ]

    assert outcome_chart(nights, Outcome.WORST_URGE).summary == (
        "Worst urge to move: typically 3 of 10 (40 nights)."
    )


def test_few_nights_say_what_a_rolling_median_needs() -> None:
    assert "needs 5 nights" in outcome_chart(consecutive_nights(3), Outcome.QUALITY).details


def test_the_window_grows_with_the_range() -> None:
    for count, window in ((100, 14), (400, 28), (900, 90)):
        assert (
            f"the median of the {window} nights up to each"
            in outcome_chart(consecutive_nights(count), Outcome.QUALITY).details
        )


def test_kinds_of_awakenings_are_told_apart() -> None:
    chart = nights_chart(
        [with_awakenings(consecutive_nights(1)[0], AwakeningKind.RESTLESS_LEGS, AwakeningKind.JUST_AWAKE)]
    )

    with drawn_plot(chart) as plot:
        dots = [each.opts for each in plot.items if "symbol" in getattr(each, "opts", {})]
    assert [each["brush"].style() == Qt.BrushStyle.NoBrush for each in dots] == [False, True]
    assert chart.summary.endswith("Dots are awakenings from restless legs, rings are other awakenings.")


def test_missing_and_sleepless_nights_are_drawn_and_told() -> None:
    nights = consecutive_nights(8)
    nights[2] = without_sleep(nights[2])
    del nights[4:6]

    chart = nights_chart(nights)

    assert chart.summary == (
        "Sleep times of 5 nights. Typically 6 h 40 asleep. 1 night without sleep. 2 nights without a "
        "diary. The thin ends are time in bed before and after sleep."
    )
    assert chart.marks[2].text == "Mon 23 to Tue 24 Nov: no sleep"
    with drawn_plot(chart) as plot:
        stripes, frame = plot.items[0], plot.items[-1]
        assert list(stripes.opts["x"]) == [day_number(EVENING) + 4, day_number(EVENING) + 5]
        assert frame.getData()[0][0] == pytest.approx(day_number(EVENING) + 2 - 0.31)


def test_regularity_says_what_is_missing_and_then_what_it_is() -> None:
    few, many = midpoint_chart(consecutive_nights(3)), midpoint_chart(consecutive_nights(9))

    assert "shows from 8 nights on" in few.summary
    assert "needs 7 pairs" in few.details
    assert "the middle of a sleep, always the same (9 nights)" in many.summary
    assert many.details.startswith("Standard deviation of the middle of sleep: 0 min, n = 9.")
    assert "index about 100 of 100, from 8 pairs" in many.details
    assert many.marks[0].text == "Sat 21 to Sun 22 Nov: middle of sleep 02:55"


@each_case(
    "chart",
    [
        nights_chart([]),
        *(outcome_chart([], outcome) for outcome in Outcome),
        onset_chart([]),
        midpoint_chart([]),
    ],
    ids=lambda chart: chart.key,
)
def test_an_empty_chart_says_what_is_missing(chart) -> None:  # type: ignore[no-untyped-def]
    assert chart.is_empty
    assert chart.missing.endswith(".")
    assert chart.marks == ()


def test_regularity_is_drawn_as_a_band_about_the_average() -> None:
    """Middles two hours apart in turn: an hour from their average, times the root of 10/9."""

    def moved(number: int, night: Night) -> Night:
        sleep = night.sleeps[0]
        assert sleep.woke_up is not None
        return replace(
            night, sleeps=(replace(sleep, woke_up=sleep.woke_up.plus_minutes(240 * (number % 2))),)
        )

    nights = each_changed(consecutive_nights(10), moved)
    low, *_ = sorted(mark.y for mark in midpoint_chart(nights).marks)

    with drawn_plot(midpoint_chart(nights)) as plot:
        (band,) = (each for each in plot.items if isinstance(each, pg.LinearRegionItem))
        (line,) = (each for each in plot.items if isinstance(each, pg.InfiniteLine))

    half = (10 / 9) ** 0.5
    assert line.value() == pytest.approx(low + 1)
    assert band.getRegion() == pytest.approx((low + 1 - half, low + 1 + half))
