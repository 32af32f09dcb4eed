"""The numbers in the charts' sentences, held against the nights in another way."""

import re

import numpy as np
import pytest

from rlscompanion.charts.calendar import calendar_chart
from rlscompanion.charts.groups import comparison_chart
from rlscompanion.charts.nights import nights_chart
from rlscompanion.charts.onset import onset_chart
from rlscompanion.charts.over_time import outcome_chart
from rlscompanion.charts.relief import relief_chart
from rlscompanion.charts.tried import tried_chart
from rlscompanion.charts.weeks import weeks_chart
from rlscompanion.domain.comparison import GroupedValues
from rlscompanion.domain.items import Helped
from rlscompanion.domain.night import AwakeningKind, Night
from rlscompanion.domain.outcomes import Outcome, outcome_value
from rlscompanion.domain.ratings import Ratings, Scale
from rlscompanion.domain.session_record import RatedSession
from tests.printed import clock_times, numbers


def printed(value: float, outcome: Outcome) -> float:
    """A value to the place that it is printed to."""
    is_whole = outcome in (
        *(Outcome.TOTAL_SLEEP, Outcome.EFFICIENCY),
        *(Outcome.MINUTES_TO_FALL_ASLEEP, Outcome.MINUTES_AWAKE),
    )
    return round(value) if is_whole else round(value, 1)


@pytest.mark.parametrize("outcome", Outcome)
def test_what_is_typical_is_the_median(outcome: Outcome, nights: list[Night]) -> None:
    values = [value for night in nights if (value := outcome_value(night, outcome)) is not None]
    said = numbers(outcome_chart(nights, outcome).summary)

    assert said[0] == pytest.approx(printed(float(np.median(values)), outcome), abs=0.051)
    assert said[-1] == len(values)


def test_the_sentence_of_the_nights(nights: list[Night]) -> None:
    slept = [value for night in nights if (value := outcome_value(night, Outcome.TOTAL_SLEEP))]
    days = (max(each.evening for each in nights) - min(each.evening for each in nights)).days + 1
    sleepless = sum(not night.sleeps[0].slept for night in nights)
    said = numbers(nights_chart(nights).summary)

    wanted = [len(slept), np.median(slept), *([sleepless] if sleepless else []), days - len(nights)]
    assert said == pytest.approx(wanted, abs=0.51)


def test_the_sentence_of_the_onset(nights: list[Night]) -> None:
    began = [each for night in nights if (each := night.symptoms_began) is not None]
    minutes = [60 * each.local.hour + each.local.minute + each.local.second / 60 for each in began]

    said = onset_chart(nights).summary

    assert clock_times(said) == pytest.approx([np.median(minutes)], abs=0.51)
    assert f"({len(began)} nights)" in said


def test_the_sentences_of_the_calendar_and_the_weeks(nights: list[Night]) -> None:
    urges = [night.worst_urge for night in nights if night.worst_urge is not None]
    assert numbers(calendar_chart(nights).summary) == [7, 10, sum(urge >= 7 for urge in urges), len(urges)]

    rescues = [night.awakenings[0].at for night in nights[::3] if night.awakenings]
    chart = weeks_chart(nights, rescues)
    awakenings, rescued, known = numbers(chart.summary)
    weeks = [numbers(mark.text.partition(": ")[2]) for mark in chart.marks]
    legs, done, counted = (sum(each) for each in zip(*weeks, strict=True))
    assert (awakenings, rescued) == pytest.approx((7 * legs / counted, 7 * done / counted), abs=0.051)
    assert known == counted
    assert legs <= sum(
        each.kind is AwakeningKind.RESTLESS_LEGS for night in nights for each in night.awakenings
    )


def test_the_sentence_of_what_was_tried(nights: list[Night]) -> None:
    said = tried_chart(nights).summary
    answers = [night.tried_walking for night in nights if night.tried_walking is not None]

    (walking,) = re.findall(r"Walking, on [^;.]*", said)
    shown = [answers.count(each) for each in (Helped.YES, Helped.A_LITTLE, Helped.NO)]
    assert numbers(walking) == [len(answers), *(count for count in shown if count)]


@pytest.mark.parametrize("outcome", [Outcome.WORST_URGE, Outcome.TOTAL_SLEEP, Outcome.EFFICIENCY])
def test_differences_are_those_of_the_printed_means(outcome: Outcome, nights: list[Night]) -> None:
    values = [value for night in nights if (value := outcome_value(night, outcome)) is not None]
    for cut in range(15, 60, 9):
        here, there = values[:cut], values[cut:]
        chart = comparison_chart(GroupedValues(tuple(here), tuple(there)), outcome, "With x", "Without x")
        said = [each for each in numbers(chart.summary) if each != 10 or outcome is not Outcome.WORST_URGE]
        received = numbers(chart.details[chart.details.index("Difference") :])

        assert said[1] == len(here)
        assert said[3] == len(there)
        assert said[0] == pytest.approx(np.mean(here), abs=0.51)
        assert said[0] - said[2] == pytest.approx(received[0], abs=1e-9)


def test_relief_is_the_median_of_the_changes(nights: list[Night]) -> None:
    pairs = [(7, 5), (8, 3), (6, 6), (9, 2), (4, 5), (7, 4)]
    rated = [RatedSession(Ratings(urge=before), Ratings(urge=after), "x") for before, after in pairs]

    said = numbers(relief_chart({"Feet only": rated}, Scale.URGE).summary)

    assert said == [np.median([after - before for before, after in pairs]), len(pairs)]
