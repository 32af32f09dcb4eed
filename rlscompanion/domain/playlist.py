"""Own audio: tracks in order, and where one is in them."""

import os.path
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

LONG_SECONDS = 600.0
"""Tracks of this length or more (seconds) go on where they were left."""

AUDIO_ENDINGS = (
    *(".wav", ".flac", ".ogg", ".oga", ".opus", ".mp3", ".m4a", ".m4b", ".aac", ".mka"),
    *(".aif", ".aiff"),
)
"""The endings, in small letters, of the files that are offered and that folders are searched for."""

_NEARLY_OVER = 5.0  # s; whoever left a track this close to its end has heard it

_LENGTH_SLACK = 1.0  # s; a position this far behind the end shows that the length is wrong


@dataclass(frozen=True)
class Chapter:
    """A part of a track that has a name, from a position (seconds) on."""

    title: str
    starts_at: float


@dataclass(frozen=True)
class Track:
    """One own audio file. `seconds` is its length, None while that is not known, and `resume_at` where to
    go on, in seconds too.

    `unavailable` says in words why it cannot be played, empty while it can. A track with `loop` repeats
    without a gap, its seam cross-faded over `cross_fade` seconds.
    """

    id: UUID
    path: str
    title: str
    artist: str = ""
    seconds: float | None = None
    resume_at: float = 0.0
    loop: bool = False
    cross_fade: float = 0.0
    unavailable: str = ""

    @property
    def is_long(self) -> bool:
        """Whether it goes on where it was left; one of unknown length may be long."""
        return not self.loop and (self.seconds is None or self.seconds >= LONG_SECONDS)

    @property
    def starts_at(self) -> float:
        """Where playing it begins (seconds): where it was left if it is long, unless that was its end."""
        if not self.is_long:
            return 0.0
        is_heard = self.seconds is not None and self.resume_at >= self.seconds - _NEARLY_OVER
        return 0.0 if is_heard else self.resume_at


@dataclass(frozen=True)
class TrackPosition:
    """A position in a track, in seconds from its start."""

    track_id: UUID
    seconds: float


@dataclass(frozen=True)
class Playlist:
    """Tracks in order, the one that is on, and whether the list begins again after its end."""

    tracks: tuple[Track, ...] = ()
    current: UUID | None = None
    repeat: bool = False

    def index_of(self, track_id: UUID | None) -> int | None:
        """The index of a track, None if it is not in the list."""
        return next((i for i, track in enumerate(self.tracks) if track.id == track_id), None)

    def track(self, track_id: UUID | None) -> Track | None:
        """The track with this id, None if it is not in the list."""
        index = self.index_of(track_id)
        return None if index is None else self.tracks[index]


def with_tracks(playlist: Playlist, added: Sequence[Track]) -> Playlist:
    """The list with tracks at its end."""
    return replace(playlist, tracks=(*playlist.tracks, *added))


def with_found(playlist: Playlist, found: Sequence[Track]) -> tuple[Playlist, tuple[Track, ...]]:
    """The list with the found files it did not have yet at its end, and those it had already.

    A listed track that could not be played takes over what was found of its file now.
    """
    listed = {_same_file(track.path): track for track in playlist.tracks}
    added, repeated = [], []
    for track in found:
        before = listed.setdefault(_same_file(track.path), track)
        if before is track:
            added.append(track)
        elif before.unavailable and not track.unavailable:
            mended = replace(track, id=before.id, path=before.path, resume_at=before.resume_at)
            playlist = changed(playlist, replace(mended, loop=before.loop, cross_fade=before.cross_fade))
        else:
            repeated.append(track)
    return with_tracks(playlist, added), tuple(repeated)


def _same_file(path: str) -> str:
    """A key that is equal for two spellings of a path; links are not followed, since a drive may be away."""
    return os.path.normcase(os.path.abspath(path))


def with_track_at(playlist: Playlist, track: Track, index: int) -> Playlist:
    """The list with a track put in at an index; ends are kept to."""
    tracks = list(playlist.tracks)
    tracks.insert(max(0, index), track)
    return replace(playlist, tracks=tuple(tracks))


def without_tracks(playlist: Playlist, removed: Collection[UUID]) -> Playlist:
    """The list without these tracks; if the one that is on goes, the next one that stays takes its place."""
    kept = tuple(track for track in playlist.tracks if track.id not in removed)
    current = playlist.current
    if current in removed:
        later = playlist.tracks[playlist.index_of(current) or 0 :]
        current = next((track.id for track in (*later, *kept) if track.id not in removed), None)
    return replace(playlist, tracks=kept, current=current)


def moved(playlist: Playlist, track_id: UUID, index: int) -> Playlist:
    """The list with a track moved to an index, counted from 0 with the track taken out; ends are kept to."""
    track = playlist.track(track_id)
    if track is None:
        return playlist
    others = [each for each in playlist.tracks if each.id != track_id]
    others.insert(max(0, index), track)
    return replace(playlist, tracks=tuple(others))


def changed(playlist: Playlist, track: Track) -> Playlist:
    """The list with a track as it is now in place of the one with its id."""
    if playlist.track(track.id) in (None, track):
        return playlist
    return replace(playlist, tracks=tuple(track if each.id == track.id else each for each in playlist.tracks))


def with_resume(playlist: Playlist, position: TrackPosition) -> Playlist:
    """The list with a long track left at a position; other tracks always start at their beginning.

    A position behind the end shows that the length was wrong: from then on it is not known.
    """
    track = playlist.track(position.track_id)
    if track is None:
        return playlist
    if not track.loop and track.seconds is not None and position.seconds > track.seconds + _LENGTH_SLACK:
        track = replace(track, seconds=None)
    if not track.is_long:
        return playlist
    return changed(playlist, replace(track, resume_at=max(0.0, position.seconds)))


def with_length(playlist: Playlist, track_id: UUID, seconds: float) -> Playlist:
    """The list with the length (seconds) of a track that has been played to its end."""
    track = playlist.track(track_id)
    if track is None or (track.seconds is not None and abs(track.seconds - seconds) <= _LENGTH_SLACK):
        return playlist
    return changed(playlist, replace(track, seconds=seconds))


def with_loop(playlist: Playlist, track_id: UUID, loop: bool, cross_fade: float = 0.0) -> Playlist:
    """The list with a track that repeats, over a seam of so many seconds, or no longer does."""
    track = playlist.track(track_id)
    made = track and replace(track, loop=loop, cross_fade=max(0.0, cross_fade))
    return changed(playlist, made) if made else playlist


def with_availability(playlist: Playlist, track_id: UUID, sentence: str) -> Playlist:
    """The list with a track that cannot be played for the reason given, or can where that is empty."""
    track = playlist.track(track_id)
    return playlist if track is None else changed(playlist, replace(track, unavailable=sentence))


def following(playlist: Playlist, track_id: UUID | None) -> Track | None:
    """The track after this one, the first after the last if the list repeats, else None.

    After a track that is not in the list comes the first. Tracks marked unavailable count: they may be
    back.
    """
    index = playlist.index_of(track_id)
    after = 0 if index is None else index + 1
    if after < len(playlist.tracks):
        return playlist.tracks[after]
    return playlist.tracks[0] if playlist.repeat and playlist.tracks else None


def preceding(playlist: Playlist, track_id: UUID | None) -> Track | None:
    """The track before this one, the last before the first if the list repeats, else None."""
    index = playlist.index_of(track_id)
    if index is None or (index == 0 and not playlist.repeat):
        return None
    return playlist.tracks[index - 1]
