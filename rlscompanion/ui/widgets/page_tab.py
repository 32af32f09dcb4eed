"""The tabs of the navigation, such as "Sounds", which screen readers also announce as tabs."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

from rlscompanion.ui.widgets.controls import Button, set_identifier, set_up_button
from rlscompanion.ui.widgets.pressable_page import AccessiblePressablePage, PressablePage


class PageTab(Button):
    """A tab of the navigation, such as "Sounds"; a press opens the tab's page.

    The tab of the open page is marked.
    """

    def __init__(self, word: str) -> None:
        super().__init__(word)
        set_up_button(self, word, "nav")
        self.setCheckable(True)
        self.accessible: QAccessibleWidget | None = None


class PageTabs(QWidget):
    """The row of all tabs of the navigation."""

    def __init__(self, identifier: str = "Pages") -> None:
        super().__init__()
        set_identifier(self, identifier)
        self.accessible: QAccessibleWidget | None = None


class _AccessibleTab(QAccessibleWidget):
    """Describes a tab to screen readers as a tab.

    Qt would describe it as a check box, and a screen reader's default action would only tick that box.
    """

    def __init__(self, tab: PageTab) -> None:
        super().__init__(tab, QAccessible.Role.PageTab, tab.accessibleName())
        self._tab = tab

    def state(self) -> QAccessible.State:
        """The tab's state for screen readers: selected while the page of the tab is open."""
        state = super().state()
        state.selectable = True
        state.selected = self._tab.isChecked()
        return state

    def actionNames(self) -> list[str]:  # noqa: N802 - Qt's own name
        """The names of the tab's actions for screen readers; the first one, a press, is the default."""
        return [self.pressAction(), self.setFocusAction()]

    def doAction(self, name: str) -> None:  # noqa: N802 - Qt's own name
        """Do an action for a screen reader: a press opens the tab's page; Qt does any other action."""
        if name == self.pressAction():
            self._tab.click()
        else:
            super().doAction(name)


def install_accessibility() -> None:
    """Let screen readers announce a PageTab as a tab, and a page without controls as one large button.

    Call this function before any window is shown.
    """
    QAccessible.installFactory(_make_accessible)


def _make_accessible(_kind: str, widget: QObject) -> QAccessibleInterface | None:
    """The object that describes a widget to screen readers; None to use the one that Qt makes.

    The widget holds the object, since Qt does not own it.
    """
    if isinstance(widget, PageTab):
        widget.accessible = _AccessibleTab(widget)
        return widget.accessible
    if isinstance(widget, PageTabs):
        widget.accessible = QAccessibleWidget(widget, QAccessible.Role.PageTabList)
        return widget.accessible
    if isinstance(widget, PressablePage) and isinstance(widget, QWidget):
        widget.accessible = AccessiblePressablePage(widget)
        return widget.accessible
    return None
