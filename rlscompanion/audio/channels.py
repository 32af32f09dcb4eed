"""The inputs of the mixer: channels (a sound source with a changing gain), clips and speech."""

import logging
from collections.abc import Callable

from rlscompanion.audio.gains import Ramp, apply_gain
from rlscompanion.audio.synthesis import Samples, Source

_log = logging.getLogger(__name__)


class Channel:
    """A sound source with a gain; while the gain is zero, the source is paused.

    `make` builds the source when the channel is first heard. A source that raises an exception is silent from
    then on.
    """

    def __init__(self, make: Callable[[], Source]) -> None:
        self.gain = Ramp(0.0)
        self._make = make
        self._source: Source | None = None
        self.has_failed = False

    @property
    def is_silent(self) -> bool:
        """Whether the channel's gain is zero and stays zero, or its source has failed."""
        return self.has_failed or self.gain.is_zero

    def add_to(self, chunk: Samples, scratch: Samples) -> None:
        """Add the channel's next frames to a chunk of sound; both arrays are of shape (2, frames).

        `scratch` is overwritten.
        """
        if self.is_silent:
            return
        try:
            if self._source is None:
                self._source = self._make()
            self._source.render(scratch)
        except Exception:
            self.has_failed, self._source = True, None
            _log.exception("a sound failed and is silent from now on")
            return
        apply_gain(self.gain.next_chunk(chunk.shape[1]), scratch)
        chunk += scratch


class Clip:
    """A short sound that is played once.

    Its samples have the shape (2, frames), or (1, frames) for the same sound on both sides.
    """

    def __init__(self, samples: Samples) -> None:
        self._samples = samples
        self._played = 0
        self._gain = Ramp(1.0)

    def hush(self, seconds: float) -> None:
        """Fade the clip out in `seconds`, then end the clip."""
        self._gain.move_to(0.0, seconds)

    def add_to(self, chunk: Samples) -> bool:
        """Add the clip's next frames to a chunk of shape (2, frames); return whether the clip goes on."""
        part = self._samples[:, self._played : self._played + chunk.shape[1]]
        gain = self._gain.next_chunk(part.shape[1])
        chunk[:, : part.shape[1]] += part if isinstance(gain, float) and gain == 1.0 else part * gain
        self._played += part.shape[1]
        return self._played < self._samples.shape[1] and not self._gain.is_zero


class Speech:
    """Spoken lines, played one after the other; at most one line waits while another is spoken."""

    def __init__(self) -> None:
        self._lines: list[Clip] = []

    @property
    def is_silent(self) -> bool:
        """Whether no line is being spoken or waiting."""
        return not self._lines

    def say(self, samples: Samples) -> None:
        """Speak a line after the current line, in place of a line that is waiting."""
        self._lines = [*self._lines[:1], Clip(samples)]

    def hush(self, seconds: float) -> None:
        """Fade the current line out in `seconds`, and drop the waiting line."""
        del self._lines[1:]
        for line in self._lines:
            line.hush(seconds)

    def clear(self) -> None:
        """Drop the current line and the waiting line at once, without a fade."""
        self._lines.clear()

    def add_to(self, chunk: Samples) -> None:
        """Add the next frames of the current line to a chunk of sound, shape (2, frames)."""
        if self._lines and not self._lines[0].add_to(chunk):
            del self._lines[0]
