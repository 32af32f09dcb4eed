"""The built-in sounds, synthesized: endless stereo sources at 48 kHz that never repeat.

Every sound is scaled to the same loudness (ITU-R BS.1770-4), so that levels mean the same for all of them:
LUFS computed from the spectrum where it stands still, else measured over half an hour.
"""

import numpy as np

from rlscompanion.audio.sounds.fire import Fire
from rlscompanion.audio.sounds.insects import Crickets
from rlscompanion.audio.sounds.loudness import LOUDNESS_LUFS
from rlscompanion.audio.sounds.noise import ShapedNoise
from rlscompanion.audio.sounds.noises import Fan, brown, green, pink, white
from rlscompanion.audio.sounds.rain import LIGHT_RAIN, RAIN_ON_A_ROOF, Rain
from rlscompanion.audio.sounds.stream import SAMPLE_RATE, Samples, Source
from rlscompanion.audio.sounds.tones import Bowls, Pacer, Pad
from rlscompanion.audio.sounds.water import Stream, Surf
from rlscompanion.audio.sounds.weather import Thunder, Wind
from rlscompanion.domain.soundscape import Sound

__all__ = ["LOUDNESS_LUFS", "SAMPLE_RATE", "Samples", "Source", "make_source"]


def make_source(sound: Sound, rng: np.random.Generator | None = None) -> Source:
    """The source of a built-in sound; without a generator it is different each time."""
    rng = rng or np.random.Generator(np.random.SFC64())
    match sound:
        case Sound.WHITE_NOISE:
            return ShapedNoise(white, rng, correlation=0.4)
        case Sound.PINK_NOISE:
            return ShapedNoise(pink, rng, correlation=0.6)
        case Sound.BROWN_NOISE:
            return ShapedNoise(brown, rng, correlation=0.6)
        case Sound.GREEN_NOISE:
            return ShapedNoise(green, rng, correlation=0.5)
        case Sound.FAN:
            return Fan(rng)
        case Sound.RAIN:
            return Rain(LIGHT_RAIN, rng)
        case Sound.HEAVY_RAIN:
            return Rain(RAIN_ON_A_ROOF, rng)
        case Sound.THUNDER:
            return Thunder(rng)
        case Sound.SURF:
            return Surf(rng)
        case Sound.STREAM:
            return Stream(rng)
        case Sound.WIND:
            return Wind(rng)
        case Sound.FIRE:
            return Fire(rng)
        case Sound.CRICKETS:
            return Crickets(rng)
        case Sound.BOWLS:
            return Bowls(rng)
        case Sound.PAD:
            return Pad(rng)
        case Sound.PACER:
            return Pacer(rng)
