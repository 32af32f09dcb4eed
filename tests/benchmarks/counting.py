"""A sound stream whose frames encode their own numbers, so that lost and repeated frames can be counted.

The stream is the sum of three parts. The left channel encodes the low bits of a frame's number and a
checksum, the right channel the high bits and another checksum. All values are multiples of 2**-17 below a
half, so that float32 holds the sum exactly. A frame that was scaled, mixed or filtered can no longer be read.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tests.e2e.listening import Samples

STREAM_PARTS = 3
NUMBERS_BEFORE_RESTART = 1 << 25
"""After this many frames (more than eleven minutes), the frame numbers start again from 0."""

_LOW_BITS = 12
_LOW = (1 << _LOW_BITS) - 1
_LEFT_STEP, _RIGHT_STEP = 2.0**-16, 2.0**-17
_LEFT_MIDDLE, _RIGHT_MIDDLE = 1 << 14, 1 << 15
_LEFT_CHECK, _RIGHT_CHECK = 7, 5

Numbers = NDArray[np.int64]


def stream_part(place: int, first: int, frames: int) -> Samples:
    """Frames of one of the STREAM_PARTS, from frame number `first` on, as an array of shape (2, frames)."""
    numbers = (np.arange(first, first + frames, dtype=np.int64)) % NUMBERS_BEFORE_RESTART
    left, right = np.zeros(frames, np.int64), np.zeros(frames, np.int64)
    match place:
        case 0:
            left = (numbers & _LOW) * 8 - _LEFT_MIDDLE
        case 1:
            right = (numbers >> _LOW_BITS) * 8 - _RIGHT_MIDDLE
        case _:
            left, right = numbers % _LEFT_CHECK, numbers % _RIGHT_CHECK
    return np.stack([left * _LEFT_STEP, right * _RIGHT_STEP]).astype(np.float32)


def frame_numbers(samples: Samples) -> Numbers:
    """The numbers that frames encode, from samples of shape (n, 2); -1 for a frame not of the stream."""
    left = samples[:, 0].astype(np.float64) / _LEFT_STEP + _LEFT_MIDDLE
    right = samples[:, 1].astype(np.float64) / _RIGHT_STEP + _RIGHT_MIDDLE
    readable = (left == np.rint(left)) & (right == np.rint(right))
    readable &= (left >= 0) & (left < 2 * _LEFT_MIDDLE) & (right >= 0) & (right < 2 * _RIGHT_MIDDLE)
    whole_left = np.where(readable, left, 0).astype(np.int64)
    whole_right = np.where(readable, right, 0).astype(np.int64)
    numbers = (whole_right >> 3 << _LOW_BITS) | (whole_left >> 3)
    readable &= (whole_left & 7) == numbers % _LEFT_CHECK
    readable &= (whole_right & 7) == numbers % _RIGHT_CHECK
    return np.where(readable, numbers, -1)


@dataclass
class Tally:
    """Counts the lost, repeated and foreign frames of a counted stream that arrives in pieces."""

    frames: int = 0
    lost: int = 0
    repeated: int = 0
    foreign: int = 0
    """The number of frames that do not belong to the stream, such as silence."""
    _last: int = -1

    def add(self, samples: Samples) -> None:
        """Count the frames of the next piece, an array of shape (n, 2)."""
        numbers = frame_numbers(samples)
        known = numbers[numbers >= 0]
        self.frames += len(numbers)
        self.foreign += len(numbers) - len(known)
        if not len(known):
            return
        before = [self._last] if self._last >= 0 else []
        steps = np.diff(np.concatenate([np.array(before, np.int64), known]))
        steps = (steps + NUMBERS_BEFORE_RESTART // 2) % NUMBERS_BEFORE_RESTART - NUMBERS_BEFORE_RESTART // 2
        self.lost += int(np.sum(steps[steps > 1] - 1))
        self.repeated += int(np.sum(1 - steps[steps < 1]))
        self._last = int(known[-1])

    @property
    def wrong(self) -> int:
        """The number of frames that were lost, repeated or foreign."""
        return self.lost + self.repeated + self.foreign

    def __str__(self) -> str:
        return f"{self.lost} lost, {self.repeated} repeated, {self.foreign} foreign of {self.frames}"
