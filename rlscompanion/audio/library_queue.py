"""The queue of decoded sound, between the thread that decodes and the callback that plays.

One thread calls `put`, and another thread calls `render`. No locks are needed: each counter and attribute is
written by only one of these threads, and the two ends of a deque are safe to use from two threads.
"""

from collections import deque
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from rlscompanion.audio.synthesis import SAMPLE_RATE, Samples

JUMP_FADE_FRAMES = SAMPLE_RATE // 50
"""Frames of the fade-out before a jump to another position, and of the fade-in after the jump."""


def fade_out_gains(frames: int) -> NDArray[np.float32]:
    """Gains that fall from 1 to 0 along a quarter of a cosine curve, one gain for each of `frames` frames."""
    return np.cos(np.linspace(0.0, np.pi / 2, frames)).astype(np.float32)


@dataclass(eq=False)
class Passage:
    """A part of one track that is played without a jump to another position."""

    track_id: UUID
    jump_number: int
    """The number of the jump with which the passage began."""
    is_whole: bool = False
    """Whether the queue has received all samples of the passage, up to the end of the track."""


@dataclass(frozen=True)
class Block:
    """A piece of decoded sound: samples, shape (2, n), and the frame of the track at which they start."""

    samples: Samples
    passage: Passage
    frame: int
    generation: int


class BlockQueue:
    """A queue of decoded sound in blocks.

    To limit the size of the queue, the worker thread checks `frames_waiting` before adding more blocks.
    """

    def __init__(self) -> None:
        self._blocks: deque[Block] = deque()
        self._current: Block | None = None
        self._frames_used = 0
        self._generation = 0
        self._audible_generation = -1
        self._frames_put = 0
        self._frames_taken = 0
        self._is_open = True
        self.heard: tuple[Passage, int] | None = None
        """What was rendered last, and the frame of its track that comes next."""

    @property
    def frames_waiting(self) -> int:
        """The number of frames in the queue that have not been rendered yet."""
        return self._frames_put - self._frames_taken

    def put(self, passage: Passage, frame: int, samples: Samples) -> None:
        """Append samples of a passage, shape (2, n), to the queue; `frame` of the track is the first of them.

        The caller must not change the samples afterwards.

        Called by the worker thread.
        """
        if samples.shape[1]:
            self._frames_put += samples.shape[1]
            self._blocks.append(Block(samples, passage, frame, self._generation))

    def jump(self) -> None:
        """Fade out the sound that is heard now, drop the queue, and continue with samples put afterwards.

        Called by the worker thread.
        """
        self._generation += 1

    def close(self) -> None:
        """Let `render` give silence from now on."""
        self._is_open = False

    def render(self, out: Samples) -> None:
        """Fill `out`, shape (2, n), with the next samples of the queue, and with zeros when it is empty."""
        done, frames = 0, out.shape[1]
        while done < frames and self._is_open:
            block = self._block_to_render()
            if block is None:
                break
            count = min(frames - done, block.samples.shape[1] - self._frames_used)
            out[:, done : done + count] = block.samples[:, self._frames_used : self._frames_used + count]
            self._frames_used += count
            self._frames_taken += count
            done += count
            self.heard = (block.passage, block.frame + self._frames_used)
        out[:, done:] = 0.0

    def _block_to_render(self) -> Block | None:
        """The first block that has samples left; None if there is no such block."""
        block = self._current
        if block is None or self._frames_used == block.samples.shape[1]:
            block = self._next_block()
        while block is not None and block.generation != self._generation:
            left = block.samples.shape[1] - self._frames_used
            if block.generation == self._audible_generation:
                block = self._fading_rest(block, left)
                break
            self._frames_taken += left
            block = self._next_block()
        self._current = block
        if block is not None:
            self._audible_generation = block.generation
        return block

    def _next_block(self) -> Block | None:
        self._frames_used = 0
        return self._blocks.popleft() if self._blocks else None

    def _fading_rest(self, block: Block, left: int) -> Block:
        """The rest, fading out, of the block that a jump interrupted."""
        frames, frame = min(left, JUMP_FADE_FRAMES), block.frame + self._frames_used
        samples = block.samples[:, self._frames_used : self._frames_used + frames] * fade_out_gains(frames)
        self._frames_taken += left - frames
        self._frames_used = 0
        return Block(samples, block.passage, frame, self._generation)
