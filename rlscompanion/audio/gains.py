"""Gains (factors for samples) that change smoothly: ramps, and the fade of the sleep timer."""

import math

import numpy as np
from numpy.typing import NDArray

from rlscompanion.audio.synthesis import SAMPLE_RATE, Samples
from rlscompanion.domain.sleep_timer import Fade
from rlscompanion.domain.soundscape import SILENCE_DB

CHUNK_FRAMES = 960
"""Frames mixed at a time while a lit page is open (20 ms)."""

CALM_CHUNK_FRAMES = 8 * CHUNK_FRAMES
"""Frames mixed at a time in Lights out, the dark page for the night (160 ms).

The mixer is then called an eighth as often.
"""

FADE_END_SECONDS = 0.2
"""Seconds of the ramp that leads from the end of a fade to digital silence."""

RECOVERY_DB_PER_SECOND = 8.5
"""How fast (dB a second) the level changes after a fade was extended, shortened, cancelled or replaced."""

RETURN_RAMP_SECONDS = 1.5
"""Seconds that the sound takes to come back after a fade to silence."""

Gain = float | NDArray[np.float32]
"""The gain over one chunk of sound: a single number if it is constant, otherwise one number per frame."""

_FRAME_NUMBERS = np.arange(1, CALM_CHUNK_FRAMES + 1, dtype=np.float64)
_LN_PER_DB = math.log(10.0) / 20.0


def apply_gain(gain: Gain, chunk: Samples) -> None:
    """Multiply a chunk of sound, shape (2, frames), by a gain, in place."""
    if isinstance(gain, float) and gain == 1.0:
        return
    np.multiply(chunk, np.float32(gain) if isinstance(gain, float) else gain, out=chunk)


class Ramp:
    """A gain that moves from one value to another along a quarter of a sine curve.

    When two sounds cross-fade (the first from gain g to 0, the second from 0 to g), their total power stays
    the same.
    """

    def __init__(self, value: float) -> None:
        self.value = value
        self.target = value
        self._frames = self._done = 0
        self._peak = self._from = self._per_frame = 0.0
        self._angles = np.zeros(CALM_CHUNK_FRAMES)
        self._gains = np.zeros(CALM_CHUNK_FRAMES, np.float32)

    @property
    def is_zero(self) -> bool:
        """Whether the gain is 0 and stays 0."""
        return self.value == 0.0 and self.target == 0.0

    def move_to(self, target: float, seconds: float) -> None:
        """Move smoothly from the present gain to `target` in `seconds`."""
        self.target = target
        self._frames, self._done = round(seconds * SAMPLE_RATE), 0
        self._peak = max(self.value, target)
        if self._frames <= 0 or self.value == target:
            self.set_now(target)
            return
        self._from = math.asin(min(1.0, self.value / self._peak))
        self._per_frame = (math.asin(target / self._peak) - self._from) / self._frames

    def set_now(self, target: float) -> None:
        """Set the gain to `target` at the next frame, without a ramp."""
        self.value = self.target = target
        self._frames = self._done = 0

    def next_chunk(self, frames: int) -> Gain:
        """The gain for the next `frames` frames (CALM_CHUNK_FRAMES at most), valid until the next call."""
        if self._done >= self._frames:
            return self.value
        angles, gains = self._angles[:frames], self._gains[:frames]
        np.multiply(_FRAME_NUMBERS[:frames], self._per_frame, out=angles)
        angles += self._from + self._done * self._per_frame
        np.sin(angles, out=gains, casting="same_kind")
        gains *= np.float32(self._peak)
        left = self._frames - self._done
        if left <= frames:
            gains[left - 1 :] = self.target
        self._done += frames
        self.value = self.target if left <= frames else float(gains[-1])
        return gains


