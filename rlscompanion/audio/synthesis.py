"""The built-in sounds by name, synthesized: endless stereo sources at 48 kHz that never repeat.

Every sound is scaled to the same loudness (ITU-R BS.1770-4), so that levels mean the same for all of them.
The loudness of a steady sound was computed from its spectrum; the loudness of other sounds was measured over
half an hour.
"""

from collections.abc import Callable
from functools import partial

import numpy as np

from rlscompanion.audio.sounds.fire import Fire
from rlscompanion.audio.sounds.insects import Crickets
from rlscompanion.audio.sounds.loudness import LOUDNESS_LUFS
from rlscompanion.audio.sounds.noise import ShapedNoise
from rlscompanion.audio.sounds.noises import (
    Fan,
    brown_amplitudes,
    green_amplitudes,
    pink_amplitudes,
    white_amplitudes,
)
from rlscompanion.audio.sounds.rain import LIGHT_RAIN, RAIN_ON_A_ROOF, Rain
from rlscompanion.audio.sounds.stream import SAMPLE_RATE, Samples, Source
from rlscompanion.audio.sounds.tones import BreathPacer, SingingBowls, WarmPad
from rlscompanion.audio.sounds.water import Brook, Surf
from rlscompanion.audio.sounds.weather import Thunder, Wind
from rlscompanion.domain.soundscape import Sound

__all__ = ["LOUDNESS_LUFS", "SAMPLE_RATE", "Samples", "Source", "make_source"]


def make_source(sound: Sound, rng: np.random.Generator | None = None) -> Source:
    """Make the source of a built-in sound.

    `rng` is a random generator; without it, the sound differs each time.
    """
    return _SOURCE_MAKERS[sound](rng or np.random.Generator(np.random.SFC64()))


_SOURCE_MAKERS: dict[Sound, Callable[[np.random.Generator], Source]] = {
    Sound.WHITE_NOISE: partial(ShapedNoise, white_amplitudes, correlation=0.4),
    Sound.PINK_NOISE: partial(ShapedNoise, pink_amplitudes, correlation=0.6),
    Sound.BROWN_NOISE: partial(ShapedNoise, brown_amplitudes, correlation=0.6),
    Sound.GREEN_NOISE: partial(ShapedNoise, green_amplitudes, correlation=0.5),
    Sound.FAN: Fan,
    Sound.RAIN: partial(Rain, LIGHT_RAIN),
    Sound.HEAVY_RAIN: partial(Rain, RAIN_ON_A_ROOF),
    Sound.THUNDER: Thunder,
    Sound.SURF: Surf,
    Sound.STREAM: Brook,
    Sound.WIND: Wind,
    Sound.FIRE: Fire,
    Sound.CRICKETS: Crickets,
    Sound.BOWLS: SingingBowls,
    Sound.PAD: WarmPad,
    Sound.PACER: BreathPacer,
}
