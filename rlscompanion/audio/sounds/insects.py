"""The sound of crickets on a warm night."""

import math

import numpy as np

from rlscompanion.audio.sounds.chance import RandomWalks, jittered
from rlscompanion.audio.sounds.grains import Grain, GrainMixer
from rlscompanion.audio.sounds.noise import HOP_SECONDS, HOPS_PER_BLOCK, ShiftingNoise, unit_power_spectrum
from rlscompanion.audio.sounds.stream import BLOCK_FRAMES, SAMPLE_RATE, BlockSource, Samples, soften_peaks

_LONGEST_GRAIN_FRAMES = SAMPLE_RATE // 2


class _Cricket:
    """One cricket, which sings in bouts with short rests; each chirp is a few strokes of nearly one pitch."""

    def __init__(self, rng: np.random.Generator, pitch: float, distance: float, side: float) -> None:
        self._rng = rng
        self._pitch = jittered(rng, pitch, 0.03)
        self._strokes = int(rng.integers(3, 6))
        self._apart = rng.uniform(0.034, 0.044)
        # Grass and leaves blur distant sounds.
        self._stroke = 0.006 + 0.0018 * distance
        self._period = rng.uniform(0.42, 0.78)
        angle = (math.pi / 4) * (1.0 + side)
        self._sides = np.array([[math.cos(angle)], [math.sin(angle)]], np.float32)
        self._drift = RandomWalks(rng, 5.0, BLOCK_FRAMES / SAMPLE_RATE, 2)
        # A cricket that chirps often or long is as loud as others at its distance.
        power = float(np.mean([np.sum(self._chirp(more) ** 2) for more in (-1, 0, 1)])) / self._period
        self._level = 1.0 / distance / math.sqrt(power / SAMPLE_RATE)
        self._next = int(rng.uniform(0.0, 2.0) * SAMPLE_RATE)

    def sing(self, grain_mixer: GrainMixer) -> None:
        """Mix in the chirps of this cricket that start in this block."""
        level, tempo = self._drift.advance_one_step()
        while self._next < BLOCK_FRAMES:
            loudness = self._level * 10.0 ** ((1.5 * level + self._rng.uniform(-1.0, 1.0)) / 20.0)
            grain_mixer.add(
                self._next, self._chirp(int(self._rng.integers(-1, 2))), np.float32(loudness) * self._sides
            )
            wait = self._period * (1.0 + 0.04 * tempo) * math.exp(0.07 * self._rng.standard_normal())
            if self._rng.random() < 0.035:
                wait += self._rng.exponential(1.6)
            self._next += int(wait * SAMPLE_RATE)
        self._next -= BLOCK_FRAMES

    def _chirp(self, more: int) -> Grain:
        """A chirp: wing strokes that get slightly louder, each falling slightly in pitch."""
        rng = self._rng
        t = np.arange(int(9.0 * self._stroke * SAMPLE_RATE), dtype=np.float32) / SAMPLE_RATE
        u = t / np.float32(self._stroke)
        pitch = self._pitch * (1.0 + 0.002 * rng.standard_normal())
        stroke = np.sin((2.0 * math.pi * pitch) * t * (1.0 - 0.25 * t)) * (u * np.exp(1.0 - u)) ** 2
        count = self._strokes + more
        apart = int(jittered(rng, self._apart, 0.02) * SAMPLE_RATE)
        chirp = np.zeros(len(stroke) + (count - 1) * apart, np.float32)
        for index in range(count):
            chirp[index * apart : index * apart + len(stroke)] += min(0.45 + 0.2 * index, 1.0) * stroke
        return chirp


class Crickets(BlockSource):
    """A meadow at night: some crickets near and far, a shimmering chorus behind them, and still air.

    Near crickets chirp about twice a second, each at its own slowly changing pitch and pace. The chorus is
    hundreds of distant crickets, heard as narrow bands of noise.
    """

    _GAIN = np.float32(0.1276)
    _NEAR_GAIN = 0.36

    def __init__(self, rng: np.random.Generator) -> None:
        super().__init__()
        crickets = (
            (3150.0, 1.5, -0.35),
            (3620.0, 2.0, 0.45),
            (2800.0, 2.4, 0.1),
            (4050.0, 3.2, -0.7),
            (3380.0, 3.6, 0.75),
        )
        self._crickets = [_Cricket(rng, *cricket) for cricket in crickets]
        self._grain_mixer = GrainMixer(_LONGEST_GRAIN_FRAMES)
        self._noise = ShiftingNoise(rng, correlation=0.2)
        self._chorus_level = RandomWalks(rng, 3.0, HOP_SECONDS, 2)
        f = np.maximum(self._noise.frequencies, 1.0)
        self._chorus = sum(
            (level * unit_power_spectrum(np.exp(-0.5 * ((f - centre) / width) ** 2))).astype(np.float32)
            for centre, width, level in ((3300.0, 220.0, 1.0), (4200.0, 260.0, 0.4), (2600.0, 170.0, 0.2))
        )
        self._air = unit_power_spectrum(
            1.0 / np.sqrt(1.0 + (90.0 / f) ** 4) / (1.0 + (f / 320.0) ** 2) ** 0.55
        )

    def next_block(self) -> Samples:
        """The next BLOCK_FRAMES frames of the crickets, shape (2, BLOCK_FRAMES)."""
        self._grain_mixer.start_next_block()
        for cricket in self._crickets:
            cricket.sing(self._grain_mixer)
        level = 10.0 ** (0.12 * self._chorus_level.advance_steps(HOPS_PER_BLOCK).T)[..., None]
        power = 0.003 * level * self._chorus + 0.004 * self._air
        block = self._noise.next_block(np.sqrt(power).astype(np.float32))
        block += np.float32(self._NEAR_GAIN) * self._grain_mixer.block
        block *= self._GAIN
        return soften_peaks(block, 0.35, 0.6)
