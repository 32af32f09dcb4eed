"""The built-in sounds, synthesized: endless stereo sources at 48 kHz that never repeat.

Noise is made block by block from a fresh random spectrum of the wanted shape, by inverse FFT and
overlap-add; independent blocks cross over with equal power, so that no seam is heard. Every sound is
scaled to the same loudness (ITU-R BS.1770-4), computed from its spectrum, so that levels mean the same
for all of them.
"""

import math
from collections.abc import Callable
from functools import lru_cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from rlscompanion.domain.soundscape import Sound

SAMPLE_RATE = 48_000
"""Frames a second, everywhere in the package."""

LOUDNESS_LUFS = -23.0
"""The loudness of every built-in sound at full level (LUFS)."""

Samples = NDArray[np.float32]
"""Planar stereo samples, shape (2, frames), full scale at 1."""

_FFT = 32_768
_OVERLAP = 4_096
_BLOCK = _FFT - _OVERLAP
_DROP_FFT = 4_096


class Source(Protocol):
    """An endless (or long) stereo sound that is asked for its next frames."""

    def render(self, out: Samples) -> None:
        """Fill `out`, shape (2, frames), with the next frames."""
        ...


def make_source(sound: Sound, rng: np.random.Generator | None = None) -> Source:
    """The source of a built-in sound; without a generator it is different each time."""
    rng = rng or np.random.Generator(np.random.SFC64())
    match sound:
        case Sound.BROWN_NOISE:
            return ShapedNoise(_brown, rng, correlation=0.6)
        case Sound.PINK_NOISE:
            return ShapedNoise(_pink, rng, correlation=0.6)
        case Sound.RAIN:
            return Rain(rng)


class BlockSource:
    """A source that makes its sound in blocks of its own length and hands it out in any."""

    def __init__(self) -> None:
        self._block: Samples = np.zeros((2, 0), np.float32)
        self._used = 0

    def render(self, out: Samples) -> None:
        """Fill `out`, shape (2, frames), with the next frames."""
        done, frames = 0, out.shape[1]
        while done < frames:
            if self._used == self._block.shape[1]:
                self._block, self._used = self.next_block(), 0
            count = min(frames - done, self._block.shape[1] - self._used)
            out[:, done : done + count] = self._block[:, self._used : self._used + count]
            self._used += count
            done += count

    def next_block(self) -> Samples:
        """The next block, shape (2, n) with n > 0; valid until the next call."""
        raise NotImplementedError


