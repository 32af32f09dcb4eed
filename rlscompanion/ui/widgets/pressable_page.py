"""Pages without controls, which react to any key or click, and how a screen reader can press such a page."""

from typing import Protocol, runtime_checkable

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAccessibleWidget, QWidget


@runtime_checkable
class PressablePage(Protocol):
    """A page without controls, which reacts to a press anywhere on the page.

    `accessible` is the object that describes the page to screen readers. The page keeps this object, because
    Qt does not own it.
    """

    accessible: QAccessibleWidget | None

    def press(self) -> None:
        """Do what a key or click on the page does."""


class AccessiblePressablePage(QAccessibleWidget):
    """Describes a page without controls to screen readers; the page's only action is a press."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page, QAccessible.Role.Client, page.accessibleName())
        self._page = page

    def actionNames(self) -> list[str]:  # noqa: N802 - Qt's own name
        """The names of the page's actions for screen readers: only that of a press."""
        return [self.pressAction()]

    def doAction(self, name: str) -> None:  # noqa: N802 - Qt's own name
        """Press the page; screen readers call this method."""
        if name == self.pressAction() and isinstance(self._page, PressablePage):
            self._page.press()
