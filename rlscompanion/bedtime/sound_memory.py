"""What is remembered about sound, and what it is where nothing was chosen or the text makes no sense."""

import json
from enum import StrEnum

from rlscompanion.bedtime.ports import Preferences
from rlscompanion.domain.soundscape import Mix, Sound, mix_of, single

DEFAULT_LEVEL = 0.5
DEFAULT_MIX = single(Sound.RAIN)
TIMER_CHOICES = (15, 30, 45, 60, 90, 120)
FADE_CHOICES = (1, 2, 5, 10, 20)
DEFAULT_TIMER_MINUTES, DEFAULT_FADE_MINUTES = 45, 10
LONGEST_MINUTES = 24 * 60


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


class SoundMemory:
    """The preferences about sound, read and written as what they mean."""

    def __init__(self, preferences: Preferences) -> None:
        self._preferences = preferences

    @property
    def mix(self) -> Mix:
        """The sounds that are chosen, with their levels."""
        return _mix_in(self._get(SoundPreference.MIX))

    @mix.setter
    def mix(self, mix: Mix) -> None:
        self._preferences.set(SoundPreference.MIX, json.dumps(mix.levels))

    @property
    def own_mix(self) -> Mix | None:
        """The last mix that was made by hand, whatever has been chosen since."""
        kept = self._get(SoundPreference.OWN_MIX)
        return _mix_in(kept) if kept else None

    @own_mix.setter
    def own_mix(self, mix: Mix) -> None:
        self._preferences.set(SoundPreference.OWN_MIX, json.dumps(mix.levels))

    @property
    def level(self) -> float:
        """The master level, 0 to 1; written to two places."""
        return _number(self._get(SoundPreference.LEVEL), DEFAULT_LEVEL, 0.0, 1.0)

    @level.setter
    def level(self, level: float) -> None:
        self._preferences.set(SoundPreference.LEVEL, f"{min(1.0, max(0.0, level)):.2f}")

    @property
    def timer_kind(self) -> TimerKind:
        """What ends the sound after lights out."""
        kept = self._get(SoundPreference.TIMER)
        return TimerKind(kept) if kept in list(TimerKind) else TimerKind.MINUTES

    @property
    def timer_minutes(self) -> float:
        """Minutes from lights out to silence."""
        return _number(self._get(SoundPreference.TIMER_MINUTES), DEFAULT_TIMER_MINUTES, 1, LONGEST_MINUTES)

    @property
    def fade_minutes(self) -> float:
        """Minutes of the sleep timer that fade."""
        return _number(self._get(SoundPreference.FADE_MINUTES), DEFAULT_FADE_MINUTES, 1, LONGEST_MINUTES)

    @property
    def stays_low(self) -> bool:
        """Whether the sound stays at a low level where a timer ends, instead of stopping."""
        return self._get(SoundPreference.TIMER_END) == TimerEnd.STAY_LOW

    @property
    def comes_back(self) -> bool:
        """Whether the sound comes back by itself after an awakening."""
        return self._get(SoundPreference.AFTER_AWAKENING) == "yes"

    @property
    def device(self) -> str:
        """The output device that was chosen, empty for the system's default."""
        return self._get(SoundPreference.DEVICE)

    @device.setter
    def device(self, name: str) -> None:
        self._preferences.set(SoundPreference.DEVICE, name)

    def _get(self, key: SoundPreference) -> str:
        return self._preferences.get(key, "")


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
