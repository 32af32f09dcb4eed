"""The trial: does massage help this one person?

A trial consists of blocks of two nights, one night with massage and one night without, in random order.
Before the trial, the person chooses one diary item as the outcome, and the smallest difference that matters.
Each night is analysed in the group to which it was assigned. In the field's terms: a randomised n-of-1 trial,
with an exact permutation test within blocks.
"""

import random
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from uuid import UUID

from rlscompanion.domain.moment import Moment, minutes_between
from rlscompanion.domain.outcomes import Outcome

MIN_BLOCKS, MAX_BLOCKS, DEFAULT_BLOCKS = 8, 20, 14
MIN_BLOCKS_FOR_TEST = 6
"""The fewest complete blocks for a p and an interval; with five blocks, p cannot go below 0.0625."""

TRIAL_EVENING_HOUR, AWAKE_HOURS_BEFORE_EVENING = 18, 10

SIGNIFICANCE_LEVEL = 0.05
_TIE_TOLERANCE = 1e-9
"""Sums count as equal if their difference is less than this share of the largest possible sum."""


class Arm(StrEnum):
    """The two kinds of night in a trial: with massage and without massage."""

    MASSAGE = "massage"
    NO_MASSAGE = "no_massage"


class Replacement(StrEnum):
    """What the person does instead of massage on nights assigned no massage."""

    BREATHING = "breathing"
    """Slow breathing and sound for as long as the massage: an attention control."""


@dataclass(frozen=True)
class Trial:
    """One trial as planned: `blocks` pairs of nights from `first_evening` on, without gaps.

    `seed` determines which night of each pair has massage. `stopped_on` is the last evening that counts, if
    the trial was stopped early. `instead` is what replaces massage on nights without massage, None for
    nothing. `relevant_difference` is the smallest difference that matters to the person, in the outcome's
    unit; None in older trials, which did not ask for it. Raises ValueError for a number of blocks out of
    range, and for a difference that is not above zero.
    """

    id: UUID
    outcome: Outcome
    first_evening: date
    seed: int
    blocks: int = DEFAULT_BLOCKS
    stopped_on: date | None = None
    instead: Replacement | None = None
    relevant_difference: float | None = None

    def __post_init__(self) -> None:
        if self.relevant_difference is not None and not self.relevant_difference > 0:
            raise ValueError("a difference that matters is above zero")
        if not MIN_BLOCKS <= self.blocks <= MAX_BLOCKS:
            raise ValueError(f"a trial has {MIN_BLOCKS} to {MAX_BLOCKS} blocks")

    @property
    def last_evening(self) -> date:
        """The date of the last planned evening."""
        return self.first_evening + timedelta(days=2 * self.blocks - 1)

    def is_over(self, tonight: date) -> bool:
        """Whether the trial was stopped, or its last evening lies before `tonight`."""
        return self.stopped_on is not None or tonight > self.last_evening


