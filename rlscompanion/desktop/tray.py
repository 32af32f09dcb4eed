"""The icon in the desktop's tray that stands for the program while it has no window."""

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QMenu, QSystemTrayIcon


class Tray(QObject):
    """The tray icon of the program, for the time when there is no window.

    The menu of the icon emits `show_asked` for "open" and `end_asked` for "quit". On desktops without a tray,
    the window opens only when the program is started again.
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
        """Show the icon now or, if the desktop has no tray yet, once there is a tray."""
        self._icon.show()

    def hide(self) -> None:
        """Hide the icon until the next call of `show`."""
        self._icon.hide()

    def close(self) -> None:
        """Remove the icon for good."""
        self.hide()
        self._menu.deleteLater()

    @Slot(QSystemTrayIcon.ActivationReason)
    def _icon_clicked(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick):
            self.show_asked.emit()
