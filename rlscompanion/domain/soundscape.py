"""What is heard at bedtime: sounds, and mixes of sounds at levels."""

from dataclasses import dataclass, field
from enum import StrEnum

SILENCE_DB = -60.0
"""The level, in dB below full, under which a fade ends in digital silence."""


class Sound(StrEnum):
    """A built-in sound; the value is its key in preferences, files and the synthesis."""

    BROWN_NOISE = "brown_noise"
    PINK_NOISE = "pink_noise"
    RAIN = "rain"


SOUND_TITLES: dict[Sound, str] = {
    Sound.BROWN_NOISE: "Brown noise",
    Sound.PINK_NOISE: "Pink noise",
    Sound.RAIN: "Rain",
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


def single(sound: Sound) -> Mix:
    """A mix of one sound at full level."""
    return Mix({sound: 1.0})


def amplitude_of_level(level: float) -> float:
    """The linear gain (0 to 1) of a level (0 to 1).

    The square is close to how loudness grows with a slider's way: half way is 12 dB down.
    """
    return level * level
