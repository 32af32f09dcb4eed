"""Amounts and differences in words."""

from rlscompanion.domain.amounts import amount_text, difference_text, duration_text
from tests.cases import each_case


@each_case(("value", "text"), [(6.0, "6"), (6.5, "6.5"), (0.04, "0"), (10.0, "10")])
def test_an_amount_has_a_decimal_where_it_says_something(value: float, text: str) -> None:
    assert amount_text(value) == text


@each_case(("difference", "text"), [(-1.5, "−1.5"), (-2.0, "−2"), (0.0, "0"), (-0.04, "0"), (2.0, "+2")])
def test_a_difference_has_its_sign(difference: float, text: str) -> None:
    assert difference_text(difference) == text


@each_case(
    ("minutes", "text"),
    [(381.0, "6 h 21"), (35.4, "35 min"), (59.6, "1 h 00"), (60.0, "1 h 00"), (0.0, "0 min")],
)
def test_a_duration_is_in_hours_and_minutes(minutes: float, text: str) -> None:
    assert duration_text(minutes) == text
