"""The actogram: a row a night, with symptoms, awakenings and rescues at their hours."""

from datetime import timedelta

from rlscompanion.charts.actogram import actogram_chart
from rlscompanion.charts.chart import PointingDirection, day_number
from rlscompanion.domain.night import AwakeningKind
from rlscompanion.domain.trends import MAX_NIGHTS_DRAWN_SINGLY
from tests.charts.drawn import drawn_plot
from tests.charts.samples import EVENING, consecutive_nights, with_awakenings, without_sleep

LEGS, JUST_AWAKE = AwakeningKind.RESTLESS_LEGS, AwakeningKind.JUST_AWAKE


def test_a_row_says_all_of_its_night() -> None:
    night = with_awakenings(consecutive_nights(1)[0], LEGS, JUST_AWAKE)
    rescue = night.awakenings[0].at

    chart = actogram_chart([night], [rescue])

    (mark,) = chart.marks
    assert mark.text == (
        "Sat 21 to Sun 22 Nov: 23:20 to 06:30, 6 h 40 asleep, 2 awakenings logged, "
        "symptoms from 21:00, 1 rescue routine"
    )
    assert (mark.y, mark.evening) == (day_number(EVENING), EVENING)
    assert chart.pointing_direction is PointingDirection.DOWN


def test_symptoms_awakenings_from_the_legs_and_rescues_have_a_symbol_each() -> None:
    night = with_awakenings(consecutive_nights(1)[0], LEGS, JUST_AWAKE)

    with drawn_plot(actogram_chart([night], [night.awakenings[0].at])) as plot:
        symbols = {
            each.opts["symbol"]: [round(float(x), 2) for x in each.getData()[0]]
            for each in plot.items
            if "symbol" in getattr(each, "opts", {})
        }

    # Hours from noon: symptoms at 21:00; to sleep at 23:00, awake an hour later, and the rescue.
    assert symbols == {"t1": [9.0], "o": [12.0], "+": [12.0]}


def test_a_sleepless_night_has_its_row() -> None:
    chart = actogram_chart([consecutive_nights(1)[0], without_sleep(consecutive_nights(2)[1])], [])

    assert "no sleep" in chart.marks[1].text


def test_only_the_latest_nights_are_drawn() -> None:
    nights = consecutive_nights(MAX_NIGHTS_DRAWN_SINGLY + 30)

    chart = actogram_chart(nights, [])

    assert [mark.evening for mark in chart.marks] == [night.evening for night in nights[30:]]
    assert chart.marks[0].y == day_number(EVENING + timedelta(days=30))
    assert chart.summary.endswith(f"These are the latest {MAX_NIGHTS_DRAWN_SINGLY} nights.")
