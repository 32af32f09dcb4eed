"""Coloured noise with a steady or a changing spectrum.

Both kinds are made from new random spectra by inverse FFT and overlap-add. Neighbouring pieces are
independent and cross-fade with equal power, so that no seam is heard.
"""

import math
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rlscompanion.audio.sounds.loudness import amplitude_for_loudness, k_weighting
from rlscompanion.audio.sounds.stream import BLOCK, SAMPLE_RATE, BlockSource, Samples

Magnitude = Callable[[NDArray[np.float64]], NDArray[np.float64]]
"""A function from frequencies (Hz, 0 to Nyquist) to relative amplitudes."""

HOP = 2_048
"""Frames from one spectrum of a ShiftingNoise to the next (43 ms)."""

HOPS = BLOCK // HOP
"""Spectra in a block of a ShiftingNoise."""

HOP_SECONDS = HOP / SAMPLE_RATE

HOP_TIMES: NDArray[np.float64] = np.linspace(HOP_SECONDS, HOPS * HOP_SECONDS, HOPS)
"""The times of the spectra in a block (s from its start)."""

_FFT = 32_768
_OVERLAP = _FFT - BLOCK
_DEVIATION = 65_536.0 / math.sqrt(12.0)
"""The standard deviation of 16 random bits."""

_BITS_PIECE = 8_192
"""Words of 64 random bits that are drawn at a time."""


class ShapedNoise(BlockSource):
    """Gaussian noise with a given spectrum, at a loudness of LOUDNESS_LUFS.

    `correlation` is between left and right, 1 for mono.
    """

    def __init__(self, magnitude: Magnitude, rng: np.random.Generator, correlation: float) -> None:
        super().__init__()
        self._rng = rng
        self._shape = _amplitudes(magnitude)
        self._mid, self._side = _mid_and_side(correlation)
        self._bits = np.zeros((2, _FFT + 2), np.int16)
        self._random = np.zeros((2, _FFT + 2), np.float32)
        self._spectrum = np.zeros((2, _FFT + 2), np.float32)
        self._noise = np.zeros((2, _FFT), np.float32)
        angles = np.linspace(0.0, math.pi / 2, _OVERLAP, endpoint=False)
        self._rise = np.sin(angles).astype(np.float32)
        self._fall = np.cos(angles).astype(np.float32)
        self._tail = np.zeros((2, _OVERLAP), np.float32)
        self.next_block()  # the very first block rises from silence

    def next_block(self) -> Samples:
        """The next BLOCK frames of the noise, shape (2, BLOCK)."""
        random = self._random
        np.multiply(_random_bits(self._rng, self._bits), self._shape, out=random)
        random[0] *= self._mid
        random[1] *= self._side
        np.add(random[0], random[1], out=self._spectrum[0])
        np.subtract(random[0], random[1], out=self._spectrum[1])
        noise = self._noise
        _to_time(self._spectrum.view(np.complex64), noise)
        noise[:, :_OVERLAP] *= self._rise
        noise[:, :_OVERLAP] += self._tail
        np.multiply(noise[:, BLOCK:], self._fall, out=self._tail)
        return noise[:, :BLOCK]


class ShiftingNoise:
    """Gaussian noise whose spectrum is set every HOP frames for each of two channels.

    Magnitude 1 at all frequencies gives a root mean square of 1. `correlation` is between left and right.
    """

    frequencies: NDArray[np.float32] = np.linspace(0.0, SAMPLE_RATE / 2, HOP + 1, dtype=np.float32)
    """Where the magnitudes are given (Hz)."""

    def __init__(self, rng: np.random.Generator, correlation: float) -> None:
        self._rng = rng
        scale = math.sqrt(HOP) / _DEVIATION
        # Half the cosine window of a frame on either side keeps the power of independent frames constant.
        self._window = np.sin((np.arange(2 * HOP) + 0.5) * (math.pi / (2 * HOP))).astype(np.float32)
        self._mid, self._side = (np.float32(scale * share) for share in _mid_and_side(correlation))
        self._bits = np.zeros((2, HOPS, 2 * HOP + 2), np.int16)
        self._random = np.zeros((2, HOPS, 2 * HOP + 2), np.float32)
        self._spectrum = np.zeros((2, HOPS, 2 * HOP + 2), np.float32)
        self._frames = np.zeros((2, HOPS, 2 * HOP), np.float32)
        self._out = np.zeros((2, HOPS, HOP), np.float32)
        self._tail = np.zeros((2, HOP), np.float32)

    def next_block(self, magnitudes: NDArray[np.float32]) -> Samples:
        """The next BLOCK frames of noise with these spectra; magnitudes of shape (1 or 2, HOPS, HOP + 1).

        They hold at the times HOP_TIMES. The result is valid until the next call.
        """
        bits, random = _random_bits(self._rng, self._bits), self._random
        np.multiply(bits[0], self._mid, out=random[0])
        np.multiply(bits[1], self._side, out=random[1])
        np.add(random[0], random[1], out=self._spectrum[0])
        np.subtract(random[0], random[1], out=self._spectrum[1])
        spectrum = self._spectrum.view(np.complex64)
        spectrum *= magnitudes
        spectrum[..., 0] = 0.0
        frames, out = self._frames, self._out
        _to_time(spectrum, frames)
        frames *= self._window
        np.add(frames[:, 1:, :HOP], frames[:, :-1, HOP:], out=out[:, 1:])
        np.add(frames[:, 0, :HOP], self._tail, out=out[:, 0])
        self._tail[:] = frames[:, -1, HOP:]
        return out.reshape(2, BLOCK)


def _to_time(spectra: NDArray[np.complex64], out: Any) -> None:
    """Inverse FFT: from spectra, shape (..., n / 2 + 1), to float32 samples, shape (..., n)."""
    # The stubs of numpy's transforms know no float32.
    np.fft.irfft(spectra, out=out)


def _random_bits(rng: np.random.Generator, out: NDArray[np.int16]) -> NDArray[np.int16]:
    """Fill an array, whose size is a multiple of four, with 16 random bits each."""
    # Evenly distributed bits, at a tenth of the cost of normal numbers: the sum over thousands of
    # frequencies is Gaussian all the same. In pieces so small that the allocator keeps their memory.
    words = out.reshape(-1).view(np.uint64)
    for start in range(0, len(words), _BITS_PIECE):
        piece = words[start : start + _BITS_PIECE]
        piece[:] = rng.bit_generator.random_raw(len(piece))
    return out


def _mid_and_side(correlation: float) -> tuple[np.float32, np.float32]:
    return np.float32(math.sqrt((1.0 + correlation) / 2.0)), np.float32(math.sqrt((1.0 - correlation) / 2.0))


@lru_cache(maxsize=32)
def _amplitudes(magnitude: Magnitude) -> NDArray[np.float32]:
    """Factors that bring flat random spectra of 16 bits (real, imaginary in turn) to LOUDNESS_LUFS."""
    shape = magnitude(np.linspace(0.0, SAMPLE_RATE / 2, _FFT // 2 + 1))
    shape[0] = shape[-1] = 0.0
    power = float(np.sum(shape**2 * k_weighting(_FFT))) * 4.0 / _FFT**2
    return np.repeat(shape * amplitude_for_loudness(power) / _DEVIATION, 2).astype(np.float32)


def unit_power(magnitude: NDArray[np.floating]) -> NDArray[np.float32]:
    """The power spectrum of a magnitude spectrum, scaled so that the noise has a root mean square of 1.

    Both are given at ShiftingNoise.frequencies.
    """
    power = magnitude.astype(np.float32) ** 2
    return np.asarray(power / power.mean(), np.float32)
