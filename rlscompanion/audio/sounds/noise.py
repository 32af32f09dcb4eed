"""Coloured noise with a steady or a changing spectrum.

Noise is made in short pieces, each from a new random spectrum, by inverse FFT and overlap-add. Neighbouring
pieces are independent, and cross-fade with equal power, so that no seam is heard.
"""

import math
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rlscompanion.audio.sounds.loudness import amplitude_for_loudness, k_weighting
from rlscompanion.audio.sounds.stream import BLOCK_FRAMES, SAMPLE_RATE, BlockSource, Samples

MagnitudeFunction = Callable[[NDArray[np.float64]], NDArray[np.float64]]
"""A function from frequencies (Hz, 0 to Nyquist) to relative amplitudes."""

HOP_FRAMES = 2_048
"""Frames from one spectrum of a ShiftingNoise to its next spectrum (43 ms)."""

HOPS_PER_BLOCK = BLOCK_FRAMES // HOP_FRAMES
"""The number of spectra in a block of a ShiftingNoise."""

HOP_SECONDS = HOP_FRAMES / SAMPLE_RATE

HOP_TIMES: NDArray[np.float64] = np.linspace(HOP_SECONDS, HOPS_PER_BLOCK * HOP_SECONDS, HOPS_PER_BLOCK)
"""The times of the spectra of a ShiftingNoise in a block (seconds from the block's start)."""

_FFT_FRAMES = 32_768
_OVERLAP_FRAMES = _FFT_FRAMES - BLOCK_FRAMES
_RANDOM_BITS_DEVIATION = 65_536.0 / math.sqrt(12.0)
"""The standard deviation of an integer made of 16 random bits."""

_WORDS_PER_DRAW = 8_192
"""How many words of 64 random bits are drawn at a time."""


class ShapedNoise(BlockSource):
    """Gaussian noise with a given spectrum, at a loudness of LOUDNESS_LUFS.

    `correlation` is the correlation between left and right, 1 for mono.
    """

    def __init__(self, magnitude: MagnitudeFunction, rng: np.random.Generator, correlation: float) -> None:
        super().__init__()
        self._rng = rng
        self._shape = _amplitudes(magnitude)
        self._mid, self._side = _mid_and_side(correlation)
        self._bits = np.zeros((2, _FFT_FRAMES + 2), np.int16)
        self._random = np.zeros((2, _FFT_FRAMES + 2), np.float32)
        self._spectrum = np.zeros((2, _FFT_FRAMES + 2), np.float32)
        self._noise = np.zeros((2, _FFT_FRAMES), np.float32)
        angles = np.linspace(0.0, math.pi / 2, _OVERLAP_FRAMES, endpoint=False)
        self._rise = np.sin(angles).astype(np.float32)
        self._fall = np.cos(angles).astype(np.float32)
        self._tail = np.zeros((2, _OVERLAP_FRAMES), np.float32)
        self.next_block()  # the very first block rises from silence

    def next_block(self) -> Samples:
        """The next BLOCK_FRAMES frames of the noise, shape (2, BLOCK_FRAMES)."""
        random = self._random
        np.multiply(_random_bits(self._rng, self._bits), self._shape, out=random)
        random[0] *= self._mid
        random[1] *= self._side
        np.add(random[0], random[1], out=self._spectrum[0])
        np.subtract(random[0], random[1], out=self._spectrum[1])
        noise = self._noise
        _to_time(self._spectrum.view(np.complex64), noise)
        noise[:, :_OVERLAP_FRAMES] *= self._rise
        noise[:, :_OVERLAP_FRAMES] += self._tail
        np.multiply(noise[:, BLOCK_FRAMES:], self._fall, out=self._tail)
        return noise[:, :BLOCK_FRAMES]


