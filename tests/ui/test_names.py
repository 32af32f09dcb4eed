"""The window's name; the names on each page are tested with the page's record."""

from tests.ui.bedside import Bedside


def test_the_window_has_a_title(bedside: Bedside) -> None:
    assert bedside.window.windowTitle() == "RLS Companion"
