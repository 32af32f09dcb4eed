"""A timer for idle time."""

from PySide6.QtCore import QObject, QTimer

from rlscompanion.bedtime.ports import Clock

SHORTEST_SECONDS = 3.0
"""The shortest wait in real seconds, even with a fast clock: nobody reaches a button sooner."""


class IdleTimer(QTimer):
    """Times out once, `seconds` of bedtime after the last call of `wait`."""

    def __init__(self, clock: Clock, seconds: float, parent: QObject) -> None:
        super().__init__(parent)
        self._clock = clock
        self._seconds = seconds
        self.setSingleShot(True)

    def wait(self) -> None:
        """Start the time over."""
        self.start(round(1000 * max(self._seconds / self._clock.speed, SHORTEST_SECONDS)))
