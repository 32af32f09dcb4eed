"""Awakenings from the legs a week: counted in known nights, with rescues, by month over years."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from rlscompanion.charts.weeks import weeks_chart
from rlscompanion.domain.moment import Moment
from rlscompanion.domain.night import AwakeningKind, Night
from tests.charts.samples import consecutive_nights, each_changed, with_awakenings

LEGS, JUST_AWAKE = AwakeningKind.RESTLESS_LEGS, AwakeningKind.JUST_AWAKE
MONDAY = date(2026, 11, 16)


def rescue_of(night: Night) -> Moment:
    began = night.sleeps[0].tried_to_sleep
    assert began is not None
    return began.plus_minutes(90)


def test_a_week_counts_awakenings_from_the_legs_and_rescues() -> None:
    nights = each_changed(
        consecutive_nights(7, MONDAY),
        lambda number, night: with_awakenings(night, LEGS, *[JUST_AWAKE] * number),
    )

    chart = weeks_chart(nights, [rescue_of(nights[0]), rescue_of(nights[3])])

    assert [mark.text for mark in chart.marks] == [
        "Week from Mon 16 Nov 2026: 7 awakenings from the legs, 2 rescue routines, in 7 nights"
    ]
    assert chart.marks[0].y == 7.0
    assert chart.summary.startswith(
        "Restless legs woke you about 7 times a week, and you did a rescue routine about 2 times a week "
        "(7 nights)."
    )


def test_a_week_with_missing_nights_is_counted_as_if_it_were_whole() -> None:
    nights = each_changed(consecutive_nights(4, MONDAY), lambda _, night: with_awakenings(night, LEGS))

    assert weeks_chart(nights, []).marks[0].y == 7.0


def test_a_week_with_too_few_known_nights_is_left_out() -> None:
    nights = each_changed(
        [*consecutive_nights(3, MONDAY), *consecutive_nights(5, MONDAY + timedelta(days=7))],
        lambda _, n: with_awakenings(n, LEGS),
    )

    assert [mark.text[:20] for mark in weeks_chart(nights, []).marks] == ["Week from Mon 23 Nov"]


def test_a_night_without_awakenings_is_known_only_if_its_diary_says_so() -> None:
    def slept_through(night: Night, times: int | None) -> Night:
        return replace(night, sleeps=(replace(night.sleeps[0], times_awake=times),))

    none = each_changed(consecutive_nights(5, MONDAY), lambda _, night: slept_through(night, 0))
    unknown = each_changed(
        consecutive_nights(5, MONDAY), lambda number, night: slept_through(night, None if number % 2 else 2)
    )

    assert weeks_chart(none, []).marks[0].y == 0.0
    assert weeks_chart(unknown, []).is_empty


def test_years_are_shown_by_month() -> None:
    nights = each_changed(
        consecutive_nights(1200, date(2023, 1, 1)), lambda _, night: with_awakenings(night, LEGS)
    )

    chart = weeks_chart(nights, [])

    assert len(chart.marks) == 40
    assert chart.marks[0].text == "Jan 2023: 31 awakenings from the legs, 0 rescue routines, in 31 nights"
    assert "The dashed line shows rescue routines." in chart.summary


@pytest.mark.usefixtures("in_halves")
def test_weeks_begin_on_the_first_weekday_of_the_place() -> None:
    nights = each_changed(
        consecutive_nights(7, MONDAY - timedelta(days=1)), lambda _, night: with_awakenings(night, LEGS)
    )

    assert [mark.text[:20] for mark in weeks_chart(nights, []).marks] == ["Week from Sun 15 Nov"]
