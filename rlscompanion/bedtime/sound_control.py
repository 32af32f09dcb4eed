"""What is heard: the mix, its level, and the sleep timer that ends it."""

import json
import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from enum import StrEnum

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from rlscompanion.bedtime.ports import Clock, Preferences, SoundEngine
from rlscompanion.domain import sleep_timer
from rlscompanion.domain.sleep_timer import Fade, SleepTimer
from rlscompanion.domain.soundscape import Mix, Sound, mix_of, single

RAMP_SECONDS = 1.5
PAUSE_SECONDS = 0.15
LEVEL_STEP = 0.05
DEFAULT_LEVEL = 0.5
DEFAULT_MIX = single(Sound.RAIN)
TIMER_CHOICES = (15, 30, 45, 60, 90, 120)
FADE_CHOICES = (1, 2, 5, 10, 20)
EXTENSION_MINUTES = 15
DEFAULT_TIMER_MINUTES, DEFAULT_FADE_MINUTES = 45, 10
LONGEST_MINUTES = 24 * 60
LOW_DB = -24.0
"""The level that a timer leaves the sound at where it is not to stop."""

NIGHT_SHARE = 0.7
"""The share of the level (about 6 dB less) at which the sound comes back after an awakening."""

NIGHT_MINUTES = 20


class SoundPreference(StrEnum):
    """Keys of what is remembered about sound."""

    MIX = "mix"
    OWN_MIX = "own_mix"
    LEVEL = "level"
    TIMER = "sleep_timer"
    TIMER_MINUTES = "sleep_timer_minutes"
    FADE_MINUTES = "fade_minutes"
    TIMER_END = "sleep_timer_end"
    AFTER_AWAKENING = "sound_after_awakening"
    DEVICE = "sound_device"


class TimerKind(StrEnum):
    """What ends the sound."""

    MINUTES = "minutes"
    ROUTINE = "routine"
    NEVER = "never"


class TimerEnd(StrEnum):
    """What the end of a timer means."""

    STOP = "stop"
    STAY_LOW = "stay_low"


log = logging.getLogger(__name__)


