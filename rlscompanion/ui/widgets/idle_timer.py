"""A timer that runs out when there has been no input for some time."""

from PySide6.QtCore import QObject, QTimer

from rlscompanion.bedtime.ports import Clock

SHORTEST_WAIT_SECONDS = 3.0
"""The least real time to wait even if the app's clock runs fast, because people need time to press."""


class IdleTimer(QTimer):
    """Times out when `seconds` of the app's clock have passed since the last call of `restart`.

    The app's clock may run faster than real time.
    """

    def __init__(self, clock: Clock, seconds: float, parent: QObject) -> None:
        super().__init__(parent)
        self._clock = clock
        self._seconds = seconds
        self.setSingleShot(True)

    def restart(self) -> None:
        """Wait for the whole time again, because there was input."""
        self.start(round(1000 * max(self._seconds / self._clock.speed, SHORTEST_WAIT_SECONDS)))
