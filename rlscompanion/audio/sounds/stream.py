"""The base of all built-in sounds: an endless stereo stream at 48 kHz, made block by block."""

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

SAMPLE_RATE = 48_000
"""Frames a second in the whole package."""

Samples = NDArray[np.float32]
"""Planar stereo samples, shape (2, frames), full scale at 1."""

BLOCK_FRAMES = 28_672
"""Frames in a block of most sounds (0.6 s)."""


class Source(Protocol):
    """A long or endless stereo sound that renders its frames on request."""

    def render(self, out: Samples) -> None:
        """Fill `out`, shape (2, frames), with the next frames of the sound."""


class BlockSource:
    """A sound that is computed block by block, and renders as many frames as requested."""

    def __init__(self) -> None:
        self._block: Samples = np.zeros((2, 0), np.float32)
        self._used = 0

    def render(self, out: Samples) -> None:
        """Fill `out`, shape (2, frames), with the next frames of the sound."""
        done, frames = 0, out.shape[1]
        while done < frames:
            if self._used == self._block.shape[1]:
                self._block, self._used = self.next_block(), 0
            count = min(frames - done, self._block.shape[1] - self._used)
            out[:, done : done + count] = self._block[:, self._used : self._used + count]
            self._used += count
            done += count

    def next_block(self) -> Samples:
        """Make the next block of the sound, shape (2, n) with n > 0; valid until the next call."""
        raise NotImplementedError


def soften_peaks(block: Samples, knee: float, ceiling: float) -> Samples:
    """Compress samples above `knee` (full scale 1) in place to at most `ceiling`; return the block."""
    if max(float(block.max()), -float(block.min())) > knee:
        size = np.abs(block)
        room = ceiling - knee
        bent = knee + room * np.tanh((size - knee) / room)
        np.copysign(np.where(size > knee, bent, size), block, out=block)
    return block
