"""The sound of moving water: surf on a beach, and a stream."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rlscompanion.audio.sounds.chance import RandomWalks, jittered, log_uniform
from rlscompanion.audio.sounds.grains import Grain, GrainMixer, GrainPool, poisson_starts, ringing_grain
from rlscompanion.audio.sounds.noise import (
    HOP_SECONDS,
    HOP_TIMES,
    HOPS_PER_BLOCK,
    ShapedNoise,
    ShiftingNoise,
    unit_power_spectrum,
)
from rlscompanion.audio.sounds.stream import BLOCK_FRAMES, SAMPLE_RATE, BlockSource, Samples, soften_peaks

_BLOCK_SECONDS = BLOCK_FRAMES / SAMPLE_RATE


@dataclass(frozen=True)
class _Wave:
    breaks_at: float  # s from the start of the present block
    build: float  # s from the first rise to the break
    wash: float  # s to 1/e after the break
    height: float
    side: float  # -1 left to 1 right, where it breaks
    drift: float  # how far it moves sideways along the beach in a second


class Surf(BlockSource):
    """Swell on a sandy beach, a wave every 8 to 12 s.

    A wave is heard as four overlapping bands of noise. First, the roar of the wave's body grows as the wave
    comes nearer. Then come a dark wash and, as the wave breaks, a bright wash. Last comes the hiss of foam
    and sand, which takes longest to die away. Far breakers are always heard softly.
    """

    _WAVE_PERIOD_SECONDS = 10.0  # s, +-20 %
    _LEVELS = np.array([0.75, 0.62, 0.62, 0.36])
    _GAIN = np.float32(0.0834)

    def __init__(self, rng: np.random.Generator) -> None:
        super().__init__()
        self._rng = rng
        self._noise = ShiftingNoise(rng, correlation=0.35)
        self._far = RandomWalks(rng, 5.0, HOP_SECONDS)
        f = np.maximum(self._noise.frequencies, 1.0)
        self._powers = np.stack([unit_power_spectrum(band) for band in _surf_bands(f)])
        self._magnitudes = np.zeros((2, HOPS_PER_BLOCK, len(f)), np.float32)
        self._waves: list[_Wave] = [self._new_wave(-5.0)]

    def next_block(self) -> Samples:
        """The next BLOCK_FRAMES frames of the surf, shape (2, BLOCK_FRAMES)."""
        if self._waves[-1].breaks_at < self._WAVE_PERIOD_SECONDS:
            self._waves.append(self._new_wave(self._waves[-1].breaks_at))

        powers = _wave_powers(self._waves, HOP_TIMES)
        powers *= self._LEVELS**2
        far = 10.0 ** ((self._far.advance_steps(HOPS_PER_BLOCK)[:, 0] * 1.5) / 10.0)
        powers[:, :, 0] += 0.016 * far
        powers[:, :, 1] += 0.008 * far
        self._waves = [_one_block_later(wave) for wave in self._waves if wave.breaks_at > -16.0]
        magnitudes = np.matmul(powers.astype(np.float32), self._powers, out=self._magnitudes)
        block = self._noise.next_block(np.sqrt(magnitudes, out=magnitudes))
        block *= self._GAIN
        return soften_peaks(block, 0.4, 0.65)

    def _new_wave(self, after: float) -> _Wave:
        rng = self._rng
        return _Wave(
            breaks_at=after + jittered(rng, self._WAVE_PERIOD_SECONDS, 0.2),
            build=rng.uniform(3.0, 4.2),
            wash=rng.uniform(1.7, 2.5),
            height=rng.uniform(0.7, 1.1),
            side=rng.uniform(-0.5, 0.5),
            drift=rng.uniform(-0.1, 0.1),
        )


def _one_block_later(wave: _Wave) -> _Wave:
    return _Wave(wave.breaks_at - _BLOCK_SECONDS, wave.build, wave.wash, wave.height, wave.side, wave.drift)


def _wave_powers(waves: list[_Wave], times: NDArray[np.float64]) -> NDArray[np.float64]:
    """The summed power of the waves for each channel, hop and band."""
    swells = np.array([[_swells_of(wave)] for wave in waves])  # (waves, 1, bands, 3)
    t = times - np.array([[wave.breaks_at] for wave in waves])  # (waves, hops)
    pans = np.array([(wave.side, wave.drift, 2.0 * wave.height**2) for wave in waves])[..., None]
    power = pans[:, 2:] * _swell(t[..., None], swells[..., 0], swells[..., 1], swells[..., 2]) ** 2
    angle = (math.pi / 4) * (1.0 + 0.8 * np.clip(pans[:, 0] + pans[:, 1] * t, -0.8, 0.8))[..., None]
    left = np.cos(angle) ** 2
    return np.stack(((left * power).sum(axis=0), ((1.0 - left) * power).sum(axis=0)))


def _swells_of(wave: _Wave) -> tuple[tuple[float, float, float], ...]:
    """For each band of a wave: start and peak (s after the break), and decay time (s)."""
    return (
        (-wave.build, 0.2, 0.8 * wave.wash),
        (-2.4, 0.4, wave.wash),
        (-0.9, 0.7, wave.wash),
        (0.2, 2.2, 1.5 * wave.wash),
    )


def _swell(
    t: NDArray[np.float64],
    starts: NDArray[np.float64],
    peaks: NDArray[np.float64],
    decay: NDArray[np.float64],
) -> NDArray[np.float64]:
    """A smooth rise from 0 at `starts` to 1 at `peaks`, then a fall to 1/e in `decay` (all in s)."""
    rise = np.sin(np.clip((t - starts) / (peaks - starts), 0.0, 1.0) * (math.pi / 2)) ** 2
    late = np.maximum(t - peaks, 0.0) / (0.5 * decay)
    return np.asarray(rise * (1.0 + late) * np.exp(-late))


def _surf_bands(f: NDArray[np.float32]) -> tuple[NDArray[np.float32], ...]:
    """The bands of a wave: roar, dark wash, bright wash and hiss."""
    return (
        1.0 / np.sqrt(1.0 + (60.0 / f) ** 4) / (1.0 + (f / 170.0) ** 2) ** 0.7,
        1.0 / np.sqrt(1.0 + (180.0 / f) ** 3) / (1.0 + (f / 650.0) ** 2) ** 0.7,
        1.0 / np.sqrt(1.0 + (400.0 / f) ** 3) / (1.0 + (f / 2200.0) ** 2) ** 0.75,
        1.0 / np.sqrt(1.0 + (1800.0 / f) ** 4) / (1.0 + (f / 4800.0) ** 4) ** 0.6,
    )


class Brook(BlockSource):
    """A small stream over stones: bubbles over the bright rush of water.

    Each bubble rings at its own pitch, which rises as the bubble nears the surface. A bubble of radius r (m)
    rings at 3 / r Hz and dies away at 0.13 / r + 0.0072 r^-1.5 a second. The number of bubbles varies within
    a second. Source of the formulas: K. van den Doel, "Physically based models for liquid sounds", 2005.
    """

    _BUBBLES_PER_SECOND = 75.0
    _GAIN = np.float32(0.7874)
    _BUBBLE_GAIN = 0.8

    def __init__(self, rng: np.random.Generator) -> None:
        super().__init__()
        self._rng = rng
        self._rush = ShapedNoise(_rush, rng, correlation=0.25)
        self._bubbles = GrainPool(_bubble, rng, 160)
        self._grain_mixer = GrainMixer(SAMPLE_RATE // 2)
        self._density = RandomWalks(rng, 1.5, _BLOCK_SECONDS)
        self._flow = RandomWalks(rng, 3.0, _BLOCK_SECONDS)
        self._flow_before = 0.0

    def next_block(self) -> Samples:
        """The next BLOCK_FRAMES frames of the stream, shape (2, BLOCK_FRAMES)."""
        density = self._BUBBLES_PER_SECOND * math.exp(0.3 * float(self._density.advance_one_step()[0]))
        self._bubbles.add_new(3)
        self._grain_mixer.start_next_block()
        starts = poisson_starts(self._rng, density)
        sizes = np.minimum(self._rng.lognormal(0.0, 0.75, len(starts)), 3.0) * self._BUBBLE_GAIN
        self._bubbles.scatter(self._grain_mixer, starts, sizes)
        flow = float(self._flow.advance_one_step()[0])
        block = self._rush.next_block()
        block *= np.linspace(
            1.0 + 0.08 * self._flow_before, 1.0 + 0.08 * flow, BLOCK_FRAMES, dtype=np.float32
        )
        self._flow_before = flow
        block += self._grain_mixer.block
        block *= self._GAIN
        return soften_peaks(block, 0.4, 0.65)


def _bubble(rng: np.random.Generator) -> Grain:
    radius = log_uniform(rng, 0.0012, 0.0095)
    damping = 0.13 / radius + 0.0072 * radius**-1.5
    grain = ringing_grain(
        rng, 3.0 / radius, 1.6 / damping, 1.5e-3, 0.0, rise=rng.uniform(0.0, 0.25) * damping
    )
    return grain * np.float32((radius / 0.003) ** 0.5)


def _rush(frequencies: NDArray[np.float64]) -> NDArray[np.float64]:
    """The spectrum of water over stones: weak below 300 Hz, broad to 4 kHz, soft above."""
    f = np.maximum(frequencies, 1.0)
    low = 1.0 / np.sqrt(1.0 + (420.0 / f) ** 3)
    return np.asarray(low / (1.0 + (f / 1500.0) ** 2) ** 0.4 / np.sqrt(1.0 + (f / 6000.0) ** 4))
