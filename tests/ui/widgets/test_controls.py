import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from rlscompanion.ui.widgets.controls import (
    button,
    display_label,
    label,
    set_identifier,
    set_style_property,
    show_text,
)


def screen_reader_name(widget: QWidget) -> str:
    """The name of a widget for screen readers."""
    interface = QAccessible.queryAccessibleInterface(widget)
    assert interface is not None
    return interface.text(QAccessible.Text.Name)


def test_a_control_has_its_word_as_identifier_and_name(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)

    set_identifier(widget, "Sound")

    assert (widget.accessibleIdentifier(), screen_reader_name(widget)) == ("Sound", "Sound")


def test_a_buttons_word_may_differ_from_its_text(qtbot: QtBot) -> None:
    made = button("+15 s", "Add 15 seconds", "flat")
    qtbot.addWidget(made)

    assert (made.text(), screen_reader_name(made), made.property("role")) == (
        "+15 s",
        "Add 15 seconds",
        "flat",
    )


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_and_space_press_a_button(qtbot: QtBot, key: Qt.Key) -> None:
    made: QPushButton = button("Pause", "Pause")
    qtbot.addWidget(made)
    made.setCheckable(True)

    QTest.keyClick(made, key)

    assert made.isChecked()


@pytest.mark.parametrize(
    ("text", "spoken", "heard"),
    [("Calf", None, "Step: Calf"), ("Calf", "Calf, left leg", "Step: Calf, left leg"), ("", None, "Step: ")],
)
def test_a_displays_name_carries_its_content(qtbot: QtBot, text: str, spoken: str | None, heard: str) -> None:
    shown = display_label("Step", "step")
    qtbot.addWidget(shown)

    show_text(shown, text, spoken)

    assert (shown.text(), screen_reader_name(shown), shown.accessibleIdentifier()) == (text, heard, "Step")


def test_what_looks_like_markup_is_shown_as_typed(qtbot: QtBot) -> None:
    shown = label("<b>1 & 2</b>", "soft")
    qtbot.addWidget(shown)

    assert shown.textFormat() is Qt.TextFormat.PlainText
    assert screen_reader_name(shown) == "<b>1 & 2</b>"


def test_a_new_state_changes_the_look(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    child = button("x", "x")
    child.setParent(widget)
    widget.setStyleSheet('QPushButton[state="problem"] { min-width: 400px; }')
    widget.show()
    before = child.minimumWidth()

    set_style_property(child, "state", "problem")

    assert before < 400 <= child.minimumWidth()
