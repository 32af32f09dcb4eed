"""Tests of the trial: when nights are revealed, and its statistics against scipy and simulation."""

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from uuid import UUID

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rlscompanion.domain.outcomes import Outcome
from rlscompanion.domain.trial import (
    DEFAULT_BLOCKS,
    MIN_BLOCKS_FOR_TEST,
    Arm,
    Block,
    Trial,
    analyse_trial,
    assigned_arm,
    blocks_of,
    lag_one_autocorrelation,
    p_value,
    permutation_interval,
    revealed_arm,
    trial_evenings,
)
from tests.lazily import stats

FIRST = date(2026, 2, 26)


def a_trial(seed: int = 7, blocks: int = DEFAULT_BLOCKS, stopped_on: date | None = None) -> Trial:
    return Trial(UUID(int=1), Outcome.WORST_URGE, FIRST, seed, blocks, stopped_on)


def evening(night: int) -> date:
    return FIRST + timedelta(days=night)


def test_a_trial_has_its_evenings_until_it_is_stopped() -> None:
    assert trial_evenings(a_trial(blocks=8)) == {evening(night) for night in range(16)}
    assert trial_evenings(a_trial(stopped_on=evening(2))) == {evening(0), evening(1), evening(2)}
    assert trial_evenings(a_trial(stopped_on=evening(-1))) == frozenset()


# --- the schedule -------------------------------------------------------------------------------------------


@given(st.integers(0, 2**31), st.integers(8, 20))
def test_each_block_has_one_night_of_either_kind(seed: int, blocks: int) -> None:
    trial = a_trial(seed, blocks)

    for number in range(blocks):
        arms = {assigned_arm(trial, evening(2 * number)), assigned_arm(trial, evening(2 * number + 1))}
        assert arms == {Arm.MASSAGE, Arm.NO_MASSAGE}
    assert assigned_arm(trial, evening(-1)) is None
    assert assigned_arm(trial, evening(2 * blocks)) is None


def test_the_order_within_blocks_is_a_fair_coin() -> None:
    first = Counter(
        assigned_arm(a_trial(seed), evening(2 * block)) for seed in range(300) for block in range(14)
    )

    # 4,200 throws: five standard deviations are 162.
    assert abs(first[Arm.MASSAGE] - 2100) < 162


def test_a_seed_always_gives_the_same_schedule() -> None:
    schedule = [assigned_arm(a_trial(7), evening(night)) for night in range(0, 28, 2)]

    assert "".join("m" if arm is Arm.MASSAGE else "-" for arm in schedule) == "mm-m-mm-mmmmm-"


def test_the_first_night_of_a_block_is_concealed_until_its_evening_and_the_second_then_follows() -> None:
    trial = a_trial()

    for night in range(28):
        first_of_block = night - night % 2
        for tonight in range(-1, 29):
            known = revealed_arm(trial, evening(night), evening(tonight))
            assert (known is not None) == (tonight >= first_of_block)
            assert known in (None, assigned_arm(trial, evening(night)))


def test_a_trial_that_was_stopped_tells_nothing_of_the_nights_it_never_had() -> None:
    trial = a_trial(stopped_on=evening(5))

    assert revealed_arm(trial, evening(5), evening(20)) is not None
    assert revealed_arm(trial, evening(6), evening(20)) is None


@pytest.mark.parametrize("blocks", [7, 21])
def test_a_trial_has_eight_to_twenty_blocks(blocks: int) -> None:
    with pytest.raises(ValueError, match="8 to 20"):
        a_trial(blocks=blocks)


@pytest.mark.parametrize("matters", [0.0, -1.0, float("nan")])
def test_a_difference_that_matters_is_above_zero(matters: float) -> None:
    with pytest.raises(ValueError, match="above zero"):
        replace(a_trial(), relevant_difference=matters)


# --- blocks -------------------------------------------------------------------------------------------------


def test_blocks_are_analysed_as_assigned_and_a_night_not_known_makes_one_incomplete() -> None:
    trial = a_trial()
    values = {evening(night): float(night) for night in range(8) if night != 3}

    blocks = blocks_of(trial, values, evening(7))

    # Massage first in blocks 1, 2 and 4 of this seed; block 4 goes on tonight and does not count yet.
    assert blocks == (Block(1, 0.0, 1.0), Block(2, 2.0, None), Block(3, 5.0, 4.0))
    assert [block.is_complete for block in blocks] == [True, False, True]


