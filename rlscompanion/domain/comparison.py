"""Compares two groups of nights: descriptive, with n and an interval, and never as an effect.

People choose the group (they massage on bad nights), so this is no test.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import NormalDist, fmean

from rlscompanion.domain.measures import evening_at_lights_out
from rlscompanion.domain.moment import Moment
from rlscompanion.domain.night import Night
from rlscompanion.domain.outcomes import Outcome, value_of

FEWEST_NIGHTS = 10
"""The fewest nights in each group for a comparison."""


@dataclass(frozen=True)
class Groups:
    """An outcome on nights with something, and on nights without."""

    with_it: tuple[float, ...]
    without_it: tuple[float, ...]


@dataclass(frozen=True)
class Mean:
    """The mean of a group of nights and its 95 % interval, None if all values are equal."""

    value: float
    interval: tuple[float, float] | None


@dataclass(frozen=True)
class Comparison:
    """An outcome on nights with something and on nights without.

    It has the means of both, and their difference (with minus without) with its interval, which is None
    if all values of a group are equal, so that their variance is unknown.
    """

    with_it: Mean
    without_it: Mean
    mean_difference: float
    interval: tuple[float, float] | None


def compared(groups: Groups) -> Comparison | None:
    """Compare two groups of nights; None if either has fewer than FEWEST_NIGHTS.

    The interval is that of the difference of means (Welch), since an interval of medians would need
    values without ties, and ratings from 0 to 10 have many. It assumes independent nights. With only 10
    nights, half of them at one end of the scale, against 60 others, it covers the true difference less
    often than it should (simulated: 88 to 90 %).
    """
    with_it, without_it = groups.with_it, groups.without_it
    if min(len(with_it), len(without_it)) < FEWEST_NIGHTS:
        return None
    difference = fmean(with_it) - fmean(without_it)
    half = _welch_half_width(with_it, without_it)
    interval = None if half is None else (difference - half, difference + half)
    return Comparison(_mean(with_it), _mean(without_it), difference, interval)


def noted(nights: Iterable[Night], factor: str) -> dict[date, bool]:
    """The evenings with an answer about a factor, and whether it was present; others are skipped."""
    return {
        night.evening: note.present for night in nights for note in night.factors if note.factor == factor
    }


def massaged(nights: Iterable[Night], sessions: Iterable[Moment]) -> dict[date, bool]:
    """The evenings of all these nights, and whether each had a wind-down; `sessions` are start times.

    A session belongs to the night that follows it: one at 08:15 to the night of a person who sleeps from
    08:30 on.
    """
    evenings = {evening_at_lights_out(began) for began in sessions}
    return {night.evening: night.evening in evenings for night in nights}


def by_evening(nights: Iterable[Night], is_with: Mapping[date, bool], outcome: Outcome) -> Groups:
    """The known values of an outcome, on evenings with something and on evenings without."""
    groups: dict[bool, list[float]] = {True: [], False: []}
    for night in nights:
        value = value_of(night, outcome)
        if value is not None and night.evening in is_with:
            groups[is_with[night.evening]].append(value)
    return Groups(tuple(groups[True]), tuple(groups[False]))


def t_quantile(share: float, freedom: float) -> float:
    """The quantile of Student's t with these degrees of freedom, computed from the normal distribution's.

    Uses the expansion of Abramowitz & Stegun (Handbook of Mathematical Functions 1964, 26.7.5). It is
    exact to 1e-3 for shares up to 0.975 from five degrees of freedom on, and for 0.995 from nine.
    """
    z = NormalDist().inv_cdf(share)
    return (
        z
        + (z**3 + z) / (4 * freedom)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * freedom**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * freedom**3)
        + (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / (92160 * freedom**4)
    )


def _welch_half_width(one: Sequence[float], other: Sequence[float]) -> float | None:
    """Half of the 95 % interval of the difference of the means of two groups; None if one has no spread.

    Two means with their own variances, degrees of freedom after Satterthwaite (Welch, Biometrika
    1947;34:28-35).
    """
    if min(one) == max(one) or min(other) == max(other):
        return None
    here, there = mean_variance(one), mean_variance(other)
    freedom = (here + there) ** 2 / (here**2 / (len(one) - 1) + there**2 / (len(other) - 1))
    return t_quantile(0.975, freedom) * math.sqrt(here + there)


def _mean(values: Sequence[float]) -> Mean:
    value = fmean(values)
    if min(values) == max(values):
        return Mean(value, None)
    half = t_quantile(0.975, len(values) - 1) * math.sqrt(mean_variance(values))
    return Mean(value, (value - half, value + half))


def mean_variance(values: Sequence[float]) -> float:
    """The variance of a sample's mean."""
    mean, count = fmean(values), len(values)
    return math.fsum((each - mean) ** 2 for each in values) / (count - 1) / count
