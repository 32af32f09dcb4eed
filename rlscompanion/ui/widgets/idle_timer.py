"""A timer that runs out after a time without input."""

from PySide6.QtCore import QObject, QTimer

from rlscompanion.bedtime.ports import Clock

SHORTEST_WAIT_SECONDS = 3.0
"""The least real time to wait, even if the app's clock runs fast: nobody can press a button sooner."""


class IdleTimer(QTimer):
    """Times out `seconds` after the last call of `restart`, on the app's clock.

    That clock may run faster than real time.
    """

    def __init__(self, clock: Clock, seconds: float, parent: QObject) -> None:
        super().__init__(parent)
        self._clock = clock
        self._seconds = seconds
        self.setSingleShot(True)

    def restart(self) -> None:
        """Start the time from zero, because there was input."""
        self.start(round(1000 * max(self._seconds / self._clock.speed, SHORTEST_WAIT_SECONDS)))
