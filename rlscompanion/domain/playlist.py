"""Own audio: the playlist of the person's own audio files, and the position in each file."""

import os.path
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

LONG_TRACK_SECONDS = 600.0
"""The length, in seconds, from which a track continues at the position where the person stopped listening."""

AUDIO_FILE_ENDINGS = (
    *(".wav", ".flac", ".ogg", ".oga", ".opus", ".mp3", ".m4a", ".m4b", ".aac", ".mka"),
    *(".aif", ".aiff"),
)
"""The endings, in small letters, by which a chosen file counts as an audio file."""

_NEAR_END_SECONDS = 5.0  # a track left this close to its end counts as heard

_LENGTH_TOLERANCE_SECONDS = 1.0  # s; a position this far behind the end shows that the length is wrong


@dataclass(frozen=True)
class Chapter:
    """A named part of a track, with the position in the track (seconds) at which the part starts."""

    title: str
    starts_at: float


@dataclass(frozen=True)
class Track:
    """One of the person's own audio files.

    `seconds` is the length, None if unknown. `resume_at` is the position to continue from, in seconds.
    `unavailable` is the reason why the track cannot be played, empty if it can. A track with `loop` repeats
    without a gap, with a cross-fade of `cross_fade` seconds.
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
        """Whether the track continues at the position where the person stopped listening.

        A track does so if its length is long or unknown, and if it does not loop.
        """
        return not self.loop and (self.seconds is None or self.seconds >= LONG_TRACK_SECONDS)

    @property
    def starts_at(self) -> float:
        """The position (seconds) at which playback starts.

        A long track starts where the person stopped listening, unless that is near the end of the track.
        """
        if not self.is_long:
            return 0.0
        is_heard = self.seconds is not None and self.resume_at >= self.seconds - _NEAR_END_SECONDS
        return 0.0 if is_heard else self.resume_at


@dataclass(frozen=True)
class TrackPosition:
    """A position in one track, in seconds from the start of the track."""

    track_id: UUID
    seconds: float


@dataclass(frozen=True)
class Playlist:
    """Tracks in order, the id of the current track, and whether the list repeats."""

    tracks: tuple[Track, ...] = ()
    current: UUID | None = None
    repeat: bool = False

    def index_of(self, track_id: UUID | None) -> int | None:
        """The index of the track with this id; None if the track is not in the list."""
        return next((i for i, track in enumerate(self.tracks) if track.id == track_id), None)

    def track(self, track_id: UUID | None) -> Track | None:
        """The track with this id; None if the list has no such track."""
        index = self.index_of(track_id)
        return None if index is None else self.tracks[index]


def with_tracks(playlist: Playlist, added: Sequence[Track]) -> Playlist:
    """The playlist with these tracks appended."""
    return replace(playlist, tracks=(*playlist.tracks, *added))


def with_found_tracks(playlist: Playlist, found: Sequence[Track]) -> tuple[Playlist, tuple[Track, ...]]:
    """The playlist with newly found files added at the end, and the files that were in the list already.

    If a listed track could not be played, it is updated from the found file.
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
    """A key by which different spellings of the same path are equal.

    Links are not followed, since a drive may be absent.
    """
    return os.path.normcase(os.path.abspath(path))


def with_track_at(playlist: Playlist, track: Track, index: int) -> Playlist:
    """The playlist with a track inserted at an index.

    An index outside of the list counts as the nearest end of the list.
    """
    tracks = list(playlist.tracks)
    tracks.insert(max(0, index), track)
    return replace(playlist, tracks=tuple(tracks))


def without_tracks(playlist: Playlist, removed: Collection[UUID]) -> Playlist:
    """The playlist without these tracks.

    If the current track is removed, the next remaining track becomes the current track.
    """
    kept = tuple(track for track in playlist.tracks if track.id not in removed)
    current = playlist.current
    if current in removed:
        later = playlist.tracks[playlist.index_of(current) or 0 :]
        current = next((track.id for track in (*later, *kept) if track.id not in removed), None)
    return replace(playlist, tracks=kept, current=current)


def with_track_moved(playlist: Playlist, track_id: UUID, index: int) -> Playlist:
    """The playlist with a track moved to an index.

    The index counts the list without the moved track. An index outside of the list counts as its nearest end.
    """
    track = playlist.track(track_id)
    if track is None:
        return playlist
    others = [each for each in playlist.tracks if each.id != track_id]
    others.insert(max(0, index), track)
    return replace(playlist, tracks=tuple(others))


def with_track_replaced(playlist: Playlist, track: Track) -> Playlist:
    """The playlist with `track` in place of the track that has the same id."""
    if playlist.track(track.id) in (None, track):
        return playlist
    return replace(playlist, tracks=tuple(track if each.id == track.id else each for each in playlist.tracks))


def with_resume_position(playlist: Playlist, position: TrackPosition) -> Playlist:
    """The playlist with the position from which a long track will continue.

    Short tracks always start at the beginning. A position beyond the end shows that the stored length was
    wrong; the length then becomes unknown.
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
    """The playlist with the exact length (seconds) of a track.

    The exact length is known once the track has played to its end.
    """
    track = playlist.track(track_id)
    if track is None or (
        track.seconds is not None and abs(track.seconds - seconds) <= _LENGTH_TOLERANCE_SECONDS
    ):
        return playlist
    return with_track_replaced(playlist, replace(track, seconds=seconds))


def with_track_loop(playlist: Playlist, track_id: UUID, loop: bool, cross_fade: float = 0.0) -> Playlist:
    """The playlist with one track's loop turned on or off, and the track's cross-fade in seconds."""
    track = playlist.track(track_id)
    made = track and replace(track, loop=loop, cross_fade=max(0.0, cross_fade))
    return with_track_replaced(playlist, made) if made else playlist


def with_track_availability(playlist: Playlist, track_id: UUID, reason: str) -> Playlist:
    """The playlist with the reason why one track cannot be played; empty if the track can be played."""
    track = playlist.track(track_id)
    return playlist if track is None else with_track_replaced(playlist, replace(track, unavailable=reason))


def next_track(playlist: Playlist, track_id: UUID | None) -> Track | None:
    """The track after the given track; None after the last track if the list does not repeat.

    After the last track of a repeating list comes the first. If the given track is not in the list, the
    result is the first track. Tracks that could not be played are included, since their files may have
    returned.
    """
    index = playlist.index_of(track_id)
    after = 0 if index is None else index + 1
    if after < len(playlist.tracks):
        return playlist.tracks[after]
    return playlist.tracks[0] if playlist.repeat and playlist.tracks else None


def previous_track(playlist: Playlist, track_id: UUID | None) -> Track | None:
    """The track before the given track; None before the first track if the list does not repeat.

    Before the first track of a repeating list comes the last.
    """
    index = playlist.index_of(track_id)
    if index is None or (index == 0 and not playlist.repeat):
        return None
    return playlist.tracks[index - 1]
