"""Decoded sound on its way from the worker that decodes it to the callback that plays it.

One thread puts, one other renders. Nothing is locked: each counter and each attribute has one writer, and
a deque's ends are safe to use from two threads.
"""

from collections import deque
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from rlscompanion.audio.synthesis import SAMPLE_RATE, Samples

FADE_FRAMES = SAMPLE_RATE // 50
"""Over how many frames sound fades out, and in again, around a jump."""


def fade_out(frames: int) -> NDArray[np.float32]:
    """Gains from 1 to 0 along a quarter of a cosine."""
    return np.cos(np.linspace(0.0, np.pi / 2, frames)).astype(np.float32)


@dataclass(eq=False)
class Passage:
    """One playing of one track, from where it began to its end or to a jump."""

    track_id: UUID
    wish: int
    """The number of the jump that led to it."""
    is_whole: bool = False
    """Whether all of it, to the track's end, has been put into the queue."""


@dataclass(frozen=True)
class Block:
    """Samples, shape (2, n), and the frame of their track that the first of them is."""

    samples: Samples
    passage: Passage
    frame: int
    generation: int


class BlockQueue:
    """Blocks in order. The worker bounds it by asking `frames_waiting` before it puts more."""

    def __init__(self) -> None:
        self._blocks: deque[Block] = deque()
        self._current: Block | None = None
        self._used = 0
        self._generation = 0
        self._sounding = -1
        self._put = 0
        self._taken = 0
        self._is_open = True
        self.heard: tuple[Passage, int] | None = None
        """What was rendered last, and the frame of its track that comes next."""

    @property
    def frames_waiting(self) -> int:
        """How many frames have been put and not been taken."""
        return self._put - self._taken

    def put(self, passage: Passage, frame: int, samples: Samples) -> None:
        """Add samples of a passage at the end (worker). They must not be changed any more."""
        if samples.shape[1]:
            self._put += samples.shape[1]
            self._blocks.append(Block(samples, passage, frame, self._generation))

    def jump(self) -> None:
        """Let what sounds fade out at once in favour of what is put from now on (worker)."""
        self._generation += 1

    def close(self) -> None:
        """Give out silence from now on."""
        self._is_open = False

    def render(self, out: Samples) -> None:
        """Fill `out`, shape (2, n), with what comes next and with zeros where nothing does."""
        done, frames = 0, out.shape[1]
        while done < frames and self._is_open:
            block = self._block()
            if block is None:
                break
            count = min(frames - done, block.samples.shape[1] - self._used)
            out[:, done : done + count] = block.samples[:, self._used : self._used + count]
            self._used += count
            self._taken += count
            done += count
            self.heard = (block.passage, block.frame + self._used)
        out[:, done:] = 0.0

    def _block(self) -> Block | None:
        """The block to take from, with something left in it."""
        block = self._current
        if block is None or self._used == block.samples.shape[1]:
            block = self._popped()
        while block is not None and block.generation != self._generation:
            left = block.samples.shape[1] - self._used
            if block.generation == self._sounding:
                block = self._ending(block, left)
                break
            self._taken += left
            block = self._popped()
        self._current = block
        if block is not None:
            self._sounding = block.generation
        return block

    def _popped(self) -> Block | None:
        self._used = 0
        return self._blocks.popleft() if self._blocks else None

    def _ending(self, block: Block, left: int) -> Block:
        """What is still to be heard, fading out, of the block that a jump broke off."""
        frames, frame = min(left, FADE_FRAMES), block.frame + self._used
        samples = block.samples[:, self._used : self._used + frames] * fade_out(frames)
        self._taken += left - frames
        self._used = 0
        return Block(samples, block.passage, frame, self._generation)