class ShapedNoise(BlockSource):
    """Gaussian noise with a given spectrum.

    `magnitude` maps frequencies (Hz, from 0 to the Nyquist frequency) to relative amplitudes;
    `correlation` is that of left and right, 1 for mono. Loudness: LOUDNESS_LUFS.
    """

    def __init__(
        self,
        magnitude: Callable[[NDArray[np.float64]], NDArray[np.float64]],
        rng: np.random.Generator,
        correlation: float,
    ) -> None:
        super().__init__()
        self._rng = rng
        self._shape = _amplitudes(magnitude)
        self._mid = np.float32(math.sqrt((1.0 + correlation) / 2.0))
        self._side = np.float32(math.sqrt((1.0 - correlation) / 2.0))
        self._random = np.zeros((2, _FFT + 2), np.float32)
        self._spectrum = np.zeros((2, _FFT + 2), np.float32)
        angles = np.linspace(0.0, math.pi / 2, _OVERLAP, endpoint=False)
        self._rise = np.sin(angles).astype(np.float32)
        self._fall = np.cos(angles).astype(np.float32)
        self._tail = np.zeros((2, _OVERLAP), np.float32)
        self.next_block()  # the first one would rise from silence

    def next_block(self) -> Samples:
        """The next _BLOCK frames."""
        random = self._random
        # Evenly distributed bits, at a tenth of the cost of normal numbers: the sum over thousands of
        # frequencies is Gaussian all the same.
        raw = self._rng.bit_generator.random_raw(random.size // 4)
        np.multiply(raw.view(np.int16).reshape(random.shape), self._shape, out=random)
        random[0] *= self._mid
        random[1] *= self._side
        np.add(random[0], random[1], out=self._spectrum[0])
        np.subtract(random[0], random[1], out=self._spectrum[1])
        noise = np.fft.irfft(self._spectrum.view(np.complex64), _FFT).astype(np.float32, copy=False)
        noise[:, :_OVERLAP] *= self._rise
        noise[:, :_OVERLAP] += self._tail
        np.multiply(noise[:, _BLOCK:], self._fall, out=self._tail)
        return noise[:, :_BLOCK]


class Rain(BlockSource):
    """Steady rain: a bed of filtered noise, and drops near by, dense and of every size.

    Drops hit at random moments (a Poisson process), each with its own size, place and ring: most are
    short ticks, some are the rounder sound of a bubble in water. The strength wanders by about a
    decibel within seconds, as a smoothed random walk.
    """

    _DROPS_PER_SECOND = 170.0
    _DROPS_SHARE = 0.3  # of the whole power
    _WANDER_SECONDS = 2.5
    _WANDER_DB = 0.8

    def __init__(self, rng: np.random.Generator) -> None:
        super().__init__()
        self._rng = rng
        self._bed = ShapedNoise(_rain_bed, rng, correlation=0.2)
        self._shapes = [_drop_shape(rng) for _ in range(160)]
        self._longest = max(len(shape) for shape in self._shapes)
        self._canvas = np.zeros((2, _BLOCK + self._longest), np.float32)
        self._drop_gain = self._gain_of_drops()
        self._walk = self._wander = 0.0
        self._envelope = np.zeros(_BLOCK, np.float32)

    def next_block(self) -> Samples:
        """The next _BLOCK frames."""
        before = self._wander
        self._step_wander()
        db = np.linspace(before, self._wander, _BLOCK, endpoint=False) * self._WANDER_DB
        self._envelope[:] = 10.0 ** (db / 20.0) * math.sqrt(1.0 - self._DROPS_SHARE)
        canvas = self._canvas
        canvas[:, : self._longest] = canvas[:, _BLOCK:]
        canvas[:, self._longest :] = 0.0
        self._add_drops(1.0 + 0.15 * self._wander)
        block = self._bed.next_block()
        block *= self._envelope
        block += canvas[:, :_BLOCK]
        return block

    def _step_wander(self) -> None:
        """Two equal low-pass filters in a row over white noise, scaled to unit variance."""
        keep = math.exp(-2.0 * _BLOCK / SAMPLE_RATE / self._WANDER_SECONDS)
        kick = math.sqrt(1.0 - keep * keep) * float(self._rng.standard_normal())
        self._walk = keep * self._walk + kick
        unit = (1.0 + keep) / math.sqrt(1.0 + keep * keep)
        wander = keep * self._wander + (1.0 - keep) * unit * self._walk
        self._wander = max(-2.5, min(2.5, wander))

    def _add_drops(self, density: float) -> None:
        count = self._rng.poisson(self._DROPS_PER_SECOND * density * _BLOCK / SAMPLE_RATE)
        starts = self._rng.integers(0, _BLOCK, count).tolist()
        kinds = self._rng.integers(0, len(self._shapes), count).tolist()
        sizes = _drop_sizes(self._rng, count) * self._drop_gain
        angles = self._rng.uniform(0.1, math.pi / 2 - 0.1, count)
        gains = np.stack((sizes * np.cos(angles), sizes * np.sin(angles)), axis=1).astype(np.float32)
        for start, kind, gain in zip(starts, kinds, gains, strict=True):
            shape = self._shapes[kind]
            self._canvas[:, start : start + len(shape)] += gain[:, None] * shape

    def _gain_of_drops(self) -> float:
        """By Campbell's theorem: the power of a Poisson train is its rate times the energy of one pulse."""
        weights = _k_weighting(_DROP_FFT)
        energies = [np.sum(np.abs(np.fft.rfft(s, _DROP_FFT)) ** 2 * weights) for s in self._shapes]
        energy = float(np.mean(energies)) * 2.0 / _DROP_FFT
        sizes = _drop_sizes(np.random.Generator(np.random.SFC64(1)), 20_000)
        power = self._DROPS_PER_SECOND / SAMPLE_RATE * energy * float(np.mean(sizes**2))
        # Left and right share the power of a drop, where noise has its power in each of them.
        return _amplitude_for_loudness(power / 2.0) * math.sqrt(self._DROPS_SHARE)


def _drop_sizes(rng: np.random.Generator, count: int) -> NDArray[np.float64]:
    """Relative amplitudes of drops: many small ones, few large, none huge."""
    return np.minimum(rng.lognormal(0.0, 0.7, count), 2.2)


def _drop_shape(rng: np.random.Generator) -> Samples:
    """One drop, shape (frames,): a bubble's ring for one in five, else a tick."""
    if rng.random() < 0.2:
        pitch, decay, attack, noise = _log_uniform(rng, 500.0, 1600.0), rng.uniform(5e-3, 12e-3), 1.5e-3, 0.0
    else:
        pitch, decay, attack, noise = _log_uniform(rng, 1600.0, 5500.0), rng.uniform(1.2e-3, 4e-3), 4e-4, 0.5
    t = np.arange(int(SAMPLE_RATE * (attack + 5.0 * decay))) / SAMPLE_RATE
    ring = np.sin(2.0 * math.pi * pitch * t * (1.0 + 4.0 * t)) + noise * rng.standard_normal(len(t))
    rise = np.sin(np.minimum(t / attack, 1.0) * (math.pi / 2)) ** 2
    fall = np.exp(-t / decay) * np.cos(np.linspace(0.0, math.pi / 2, len(t))) ** 2
    shape = ring * rise * fall
    shape -= rise * fall * (shape.sum() / (rise * fall).sum())
    # Longer drops are no louder: equal energy, not equal peak.
    return np.asarray(shape / math.sqrt(float(np.sum(shape**2))), np.float32)


def _log_uniform(rng: np.random.Generator, low: float, high: float) -> float:
    return math.exp(rng.uniform(math.log(low), math.log(high)))


def _brown(frequencies: NDArray[np.float64]) -> NDArray[np.float64]:
    """-6 dB an octave, rolled off below 30 Hz, where it would only wander."""
    f = np.maximum(frequencies, 1.0)
    return np.asarray(1.0 / f / np.sqrt(1.0 + (27.0 / f) ** 8))


def _pink(frequencies: NDArray[np.float64]) -> NDArray[np.float64]:
    """-3 dB an octave down to 20 Hz."""
    f = np.maximum(frequencies, 1.0)
    return np.asarray(1.0 / np.sqrt(f) / np.sqrt(1.0 + (20.0 / f) ** 6))


def _rain_bed(frequencies: NDArray[np.float64]) -> NDArray[np.float64]:
    """Far rain: widest around 1 to 3 kHz, soft above, little body below."""
    f = np.maximum(frequencies, 1.0)
    return np.asarray(1.0 / np.sqrt(1.0 + (450.0 / f) ** 2.4) / (1.0 + (f / 2600.0) ** 2) ** 0.42)


@lru_cache(maxsize=32)
def _amplitudes(magnitude: Callable[[NDArray[np.float64]], NDArray[np.float64]]) -> NDArray[np.float32]:
    """What to multiply even random spectra of 16 bits by (real, imaginary in turn) for LOUDNESS_LUFS."""
    shape = magnitude(np.linspace(0.0, SAMPLE_RATE / 2, _FFT // 2 + 1))
    shape[0] = shape[-1] = 0.0
    power = float(np.sum(shape**2 * _k_weighting(_FFT))) * 4.0 / _FFT**2
    deviation = 65_536.0 / math.sqrt(12.0)
    return np.repeat(shape * _amplitude_for_loudness(power) / deviation, 2).astype(np.float32)


def _amplitude_for_loudness(power: float) -> float:
    """The gain that brings K-weighted `power` in each of two channels to LOUDNESS_LUFS (BS.1770-4)."""
    return math.sqrt(10.0 ** ((LOUDNESS_LUFS + 0.691) / 10.0) / (2.0 * power))


@lru_cache(maxsize=4)
def _k_weighting(size: int) -> NDArray[np.float64]:
    """The power response of the K filter of ITU-R BS.1770-4 (its 48 kHz coefficients) on an rfft's bins."""
    z = np.exp(-2j * math.pi * np.arange(size // 2 + 1) / size)
    shelf = (1.53512485958697 - 2.69169618940638 * z + 1.19839281085285 * z**2) / (
        1.0 - 1.69065929318241 * z + 0.73248077421585 * z**2
    )
    high_pass = (1.0 - 2.0 * z + z**2) / (1.0 - 1.99004745483398 * z + 0.99007225036621 * z**2)
    return np.asarray(np.abs(shelf * high_pass) ** 2)
