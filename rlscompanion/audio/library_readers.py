"""Readers of the decoded sound of one track: as a stream, or from memory as a loop."""

from collections.abc import Callable

import numpy as np

from rlscompanion.audio.library import AudioFile, Resampler
from rlscompanion.audio.library_queue import fade_out
from rlscompanion.audio.synthesis import SAMPLE_RATE, Samples
from rlscompanion.domain.playlist import Chapter, Track

LOOP_SECONDS = 300.0
"""A looping track up to this length (115 MB) is kept in memory; a longer one is read again from its start,
without a cross-fade."""

_LOOP_FRAMES = round(LOOP_SECONDS * SAMPLE_RATE)
_PIECE = SAMPLE_RATE // 5
_HEAD = 512  # frames; the filter of a resampler is shorter
_NONE: Samples = np.zeros((2, 0), np.float32)


class Readers:
    """Opens one track after the other for reading, so that they join without a gap."""

    def __init__(self) -> None:
        self._resampler = Resampler()

    def open(self, track: Track, seconds: float, is_even: bool = False) -> "Reader":
        """Open a track at a position (seconds); with `is_even` its loudness tags apply.

        Raises Refusal if it cannot be played.
        """
        if not track.loop:
            return StreamReader(AudioFile(track.path, self._resampler, seconds, is_even))
        loop = LoopReader(
            lambda resampler: AudioFile(track.path, resampler, is_even=is_even),
            track.cross_fade,
            round(seconds * SAMPLE_RATE),
        )
        if loop.is_short:
            return loop
        loop.close()
        return StreamReader(
            AudioFile(track.path, self._resampler, seconds, is_even),
            lambda: AudioFile(track.path, self._resampler, is_even=is_even),
        )

    def rest(self) -> Samples:
        """Return the last samples of the latest track, shape (2, n), and do not join the next track to it.

        The resampler holds these samples back until then.
        """
        return self._resampler.flush()

    def restart(self) -> None:
        """Open the next track without joining it to the one before."""
        self._resampler = Resampler()


class StreamReader:
    """Reads an audio file from disk to its end; with `reopen`, starts over each time."""

    def __init__(self, file: AudioFile, reopen: Callable[[], AudioFile] | None = None) -> None:
        self._file = file
        self._reopen = reopen
        self._frame = round(file.start * SAMPLE_RATE)
        self._has_given = False
        self.chapters = file.chapters
        self.is_cut_short = False
        """Whether, at its end, it was found to be damaged there."""
        self.is_empty = True
        """Whether the file had no sound."""

    def read(self) -> tuple[int, Samples] | None:
        """The file's next samples, shape (2, n) with n >= 0, and their first frame; None at the end.

        Raises Refusal if they cannot be decoded.
        """
        samples = self._file.read()
        if samples is None:
            self.is_cut_short = self._file.is_cut_short
            return self._begun_again()
        frame = self._frame
        self._frame += samples.shape[1]
        self.is_empty, self._has_given = False, True
        return frame, samples

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _begun_again(self) -> tuple[int, Samples] | None:
        if self._reopen is None or not self._has_given:
            return None
        self._file.close()
        self._file = self._reopen()
        self._frame, self._has_given = 0, False
        return 0, _NONE


class LoopReader:
    """Reads an audio file once while it plays, then repeats it from memory with sample accuracy.

    With a cross-fade (seconds, at most half of the file), the end fades out over the beginning that fades in,
    at equal power. Each repetition is then shorter than the file by the cross-fade.
    """

    chapters: tuple[Chapter, ...] = ()
    """None: a loop has no chapters."""

    def __init__(self, open_file: Callable[[Resampler], AudioFile], cross_fade: float, start: int) -> None:
        self._open_file = open_file
        self._resampler = Resampler()
        self._file = open_file(self._resampler)
        seconds = self._file.seconds
        self.is_short = seconds is not None and seconds <= LOOP_SECONDS
        self.is_cut_short = False
        self._fade = max(0, round(cross_fade * SAMPLE_RATE))
        self._store: Samples = np.empty((2, 2 * _PIECE), np.float32)
        self._stored = 0
        self._given = start
        self._round = 0
        """Frames of one round; 0 until the whole file has been read."""

    @property
    def is_empty(self) -> bool:
        """Whether the file had no sound."""
        return self._stored == 0

    def read(self) -> tuple[int, Samples] | None:
        """The loop's next samples, shape (2, n), and their first frame; None only for an empty file."""
        if self._round:
            return self._next_of_round()
        samples = self._file.read() if self._stored < 2 * _LOOP_FRAMES else None
        if samples is not None:
            self._keep(samples)
            end = max(self._given, self._stored - self._fade)
            frame, self._given = self._given, end
            return frame, self._store[:, frame:end].copy()
        self._complete()
        return (self._given, _NONE) if self._round else None

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _next_of_round(self) -> tuple[int, Samples]:
        frame = self._given % self._store.shape[1]
        samples = self._store[:, frame : frame + _PIECE]
        self._given = frame + samples.shape[1]
        return frame % self._round, samples

    def _keep(self, samples: Samples) -> None:
        end = self._stored + samples.shape[1]
        if end > self._store.shape[1]:
            larger = np.empty((2, max(2 * self._store.shape[1], end)), np.float32)
            larger[:, : self._stored] = self._store[:, : self._stored]
            self._store = larger
        self._store[:, self._stored : end] = samples
        self._stored = end

    def _complete(self) -> None:
        """Make the loop: its start becomes the cross-fade from the end."""
        self.is_cut_short = self._file.is_cut_short
        self._close_resampled() if self._file.is_converted else self._keep(self._resampler.flush())
        self._file.close()
        fade = min(self._fade, self._stored // 2)
        end = self._stored - fade
        if fade:
            gains = fade_out(fade)
            self._store[:, :fade] *= gains[::-1]
            self._store[:, :fade] += self._store[:, end : self._stored] * gains
        self._round = end
        whole = self._store[:, :end]
        # A loop of a few frames is repeated in memory, so that pieces are not tiny.
        times = -(-_PIECE // end) if 0 < end < _PIECE else 1
        self._store = np.tile(whole, times)
        self._given = self._given if self._given < end else self._given % max(1, end)

    def _close_resampled(self) -> None:
        """Resample both ends of the loop as neighbours, so that no seam is heard."""
        missing = max(0, round(self._file.frames_at_48k) - self._stored)
        again = self._open_file(self._resampler)
        parts, come = [_NONE], 0
        try:
            while come < missing + _HEAD and (samples := again.read()) is not None:
                parts.append(samples)
                come += samples.shape[1]
        finally:
            again.close()
        after = np.concatenate(parts, axis=1)
        self._keep(after[:, :missing])
        head = after[:, missing : missing + min(_HEAD, self._stored)]
        self._store[:, : head.shape[1]] = head


Reader = StreamReader | LoopReader
"""A track being read."""
