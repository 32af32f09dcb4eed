"""Readers of the decoded sound of one track: as a stream, or from memory as a loop."""

from collections.abc import Callable

import numpy as np

from rlscompanion.audio.library import AudioFile, Resampler
from rlscompanion.audio.library_queue import fade_out_gains
from rlscompanion.audio.synthesis import SAMPLE_RATE, Samples
from rlscompanion.domain.playlist import Chapter, Track

LONGEST_LOOP_SECONDS = 300.0
"""The longest looping track that is kept in memory, where it takes 115 MB.

A longer track is read from disk at each repetition, without a cross-fade.
"""

_MOST_LOOP_FRAMES = round(LONGEST_LOOP_SECONDS * SAMPLE_RATE)
_PIECE_FRAMES = SAMPLE_RATE // 5
_HEAD_FRAMES = 512  # frames; the filter of a resampler is shorter
_NO_SAMPLES: Samples = np.zeros((2, 0), np.float32)


class TrackOpener:
    """Opens tracks for reading, one after another; the sounds of consecutive tracks join without a gap."""

    def __init__(self) -> None:
        self._resampler = Resampler()

    def open(self, track: Track, seconds: float, is_even: bool = False) -> "TrackReader":
        """Open a track at a position (seconds) for reading. Raises Refusal if the track cannot be played.

        With `is_even` (equal loudness of all tracks), the loudness tags of the track's file apply.
        """
        if not track.loop:
            return DiskReader(AudioFile(track.path, self._resampler, seconds, is_even))
        loop = LoopReader(
            lambda resampler: AudioFile(track.path, resampler, is_even=is_even),
            track.cross_fade,
            round(seconds * SAMPLE_RATE),
        )
        if loop.is_short:
            return loop
        loop.close()
        return DiskReader(
            AudioFile(track.path, self._resampler, seconds, is_even),
            lambda: AudioFile(track.path, self._resampler, is_even=is_even),
        )

    def flush(self) -> Samples:
        """Return the last samples of the latest track, shape (2, n), which the resampler still holds.

        The next track is not joined to the latest one.
        """
        return self._resampler.flush()

    def restart(self) -> None:
        """Forget the latest track, so that the next track is not joined to the latest."""
        self._resampler = Resampler()


class DiskReader:
    """Reads an audio file from disk: once to its end or, if `reopen` is given, again and again."""

    def __init__(self, file: AudioFile, reopen: Callable[[], AudioFile] | None = None) -> None:
        self._file = file
        self._reopen = reopen
        self._frame = round(file.start * SAMPLE_RATE)
        self._has_read = False
        self.chapters = file.chapters
        self.is_cut_short = False
        """Whether the file ended early because it is damaged; only known at the end of the file."""
        self.is_empty = True
        """Whether the file had no sound."""

    def read(self) -> tuple[int, Samples] | None:
        """Read the file's next samples: the number of the first frame, and the samples; None at the end.

        The samples have the shape (2, n), n >= 0. Raises Refusal if the samples cannot be decoded.
        """
        samples = self._file.read()
        if samples is None:
            self.is_cut_short = self._file.is_cut_short
            return self._restart()
        frame = self._frame
        self._frame += samples.shape[1]
        self.is_empty, self._has_read = False, True
        return frame, samples

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _restart(self) -> tuple[int, Samples] | None:
        if self._reopen is None or not self._has_read:
            return None
        self._file.close()
        self._file = self._reopen()
        self._frame, self._has_read = 0, False
        return 0, _NO_SAMPLES


class LoopReader:
    """Reads an audio file once while it plays, then repeats it from memory with sample accuracy.

    With a cross-fade (seconds, at most half of the file), the end of the file fades out while its beginning
    fades in, at equal power. Each repetition is then shorter than the file, by the length of the cross-fade.
    """

    chapters: tuple[Chapter, ...] = ()
    """Always empty: a loop has no chapters."""

    def __init__(self, open_file: Callable[[Resampler], AudioFile], cross_fade: float, start: int) -> None:
        self._open_file = open_file
        self._resampler = Resampler()
        self._file = open_file(self._resampler)
        seconds = self._file.seconds
        self.is_short = seconds is not None and seconds <= LONGEST_LOOP_SECONDS
        self.is_cut_short = False
        self._fade = max(0, round(cross_fade * SAMPLE_RATE))
        self._store: Samples = np.empty((2, 2 * _PIECE_FRAMES), np.float32)
        self._stored = 0
        self._frames_given = start
        self._loop_frames = 0
        """Frames of one round; 0 until the whole file has been read."""

    @property
    def is_empty(self) -> bool:
        """Whether the file had no sound."""
        return self._stored == 0

    def read(self) -> tuple[int, Samples] | None:
        """Read the loop's next samples: the number of the first frame, and the samples, shape (2, n).

        None only for an empty file.
        """
        if self._loop_frames:
            return self._next_of_loop()
        samples = self._file.read() if self._stored < 2 * _MOST_LOOP_FRAMES else None
        if samples is not None:
            self._store_samples(samples)
            end = max(self._frames_given, self._stored - self._fade)
            frame, self._frames_given = self._frames_given, end
            return frame, self._store[:, frame:end].copy()
        self._make_loop()
        return (self._frames_given, _NO_SAMPLES) if self._loop_frames else None

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _next_of_loop(self) -> tuple[int, Samples]:
        frame = self._frames_given % self._store.shape[1]
        samples = self._store[:, frame : frame + _PIECE_FRAMES]
        self._frames_given = frame + samples.shape[1]
        return frame % self._loop_frames, samples

    def _store_samples(self, samples: Samples) -> None:
        end = self._stored + samples.shape[1]
        if end > self._store.shape[1]:
            larger = np.empty((2, max(2 * self._store.shape[1], end)), np.float32)
            larger[:, : self._stored] = self._store[:, : self._stored]
            self._store = larger
        self._store[:, self._stored : end] = samples
        self._stored = end

    def _make_loop(self) -> None:
        """Make the loop: its start becomes the cross-fade from the end."""
        self.is_cut_short = self._file.is_cut_short
        self._join_ends() if self._file.is_converted else self._store_samples(self._resampler.flush())
        self._file.close()
        fade = min(self._fade, self._stored // 2)
        end = self._stored - fade
        if fade:
            gains = fade_out_gains(fade)
            self._store[:, :fade] *= gains[::-1]
            self._store[:, :fade] += self._store[:, end : self._stored] * gains
        self._loop_frames = end
        whole = self._store[:, :end]
        # A loop of a few frames is repeated in memory, so that pieces are not tiny.
        times = -(-_PIECE_FRAMES // end) if 0 < end < _PIECE_FRAMES else 1
        self._store = np.tile(whole, times)
        self._frames_given = (
            self._frames_given if self._frames_given < end else self._frames_given % max(1, end)
        )

    def _join_ends(self) -> None:
        """Resample both ends of the loop as neighbours, so that no seam is heard."""
        missing = max(0, round(self._file.frames_at_48k) - self._stored)
        again = self._open_file(self._resampler)
        parts, frames_read = [_NO_SAMPLES], 0
        try:
            while frames_read < missing + _HEAD_FRAMES and (samples := again.read()) is not None:
                parts.append(samples)
                frames_read += samples.shape[1]
        finally:
            again.close()
        after = np.concatenate(parts, axis=1)
        self._store_samples(after[:, :missing])
        head = after[:, missing : missing + min(_HEAD_FRAMES, self._stored)]
        self._store[:, : head.shape[1]] = head


TrackReader = DiskReader | LoopReader
"""The reader of one track: from disk, or from memory as a loop."""
