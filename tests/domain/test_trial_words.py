"""Tests of the plain words of a trial: what they say, and what they never say."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from rlscompanion.domain.outcomes import OUTCOME_DESCRIPTIONS, Outcome
from rlscompanion.domain.trial import Block, Replacement, Trial, TrialResult, p_value, permutation_interval
from rlscompanion.domain.trial_words import (
    LIMITS_OF_TRIAL_RESULT,
    TOO_FEW_PAIRS_SENTENCES,
    difference_size_text,
    p_value_text,
    plain_result_sentences,
    statistical_sentences,
    trial_headline,
)
from tests.cases import each_case


def a_result(*differences: float) -> TrialResult:
    complete = tuple(Block(number + 1, 5.0 + each, 5.0) for number, each in enumerate(differences))
    enough = len(differences) >= 6
    return TrialResult(
        complete_blocks=complete,
        incomplete_blocks=(),
        mean_difference=sum(differences) / len(differences) if differences else None,
        interval=permutation_interval(differences) if enough else None,
        p=p_value(differences) if enough else None,
        autocorrelation=None,
        rescues_without_massage=0,
        nights_as_assigned=0,
        nights_not_as_assigned=0,
        was_stopped_early=False,
    )


def a_trial(
    outcome: Outcome = Outcome.WORST_URGE, matters: float | None = None, instead: Replacement | None = None
) -> Trial:
    return Trial(UUID(int=1), outcome, date(2026, 11, 1), 7, relevant_difference=matters, instead=instead)


FALLING_DIFFERENCES = (-1, -2, -1, -3, -2, -1)
"""Six pairs: mean −1.7, interval −3 to −1, p = 0.031."""


@each_case(
    ("matters", "verdict"),
    [
        (None, ""),
        (0.5, " That is at least the difference that matters to you (0.5 points)."),
        (1.0, " That is at least the difference that matters to you (1 point)."),
        (2.0, " It may or may not reach the difference that matters to you (2 points)."),
        (3.0, " It may or may not reach the difference that matters to you (3 points)."),
        (4.0, " That is less than the difference that matters to you (4 points)."),
    ],
)
def test_the_headline_reads_the_interval_against_what_matters(matters: float | None, verdict: str) -> None:
    assert permutation_interval(FALLING_DIFFERENCES) == (-3, -1)
    assert trial_headline(a_trial(matters=matters), a_result(*FALLING_DIFFERENCES)) == (
        f"On nights with massage, worst urge to move was on average 1.7 points lower than on nights without."
        f"{verdict}"
    )


@pytest.mark.parametrize(
    ("bounds", "verdict"),
    [
        ((-3.0, -0.96), "It may or may not reach the difference that matters to you (1 point)."),
        ((-3.0, -1.0), "That is at least the difference that matters to you (1 point)."),
        ((-0.97, -0.2), "That is less than the difference that matters to you (1 point)."),
    ],
)
def test_a_bound_is_not_rounded_up_to_what_matters(bounds: tuple[float, float], verdict: str) -> None:
    found = replace(a_result(*FALLING_DIFFERENCES), interval=bounds)

    assert trial_headline(a_trial(matters=1.0), found).endswith(verdict)


def test_better_is_more_of_some_items_and_less_of_others() -> None:
    rose = a_result(*(-each for each in FALLING_DIFFERENCES))

    assert trial_headline(a_trial(Outcome.TOTAL_SLEEP, 1.0), rose).endswith(
        "at least the difference that matters to you (1 minute)."
    )
    assert trial_headline(a_trial(Outcome.WORST_URGE, 1.0), rose).endswith("They were worse, not better.")


@pytest.mark.parametrize(
    ("matters", "words"),
    [
        (None, ""),
        (
            5.0,
            " If massage helped, then probably by less than the difference that matters to you (5 points).",
        ),
        (1.0, " Massage may still help by the difference that matters to you (1 point) or more."),
    ],
)
def test_a_trial_that_found_nothing_says_what_is_still_possible(matters: float | None, words: str) -> None:
    said = trial_headline(a_trial(matters=matters), a_result(1, -1, 2, -2, 1, 0))

    assert (
        said == f"This trial found no clear difference between nights with massage and nights without.{words}"
    )


def test_breathing_is_named_where_it_took_the_time() -> None:
    trial = a_trial(instead=Replacement.BREATHING)

    assert trial_headline(trial, a_result(*FALLING_DIFFERENCES)).endswith(
        "lower than on nights with breathing instead."
    )


def test_how_sure_it_is_stands_first_and_the_words_of_statistics_apart() -> None:
    result = a_result(*FALLING_DIFFERENCES)

    assert plain_result_sentences(a_trial(), result) == (
        "This comes from 6 pairs of nights. By chance alone, a difference at least this large comes up in "
        "about 3 of 100 such trials.",
    )
    assert statistical_sentences(a_trial(matters=1.5), result)[:3] == (
        "Mean difference (with massage minus without): −1.7 points, from 6 complete pairs.",
        "95 % interval −3 to −1, p = 0.031: exact permutation test within pairs, two-sided, by planned "
        "group; the interval is its inversion.",
        "Difference that matters, set before the first night: 1.5 points.",
    )


def test_what_chance_brings_about_is_not_rounded_up() -> None:
    result = a_result(*range(-14, 0))

    assert "p < 0.001" in statistical_sentences(a_trial(), result)[1]
    assert plain_result_sentences(a_trial(), result)[0].endswith(
        "comes up in fewer than 1 of 100 such trials."
    )


def test_the_autocorrelation_is_a_detail() -> None:
    result = replace(a_result(*FALLING_DIFFERENCES), autocorrelation=-0.25)

    assert "The lag-1 autocorrelation of the differences is −0.25." in statistical_sentences(
        a_trial(), result
    )
    assert "autocorrelation" not in " ".join(plain_result_sentences(a_trial(), result))


def test_no_difference_found_is_not_no_effect() -> None:
    words = " ".join(plain_result_sentences(a_trial(Outcome.TOTAL_SLEEP), a_result(1, -1, 2, -2, 1, 0)))

    assert "0.2 minutes higher" in words
    assert "a difference like this may well be chance" in words
    assert "This does not prove that massage has no effect." in words


def test_no_difference_at_all_is_neither_lower_nor_higher() -> None:
    words = " ".join(plain_result_sentences(a_trial(Outcome.TOTAL_SLEEP), a_result(1, -1, 2, -2, 1, -1)))

    assert "on average the same as" in words
    for word in ("lower", "higher", "chance"):
        assert word not in words


def test_a_difference_too_small_to_show_is_nearly_none() -> None:
    words = " ".join(plain_result_sentences(a_trial(), a_result(1, -1, 2, -2, 1, -0.94)))

    assert "on average nearly the same as" in words


@pytest.mark.parametrize("differences", [(), (1.0,), (-3.0, -3.0, -3.0, -3.0, -3.0)])
def test_fewer_than_six_pairs_give_no_p_no_interval_and_no_difference(differences: tuple[float, ...]) -> None:
    trial, result = a_trial(Outcome.QUALITY, 1.0), a_result(*differences)
    words = " ".join((trial_headline(trial, result), *plain_result_sentences(trial, result)))

    assert words.startswith(TOO_FEW_PAIRS_SENTENCES)
    for word in ("p =", "interval", "lower", "higher"):
        assert word not in words


def test_gaps_swaps_rescues_and_stopping_are_named() -> None:
    result = replace(
        a_result(*FALLING_DIFFERENCES),
        incomplete_blocks=(Block(7, None, 3.0), Block(8, None, 4.0, is_sleepless=True), Block(9, None, None)),
        rescues_without_massage=1,
        nights_as_assigned=14,
        nights_not_as_assigned=2,
        was_stopped_early=True,
        autocorrelation=0.4,
    )

    words = " ".join(plain_result_sentences(a_trial(), result))
    details = " ".join(statistical_sentences(a_trial(), result))

    assert "Not counted, because a night has no answer in the diary: pairs 7 and 9." in words
    assert "Not counted, because a night without sleep has no such number: pair 8." in words
    assert "You did 1 rescue routine on nights without massage." in words
    assert (
        "2 nights did not go as planned. Each still counts as it was planned, with or without massage. "
        "This makes the difference look smaller."
    ) in words
    assert "stopped early" in words
    assert "is 0.40: the difference may have changed during the trial." in details
    assert "Of 16 nights, 14 were done as planned." in details


@each_case(
    ("value", "outcome", "text"),
    [
        (-1.5, Outcome.WORST_URGE, "1.5 points"),
        (-1.0, Outcome.WORST_URGE, "1 point"),
        (1.04, Outcome.TOTAL_SLEEP, "1 minute"),
        (12.0, Outcome.TOTAL_SLEEP, "12 minutes"),
        (-4.25, Outcome.EFFICIENCY, "4.2 percentage points"),
        (2.0, Outcome.TIMES_AWAKE, "2 times"),
    ],
)
def test_sizes_in_their_units(value: float, outcome: Outcome, text: str) -> None:
    assert difference_size_text(value, OUTCOME_DESCRIPTIONS[outcome]) == text


def test_p_values() -> None:
    assert [p_value_text(p) for p in (0.0002, 0.03125, 1.0)] == ["p < 0.001", "p = 0.031", "p = 1.000"]


@each_case("outcome", Outcome)
@each_case("matters", [None, 1.0, 20.0])
def test_nothing_is_promised(outcome: Outcome, matters: float | None) -> None:
    trial, result = a_trial(outcome, matters), a_result(-9, -9, -9, -9, -9, -9, -9)
    received = (
        trial_headline(trial, result),
        *plain_result_sentences(trial, result),
        *statistical_sentences(trial, result),
        LIMITS_OF_TRIAL_RESULT,
    )

    said = " ".join(received).lower()

    for word in ("works", "proves", "proven", "cure", "helps you", "guarantee", "significant"):
        assert word not in said
