"""The recorded voice that guides a massage session.

Recorded phrases are joined into lines, which the sound engine plays over the mix of sounds.

Large modules are imported in the worker thread, at first use.
"""

import logging
import threading
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rlscompanion.bedtime.ports import SoundEngine
from rlscompanion.domain.refusal import Refusal
from rlscompanion.domain.spoken import PHRASE_GAP_SECONDS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from rlscompanion.audio.synthesis import Samples

    DecodedPhrase = NDArray[np.int16]

MOST_DECODED_SECONDS = 60.0
"""The most seconds of decoded speech kept in memory: about 6 MB, at 16 bits a sample."""

HUSH_SECONDS = 0.06
"""Seconds of the fade-out of a line that is cut short."""

SOFT_LINE_DB = -4.0
"""How much quieter (dB) a soft line is."""

_SAMPLE_RATE = 48_000
_FULL_SCALE = 32_767
_CLOSE_SECONDS = 2.0

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Line:
    engine: SoundEngine
    phrases: tuple[str, ...]
    softly: bool


class RecordedVoice:
    """Says recorded phrases; skips phrases without a recording. Implements `bedtime.ports.Voice`.

    `files` gives the recording of each phrase. `engine` returns the sound engine, and is called in the thread
    that calls `say` or `hush`. A worker thread decodes prepared phrases in advance and joins phrases into
    lines.

    `start` runs the worker's loop in a thread. Tests may pass another `start`, which does nothing, and then
    call `step` themselves; they may also pass `decode`.
    """

    def __init__(
        self,
        files: Mapping[str, Path],
        engine: Callable[[], SoundEngine],
        decode: "Callable[[str], Samples] | None" = None,
        start: Callable[[Callable[[], None]], threading.Thread | None] | None = None,
    ) -> None:
        self._files, self._engine, self._decode = files, engine, decode
        self._start = start or _start_thread
        self._thread: threading.Thread | None = None
        self._has_started = self._is_closing = False
        self._wake = threading.Event()
        self._lock = threading.Lock()  # guards what follows
        self._lines: deque[_Line] = deque()
        self._wanted: tuple[str, ...] = ()
        self._hushes = 0
        # Used by the worker thread only.
        self._decoded: dict[str, DecodedPhrase] = {}

    def can_say(self, phrase: str) -> bool:
        """Whether there is a recording of this phrase."""
        return phrase in self._files

    def prepare(self, phrases: Sequence[str]) -> None:
        """Decode these phrases in advance, as many as MOST_DECODED_SECONDS allows; drop all other phrases."""
        with self._lock:
            self._wanted = tuple(dict.fromkeys(phrase for phrase in phrases if phrase in self._files))
        self._wake_worker()

    def say(self, line: Sequence[str], softly: bool = False) -> None:
        """Say the phrases of a line in order, after the line that is being said.

        Only one line waits: a later line takes the place of a line that is waiting.
        """
        phrases = tuple(phrase for phrase in line if phrase in self._files)
        if not phrases or self._is_closing:
            return
        engine = self._engine()
        with self._lock:
            self._lines.append(_Line(engine, phrases, softly))
        self._wake_worker()

    def hush(self) -> None:
        """Fade out the current line, and drop the waiting lines."""
        if not self._has_started or self._is_closing:
            return
        engine = self._engine()
        with self._lock:
            self._lines.clear()
            self._hushes += 1
            engine.hush(HUSH_SECONDS)

    def close(self) -> None:
        """End the worker thread; nothing more is spoken."""
        with self._lock:
            self._is_closing = True
            self._lines.clear()
        self._wake.set()
        if self._thread is not None:
            self._thread.join(_CLOSE_SECONDS)

    def step(self) -> bool:
        """Hand the next line to the sound engine, or decode a phrase; return whether there was any work.

        Called by the worker thread.
        """
        with self._lock:
            line = self._lines.popleft() if self._lines else None
            hushes, wanted = self._hushes, self._wanted
        if line is not None:
            self._play_line(line, hushes)
            return True
        for phrase in self._decoded.keys() - set(wanted):
            del self._decoded[phrase]
        return self._decode_next(wanted)

    def _wake_worker(self) -> None:
        if not self._has_started:
            self._has_started = True
            self._thread = self._start(self._run)
        self._wake.set()

    def _run(self) -> None:
        # Sound usually follows soon after speech: load the engine's libraries in this thread too.
        import rlscompanion.audio.engine  # noqa: F401

        while not self._is_closing:
            self._wake.wait()
            self._wake.clear()
            try:
                while self.step():
                    pass
            except Exception:
                log.exception("the voice failed")

    def _play_line(self, line: _Line, hushes: int) -> None:
        samples = _join_phrases([self._samples(phrase) for phrase in line.phrases], line.softly)
        with self._lock:
            if hushes == self._hushes and not self._is_closing:
                line.engine.speak(samples)

    def _decode_next(self, wanted: Sequence[str]) -> bool:
        room = MOST_DECODED_SECONDS * _SAMPLE_RATE - sum(kept.shape[1] for kept in self._decoded.values())
        missing = next((phrase for phrase in wanted if phrase not in self._decoded), None)
        if missing is None or room <= 0:
            return False
        self._decoded[missing] = self._samples(missing)
        return True

    def _samples(self, phrase: str) -> "DecodedPhrase":
        """The samples of a phrase, shape (1, frames); zero frames if its file cannot be used."""
        import numpy as np

        if (kept := self._decoded.get(phrase)) is not None:
            return kept
        if self._decode is None:
            from rlscompanion.audio.library import decode_whole

            self._decode = decode_whole
        try:
            return np.rint(self._decode(str(self._files[phrase]))[:1] * _FULL_SCALE).astype(np.int16)
        except Refusal as refusal:
            log.warning("a phrase of the voice cannot be said: %s", refusal)
            return np.zeros((1, 0), np.int16)


def _start_thread(run: Callable[[], None]) -> threading.Thread:
    thread = threading.Thread(target=run, name="voice", daemon=True)
    thread.start()
    return thread


def _join_phrases(phrases: "Sequence[DecodedPhrase]", softly: bool) -> "Samples":
    """Join phrases into one line, at half the power, since both speakers play the line."""
    import numpy as np

    gap = np.zeros((1, round(PHRASE_GAP_SECONDS * _SAMPLE_RATE)), np.int16)
    parts = [phrases[0]]
    for phrase in phrases[1:]:
        parts += [gap, phrase]
    gain = np.sqrt(0.5) * 10.0 ** ((SOFT_LINE_DB if softly else 0.0) / 20.0) / _FULL_SCALE
    return np.concatenate(parts, axis=1) * np.float32(gain)
