"""SineOscillators: sine waves of slowly changing frequency and level, many at a time."""

import math

import numpy as np
from numpy.typing import NDArray

from rlscompanion.audio.sounds.stream import SAMPLE_RATE, Samples


class SineOscillators:
    """Sine waves with continuous phase, computed in short blocks of constant frequency.

    `phases` are the phases of the sine waves at the start, in cycles. Use blocks of at most a few thousand
    frames: from block to block the phase is exact, but within a block it has only single precision.
    """

    def __init__(self, phases: NDArray[np.float64], frames: int) -> None:
        count = len(phases)
        self._cycles = phases
        self._frames = frames
        self._count = np.arange(1, frames + 1, dtype=np.float32)
        self._blend = (0.5 - 0.5 * np.cos(self._count * (math.pi / frames))).astype(np.float32)
        self._sines = np.zeros((count, frames), np.float32)

    def next_sines(self, frequencies: NDArray[np.float64]) -> NDArray[np.float32]:
        """The next frames of each sine wave at amplitude 1, shape (count, frames).

        Valid until the next call.
        """
        return self._next_sines(frequencies, np.arange(len(frequencies)))

    def _next_sines(self, frequencies: NDArray[np.float64], wanted: NDArray[np.intp]) -> NDArray[np.float32]:
        steps = frequencies / SAMPLE_RATE
        turn = 2.0 * math.pi
        sines = self._sines[: len(wanted)]
        np.multiply((turn * steps[wanted]).astype(np.float32)[:, None], self._count, out=sines)
        sines += (turn * self._cycles[wanted]).astype(np.float32)[:, None]
        self._cycles = (self._cycles + steps * self._frames) % 1.0
        return np.sin(sines, out=sines)

    def next_mixed(
        self, frequencies: NDArray[np.float64], before: NDArray[np.float64], after: NDArray[np.float64]
    ) -> Samples:
        """The next frames of all sine waves, mixed to stereo, with gains that change smoothly.

        `before` and `after` are the gains at the first frame and at the last frame, shape (2, count).
        """
        gains = np.concatenate((before, after - before)).astype(np.float32)
        heard = np.flatnonzero(gains.any(axis=0))
        mixed = gains[:, heard] @ self._next_sines(frequencies, heard)
        mixed[2:] *= self._blend
        return np.asarray(mixed[:2] + mixed[2:])
