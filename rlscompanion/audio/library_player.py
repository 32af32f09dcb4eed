"""The player of own audio: a source for the mixer, filled by a worker thread that decodes ahead."""

import logging
import os
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from rlscompanion.audio.library_queue import FADE_FRAMES, BlockQueue, Passage, fade_out
from rlscompanion.audio.library_refusals import Unreachable
from rlscompanion.audio.synthesis import SAMPLE_RATE, Samples
from rlscompanion.bedtime.ports import TrackListener
from rlscompanion.domain.playlist import Playlist, Track, TrackPosition, next_track
from rlscompanion.domain.refusal import Refusal

if TYPE_CHECKING:
    from rlscompanion.audio.library_readers import Reader, Readers

AHEAD_SECONDS = 4.0
"""Seconds decoded in advance."""

POLL_SECONDS = 0.25
"""Seconds between the worker's checks for free room and for what is heard."""

RETRY_SECONDS = 5.0
MOST_TRIES = 60
"""Seconds between tries, and how many, to reopen a track that suddenly became unreadable."""

CLOSE_SECONDS = 2.0
"""Seconds that `close` waits for a worker held up by a slow disk."""

_AHEAD = round(AHEAD_SECONDS * SAMPLE_RATE)
_IDLE = 60.0  # s; a request wakes the worker earlier

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Wish:
    number: int
    position: TrackPosition


