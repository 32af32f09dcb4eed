"""Whether a person's latest nights differ from the first ones; reported only if the difference lasts.

After each night, the mean of the latest COMPARED_NIGHTS nights is compared with the mean of the first
COMPARED_NIGHTS nights. People read the result every day, and consecutive nights are similar (autocorrelated),
so a single comparison would raise many false alarms. The rule: a change is reported if COMPARISONS_IN_A_ROW
comparisons in a row show the change. To show a change, a comparison needs a 99 % interval without zero. The
interval accounts for the autocorrelation of this person's own nights.

The rule was chosen by simulating 4,000 people who read the result every day for half a year. Their ratings
were rounded, from 0 to 10, with a standard deviation (SD) of 2.2:

                                           people with a false report, where      people with a report on one
                                           nothing has changed                    day, with a change of 1.2 SD
    autocorrelation of the nights          0      0.3    0.5    0.7               0      0.5
    99 %, autocorrelation taken as 0.5     0 %    3 %    15 %   51 %              41 %   48 %
    ... in 14 comparisons in a row         0 %    0 %    4 %    21 %              26 %   34 %
    99 %, autocorrelation estimated        13 %   17 %   20 %   25 %              94 %   45 %
    ... in 14 comparisons in a row (rule)  2 %    3 %    4 %    6 %               86 %   30 %

With this rule, a change of 1.2 SD is reported at least once within half a year to 99 % of people whose nights
have no autocorrelation, and to 77 % of people whose nights have an autocorrelation of 0.5.
tests/domain/test_change.py repeats the last line of the table.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from operator import mul
from statistics import fmean

from rlscompanion.domain.comparison import mean_variance, t_quantile

COMPARED_NIGHTS = 28
"""How many latest nights are compared with as many first nights; only nights with a known value count."""

COMPARISONS_IN_A_ROW = 14
"""The number of consecutive comparisons (one after each night) that must show the same change."""

MIN_NIGHTS_FOR_CHANGE = 2 * COMPARED_NIGHTS + COMPARISONS_IN_A_ROW - 1
"""The fewest known nights that can show a lasting change."""

MAX_GROUPS_BETWEEN = 7
"""The most groups of nights, between the first and the latest group, that the autocorrelation uses.

Each group has COMPARED_NIGHTS nights.
"""

MAX_LATER_NIGHTS = COMPARED_NIGHTS * (MAX_GROUPS_BETWEEN + 1) + COMPARISONS_IN_A_ROW - 1
"""The most known nights used after the first COMPARED_NIGHTS nights; older nights in between are left out."""

MAX_AUTOCORRELATION = 0.9
"""The highest autocorrelation used; with higher values, the interval would grow without limit."""

_DEGREES_OF_FREEDOM = COMPARED_NIGHTS - 1
"""The fewest degrees of freedom that a difference of two means can have.

Source: Welch, Biometrika 1947;34:28-35.
"""

_T_QUANTILE = t_quantile(0.995, _DEGREES_OF_FREEDOM)


@dataclass(frozen=True)
class LastingChange:
    """How one value, such as worst urge, differs between a person's latest nights and first nights.

    The latest nights and the first nights are COMPARED_NIGHTS nights each. `difference` is the mean of the
    latest nights minus the mean of the first nights. `interval` is the 99 % interval of the difference, None
    if there is no clear, lasting change. `missing_nights` is the number of nights still needed for a
    comparison.
    """

    missing_nights: int
    difference: float = 0.0
    interval: tuple[float, float] | None = None


def lasting_change(first: Sequence[float], later: Sequence[float]) -> LastingChange:
    """Compare the latest values of a person's nights with the first values, in the unit of the values.

    `first` holds the first COMPARED_NIGHTS known values, and `later` the known values after the first values,
    oldest first. Of the later values, the latest MAX_LATER_NIGHTS are enough.
    """
    missing = MIN_NIGHTS_FOR_CHANGE - len(first) - len(later)
    if missing > 0:
        return LastingChange(missing)
    today = _compare(first, later)
    side = today.side
    comparisons = (_compare(first, later[:-back]) for back in range(1, COMPARISONS_IN_A_ROW))
    if not side or any(comparison.side != side for comparison in comparisons):
        return LastingChange(0, today.difference)
    return LastingChange(0, today.difference, today.interval)


def autocorrelation(groups: Sequence[Sequence[float]]) -> float:
    """The lag-1 autocorrelation of nightly values: how similar neighbouring nights are.

    `groups` hold COMPARED_NIGHTS values each, of consecutive nights. Each value is taken relative to
    the mean of its group, so that a lasting change does not raise the autocorrelation. The result lies
    between 0 and MAX_AUTOCORRELATION, and the bias of short groups is corrected. Source: Marriott & Pope,
    Biometrika 1954;41:390-402.
    """
    squares = products = 0.0
    for values in groups:
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
    """The comparison after one night: the difference of the means, and half of its 99 % interval."""

    difference: float
    half_width: float

    @property
    def interval(self) -> tuple[float, float]:
        return self.difference - self.half_width, self.difference + self.half_width

    @property
    def side(self) -> int:
        """1 if the latest values are clearly higher than the first values, -1 if clearly lower, else 0."""
        return (self.interval[0] > 0) - (self.interval[1] < 0)


def _compare(first: Sequence[float], later: Sequence[float]) -> _Comparison:
    """Compare the last COMPARED_NIGHTS of the later values with the first values."""
    ends = range(
        len(later),
        max(COMPARED_NIGHTS, len(later) - COMPARED_NIGHTS * MAX_GROUPS_BETWEEN) - 1,
        -COMPARED_NIGHTS,
    )
    groups = [later[end - COMPARED_NIGHTS : end] for end in ends]
    last = groups[0]
    alike = autocorrelation([first, *groups])
    wider = (1 + alike) / (1 - alike)
    error = math.sqrt(wider * (mean_variance(first) + mean_variance(last)))
    return _Comparison(fmean(last) - fmean(first), _T_QUANTILE * error)
