"""What is heard: the chosen mix, its level, and the sleep timer that ends it."""

import logging
from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from rlscompanion.bedtime.ports import Clock, Preferences, SoundEngine
from rlscompanion.domain import sleep_timer
from rlscompanion.domain.sleep_timer import Fade, SleepTimer
from rlscompanion.domain.soundscape import NO_SOUND, Mix, Sound, single

RAMP_SECONDS = 1.5
PAUSE_SECONDS = 0.15
LEVEL_STEP = 0.05
DEFAULT_LEVEL = 0.5
DEFAULT_SOUND = Sound.RAIN
NO_SOUND_KEY = "none"
TIMER_CHOICES = (15, 30, 45, 60, 90, 120)
FADE_CHOICES = (2, 5, 10, 20)
DEFAULT_TIMER_MINUTES, DEFAULT_FADE_MINUTES = 45, 10
LONGEST_MINUTES = 24 * 60


class SoundPreference(StrEnum):
    """Keys of what is remembered about sound."""

    SOUND = "sound"
    LEVEL = "level"
    TIMER_MINUTES = "sleep_timer_minutes"
    FADE_MINUTES = "fade_minutes"


log = logging.getLogger(__name__)


class SoundControl(QObject):
    """Plays the chosen mix through an engine that is made at the first sound."""

    changed = Signal()
    device_changed = Signal(bool)
    timer_ended = Signal()

    def __init__(
        self,
        clock: Clock,
        make_engine: Callable[[], SoundEngine],
        preferences: Preferences,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._make_engine = make_engine
        self._preferences = preferences
        self._engine: SoundEngine | None = None
        self._is_playing = False
        self._is_calm = False
        self._timer: SleepTimer | None = None
        self._end_timer = QTimer(self)
        self._end_timer.setSingleShot(True)
        self._end_timer.timeout.connect(self._end)

    @property
    def sound(self) -> Sound | None:
        """The chosen sound, None for silence."""
        key = self._preferences.get(SoundPreference.SOUND, DEFAULT_SOUND)
        return Sound(key) if key in list(Sound) else None

    @property
    def mix(self) -> Mix:
        """The chosen sound as a mix."""
        return single(self.sound) if self.sound is not None else NO_SOUND

    @property
    def level(self) -> float:
        """The master level, 0 to 1."""
        return _number(self._preferences.get(SoundPreference.LEVEL, ""), DEFAULT_LEVEL, 0.0, 1.0)

    @property
    def timer_minutes(self) -> float:
        """Minutes from lights out to silence."""
        kept = self._preferences.get(SoundPreference.TIMER_MINUTES, "")
        return _number(kept, DEFAULT_TIMER_MINUTES, 1, LONGEST_MINUTES)

    @property
    def fade_minutes(self) -> float:
        """Minutes of the sleep timer that fade."""
        kept = self._preferences.get(SoundPreference.FADE_MINUTES, "")
        return _number(kept, DEFAULT_FADE_MINUTES, 1, LONGEST_MINUTES)

    @property
    def is_playing(self) -> bool:
        """Whether the mix sounds, or would if there were a device."""
        return self._is_playing

    @property
    def timer(self) -> SleepTimer | None:
        """The sleep timer that runs, on the bedtime clock."""
        return self._timer

    def choose(self, sound: Sound | None) -> None:
        """Choose a sound, or none; what plays crosses over to it, and a timer that runs runs on."""
        self._preferences.set(SoundPreference.SOUND, sound or NO_SOUND_KEY)
        if self._is_playing and sound is None:
            self.stop()
        elif self._is_playing:
            self._ready().play(self.mix, RAMP_SECONDS)
        self.changed.emit()

    def set_level(self, level: float) -> None:
        """Set and remember the master level, 0 to 1."""
        self._preferences.set(SoundPreference.LEVEL, f"{min(1.0, max(0.0, level)):.2f}")
        if self._engine is not None:
            self._engine.set_level(self.level)
        self.changed.emit()

    @Slot()
    def louder(self) -> None:
        """One step up."""
        self.set_level(self.level + LEVEL_STEP)

    @Slot()
    def quieter(self) -> None:
        """One step down."""
        self.set_level(self.level - LEVEL_STEP)

    @Slot()
    def toggle(self) -> None:
        """Pause, or play."""
        self.stop() if self._is_playing else self.play()

    def play(self) -> None:
        """Bring up the chosen mix, at full level whatever a timer had made of it."""
        self.cancel_timer()
        if self.mix.is_silent:
            return
        engine = self._ready()
        engine.fade(None)
        engine.play(self.mix, RAMP_SECONDS)
        self._is_playing = True
        self.changed.emit()

    def stop(self) -> None:
        """Fade out and be silent."""
        if self._engine is not None and self._is_playing:
            self._engine.pause(PAUSE_SECONDS)
        self._is_playing = False
        self.cancel_timer()
        self.changed.emit()

    def chime(self) -> None:
        """Sound the soft chime of a new step, unless sound is turned down to nothing."""
        if self.level > 0:
            self._ready().chime()

    def set_calm(self, calm: bool) -> None:
        """Say whether the screen is dark, so that the engine may take its time."""
        self._is_calm = calm
        if self._engine is not None:
            self._engine.set_calm(calm)

    def start_timer(self, minutes: float | None = None, fade_minutes: float | None = None) -> None:
        """Let the sound end in `minutes` and fade over the last of them; as preferred where not given."""
        now = self._clock.seconds()
        self._run(sleep_timer.start(now, minutes or self.timer_minutes, fade_minutes or self.fade_minutes))

    def extend_timer(self, minutes: float) -> None:
        """Move the end of a running timer, also while it fades."""
        if self._timer is not None:
            self._run(sleep_timer.extend(self._timer, self._clock.seconds(), minutes))

    def cancel_timer(self) -> None:
        """Let the sound go on without end."""
        if self._timer is None:
            return
        self._timer = None
        self._end_timer.stop()
        if self._engine is not None:
            self._engine.fade(None)
        self.changed.emit()

    def close(self) -> None:
        """Let go of the sound device."""
        self._end_timer.stop()
        if self._engine is not None:
            self._engine.close()
            self._engine = None

    def _run(self, timer: SleepTimer) -> None:
        self._timer = timer
        fade = timer.fade
        if self._engine is not None:
            self._engine.fade(Fade(self._real(fade.starts_at), self._real(fade.ends_at)))
        left = timer.seconds_left(self._clock.seconds()) / self._clock.speed
        self._end_timer.start(round(1000 * left) + 300)
        self.changed.emit()

    def _real(self, seconds: float) -> float:
        """The real monotonic second at which the bedtime clock will show `seconds`."""
        return self._clock.real_seconds() + (seconds - self._clock.seconds()) / self._clock.speed

    @Slot()
    def _end(self) -> None:
        """The timer has run out; the engine has faded by itself."""
        self._timer = None
        if self._engine is not None:
            self._engine.pause(PAUSE_SECONDS)
        self._is_playing = False
        self.timer_ended.emit()
        self.changed.emit()

    def _ready(self) -> SoundEngine:
        if self._engine is None:
            self._engine = self._make_engine()
            self._engine.on_device_change(self.device_changed.emit)
            self._engine.set_level(self.level)
            if self._is_calm:
                self._engine.set_calm(True)
        return self._engine


def _number(text: str, default: float, lowest: float, highest: float) -> float:
    """The number in a remembered text; the default for one that makes no sense."""
    try:
        number = float(text)
    except ValueError:
        return default
    return number if lowest <= number <= highest else default
