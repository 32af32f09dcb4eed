"""Gains that change per sample: ramps, and the follower of the sleep timer's fade."""

import math

import numpy as np
from numpy.typing import NDArray

from rlscompanion.audio.synthesis import SAMPLE_RATE, Samples
from rlscompanion.domain.sleep_timer import Fade
from rlscompanion.domain.soundscape import SILENCE_DB

CHUNK = 960
"""Frames that are mixed at a time (20 ms)."""

END_SECONDS = 0.2
"""How long the ramp from the end of a fade to digital silence takes."""

RECOVERY_SECONDS = 1.5
"""How long the level takes to come back when a fade is extended, cancelled or replaced."""

Gain = float | NDArray[np.float32]
"""A gain over one chunk: a number where it is constant, else one for each frame."""

_COUNT = np.arange(1, CHUNK + 1, dtype=np.float64)
_DB = math.log(10.0) / 20.0


def apply(gain: Gain, chunk: Samples) -> None:
    """Multiply a chunk, shape (2, CHUNK), by a gain in place."""
    if isinstance(gain, float) and gain == 1.0:
        return
    np.multiply(chunk, np.float32(gain) if isinstance(gain, float) else gain, out=chunk)


class Ramp:
    """A gain that moves to a target along a quarter of a sine.

    Two sounds crossing over, one from 0 to g while the other goes from g to 0, keep their power.
    """

    def __init__(self, value: float) -> None:
        self.value = value
        self.target = value
        self._frames = self._done = 0
        self._peak = self._from = self._per_frame = 0.0
        self._angles = np.zeros(CHUNK)
        self._gains = np.zeros(CHUNK, np.float32)

    @property
    def is_zero(self) -> bool:
        """Whether it is 0 and stays so."""
        return self.value == 0.0 and self.target == 0.0

    def move(self, target: float, seconds: float) -> None:
        """Go to `target` from wherever it is now."""
        self.target = target
        self._frames, self._done = round(seconds * SAMPLE_RATE), 0
        self._peak = max(self.value, target)
        if self._frames <= 0 or self.value == target:
            self.snap(target)
            return
        self._from = math.asin(min(1.0, self.value / self._peak))
        self._per_frame = (math.asin(target / self._peak) - self._from) / self._frames

    def snap(self, target: float) -> None:
        """Be at `target` from the next frame on."""
        self.value = self.target = target
        self._frames = self._done = 0

    def next_chunk(self) -> Gain:
        """The gain over the next CHUNK frames; valid until the next call."""
        if self._done >= self._frames:
            return self.value
        np.multiply(_COUNT, self._per_frame, out=self._angles)
        self._angles += self._from + self._done * self._per_frame
        np.sin(self._angles, out=self._gains, casting="same_kind")
        self._gains *= np.float32(self._peak)
        left = self._frames - self._done
        if left <= CHUNK:
            self._gains[left - 1 :] = self.target
        self._done += CHUNK
        self.value = self.target if left <= CHUNK else float(self._gains[-1])
        return self._gains


class FadeFollower:
    """The gain of a fade over the stream's clock: linear in dB, and without a jump when the fade changes.

    A change leaves the level where it was and closes the difference over RECOVERY_SECONDS. At the end a
    ramp of END_SECONDS goes on to zero.
    """

    def __init__(self) -> None:
        self.fade: Fade | None = None
        self._end = Ramp(1.0)
        self._offset_db = 0.0
        self._offset_from = 0.0
        self._times = np.zeros(CHUNK)
        self._scratch = np.zeros(CHUNK)
        self._gains = np.zeros(CHUNK, np.float32)

    def level_db(self, now: float) -> float:
        """The level at a moment, in dB from SILENCE_DB to 0."""
        wanted = self.fade.level_db(now) if self.fade else 0.0
        return max(SILENCE_DB, min(0.0, wanted + self._offset_at(now)))

    def is_over(self, now: float) -> bool:
        """Whether the fade has come to its end."""
        return self.fade is not None and now >= self.fade.ends_at and self._offset_at(now) == 0.0

    def is_silent(self, now: float) -> bool:
        """Whether the gain is zero and stays so."""
        return self._end.is_zero and self.is_over(now)

    def follow(self, fade: Fade | None, now: float) -> None:
        """Follow another fade, or none, starting from the present level."""
        level = self.level_db(now)
        self.fade = fade
        self._start_from(level, now)

    def rebase(self, before: float, now: float) -> None:
        """Go on from the level at `before` when the clock is put to `now`."""
        self._start_from(self.level_db(before), now)

    def settle(self, now: float) -> None:
        """Be where the fade wants it, at once: for when nothing is heard."""
        self._offset_db = 0.0
        self._end.snap(0.0 if self.is_over(now) else 1.0)

    def next_chunk(self, now: float) -> Gain:
        """The gain over the CHUNK frames from `now`; valid until the next call."""
        target = 0.0 if self.is_over(now) else 1.0
        if self._end.target != target:
            self._end.move(target, END_SECONDS)
        level, end = self._level_over(now), self._end.next_chunk()
        if isinstance(level, float) and isinstance(end, float):
            return level * end
        np.multiply(level, end, out=self._gains)
        return self._gains

    def _start_from(self, level_db: float, now: float) -> None:
        self._offset_db = level_db - (self.fade.level_db(now) if self.fade else 0.0)
        self._offset_from = now

    def _offset_at(self, now: float) -> float:
        return self._offset_db * max(0.0, min(1.0, 1.0 - (now - self._offset_from) / RECOVERY_SECONDS))

    def _level_over(self, now: float) -> Gain:
        until = now + CHUNK / SAMPLE_RATE
        settled = self._offset_at(now) == 0.0
        if settled and (self.fade is None or until <= self.fade.starts_at or now >= self.fade.ends_at):
            return math.exp(self.level_db(now) * _DB)
        np.multiply(_COUNT, 1.0 / SAMPLE_RATE, out=self._times)
        self._times += now
        level = self._scratch
        level.fill(0.0)
        if self.fade is not None:
            rate = SILENCE_DB / (self.fade.ends_at - self.fade.starts_at)
            np.subtract(self._times, self.fade.starts_at, out=level)
            level *= rate
            np.clip(level, SILENCE_DB, 0.0, out=level)
        if not settled:
            self._times -= self._offset_from + RECOVERY_SECONDS
            self._times *= -self._offset_db / RECOVERY_SECONDS
            np.clip(self._times, min(0.0, self._offset_db), max(0.0, self._offset_db), out=self._times)
            level += self._times
            np.clip(level, SILENCE_DB, 0.0, out=level)
        level *= _DB
        np.exp(level, out=self._gains, casting="same_kind")
        return self._gains
