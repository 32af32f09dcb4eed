"""The gentle wake-up: follows the clock, raises the sound, and reports how bright the screen should be."""

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from rlscompanion.bedtime.ports import Clock, Preferences
from rlscompanion.bedtime.preferences import WAKE_AT, WAKE_DAYS, WAKE_SOUND, WAKE_UP_WANTED
from rlscompanion.bedtime.sound_control import SoundControl
from rlscompanion.domain.evening_reminder import WeeklySchedule
from rlscompanion.domain.moment import Moment
from rlscompanion.domain.soundscape import mix_of_one
from rlscompanion.domain.wake_up import Dawn, dawn_at

WAKE_UP_CHECK_MS = 2000
"""Milliseconds between updates, so that the light changes without visible steps."""

SNOOZE_MINUTES = 10


class WakeUp(QObject):
    """The gentle wake-up: emits `dawned` with the present light and loudness (a `Dawn`).

    When the wake-up is over, `dawned` is emitted with None. Call `begin` at lights out, and `end` when the
    person is up.
    """

    dawned = Signal(object)

    def __init__(self, clock: Clock, preferences: Preferences, sound: SoundControl) -> None:
        super().__init__()
        self._clock, self._preferences, self._sound = clock, preferences, sound
        self._lights_out: Moment | None = None
        self._waits_until: Moment | None = None
        self._last: Dawn | None = None
        self._timer = QTimer(self, interval=WAKE_UP_CHECK_MS)
        self._timer.timeout.connect(self.check_clock)

    @Slot()
    def begin(self) -> None:
        """Watch the clock for the wake-up, from lights out on."""
        self._lights_out, self._waits_until, self._last = self._clock.now(), None, None
        if WAKE_UP_WANTED.of(self._preferences):
            self._timer.start()

    @Slot()
    def end(self) -> None:
        """Stop watching the clock, because the person is up or the night is over."""
        self._timer.stop()
        self._lights_out = self._last = None

    @Slot()
    def snooze(self) -> None:
        """Turn the screen and the sound off for ten minutes.

        Then the wake-up continues, as bright and as loud as without a pause.
        """
        self._waits_until = self._clock.now().plus_minutes(SNOOZE_MINUTES)
        self._sound.stop()
        self._report(None)

    @Slot()
    def check_clock(self) -> None:
        """Check the clock: during a wake-up, raise the sound, and emit `dawned` if the light has changed."""
        if self._lights_out is None:
            return
        now = self._clock.now()
        schedule = WeeklySchedule(WAKE_DAYS.of(self._preferences), WAKE_AT.of(self._preferences))
        found = dawn_at(now, self._lights_out, schedule)
        if self._waits_until is not None and now < self._waits_until:
            return
        if found is not None:
            self._sound.play_for_wake_up(mix_of_one(WAKE_SOUND.of(self._preferences)), found.loudness)
        elif self._last is not None:
            self._sound.stop()
        self._report(found)

    def _report(self, found: Dawn | None) -> None:
        if found != self._last:
            self._last = found
            self.dawned.emit(found)