def test_stopping_early_leaves_a_block_cut_in_two_as_incomplete() -> None:
    trial = a_trial(stopped_on=evening(2))
    values = {evening(night): 4.0 for night in range(20)}

    result = analyse_trial(trial, values, {}, {}, evening(20))

    assert [block.number for block in result.complete_blocks] == [1]
    assert [block.number for block in result.incomplete_blocks] == [2]
    assert result.was_stopped_early


def test_rescues_and_keeping_to_the_plan_are_counted_over_the_nights_gone_by() -> None:
    trial = a_trial()
    plan = {evening(night): assigned_arm(trial, evening(night)) for night in range(28)}
    swapped = {**plan, evening(0): plan[evening(1)], evening(1): plan[evening(0)]}
    rescues = {evening(night): 1 for night in range(28)}

    result = analyse_trial(trial, {}, swapped, rescues, evening(10))

    assert (result.nights_as_assigned, result.nights_not_as_assigned) == (8, 2)
    assert [block.arms_not_as_assigned for block in result.incomplete_blocks[:2]] == [set(Arm), set()]
    assert result.rescues_without_massage == 5
    assert (result.mean_difference, result.interval, result.p) == (None, None, None)


@pytest.mark.parametrize(("complete", "is_tested"), [(5, False), (6, True)])
def test_fewer_than_six_complete_blocks_give_neither_p_nor_interval(complete: int, is_tested: bool) -> None:
    trial = a_trial()
    values = {evening(night): float(night % 5) for night in range(2 * complete)}

    result = analyse_trial(trial, values, {}, {}, evening(2 * complete))

    assert len(result.complete_blocks) == complete
    assert result.mean_difference is not None
    assert ((result.p is not None), (result.interval is not None)) == (is_tested, is_tested)


# --- p ------------------------------------------------------------------------------------------------------


def test_p_by_hand() -> None:
    # Six differences of one sign: only all swaps or none reach their sum, 2 of 64.
    assert p_value([-1, -2, -1, -3, -2, -1]) == 2 / 64
    # Five cannot go below 2 of 32.
    assert p_value([-1, -2, -1, -3, -2]) == 2 / 32
    # 3 and -1: sums are 2, -4, 4, -2 in size: all four are at least 2.
    assert p_value([3, -1]) == 1.0
    # 5 and -1 and 1: of 8 sums (5, 7, 3, 5 and their opposites), 5 or more in size: 5, 7, 5 twice over.
    assert p_value([5, -1, 1]) == 6 / 8
    assert p_value([0, 0, 0, 0, 0, 0]) == 1.0
    assert p_value([]) == 1.0


@given(st.lists(st.integers(-10, 10), min_size=2, max_size=10))
def test_p_is_that_of_scipy(differences: list[int]) -> None:
    found = stats.permutation_test(
        (np.array(differences, float),),
        lambda x, axis: x.mean(axis=axis),
        permutation_type="samples",
        vectorized=True,
        n_resamples=np.inf,
        alternative="two-sided",
    )
    # scipy doubles the smaller tail; for a distribution even about zero that is the same, but for p = 1.
    assert p_value(differences) == pytest.approx(min(1.0, found.pvalue), abs=1e-12)


@pytest.mark.parametrize("number", [15, pytest.param(20, marks=pytest.mark.thorough)])
def test_p_of_many_blocks_is_that_of_all_swaps(number: int) -> None:
    differences = [round(random.Random(number).gauss(-1, 2)) for _ in range(number)]
    sums = np.zeros(1, np.int64)
    for difference in differences:
        sums = np.concatenate((sums - difference, sums + difference))

    assert p_value(differences) == np.mean(np.abs(sums) >= abs(sum(differences)))


# --- the interval -------------------------------------------------------------------------------------------


def subset_means(differences: Sequence[float]) -> list[float]:
    return sorted(
        sum(chosen) / size
        for size in range(1, len(differences) + 1)
        for chosen in combinations(differences, size)
    )


