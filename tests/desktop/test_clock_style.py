"""The style of clock times and weeks of a place, as Qt tells it."""

import pytest
from PySide6.QtCore import QLocale

from rlscompanion.desktop.clock_style import clock_style_of, use_system_clock_style
from rlscompanion.domain.clock_style import ClockStyle, current_clock_style
from tests.cases import each_case


@each_case(
    ("name", "style"),
    [
        ("en_US", ClockStyle(uses_am_pm=True, first_weekday=6)),
        ("de_DE", ClockStyle(uses_am_pm=False, first_weekday=0)),
        ("en_AU", ClockStyle(uses_am_pm=True, first_weekday=0)),
        ("ar_EG", ClockStyle(uses_am_pm=True, first_weekday=5)),
        ("fr_CA", ClockStyle(uses_am_pm=False, first_weekday=6)),
    ],
)
def test_a_place_has_its_clock_and_week(name: str, style: ClockStyle) -> None:
    assert clock_style_of(QLocale(name)) == style


@pytest.mark.usefixtures("in_halves")
def test_the_program_follows_the_place() -> None:
    use_system_clock_style()

    assert current_clock_style() == clock_style_of(QLocale.system())