class FadeFollower:
    """The gain that follows the sleep timer's fade: linear in dB, without jumps if the timer is changed.

    After a change, the level moves from its present value to the new fade at RECOVERY_DB_PER_SECOND. At the
    end of a fade to SILENCE_DB, a ramp of FADE_END_SECONDS leads to zero. A fade that ends at a higher level
    stays at that level. All times are monotonic seconds of the mixer's clock.
    """

    def __init__(self) -> None:
        self.fade: Fade | None = None
        self._end = Ramp(1.0)
        self._offset_db = 0.0
        self._offset_from = 0.0
        self._times = np.zeros(CALM_CHUNK_FRAMES)
        self._level = np.zeros(CALM_CHUNK_FRAMES)
        self._gains = np.zeros(CALM_CHUNK_FRAMES, np.float32)

    def level_db(self, now: float) -> float:
        """The level at time `now`, in dB from SILENCE_DB to 0."""
        wanted = self.fade.level_db(now) if self.fade else 0.0
        return max(SILENCE_DB, min(0.0, wanted + self._offset_at(now)))

    def is_over(self, now: float) -> bool:
        """Whether the fade has ended in silence at time `now`."""
        fade = self.fade
        if fade is None or fade.floor_db > SILENCE_DB:
            return False
        return now >= fade.ends_at and self._offset_at(now) == 0.0

    def is_silent(self, now: float) -> bool:
        """Whether the gain is zero at time `now`, and stays zero."""
        return self._end.is_zero and self.is_over(now)

    def follow(self, fade: Fade | None, now: float) -> None:
        """Follow a new fade, starting smoothly from the present level; with None, return to full level."""
        level, was_silent = self.level_db(now), self.is_silent(now)
        self.fade = fade
        if was_silent and not self.is_over(now):
            self._offset_db = 0.0
            self._end.move_to(1.0, RETURN_RAMP_SECONDS)
        else:
            self._start_from(level, now)

    def keep_level(self, before: float, now: float) -> None:
        """Keep the present level although the mixer's clock jumps from time `before` to time `now`."""
        self._start_from(self.level_db(before), now)

    def jump_to_fade(self, now: float) -> None:
        """Set the gain at once to the level of the fade at time `now`.

        Only for use while nothing is heard, since the level may jump.
        """
        self._offset_db = 0.0
        self._end.set_now(0.0 if self.is_over(now) else 1.0)

    def next_chunk(self, now: float, frames: int) -> Gain:
        """The gain for `frames` frames from time `now` on (CALM_CHUNK_FRAMES at most).

        Valid until the next call.
        """
        target = 0.0 if self.is_over(now) else 1.0
        if self._end.target != target:
            self._end.move_to(target, FADE_END_SECONDS)
        level, end = self._level_over(now, frames), self._end.next_chunk(frames)
        if isinstance(level, float) and isinstance(end, float):
            return level * end
        gains = self._gains[:frames]
        np.multiply(level, end, out=gains)
        return gains

    def _start_from(self, level_db: float, now: float) -> None:
        self._offset_db = level_db - (self.fade.level_db(now) if self.fade else 0.0)
        self._offset_from = now

    def _offset_at(self, now: float) -> float:
        closed = RECOVERY_DB_PER_SECOND * (now - self._offset_from)
        return math.copysign(max(0.0, abs(self._offset_db) - max(0.0, closed)), self._offset_db)

    def _level_over(self, now: float, frames: int) -> Gain:
        until = now + frames / SAMPLE_RATE
        settled = self._offset_at(now) == 0.0
        if settled and (self.fade is None or until <= self.fade.starts_at or now >= self.fade.ends_at):
            return math.exp(self.level_db(now) * _LN_PER_DB)
        times, level = self._times[:frames], self._level[:frames]
        np.multiply(_FRAME_NUMBERS[:frames], 1.0 / SAMPLE_RATE, out=times)
        times += now
        level.fill(0.0)
        if self.fade is not None:
            floor = self.fade.floor_db
            np.subtract(times, self.fade.starts_at, out=level)
            level *= floor / (self.fade.ends_at - self.fade.starts_at)
            np.clip(level, floor, 0.0, out=level)
        if not settled:
            self._add_offset(times, level)
        level *= _LN_PER_DB
        np.exp(level, out=self._gains[:frames], casting="same_kind")
        return self._gains[:frames]

    def _add_offset(self, times: NDArray[np.float64], level: NDArray[np.float64]) -> None:
        """Add the remaining offset (dB) at these times; the array of times is overwritten."""
        times -= self._offset_from
        times *= -math.copysign(RECOVERY_DB_PER_SECOND, self._offset_db)
        times += self._offset_db
        np.clip(times, min(0.0, self._offset_db), max(0.0, self._offset_db), out=times)
        level += times
        np.clip(level, SILENCE_DB, 0.0, out=level)
