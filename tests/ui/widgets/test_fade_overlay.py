"""The overlay that fades from a picture of the earlier page to the present page."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from rlscompanion.ui.widgets.fade_overlay import FadeOverlay
from tests.bedtime.signal_recorder import SignalRecorder


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.setStyleSheet("background: #ffffff;")
    made.resize(120, 80)
    qtbot.addWidget(made)
    made.show()
    return made


def black_picture() -> QPixmap:
    picture = QPixmap(120, 80)
    picture.fill(QColor("#000000"))
    return picture


def middle_brightness(window: QWidget) -> int:
    return window.grab().toImage().pixelColor(60, 40).red()


def test_each_pixel_goes_straight_from_old_to_new(window: QWidget) -> None:
    overlay = FadeOverlay(window)
    overlay.start_fade(black_picture(), 3.0)

    seen = []
    for share in (0.0, 0.25, 0.5, 0.75):
        overlay.jump_to_share(share)
        seen.append(middle_brightness(window))

    assert seen == [pytest.approx(255 * share, abs=2) for share in (0.0, 0.25, 0.5, 0.75)]


def test_at_its_end_it_is_gone(window: QWidget) -> None:
    overlay = FadeOverlay(window)
    overlay.start_fade(black_picture(), 3.0)

    overlay.jump_to_share(1.0)

    assert not overlay.is_fading
    assert overlay.isHidden()
    assert middle_brightness(window) == 255


def test_it_can_be_dropped(window: QWidget) -> None:
    overlay = FadeOverlay(window)
    overlay.start_fade(black_picture(), 3.0)
    assert overlay.is_fading

    overlay.end_fade()

    assert not overlay.is_fading
    assert middle_brightness(window) == 255


def test_it_covers_the_window_also_when_that_grows(window: QWidget) -> None:
    overlay = FadeOverlay(window)
    overlay.start_fade(black_picture(), 3.0)

    window.resize(200, 100)
    overlay.setGeometry(window.rect())

    assert window.grab().toImage().pixelColor(190, 90).red() < 10


def test_presses_go_through_it(window: QWidget) -> None:
    under = QPushButton("Under", window)
    under.resize(120, 80)
    under.show()
    heard = SignalRecorder(under, "pressed")
    overlay = FadeOverlay(window)
    overlay.start_fade(black_picture(), 3.0)
    handle = window.windowHandle()

    QTest.mouseClick(handle, Qt.MouseButton.LeftButton, pos=overlay.rect().center())

    assert heard.take() == ["pressed"]
