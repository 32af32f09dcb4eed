"""What sounds in the mixer: voices (a source at a gain that moves) and clips."""

import logging
from collections.abc import Callable

from rlscompanion.audio.gains import Ramp, apply
from rlscompanion.audio.synthesis import Samples, Source

_log = logging.getLogger(__name__)


class Voice:
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
    """Samples that are played once, shape (2, frames)."""

    def __init__(self, samples: Samples) -> None:
        self._samples = samples
        self._played = 0

    def add_to(self, chunk: Samples) -> bool:
        """Add the next frames to a chunk; whether there are more."""
        part = self._samples[:, self._played : self._played + chunk.shape[1]]
        chunk[:, : part.shape[1]] += part
        self._played += part.shape[1]
        return self._played < len(self._samples[0])
