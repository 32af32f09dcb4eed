"""The sound of rain: light, in the open, and heavy on a roof."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from rlscompanion.audio.sounds.chance import RandomWalks, log_uniform
from rlscompanion.audio.sounds.grains import Grain, GrainMixer, GrainPool, poisson_starts, ringing_grain
from rlscompanion.audio.sounds.loudness import amplitude_for_loudness, k_weighting
from rlscompanion.audio.sounds.noise import MagnitudeFunction, ShapedNoise
from rlscompanion.audio.sounds.stream import BLOCK_FRAMES, SAMPLE_RATE, BlockSource, Samples

_LONGEST_GRAIN_FRAMES = SAMPLE_RATE // 5
_DROP_FFT_FRAMES = 8_192
_SHARE_OF_BLOCK = np.linspace(0.0, 1.0, BLOCK_FRAMES, endpoint=False, dtype=np.float32)


@dataclass(frozen=True)
class RainSettings:
    """The settings of a kind of rain: spectrum of far rain, near drops, and changes of strength."""

    far_rain: MagnitudeFunction
    make_drop: Callable[[np.random.Generator], Grain]
    drops_per_second: float
    drops_share: float
    """The share that near drops have in the K-weighted power of the whole sound."""
    wander_db: float
    correlation: float


class Rain(BlockSource):
    """Steady rain: filtered noise for far rain, and dense near drops of every size.

    Drops hit at random moments (a Poisson process), each with its own size, pan and ring. The strength of the
    rain varies within seconds.
    """

    _WANDER_SECONDS = 2.5

    def __init__(self, settings: RainSettings, rng: np.random.Generator) -> None:
        super().__init__()
        self._rng = rng
        self._settings = settings
        self._bed = ShapedNoise(settings.far_rain, rng, settings.correlation)
        self._pool = GrainPool(settings.make_drop, rng, 160)
        self._grain_mixer = GrainMixer(_LONGEST_GRAIN_FRAMES)
        self._drop_gain = _gain_of_drops(settings)
        self._strength = RandomWalks(rng, self._WANDER_SECONDS, BLOCK_FRAMES / SAMPLE_RATE)
        self._wander = float(self._strength.advance_one_step()[0])
        self._envelope = np.zeros(BLOCK_FRAMES, np.float32)

    def next_block(self) -> Samples:
        """The next BLOCK_FRAMES frames of the rain, shape (2, BLOCK_FRAMES)."""
        settings, before = self._settings, self._wander
        self._wander = float(self._strength.advance_one_step()[0])
        nepers = settings.wander_db * math.log(10.0) / 20.0
        np.multiply(_SHARE_OF_BLOCK, np.float32(nepers * (self._wander - before)), out=self._envelope)
        self._envelope += np.float32(nepers * before + 0.5 * math.log(1.0 - settings.drops_share))
        np.exp(self._envelope, out=self._envelope)
        self._pool.add_new(2)
        self._grain_mixer.start_next_block()
        starts = poisson_starts(self._rng, settings.drops_per_second * (1.0 + 0.15 * self._wander))
        self._pool.scatter(self._grain_mixer, starts, _drop_sizes(self._rng, len(starts)) * self._drop_gain)
        block = self._bed.next_block()
        block *= self._envelope
        block += self._grain_mixer.block
        return block


@lru_cache(maxsize=8)
def _gain_of_drops(settings: RainSettings) -> float:
    """The gain of the drops, by Campbell's theorem: a Poisson train has the power rate times pulse energy."""
    rng = np.random.Generator(np.random.SFC64(1))
    weights = k_weighting(_DROP_FFT_FRAMES)
    grains = (settings.make_drop(rng) for _ in range(40))
    energies = [np.sum(np.abs(np.fft.rfft(grain, _DROP_FFT_FRAMES)) ** 2 * weights) for grain in grains]
    energy = float(np.mean(energies)) * 2.0 / _DROP_FFT_FRAMES
    sizes = _drop_sizes(rng, 20_000)
    power = settings.drops_per_second / SAMPLE_RATE * energy * float(np.mean(sizes**2))
    # A drop divides its power between left and right; noise has its full power in each.
    return amplitude_for_loudness(power / 2.0) * math.sqrt(settings.drops_share)


def _drop_sizes(rng: np.random.Generator, count: int) -> NDArray[np.float64]:
    """Relative amplitudes of drops: many small ones, few large, none huge."""
    return np.minimum(rng.lognormal(0.0, 0.7, count), 2.2)


def _light_drop(rng: np.random.Generator) -> Grain:
    """A drop in the open: for one in five a bubble's ring, otherwise a tick on leaves or ground."""
    if rng.random() < 0.2:
        return ringing_grain(
            rng, log_uniform(rng, 500.0, 1600.0), rng.uniform(5e-3, 12e-3), 1.5e-3, 0.0, rise=8.0
        )
    return ringing_grain(
        rng, log_uniform(rng, 1600.0, 5500.0), rng.uniform(1.2e-3, 4e-3), 4e-4, 0.5, rise=8.0
    )


def _roof_drop(rng: np.random.Generator) -> Grain:
    """A drop on a tiled roof: a dull knock of the roof, with the click of the drop."""
    pitch = 360.0 * math.exp(min(0.45 * rng.standard_normal(), 1.0))
    body = ringing_grain(rng, pitch, rng.uniform(5e-3, 16e-3), 1.2e-3, 0.25)
    click = ringing_grain(rng, log_uniform(rng, 1100.0, 3600.0), rng.uniform(1e-3, 3e-3), 4e-4, 0.8)
    body[: len(click)] += np.float32(rng.uniform(0.2, 0.8)) * click[: len(body)]
    return body


def _light_bed(frequencies: NDArray[np.float64]) -> NDArray[np.float64]:
    """The spectrum of far rain: strongest from 1 to 3 kHz, soft above, weak below."""
    f = np.maximum(frequencies, 1.0)
    return np.asarray(
        1.0
        / np.sqrt(1.0 + (450.0 / f) ** 2.4)
        / (1.0 + (f / 2600.0) ** 2) ** 0.42
        / np.sqrt(1.0 + (f / 7500.0) ** 4)
    )


def _roof_bed(frequencies: NDArray[np.float64]) -> NDArray[np.float64]:
    """The spectrum under a roof: the low room, the resonances of boards, a soft hiss through the tiles."""
    f = np.maximum(frequencies, 1.0)
    roar = 1.0 / np.sqrt(1.0 + (70.0 / f) ** 6) / (1.0 + (f / 230.0) ** 2) ** 0.45
    boards = sum(
        gain * np.exp(-0.5 * (np.log2(f / centre) / width) ** 2)
        for centre, width, gain in ((190.0, 0.22, 0.35), (345.0, 0.2, 0.32), (610.0, 0.25, 0.25))
    )
    return np.asarray((roar + boards) / np.sqrt(1.0 + (f / 5200.0) ** 4))


LIGHT_RAIN = RainSettings(
    far_rain=_light_bed,
    make_drop=_light_drop,
    drops_per_second=170.0,
    drops_share=0.3,
    wander_db=0.8,
    correlation=0.2,
)

RAIN_ON_A_ROOF = RainSettings(
    far_rain=_roof_bed,
    make_drop=_roof_drop,
    drops_per_second=340.0,
    drops_share=0.45,
    wander_db=1.2,
    correlation=0.4,
)
