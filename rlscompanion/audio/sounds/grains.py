"""Grains: short sounds (drops, bubbles, crackles, chirps) that are mixed in at given times."""

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from rlscompanion.audio.sounds.stream import BLOCK_FRAMES, SAMPLE_RATE, Samples

Grain = NDArray[np.float32]
"""One mono grain, shape (frames,)."""


class GrainMixer:
    """A block of sound into which grains are mixed, with space after the block for grains that end later.

    `longest_frames` is the length of the longest grain, in frames.
    """

    def __init__(self, longest_frames: int) -> None:
        self._longest_frames = longest_frames
        self._samples = np.zeros((2, BLOCK_FRAMES + longest_frames), np.float32)

    def start_next_block(self) -> None:
        """Start the next block, which begins with the rest of grains that started in the previous block."""
        self._samples[:, : self._longest_frames] = self._samples[:, BLOCK_FRAMES:]
        self._samples[:, self._longest_frames :] = 0.0

    def add(self, start: int, grain: Grain, gains: NDArray[np.float32]) -> None:
        """Mix in a grain that starts at frame `start` of the block, 0 to BLOCK_FRAMES - 1.

        `gains` are the gains for left and right, shape (2, 1).
        """
        self._samples[:, start : start + len(grain)] += gains * grain

    @property
    def block(self) -> Samples:
        """The samples of the current block, shape (2, BLOCK_FRAMES), valid until `start_next_block`."""
        return self._samples[:, :BLOCK_FRAMES]


class GrainPool:
    """A collection of grains of one kind, from which grains are chosen at random.

    In every block, some grains are replaced, so that no grain repeats for long. At first the pool has a third
    of its final size, so that the sound starts quickly.
    """

    def __init__(self, make: Callable[[np.random.Generator], Grain], rng: np.random.Generator, size: int):
        self._make = make
        self._rng = rng
        self._size = size
        self._grains = [make(rng) for _ in range(max(1, size // 3))]
        self._oldest = 0

    def add_new(self, count: int) -> None:
        """Add this many new grains; once the pool is full, each new grain replaces the oldest one."""
        for _ in range(count):
            if len(self._grains) < self._size:
                self._grains.append(self._make(self._rng))
            else:
                self._grains[self._oldest] = self._make(self._rng)
                self._oldest = (self._oldest + 1) % self._size

    def scatter(self, grain_mixer: GrainMixer, starts: NDArray[np.int64], sizes: NDArray[np.float64]) -> None:
        """Mix a random grain of the pool into the block at each frame in `starts`, panned at random.

        `sizes` are the gains of these grains.
        """
        kinds = self._rng.integers(0, len(self._grains), len(starts)).tolist()
        angles = self._rng.uniform(0.1, math.pi / 2 - 0.1, len(starts))
        gains = np.stack((sizes * np.cos(angles), sizes * np.sin(angles)), axis=1).astype(np.float32)[
            ..., None
        ]
        for start, kind, gain in zip(starts.tolist(), kinds, gains, strict=True):
            grain_mixer.add(start, self._grains[kind], gain)


def poisson_starts(rng: np.random.Generator, per_second: float) -> NDArray[np.int64]:
    """Independent random start times in a block, in frames (a Poisson process)."""
    return rng.integers(0, BLOCK_FRAMES, rng.poisson(per_second * BLOCK_FRAMES / SAMPLE_RATE))


def ringing_grain(
    rng: np.random.Generator, pitch: float, decay: float, attack: float, noise: float, rise: float = 0.0
) -> Grain:
    """Make a grain that rings and dies away: a decaying tone of unit energy with zero mean.

    `pitch` is in Hz; `decay` (to 1/e) and `attack` in seconds; `noise` is the level of noise relative to the
    tone. `rise` is the growth of the pitch within a second, as a share of the pitch.
    """
    t = np.arange(int(SAMPLE_RATE * (attack + 5.0 * decay))) / SAMPLE_RATE
    ring = np.sin(2.0 * math.pi * pitch * t * (1.0 + 0.5 * rise * t))
    if noise:
        ring += noise * rng.standard_normal(len(t))
    envelope = np.sin(np.minimum(t / attack, 1.0) * (math.pi / 2)) ** 2 * np.exp(-t / decay)
    envelope *= np.cos(np.linspace(0.0, math.pi / 2, len(t))) ** 2
    grain = ring * envelope
    grain -= envelope * (grain.sum() / envelope.sum())
    return np.asarray(grain / math.sqrt(float(np.sum(grain**2))), np.float32)
