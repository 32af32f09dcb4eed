"""A whole page that a screen reader can press, where others press any key or click."""

from typing import Protocol, runtime_checkable

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAccessibleWidget, QWidget


@runtime_checkable
class PressedPage(Protocol):
    """A page without a control to press; `heard` keeps what it is heard as, since Qt does not own it."""

    heard: QAccessibleWidget | None

    def press(self) -> None:
        """Do what any key does."""


class PressHeard(QAccessibleWidget):
    """A page as a screen reader hears it: with one action, which presses it."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page, QAccessible.Role.Client, page.accessibleName())
        self._page = page

    def actionNames(self) -> list[str]:  # noqa: N802 - Qt's own name
        """The press alone."""
        return [self.pressAction()]

    def doAction(self, name: str) -> None:  # noqa: N802 - Qt's own name
        """Press the page."""
        if name == self.pressAction() and isinstance(self._page, PressedPage):
            self._page.press()
