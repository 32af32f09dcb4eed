"""Tests of rolling medians and summaries against a plain calculation."""

from datetime import date, timedelta
from statistics import median

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rlscompanion.domain.trends import MIN_NIGHTS_IN_WINDOW, quantile, rolling_medians, summarize_values

DAY = date(2026, 2, 20)

values_by_evening = st.dictionaries(
    st.integers(0, 60).map(lambda days: DAY + timedelta(days=days)),
    st.integers(0, 10).map(float),
    max_size=40,
)


@given(values_by_evening, st.integers(1, 20))
def test_a_rolling_median_is_that_of_the_nights_in_its_window(values: dict[date, float], nights: int) -> None:
    found = {each.evening: each for each in rolling_medians(values, nights)}

    for evening in values:
        inside = [value for day, value in values.items() if 0 <= (evening - day).days < nights]
        if len(inside) < MIN_NIGHTS_IN_WINDOW:
            assert evening not in found
            continue
        rolled = found[evening]
        assert (rolled.median, rolled.known_nights) == (median(inside), len(inside))
        assert rolled.first_quartile == pytest.approx(np.quantile(inside, 0.25))
        assert rolled.third_quartile == pytest.approx(np.quantile(inside, 0.75))


def test_a_gap_is_a_gap_and_no_zero() -> None:
    values = {DAY + timedelta(days=day): 6.0 for day in (0, 1, 2, 3, 4, 30, 31)}

    assert [(each.evening, each.median) for each in rolling_medians(values)] == [
        (DAY + timedelta(days=4), 6.0)
    ]


@given(st.lists(st.floats(-100, 100), min_size=1, max_size=30), st.floats(0, 1))
def test_quantiles_are_those_of_numpy(values: list[float], share: float) -> None:
    assert quantile(sorted(values), share) == pytest.approx(float(np.quantile(values, share)), abs=1e-9)


def test_nothing_has_no_quantile_and_no_spread() -> None:
    with pytest.raises(ValueError, match="nothing"):
        quantile([], 0.5)
    with pytest.raises(ValueError, match="nothing"):
        summarize_values([])


def test_a_spread_is_four_numbers_in_words() -> None:
    assert (
        summarize_values([3.0, 1.0, 8.0, 4.0]).in_words("{:g}".format)
        == "median 3.5, quartiles 2.5 and 5, n = 4"
    )
