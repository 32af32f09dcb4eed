"""Amounts and differences in words."""

import pytest

from rlscompanion.domain.amounts import amount_text, difference_text


@pytest.mark.parametrize(("value", "text"), [(6.0, "6"), (6.5, "6.5"), (0.04, "0"), (10.0, "10")])
def test_an_amount_has_a_decimal_where_it_says_something(value: float, text: str) -> None:
    assert amount_text(value) == text


@pytest.mark.parametrize(
    ("difference", "text"), [(-1.5, "−1.5"), (-2.0, "−2"), (0.0, "0"), (-0.04, "0"), (2.0, "+2")]
)
def test_a_difference_has_its_sign(difference: float, text: str) -> None:
    assert difference_text(difference) == text
