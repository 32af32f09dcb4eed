"""Two groups of nights beside one another: described, with n and an interval, never said to work.

Nights choose their group (people massage on bad nights), so nothing here tests anything.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import NormalDist, median

from rlscompanion.domain.moment import Moment
from rlscompanion.domain.night import Night, evening_at_lights_out
from rlscompanion.domain.outcomes import Outcome, value_of

FEWEST_NIGHTS = 10
"""Nights in either group under which nothing is shown."""

_EXACT_UP_TO = 400

_Z = NormalDist().inv_cdf(0.975)


@dataclass(frozen=True)
class Groups:
    """What an outcome was on nights with something, and on nights without."""

    with_it: tuple[float, ...]
    without_it: tuple[float, ...]


@dataclass(frozen=True)
class Comparison:
    """An outcome on nights with something and on nights without: medians, their difference, its interval."""

    median_with: float
    median_without: float
    interval: tuple[float, float]

    @property
    def difference(self) -> float:
        """The median with it, less that without."""
        return self.median_with - self.median_without


def compared(groups: Groups) -> Comparison | None:
    """Two groups of nights beside one another; None where either has fewer than FEWEST_NIGHTS.

    The interval (95 %) of the difference of medians is that of Bonett & Price (Psychol Methods
    2002;7:370-83): variances of the medians from order statistics, no shape assumed.
    """
    with_it, without_it = groups.with_it, groups.without_it
    if min(len(with_it), len(without_it)) < FEWEST_NIGHTS:
        return None
    there, away = median(with_it), median(without_it)
    half = _Z * math.sqrt(_median_variance(with_it) + _median_variance(without_it))
    difference = there - away
    return Comparison(there, away, (difference - half, difference + half))


def noted(nights: Iterable[Night], factor: str) -> dict[date, bool]:
    """The evenings on which a factor was noted, and whether as present; others are in neither group."""
    return {
        night.evening: note.present for night in nights for note in night.factors if note.factor == factor
    }


def massaged(nights: Iterable[Night], sessions: Iterable[Moment]) -> dict[date, bool]:
    """The evenings of all these nights, and whether a wind-down was done on them; `sessions` began then.

    A session belongs to the night that follows it: one at 08:15 to that of somebody who sleeps from 08:30 on.
    """
    evenings = {evening_at_lights_out(began) for began in sessions}
    return {night.evening: night.evening in evenings for night in nights}


def by_evening(nights: Iterable[Night], is_with: Mapping[date, bool], outcome: Outcome) -> Groups:
    """An outcome on evenings that were with something and evenings that were without, where it is known."""
    groups: dict[bool, list[float]] = {True: [], False: []}
    for night in nights:
        value = value_of(night, outcome)
        if value is not None and night.evening in is_with:
            groups[is_with[night.evening]].append(value)
    return Groups(tuple(groups[True]), tuple(groups[False]))


def _median_variance(values: Sequence[float]) -> float:
    """The variance of a sample's median, from the distance of two order statistics around it."""
    ordered, count = sorted(values), len(values)
    place = max(1, round((count + 1) / 2 - math.sqrt(count)))
    return ((ordered[count - place] - ordered[place - 1]) / (2.0 * _normal_distance(count, place))) ** 2


def _normal_distance(count: int, place: int) -> float:
    """How many standard deviations of the median the order statistic of this place lies from it."""
    if count > _EXACT_UP_TO:  # the binomial is as good as normal, and costs nothing
        return (count / 2 - place + 0.5) / (math.sqrt(count) / 2)
    # The chance that fewer than `place` of the values lie below the true median.
    outside = sum(math.comb(count, k) for k in range(place)) / (1 << count)
    return NormalDist().inv_cdf(1.0 - outside)