class SoundControl(QObject):
    """Plays the mix through an engine that is made at the first sound."""

    changed = Signal()
    device_changed = Signal(bool)
    stopped = Signal()
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
        self._mix = _mix_in(preferences.get(SoundPreference.MIX, ""))
        self._is_playing = False
        self._is_muted = False
        self._is_calm = False
        self._share = 1.0
        self._own_is_on = False
        self._timer: SleepTimer | None = None
        self._is_armed = False
        self._end_timer = QTimer(self)
        self._end_timer.setSingleShot(True)
        self._end_timer.timeout.connect(self._end)

    @property
    def mix(self) -> Mix:
        """The sounds that are chosen, with their levels."""
        return self._mix

    @property
    def own_mix(self) -> Mix | None:
        """The last mix that was made by hand, whatever has been chosen since."""
        kept = self._preferences.get(SoundPreference.OWN_MIX, "")
        return _mix_in(kept) if kept else None

    @property
    def level(self) -> float:
        """The master level, 0 to 1."""
        return _number(self._preferences.get(SoundPreference.LEVEL, ""), DEFAULT_LEVEL, 0.0, 1.0)

    @property
    def is_muted(self) -> bool:
        """Whether the master level is held at nothing for now."""
        return self._is_muted

    @property
    def timer_kind(self) -> TimerKind:
        """What ends the sound after lights out."""
        kept = self._preferences.get(SoundPreference.TIMER, TimerKind.MINUTES)
        return TimerKind(kept) if kept in list(TimerKind) else TimerKind.MINUTES

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
    def stays_low(self) -> bool:
        """Whether the sound stays at a low level where a timer ends, instead of stopping."""
        return self._preferences.get(SoundPreference.TIMER_END, TimerEnd.STOP) == TimerEnd.STAY_LOW

    @property
    def comes_back(self) -> bool:
        """Whether the sound comes back by itself after an awakening."""
        return self._preferences.get(SoundPreference.AFTER_AWAKENING, "no") == "yes"

    @property
    def is_playing(self) -> bool:
        """Whether something sounds, or would if there were a device."""
        return self._is_playing

    @property
    def timer(self) -> SleepTimer | None:
        """The sleep timer that runs, on the bedtime clock."""
        return self._timer

    def seconds_left(self) -> float | None:
        """Bedtime seconds until the running timer ends."""
        return None if self._timer is None else self._timer.seconds_left(self._clock.seconds())

    def is_fading(self) -> bool:
        """Whether the sound is on its way down."""
        return self._timer is not None and self._timer.is_fading(self._clock.seconds())

    def choose(self, mix: Mix) -> None:
        """Choose a mix; what plays crosses over to it, and a timer that runs runs on."""
        self._mix = mix
        self._preferences.set(SoundPreference.MIX, json.dumps(mix.levels))
        if self._is_playing:
            self.stop() if self._is_nothing else self.engine().play(mix, RAMP_SECONDS)
        self.changed.emit()

    def set_sound_level(self, sound: Sound, level: float) -> None:
        """Set the level of one sound of the mix, 0 to 1."""
        mix = mix_of({**self._mix.levels, sound: min(1.0, max(0.0, level))})
        if not mix.is_silent:
            self._preferences.set(SoundPreference.OWN_MIX, json.dumps(mix.levels))
        self.choose(mix)

    def set_level(self, level: float) -> None:
        """Set and remember the master level, 0 to 1; it unmutes."""
        self._preferences.set(SoundPreference.LEVEL, f"{min(1.0, max(0.0, level)):.2f}")
        self._is_muted = False
        self._send_level()
        self.changed.emit()

    @Slot()
    def toggle_mute(self) -> None:
        """Be silent for now, or as loud as before."""
        self._is_muted = not self._is_muted
        self._send_level()
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
        """Pause, or play; a timer that was set starts anew with the sound."""
        if self._is_playing:
            self.stop()
            return
        self.play()
        if self._is_armed and self._is_playing:
            self.start_timer()

    def play(self) -> None:
        """Bring up the mix, at full level whatever a timer had made of it."""
        self._set_share(1.0)
        self._drop_timer()
        self._sound_out()
        self.changed.emit()

    def stop(self) -> None:
        """Fade out and be silent."""
        if self._engine is not None and self._is_playing:
            self._engine.pause(PAUSE_SECONDS)
        self._is_playing = False
        self._drop_timer()
        self.stopped.emit()
        self.changed.emit()

    def own_is_on(self, is_on: bool) -> None:
        """Say whether own audio is to be heard, which may sound without a mix."""
        self._own_is_on = is_on
        if self._is_playing and self._is_nothing:
            self.stop()

    def come_back(self) -> None:
        """After an awakening: bring the sound back quieter and for a shorter time, if that is wanted."""
        if not self.comes_back or self._is_playing:
            return
        self._set_share(NIGHT_SHARE)
        self._sound_out()
        if self._is_playing:
            self._run(sleep_timer.start(self._clock.seconds(), NIGHT_MINUTES, NIGHT_MINUTES / 2))
        self.changed.emit()

    def chime(self) -> None:
        """Sound the soft chime of a new step, unless sound is turned down to nothing."""
        if self.level > 0 and not self._is_muted:
            self.engine().chime()

    def set_calm(self, calm: bool) -> None:
        """Say whether the screen is dark, so that the engine may take its time."""
        self._is_calm = calm
        if self._engine is not None:
            self._engine.set_calm(calm)

    def start_timer(self) -> None:
        """Let the sound end in the preferred minutes, fading over the last of them."""
        self._is_armed = True
        self._run(sleep_timer.start(self._clock.seconds(), self.timer_minutes, self.fade_minutes))

    def start_timer_of_night(self) -> None:
        """Let the sound end as it was chosen for the night; without a routine before it, after minutes."""
        if self._is_playing and self.timer_kind is not TimerKind.NEVER:
            self.start_timer()

    def end_with_routine(self) -> bool:
        """The routine has ended: fade out if the sound was to end with it; whether it was."""
        if self.timer_kind is not TimerKind.ROUTINE or not self._is_playing:
            return False
        minutes = min(self.fade_minutes, FADE_CHOICES[-1])
        self._run(sleep_timer.start(self._clock.seconds(), minutes, minutes))
        return True

    def extend_timer(self, minutes: float) -> None:
        """Move the end of a running timer, also while it fades."""
        if self._timer is not None:
            self._run(sleep_timer.extend(self._timer, self._clock.seconds(), minutes))

    @Slot()
    def cancel_timer(self) -> None:
        """Let the sound go on without end."""
        self._is_armed = False
        if self._timer is not None:
            self._drop_timer()
            self.changed.emit()

    def devices(self) -> Sequence[str]:
        """The names of the output devices there are now."""
        return self.engine().devices()

    @property
    def device(self) -> str:
        """The output device that was chosen, empty for the system's default."""
        return self._preferences.get(SoundPreference.DEVICE, "")

    def choose_device(self, name: str) -> None:
        """Play on a device whenever it is there; empty for the system's default."""
        self._preferences.set(SoundPreference.DEVICE, name)
        if self._engine is not None:
            self._engine.choose_device(name or None)

    def engine(self) -> SoundEngine:
        """The engine, made if need be."""
        if self._engine is None:
            self._engine = self._make_engine()
            self._engine.on_device_change(self.device_changed.emit)
            self._send_level()
            if self.device:
                self._engine.choose_device(self.device)
            if self._is_calm:
                self._engine.set_calm(True)
        return self._engine

    def close(self) -> None:
        """Let go of the sound device."""
        self._end_timer.stop()
        if self._engine is not None:
            self._engine.close()
            self._engine = None

    @property
    def _is_nothing(self) -> bool:
        return self._mix.is_silent and not self._own_is_on

    def _sound_out(self) -> None:
        if self._is_nothing:
            return
        engine = self.engine()
        engine.fade(None)
        engine.play(self._mix, RAMP_SECONDS)
        self._is_playing = True

    def _set_share(self, share: float) -> None:
        if share != self._share:
            self._share = share
            self._send_level()

    def _send_level(self) -> None:
        if self._engine is not None:
            self._engine.set_level(0.0 if self._is_muted else self.level * self._share)

    def _drop_timer(self) -> None:
        if self._timer is None:
            return
        self._timer = None
        self._end_timer.stop()
        if self._engine is not None:
            self._engine.fade(None)

    def _run(self, timer: SleepTimer) -> None:
        self._timer = timer
        fade = timer.fade
        if self._engine is not None:
            heard = Fade(self._real(fade.starts_at), self._real(fade.ends_at))
            self._engine.fade(replace(heard, floor_db=LOW_DB) if self.stays_low else heard)
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
        if not self.stays_low:
            if self._engine is not None:
                self._engine.pause(PAUSE_SECONDS)
            self._is_playing = False
            self.stopped.emit()
        self.timer_ended.emit()
        self.changed.emit()


def _mix_in(text: str) -> Mix:
    """The mix in a remembered text; the default where there is none or it makes no sense."""
    try:
        levels = json.loads(text)
        return mix_of({Sound(key): float(level) for key, level in levels.items()})
    except (ValueError, TypeError, AttributeError, OverflowError):
        return DEFAULT_MIX


def _number(text: str, default: float, lowest: float, highest: float) -> float:
    """The number in a remembered text; the default for one that makes no sense."""
    try:
        number = float(text)
    except ValueError:
        return default
    return number if lowest <= number <= highest else default
