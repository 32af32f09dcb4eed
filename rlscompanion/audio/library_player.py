"""The player of the person's own audio files (own audio).

The player is a sound source for the mixer. A worker thread decodes sound in advance.
"""

import logging
import os
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from rlscompanion.audio.library_queue import JUMP_FADE_FRAMES, BlockQueue, Passage, fade_out_gains
from rlscompanion.audio.library_refusals import AudioFileUnreachable
from rlscompanion.audio.synthesis import SAMPLE_RATE, Samples
from rlscompanion.bedtime.ports import TrackListener
from rlscompanion.domain.playlist import Playlist, Track, TrackPosition, next_track
from rlscompanion.domain.refusal import Refusal

if TYPE_CHECKING:
    from rlscompanion.audio.library_readers import TrackOpener, TrackReader

AHEAD_SECONDS = 4.0
"""Seconds of sound decoded in advance."""

POLL_SECONDS = 0.25
"""Seconds between the worker thread's checks: has the queue free room, and which track is heard?"""

REOPENING_SECONDS = 5.0
MAX_REOPENING_TRIES = 60
"""The most tries to reopen a track that suddenly became unreadable, REOPENING_SECONDS apart."""

CLOSE_WAIT_SECONDS = 2.0
"""Seconds that `close` waits for a worker thread held up by a slow disk."""

_AHEAD_FRAMES = round(AHEAD_SECONDS * SAMPLE_RATE)
_IDLE_SECONDS = 60.0  # s; a request wakes the worker earlier

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _JumpRequest:
    number: int
    position: TrackPosition


