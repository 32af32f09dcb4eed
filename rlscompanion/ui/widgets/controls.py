"""Labels and buttons, with the names that a screen reader hears."""

from collections.abc import Callable

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

Pressed = Callable[[], object] | Callable[[bool], object] | SignalInstance
"""The receiver of a press: a slot or a signal."""

_PRESSING_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Select)


def identified(widget: QWidget, identifier: str) -> None:
    """Set a control's identifier and its accessible name, which are equal in English."""
    widget.setAccessibleIdentifier(identifier)
    widget.setAccessibleName(identifier)


def label(text: str, role: str, wrap: bool = False, buddy: QWidget | None = None) -> QLabel:
    """A label with a role of the style sheet; `buddy` is the control that the label names."""
    made = QLabel(text)
    if buddy is not None:
        made.setBuddy(buddy)
    made.setProperty("role", role)
    made.setWordWrap(wrap)
    made.setTextFormat(Qt.TextFormat.PlainText)
    return made


def display(identifier: str, role: str, wrap: bool = False) -> QLabel:
    """A label with a changing text, which `show_on` also adds to its accessible name."""
    made = label("", role, wrap)
    made.setAccessibleIdentifier(identifier)
    return made


def notice(identifier: str, role: str = "problem") -> QLabel:
    """A display of several lines, which `tell` hides while it has no text."""
    made = display(identifier, role, wrap=True)
    made.hide()
    return made


def tell(shown: QLabel, text: str) -> None:
    """Show a text on a display, or hide the display if the text is empty."""
    show_on(shown, text)
    shown.setVisible(bool(text))


def show_on(shown: QLabel, text: str, spoken: str | None = None) -> None:
    """Show a text on a display, and add it to the display's accessible name."""
    shown.setText(text)
    shown.setAccessibleName(f"{shown.accessibleIdentifier()}: {spoken or text}")


class Button(QPushButton):
    """A button that ignores key repeats, since the key may be held since the previous page."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the button, unless the key is repeating."""
        if event.isAutoRepeat() and event.key() in _PRESSING_KEYS:
            return
        super().keyPressEvent(event)


def button(text: str, identifier: str, role: str = "", pressed: Pressed | None = None) -> QPushButton:
    """A button with a role of the style sheet; `pressed` is called, or emitted, on a press."""
    made = Button(text)
    dress_button(made, identifier, role)
    if pressed is not None:
        made.clicked.connect(pressed)
    return made


def dress_button(made: QPushButton, identifier: str, role: str = "") -> None:
    """Set a button's names, its role in the style sheet, and the properties of all buttons."""
    identified(made, identifier)
    if role:
        made.setProperty("role", role)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setAutoDefault(True)


def restyled(widget: QWidget, name: str, value: str) -> None:
    """Set a property that the style sheet uses, and apply the style sheet again."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
