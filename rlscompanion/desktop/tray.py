"""The icon in the desktop's tray that represents the program while it has no window."""

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QMenu, QSystemTrayIcon


class Tray(QObject):
    """The tray icon of the program, to be shown while there is no window.

    `show_asked` and `end_asked` are emitted when "open" or "quit" is chosen in the icon's menu. On desktops
    without a tray, only another start of the program opens the window.
    """

    show_asked = Signal()
    end_asked = Signal()

    def __init__(self, icon: QIcon, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._menu = QMenu()
        for words, chosen in (("Open RLS Companion", self.show_asked), ("Quit", self.end_asked)):
            action = QAction(words, self._menu)
            action.triggered.connect(chosen)
            self._menu.addAction(action)
        self._icon = QSystemTrayIcon(icon, self)
        self._icon.setToolTip("RLS Companion")
        self._icon.setContextMenu(self._menu)
        self._icon.activated.connect(self._icon_clicked)

    def show(self) -> None:
        """Show the icon now, or once the desktop has a tray."""
        self._icon.show()

    def hide(self) -> None:
        """Hide the icon until `show`."""
        self._icon.hide()

    def close(self) -> None:
        """Remove the icon for good."""
        self.hide()
        self._menu.deleteLater()

    @Slot(QSystemTrayIcon.ActivationReason)
    def _icon_clicked(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick):
            self.show_asked.emit()
