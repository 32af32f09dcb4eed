"""Own audio: the playlist of the person's own audio files, and the position in each of them."""

import os.path
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

LONG_TRACK_SECONDS = 600.0
"""The length, in seconds, from which a track resumes where it was left."""

AUDIO_FILE_ENDINGS = (
    *(".wav", ".flac", ".ogg", ".oga", ".opus", ".mp3", ".m4a", ".m4b", ".aac", ".mka"),
    *(".aif", ".aiff"),
)
"""The endings, in small letters, that make a file count as audio when files or folders are chosen."""

_NEAR_END_SECONDS = 5.0  # a track left this close to its end counts as heard

_LENGTH_TOLERANCE_SECONDS = 1.0  # s; a position this far behind the end shows that the length is wrong


@dataclass(frozen=True)
class Chapter:
    """A named part of a track, which starts at a position (seconds)."""

    title: str
    starts_at: float


@dataclass(frozen=True)
class Track:
    """One of the person's own audio files. `seconds` is its length, None if unknown.

    `resume_at` is the position to continue from, in seconds. `unavailable` is the reason if it cannot be
    played, else empty. A track with `loop` repeats without a gap, with a cross-fade of `cross_fade` seconds.
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
        """Whether the track resumes where it was left: it is long or of unknown length, and does not loop."""
        return not self.loop and (self.seconds is None or self.seconds >= LONG_TRACK_SECONDS)

    @property
    def starts_at(self) -> float:
        """The position (seconds) where playback starts: where a long track was left, unless near its end."""
        if not self.is_long:
            return 0.0
        is_heard = self.seconds is not None and self.resume_at >= self.seconds - _NEAR_END_SECONDS
        return 0.0 if is_heard else self.resume_at


@dataclass(frozen=True)
class TrackPosition:
    """A position in a track, in seconds from its start."""

    track_id: UUID
    seconds: float


@dataclass(frozen=True)
class Playlist:
    """Tracks in order, the id of the current track, and whether the list repeats."""

    tracks: tuple[Track, ...] = ()
    current: UUID | None = None
    repeat: bool = False

    def index_of(self, track_id: UUID | None) -> int | None:
        """The index of the track with this id; None if it is not in the list."""
        return next((i for i, track in enumerate(self.tracks) if track.id == track_id), None)

    def track(self, track_id: UUID | None) -> Track | None:
        """The track with this id, None if it is not in the list."""
        index = self.index_of(track_id)
        return None if index is None else self.tracks[index]


def with_tracks(playlist: Playlist, added: Sequence[Track]) -> Playlist:
    """The playlist with these tracks appended."""
    return replace(playlist, tracks=(*playlist.tracks, *added))


def with_found_tracks(playlist: Playlist, found: Sequence[Track]) -> tuple[Playlist, tuple[Track, ...]]:
    """The playlist with newly found files appended, and the files that were in it already.

    A listed track that could not be played is updated from the found file.
    """
    listed = {_path_key(track.path): track for track in playlist.tracks}
    added, repeated = [], []
    for track in found:
        before = listed.setdefault(_path_key(track.path), track)
        if before is track:
            added.append(track)
        elif before.unavailable and not track.unavailable:
            mended = replace(track, id=before.id, path=before.path, resume_at=before.resume_at)
            playlist = with_track_replaced(
                playlist, replace(mended, loop=before.loop, cross_fade=before.cross_fade)
            )
        else:
            repeated.append(track)
    return with_tracks(playlist, added), tuple(repeated)


def _path_key(path: str) -> str:
    """A key for comparing paths in any spelling; links are not followed, as a drive may be absent."""
    return os.path.normcase(os.path.abspath(path))


def with_track_at(playlist: Playlist, track: Track, index: int) -> Playlist:
    """The playlist with a track inserted at an index, limited to the list's ends."""
    tracks = list(playlist.tracks)
    tracks.insert(max(0, index), track)
    return replace(playlist, tracks=tuple(tracks))


def without_tracks(playlist: Playlist, removed: Collection[UUID]) -> Playlist:
    """The playlist without these tracks. If the current one is removed, the next remaining one is current."""
    kept = tuple(track for track in playlist.tracks if track.id not in removed)
    current = playlist.current
    if current in removed:
        later = playlist.tracks[playlist.index_of(current) or 0 :]
        current = next((track.id for track in (*later, *kept) if track.id not in removed), None)
    return replace(playlist, tracks=kept, current=current)


def with_track_moved(playlist: Playlist, track_id: UUID, index: int) -> Playlist:
    """The playlist with a track moved to an index, limited to the list's ends.

    The index counts the list without that track.
    """
    track = playlist.track(track_id)
    if track is None:
        return playlist
    others = [each for each in playlist.tracks if each.id != track_id]
    others.insert(max(0, index), track)
    return replace(playlist, tracks=tuple(others))


def with_track_replaced(playlist: Playlist, track: Track) -> Playlist:
    """The playlist with the track of the same id replaced by this one."""
    if playlist.track(track.id) in (None, track):
        return playlist
    return replace(playlist, tracks=tuple(track if each.id == track.id else each for each in playlist.tracks))


def with_resume_position(playlist: Playlist, position: TrackPosition) -> Playlist:
    """The playlist with the position from which a long track resumes.

    Short tracks always start at the beginning. A position beyond the end shows that the stored length was
    wrong, and makes the length unknown.
    """
    track = playlist.track(position.track_id)
    if track is None:
        return playlist
    if (
        not track.loop
        and track.seconds is not None
        and position.seconds > track.seconds + _LENGTH_TOLERANCE_SECONDS
    ):
        track = replace(track, seconds=None)
    if not track.is_long:
        return playlist
    return with_track_replaced(playlist, replace(track, resume_at=max(0.0, position.seconds)))


def with_track_length(playlist: Playlist, track_id: UUID, seconds: float) -> Playlist:
    """The playlist with the exact length (seconds) of a track, known after it was played to its end."""
    track = playlist.track(track_id)
    if track is None or (
        track.seconds is not None and abs(track.seconds - seconds) <= _LENGTH_TOLERANCE_SECONDS
    ):
        return playlist
    return with_track_replaced(playlist, replace(track, seconds=seconds))


def with_track_loop(playlist: Playlist, track_id: UUID, loop: bool, cross_fade: float = 0.0) -> Playlist:
    """The playlist with the loop of one track turned on or off, and its cross-fade in seconds."""
    track = playlist.track(track_id)
    made = track and replace(track, loop=loop, cross_fade=max(0.0, cross_fade))
    return with_track_replaced(playlist, made) if made else playlist


def with_track_availability(playlist: Playlist, track_id: UUID, reason: str) -> Playlist:
    """The playlist with the reason why a track cannot be played, empty if it can."""
    track = playlist.track(track_id)
    return playlist if track is None else with_track_replaced(playlist, replace(track, unavailable=reason))


def next_track(playlist: Playlist, track_id: UUID | None) -> Track | None:
    """The track after this one; after the last, the first if the list repeats, else None.

    For a track that is not in the list, it is the first. Unavailable tracks are included, since their files
    may have returned.
    """
    index = playlist.index_of(track_id)
    after = 0 if index is None else index + 1
    if after < len(playlist.tracks):
        return playlist.tracks[after]
    return playlist.tracks[0] if playlist.repeat and playlist.tracks else None


def previous_track(playlist: Playlist, track_id: UUID | None) -> Track | None:
    """The track before this one; before the first, the last if the list repeats, else None."""
    index = playlist.index_of(track_id)
    if index is None or (index == 0 and not playlist.repeat):
        return None
    return playlist.tracks[index - 1]
