"""A list that a person can reorder by keys and by buttons."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from rlscompanion.ui.widgets.reorderable_list import ReorderableList
from rlscompanion.ui.widgets.reorderable_rows import NamedRow, RenamableRows
from tests.bedtime.signal_recorder import SignalRecorder
from tests.waiting import PATIENCE_MS

ALT = Qt.KeyboardModifier.AltModifier
SIGNALS = ("removal_asked", "move_asked", "activated")


def named_rows(*names: str) -> list[NamedRow]:
    """Rows whose keys are the first letters of their names."""
    return [NamedRow(name[0].lower(), name) for name in names]


class ShownList:
    """A visible list that carries out the changes it asks for at once."""

    def __init__(self, qtbot: QtBot, keeps_row: bool = True) -> None:
        self.rows = RenamableRows()
        self.rows.show_rows(named_rows("Calf", "Thigh", "Foot"))
        self.list = ReorderableList("Steps", self.rows, keeps_row)
        qtbot.addWidget(self.list)
        self.list.show()
        qtbot.waitExposed(self.list, timeout=PATIENCE_MS)
        self.list.setFocus()
        self.heard = SignalRecorder(self.list, *SIGNALS)

    def names(self) -> list[str]:
        return [self.rows.index(row).data() for row in range(self.rows.rowCount())]

    def editor(self) -> QLineEdit:
        editor = self.list.findChild(QLineEdit)
        assert editor is not None
        return editor


@pytest.fixture
def shown(qtbot: QtBot) -> ShownList:
    return ShownList(qtbot)


def by_key(shown: ShownList, word: str) -> None:
    key = {"removal": Qt.Key.Key_Delete, "up": Qt.Key.Key_Up, "down": Qt.Key.Key_Down}[word]
    QTest.keyClick(shown.list, key, ALT if word != "removal" else Qt.KeyboardModifier.NoModifier)


def by_call(shown: ShownList, word: str) -> None:
    up, down = shown.list.make_arrow_buttons("step")
    if word == "removal":
        shown.list.ask_removal()
    else:
        {"up": up, "down": down}[word].click()


@pytest.mark.parametrize("press", [by_key, by_call])
@pytest.mark.parametrize(
    ("word", "received"),
    [
        ("removal", ("removal_asked", "t")),
        ("up", ("move_asked", "t", -1)),
        ("down", ("move_asked", "t", 1)),
    ],
)
def test_what_is_asked_for_is_told_and_not_done(
    shown: ShownList, press: Callable[[ShownList, str], None], word: str, received: object
) -> None:
    shown.list.make_current("t")
    press(shown, word)

    assert shown.heard.take() == [received]
    assert shown.names() == ["Calf", "Thigh", "Foot"]
    assert shown.list.current_key() == "t"


@pytest.mark.parametrize("press", [by_key, by_call])
@pytest.mark.parametrize("word", ["removal", "up", "down"])
def test_without_a_current_row_nothing_is_asked_for(
    shown: ShownList, press: Callable[[ShownList, str], None], word: str
) -> None:
    shown.list.make_current(None)
    press(shown, word)

    assert shown.heard.take() == []


def test_the_delete_key_of_a_keyboard_is_no_letter_to_search_for(shown: ShownList) -> None:
    shown.list.make_current("c")
    event = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier, "\x7f")
    QApplication.sendEvent(shown.list, event)

    assert shown.heard.take() == [("removal_asked", "c")]


def test_other_keys_are_those_of_any_list(shown: ShownList) -> None:
    shown.list.make_current("c")
    QTest.keyClick(shown.list, Qt.Key.Key_Down)
    below = shown.list.current_key()
    QTest.keyClick(shown.list, Qt.Key.Key_Up)
    above = shown.list.current_key()
    QTest.keyClick(shown.list, Qt.Key.Key_F)
    found = shown.list.current_key()
    QTest.keyClick(shown.list, Qt.Key.Key_Return)

    assert (below, above, found) == ("t", "c", "f")
    [received] = shown.heard.take()
    assert isinstance(received, tuple)
    assert received[0] == "activated"


def test_the_current_row_is_followed_by_its_key(shown: ShownList) -> None:
    shown.list.make_current("c")
    shown.rows.show_rows(named_rows("Thigh", "Foot", "Calf"))
    moved = (shown.list.current_key(), shown.list.currentIndex().row())
    shown.rows.show_rows(named_rows("Hip", "Thigh", "Foot", "Calf"))

    assert moved == ("c", 2)
    assert (shown.list.current_key(), shown.list.currentIndex().row()) == ("c", 3)
    assert [index.row() for index in shown.list.selectedIndexes()] == [3]


@pytest.mark.parametrize(
    ("at", "left", "keeps_row", "then"),
    [
        ("t", ("Calf", "Foot"), True, "f"),
        ("f", ("Calf", "Thigh"), True, "t"),
        ("t", (), True, None),
        (None, ("Calf", "Foot"), True, None),
        ("t", ("Calf", "Foot"), False, None),
        ("c", ("Calf", "Foot"), False, "c"),
    ],
)
def test_where_the_keys_are_once_a_row_has_gone(
    qtbot: QtBot, at: str | None, left: tuple[str, ...], keeps_row: bool, then: str | None
) -> None:
    shown = ShownList(qtbot, keeps_row)
    shown.list.make_current(at)
    shown.rows.show_rows(named_rows(*left))

    assert shown.list.current_key() == then
    assert len(shown.list.selectedIndexes()) == (0 if then is None else 1)


@pytest.mark.parametrize("key", ["nowhere", None])
def test_going_nowhere_leaves_no_current_row(shown: ShownList, key: str | None) -> None:
    shown.list.make_current("t")
    shown.list.make_current(key)

    assert shown.list.current_key() is None
    assert shown.list.selectedIndexes() == []


@pytest.mark.parametrize("how", ["key", "call"])
def test_a_name_is_typed_over(shown: ShownList, how: str) -> None:
    typed = SignalRecorder(shown.rows, "name_typed")
    shown.list.make_current("t")
    if how == "key":
        QTest.keyClick(shown.list, Qt.Key.Key_F2)
    else:
        shown.list.edit_name()
    shown.editor().selectAll()
    QTest.keyClicks(shown.editor(), "Hamstring")
    QTest.keyClick(shown.editor(), Qt.Key.Key_Return)
    QApplication.processEvents()  # the editor hands over its text a moment later

    assert typed.take() == [("name_typed", "t", "Hamstring")]


def test_escape_leaves_the_name_as_it_was(shown: ShownList) -> None:
    typed = SignalRecorder(shown.rows, "name_typed")
    shown.list.make_current("t")
    QTest.keyClick(shown.list, Qt.Key.Key_F2)
    QTest.keyClicks(shown.editor(), "x")
    QTest.keyClick(shown.editor(), Qt.Key.Key_Escape)
    QApplication.processEvents()

    assert typed.take() == []


def test_without_a_current_row_no_name_is_typed_over(shown: ShownList) -> None:
    shown.list.make_current(None)
    shown.list.edit_name()

    assert shown.list.findChild(QLineEdit) is None


def test_keys_that_the_name_has_no_use_for_are_not_for_the_list(shown: ShownList) -> None:
    shown.list.make_current("t")
    QTest.keyClick(shown.list, Qt.Key.Key_F2)
    for key in (Qt.Key.Key_End, Qt.Key.Key_Delete, Qt.Key.Key_Up):
        QTest.keyClick(shown.editor(), key)
    QTest.keyClick(shown.editor(), Qt.Key.Key_Up, ALT)

    assert shown.heard.take() == []
    assert shown.list.current_key() == "t"


def test_it_and_its_buttons_have_names(shown: ShownList) -> None:
    every = [shown.list, *shown.list.make_arrow_buttons("step")]
    words = ["Steps", "Move step up", "Move step down"]

    assert [each.accessibleIdentifier() for each in every] == words
    assert [each.accessibleName() for each in every] == words
    assert [each.text() for each in every if isinstance(each, QPushButton)] == ["↑", "↓"]