@given(st.lists(st.floats(-50, 50), min_size=6, max_size=10))
def test_the_interval_lies_between_the_means_of_subsets(differences: list[float]) -> None:
    means = subset_means(differences)
    outside = int(0.025 * 2 ** len(differences))

    low, high = permutation_interval(differences)

    assert low == pytest.approx(means[outside - 1], abs=1e-6)
    assert high == pytest.approx(means[-outside], abs=1e-6)


@given(st.lists(st.integers(-10, 10), min_size=6, max_size=9))
def test_the_interval_holds_the_shifts_that_the_test_keeps(differences: list[int]) -> None:
    low, high = permutation_interval(differences)

    for shift in (low + 1e-6, (low + high) / 2, high - 1e-6):
        if low <= shift <= high:
            assert p_value([each - shift for each in differences]) > 0.05
    for shift in (low - 1e-3, high + 1e-3):
        assert p_value([each - shift for each in differences]) <= 0.05


def test_no_shift_can_be_rejected_with_five_blocks() -> None:
    assert permutation_interval([1, 2, 3, 4, 5]) == (float("-inf"), float("inf"))


# --- how often it is wrong ----------------------------------------------------------------------------------

BLOCKS = 8
Differences = Callable[[random.Random], float]


def continuous_differences(chance: random.Random) -> float:
    """A block difference of no effect: two nights with noise of their own."""
    return chance.gauss(0, 1) - chance.gauss(0, 1)


def rated_differences(chance: random.Random) -> float:
    """The same of ratings from 0 to 10."""

    def night() -> int:
        return min(10, max(0, round(chance.gauss(5, 2))))

    return night() - night()


def share_of_wrong_findings(difference: Differences, trials: int) -> float:
    chance = random.Random(20261124)
    return sum(p_value([difference(chance) for _ in range(BLOCKS)]) <= 0.05 for _ in range(trials)) / trials


def test_without_an_effect_about_one_trial_in_twenty_finds_one() -> None:
    # 10,000 trials of eight blocks; the exact level is 12/256 = 4.7 %.
    assert 0.040 <= share_of_wrong_findings(continuous_differences, 10_000) <= 0.054


def test_without_an_effect_ratings_find_one_no_more_often() -> None:
    assert share_of_wrong_findings(rated_differences, 10_000) <= 0.054


@pytest.mark.long
def test_the_interval_covers_the_true_shift_in_10_000_trials() -> None:
    assert share_covered(10_000) >= 0.94


def test_the_interval_covers_the_true_shift() -> None:
    # 600 trials: three standard deviations under the exact 95.3 %.
    assert share_covered(600) >= 0.927


def share_covered(trials: int) -> float:
    chance, shift, held = random.Random(5), -1.7, 0
    for _ in range(trials):
        low, high = permutation_interval([continuous_differences(chance) + shift for _ in range(BLOCKS)])
        held += low <= shift <= high
    return held / trials


# --- autocorrelation ----------------------------------------------------------------------------------------


def test_autocorrelation_by_hand() -> None:
    blocks = [Block(number + 1, value, 0.0) for number, value in enumerate((2.0, 4.0, 6.0, 4.0))]

    # Mean 4; deviations -2, 0, 2, 0; products of neighbours 0; squares 8.
    assert lag_one_autocorrelation(blocks) == 0.0
    alternating = [Block(number + 1, value, 0.0) for number, value in enumerate((1.0, -1.0, 1.0, -1.0))]
    assert lag_one_autocorrelation(alternating) == pytest.approx(-3 / 4)


@pytest.mark.parametrize(
    "blocks",
    [
        [Block(1, 1.0, 0.0), Block(2, 2.0, 0.0)],
        [Block(1, 1.0, 0.0), Block(3, 2.0, 0.0), Block(5, 3.0, 0.0)],
        [Block(1, 1.0, 0.0), Block(2, 1.0, 0.0), Block(3, 1.0, 0.0)],
    ],
    ids=["too few", "no neighbours", "all the same"],
)
def test_autocorrelation_that_cannot_be_reckoned_is_none(blocks: list[Block]) -> None:
    assert lag_one_autocorrelation(blocks) is None


def test_six_is_the_fewest_that_can_be_tested() -> None:
    assert MIN_BLOCKS_FOR_TEST == 6
    assert p_value([1] * 6) <= 0.05 < p_value([1] * 5)
