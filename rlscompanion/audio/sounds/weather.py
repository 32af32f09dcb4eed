"""The sounds of wind and of distant thunder."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rlscompanion.audio.sounds.chance import RandomWalks
from rlscompanion.audio.sounds.loudness import PowerLeveler, amplitude_for_loudness, gated_mean, k_weighting
from rlscompanion.audio.sounds.noise import (
    HOP_FRAMES,
    HOP_SECONDS,
    HOPS_PER_BLOCK,
    ShiftingNoise,
    unit_power_spectrum,
)
from rlscompanion.audio.sounds.stream import BLOCK_FRAMES, SAMPLE_RATE, BlockSource, Samples, soften_peaks

_BLOCK_SECONDS = BLOCK_FRAMES / SAMPLE_RATE


class Wind(BlockSource):
    """Wind around a house near trees: bands of noise that get louder with the wind's speed.

    The speed is a random walk: gusts last seconds, flurries less. The bands are low buffeting, air, leaves,
    and the moan at edges of the house. Leaves grow most with the speed. A moan is a vortex whistle, whose
    pitch follows the speed.
    """

    _GAIN = np.float32(0.0534)
    _EXPONENTS = np.array([2.6, 3.4, 5.0, 4.0, 4.0])
    """Exponents of the speed in the power of buffeting, air, leaves, and the moans at two edges."""
    _LEVELS = np.array([0.34, 0.30, 0.022, 22.0, 5.0])
    _MOANS = ((330.0, 0.26), (620.0, 0.2))
    """Pitch (Hz) and width (octaves) of the moan at each of two edges."""
    _HIGHEST_MOAN_HZ = 4000.0
    """The frequency (Hz) above which a moan is silent."""
    _MEAN_POWER = 1.027  # K-weighted, of one channel, without the gain
    _LEVELLING_SECONDS = 60.0

    def __init__(self, rng: np.random.Generator) -> None:
        super().__init__()
        self._noise = ShiftingNoise(rng, correlation=0.3)
        self._gusts = RandomWalks(rng, 2.4, HOP_SECONDS)
        self._flurries = RandomWalks(rng, 0.7, HOP_SECONDS, 2)
        self._edges = RandomWalks(rng, 3.0, HOP_SECONDS, 4)
        f = np.maximum(self._noise.frequencies, 1.0)
        self._octaves = np.log2(f[f < self._HIGHEST_MOAN_HZ])
        self._weights = (k_weighting(2 * HOP_FRAMES) / len(f)).astype(np.float32)
        self._leveler = PowerLeveler(self._MEAN_POWER, _BLOCK_SECONDS / self._LEVELLING_SECONDS)
        self._power = np.zeros((2, HOPS_PER_BLOCK, len(f)), np.float32)
        self._bands = np.stack(
            (
                unit_power_spectrum(1.0 / np.sqrt(1.0 + (45.0 / f) ** 4) / (1.0 + (f / 110.0) ** 2) ** 0.75),
                unit_power_spectrum(1.0 / np.sqrt(1.0 + (150.0 / f) ** 4) / (1.0 + (f / 500.0) ** 2) ** 0.6),
                unit_power_spectrum(
                    1.0 / np.sqrt(1.0 + (1300.0 / f) ** 4) / (1.0 + (f / 3000.0) ** 2) ** 0.9
                ),
            )
        )

    def next_block(self) -> Samples:
        """The next BLOCK_FRAMES frames of the wind, shape (2, BLOCK_FRAMES)."""
        gusts = 1.4 * np.tanh(self._gusts.advance_steps(HOPS_PER_BLOCK) / 1.4)  # few calms and few storms
        octaves = (0.21 * gusts + 0.12 * self._flurries.advance_steps(HOPS_PER_BLOCK)).T / math.log(
            2.0
        )  # of speed, (2, HOPS_PER_BLOCK)
        edges = self._edges.advance_steps(HOPS_PER_BLOCK).T.reshape(2, 2, HOPS_PER_BLOCK)
        levels = self._LEVELS * 2.0 ** (octaves[..., None] * self._EXPONENTS)
        levels = (self._leveler.gain * levels).astype(np.float32)
        power = np.matmul(levels[..., :3], self._bands, out=self._power)
        moans = power[..., : len(self._octaves)]
        for moan, (pitch, width) in enumerate(self._MOANS):
            centre = math.log2(pitch) + 0.9 * octaves + 0.22 * edges[moan]
            distance = (self._octaves - centre.astype(np.float32)[..., None]) * np.float32(1.0 / width)
            distance *= -distance
            moans += levels[..., 3 + moan, None] * np.exp(distance, out=distance)
        self._leveler.record_power(float((power @ self._weights).mean()) / self._leveler.gain)
        block = self._noise.next_block(np.sqrt(power, out=power))
        block *= self._GAIN
        return soften_peaks(block, 0.4, 0.65)


@dataclass(frozen=True)
class _Peal:
    """One swell in a roll of thunder; near and far parts of the lightning cause separate swells."""

    peaks_after: float  # s from the start of the thunder
    rise: float  # s
    level: float


@dataclass
class _Roll:
    """One roll of thunder, in steps (hops) of HOP_FRAMES frames.

    `power` is its power at each hop, shape (2, hops); `at` is the hop at which the current block starts.
    """

    power: NDArray[np.float64]
    at: int


class Thunder(BlockSource):
    """Distant thunder to mix with other sounds: long rolls with silence between.

    A roll starts every 20 to 90 s. It consists of a few overlapping swells of noise below about 250 Hz; later
    swells are mostly weaker. A roll gets darker towards its end, since air absorbs high tones first and later
    sound has come a longer way. Nothing starts suddenly. Each roll has a new shape and the same loudness.
    """

    _ROLL_INTERVAL_SECONDS = (20.0, 90.0)  # s
    _LONGEST_ROLL_SECONDS = 26.0  # s
    _GAIN = np.float32(1.014)

    def __init__(self, rng: np.random.Generator) -> None:
        super().__init__()
        self._rng = rng
        self._noise = ShiftingNoise(rng, correlation=0.55)
        self._rolling = RandomWalks(rng, 0.35, HOP_SECONDS, 2)
        self._frequencies = np.maximum(self._noise.frequencies, 1.0)
        self._floor = 1.0 / (1.0 + (42.0 / self._frequencies) ** 6)
        self._power = np.zeros((2, HOPS_PER_BLOCK, len(self._frequencies)), np.float32)
        hops = round(self._LONGEST_ROLL_SECONDS / HOP_SECONDS)
        self._ages: NDArray[np.float64] = np.linspace(0.0, hops * HOP_SECONDS, hops, endpoint=False)
        some = self._ages[::6]
        loudness = self._spectrum(some) @ (k_weighting(2 * HOP_FRAMES) / len(self._frequencies))
        self._loudness_at_ages = np.interp(self._ages, some, loudness)
        self._rolls: list[_Roll] = []
        self._next_in = rng.uniform(1.0, 8.0)
        self._was_heard = False

    def next_block(self) -> Samples:
        """The next BLOCK_FRAMES frames of the thunder, shape (2, BLOCK_FRAMES)."""
        if self._next_in < _BLOCK_SECONDS:
            self._rolls.append(_Roll(self._new_roll(), -round(self._next_in / HOP_SECONDS)))
            self._next_in += self._rng.uniform(*self._ROLL_INTERVAL_SECONDS)
        self._next_in -= _BLOCK_SECONDS

        parts = [
            (roll, max(0, roll.at), min(roll.at + HOPS_PER_BLOCK, len(self._ages))) for roll in self._rolls
        ]
        heard = any(bool(roll.power[:, first:last].any()) for roll, first, last in parts)
        was_heard, self._was_heard = self._was_heard, heard
        if heard or was_heard:
            power = self._power
            power.fill(0.0)
            for roll, first, last in parts:
                spectrum = self._spectrum(self._ages[first:last])
                power[:, first - roll.at : last - roll.at] += roll.power[:, first:last, None] * spectrum
            block = self._noise.next_block(np.sqrt(power, out=power))
            block *= self._GAIN
            soften_peaks(block, 0.35, 0.6)
        else:
            block = np.zeros((2, BLOCK_FRAMES), np.float32)
        for roll in self._rolls:
            roll.at += HOPS_PER_BLOCK
        self._rolls = [roll for roll in self._rolls if roll.at < len(self._ages)]
        return block

    def _spectrum(self, since: NDArray[np.float64]) -> NDArray[np.float32]:
        cutoff = 75.0 + 110.0 * np.exp(-since / 6.0)
        f = self._frequencies / cutoff.astype(np.float32)[:, None]
        return np.asarray(self._floor / (1.0 + f * f) ** 2, np.float32)

    def _new_roll(self) -> NDArray[np.float64]:
        """A new roll of peals with random pan and size, at the same loudness as all others."""
        rng = self._rng
        first = rng.uniform(2.4, 3.6)
        peals = [_Peal(first, first, 1.0)]
        for _ in range(rng.integers(5, 9)):
            at = first + rng.gamma(2.0, 2.8)
            if at < 16.0:
                peals.append(
                    _Peal(at, rng.uniform(1.0, 2.2), rng.uniform(0.4, 0.9) * math.exp(-(at - first) / 9.0))
                )
        power = _roll_amplitude(peals, self._ages) ** 2 * 10.0 ** (
            0.2 * self._rolling.advance_steps(len(self._ages)).T
        )
        loudness = gated_mean(power.mean(axis=0) * self._loudness_at_ages, round(0.4 / HOP_SECONDS))
        return np.asarray(power * amplitude_for_loudness(loudness) ** 2)


def _roll_amplitude(peals: list[_Peal], since: NDArray[np.float64]) -> NDArray[np.float64]:
    """The amplitude of a roll: each peal swells like a gamma density, 0 before its start."""
    level = np.zeros_like(since)
    for peal in peals:
        u = np.clip((since - peal.peaks_after) / peal.rise + 1.0, 0.0, 12.0)
        level += peal.level * (u * np.exp(1.0 - u)) ** 2.5
    # It ends far below what can be heard.
    return np.where(level > 1e-4, level, 0.0)
