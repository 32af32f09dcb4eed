"""What a child with a window has inside: it says when it was painted, and presses what it is told to."""

import sys
import time

from PySide6.QtCore import QEvent, QObject, QSocketNotifier, QTimer, Slot
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QAbstractButton, QApplication


def tell(line: str) -> None:
    """Write a line for the benchmark."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


class Inside(QObject):
    """Watches one window and reads lines such as `press Play` from standard input."""

    def __init__(self, window: QWindow) -> None:
        super().__init__()
        self._window = window
        window.installEventFilter(self)
        self._lines = QSocketNotifier(0, QSocketNotifier.Type.Read, self)
        self._lines.activated.connect(self._read)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the first paint, which Qt does while it handles this event."""
        if event.type() in (QEvent.Type.Expose, QEvent.Type.Paint) and self._window.isExposed():
            self._window.removeEventFilter(self)
            QTimer.singleShot(0, self._painted)
        return super().eventFilter(watched, event)

    @Slot()
    def _painted(self) -> None:
        tell(f"painted {time.monotonic():.6f}")

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
                tell(f"pressed {name} {moment:.6f}")
                return
        tell(f"pressed {name} 0")


class Application(QApplication):
    """An application that looks inside its windows once it runs."""

    _inside: list[Inside]

    def exec(self) -> int:  # type: ignore[override]
        """Run, with an eye on every window that shows."""
        self._inside = [Inside(window) for window in self.topLevelWindows()]
        return super().exec()
