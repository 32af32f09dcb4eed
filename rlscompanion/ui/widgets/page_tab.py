"""The tabs of the navigation, such as "Sounds", which screen readers also announce as tabs."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

from rlscompanion.ui.widgets.controls import Button, set_identifier, set_up_button
from rlscompanion.ui.widgets.pressable_page import AccessiblePressablePage, PressablePage


class PageTab(Button):
    """A tab of the navigation, such as "Sounds"; a press opens its page. The tab of the open page is marked."""

    def __init__(self, word: str) -> None:
        super().__init__(word)
        set_up_button(self, word, "nav")
        self.setCheckable(True)
        self.heard: QAccessibleWidget | None = None


class PageTabs(QWidget):
    """The row of tabs of the navigation."""

    def __init__(self, identifier: str = "Pages") -> None:
        super().__init__()
        set_identifier(self, identifier)
        self.heard: QAccessibleWidget | None = None


class _AccessibleTab(QAccessibleWidget):
    """A tab as a screen reader hears it; Qt would call it a check box whose default action only ticks it."""

    def __init__(self, tab: PageTab) -> None:
        super().__init__(tab, QAccessible.Role.PageTab, tab.accessibleName())
        self._tab = tab

    def state(self) -> QAccessible.State:
        """The tab's state for screen readers: selected while the tab's page is open."""
        state = super().state()
        state.selectable = True
        state.selected = self._tab.isChecked()
        return state

    def actionNames(self) -> list[str]:  # noqa: N802 - Qt's own name
        """The actions for screen readers; the first, a press, is the default."""
        return [self.pressAction(), self.setFocusAction()]

    def doAction(self, name: str) -> None:  # noqa: N802 - Qt's own name
        """Press the tab, which opens its page, or do another action of Qt's."""
        if name == self.pressAction():
            self._tab.click()
        else:
            super().doAction(name)


def hear_tabs_as_tabs() -> None:
    """Let screen readers announce PageTab as a tab, and press pages without controls.

    Call it before any window is shown.
    """
    QAccessible.installFactory(_make_accessible)


def _make_accessible(_kind: str, heard: QObject) -> QAccessibleInterface | None:
    """What a widget is heard as; None leaves it to Qt. The widget keeps it, since Qt does not own it."""
    if isinstance(heard, PageTab):
        heard.heard = _AccessibleTab(heard)
        return heard.heard
    if isinstance(heard, PageTabs):
        heard.heard = QAccessibleWidget(heard, QAccessible.Role.PageTabList)
        return heard.heard
    if isinstance(heard, PressablePage) and isinstance(heard, QWidget):
        heard.heard = AccessiblePressablePage(heard)
        return heard.heard
    return None
