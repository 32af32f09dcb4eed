"""A timer for nobody touching anything."""

from PySide6.QtCore import QObject, QTimer

from rlscompanion.bedtime.ports import Clock

SHORTEST_SECONDS = 3.0
"""Real seconds that it waits at the least, however fast the clock: nobody reaches a button sooner."""


class IdleTimer(QTimer):
    """Times out once, `seconds` bedtime seconds after the last `wait`."""

    def __init__(self, clock: Clock, seconds: float, parent: QObject) -> None:
        super().__init__(parent)
        self._clock = clock
        self._seconds = seconds
        self.setSingleShot(True)

    def wait(self) -> None:
        """Begin the wait, from its start."""
        self.start(round(1000 * max(self._seconds / self._clock.speed, SHORTEST_SECONDS)))
