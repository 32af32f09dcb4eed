"""The plain words of a trial: what they say, when they hold back, and what they never say."""

from dataclasses import replace

import pytest

from rlscompanion.domain.outcomes import OUTCOME_KINDS, Outcome
from rlscompanion.domain.trial import Block, Result, interval, p_value
from rlscompanion.domain.trial_words import LIMITS, p_text, result_sentences, size_text


def a_result(*differences: float) -> Result:
    complete = tuple(Block(number + 1, 5.0 + each, 5.0) for number, each in enumerate(differences))
    enough = len(differences) >= 6
    return Result(
        complete=complete,
        incomplete=(),
        mean_difference=sum(differences) / len(differences) if differences else None,
        interval=interval(differences) if enough else None,
        p=p_value(differences) if enough else None,
        autocorrelation=None,
        rescues_without=0,
        as_assigned=0,
        otherwise=0,
        stopped_early=False,
    )


def test_a_difference_is_told_with_its_evidence() -> None:
    words = result_sentences(a_result(-1, -2, -1, -3, -2, -1), Outcome.WORST_URGE)

    assert words[0] == (
        "On nights with massage, worst urge to move was on average 1.7 points lower "
        "(6 pairs of nights, 95 % interval −3 to −1, p = 0.031)."
    )
    assert (
        words[1]
        == "By chance alone, a difference at least this large comes up in about 3 of 100 such trials."
    )


def test_what_chance_brings_about_is_not_rounded_up() -> None:
    words = result_sentences(a_result(*range(-14, 0)), Outcome.WORST_URGE)

    assert "p < 0.001" in words[0]
    assert words[1].endswith("comes up in fewer than 1 of 100 such trials.")


def test_the_autocorrelation_is_told() -> None:
    said = result_sentences(replace(a_result(-1, -2, -1, -3, -2, -1), autocorrelation=-0.25), Outcome.QUALITY)

    assert said[-1] == "The lag-1 autocorrelation of the differences is −0.25."


def test_no_difference_found_is_not_no_effect() -> None:
    words = " ".join(result_sentences(a_result(1, -1, 2, -2, 1, 0), Outcome.TOTAL_SLEEP))

    assert "0.2 minutes higher" in words
    assert "No difference found is not the same as no effect" in words


def test_no_difference_at_all_is_neither_lower_nor_higher() -> None:
    words = " ".join(result_sentences(a_result(1, -1, 2, -2, 1, -1), Outcome.TOTAL_SLEEP))

    assert "on average nearly the same" in words
    assert "lower" not in words.split("No difference")[0]


@pytest.mark.parametrize("differences", [(), (1.0,), (-3.0, -3.0, -3.0, -3.0, -3.0)])
def test_fewer_than_six_pairs_give_no_p_no_interval_and_no_difference(differences: tuple[float, ...]) -> None:
    words = " ".join(result_sentences(a_result(*differences), Outcome.QUALITY))

    assert "p =" not in words
    assert "interval" not in words
    assert "lower" not in words
    assert "higher" not in words


def test_gaps_swaps_rescues_and_stopping_are_named() -> None:
    result = replace(
        a_result(-1, -2, -1, -3, -2, -1),
        incomplete=(Block(7, None, 3.0), Block(8, None, 4.0, is_sleepless=True), Block(9, None, None)),
        rescues_without=1,
        otherwise=2,
        stopped_early=True,
        autocorrelation=0.4,
    )

    words = " ".join(result_sentences(result, Outcome.WORST_URGE))

    assert "Not counted, because a night is not known: pairs 7 and 9." in words
    assert "Not counted, because a sleepless night has no such value: pair 8." in words
    assert "There was 1 rescue on nights without massage." in words
    assert (
        "2 nights did not go as planned. They still count in the planned group, "
        "which makes the difference smaller."
    ) in words
    assert "stopped early" in words
    assert "is 0.40: the difference may have changed during the trial." in words


@pytest.mark.parametrize(
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
    assert size_text(value, OUTCOME_KINDS[outcome]) == text


def test_p_values() -> None:
    assert [p_text(p) for p in (0.0002, 0.03125, 1.0)] == ["p < 0.001", "p = 0.031", "p = 1.000"]


@pytest.mark.parametrize("outcome", Outcome)
def test_nothing_is_promised(outcome: Outcome) -> None:
    said = " ".join((*result_sentences(a_result(-9, -9, -9, -9, -9, -9, -9), outcome), LIMITS)).lower()

    for word in ("works", "proves", "proven", "cure", "helps you", "guarantee", "significant"):
        assert word not in said
