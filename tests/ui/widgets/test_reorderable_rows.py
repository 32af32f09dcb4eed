"""The rows of a list that can be reordered; each row has a key."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from rlscompanion.ui.widgets.reorderable_rows import NamedRow, RenamableRows
from tests.bedtime.signal_recorder import SignalRecorder

CALF, THIGH, FOOT = NamedRow("c", "Calf"), NamedRow("t", "Thigh"), NamedRow("f", "Foot")


@pytest.fixture
def rows(qtbot: QtBot) -> RenamableRows:
    made = RenamableRows()
    made.show_rows([CALF, THIGH, FOOT])
    return made


def names(rows: RenamableRows) -> list[str]:
    return [rows.index(row).data() for row in range(rows.rowCount())]


def test_rows_are_known_by_their_keys(rows: RenamableRows) -> None:
    assert names(rows) == ["Calf", "Thigh", "Foot"]
    assert [rows.key_at(row) for row in (-1, 0, 2, 3)] == [None, "c", "f", None]
    assert [rows.row_of(key) for key in ("c", "f", "nowhere", None)] == [0, 2, None, None]
    assert rows.rowCount(rows.index(0)) == 0


@pytest.mark.parametrize(
    ("shown", "received"),
    [
        ([CALF, THIGH, FOOT], "dataChanged"),
        ([CALF, NamedRow("t", "Hamstring"), FOOT], "dataChanged"),
        ([THIGH, CALF, FOOT], "modelReset"),
        ([CALF, FOOT], "modelReset"),
        ([], "modelReset"),
    ],
)
def test_only_other_keys_begin_the_list_anew(
    rows: RenamableRows, shown: list[NamedRow], received: str
) -> None:
    heard = SignalRecorder(rows, "modelReset", "dataChanged")
    rows.show_rows(shown)

    [one] = heard.take()
    assert (one[0] if isinstance(one, tuple) else one) == received
    assert names(rows) == [row.name for row in shown]


def test_none_and_then_none_is_no_news(qtbot: QtBot) -> None:
    rows = RenamableRows()
    heard = SignalRecorder(rows, "modelReset", "dataChanged")
    rows.show_rows([])

    assert heard.take() == []


def test_a_name_that_was_typed_is_told_and_not_shown(rows: RenamableRows) -> None:
    heard = SignalRecorder(rows, "name_typed")
    taken = rows.setData(rows.index(1), "Hamstring")

    assert taken
    assert heard.take() == [("name_typed", "t", "Hamstring")]
    assert names(rows) == ["Calf", "Thigh", "Foot"]


@pytest.mark.parametrize(("value", "role"), [("Thigh", Qt.ItemDataRole.EditRole), ("x", 999)])
def test_what_is_no_other_name_is_not_told(rows: RenamableRows, value: str, role: int) -> None:
    heard = SignalRecorder(rows, "name_typed")

    assert not rows.setData(rows.index(1), value, role)
    assert heard.take() == []
