"""Gaps that grow with the window, and shrink again to their designed sizes."""

from PySide6.QtWidgets import QGridLayout, QLabel, QWidget
from pytestqt.qtbot import QtBot

from rlscompanion.ui.widgets.boxes import STRETCH, in_column
from rlscompanion.ui.widgets.spacing import grow_gaps


def test_margins_spacing_and_spaces_grow_and_come_back(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    grid = QGridLayout()
    grid.setHorizontalSpacing(10)
    grid.setVerticalSpacing(4)
    one, other = QLabel("one"), QLabel("other")
    lines = in_column(one, 20, other, grid, STRETCH, into=window, spacing=6, margins=(4, 8, 4, 8))

    def gaps() -> tuple[int, ...]:
        lines.activate()
        between = other.y() - one.geometry().bottom() - 1
        margins = lines.contentsMargins()
        return (margins.left(), margins.top(), between, grid.horizontalSpacing(), grid.verticalSpacing())

    window.resize(300, 400)
    as_designed = gaps()
    grow_gaps(window, 1.0)
    assert gaps() == as_designed == (4, 8, 26, 10, 4)

    grow_gaps(window, 1.5)
    grow_gaps(window, 2.0)
    assert gaps() == tuple(2 * each for each in as_designed)

    grow_gaps(window, 1.0)
    assert gaps() == as_designed
