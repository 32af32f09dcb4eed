"""A context menu: what can be done with the item under the mouse, or with the current item of a list."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QKeySequence
from PySide6.QtWidgets import QAbstractScrollArea, QMenu, QWidget

from rlscompanion.ui.widgets.controls import set_identifier


@dataclass(frozen=True)
class MenuEntry:
    """A line of a menu: its text, its action, a keyboard shortcut for this action, whether it is enabled."""

    text: str
    action: Callable[[], object]
    keys: str = ""
    is_enabled: bool = True


EntriesAtPoint = Callable[[QPoint], Sequence[MenuEntry]]
"""Returns the menu entries for a point of the widget, and may select the item at that point.

If the function returns no entries, no menu opens.
"""


class ContextMenu(QObject):
    """Gives a widget a menu, opened with the right mouse button, the menu key or Shift+F10.

    `entries_at` returns the menu's entries for a point of the widget: the point under the mouse. A menu
    opened with a key is for the point that `point_of_current` returns; without that function, for the
    widget's middle.
    """

    def __init__(
        self,
        widget: QWidget,
        entries_at: EntriesAtPoint,
        point_of_current: Callable[[], QPoint] | None = None,
    ) -> None:
        super().__init__(widget)
        self._entries_at, self._point_of_current = entries_at, point_of_current
        # Of a view, the part that scrolls is what lies under the mouse.
        self._under = widget.viewport() if isinstance(widget, QAbstractScrollArea) else widget
        for watched_widget in {widget, self._under}:
            watched_widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Open the menu when the widget gets a context menu event from Qt."""
        if not isinstance(event, QContextMenuEvent):
            return False
        point = event.pos()
        if event.reason() is not QContextMenuEvent.Reason.Mouse:
            point = self._point_of_current() if self._point_of_current else self._under.rect().center()
        entries = self._entries_at(point)
        if entries:
            self._open_menu(entries, self._under.mapToGlobal(point))
        return True

    def _open_menu(self, entries: Sequence[MenuEntry], where: QPoint) -> None:
        menu = QMenu(self._under)
        set_identifier(menu, "Menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for each in entries:
            action = QAction(each.text, menu)
            action.setEnabled(each.is_enabled)
            if each.keys:
                action.setShortcut(QKeySequence(each.keys))
                # Shown beside the words; the page has the keys already.
                action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
                action.setShortcutVisibleInContextMenu(True)
            action.triggered.connect(each.action)
            menu.addAction(action)
        menu.popup(where)
