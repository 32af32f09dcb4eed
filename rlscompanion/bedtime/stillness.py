"""Decides whether massage pictures stay still, because the person or the desktop wants less motion."""

from PySide6.QtCore import QObject, Qt, Signal, Slot

from rlscompanion.bedtime.ports import DesktopMotion, Preferences
from rlscompanion.bedtime.preferences import STILL_PICTURES


class Stillness(QObject):
    """Decides whether massage pictures move or stay still.

    `changed` is emitted when the decision may have changed. The desktop answers in any thread; a queued
    signal passes the answer to the main thread.
    """

    changed = Signal()
    _wished = Signal(bool)

    def __init__(
        self, preferences: Preferences, desktop: DesktopMotion, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._preferences, self._desktop = preferences, desktop
        self._is_wished = False
        self._is_started = False
        self._wished.connect(self._follow, Qt.ConnectionType.QueuedConnection)

    @property
    def is_wanted(self) -> bool:
        """Whether massage pictures should stay still now."""
        return self.is_chosen or self._is_wished

    @property
    def is_chosen(self) -> bool:
        """Whether the person chose still pictures."""
        return STILL_PICTURES.of(self._preferences)

    @property
    def is_requested_by_desktop(self) -> bool:
        """Whether the desktop asks for less motion."""
        return self._is_wished

    @Slot(bool)
    def choose(self, still: bool) -> None:
        """Remember whether the person chose still pictures."""
        STILL_PICTURES.keep(self._preferences, still)
        self.changed.emit()

    @Slot()
    def start(self) -> None:
        """Ask the desktop whether it wants less motion, and follow its changes."""
        self._is_started = True
        self._desktop.start(self._wished.emit)

    def close(self) -> None:
        """Stop following the desktop's setting."""
        if self._is_started:
            self._is_started = False
            self._desktop.close()

    @Slot(bool)
    def _follow(self, wished: bool) -> None:
        if wished != self._is_wished:
            self._is_wished = wished
            self.changed.emit()
