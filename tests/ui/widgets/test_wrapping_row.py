"""A row of widgets that continues on the next line if it is too long."""

from collections.abc import Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QSlider, QWidget
from pytestqt.qtbot import QtBot

from rlscompanion.ui.widgets.wrapping_row import DEFAULT_ROW_SPACING, WrappingRow

HEIGHT = 44


def fixed_button(width: int) -> QPushButton:
    made = QPushButton()
    made.setFixedSize(width, HEIGHT)
    return made


class ShownRow:
    """A wrapping row in its own window."""

    def __init__(
        self,
        qtbot: QtBot,
        widgets: Sequence[QWidget],
        stretched: QWidget | None = None,
        *,
        centred: bool = False,
    ) -> None:
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.row = WrappingRow(widgets, stretched, centred=centred)
        self.window.setLayout(self.row)
        self.window.show()

    def at_width(self, width: int) -> None:
        self.window.resize(width, self.row.heightForWidth(width))
        self.row.activate()


def left_edges_by_line(widgets: Sequence[QWidget]) -> list[list[int]]:
    """The x coordinates of the widgets in each line, from the top line down."""
    tops = sorted({each.y() for each in widgets})
    return [[each.x() for each in widgets if each.y() == top] for top in tops]


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (316, [[0, 108, 216]]),
        (315, [[0, 108], [0]]),
        (208, [[0, 108], [0]]),
        (207, [[0], [0], [0]]),
    ],
)
def test_it_goes_on_where_there_is_no_more_room(qtbot: QtBot, width: int, expected: list[list[int]]) -> None:
    widgets = [fixed_button(100) for _ in range(3)]
    shown = ShownRow(qtbot, widgets)
    shown.at_width(width)

    assert left_edges_by_line(widgets) == expected
    assert shown.row.heightForWidth(width) == HEIGHT * len(expected) + DEFAULT_ROW_SPACING * (
        len(expected) - 1
    )


def test_centred_lines_stand_in_the_middle(qtbot: QtBot) -> None:
    widgets = [fixed_button(100) for _ in range(3)]
    shown = ShownRow(qtbot, widgets, centred=True)
    shown.at_width(248)

    assert left_edges_by_line(widgets) == [[20, 128], [74]]


def test_the_widest_must_fit_and_all_like_one_line(qtbot: QtBot) -> None:
    shown = ShownRow(qtbot, [fixed_button(100), fixed_button(160), fixed_button(60)])

    row = shown.row
    assert row.minimumSize().width() == 160
    assert row.sizeHint().width() == 320 + 2 * DEFAULT_ROW_SPACING
    assert row.hasHeightForWidth()


def test_wider_spacing_moves_everything_apart(qtbot: QtBot) -> None:
    widgets = [fixed_button(100) for _ in range(3)]
    shown = ShownRow(qtbot, widgets)
    shown.row.setSpacing(20)
    shown.at_width(220)

    assert [each.pos().toTuple() for each in widgets] == [(0, 0), (120, 0), (0, HEIGHT + 20)]


def test_what_is_hidden_takes_no_room(qtbot: QtBot) -> None:
    widgets = [fixed_button(100) for _ in range(3)]
    shown = ShownRow(qtbot, widgets)
    widgets[1].hide()
    shown.at_width(208)

    assert (widgets[0].pos().toTuple(), widgets[2].pos().toTuple()) == ((0, 0), (108, 0))


def test_with_all_hidden_it_has_no_height(qtbot: QtBot) -> None:
    widgets = [fixed_button(100)]
    shown = ShownRow(qtbot, widgets)
    widgets[0].hide()

    assert shown.row.heightForWidth(300) == 0


def test_one_can_take_what_the_line_leaves(qtbot: QtBot) -> None:
    slider = QSlider(Qt.Orientation.Horizontal)
    widgets = [fixed_button(100), slider, fixed_button(100)]
    shown = ShownRow(qtbot, widgets, slider)
    shown.at_width(600)

    assert widgets[2].geometry().right() == 599
    assert slider.width() == 600 - 200 - 2 * DEFAULT_ROW_SPACING


def test_there_are_no_items_beyond_its_own(qtbot: QtBot) -> None:
    shown = ShownRow(qtbot, [fixed_button(100), fixed_button(60)])

    assert shown.row.count() == 2
    assert shown.row.itemAt(1) is not None
    assert shown.row.itemAt(2) is None
    assert shown.row.itemAt(-1) is None
    assert shown.row.takeAt(2) is None
