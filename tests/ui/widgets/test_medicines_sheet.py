"""The printed sheet of medicines to check, which several pages offer."""

import pytest
from PySide6.QtWidgets import QLabel

from tests.stores import NO_ROOM
from tests.ui.bedside import Bedside

WORDS = "Medicines to check with me"
PATHS = [("Learn", "Things that can worsen RLS"), ("Insights", "Test results and medicines")]


def result_text(bedside: Bedside) -> str:
    return bedside.control("Medicines page", QLabel).text()


@pytest.mark.parametrize("presses", PATHS)
def test_it_is_written_where_it_is_to_go(bedside: Bedside, presses: tuple[str, ...]) -> None:
    bedside.files.answer = "/home/somebody/medicines.pdf"
    for word in presses:
        bedside.press(word)

    bedside.press(WORDS)

    assert bedside.files.asked == ["Medicines to check with me.pdf"]
    assert bedside.reports.medicines == ["/home/somebody/medicines.pdf"]
    assert result_text(bedside) == "Saved as /home/somebody/medicines.pdf."


def test_what_cannot_be_written_is_told(bedside: Bedside) -> None:
    bedside.files.answer = "/home/somebody/medicines.pdf"
    bedside.reports.refusal = NO_ROOM
    for word in PATHS[0]:
        bedside.press(word)

    bedside.press(WORDS)

    assert result_text(bedside) == NO_ROOM


def test_no_file_no_page(bedside: Bedside) -> None:
    for word in PATHS[0]:
        bedside.press(word)

    bedside.press(WORDS)

    assert bedside.reports.medicines == []
    assert not bedside.visible("Medicines page")
