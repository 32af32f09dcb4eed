"""The words of the navigation, which screen readers announce as tabs."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

from rlscompanion.ui.widgets.controls import Button, dress_button, identified
from rlscompanion.ui.widgets.press_heard import PressedPage, PressHeard


class PageTab(Button):
    """A word of the navigation, marked while its page is shown. Its default action opens the page."""

    def __init__(self, word: str) -> None:
        super().__init__(word)
        dress_button(self, word, "nav")
        self.setCheckable(True)
        self.heard: QAccessibleWidget | None = None


class PageTabs(QWidget):
    """The row of words of a navigation."""

    def __init__(self, identifier: str = "Pages") -> None:
        super().__init__()
        identified(self, identifier)
        self.heard: QAccessibleWidget | None = None


class _TabHeard(QAccessibleWidget):
    """A tab as a screen reader hears it; Qt would call it a check box whose default action only ticks it."""

    def __init__(self, tab: PageTab) -> None:
        super().__init__(tab, QAccessible.Role.PageTab, tab.accessibleName())
        self._tab = tab

    def state(self) -> QAccessible.State:
        """Selected while its page is shown."""
        state = super().state()
        state.selectable = True
        state.selected = self._tab.isChecked()
        return state

    def actionNames(self) -> list[str]:  # noqa: N802 - Qt's own name
        """Press comes first: it is the default."""
        return [self.pressAction(), self.setFocusAction()]

    def doAction(self, name: str) -> None:  # noqa: N802 - Qt's own name
        """Open the page."""
        if name == self.pressAction():
            self._tab.click()
        else:
            super().doAction(name)


def hear_tabs_as_tabs() -> None:
    """Let screen readers announce tabs as tabs and press black pages; call it before any window is shown."""
    QAccessible.installFactory(_heard_as)


def _heard_as(_kind: str, heard: QObject) -> QAccessibleInterface | None:
    """What a widget is heard as; None leaves it to Qt. The widget keeps it, since Qt does not own it."""
    if isinstance(heard, PageTab):
        heard.heard = _TabHeard(heard)
        return heard.heard
    if isinstance(heard, PageTabs):
        heard.heard = QAccessibleWidget(heard, QAccessible.Role.PageTabList)
        return heard.heard
    if isinstance(heard, PressedPage) and isinstance(heard, QWidget):
        heard.heard = PressHeard(heard)
        return heard.heard
    return None
