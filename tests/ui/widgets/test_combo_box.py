import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QStyleOptionComboBox, QWidget
from pytestqt.qtbot import QtBot

from rlscompanion.ui.theme import DUSK, EMBER, Theme, apply_theme
from rlscompanion.ui.widgets.combo_box import COMBO_BOX_PIXELS_BESIDE_TEXT, CheckBox, ComboBox
from tests.waiting import PATIENCE_MS


def shown(qtbot: QtBot, widget: QWidget, theme: Theme = DUSK) -> QWidget:
    qtbot.addWidget(widget)
    apply_theme(widget, theme)
    widget.resize(260, 48)
    widget.show()
    qtbot.waitExposed(widget, timeout=PATIENCE_MS)
    return widget


def test_a_chooser_says_its_word_and_its_choice(qtbot: QtBot) -> None:
    chooser = ComboBox("Sound")
    chooser.addItems(["Rain", "Pink noise"])
    shown(qtbot, chooser)

    QTest.keyClick(chooser, Qt.Key.Key_Down)

    assert chooser.currentText() == "Pink noise"
    assert (chooser.accessibleIdentifier(), chooser.accessibleName()) == ("Sound", "Sound")


def test_a_choice_too_long_for_the_box_ends_in_dots_before_the_arrow(qtbot: QtBot) -> None:
    chooser = ComboBox("Sound")
    chooser.addItems(["Rain on a tent in the mountains, far from any road", "Rain"])
    shown(qtbot, chooser)
    long, short = QStyleOptionComboBox(), QStyleOptionComboBox()

    chooser.initStyleOption(long)
    chooser.setCurrentIndex(1)
    chooser.initStyleOption(short)

    assert long.currentText.startswith("Rain on a")
    assert long.currentText.endswith("…")
    assert chooser.fontMetrics().horizontalAdvance(long.currentText) <= 260 - COMBO_BOX_PIXELS_BESIDE_TEXT
    assert short.currentText == "Rain"


@pytest.mark.parametrize("theme", [DUSK, EMBER], ids=lambda theme: theme.name)
def test_the_arrow_is_drawn_in_the_accent(qtbot: QtBot, theme: Theme) -> None:
    chooser = shown(qtbot, ComboBox("Sound"), theme)

    picture = chooser.grab().toImage()

    right = range(picture.width() - 32, picture.width() - 10)
    drawn_icon = {picture.pixelColor(x, y).name() for x in right for y in range(10, picture.height() - 10)}
    assert theme.accent in drawn_icon


def test_a_tick_is_drawn_only_when_checked(qtbot: QtBot) -> None:
    tick = CheckBox("I did not sleep", "I did not sleep")
    shown(qtbot, tick)
    blank = tick.grab().toImage()

    tick.setChecked(True)
    checked = tick.grab().toImage()
    tick.setChecked(False)

    assert checked != blank
    assert tick.grab().toImage() == blank


def test_space_ticks(qtbot: QtBot) -> None:
    tick = CheckBox("I did not sleep", "I did not sleep")
    shown(qtbot, tick)

    QTest.keyClick(tick, Qt.Key.Key_Space)

    assert tick.isChecked()
    assert tick.accessibleName() == "I did not sleep"


def test_the_wheel_is_left_to_the_page(qtbot: QtBot) -> None:
    chooser = ComboBox("Sound")
    chooser.addItems(["Rain", "Pink noise"])
    shown(qtbot, chooser)
    centre = QPointF(chooser.rect().center())
    none, down = Qt.MouseButton.NoButton, QPoint(0, -120)
    wheel = QWheelEvent(
        *(centre, QPointF(chooser.mapToGlobal(centre)), QPoint(), down, none),
        *(Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False),
    )

    QApplication.sendEvent(chooser, wheel)

    assert chooser.currentText() == "Rain"
    assert not wheel.isAccepted()


def test_a_long_text_is_cut_short_before_the_arrow(qtbot: QtBot) -> None:
    chooser = ComboBox("Routine")
    chooser.addItems(["W" * 14, "W" * 60])
    shown(qtbot, chooser)
    chooser.setFixedWidth(200)
    arrow = chooser.grab().toImage().copy(chooser.width() - 40, 0, 40, chooser.height())

    chooser.setCurrentIndex(1)

    assert chooser.grab().toImage().copy(chooser.width() - 40, 0, 40, chooser.height()) == arrow
