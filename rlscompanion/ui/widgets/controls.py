"""Functions that make labels and buttons, with the names that a screen reader says."""

from collections.abc import Callable

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

Pressed = Callable[[], object] | Callable[[bool], object] | SignalInstance
"""The receiver of a press: a slot or a signal."""

_PRESSING_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Select)


def set_identifier(widget: QWidget, identifier: str) -> None:
    """Give a widget this identifier, and the same text as the name that a screen reader says."""
    widget.setAccessibleIdentifier(identifier)
    widget.setAccessibleName(identifier)


def label(text: str, role: str, wrap: bool = False, buddy: QWidget | None = None) -> QLabel:
    """Create a label whose `role` selects its style in the style sheet.

    `buddy` is the control that the label names.
    """
    made = QLabel(text)
    if buddy is not None:
        made.setBuddy(buddy)
    made.setProperty("role", role)
    made.setWordWrap(wrap)
    made.setTextFormat(Qt.TextFormat.PlainText)
    return made


def display_label(identifier: str, role: str, wrap: bool = False) -> QLabel:
    """Create a label whose text changes; `show_text` changes it.

    A screen reader says the identifier and the text.
    """
    made = label("", role, wrap)
    made.setAccessibleIdentifier(identifier)
    return made


def notice_label(identifier: str, role: str = "problem") -> QLabel:
    """Create a wrapping label that is hidden while its text is empty; `show_or_hide` changes the text."""
    made = display_label(identifier, role, wrap=True)
    made.hide()
    return made


def show_or_hide(shown: QLabel, text: str) -> None:
    """Show a text on a label, or hide the label if the text is empty.

    The label is made by `display_label` or `notice_label`.
    """
    show_text(shown, text)
    shown.setVisible(bool(text))


def show_text(shown: QLabel, text: str, spoken: str | None = None) -> None:
    """Show a text on a label made by `display_label`; a screen reader says its identifier and the text.

    `spoken`, if given, is said instead of the text.
    """
    shown.setText(text)
    shown.setAccessibleName(f"{shown.accessibleIdentifier()}: {spoken or text}")


class Button(QPushButton):
    """A button that ignores repeats of a key held down, since the key may be held since the previous page."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the button on a key, unless the key is held down."""
        if event.isAutoRepeat() and event.key() in _PRESSING_KEYS:
            return
        super().keyPressEvent(event)


def button(text: str, identifier: str, role: str = "", pressed: Pressed | None = None) -> QPushButton:
    """Create a button whose `role` selects its style; a press calls `pressed`, or emits it if a signal."""
    made = Button(text)
    set_up_button(made, identifier, role)
    if pressed is not None:
        made.clicked.connect(pressed)
    return made


def set_up_button(made: QPushButton, identifier: str, role: str = "") -> None:
    """Give a button its identifier, its `role` in the style sheet, and the usual cursor and default key."""
    set_identifier(made, identifier)
    if role:
        made.setProperty("role", role)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setAutoDefault(True)


def set_style_property(widget: QWidget, name: str, value: str) -> None:
    """Set a property of a widget that the style sheet depends on, and restyle the widget."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