def assigned_arm(trial: Trial, evening: date) -> Arm | None:
    """Whether the night of an evening is assigned massage or no massage; None outside of the trial.

    The order within each block (pair of nights) is drawn at random from the stored seed.
    """
    night = (evening - trial.first_evening).days
    if not 0 <= night < 2 * trial.blocks:
        return None
    coins = random.Random(trial.seed)
    massage_first = [coins.random() < 0.5 for _ in range(trial.blocks)][night // 2]
    return Arm.MASSAGE if massage_first == (night % 2 == 0) else Arm.NO_MASSAGE


def has_evening_come(evening: date, now: Moment, got_up: Moment | None) -> bool:
    """Whether the evening of a night has come: the hour is TRIAL_EVENING_HOUR or later.

    For people who sleep by day, the evening also comes AWAKE_HOURS_BEFORE_EVENING hours after getting up.
    `got_up` is the end of the previous night, None if unknown.
    """
    is_late = now.local.date() > evening or now.local.hour >= TRIAL_EVENING_HOUR
    return is_late or (got_up is not None and minutes_between(got_up, now) >= 60 * AWAKE_HOURS_BEFORE_EVENING)


def trial_evenings(trial: Trial) -> frozenset[date]:
    """The dates of all evenings of a trial.

    For a trial that was stopped, the last date is the evening on which it was stopped.
    """
    nights = ((trial.stopped_on or trial.last_evening) - trial.first_evening).days + 1
    return frozenset(trial.first_evening + timedelta(days=night) for night in range(nights))


def revealed_arm(trial: Trial, evening: date, tonight: date) -> Arm | None:
    """Whether an evening is assigned massage or not, if that may be revealed tonight; otherwise None.

    The first night of a block (pair of nights) is concealed until its evening. The second night is known from
    then on, since it is the opposite of the first night.
    """
    if trial.is_over(tonight):
        return assigned_arm(trial, evening) if evening <= (trial.stopped_on or trial.last_evening) else None
    first_of_block = evening - timedelta(days=(evening - trial.first_evening).days % 2)
    return assigned_arm(trial, evening) if first_of_block <= tonight else None


@dataclass(frozen=True)
class Block:
    """A pair of neighbouring nights in a trial, with the outcome of each night.

    `value_with_massage` is the outcome of the night with massage, None if unknown. `value_without_massage` is
    the outcome of the night without massage, None if unknown.
    """

    number: int
    value_with_massage: float | None
    value_without_massage: float | None
    is_sleepless: bool = False
    """Whether one of the block's nights has no value because there was no sleep."""
    arms_not_as_assigned: frozenset[Arm] = frozenset()
    """The kinds of night (with or without massage) that are known not to have gone as assigned."""

    @property
    def is_complete(self) -> bool:
        """Whether the outcome is known for both nights of the pair."""
        return self.value_with_massage is not None and self.value_without_massage is not None

    @property
    def difference(self) -> float:
        """The outcome with massage minus the outcome without. Raises ValueError if an outcome is unknown."""
        if self.value_with_massage is None or self.value_without_massage is None:
            raise ValueError("an incomplete block has no difference")
        return self.value_with_massage - self.value_without_massage


@dataclass(frozen=True)
class TrialResult:
    """The result of a trial so far; each night counts in the group to which it was assigned.

    A block is a pair of nights, and a complete block has both outcomes. `mean_difference` is None without a
    complete block. `interval` (95 %) and `p` are None for fewer than MIN_BLOCKS_FOR_TEST complete blocks.
    `autocorrelation` is the lag-1 autocorrelation of the blocks' differences, None if it cannot be computed.
    `nights_as_assigned` and `nights_not_as_assigned` count the nights that are known to have gone as
    assigned, or not. `rescues_without_massage` counts the rescues (massages at night) on nights assigned no
    massage.
    """

    complete_blocks: tuple[Block, ...]
    incomplete_blocks: tuple[Block, ...]
    mean_difference: float | None
    interval: tuple[float, float] | None
    p: float | None
    autocorrelation: float | None
    rescues_without_massage: int
    nights_as_assigned: int
    nights_not_as_assigned: int
    was_stopped_early: bool


def blocks_of(
    trial: Trial,
    values: Mapping[date, float],
    tonight: date,
    sleepless: Collection[date] = (),
    done: Mapping[date, Arm | None] | None = None,
) -> tuple[Block, ...]:
    """The blocks (pairs of nights) of a trial that ended before tonight, with their known outcomes.

    A block that was stopped after its first night is included. `values` are the outcomes by evening, and
    `sleepless` are the evenings without any sleep. `done` says for an evening whether the person did massage
    or no massage; None means neither massage nor its replacement. Evenings about which this is unknown are
    not in `done`.
    """
    done = done or {}
    last = _last_counted_evening(trial, tonight)
    is_stopped = trial.stopped_on is not None
    found = []
    for number in range(trial.blocks):
        first = trial.first_evening + timedelta(days=2 * number)
        second = first + timedelta(days=1)
        if first > last or (second > last and not is_stopped):
            break
        of_arm = {
            assigned_arm(trial, evening): values.get(evening) if evening <= last else None
            for evening in (first, second)
        }
        is_sleepless = any(each in sleepless and each not in values for each in (first, second))
        otherwise = frozenset(
            arm
            for evening in (first, second)
            if evening <= last
            and evening in done
            and done[evening] is not (arm := assigned_arm(trial, evening))
            if arm is not None
        )
        found.append(Block(number + 1, of_arm[Arm.MASSAGE], of_arm[Arm.NO_MASSAGE], is_sleepless, otherwise))
    return tuple(found)


def _last_counted_evening(trial: Trial, tonight: date) -> date:
    return trial.stopped_on or min(trial.last_evening, tonight - timedelta(days=1))


def analyse_trial(
    trial: Trial,
    values: Mapping[date, float],
    done: Mapping[date, Arm | None],
    rescues: Mapping[date, int],
    tonight: date,
    sleepless: Collection[date] = (),
) -> TrialResult:
    """Analyse a trial on the evening `tonight`, over the nights before that evening.

    `values` are the outcomes by evening, and `sleepless` are the evenings without any sleep. `done` says what
    the person did, as in `blocks_of`. `rescues` counts the rescues (massages at night) by evening.
    """
    blocks = blocks_of(trial, values, tonight, sleepless, done)
    complete = tuple(block for block in blocks if block.is_complete)
    differences = [block.difference for block in complete]
    is_enough = len(complete) >= MIN_BLOCKS_FOR_TEST
    last = _last_counted_evening(trial, tonight)
    counted = {
        evening: arm
        for evening in (trial.first_evening + timedelta(days=n) for n in range(2 * trial.blocks))
        if evening <= last and (arm := assigned_arm(trial, evening)) is not None
    }
    kept = [done[evening] is arm for evening, arm in counted.items() if evening in done]
    return TrialResult(
        complete_blocks=complete,
        incomplete_blocks=tuple(block for block in blocks if not block.is_complete),
        mean_difference=sum(differences) / len(differences) if differences else None,
        interval=permutation_interval(differences) if is_enough else None,
        p=p_value(differences) if is_enough else None,
        autocorrelation=lag_one_autocorrelation(complete),
        rescues_without_massage=sum(
            rescues.get(evening, 0) for evening, arm in counted.items() if arm is Arm.NO_MASSAGE
        ),
        nights_as_assigned=sum(kept),
        nights_not_as_assigned=len(kept) - sum(kept),
        was_stopped_early=trial.stopped_on is not None and trial.stopped_on < trial.last_evening,
    )


def p_value(differences: Sequence[float]) -> float:
    """The exact two-sided p of the mean of the blocks' differences, over all 2^n swaps within blocks.

    A swap changes the sign of a block's difference. p is the share of swaps whose mean is at least as far
    from zero as the observed mean. Without blocks, p is 1.
    """
    if not differences:
        return 1.0
    observed = abs(sum(differences))
    near = _TIE_TOLERANCE * sum(abs(each) for each in differences)
    # |sum of s d| >= |sum of d|, by symmetry twice the upper tail, but for sums that are zero.
    if observed <= near:
        return 1.0
    signed = [2.0 * each for each in differences]
    total = sum(differences)
    # The sum after turning the subset A is total - 2 sum(A).
    lower, upper = (total - observed + near), (total + observed - near)
    count = 1 << len(signed)
    below = _subsets_at_most(signed, lower)
    above = count - _subsets_at_most(signed, upper, inclusive=False)
    return min(1.0, (below + above) / count)


def permutation_interval(
    differences: Sequence[float], level: float = SIGNIFICANCE_LEVEL
) -> tuple[float, float]:
    """The interval of the mean difference by the permutation test: all shifts that the test does not reject.

    A shift is included if its two-sided p is above `level`; the default gives a 95 % interval. The bounds are
    means of subsets of the differences. They are infinite if no shift can be rejected. Source: Hartigan, J Am
    Stat Assoc 1969;64:1303-17.
    """
    outside = int(level / 2 * (1 << len(differences)))
    if outside < 1:
        return float("-inf"), float("inf")
    low = _subset_mean(differences, outside)
    high = -_subset_mean([-each for each in differences], outside)
    return low, high


def lag_one_autocorrelation(complete: Sequence[Block]) -> float | None:
    """The lag-1 autocorrelation of the differences of consecutive blocks.

    None for fewer than three complete blocks, without consecutive blocks, or if all differences are equal.
    """
    if len(complete) < 3:
        return None
    mean = sum(block.difference for block in complete) / len(complete)
    spread = sum((block.difference - mean) ** 2 for block in complete)
    neighbours = [(a, b) for a, b in pairwise(complete) if b.number == a.number + 1]
    near = _TIE_TOLERANCE * sum(block.difference**2 for block in complete)
    if spread <= near or not neighbours:
        return None
    together = sum((a.difference - mean) * (b.difference - mean) for a, b in neighbours)
    return float(together / spread)


def _subset_sums(values: Sequence[float]) -> list[float]:
    sums = [0.0]
    for value in values:
        sums += [each + value for each in sums]
    return sums


def _subsets_at_most(values: Sequence[float], limit: float, inclusive: bool = True) -> int:
    """The number of the 2^n subsets whose sum is at most `limit` (below `limit` if not `inclusive`).

    The sums of the first half of the values are combined with the sums of the second half, so that 20 values
    take a few thousand steps.
    """
    half = len(values) // 2
    left, right = _subset_sums(values[:half]), sorted(_subset_sums(values[half:]))
    count_below = bisect_right if inclusive else bisect_left
    return sum(count_below(right, limit - each) for each in left)


def _subset_mean(differences: Sequence[float], rank: int) -> float:
    """The mean at a rank (from 1) among the means of all non-empty subsets, in order of size."""
    low, high = min(differences), max(differences)
    near = _TIE_TOLERANCE * max(1.0, max(abs(each) for each in differences))

    def at_most(shift: float) -> int:
        shifted = [each - shift for each in differences]
        return _subsets_at_most(shifted, near) - 1  # the empty subset has no mean

    if at_most(low) >= rank:
        return low
    while high - low > near:
        middle = (low + high) / 2
        low, high = (low, middle) if at_most(middle) >= rank else (middle, high)
    return high
