"""Compares an outcome on two groups of nights, such as nights with massage and nights without.

The comparison describes the nights with their number and an interval. People choose the group of a night
themselves (they massage on bad nights), so the comparison is no test and never shows an effect.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import NormalDist, fmean

from rlscompanion.domain.measures import evening_at_lights_out
from rlscompanion.domain.moment import Moment
from rlscompanion.domain.night import Night
from rlscompanion.domain.outcomes import Outcome, outcome_value

MIN_NIGHTS_PER_GROUP = 10
"""The fewest nights that each of the two groups needs for a comparison."""


@dataclass(frozen=True)
class GroupedValues:
    """The values of one outcome, grouped into nights with and nights without a factor.

    The factor is something such as caffeine, or massage.
    """

    with_factor: tuple[float, ...]
    without_factor: tuple[float, ...]


@dataclass(frozen=True)
class MeanWithInterval:
    """The mean of an outcome over one group of nights, and the 95 % interval of the mean.

    The interval is None if all values are equal.
    """

    value: float
    interval: tuple[float, float] | None


@dataclass(frozen=True)
class GroupComparison:
    """The means of an outcome on nights with a factor and on nights without the factor, compared.

    The factor is something such as caffeine, or massage. `mean_difference` is the mean with the factor minus
    the mean without. `interval` is the 95 % interval of the difference. It is None if all values of a group
    are equal, since the variance of that group is then unknown.
    """

    with_factor: MeanWithInterval
    without_factor: MeanWithInterval
    mean_difference: float
    interval: tuple[float, float] | None


def compare_groups(groups: GroupedValues) -> GroupComparison | None:
    """Compare the means of the two groups of nights; None if a group has too few values.

    Each group needs MIN_NIGHTS_PER_GROUP values. The interval belongs to the difference of means (Welch). An
    interval of medians would need values without ties, and ratings from 0 to 10 have many ties. Nights are
    assumed to be independent. The interval is too narrow for very unequal groups. In simulations, one group
    had 60 nights and the other group 10 nights, half of them at one end of the scale. The interval then
    contained the true difference in 88 to 90 % of cases.
    """
    with_it, without_it = groups.with_factor, groups.without_factor
    if min(len(with_it), len(without_it)) < MIN_NIGHTS_PER_GROUP:
        return None
    difference = fmean(with_it) - fmean(without_it)
    half = _welch_half_width(with_it, without_it)
    interval = None if half is None else (difference - half, difference + half)
    return GroupComparison(
        _mean_with_interval(with_it), _mean_with_interval(without_it), difference, interval
    )


def factor_presence_by_evening(nights: Iterable[Night], factor: str) -> dict[date, bool]:
    """Whether a factor, such as caffeine, was present on each evening.

    Evenings whose diary has no answer about the factor are left out.
    """
    return {
        night.evening: note.present for night in nights for note in night.factors if note.factor == factor
    }


def massage_presence_by_evening(nights: Iterable[Night], sessions: Iterable[Moment]) -> dict[date, bool]:
    """Whether each evening's night had a wind-down massage (a massage before bed).

    `sessions` are the start times of the massages. A massage belongs to the night that follows: a massage at
    08:15 belongs to the night of a person who sleeps from 08:30 on.
    """
    evenings = {evening_at_lights_out(began) for began in sessions}
    return {night.evening: night.evening in evenings for night in nights}


def group_values(nights: Iterable[Night], presence: Mapping[date, bool], outcome: Outcome) -> GroupedValues:
    """Sort the known values of an outcome into evenings with a factor and evenings without the factor.

    `presence` says whether an evening had the factor (or massage). Evenings that `presence` does not list are
    left out.
    """
    groups: dict[bool, list[float]] = {True: [], False: []}
    for night in nights:
        value = outcome_value(night, outcome)
        if value is not None and night.evening in presence:
            groups[presence[night.evening]].append(value)
    return GroupedValues(tuple(groups[True]), tuple(groups[False]))


def t_quantile(probability: float, degrees_of_freedom: float) -> float:
    """The quantile of Student's t distribution for a probability and degrees of freedom.

    The quantile of the normal distribution is expanded. For probabilities up to 0.975, the result is exact to
    1e-3 from five degrees of freedom on. For a probability of 0.995, it is exact to 1e-3 from nine on.
    Source: Abramowitz & Stegun, Handbook of Mathematical Functions 1964, 26.7.5.
    """
    z, freedom = NormalDist().inv_cdf(probability), degrees_of_freedom
    return (
        z
        + (z**3 + z) / (4 * freedom)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * freedom**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * freedom**3)
        + (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / (92160 * freedom**4)
    )


def _welch_half_width(one: Sequence[float], other: Sequence[float]) -> float | None:
    """Half of the 95 % interval of the difference of two groups' means; None if a group has no spread.

    Each group has its own variance, and the degrees of freedom follow Satterthwaite. Source: Welch,
    Biometrika 1947;34:28-35.
    """
    if min(one) == max(one) or min(other) == max(other):
        return None
    here, there = mean_variance(one), mean_variance(other)
    freedom = (here + there) ** 2 / (here**2 / (len(one) - 1) + there**2 / (len(other) - 1))
    return t_quantile(0.975, freedom) * math.sqrt(here + there)


def _mean_with_interval(values: Sequence[float]) -> MeanWithInterval:
    value = fmean(values)
    if min(values) == max(values):
        return MeanWithInterval(value, None)
    half = t_quantile(0.975, len(values) - 1) * math.sqrt(mean_variance(values))
    return MeanWithInterval(value, (value - half, value + half))


def mean_variance(values: Sequence[float]) -> float:
    """The variance of a sample's mean: the variance of the sample divided by the sample's size."""
    mean, count = fmean(values), len(values)
    return math.fsum((each - mean) ** 2 for each in values) / (count - 1) / count