class LibraryPlayer:
    """Plays a playlist of own audio from the track given to `go_to`; tracks join without a gap.

    A track that cannot be played is reported and skipped; if none of the list can be, playing ends. `render`
    is for the thread that plays and never waits. `go_to`, `set_playlist`, `position` and `close` are for one
    other thread and return at once. The listener is called from the worker thread.

    `start` runs the worker's loop in a thread; tests keep the loop and call `step` themselves.
    """

    def __init__(
        self,
        playlist: Playlist,
        listener: TrackListener,
        make_readers: "Callable[[], Readers] | None" = None,
        start: Callable[[Callable[[], None]], threading.Thread | None] | None = None,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._now = now
        self._listener = listener
        self._make_readers = make_readers or _make_readers
        # Written by the caller's thread, read by the worker.
        self._playlist = playlist
        self._wish: _Wish | None = None
        self._is_even = False
        self._is_closing = False
        self._wake = threading.Event()
        # Used by the worker thread only.
        self._queue = BlockQueue()
        self._readers: Readers | None = None
        self._reader: Reader | None = None
        self._passage: Passage | None = None
        self._list = playlist
        self._wish_number = 0
        self._ended_wish = -1
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
        return self._wish is not None and self._ended_wish == self._wish.number

    def render(self, out: Samples) -> None:
        """Fill `out`, float32 of shape (2, frames), with the next frames at 48 kHz.

        Frames that are not decoded in time are zeros.
        """
        self._queue.render(out)

    def position(self) -> TrackPosition | None:
        """The track that is heard now, and the position in it. A jump counts at once."""
        wish, heard = self._wish, self._queue.heard
        if wish is not None and (heard is None or heard[0].wish != wish.number):
            return wish.position
        return _position(heard)

    def set_playlist(self, playlist: Playlist) -> None:
        """Use a changed playlist; the current track plays on unless it was removed or its loop changed."""
        self._playlist = playlist
        self._wake.set()

    def go_to(self, track_id: UUID, seconds: float) -> None:
        """Jump to a position (seconds) in a track; the sound fades out and in for 20 ms each."""
        number = self._wish.number + 1 if self._wish is not None else 1
        self._wish = _Wish(number, TrackPosition(track_id, max(0.0, seconds)))
        self._wake.set()

    def set_even_loudness(self, is_even: bool) -> None:
        """Set whether loudness tags apply, for tracks that are opened from now on."""
        self._is_even = is_even

    def close(self) -> None:
        """Close all files and end the worker thread; `render` gives silence from then on."""
        self._is_closing = True
        self._queue.close()
        self._wake.set()
        if self._thread is not None:
            self._thread.join(CLOSE_SECONDS)

    def step(self) -> float:
        """Open, read or report a track; return the seconds until there is more to do.

        Called by the worker thread.
        """
        if self._is_closing:
            self._drop_reader()
            return _IDLE
        self._take_list()
        self._take_wish()
        self._tell()
        if self._is_dry:
            return self._idle()
        if self._reader is None:
            left = self._try_at - self._now()
            return left if self._tries_left is not None and left > 0.0 else self._open()
        if self._queue.frames_waiting >= _AHEAD:
            return POLL_SECONDS
        return self._read()

    @property
    def _is_dry(self) -> bool:
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
        self._drop_reader()

    def _take_list(self) -> None:
        """Use a changed list; drop decoded sound that no longer comes next."""
        old, new = self._list, self._playlist
        if new is old:
            return
        self._list = new
        heard = self._queue.heard
        passage = heard[0] if heard and heard[0].wish == self._wish_number else self._passage
        if passage is None or self._ended_wish == self._wish_number:
            return
        first, last = passage.track_id, self._passage.track_id if self._passage else passage.track_id
        if _way(old, first, last) != _way(new, first, last):
            position = _position(heard)
            self._jump(position if position and position.track_id == first else TrackPosition(first, 0.0))
        elif self._is_dry and next_track(new, last) != next_track(old, last):
            self._go_on_after(last)

    def _take_wish(self) -> None:
        wish = self._wish
        if wish is not None and wish.number != self._wish_number:
            self._wish_number = wish.number
            self._finished.discard(wish.position.track_id)
            self._jump(wish.position)

    def _jump(self, position: TrackPosition) -> None:
        self._queue.jump()
        self._drop_reader()
        if self._readers is not None:
            self._readers.restart()
        self._unreported.clear()
        self._reported = None
        self._failures, self._tries_left = 0, None
        self._upcoming = position

    def _open(self) -> float:
        """Open the next track; return the seconds until the next piece of work."""
        upcoming, self._upcoming = self._upcoming, None
        track = self._list.track(upcoming.track_id) if upcoming else None
        if upcoming is None or track is None:
            self._go_on_after(self._last)
            return 0.0
        self._last = track.id
        seconds = upcoming.seconds
        try:
            if self._readers is None:
                self._readers = self._make_readers()
            self._reader = self._readers.open(track, seconds, self._is_even)
        except Exception as error:
            if self._tries_left is not None:
                return self._try_again(upcoming, track, error)
            self._pass_over(track, error)
            return 0.0
        self._listener.track_opened(track.id, self._reader.chapters)
        self._passage = Passage(track.id, self._wish_number)
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
            self._drop_reader()
            if track is not None and isinstance(error, Unreachable):
                position = TrackPosition(track.id, self._next_frame / SAMPLE_RATE)
                return self._try_again(position, track, error)
            if track is not None:
                self._pass_over(track, error)
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
                count = min(FADE_FRAMES, samples.shape[1])
                samples = samples.copy()
                samples[:, :count] *= fade_out(count)[::-1]
        self._queue.put(passage, frame, samples)
        self._next_frame = frame + samples.shape[1]
        self._tries_left = None

    def _end_track(self, reader: "Reader", passage: Passage) -> None:
        is_empty, is_cut_short = reader.is_empty, reader.is_cut_short
        self._drop_reader()
        track = self._list.track(passage.track_id)
        if track is not None and is_empty and self._next_frame == 0:
            self._pass_over(track, Refusal(f"{_name(track)} has no sound in it. Remove it from the list."))
            return
        if track is not None and is_cut_short:
            sentence = f"{_name(track)} is damaged and ends early. Replace it with a complete copy."
            self._listener.track_cut_short(track.id, sentence)
        passage.is_whole = not is_cut_short
        if track is not None and not (is_cut_short or is_empty or track.loop):
            self._listener.track_measured(track.id, self._next_frame / SAMPLE_RATE)
        self._finished.add(passage.track_id)
        self._go_on_after(passage.track_id)

    def _try_again(self, position: TrackPosition, track: Track, error: Exception) -> float:
        """Plan to reopen a track at a position after its drive vanished; return the seconds until then."""
        if self._tries_left is None:
            self._tries_left = MOST_TRIES
            self._listener.track_unavailable(track.id, str(error))
        self._tries_left -= 1
        if self._tries_left <= 0:
            self._pass_over(track, error)
            return 0.0
        self._upcoming, self._try_at = position, self._now() + RETRY_SECONDS
        return RETRY_SECONDS

    def _pass_over(self, track: Track, error: Exception) -> None:
        if isinstance(error, Refusal):
            sentence = str(error)
        else:
            log.error("%s cannot be played", track.path, exc_info=error)
            sentence = f"{_name(track)} cannot be played. Remove it from the list."
        self._failures += 1
        self._listener.track_unavailable(track.id, sentence)
        if self._failures < max(1, len(self._list.tracks)):
            self._go_on_after(track.id)
        else:
            self._run_dry()

    def _go_on_after(self, track_id: UUID | None) -> None:
        track = next_track(self._list, track_id)
        if track is None:
            self._run_dry()
            return
        self._upcoming = TrackPosition(track.id, 0.0 if track.id in self._finished else track.starts_at)

    def _run_dry(self) -> None:
        """Output what the resampler still holds, as no track follows."""
        if self._readers is not None and self._passage is not None:
            self._queue.put(self._passage, self._next_frame, self._readers.rest())

    def _idle(self) -> float:
        """Report the end once it has been heard; return the seconds without work."""
        if self._wish is None or self._ended_wish == self._wish_number:
            return _IDLE
        if self._queue.frames_waiting:
            return POLL_SECONDS
        self._tell()
        self._finish_reported()
        self._ended_wish = self._wish_number
        self._listener.list_ended()
        return _IDLE

    def _tell(self) -> None:
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

    def _drop_reader(self) -> None:
        if self._reader is not None:
            self._reader.close()
            self._reader = None


def _name(track: Track) -> str:
    return os.path.basename(track.path)


def _position(heard: tuple[Passage, int] | None) -> TrackPosition | None:
    return None if heard is None else TrackPosition(heard[0].track_id, heard[1] / SAMPLE_RATE)


def _way(playlist: Playlist, first: UUID, last: UUID) -> list[tuple[UUID, str, bool, float]]:
    """The tracks from one to another in playing order, reduced to what affects the sound."""
    index = playlist.index_of(first)
    if index is None:
        return []
    tracks = playlist.tracks[index:] + (playlist.tracks[:index] if playlist.repeat else ())
    way: list[tuple[UUID, str, bool, float]] = []
    for track in tracks:
        way.append((track.id, track.path, track.loop, track.cross_fade))
        if track.id == last:
            break
    return way


def _make_readers() -> "Readers":
    """The readers; PyAV is first imported here, in the worker thread."""
    from rlscompanion.audio.library_readers import Readers

    return Readers()


def _start_thread(run: Callable[[], None]) -> threading.Thread:
    thread = threading.Thread(target=run, name="own audio", daemon=True)
    thread.start()
    return thread
