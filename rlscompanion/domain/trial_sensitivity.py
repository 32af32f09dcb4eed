"""Estimates which difference a trial could detect, from how much a person's neighbouring nights differ.

A trial compares pairs of neighbouring nights: one night with massage, one night without. It detects a mean
difference that is large compared with the spread of the differences between the two nights of a pair. The
log's neighbouring nights predict that spread.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from rlscompanion.domain.night import Night
from rlscompanion.domain.outcomes import OUTCOME_DESCRIPTIONS, Outcome, outcome_value

DETECTABLE_SD_BY_PAIRS = {8: 1.2, 14: 0.8, 20: 0.65}
"""The difference that 80 of 100 trials detect, by the number of pairs of nights in the trial.

The difference is given in SD of the differences between the two nights of a pair. It was simulated with
normally distributed differences; tests/domain/test_trial_sensitivity.py repeats the simulation.
"""

LOOKED_BACK_DAYS = 90
"""The number of days, up to the latest night, from which the spread of coming nights is estimated."""

MIN_NEIGHBOUR_PAIRS = 10
"""The fewest pairs of neighbouring nights for an SD; ten pairs give the SD to within about a quarter."""

MAX_PAIRS_FOR_ROUGH_SD = 30
"""Up to this many pairs of neighbouring nights, the SD of their differences is described as rough."""

PRIMARY_OUTCOMES = tuple(outcome for outcome in Outcome if not OUTCOME_DESCRIPTIONS[outcome].needs_sleep)
"""The outcomes that can decide a trial.

These outcomes have a value even in a sleepless night, the worst of all nights.
"""


@dataclass(frozen=True)
class TrialSensitivity:
    """How large a difference in one outcome must be for a trial to detect it.

    `neighbour_pairs` is the number of known pairs of neighbouring nights. `sd` is the SD of the differences
    in these pairs, in the outcome's unit, None for fewer than MIN_NEIGHBOUR_PAIRS pairs.
    """

    outcome: Outcome
    neighbour_pairs: int
    sd: float | None

    def smallest_detected(self, pairs: int) -> float | None:
        """The smallest difference that 80 of 100 trials of `pairs` pairs of nights would detect.

        None if unknown.
        """
        return None if self.sd is None else detectable_difference_in_sd(pairs) * self.sd


def detectable_difference_in_sd(pairs: int) -> float:
    """The difference that 80 of 100 trials of `pairs` pairs of nights detect.

    The unit is the SD of the differences between the two nights of a pair. Between the values of
    DETECTABLE_SD_BY_PAIRS (8 to 20 pairs), the result is interpolated linearly, which makes it slightly too
    large.
    """
    fewer, more = (
        max(n for n in DETECTABLE_SD_BY_PAIRS if n <= pairs),
        min(n for n in DETECTABLE_SD_BY_PAIRS if n >= pairs),
    )
    share = (pairs - fewer) / (more - fewer) if more > fewer else 0.0
    return DETECTABLE_SD_BY_PAIRS[fewer] + share * (
        DETECTABLE_SD_BY_PAIRS[more] - DETECTABLE_SD_BY_PAIRS[fewer]
    )


def estimate_sensitivity(nights: Iterable[Night], outcome: Outcome) -> TrialSensitivity:
    """Estimate from a person's nights how large a difference in an outcome a trial could detect.

    A trial compares pairs of nights: one night with massage, one night without. The order within a pair is
    random, so the differences scatter around zero, and their SD is the root of their mean square.
    """
    values = {
        night.evening: value
        for night in nights
        if night.saved_at is not None and (value := outcome_value(night, outcome)) is not None
    }
    differences = neighbour_differences(values)
    sd = None
    if len(differences) >= MIN_NEIGHBOUR_PAIRS:
        sd = math.sqrt(math.fsum(each**2 for each in differences) / len(differences))
    return TrialSensitivity(outcome, len(differences), sd)


def neighbour_differences(values: Mapping[date, float]) -> list[float]:
    """The differences of a value between each evening and the next evening, where both values are known."""
    nexts = ((value, values.get(evening + timedelta(days=1))) for evening, value in values.items())
    return [following - value for value, following in nexts if following is not None]
