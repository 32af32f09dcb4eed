"""Locking of the sleep log after some time without input from the person."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from rlscompanion.bedtime.ports import Clock, Preferences
from rlscompanion.bedtime.preferences import LOCK_AFTER
from rlscompanion.bedtime.session_controller import SessionController
from rlscompanion.bedtime.sound_control import SoundControl

IDLE_CHECK_MS = 10_000
"""Milliseconds from one check of the time without input to the next."""

_INPUT_EVENTS = frozenset(
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
    """Emits `lock_due` after some time without input, so that the sleep log can be locked.

    The object watches keyboard, mouse and touch input of `window`, so create it only when that window is
    visible. Lights out, a running session and playing sound count as input. Time in which the computer sleeps
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
        self._timer = QTimer(self, interval=IDLE_CHECK_MS)
        self._timer.timeout.connect(self.check_idle_time)
        self._restart_idle_time()
        window.windowHandle().installEventFilter(self)
        self._timer.start()

    @Slot(bool)
    def set_dark(self, is_dark: bool) -> None:
        """Set whether the lights are out. While they are out, the log is not locked."""
        self._is_dark = is_dark

    @Slot()
    def check_idle_time(self) -> None:
        """Emit `lock_due` if the time without input has reached the limit in the settings."""
        minutes = LOCK_AFTER.of(self._preferences)
        if not minutes or self._is_dark or self._sessions.is_on or self._sound.is_playing:
            self._restart_idle_time()
        elif self._now() - self._last_input >= 60 * minutes:
            self._restart_idle_time()
            self.lock_due.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """At each input event, start counting the time without input again. Never stop an event."""
        if event.type() in _INPUT_EVENTS:
            self._restart_idle_time()
        return False

    def _restart_idle_time(self) -> None:
        self._last_input = self._now()

    def _now(self) -> float:
        return self._clock.seconds() + self._clock.suspended_seconds() * self._clock.speed
