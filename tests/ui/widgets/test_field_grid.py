"""The grid that puts captions and controls into as many columns as fit."""

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from rlscompanion.ui.widgets.field_grid import FieldGrid


@pytest.fixture
def fields(qtbot: QtBot) -> list[tuple[QLabel, QWidget]]:
    return [(QLabel(word), QLineEdit()) for word in ("Sound", "Volume", "Leg", "Who")]


def columns(grid: FieldGrid, fields: list[tuple[QLabel, QWidget]]) -> int:
    """How many columns the grid has, counted as different horizontal positions of controls."""
    layout = grid.layout()
    assert layout is not None
    layout.activate()
    shown = [control for _, control in fields if not control.isHidden()]
    assert all(caption.x() == control.x() for caption, control in fields if not control.isHidden()), (
        "a caption is above its control"
    )
    return len({control.x() for control in shown})


@pytest.mark.parametrize(("width", "count"), [(1200, 4), (700, 2), (480, 2), (300, 1)])
def test_rows_are_alike(qtbot: QtBot, fields: list[tuple[QLabel, QWidget]], width: int, count: int) -> None:
    grid = FieldGrid(fields)
    qtbot.addWidget(grid)
    grid.resize(width, 400)
    grid.show()

    assert columns(grid, fields) == count


def test_what_is_hidden_takes_no_room(qtbot: QtBot, fields: list[tuple[QLabel, QWidget]]) -> None:
    grid = FieldGrid(fields)
    qtbot.addWidget(grid)
    grid.resize(1200, 400)
    grid.show()

    for widget in fields[2]:
        widget.hide()
    grid.fit_to_text_size()

    assert columns(grid, fields) == 3
    assert fields[0][1].width() > 350
    assert fields[0][0].buddy() is fields[0][1]
