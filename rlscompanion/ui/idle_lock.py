"""Locking the sleep log after a time without input."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from rlscompanion.bedtime.ports import Clock, Preferences
from rlscompanion.bedtime.preferences import LOCK_AFTER
from rlscompanion.bedtime.session_controller import SessionController
from rlscompanion.bedtime.sound_control import SoundControl

LOOK_MS = 10_000
"""How often to check the idle time."""

_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


class IdleLock(QObject):
    """Emits `lock_due` after a time without input; the night, a session and playing sound count as input.

    It watches the input events of the window, which must have been shown. Time while the computer sleeps
    counts as time without input.
    """

    lock_due = Signal()

    def __init__(
        self,
        window: QWidget,
        clock: Clock,
        preferences: Preferences,
        sessions: SessionController,
        sound: SoundControl,
    ) -> None:
        super().__init__(window)
        self._clock, self._preferences, self._sessions, self._sound = clock, preferences, sessions, sound
        self._is_dark = False
        self._look = QTimer(self, interval=LOOK_MS)
        self._look.timeout.connect(self.look)
        self._touch()
        window.windowHandle().installEventFilter(self)
        self._look.start()

    @Slot(bool)
    def follow_dark(self, is_dark: bool) -> None:
        """Remember whether the lights are out, since the log is not locked at night."""
        self._is_dark = is_dark

    @Slot()
    def look(self) -> None:
        """Check the time without input, and emit `lock_due` if it has reached the set limit."""
        minutes = LOCK_AFTER.of(self._preferences)
        if not minutes or self._is_dark or self._sessions.is_on or self._sound.is_playing:
            self._touch()
        elif self._now() - self._touched >= 60 * minutes:
            self._touch()
            self.lock_due.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Restart the time without input at an input event; pass every event on."""
        if event.type() in _TOUCHES:
            self._touch()
        return False

    def _touch(self) -> None:
        self._touched = self._now()

    def _now(self) -> float:
        return self._clock.seconds() + self._clock.suspended_seconds() * self._clock.speed
