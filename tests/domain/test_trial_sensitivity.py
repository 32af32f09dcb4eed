"""Tests of the differences that a trial could detect: by hand, in words, and by simulation."""

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest

from rlscompanion.domain.night import Night
from rlscompanion.domain.outcomes import OUTCOME_DESCRIPTIONS, Outcome
from rlscompanion.domain.trial import p_value
from rlscompanion.domain.trial_sensitivity import (
    DETECTABLE_SD_BY_PAIRS,
    PRIMARY_OUTCOMES,
    TrialSensitivity,
    detectable_difference_in_sd,
    estimate_sensitivity,
    neighbour_differences,
)
from rlscompanion.domain.trial_sensitivity_words import (
    offered_differences,
    outcome_guide_words,
    relevant_difference_words,
    sensitivity_words,
)
from tests.cases import each_case
from tests.domain.samples import nights_with_urges

FIRST = date(2026, 2, 1)
URGE = Outcome.WORST_URGE


def nights(*urges: int | None) -> list[Night]:
    return nights_with_urges(FIRST, urges)


def test_only_nights_that_follow_one_another_are_neighbours() -> None:
    day = timedelta(days=1)

    assert neighbour_differences({FIRST: 3.0, FIRST + day: 5.0, FIRST + 3 * day: 9.0}) == [2.0]


def test_the_spread_is_the_root_of_the_mean_square() -> None:
    # 2 four times, 3 four times, 1 three times: 55 of 11.
    assert estimate_sensitivity(nights(*[4, 6, 3] * 4), URGE).sd == pytest.approx(5**0.5)


def test_with_few_neighbours_it_is_not_known() -> None:
    assert estimate_sensitivity(nights(*[4, 6] * 5), URGE) == TrialSensitivity(URGE, 9, None)
    assert (
        estimate_sensitivity(
            [replace(night, saved_at=None) for night in nights(*[4, 6] * 20)], URGE
        ).neighbour_pairs
        == 0
    )


def test_a_trial_is_decided_by_what_a_sleepless_night_has_too() -> None:
    assert URGE in PRIMARY_OUTCOMES
    assert not any(OUTCOME_DESCRIPTIONS[outcome].needs_sleep for outcome in PRIMARY_OUTCOMES)
    assert all(len(offered_differences(outcome)) > 2 for outcome in PRIMARY_OUTCOMES)


def found(pairs: int, effect: float, trials: int) -> float:
    """The share of simulated trials that find an effect, in SD of the differences."""
    chance = random.Random(pairs)
    return (
        sum(p_value([chance.gauss(effect, 1) for _ in range(pairs)]) <= 0.05 for _ in range(trials)) / trials
    )


@pytest.mark.parametrize("pairs", [8, 14])
def test_eighty_of_a_hundred_trials_find_it(pairs: int) -> None:
    # 500 trials: three standard deviations are 5.4 %.
    assert 0.73 <= found(pairs, DETECTABLE_SD_BY_PAIRS[pairs], 500) <= 0.87


@pytest.mark.long
@pytest.mark.parametrize("pairs", range(8, 21))
def test_every_size_finds_what_it_is_said_to_find(pairs: int) -> None:
    assert 0.76 <= found(pairs, detectable_difference_in_sd(pairs), 4000) <= 0.88


# --- in words -----------------------------------------------------------------------------------------------


def test_what_is_seen_is_told_in_the_unit_of_the_item() -> None:
    assert sensitivity_words(TrialSensitivity(Outcome.TOTAL_SLEEP, 60, 50.0)) == (
        "80 of 100 such trials would find a difference of 60 minutes with 8 pairs, 40 minutes with 14 pairs "
        "and 32.5 minutes with 20 pairs. Smaller ones would often be missed. This comes from 60 pairs of "
        "nights in a row in your log."
    )
    assert sensitivity_words(TrialSensitivity(URGE, 30, 1.0)).endswith("This is rough: few nights are known.")


@pytest.mark.parametrize(
    ("known", "words"),
    [
        (
            TrialSensitivity(URGE, 0, None),
            "needs 10 pairs of nights in a row with worst urge to move in the last three months, and "
            "your log has none",
        ),
        (TrialSensitivity(URGE, 1, None), "your log has 1."),
        (TrialSensitivity(URGE, 40, 0.0), "Not known: in your log, worst urge to move was the same"),
    ],
)
def test_what_is_not_known_is_said(known: TrialSensitivity, words: str) -> None:
    assert words in sensitivity_words(known)
    assert relevant_difference_words(known, 1.0, 14) == ""


def test_items_are_put_beside_one_another() -> None:
    known, unknown = TrialSensitivity(URGE, 40, 2.0), TrialSensitivity(Outcome.TIREDNESS, 3, None)

    assert outcome_guide_words([known, unknown]) == (
        "Choose what you most want to change. With 14 pairs, the smallest difference that each could "
        "show is: Worst urge to move 1.6 points. Not known: Daytime tiredness."
    )
    assert outcome_guide_words([unknown]) == "Choose what you most want to change."


@each_case("pairs", [8, 11, 14, 17, 20])
def test_whether_pairs_are_enough_agrees_with_what_they_see(pairs: int) -> None:
    known = TrialSensitivity(URGE, 40, 2.0)
    seen = known.smallest_detected(pairs)
    assert seen is not None

    assert relevant_difference_words(known, seen, pairs).startswith(f"{pairs} pairs would find")
    assert "would often miss" in relevant_difference_words(known, seen - 0.01, pairs)
