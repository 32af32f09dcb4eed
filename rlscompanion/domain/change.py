"""Whether a person's latest nights differ from the first ones; reported only if the difference lasts.

People look at the overview every day, and consecutive nights are similar (autocorrelated). A look is the
comparison as it stands after one night. A change has to show at COMPARISONS_IN_A_ROW looks in a row, each time by a
99 % interval that accounts for the autocorrelation of this person's own nights. Simulated with ratings of
4,000 people (rounded, 0 to 10, standard deviation SD = 2.2) who look every day for half a year:

                                        people with a false report, where         people with a report on one
                                        nothing has changed                       day, with a change of 1.2 SD
    autocorrelation of the nights       0      0.3    0.5    0.7                  0      0.5
    99 %, autocorrelation taken as 0.5  0 %    3 %    15 %   51 %                 41 %   48 %
    ... at 14 looks in a row            0 %    0 %    4 %    21 %                 26 %   34 %
    99 %, autocorrelation estimated     13 %   17 %   20 %   25 %                 94 %   45 %
    ... at 14 looks in a row: the rule  2 %    3 %    4 %    6 %                  86 %   30 %

By the rule, a change of 1.2 SD is reported at least once within half a year to 99 % of people whose nights
have no autocorrelation, and to 77 % of those with 0.5.
tests/domain/test_change.py repeats the last line of the table.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from operator import mul
from statistics import fmean

from rlscompanion.domain.comparison import mean_variance, t_quantile

COMPARED_NIGHTS = 28
"""The number of known nights in each of the two compared stretches."""

COMPARISONS_IN_A_ROW = 14
"""The number of consecutive nights after each of which the same difference has to appear."""

MIN_NIGHTS_FOR_CHANGE = 2 * COMPARED_NIGHTS + COMPARISONS_IN_A_ROW - 1
"""The fewest known nights that can show a lasting change."""

MAX_GROUPS_BETWEEN = 7
"""The most stretches, besides the first and the latest, from which the autocorrelation is estimated."""

MAX_LATER_NIGHTS = COMPARED_NIGHTS * (MAX_GROUPS_BETWEEN + 1) + COMPARISONS_IN_A_ROW - 1
"""The most known nights after the first stretch that are used: the latest ones."""

MAX_AUTOCORRELATION = 0.9
"""The highest autocorrelation used, since the interval would otherwise grow without limit."""

_DEGREES_OF_FREEDOM = COMPARED_NIGHTS - 1
"""The fewest degrees of freedom of a difference of two means (Welch, Biometrika 1947;34:28-35)."""

_T_QUANTILE = t_quantile(0.995, _DEGREES_OF_FREEDOM)


@dataclass(frozen=True)
class LastingChange:
    """One value, such as worst urge, in the latest COMPARED_NIGHTS nights compared with the first ones.

    `difference` is the mean of the latest nights minus that of the first ones, and `interval` its 99 %
    interval, None if there is no clear, lasting change. `missing` is the number of nights still needed before
    the comparison can be made.
    """

    missing: int
    difference: float = 0.0
    interval: tuple[float, float] | None = None


def lasting_change(first: Sequence[float], later: Sequence[float]) -> LastingChange:
    """Compare the latest values of a person's nights with the first ones, in the unit of the values.

    `first` holds the first COMPARED_NIGHTS known values. `later` holds the known values after these, oldest
    first; if there are more than MAX_LATER_NIGHTS, the latest MAX_LATER_NIGHTS are enough.
    """
    missing = MIN_NIGHTS_FOR_CHANGE - len(first) - len(later)
    if missing > 0:
        return LastingChange(missing)
    today = _compare(first, later)
    side = today.side
    looks = (_compare(first, later[:-back]) for back in range(1, COMPARISONS_IN_A_ROW))
    if not side or any(look.side != side for look in looks):
        return LastingChange(0, today.difference)
    return LastingChange(0, today.difference, today.interval)


def autocorrelation(stretches: Sequence[Sequence[float]]) -> float:
    """The lag-1 autocorrelation of nightly values: how similar neighbouring nights are.

    It lies between 0 and MAX_AUTOCORRELATION. It is computed within stretches of COMPARED_NIGHTS nights, each
    relative to its own mean, so that a lasting change does not raise it. It is corrected for the bias in
    short stretches (Marriott & Pope, Biometrika 1954;41:390-402).
    """
    squares = products = 0.0
    for values in stretches:
        mean = fmean(values)
        off = [value - mean for value in values]
        squares += math.fsum(map(mul, off, off))
        products += math.fsum(map(mul, off, off[1:]))
    if not squares:
        return 0.0
    return min(
        MAX_AUTOCORRELATION, max(0.0, (COMPARED_NIGHTS * products / squares + 1) / (COMPARED_NIGHTS - 4))
    )


@dataclass(frozen=True)
class _Comparison:
    """The result of one look: a difference and half of its 99 % interval."""

    difference: float
    half_width: float

    @property
    def interval(self) -> tuple[float, float]:
        return self.difference - self.half_width, self.difference + self.half_width

    @property
    def side(self) -> int:
        """1 if the latest values are clearly higher than the first ones, -1 if clearly lower, else 0."""
        return (self.interval[0] > 0) - (self.interval[1] < 0)


def _compare(first: Sequence[float], later: Sequence[float]) -> _Comparison:
    """Compare the last COMPARED_NIGHTS values with the first."""
    ends = range(
        len(later),
        max(COMPARED_NIGHTS, len(later) - COMPARED_NIGHTS * MAX_GROUPS_BETWEEN) - 1,
        -COMPARED_NIGHTS,
    )
    stretches = [later[end - COMPARED_NIGHTS : end] for end in ends]
    last = stretches[0]
    alike = autocorrelation([first, *stretches])
    wider = (1 + alike) / (1 - alike)
    error = math.sqrt(wider * (mean_variance(first) + mean_variance(last)))
    return _Comparison(fmean(last) - fmean(first), _T_QUANTILE * error)
