"""Functions that make labels and buttons, with the names that a screen reader says."""

from collections.abc import Callable

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

PressReceiver = Callable[[], object] | Callable[[bool], object] | SignalInstance
"""The function that a button calls when pressed, or the signal that the button emits."""

_PRESSING_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Select)


def set_identifier(widget: QWidget, identifier: str) -> None:
    """Give a widget an identifier, which is also the name that a screen reader says."""
    widget.setAccessibleIdentifier(identifier)
    widget.setAccessibleName(identifier)


def label(text: str, role: str, wrap: bool = False, buddy: QWidget | None = None) -> QLabel:
    """Create a label with the look that the style sheet defines for `role`.

    `buddy` is the control that the label describes.
    """
    made = QLabel(text)
    if buddy is not None:
        made.setBuddy(buddy)
    made.setProperty("role", role)
    made.setWordWrap(wrap)
    made.setTextFormat(Qt.TextFormat.PlainText)
    return made


def display_label(identifier: str, role: str, wrap: bool = False) -> QLabel:
    """Create an empty label for a text that changes; `show_text` sets the text.

    A screen reader says the identifier and the text.
    """
    made = label("", role, wrap)
    made.setAccessibleIdentifier(identifier)
    return made


def notice_label(identifier: str, role: str = "problem") -> QLabel:
    """Create a label for a notice, hidden while empty; `show_or_hide` sets the label's text."""
    made = display_label(identifier, role, wrap=True)
    made.hide()
    return made


def show_or_hide(text_label: QLabel, text: str) -> None:
    """Show a text on a label; hide the label if the text is empty.

    The label was made by `display_label` or `notice_label`.
    """
    show_text(text_label, text)
    text_label.setVisible(bool(text))


def show_text(text_label: QLabel, text: str, spoken: str | None = None) -> None:
    """Show a text on a label made by `display_label`; a screen reader says the identifier and the text.

    If `spoken` is given, the screen reader says `spoken` instead of the text.
    """
    text_label.setText(text)
    text_label.setAccessibleName(f"{text_label.accessibleIdentifier()}: {spoken or text}")


class Button(QPushButton):
    """A button that ignores repeats of a held key, which may have been pressed on the previous page."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the button on Enter or Space; ignore repeats of a held key."""
        if event.isAutoRepeat() and event.key() in _PRESSING_KEYS:
            return
        super().keyPressEvent(event)


def button(text: str, identifier: str, role: str = "", pressed: PressReceiver | None = None) -> QPushButton:
    """Create a button with the look that the style sheet defines for `role`.

    A press calls `pressed` if it is a function, and emits `pressed` if it is a signal.
    """
    made = Button(text)
    set_up_button(made, identifier, role)
    if pressed is not None:
        made.clicked.connect(pressed)
    return made


def set_up_button(new_button: QPushButton, identifier: str, role: str = "") -> None:
    """Give a button its identifier, the look of `role` and a hand-shaped mouse cursor; Enter presses it."""
    set_identifier(new_button, identifier)
    if role:
        new_button.setProperty("role", role)
    new_button.setCursor(Qt.CursorShape.PointingHandCursor)
    new_button.setAutoDefault(True)


def set_style_property(widget: QWidget, name: str, value: str) -> None:
    """Set a property of a widget that the style sheet depends on, and restyle the widget."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
