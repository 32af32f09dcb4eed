"""Estimates which difference a trial could detect, from how much a person's neighbouring nights differ.

A trial detects a difference that is large compared with the spread of the differences within its pairs. Pairs
are neighbouring nights, so the log's neighbouring nights predict that spread.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from rlscompanion.domain.night import Night
from rlscompanion.domain.outcomes import OUTCOME_DESCRIPTIONS, Outcome, value_of

DETECTED = {8: 1.2, 14: 0.8, 20: 0.65}
"""By the number of pairs, the difference that 80 of 100 trials detect.

It is in SD of the differences within pairs, and was simulated with normally distributed differences;
tests/domain/test_trial_sensitivity.py repeats it.
"""

LOOKED_BACK_DAYS = 90
"""Days of the log from which the nights to come are estimated."""

FEWEST_NEIGHBOURS = 10
"""The fewest pairs of neighbouring nights for their spread: ten give it to about a quarter."""

ROUGH_NEIGHBOURS = 30
"""The most pairs of neighbouring nights whose spread counts as rough."""

PRIMARY = tuple(outcome for outcome in Outcome if not OUTCOME_DESCRIPTIONS[outcome].needs_sleep)
"""The outcomes that can decide a trial: a sleepless night, the worst of all, must have a value."""


@dataclass(frozen=True)
class Sensitivity:
    """How large a difference in one outcome must be for a trial to detect it.

    `neighbours` is the number of known pairs of neighbouring nights, and `spread` the SD of their
    differences in the outcome's unit, None for fewer than FEWEST_NEIGHBOURS pairs.
    """

    outcome: Outcome
    neighbours: int
    spread: float | None

    def smallest_detected(self, pairs: int) -> float | None:
        """The smallest difference that 80 of 100 trials of `pairs` pairs would detect; None if unknown."""
        return None if self.spread is None else detected_by(pairs) * self.spread


def detected_by(pairs: int) -> float:
    """The difference that 80 of 100 trials of `pairs` pairs detect, in SD of differences within pairs.

    It is interpolated linearly between the values in DETECTED (8 to 20 pairs), which makes it slightly too
    large.
    """
    fewer, more = max(n for n in DETECTED if n <= pairs), min(n for n in DETECTED if n >= pairs)
    share = (pairs - fewer) / (more - fewer) if more > fewer else 0.0
    return DETECTED[fewer] + share * (DETECTED[more] - DETECTED[fewer])


def sensitivity(nights: Iterable[Night], outcome: Outcome) -> Sensitivity:
    """Estimate from a person's nights how large a difference in an outcome a trial could detect.

    A trial compares pairs of nights, one with massage and one without. The order within a pair is random,
    so the differences scatter around zero, and their SD is the root of their mean square.
    """
    values = {
        night.evening: value
        for night in nights
        if night.saved_at is not None and (value := value_of(night, outcome)) is not None
    }
    differences = neighbours(values)
    spread = None
    if len(differences) >= FEWEST_NEIGHBOURS:
        spread = math.sqrt(math.fsum(each**2 for each in differences) / len(differences))
    return Sensitivity(outcome, len(differences), spread)


def neighbours(values: Mapping[date, float]) -> list[float]:
    """The differences of a value from each evening to the next, where both are known."""
    nexts = ((value, values.get(evening + timedelta(days=1))) for evening, value in values.items())
    return [following - value for value, following in nexts if following is not None]
