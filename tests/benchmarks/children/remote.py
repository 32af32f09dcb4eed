"""The remote control of a child process's window: it reports the first paint, and presses buttons."""

import sys
import time

from PySide6.QtCore import QEvent, QObject, QSocketNotifier, QTimer, Slot
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QAbstractButton, QApplication


def print_line(line: str) -> None:
    """Print a line for the benchmark to read."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


class RemoteControl(QObject):
    """Watches one window, and does what lines such as `press Play` on standard input ask for."""

    def __init__(self, window: QWindow) -> None:
        super().__init__()
        self._window = window
        window.installEventFilter(self)
        self._lines = QSocketNotifier(0, QSocketNotifier.Type.Read, self)
        self._lines.activated.connect(self._read)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the window's first paint, which Qt does while it handles this event."""
        if event.type() in (QEvent.Type.Expose, QEvent.Type.Paint) and self._window.isExposed():
            self._window.removeEventFilter(self)
            QTimer.singleShot(0, self._painted)
        return super().eventFilter(watched, event)

    @Slot()
    def _painted(self) -> None:
        print_line(f"painted {time.monotonic():.6f}")

    @Slot()
    def _read(self) -> None:
        line = sys.stdin.readline()
        if not line:
            self._lines.setEnabled(False)
            return
        word, _, name = line.strip().partition(" ")
        if word == "press":
            self._press(name)

    def _press(self, name: str) -> None:
        for each in QApplication.allWidgets():
            if isinstance(each, QAbstractButton) and each.isVisible() and each.accessibleIdentifier() == name:
                moment = time.monotonic()
                each.click()
                print_line(f"pressed {name} {moment:.6f}")
                return
        print_line(f"pressed {name} 0")


class Application(QApplication):
    """A Qt application in which each window has a remote control."""

    _remote_controls: list[RemoteControl]

    def exec(self) -> int:  # type: ignore[override]
        """Add a remote control to each open window, then run the event loop."""
        self._remote_controls = [RemoteControl(window) for window in self.topLevelWindows()]
        return super().exec()