class LibraryPlayer:
    """Plays a playlist of own audio from the track given to `go_to`; tracks join without a gap.

    A track that cannot be played is reported and skipped; if no track can be played, playing ends. `render`
    is called by the thread that plays, and never waits. `go_to`, `set_playlist`, `position` and `close` are
    called by one other thread, and return at once. `listener` is called from the worker thread.

    `start` runs the worker's loop in a thread; tests pass another `start`, and call `step` themselves.
    """

    def __init__(
        self,
        playlist: Playlist,
        listener: TrackListener,
        make_opener: "Callable[[], TrackOpener] | None" = None,
        start: Callable[[Callable[[], None]], threading.Thread | None] | None = None,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._now = now
        self._listener = listener
        self._make_opener = make_opener or _make_opener
        # Written by the caller's thread, read by the worker.
        self._playlist = playlist
        self._request: _JumpRequest | None = None
        self._is_even = False
        self._is_closing = False
        self._wake = threading.Event()
        # Used by the worker thread only.
        self._queue = BlockQueue()
        self._opener: TrackOpener | None = None
        self._reader: TrackReader | None = None
        self._passage: Passage | None = None
        self._list = playlist
        self._jump_number = 0
        self._ended_jump = -1
        self._upcoming: TrackPosition | None = None
        self._last: UUID | None = None
        self._next_frame = 0
        self._failures = 0
        self._tries_left: int | None = None
        self._try_at = 0.0
        self._finished: set[UUID] = set()
        self._unreported: deque[Passage] = deque()
        self._reported: Passage | None = None
        self._thread = (start or _start_thread)(self._run)

    @property
    def has_ended(self) -> bool:
        """Whether the last track has been heard to its end."""
        return self._request is not None and self._ended_jump == self._request.number

    def render(self, out: Samples) -> None:
        """Fill `out`, float32 of shape (2, frames), with the next frames at 48 kHz.

        Frames that are not decoded in time are zeros.
        """
        self._queue.render(out)

    def position(self) -> TrackPosition | None:
        """The track that is heard now, and the position in this track.

        Right after `go_to`, this is the position given to `go_to`.
        """
        request, heard = self._request, self._queue.heard
        if request is not None and (heard is None or heard[0].jump_number != request.number):
            return request.position
        return _track_position(heard)

    def set_playlist(self, playlist: Playlist) -> None:
        """Use a changed playlist.

        The current track plays on unless it was removed or its looping changed.
        """
        self._playlist = playlist
        self._wake.set()

    def go_to(self, track_id: UUID, seconds: float) -> None:
        """Jump to a position (seconds) in a track; the sound fades out and in for 20 ms each."""
        number = self._request.number + 1 if self._request is not None else 1
        self._request = _JumpRequest(number, TrackPosition(track_id, max(0.0, seconds)))
        self._wake.set()

    def set_even_loudness(self, is_even: bool) -> None:
        """Set whether tracks opened from now on play equally loud, by the loudness tags of their files."""
        self._is_even = is_even

    def close(self) -> None:
        """Close all files and end the worker thread; `render` gives silence from then on."""
        self._is_closing = True
        self._queue.close()
        self._wake.set()
        if self._thread is not None:
            self._thread.join(CLOSE_WAIT_SECONDS)

    def step(self) -> float:
        """Open, read or report a track; return the seconds until there is more to do.

        Called by the worker thread.
        """
        if self._is_closing:
            self._close_reader()
            return _IDLE_SECONDS
        self._use_changed_playlist()
        self._follow_request()
        self._report_starts()
        if self._is_list_done:
            return self._report_end()
        if self._reader is None:
            left = self._try_at - self._now()
            return left if self._tries_left is not None and left > 0.0 else self._open()
        if self._queue.frames_waiting >= _AHEAD_FRAMES:
            return POLL_SECONDS
        return self._read()

    @property
    def _is_list_done(self) -> bool:
        return self._reader is None and self._upcoming is None

    def _run(self) -> None:
        while not self._is_closing:
            try:
                wait = self.step()
            except Exception:
                log.exception("own audio")
                wait = POLL_SECONDS
            if wait:
                self._wake.wait(wait)
                self._wake.clear()
        self._close_reader()

    def _use_changed_playlist(self) -> None:
        """Use a changed list; drop decoded sound that no longer comes next."""
        old, new = self._list, self._playlist
        if new is old:
            return
        self._list = new
        heard = self._queue.heard
        passage = heard[0] if heard and heard[0].jump_number == self._jump_number else self._passage
        if passage is None or self._ended_jump == self._jump_number:
            return
        first, last = passage.track_id, self._passage.track_id if self._passage else passage.track_id
        if _audible_sequence(old, first, last) != _audible_sequence(new, first, last):
            position = _track_position(heard)
            self._jump(position if position and position.track_id == first else TrackPosition(first, 0.0))
        elif self._is_list_done and next_track(new, last) != next_track(old, last):
            self._continue_after(last)

    def _follow_request(self) -> None:
        request = self._request
        if request is not None and request.number != self._jump_number:
            self._jump_number = request.number
            self._finished.discard(request.position.track_id)
            self._jump(request.position)

    def _jump(self, position: TrackPosition) -> None:
        self._queue.jump()
        self._close_reader()
        if self._opener is not None:
            self._opener.restart()
        self._unreported.clear()
        self._reported = None
        self._failures, self._tries_left = 0, None
        self._upcoming = position

    def _open(self) -> float:
        """Open the next track; return the seconds until the next piece of work."""
        upcoming, self._upcoming = self._upcoming, None
        track = self._list.track(upcoming.track_id) if upcoming else None
        if upcoming is None or track is None:
            self._continue_after(self._last)
            return 0.0
        self._last = track.id
        seconds = upcoming.seconds
        try:
            if self._opener is None:
                self._opener = self._make_opener()
            self._reader = self._opener.open(track, seconds, self._is_even)
        except Exception as error:
            if self._tries_left is not None:
                return self._plan_retry(upcoming, track, error)
            self._skip_track(track, error)
            return 0.0
        self._listener.track_opened(track.id, self._reader.chapters)
        self._passage = Passage(track.id, self._jump_number)
        self._next_frame = round(seconds * SAMPLE_RATE)
        return 0.0

    def _read(self) -> float:
        """Read more of the current track; return the seconds until the next piece of work."""
        reader, passage = self._reader, self._passage
        track = self._list.track(self._last)
        if reader is None or passage is None:
            return 0.0
        try:
            part = reader.read()
        except Exception as error:
            self._close_reader()
            if track is not None and isinstance(error, AudioFileUnreachable):
                position = TrackPosition(track.id, self._next_frame / SAMPLE_RATE)
                return self._plan_retry(position, track, error)
            if track is not None:
                self._skip_track(track, error)
            return 0.0
        if part is None:
            self._end_track(reader, passage)
        elif part[1].shape[1]:
            self._put(passage, *part)
        return 0.0

    def _put(self, passage: Passage, frame: int, samples: Samples) -> None:
        if not (self._unreported and self._unreported[-1] is passage) and self._reported is not passage:
            self._unreported.append(passage)
            self._failures = 0
            if frame:
                count = min(JUMP_FADE_FRAMES, samples.shape[1])
                samples = samples.copy()
                samples[:, :count] *= fade_out_gains(count)[::-1]
        self._queue.put(passage, frame, samples)
        self._next_frame = frame + samples.shape[1]
        self._tries_left = None

    def _end_track(self, reader: "TrackReader", passage: Passage) -> None:
        is_empty, is_cut_short = reader.is_empty, reader.is_cut_short
        self._close_reader()
        track = self._list.track(passage.track_id)
        if track is not None and is_empty and self._next_frame == 0:
            self._skip_track(
                track, Refusal(f"{_file_name(track)} has no sound in it. Remove it from the list.")
            )
            return
        if track is not None and is_cut_short:
            sentence = f"{_file_name(track)} is damaged and ends early. Replace it with a complete copy."
            self._listener.track_cut_short(track.id, sentence)
        passage.is_whole = not is_cut_short
        if track is not None and not (is_cut_short or is_empty or track.loop):
            self._listener.track_measured(track.id, self._next_frame / SAMPLE_RATE)
        self._finished.add(passage.track_id)
        self._continue_after(passage.track_id)

    def _plan_retry(self, position: TrackPosition, track: Track, error: Exception) -> float:
        """Plan to reopen a track at a position after its drive vanished; return the seconds until then."""
        if self._tries_left is None:
            self._tries_left = MAX_REOPENING_TRIES
            self._listener.track_unavailable(track.id, str(error))
        self._tries_left -= 1
        if self._tries_left <= 0:
            self._skip_track(track, error)
            return 0.0
        self._upcoming, self._try_at = position, self._now() + REOPENING_SECONDS
        return REOPENING_SECONDS

    def _skip_track(self, track: Track, error: Exception) -> None:
        if isinstance(error, Refusal):
            sentence = str(error)
        else:
            log.error("%s cannot be played", track.path, exc_info=error)
            sentence = f"{_file_name(track)} cannot be played. Remove it from the list."
        self._failures += 1
        self._listener.track_unavailable(track.id, sentence)
        if self._failures < max(1, len(self._list.tracks)):
            self._continue_after(track.id)
        else:
            self._flush_resampler()

    def _continue_after(self, track_id: UUID | None) -> None:
        track = next_track(self._list, track_id)
        if track is None:
            self._flush_resampler()
            return
        self._upcoming = TrackPosition(track.id, 0.0 if track.id in self._finished else track.starts_at)

    def _flush_resampler(self) -> None:
        """Put the samples that the resampler still holds into the queue, as no track follows."""
        if self._opener is not None and self._passage is not None:
            self._queue.put(self._passage, self._next_frame, self._opener.flush())

    def _report_end(self) -> float:
        """Report the end of the playlist once it has been heard; return the seconds until there is work."""
        if self._request is None or self._ended_jump == self._jump_number:
            return _IDLE_SECONDS
        if self._queue.frames_waiting:
            return POLL_SECONDS
        self._report_starts()
        self._finish_reported()
        self._ended_jump = self._jump_number
        self._listener.list_ended()
        return _IDLE_SECONDS

    def _report_starts(self) -> None:
        """Report the tracks that started or finished since the last call."""
        heard = self._queue.heard
        if heard is None or heard[0] not in self._unreported:
            return
        while self._reported is not heard[0]:
            self._finish_reported()
            self._reported = self._unreported.popleft()
            self._listener.track_started(self._reported.track_id)

    def _finish_reported(self) -> None:
        if self._reported is not None and self._reported.is_whole:
            self._listener.track_finished(self._reported.track_id)
        self._reported = None

    def _close_reader(self) -> None:
        if self._reader is not None:
            self._reader.close()
            self._reader = None


def _file_name(track: Track) -> str:
    return os.path.basename(track.path)


def _track_position(heard: tuple[Passage, int] | None) -> TrackPosition | None:
    return None if heard is None else TrackPosition(heard[0].track_id, heard[1] / SAMPLE_RATE)


def _audible_sequence(playlist: Playlist, first: UUID, last: UUID) -> list[tuple[UUID, str, bool, float]]:
    """The tracks from one to another in playing order, reduced to what affects the sound."""
    index = playlist.index_of(first)
    if index is None:
        return []
    tracks = playlist.tracks[index:] + (playlist.tracks[:index] if playlist.repeat else ())
    sequence: list[tuple[UUID, str, bool, float]] = []
    for track in tracks:
        sequence.append((track.id, track.path, track.loop, track.cross_fade))
        if track.id == last:
            break
    return sequence


def _make_opener() -> "TrackOpener":
    """Make the opener of tracks; PyAV is first imported here, in the worker thread."""
    from rlscompanion.audio.library_readers import TrackOpener

    return TrackOpener()


def _start_thread(run: Callable[[], None]) -> threading.Thread:
    thread = threading.Thread(target=run, name="own audio", daemon=True)
    thread.start()
    return thread
