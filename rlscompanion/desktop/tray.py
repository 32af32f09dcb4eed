"""The program without a window: an icon in the desktop's tray, where there is one."""

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QMenu, QSystemTrayIcon


class Tray(QObject):
    """Shows the icon while there is no window. Where the desktop has no tray, a second start is the way in.

    `show_asked` and `end_asked` tell what was chosen there.
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
        self._icon.activated.connect(self._pressed)

    def show(self) -> None:
        """Show the icon; where there is no tray now, as soon as there is one."""
        self._icon.show()

    def hide(self) -> None:
        """Take the icon away."""
        self._icon.hide()

    def close(self) -> None:
        """Let go of it for good."""
        self.hide()
        self._menu.deleteLater()

    @Slot(QSystemTrayIcon.ActivationReason)
    def _pressed(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick):
            self.show_asked.emit()
