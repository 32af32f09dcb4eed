"""Other screens are black while the window is black; a press there counts as a press on the window."""

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from rlscompanion.ui.widgets.black_screens import BlackScreens
from tests.leaks import delete_what_is_due

# What a cover asks of a desktop, the screenless platform has not.
pytestmark = pytest.mark.qt_log_ignore(r"does not support raise\(\)", extend=True)


class _Window(QWidget):
    """A window whose screen the test sets, so that the only real screen is another one."""

    own = QRect(100_000, 0, 800, 600)

    def screen(self) -> SimpleNamespace:  # type: ignore[override]
        return SimpleNamespace(geometry=lambda: self.own)


@pytest.fixture
def window(qtbot: QtBot) -> _Window:
    window = _Window()
    column = QVBoxLayout(window)
    column.addWidget(QLineEdit())
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def presses() -> list[QMouseEvent]:
    return []


@pytest.fixture
def screens(window: _Window, presses: list[QMouseEvent]) -> Iterator[BlackScreens]:
    screens = BlackScreens(window, presses.append)
    yield screens
    screens.set_dark(False)


def covers(window: _Window) -> list[QWidget]:
    return [each for each in QApplication.topLevelWidgets() if each.parent() is window and each.isVisible()]


def test_another_screen_is_black_until_it_is_light_again(window: _Window, screens: BlackScreens) -> None:
    screens.set_dark(True)
    screens.set_dark(True)

    (cover,) = covers(window)
    assert cover.geometry() == QApplication.primaryScreen().geometry()
    image = cover.grab().toImage()
    assert {image.pixelColor(x, y).name() for x in (0, 50) for y in (0, 50)} == {"#000000"}
    screens.set_dark(False)
    delete_what_is_due()
    assert covers(window) == []


def test_a_screen_that_shows_the_same_is_left_alone(window: _Window, screens: BlackScreens) -> None:
    window.own = QApplication.primaryScreen().geometry()
    screens.set_dark(True)
    assert covers(window) == []


def test_a_press_is_handed_on_once_and_a_key_to_where_the_focus_is(
    window: _Window, screens: BlackScreens, presses: list[QMouseEvent]
) -> None:
    screens.set_dark(True)
    (cover,) = covers(window)
    field = window.findChild(QLineEdit)
    assert field is not None
    field.setFocus()

    QTest.mousePress(cover, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    QTest.mouseDClick(cover, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    QTest.keyClick(cover, Qt.Key.Key_A)

    assert len(presses) == 1
    assert field.text() == "a"
