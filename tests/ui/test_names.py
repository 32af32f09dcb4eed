"""What the window itself is called; the names at each station are read from its record."""

from tests.ui.bedside import Bedside


def test_the_window_has_a_title(bedside: Bedside) -> None:
    assert bedside.window.windowTitle() == "RLS Companion"
