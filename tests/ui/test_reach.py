"""What single keys do; what holds on every page is tested with the page's record."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QCheckBox,
)

from tests.ui.bedside import Bedside
from tests.ui.stations import station_named


def test_a_diary_can_be_ticked_by_keys(bedside: Bedside) -> None:
    station_named("morning").go(bedside)
    tick = bedside.control("I did not sleep", QCheckBox)
    tick.setFocus()

    bedside.keys("Space")

    assert tick.isChecked()


def test_notes_are_left_by_tab(bedside: Bedside) -> None:
    station_named("morning").go(bedside)
    bedside.unfold_diary()
    bedside.control("Notes").setFocus()

    bedside.keys("Tab")

    focused = bedside.window.focusWidget()
    assert focused is not None
    assert focused.accessibleIdentifier() == "Tried in the night: massage: no"


def test_text_grows_and_shrinks_by_keys(bedside: Bedside) -> None:
    control = Qt.KeyboardModifier.ControlModifier

    QTest.keyClick(bedside.window, Qt.Key.Key_Plus, control)
    QTest.keyClick(bedside.window, Qt.Key.Key_Plus, control)
    larger = bedside.window.text_scale
    QTest.keyClick(bedside.window, Qt.Key.Key_Minus, control)

    assert larger == 1.3
    assert bedside.window.text_scale == 1.15
    assert bedside.preferences.get("text_scale", "") == "1.15"
