"""Every control can be reached by keys, and is large enough to press half asleep."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QScrollBar,
    QWidget,
)

from tests.ui.bedside import Bedside
from tests.ui.conftest import OpenBedside
from tests.ui.stations import EVERY, LIT, Station, station

LEAST_HEIGHT = 44
PRESSABLE = (QAbstractButton, QAbstractSlider, QComboBox, QLineEdit, QPlainTextEdit, QAbstractItemView)


def pressable(bedside: Bedside) -> list[QWidget]:
    """Everything enabled that is to be seen and can be pressed or filled in."""
    return [
        each
        for each in bedside.window.findChildren(QWidget)
        if isinstance(each, PRESSABLE)
        and not isinstance(each, QScrollBar | QHeaderView)
        and each.isVisible()
        and each.isEnabled()
    ]


def tabbed_through(bedside: Bedside, key: Qt.Key = Qt.Key.Key_Tab) -> list[QWidget]:
    """What has the focus in turn, from the first focus once around."""
    reached: list[QWidget] = []
    for _ in range(100):
        at = bedside.window.focusWidget()
        assert at is not None
        if at in reached:
            break
        reached.append(at)
        QTest.keyClick(at, key)
    return reached


def words(widgets: list[QWidget]) -> list[str]:
    return sorted(each.accessibleIdentifier() for each in widgets)


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Backtab], ids=["Tab", "Shift+Tab"])
@pytest.mark.parametrize("where", [each for each in EVERY if each.name != "black"], ids=str)
def test_tab_reaches_everything_that_can_be_pressed(bedside: Bedside, where: Station, key: Qt.Key) -> None:
    where.go(bedside)
    expected = pressable(bedside)

    reached = tabbed_through(bedside, key)

    assert words([each for each in expected if each not in reached]) == []


@pytest.mark.parametrize("where", [each for each in LIT if "session" not in each.name], ids=str)
def test_at_twice_the_size_what_has_the_focus_is_in_sight(opened: OpenBedside, where: Station) -> None:
    bedside = Bedside()
    bedside.preferences.set("text_scale", "2.0")
    opened(bedside)
    where.go(bedside)
    bedside.settle()
    hidden = []
    for _ in range(100):
        QTest.keyClick(bedside.window.focusWidget() or bedside.window, Qt.Key.Key_Tab)
        bedside.settle()
        at = bedside.window.focusWidget()
        assert at is not None
        if at.visibleRegion().boundingRect().height() < min(LEAST_HEIGHT, at.height()):
            hidden.append(at.accessibleIdentifier())

    assert hidden == []


@pytest.mark.parametrize("where", LIT, ids=str)
def test_the_first_focus_is_on_the_page(bedside: Bedside, where: Station) -> None:
    where.go(bedside)

    focused = bedside.window.focusWidget()
    assert focused is not None
    assert focused is bedside.page or bedside.page.isAncestorOf(focused)


@pytest.mark.parametrize("where", EVERY, ids=str)
def test_targets_are_at_least_44_pixels_high(bedside: Bedside, where: Station) -> None:
    where.go(bedside)
    bedside.settle()

    low = {each.accessibleIdentifier(): each.height() for each in pressable(bedside)}
    assert {word: height for word, height in low.items() if height < LEAST_HEIGHT} == {}


@pytest.mark.parametrize("scale", ["1.0", "2.0"])
@pytest.mark.parametrize(
    ("where", "word"),
    [("sounds with all", "Presets"), ("sounds with all", "Own audio"), ("routines own", "Steps")],
)
def test_rows_are_at_least_44_pixels_high(opened: OpenBedside, where: str, word: str, scale: str) -> None:
    bedside = Bedside()
    bedside.preferences.set("text_scale", scale)
    opened(bedside)
    station(where).go(bedside)

    assert bedside.control(word, QListView).sizeHintForRow(0) >= LEAST_HEIGHT


@pytest.mark.parametrize("where", [each for each in EVERY if each.name not in ("black", "session")], ids=str)
def test_the_focus_can_be_seen(bedside: Bedside, where: Station) -> None:
    where.go(bedside)
    bedside.settle()
    for each in pressable(bedside):
        if isinstance(each, QAbstractItemView):
            continue  # shows its current row instead
        each.clearFocus()
        without = each.grab().toImage()

        each.setFocus()

        assert each.grab().toImage() != without, each.accessibleIdentifier()


def test_a_diary_can_be_ticked_by_keys(bedside: Bedside) -> None:
    station("morning").go(bedside)
    tick = bedside.control("I did not sleep", QCheckBox)
    tick.setFocus()

    bedside.keys("Space")

    assert tick.isChecked()


def test_up_and_down_leave_notes_and_lists_by_tab(bedside: Bedside) -> None:
    station("morning").go(bedside)
    bedside.control("Notes").setFocus()

    bedside.keys("Tab")

    focused = bedside.window.focusWidget()
    assert focused is not None
    assert focused.accessibleIdentifier() == "Save night"


@pytest.mark.parametrize("where", LIT, ids=str)
def test_text_grows_and_shrinks_by_keys(bedside: Bedside, where: Station) -> None:
    where.go(bedside)
    control = Qt.KeyboardModifier.ControlModifier

    QTest.keyClick(bedside.window, Qt.Key.Key_Plus, control)
    QTest.keyClick(bedside.window, Qt.Key.Key_Plus, control)
    larger = bedside.window.text_scale
    QTest.keyClick(bedside.window, Qt.Key.Key_Minus, control)

    assert larger == 1.3
    assert bedside.window.text_scale == 1.15
    assert bedside.preferences.get("text_scale", "") == "1.15"
