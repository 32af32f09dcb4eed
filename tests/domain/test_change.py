"""Tests of the lasting change: by hand, with scipy, and by simulation of its error rates."""

import math
import random
from collections.abc import Sequence

import pytest

from rlscompanion.domain.change import (
    COMPARED_NIGHTS,
    COMPARISONS_IN_A_ROW,
    MAX_AUTOCORRELATION,
    MAX_LATER_NIGHTS,
    MIN_NIGHTS_FOR_CHANGE,
    LastingChange,
    autocorrelation,
    lasting_change,
)
from tests.lazily import stats

FIRST = [4.0, 6.0, 6.0, 4.0] * 7
"""Stretches of this kind have no autocorrelation that counts: the estimate is below zero."""

LOWER = [each - 3 for each in FIRST]


def test_the_difference_is_that_of_the_means_and_the_interval_that_of_student() -> None:
    found = lasting_change(FIRST, LOWER * 2)

    error = math.sqrt((28 / 27 + 28 / 27) / 28)
    half = stats.t.ppf(0.995, 27) * error
    assert autocorrelation([FIRST]) == 0.0
    assert found.difference == -3.0
    assert found.interval == pytest.approx((-3 - half, -3 + half), abs=1e-3)


def test_nights_that_are_alike_make_the_interval_wider() -> None:
    in_pairs = [4.0, 4.0, 4.0, 4.0, 6.0, 6.0, 6.0, 6.0] * 3 + [4.0, 4.0, 6.0, 6.0]
    narrow = lasting_change(FIRST, LOWER * 2).interval
    wide = lasting_change(in_pairs, [each - 3 for each in in_pairs * 2]).interval

    assert narrow is not None
    assert wide is None or wide[1] - wide[0] > 1.5 * (narrow[1] - narrow[0])
    assert 0.5 < autocorrelation([in_pairs]) < MAX_AUTOCORRELATION


def test_the_autocorrelation_by_hand() -> None:
    """Off the mean by -1 and 1 in turn of two: 13 products of 1, 14 of -1; one such step of 28 counts."""
    raw = (14 - 13) / 28

    assert autocorrelation([[4.0, 4.0, 6.0, 6.0] * 7]) == pytest.approx((28 * raw + 1) / 24)
    assert autocorrelation([[5.0] * 28]) == 0.0
    assert autocorrelation([[float(day) for day in range(28)]]) == MAX_AUTOCORRELATION


def test_it_has_to_last_fourteen_looks() -> None:
    lasted = COMPARED_NIGHTS + COMPARISONS_IN_A_ROW - 1

    assert lasting_change(FIRST, (LOWER * 2)[:lasted]).interval is not None
    assert lasting_change(FIRST, (LOWER * 2)[: lasted - 1]) == LastingChange(1)
    assert lasting_change(FIRST, FIRST + LOWER[:14]).interval is None
    assert lasting_change(FIRST, FIRST + LOWER).interval is None


def test_changes_one_way_and_the_other_do_not_add_up() -> None:
    much_more, much_less = ([each + by for each in FIRST] for by in (60, -600))

    assert lasting_change(FIRST, much_more * 2).interval is not None
    assert lasting_change(FIRST, much_more * 2 + much_less[:7]).interval is None


def test_what_is_missing_is_counted() -> None:
    assert lasting_change([], ()) == LastingChange(MIN_NIGHTS_FOR_CHANGE)
    assert lasting_change(FIRST, LOWER) == LastingChange(COMPARISONS_IN_A_ROW - 1)


def test_only_the_latest_nights_count() -> None:
    later = [float(day * day % 11) for day in range(MAX_LATER_NIGHTS + 100)]

    assert lasting_change(FIRST, later) == lasting_change(FIRST, later[-MAX_LATER_NIGHTS:])


def ratings(chance: random.Random, alike: float, count: int, change: float = 0.0) -> list[float]:
    """Random ratings around 4, SD 2.2, autocorrelation `alike`; shifted by `change` SDs from the 29th on."""
    found, deviation = [], chance.gauss(0, 1)
    for day in range(count):
        shifted = deviation + (change if day >= COMPARED_NIGHTS else 0.0)
        found.append(float(min(10, max(0, round(4 + 2.2 * shifted)))))
        deviation = alike * deviation + math.sqrt(1 - alike**2) * chance.gauss(0, 1)
    return found


def is_reported(values: Sequence[float]) -> bool:
    return lasting_change(values[:COMPARED_NIGHTS], values[COMPARED_NIGHTS:]).interval is not None


def share_of_false_reports(alike: float, people: int) -> float:
    """The share with a false report of a change, for daily looks from the 69th night to the 240th."""
    chance = random.Random(8)
    received = 0
    for _ in range(people):
        values = ratings(chance, alike, 240)
        received += any(is_reported(values[:days]) for days in range(MIN_NIGHTS_FOR_CHANGE, 241))
    return received / people


def share_of_changes_reported(alike: float, people: int) -> float:
    """The share with a report, on the 147th night, of a change by 1.2 SD since the 29th."""
    chance = random.Random(9)
    return sum(is_reported(ratings(chance, alike, 147, 1.2)) for _ in range(people)) / people


def tolerance(share: float, people: int) -> float:
    """The allowed error of a simulated share: three standard errors, at least one person."""
    return max(3 * math.sqrt(share * (1 - share) / people), 1 / people)


FALSE_REPORTS = {0.0: 0.016, 0.3: 0.029, 0.5: 0.039, 0.7: 0.061}
CHANGES_REPORTED = {0.0: 0.86, 0.5: 0.30}


def test_an_unchanged_person_is_rarely_told_of_a_change() -> None:
    assert share_of_false_reports(0.5, 20) <= FALSE_REPORTS[0.5] + tolerance(FALSE_REPORTS[0.5], 20)


@pytest.mark.parametrize("alike", CHANGES_REPORTED)
def test_a_large_change_is_often_seen(alike: float) -> None:
    assert share_of_changes_reported(alike, 100) == pytest.approx(
        CHANGES_REPORTED[alike], abs=tolerance(CHANGES_REPORTED[alike], 100)
    )


@pytest.mark.long
@pytest.mark.parametrize("alike", FALSE_REPORTS)
def test_a_daily_look_over_half_a_year_errs_as_often_as_is_said(alike: float) -> None:
    assert share_of_false_reports(alike, 1000) == pytest.approx(
        FALSE_REPORTS[alike], abs=tolerance(FALSE_REPORTS[alike], 1000)
    )


@pytest.mark.long
@pytest.mark.parametrize("alike", CHANGES_REPORTED)
def test_a_large_change_is_seen_as_often_as_is_said(alike: float) -> None:
    assert share_of_changes_reported(alike, 4000) == pytest.approx(
        CHANGES_REPORTED[alike], abs=tolerance(CHANGES_REPORTED[alike], 4000)
    )
