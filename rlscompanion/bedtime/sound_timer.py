"""Runs the sleep timer, which fades the sound and then announces that the time is over."""

import math
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from rlscompanion.bedtime.ports import Clock, Preferences
from rlscompanion.bedtime.preferences import TIMER_END, TimerEnd
from rlscompanion.bedtime.sound_output import SoundOutput
from rlscompanion.domain import sleep_timer
from rlscompanion.domain.sleep_timer import Fade, SleepTimer

TIMER_STEP_MINUTES = 15
"""The minutes that one press adds to or takes from a timer."""

MIN_SETTABLE_MINUTES, MAX_SETTABLE_MINUTES = 15, 240
"""The shortest and longest timer (minutes) that presses can set before the timer starts."""

LOW_LEVEL_DB = -24.0
"""The level to which a timer lowers a sound that should continue, in dB relative to the master level."""

SPARE_SILENCE_MS = 300
"""Real milliseconds between the end of the fade and the end of the timer, when all is silent."""


def timer_minutes_after_steps(minutes: float, steps: int) -> float:
    """The length of a timer (minutes) after `steps` presses on *more* (on *less*, if negative)."""
    steps_now = minutes / TIMER_STEP_MINUTES
    whole = math.floor(steps_now) if steps > 0 else math.ceil(steps_now)
    return min(max((whole + steps) * TIMER_STEP_MINUTES, MIN_SETTABLE_MINUTES), MAX_SETTABLE_MINUTES)


class SoundTimer(QObject):
    """Runs one sleep timer on the bedtime clock (`Clock.seconds`): fades the sound, then emits `ended`."""

    ended = Signal()

    def __init__(self, clock: Clock, output: SoundOutput, preferences: Preferences, parent: QObject) -> None:
        super().__init__(parent)
        self._clock, self._output, self._preferences = clock, output, preferences
        self.running: SleepTimer | None = None
        """The running timer, with times of the bedtime clock; None if none is running."""
        self._end_timer = QTimer(self, singleShot=True)
        self._end_timer.timeout.connect(self._end)

    def seconds_left(self) -> float | None:
        """The time left until the running timer ends, in seconds of the bedtime clock; None if none runs."""
        return None if self.running is None else self.running.seconds_left(self._clock.seconds())

    def is_fading(self) -> bool:
        """Whether the sound is in the fade at the end of the running timer."""
        return self.running is not None and self.running.is_fading(self._clock.seconds())

    def start(self, minutes: float, fade_minutes: float) -> None:
        """Start a timer of `minutes`, with a fade in its last `fade_minutes`; an earlier timer ends."""
        self._run(sleep_timer.new_sleep_timer(self._clock.seconds(), minutes, fade_minutes))

    def extend(self, minutes: float) -> None:
        """Move the end of the running timer by some minutes, also during its fade."""
        if self.running is not None:
            self._run(sleep_timer.extended_sleep_timer(self.running, self._clock.seconds(), minutes))

    def cancel(self) -> None:
        """Cancel the running timer, and return to the full level."""
        if self.running is not None:
            self.running = None
            self._end_timer.stop()
            self._output.fade(None)

    def close(self) -> None:
        """Stop waiting for the end of the timer."""
        self._end_timer.stop()

    def _run(self, timer: SleepTimer) -> None:
        self.running = timer
        heard = Fade(self._real_seconds(timer.fade.starts_at), self._real_seconds(timer.fade.ends_at))
        stays_low = TIMER_END.of(self._preferences) is TimerEnd.STAY_LOW
        self._output.fade(replace(heard, floor_db=LOW_LEVEL_DB) if stays_low else heard)
        left = timer.seconds_left(self._clock.seconds()) / self._clock.speed
        self._end_timer.start(round(1000 * left) + SPARE_SILENCE_MS)

    def _real_seconds(self, seconds: float) -> float:
        """The real monotonic second at which the bedtime clock will reach `seconds`."""
        return self._clock.real_seconds() + (seconds - self._clock.seconds()) / self._clock.speed

    @Slot()
    def _end(self) -> None:
        """Announce the end of the timer; the engine has already faded the sound."""
        self.running = None
        self.ended.emit()