class ShiftingNoise:
    """Gaussian noise in two channels, each with a spectrum that can change every HOP_FRAMES frames.

    A spectrum is the magnitude at each frequency; 1 at all frequencies gives a root mean square of 1.
    `correlation` is the correlation between left and right.
    """

    frequencies: NDArray[np.float32] = np.linspace(0.0, SAMPLE_RATE / 2, HOP_FRAMES + 1, dtype=np.float32)
    """The frequencies (Hz) at which the magnitudes of a spectrum are given."""

    def __init__(self, rng: np.random.Generator, correlation: float) -> None:
        self._rng = rng
        scale = math.sqrt(HOP_FRAMES) / _RANDOM_BITS_DEVIATION
        # Half the cosine window of a frame on either side keeps the power of independent frames constant.
        self._window = np.sin((np.arange(2 * HOP_FRAMES) + 0.5) * (math.pi / (2 * HOP_FRAMES))).astype(
            np.float32
        )
        self._mid, self._side = (np.float32(scale * share) for share in _mid_and_side(correlation))
        self._bits = np.zeros((2, HOPS_PER_BLOCK, 2 * HOP_FRAMES + 2), np.int16)
        self._random = np.zeros((2, HOPS_PER_BLOCK, 2 * HOP_FRAMES + 2), np.float32)
        self._spectrum = np.zeros((2, HOPS_PER_BLOCK, 2 * HOP_FRAMES + 2), np.float32)
        self._frames = np.zeros((2, HOPS_PER_BLOCK, 2 * HOP_FRAMES), np.float32)
        self._out = np.zeros((2, HOPS_PER_BLOCK, HOP_FRAMES), np.float32)
        self._tail = np.zeros((2, HOP_FRAMES), np.float32)

    def next_block(self, magnitudes: NDArray[np.float32]) -> Samples:
        """The next BLOCK_FRAMES frames of noise with these spectra; valid until the next call.

        `magnitudes` has the shape (1 or 2 channels, HOPS_PER_BLOCK, HOP_FRAMES + 1): the spectra at the times
        HOP_TIMES.
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
        np.add(frames[:, 1:, :HOP_FRAMES], frames[:, :-1, HOP_FRAMES:], out=out[:, 1:])
        np.add(frames[:, 0, :HOP_FRAMES], self._tail, out=out[:, 0])
        self._tail[:] = frames[:, -1, HOP_FRAMES:]
        return out.reshape(2, BLOCK_FRAMES)


def _to_time(spectra: NDArray[np.complex64], out: Any) -> None:
    """Inverse FFT: from spectra, shape (..., n / 2 + 1), to float32 samples, shape (..., n)."""
    # The stubs of numpy's transforms know no float32.
    np.fft.irfft(spectra, out=out)


def _random_bits(rng: np.random.Generator, out: NDArray[np.int16]) -> NDArray[np.int16]:
    """Fill an array, whose size is a multiple of four, with 16 random bits each."""
    # Evenly distributed bits, at a tenth of the cost of normal numbers: the sum over thousands of
    # frequencies is Gaussian all the same. In pieces so small that the allocator keeps their memory.
    words = out.reshape(-1).view(np.uint64)
    for start in range(0, len(words), _WORDS_PER_DRAW):
        piece = words[start : start + _WORDS_PER_DRAW]
        piece[:] = rng.bit_generator.random_raw(len(piece))
    return out


def _mid_and_side(correlation: float) -> tuple[np.float32, np.float32]:
    return np.float32(math.sqrt((1.0 + correlation) / 2.0)), np.float32(math.sqrt((1.0 - correlation) / 2.0))


@lru_cache(maxsize=32)
def _amplitudes(magnitude: MagnitudeFunction) -> NDArray[np.float32]:
    """Factors that bring flat random spectra of 16 bits (real, imaginary in turn) to LOUDNESS_LUFS."""
    shape = magnitude(np.linspace(0.0, SAMPLE_RATE / 2, _FFT_FRAMES // 2 + 1))
    shape[0] = shape[-1] = 0.0
    power = float(np.sum(shape**2 * k_weighting(_FFT_FRAMES))) * 4.0 / _FFT_FRAMES**2
    return np.repeat(shape * amplitude_for_loudness(power) / _RANDOM_BITS_DEVIATION, 2).astype(np.float32)


def unit_power_spectrum(magnitude: NDArray[np.floating]) -> NDArray[np.float32]:
    """The power spectrum of a magnitude spectrum, scaled to noise with a root mean square of 1.

    Both spectra are given at ShiftingNoise.frequencies.
    """
    power = magnitude.astype(np.float32) ** 2
    return np.asarray(power / power.mean(), np.float32)
