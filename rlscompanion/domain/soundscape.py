"""The sounds to fall asleep by: single sounds, mixes of sounds, and presets (mixes with a name)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from rlscompanion.domain.named_word import NamedWord

SILENCE_DB = -60.0
"""The level (dB below full level) at which a fade ends and digital silence begins."""


class Sound(NamedWord):
    """A built-in sound: its key in preferences, in files and in the synthesis, and its name."""

    WHITE_NOISE = "white_noise", "White noise"
    PINK_NOISE = "pink_noise", "Pink noise"
    BROWN_NOISE = "brown_noise", "Brown noise"
    GREEN_NOISE = "green_noise", "Green noise"
    FAN = "fan", "Fan"
    RAIN = "rain", "Light rain"
    HEAVY_RAIN = "heavy_rain", "Rain on a roof"
    THUNDER = "thunder", "Distant thunder"
    SURF = "surf", "Ocean surf"
    STREAM = "stream", "Stream"
    WIND = "wind", "Wind"
    FIRE = "fire", "Fireplace"
    CRICKETS = "crickets", "Night crickets"
    BOWLS = "bowls", "Singing bowls"
    PAD = "pad", "Warm chords"
    PACER = "pacer", "Breathing guide"


SOUND_TITLES = {sound: sound.display_name for sound in Sound}

SOUND_DESCRIPTIONS: Mapping[Sound, str] = {
    Sound.WHITE_NOISE: "Bright, even hiss",
    Sound.PINK_NOISE: "Softer, like rain",
    Sound.BROWN_NOISE: "Deep, low rumble",
    Sound.GREEN_NOISE: "Like a waterfall",
    Sound.FAN: "Air and a soft hum",
    Sound.RAIN: "Soft drops",
    Sound.HEAVY_RAIN: "Heavy and close",
    Sound.THUNDER: "Rolling, far away",
    Sound.SURF: "Waves on a beach",
    Sound.STREAM: "Water over stones",
    Sound.WIND: "Rising and falling",
    Sound.FIRE: "Soft crackling",
    Sound.CRICKETS: "A summer meadow",
    Sound.BOWLS: "Soft, long ringing",
    Sound.PAD: "Slow, no melody",
    Sound.PACER: "4 s in, 6 s out",
}
"""What each sound is like, in about as many letters as the longest name of a sound."""

SOUND_GROUPS: Mapping[str, tuple[Sound, ...]] = {
    "Noise": (Sound.WHITE_NOISE, Sound.PINK_NOISE, Sound.BROWN_NOISE, Sound.GREEN_NOISE, Sound.FAN),
    "Rain and water": (Sound.RAIN, Sound.HEAVY_RAIN, Sound.THUNDER, Sound.SURF, Sound.STREAM),
    "Nature": (Sound.WIND, Sound.FIRE, Sound.CRICKETS),
    "Tones": (Sound.BOWLS, Sound.PAD, Sound.PACER),
}
"""All sounds in groups, by the heading under which each group is offered."""


@dataclass(frozen=True)
class Mix:
    """A mix of sounds: the level of each sound, 0 to 1; sounds without a level are silent.

    Equal steps of the level sound about equally large.
    """

    levels: dict[Sound, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for sound, level in self.levels.items():
            if not 0.0 <= level <= 1.0:
                raise ValueError(f"{sound}: a level lies between 0 and 1, not at {level}")

    @property
    def is_silent(self) -> bool:
        """Whether every sound of the mix is silent."""
        return not any(self.levels.values())


NO_SOUND = Mix()


def mix_of(levels: Mapping[Sound, float]) -> Mix:
    """A mix of sounds with these levels; silent sounds are left out.

    Raises ValueError for a level below 0 or above 1.
    """
    return Mix({sound: level for sound, level in levels.items() if level})


def mix_of_one(sound: Sound) -> Mix:
    """A mix of one sound at full level."""
    return Mix({sound: 1.0})


@dataclass(frozen=True)
class SoundPreset:
    """A mix of sounds, saved under a name."""

    id: UUID
    title: str
    mix: Mix


def amplitude_of_level(level: float) -> float:
    """The linear gain (0 to 1) for the level of a sound (0 to 1).

    The gain is the square of the level, which resembles how loudness grows along a slider: half way, the
    sound is 12 dB below full level.
    """
    return level * level
