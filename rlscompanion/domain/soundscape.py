"""What is heard at bedtime: sounds, and mixes of sounds at levels."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

SILENCE_DB = -60.0
"""The level, in dB below full, under which a fade ends in digital silence."""


class Sound(StrEnum):
    """A built-in sound; the value is its key in preferences, files and the synthesis."""

    WHITE_NOISE = "white_noise"
    PINK_NOISE = "pink_noise"
    BROWN_NOISE = "brown_noise"
    GREEN_NOISE = "green_noise"
    FAN = "fan"
    RAIN = "rain"
    HEAVY_RAIN = "heavy_rain"
    THUNDER = "thunder"
    SURF = "surf"
    STREAM = "stream"
    WIND = "wind"
    FIRE = "fire"
    CRICKETS = "crickets"
    BOWLS = "bowls"
    PAD = "pad"
    PACER = "pacer"


SOUND_TITLES: dict[Sound, str] = {
    Sound.WHITE_NOISE: "White noise",
    Sound.PINK_NOISE: "Pink noise",
    Sound.BROWN_NOISE: "Brown noise",
    Sound.GREEN_NOISE: "Green noise",
    Sound.FAN: "Fan",
    Sound.RAIN: "Light rain",
    Sound.HEAVY_RAIN: "Rain on a roof",
    Sound.THUNDER: "Distant thunder",
    Sound.SURF: "Ocean surf",
    Sound.STREAM: "Stream",
    Sound.WIND: "Wind",
    Sound.FIRE: "Fireplace",
    Sound.CRICKETS: "Night crickets",
    Sound.BOWLS: "Singing bowls",
    Sound.PAD: "Warm pad",
    Sound.PACER: "Breath pacer",
}


@dataclass(frozen=True)
class Mix:
    """Sounds with levels, each 0 to 1 on a scale that is even to the ear; a sound not named is silent."""

    levels: dict[Sound, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for sound, level in self.levels.items():
            if not 0.0 <= level <= 1.0:
                raise ValueError(f"{sound}: a level lies between 0 and 1, not at {level}")

    @property
    def is_silent(self) -> bool:
        """Whether nothing in it would be heard."""
        return not any(self.levels.values())


NO_SOUND = Mix()


def mix_of(levels: Mapping[Sound, float]) -> Mix:
    """A mix without the sounds that are silent in it. Raises ValueError for a level out of bounds."""
    return Mix({sound: level for sound, level in levels.items() if level})


def single(sound: Sound) -> Mix:
    """A mix of one sound at full level."""
    return Mix({sound: 1.0})


@dataclass(frozen=True)
class Preset:
    """A mix under a name."""

    id: UUID
    title: str
    mix: Mix


def amplitude_of_level(level: float) -> float:
    """The linear gain (0 to 1) of a level (0 to 1).

    The square is close to how loudness grows with a slider's way: half way is 12 dB down.
    """
    return level * level
