"""Tests of outcomes: one number a night, None if unknown."""

from dataclasses import replace

import pytest

from rlscompanion.domain.outcomes import OUTCOME_DESCRIPTIONS, Outcome, outcome_text, outcome_value
from tests.cases import each_case

from .samples import a_full_night


@each_case(
    ("outcome", "value"),
    [
        (Outcome.WORST_URGE, 6),
        (Outcome.QUALITY, 4),
        (Outcome.MINUTES_TO_FALL_ASLEEP, 20),
        (Outcome.TIMES_AWAKE, 2),
        (Outcome.MINUTES_AWAKE, 30),
        (Outcome.TOTAL_SLEEP, 400),
        (Outcome.EFFICIENCY, 100 * 400 / 460),
        (Outcome.TIREDNESS, 3),
    ],
)
def test_what_a_whole_night_says(outcome: Outcome, value: float) -> None:
    assert outcome_value(a_full_night(), outcome) == pytest.approx(value)


@each_case("outcome", Outcome)
def test_a_night_without_anything_says_nothing(outcome: Outcome) -> None:
    blank = replace(a_full_night(), sleeps=(), quality=None, worst_urge=None, tiredness=None)

    assert outcome_value(blank, outcome) is None


def test_a_sleepless_night_counts_as_no_sleep_and_has_no_time_to_fall_asleep() -> None:
    (sleep,) = a_full_night().sleeps
    sleepless = replace(a_full_night(), sleeps=(replace(sleep, slept=False),))

    assert outcome_value(sleepless, Outcome.TOTAL_SLEEP) == 0.0
    assert outcome_value(sleepless, Outcome.EFFICIENCY) == 0.0
    for asleep in (Outcome.MINUTES_TO_FALL_ASLEEP, Outcome.TIMES_AWAKE, Outcome.MINUTES_AWAKE):
        assert outcome_value(sleepless, asleep) is None


def test_every_outcome_has_its_words() -> None:
    assert set(OUTCOME_DESCRIPTIONS) == set(Outcome)
    assert all(kind.title and kind.unit for kind in OUTCOME_DESCRIPTIONS.values())


@each_case(
    ("outcome", "value", "text"),
    [
        (Outcome.TOTAL_SLEEP, 381.0, "6 h 21"),
        (Outcome.MINUTES_AWAKE, 20.0, "20 min"),
        (Outcome.EFFICIENCY, 87.6, "88 %"),
        (Outcome.WORST_URGE, 6.5, "6.5 of 10"),
        (Outcome.TIMES_AWAKE, 1.0, "1 time"),
        (Outcome.TIMES_AWAKE, 2.0, "2 times"),
    ],
)
def test_a_value_has_its_unit(outcome: Outcome, value: float, text: str) -> None:
    assert outcome_text(value, outcome) == text
