"""Labels and buttons with the words that a screen reader hears."""

from collections.abc import Callable

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

Pressed = Callable[[], object] | Callable[[bool], object] | SignalInstance
"""What a press goes to: a slot, or a signal."""

_PRESSING_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Select)


def identified(widget: QWidget, identifier: str) -> None:
    """Give a control its identifier and, in English the same, its accessible name."""
    widget.setAccessibleIdentifier(identifier)
    widget.setAccessibleName(identifier)


def label(text: str, role: str, wrap: bool = False, buddy: QWidget | None = None) -> QLabel:
    """A text in one of the roles of the style sheet; `buddy` is what it is the name of."""
    made = QLabel(text)
    if buddy is not None:
        made.setBuddy(buddy)
    made.setProperty("role", role)
    made.setWordWrap(wrap)
    made.setTextFormat(Qt.TextFormat.PlainText)
    return made


def display(identifier: str, role: str, wrap: bool = False) -> QLabel:
    """A text that changes; `show_on` keeps its accessible name carrying its content."""
    made = label("", role, wrap)
    made.setAccessibleIdentifier(identifier)
    return made


def notice(identifier: str, role: str = "problem") -> QLabel:
    """A display of several lines that `tell` shows while there is something to say."""
    made = display(identifier, role, wrap=True)
    made.hide()
    return made


def tell(shown: QLabel, text: str) -> None:
    """Show a text on a display, or hide it where there is none."""
    show_on(shown, text)
    shown.setVisible(bool(text))


def show_on(shown: QLabel, text: str, spoken: str | None = None) -> None:
    """Show a text on a display, and let its name say it after the display's word."""
    shown.setText(text)
    shown.setAccessibleName(f"{shown.accessibleIdentifier()}: {spoken or text}")


class Button(QPushButton):
    """A button that a key presses once, however long it is held: repeats may be of a page before."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press, unless the key is only still held."""
        if event.isAutoRepeat() and event.key() in _PRESSING_KEYS:
            return
        super().keyPressEvent(event)


def button(text: str, identifier: str, role: str = "", pressed: Pressed | None = None) -> QPushButton:
    """A button; `role` is one of the style sheet's, `pressed` a slot or a signal that a press goes to."""
    made = Button(text)
    dress_button(made, identifier, role)
    if pressed is not None:
        made.clicked.connect(pressed)
    return made


def dress_button(made: QPushButton, identifier: str, role: str = "") -> None:
    """Give a button its names, its role in the style sheet, and what all buttons have."""
    identified(made, identifier)
    if role:
        made.setProperty("role", role)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setAutoDefault(True)


def restyled(widget: QWidget, name: str, value: str) -> None:
    """Set a property that the style sheet looks at, and have it look again."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
