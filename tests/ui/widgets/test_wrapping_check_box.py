"""A check box whose text wraps onto further lines and can be clicked."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from rlscompanion.ui.theme import DUSK, apply_theme
from rlscompanion.ui.widgets.wrapping_check_box import WrappingCheckBox

LONG = "Surgery, a fracture, lying still for long, or long travel in the last three months"


@pytest.fixture
def line() -> Iterator[WrappingCheckBox]:
    made = WrappingCheckBox(LONG)
    apply_theme(made, DUSK)
    made.resize(240, made.heightForWidth(240))
    made.show()
    yield made
    made.close()


def text_label(line: WrappingCheckBox) -> QLabel:
    found = line.findChild(QLabel)
    assert found is not None
    return found


def test_a_click_on_the_words_ticks_the_box_and_gives_it_the_focus(line: WrappingCheckBox) -> None:
    toggled: list[bool] = []
    line.toggled.connect(toggled.append)
    at = text_label(line).geometry().center()

    for _ in range(2):
        QTest.mouseClick(line, Qt.MouseButton.LeftButton, pos=at)

    assert toggled == [True, False]
    assert line.box.hasFocus()


def test_only_a_whole_left_click_counts(line: WrappingCheckBox) -> None:
    inside, outside = text_label(line).geometry().center(), QPoint(line.width() + 40, 10)

    QTest.mouseClick(line, Qt.MouseButton.RightButton, pos=inside)
    QTest.mousePress(line, Qt.MouseButton.LeftButton, pos=inside)
    QTest.mouseRelease(line, Qt.MouseButton.LeftButton, pos=outside)

    assert not line.is_ticked


def test_space_ticks_it(line: WrappingCheckBox) -> None:
    line.box.setFocus()

    QTest.keyClick(line.box, Qt.Key.Key_Space)

    assert line.is_ticked


def test_long_words_take_several_lines(line: WrappingCheckBox) -> None:
    assert line.hasHeightForWidth()
    assert text_label(line).height() > 2 * text_label(line).fontMetrics().height()
    assert line.box.height() >= 44


def test_the_box_goes_by_its_words(line: WrappingCheckBox) -> None:
    assert line.box.accessibleName() == line.box.accessibleIdentifier() == LONG
    assert text_label(line).buddy() is line.box
