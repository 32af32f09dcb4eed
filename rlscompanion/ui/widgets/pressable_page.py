"""Pages without controls, which react to any key or click, and how screen readers can press them."""

from typing import Protocol, runtime_checkable

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAccessibleWidget, QWidget


@runtime_checkable
class PressablePage(Protocol):
    """A page that reacts to a press anywhere on it, without a control to press.

    `accessible` holds the object that describes the page to screen readers, since Qt does not own it.
    """

    accessible: QAccessibleWidget | None

    def press(self) -> None:
        """Do what a key or click on the page does."""


class AccessiblePressablePage(QAccessibleWidget):
    """Describes a page to screen readers, with one action, which presses the page."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page, QAccessible.Role.Client, page.accessibleName())
        self._page = page

    def actionNames(self) -> list[str]:  # noqa: N802 - Qt's own name
        """The actions for screen readers: only a press."""
        return [self.pressAction()]

    def doAction(self, name: str) -> None:  # noqa: N802 - Qt's own name
        """Press the page."""
        if name == self.pressAction() and isinstance(self._page, PressablePage):
            self._page.press()
