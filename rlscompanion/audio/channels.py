"""What sounds in the mixer: channels (a source at a gain that moves) and clips."""

import logging
from collections.abc import Callable

from rlscompanion.audio.gains import Ramp, apply
from rlscompanion.audio.synthesis import Samples, Source

_log = logging.getLogger(__name__)


class Channel:
    """A source at a gain. It is asked for frames only while the gain is not zero, else it waits.

    `make` gives the source when it is first to be heard. One that raises is silent from then on.
    """

    def __init__(self, make: Callable[[], Source]) -> None:
        self.gain = Ramp(0.0)
        self._make = make
        self._source: Source | None = None
        self.has_failed = False

    @property
    def is_silent(self) -> bool:
        """Whether nothing of it is to be heard until its gain moves."""
        return self.has_failed or self.gain.is_zero

    def add_to(self, chunk: Samples, scratch: Samples) -> None:
        """Add the next frames to a chunk; both arrays are of shape (2, frames)."""
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
        apply(self.gain.next_chunk(chunk.shape[1]), scratch)
        chunk += scratch


class Clip:
    """Samples that are played once: shape (2, frames), or (1, frames) for the same on both sides."""

    def __init__(self, samples: Samples) -> None:
        self._samples = samples
        self._played = 0
        self._gain = Ramp(1.0)

    def hush(self, seconds: float) -> None:
        """Fade out and be over."""
        self._gain.move(0.0, seconds)

    def add_to(self, chunk: Samples) -> bool:
        """Add the next frames to a chunk; whether there are more."""
        part = self._samples[:, self._played : self._played + chunk.shape[1]]
        gain = self._gain.next_chunk(part.shape[1])
        chunk[:, : part.shape[1]] += part if isinstance(gain, float) and gain == 1.0 else part * gain
        self._played += part.shape[1]
        return self._played < self._samples.shape[1] and not self._gain.is_zero


class Speech:
    """Lines spoken one after the other: none is cut by the next, and one at most waits."""

    def __init__(self) -> None:
        self._lines: list[Clip] = []

    @property
    def is_silent(self) -> bool:
        """Whether nothing is being said, or waits to be."""
        return not self._lines

    def say(self, samples: Samples) -> None:
        """Say a line once the present one is over, in place of any that waited."""
        self._lines = [*self._lines[:1], Clip(samples)]

    def hush(self, seconds: float) -> None:
        """Fade out what is being said, and drop what waits."""
        del self._lines[1:]
        for line in self._lines:
            line.hush(seconds)

    def clear(self) -> None:
        """Drop everything at once."""
        self._lines.clear()

    def add_to(self, chunk: Samples) -> None:
        """Add the next frames to a chunk of shape (2, frames)."""
        if self._lines and not self._lines[0].add_to(chunk):
            del self._lines[0]
