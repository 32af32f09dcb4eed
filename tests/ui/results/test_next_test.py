"""The date of the next iron test: stored and shown, but never insisted on."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit

from rlscompanion.bedtime.preferences import NEXT_IRON_TEST
from tests.ui.bedside import Bedside
from tests.ui.conftest import OpenBedside

pytestmark = pytest.mark.usefixtures("unstyled")

FIELD = "Next iron test"


def to_results(bedside: Bedside) -> None:
    bedside.press("Insights")
    bedside.press("Test results and medicines")


def note(bedside: Bedside, text: str) -> None:
    line = bedside.control(FIELD, QLineEdit)
    line.setText(text)
    line.setFocus()
    bedside.keys("Enter")


def test_a_date_is_kept_and_shown_the_next_time(bedside: Bedside, opened: OpenBedside) -> None:
    to_results(bedside)
    note(bedside, "2027-03-04")
    assert bedside.typed(FIELD) == "4 Mar 2027"

    again = opened(replace(bedside))
    to_results(again)

    assert again.typed(FIELD) == "4 Mar 2027"


def test_a_blank_field_takes_it_away(bedside: Bedside) -> None:
    to_results(bedside)
    note(bedside, "2027-03-04")

    note(bedside, "")

    assert NEXT_IRON_TEST.of(bedside.preferences) is None


def test_what_is_no_date_is_told_and_not_kept(bedside: Bedside) -> None:
    to_results(bedside)

    note(bedside, "someday")

    assert "someday" in bedside.control("Problem with next iron test", QLabel).text()
    assert NEXT_IRON_TEST.of(bedside.preferences) is None


@pytest.mark.parametrize("page", ["Tonight", "Insights", "Learn", "Settings"])
def test_nothing_reminds_of_it(bedside: Bedside, page: str) -> None:
    to_results(bedside)
    note(bedside, "2026-11-22")
    bedside.clock.advance(10 * 24 * 3600)

    bedside.press(page)

    assert not any("iron test" in text.lower() for text in bedside.texts())
