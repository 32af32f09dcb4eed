"""The sound of the program as the person controls it: its mix, level and timer."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal, Slot

from rlscompanion.bedtime.ports import Clock, Preferences, SoundEngine
from rlscompanion.bedtime.preferences import (
    FADE_CHOICE_MINUTES,
    FADE_MINUTES,
    OWN_MIX,
    SOUND_AFTER_AWAKENING,
    SOUND_DEVICE,
    SOUND_LEVEL,
    SOUND_MIX,
    SOUND_TIMER_KIND,
    TIMER_END,
    TIMER_MINUTES,
    TimerEnd,
    TimerKind,
)
from rlscompanion.bedtime.sound_output import SoundOutput
from rlscompanion.bedtime.sound_timer import TIMER_STEP_MINUTES, SoundTimer, timer_minutes_after_steps
from rlscompanion.domain.sleep_timer import SleepTimer
from rlscompanion.domain.soundscape import Mix, Sound, mix_of

SOUND_RAMP_SECONDS = 1.5
PAUSE_FADE_SECONDS = 0.15
LEVEL_STEP = 0.05
NIGHT_LEVEL_SHARE = 0.7
"""The share of the master level at which the sound comes back after an awakening: about 6 dB less."""

NIGHT_TIMER_MINUTES = 20


class SoundControl(QObject):
    """Plays the chosen mix of sounds through an engine that is created at the first sound."""

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
        self._preferences = preferences
        self._output = SoundOutput(make_engine, preferences, self.device_changed.emit)
        self._timer = SoundTimer(clock, self._output, preferences, self)
        self._timer.ended.connect(self._end)
        self._mix = SOUND_MIX.of(preferences)
        self._is_playing = False
        self._own_is_on = False
        self._is_armed = False
        self._is_night = False
        self._stopped_in_fade = self._is_rising = False

    @property
    def mix(self) -> Mix:
        """The chosen sounds with their levels."""
        return self._mix

    @property
    def own_mix(self) -> Mix | None:
        """The latest mix that the person made by hand, even if a preset was chosen since."""
        return OWN_MIX.of(self._preferences)

    @property
    def level(self) -> float:
        """The master level of all sound, 0 to 1."""
        return SOUND_LEVEL.of(self._preferences)

    @property
    def is_muted(self) -> bool:
        """Whether the sound is muted."""
        return self._output.is_muted

    @property
    def timer_kind(self) -> TimerKind:
        """What ends the sound after lights out."""
        return SOUND_TIMER_KIND.of(self._preferences)

    @property
    def timer_minutes(self) -> float:
        """Minutes from lights out to silence."""
        return TIMER_MINUTES.of(self._preferences)

    @property
    def fade_minutes(self) -> float:
        """The length of the fade at the end of the sleep timer, in minutes."""
        return FADE_MINUTES.of(self._preferences)

    @property
    def stays_on_low(self) -> bool:
        """Whether the sound stays on at a low level after the end of its timer, instead of stopping."""
        return TIMER_END.of(self._preferences) is TimerEnd.STAY_LOW

    @property
    def is_playing(self) -> bool:
        """Whether the sound is on, even if there is no output device."""
        return self._is_playing

    @property
    def timer(self) -> SleepTimer | None:
        """The running sleep timer, with times of the bedtime clock; None if none is running."""
        return self._timer.running

    def seconds_left(self) -> float | None:
        """The time left until the running timer ends, in seconds of the bedtime clock; None if none runs."""
        return self._timer.seconds_left()

    def is_fading(self) -> bool:
        """Whether the sound is in the fade at the end of its timer."""
        return self._timer.is_fading()

    def choose_mix(self, mix: Mix) -> None:
        """Choose a mix of sounds.

        A mix that is playing cross-fades to the new mix, and a running timer continues.
        """
        self._mix = mix
        SOUND_MIX.keep(self._preferences, mix)
        if self._is_playing:
            self.stop() if self._has_nothing_to_play else self.engine().play(mix, SOUND_RAMP_SECONDS)
        self.changed.emit()

    def set_sound_level(self, sound: Sound, level: float) -> None:
        """Set the level of one sound in the mix, 0 to 1."""
        mix = mix_of({**self._mix.levels, sound: min(1.0, max(0.0, level))})
        if not mix.is_silent:
            OWN_MIX.keep(self._preferences, mix)
        self.choose_mix(mix)

    def set_level(self, level: float) -> None:
        """Set and remember the master level, 0 to 1, and unmute the sound."""
        self._output.set_level(level)
        self.changed.emit()

    @Slot()
    def toggle_mute(self) -> None:
        """Mute the sound, or unmute it."""
        self._output.set_muted(not self.is_muted)
        self.changed.emit()

    @Slot()
    def louder(self) -> None:
        """Raise the master level by one step."""
        self.set_level(self.level + LEVEL_STEP)

    @Slot()
    def quieter(self) -> None:
        """Lower the master level by one step."""
        self.set_level(self.level - LEVEL_STEP)

    @Slot()
    def toggle_playing(self) -> None:
        """Pause the sound if it is playing, otherwise play it.

        At night, the sound is quieter and plays for a shorter time, as after an awakening. Otherwise it plays
        with the timer that was set before, if any.
        """
        if self._is_playing:
            self.stop()
            return
        if self._is_night:
            self.play_softly()
            return
        self.play()
        if self._is_armed and self._is_playing:
            self.start_timer()

    def resume(self) -> None:
        """Resume the sound for a media key, which may be pressed without looking.

        The sound plays softly at night, and also if the timer's fade has begun or was interrupted.
        """
        if self.is_fading() or (not self._is_playing and (self._is_night or self._stopped_in_fade)):
            self.play_softly()
        elif not self._is_playing:
            self.toggle_playing()

    def set_night(self, is_night: bool) -> None:
        """Set whether the lights are out for the night; a sound started in the night plays softly."""
        self._is_night = is_night

    def play(self) -> None:
        """Play the mix at the whole master level, even if a timer had lowered the sound."""
        self._output.set_level_share(1.0)
        self._timer.cancel()
        self._start_playing()
        self.changed.emit()

    def stop(self) -> None:
        """Fade the sound out and stop it, and cancel its timer."""
        if self._is_playing:
            self._output.pause(PAUSE_FADE_SECONDS)
            self._stopped_in_fade = self.is_fading()
        self._is_playing = self._is_rising = False
        self._timer.cancel()
        self.stopped.emit()
        self.changed.emit()

    def set_own_audio(self, is_on: bool) -> None:
        """Take into account whether own audio (the person's audio files) is switched on.

        If nothing is left to play, the sound stops.
        """
        self._own_is_on = is_on
        if self._is_playing and self._has_nothing_to_play:
            self.stop()

    def play_after_awakening(self) -> None:
        """Play softly after an awakening, if the person has chosen this and no sound is on."""
        if SOUND_AFTER_AWAKENING.of(self._preferences) and not self._is_playing:
            self.play_softly()

    def play_softly(self) -> None:
        """Play the mix as after an awakening: quieter, and for a short time."""
        self._output.set_level_share(NIGHT_LEVEL_SHARE)
        self._start_playing()
        if self._is_playing:
            self._timer.start(NIGHT_TIMER_MINUTES, NIGHT_TIMER_MINUTES / 2)
        self.changed.emit()

    def play_for_wake_up(self, mix: Mix, share: float) -> None:
        """Play a mix at a share (0 to 1) of the master level, for a gentle wake-up.

        Callers repeat the call as the share grows.
        """
        self._output.set_level_share(share)
        if not self._is_rising:
            self._timer.cancel()
            self._start_playing(mix)
            self._is_rising = True
            self.changed.emit()

    @property
    def is_turned_down(self) -> bool:
        """Whether the sound is muted, or its master level is zero."""
        return self.is_muted or self.level == 0

    def chime(self) -> None:
        """Play the soft chime of a new step, unless the sound is turned down."""
        if not self.is_turned_down:
            self.engine().chime()

    def set_long_buffers(self, are_long: bool) -> None:
        """Use long sound buffers (while the screen is dark), or short, more responsive buffers."""
        self._output.set_long_buffers(are_long)

    def start_timer(self) -> None:
        """Start the sleep timer with the chosen minutes and fade."""
        self._is_armed = True
        self._timer.start(self.timer_minutes, self.fade_minutes)
        self.changed.emit()

    def start_night_timer(self) -> None:
        """Start the sleep timer at lights out, if a sound is on and *never* is not chosen as its end.

        If the sound should have ended with the routine, the timer runs the chosen minutes, since no routine
        is left.
        """
        if self._is_playing and self.timer_kind is not TimerKind.NEVER:
            self.start_timer()

    def end_with_routine(self) -> bool:
        """Fade the sound out at the end of a routine, if the person chose that the sound ends then.

        Returns whether the person chose this.
        """
        if self.timer_kind is not TimerKind.ROUTINE or not self._is_playing:
            return False
        minutes = min(self.fade_minutes, FADE_CHOICE_MINUTES[-1])
        self._timer.start(minutes, minutes)
        self.changed.emit()
        return True

    @Slot()
    def lengthen_timer(self) -> None:
        """Move the end of the running sleep timer one step later; if none is running, lengthen the next."""
        self._step_timer(1)

    @Slot()
    def shorten_timer(self) -> None:
        """Move the end of the running sleep timer one step earlier; if none is running, shorten the next."""
        self._step_timer(-1)

    def _step_timer(self, steps: int) -> None:
        if self.timer is None:
            TIMER_MINUTES.keep(self._preferences, timer_minutes_after_steps(self.timer_minutes, steps))
            self.changed.emit()
        else:
            self.extend_timer(steps * TIMER_STEP_MINUTES)

    def extend_timer(self, minutes: float) -> None:
        """Move the end of a running sleep timer by some minutes, also during its fade."""
        if self.timer is not None:
            self._timer.extend(minutes)
            self.changed.emit()

    @Slot()
    def cancel_timer(self) -> None:
        """Cancel the sleep timer, so that the sound keeps playing."""
        self._is_armed = False
        if self.timer is not None:
            self._timer.cancel()
            self.changed.emit()

    def devices(self) -> Sequence[str]:
        """The names of the output devices that are present."""
        return self.engine().devices()

    @property
    def device(self) -> str:
        """The name of the chosen output device, empty for the system's default."""
        return SOUND_DEVICE.of(self._preferences)

    def choose_device(self, name: str) -> None:
        """Play on the output device with this name whenever the device is present.

        An empty name stands for the system's default.
        """
        self._output.choose_device(name)

    def engine(self) -> SoundEngine:
        """The sound engine, created on first use."""
        return self._output.engine()

    def close(self) -> None:
        """Release the sound device."""
        self._timer.close()
        self._output.close()

    @property
    def _has_nothing_to_play(self) -> bool:
        return self._mix.is_silent and not self._own_is_on

    def _start_playing(self, mix: Mix | None = None) -> None:
        if mix is None and self._has_nothing_to_play:
            return
        engine = self.engine()
        engine.fade(None)
        engine.play(mix or self._mix, SOUND_RAMP_SECONDS)
        self._is_playing = True
        self._stopped_in_fade = False

    @Slot()
    def _end(self) -> None:
        """Stop at the end of the timer; the engine has already faded the sound."""
        if not self.stays_on_low:
            self._output.pause(PAUSE_FADE_SECONDS)
            self._is_playing = False
            self.stopped.emit()
        self.timer_ended.emit()
        self.changed.emit()
