"""Functions that fill rows and columns with widgets."""

from PySide6.QtCore import QMargins, QRect
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from rlscompanion.ui.widgets.boxes import STRETCH, add_parts, in_column, in_row


def empty_widget(qtbot: QtBot, width: int, height: int) -> QWidget:
    """An empty widget of this size."""
    holder = QWidget()
    qtbot.addWidget(holder)
    holder.resize(width, height)
    return holder


def fixed_label(width: int, height: int) -> QLabel:
    made = QLabel()
    made.setFixedSize(width, height)
    return made


def test_parts_stand_in_a_row_with_pixels_and_a_stretch_between(qtbot: QtBot) -> None:
    holder = empty_widget(qtbot, 200, 20)
    first, second, third = fixed_label(30, 20), fixed_label(30, 20), fixed_label(30, 20)
    row = in_row(first, 7, second, STRETCH, third, into=holder, spacing=0)
    row.activate()

    assert [each.geometry() for each in (first, second, third)] == [
        QRect(0, 0, 30, 20),
        QRect(37, 0, 30, 20),
        QRect(170, 0, 30, 20),
    ]


def test_a_column_holds_boxes_and_shares_room_as_told(qtbot: QtBot) -> None:
    holder = empty_widget(qtbot, 100, 100)
    high, low = QLabel(), fixed_label(40, 20)
    column = in_column((high, 1), in_row(low, STRETCH), into=holder, spacing=10, margins=(1, 2, 3, 4))
    column.activate()

    assert column.contentsMargins() == QMargins(1, 2, 3, 4)
    assert high.geometry() == QRect(1, 2, 96, 64)
    assert low.geometry() == QRect(1, 76, 40, 20)


def test_more_parts_come_behind_those_that_are_there(qtbot: QtBot) -> None:
    holder = empty_widget(qtbot, 100, 20)
    first, second = fixed_label(30, 20), fixed_label(30, 20)
    row = in_row(first, into=holder, spacing=5, margins=9)

    assert add_parts(row, second) is row
    assert (row.indexOf(first), row.indexOf(second)) == (0, 1)
    assert (row.spacing(), row.contentsMargins()) == (5, QMargins(9, 9, 9, 9))
