"""Keeping the program running while its window is hidden; meanwhile an icon is in the desktop's tray."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from rlscompanion.bedtime.preferences import START_AT_LOGIN

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from rlscompanion.bedtime.ports import Preferences
    from rlscompanion.desktop.tray import Tray
    from rlscompanion.ui.flow.closing import ClosingFlow
    from rlscompanion.ui.main_window import MainWindow


class Background(QObject):
    """Keeps the program running while its window is hidden, with an icon in the desktop's tray.

    A hidden window can continue to play sound, or wait for the evening reminder.
    """

    def __init__(
        self, application: QApplication, window: MainWindow, closing: ClosingFlow, preferences: Preferences
    ) -> None:
        super().__init__(window)
        self._application, self._window, self._preferences = application, window, preferences
        self._tray: Tray | None = None
        window.put_away.connect(self.begin)
        window.closed.connect(application.quit)
        window.came_forward.connect(self._stop_background)
        closing.sound_over.connect(self._follow_sound)

    @Slot()
    def begin(self) -> None:
        """Keep the program running while its window is hidden, and show the tray icon."""
        self._application.setQuitOnLastWindowClosed(False)
        if self._tray is None:
            from rlscompanion.desktop.tray import Tray  # here, since most windows are never put away

            self._tray = Tray(self._application.windowIcon(), self)
            self._tray.show_asked.connect(self._window.come_forward)
            self._tray.end_asked.connect(self._window.close_without_asking)
        self._tray.show()

    def close(self) -> None:
        """Remove the tray icon for good."""
        self._application.setQuitOnLastWindowClosed(True)
        if self._tray is not None:
            self._tray.close()

    @Slot()
    def _stop_background(self) -> None:
        self._application.setQuitOnLastWindowClosed(True)
        if self._tray is not None:
            self._tray.hide()

    @Slot()
    def _follow_sound(self) -> None:
        if not START_AT_LOGIN.of(self._preferences):
            self._window.close_without_asking()
