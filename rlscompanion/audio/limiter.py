"""The limiter, which prevents clipping: it lowers the level smoothly before a peak that is too high."""

import math

import numpy as np
from numpy.typing import NDArray

from rlscompanion.audio.gains import CALM_CHUNK_FRAMES, CHUNK_FRAMES
from rlscompanion.audio.synthesis import SAMPLE_RATE, Samples

PEAK_CEILING = 10.0 ** (-1.6 / 20.0)
"""The highest amplitude allowed: -1 dBFS, minus what fourfold oversampling may miss of a true peak."""

_SAMPLES_CERTAINLY_BELOW_CEILING = PEAK_CEILING / math.sqrt(2.0) * 0.95
_RELEASE_DB_PER_SECOND = 8.0
_TAPS_PER_SIDE = 8  # taps on either side of a sample in the interpolation
_BORDER_FRAMES = 2 * _TAPS_PER_SIDE - 1
_FRAME_NUMBERS = np.arange(1, CALM_CHUNK_FRAMES + 1, dtype=np.float32)


def _interpolators() -> list[NDArray[np.float32]]:
    """Windowed sinc filters that give three points between two samples (fourfold oversampling)."""
    filters = []
    for phase in (0.25, 0.5, 0.75):
        x = np.arange(-_TAPS_PER_SIDE + 1, _TAPS_PER_SIDE + 1) - phase
        taps = np.sinc(x) * np.cos(x / (_TAPS_PER_SIDE + 0.5) * (math.pi / 2)) ** 2
        filters.append((taps / taps.sum())[::-1].astype(np.float32))
    return filters


class Limiter:
    """Lowers chunks of sound whose peaks are too high; each chunk comes out one chunk later.

    Each chunk needs a certain gain. At the border between two chunks, the lower of their two gains applies;
    between borders, the gain changes linearly. So no sample exceeds PEAK_CEILING, and the gain never jumps. A
    chunk with NaNs comes out as silence.
    """

    def __init__(self, frames: int = CHUNK_FRAMES) -> None:
        self._filters = _interpolators()
        self._release = 10.0 ** (_RELEASE_DB_PER_SECOND / 20.0 * frames / SAMPLE_RATE)
        self._slope = _FRAME_NUMBERS[:frames] / np.float32(frames)
        self._ahead = np.zeros((2, frames), np.float32)
        self._last = np.zeros((2, _BORDER_FRAMES), np.float32)  # the end of it
        self._gains = np.zeros(frames, np.float32)
        self._needed = self._gain = 1.0

    def restart(self, chunk: Samples) -> Samples:
        """Start over with this first chunk, shape (2, frames); return an array that is free for reuse.

        The next call of `process` returns this chunk.
        """
        self._last.fill(0.0)
        self._gain = self._needed = self._gain_for(chunk)
        free, self._ahead = self._ahead, chunk
        return free

    def process(self, chunk: Samples) -> Samples:
        """Keep this chunk, and return the previous chunk with its peaks lowered; shapes are (2, frames)."""
        needed = self._gain_for(chunk)
        gain = min(self._needed, needed, 1.0, self._gain * self._release)
        out = self._ahead
        if gain != 1.0 or self._gain != 1.0:
            np.multiply(self._slope, np.float32(gain - self._gain), out=self._gains)
            self._gains += np.float32(self._gain)
            out *= self._gains
        self._ahead = chunk
        self._gain, self._needed = gain, needed
        return out

    def _gain_for(self, chunk: Samples) -> float:
        """The gain that keeps true peaks, of this chunk and of the previous one's end, below PEAK_CEILING."""
        peak = max(float(chunk.max()), -float(chunk.min()))
        if not math.isfinite(peak):
            chunk.fill(0.0)
            peak = 0.0
        if peak > _SAMPLES_CERTAINLY_BELOW_CEILING:
            for channel in np.concatenate((self._last, chunk), axis=1):
                for taps in self._filters:
                    between = np.convolve(channel, taps, "valid")
                    peak = max(peak, float(between.max()), -float(between.min()))
        self._last[:] = chunk[:, -_BORDER_FRAMES:]
        return min(1.0, PEAK_CEILING / peak) if peak > 0.0 else 1.0
