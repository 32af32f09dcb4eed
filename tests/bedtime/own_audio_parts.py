"""Stand-ins for what own audio stands on, which the test moves along by hand."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from rlscompanion.bedtime import ports
from rlscompanion.domain.playlist import Playlist, Track, TrackPosition
from rlscompanion.domain.refusal import Refusal


@dataclass
class FakePlaylists:
    """A list in memory. While `refusal` is a text, nothing can be read or written."""

    kept: Playlist = field(default_factory=Playlist)
    refusal: str | None = None
    saves: int = 0

    def load(self) -> Playlist:
        self._refuse_if_told()
        return self.kept

    def save(self, playlist: Playlist) -> None:
        self._refuse_if_told()
        self.kept = playlist
        self.saves += 1

    def _refuse_if_told(self) -> None:
        if self.refusal is not None:
            raise Refusal(self.refusal)


@dataclass
class FakePlayer:
    """A player that writes down where it is sent; the test moves it on."""

    playlist: Playlist
    listener: ports.TrackListener
    at: TrackPosition | None = None
    went: list[tuple[int, float]] = field(default_factory=list)
    has_ended: bool = False
    is_closed: bool = False
    is_even: bool | None = None

    def render(self, out: Any) -> None: ...

    def position(self) -> TrackPosition | None:
        return self.at

    def follow(self, playlist: Playlist) -> None:
        self.playlist = playlist

    def go_to(self, track_id: UUID, seconds: float) -> None:
        self.at = TrackPosition(track_id, seconds)
        self.has_ended = False
        self.went.append((track_id.int, seconds))

    def set_even(self, is_even: bool) -> None:
        self.is_even = is_even

    def close(self) -> None:
        self.is_closed = True

    def reach(self, track: Track, seconds: float) -> None:
        """Come to a place in a track by playing."""
        self.at = TrackPosition(track.id, seconds)

    def end(self) -> None:
        """Come to the end of the list."""
        self.has_ended = True
        self.listener.list_ended()


@dataclass
class FakeScanner:
    """A scanner that the test has find things."""

    asked: list[Sequence[str]] = field(default_factory=list)
    found: list[Callable[[Sequence[Track], Sequence[str]], None]] = field(default_factory=list)
    ended: list[Callable[[], None]] = field(default_factory=list)
    is_closed: bool = False

    def scan(
        self,
        paths: Sequence[str],
        on_found: Callable[[Sequence[Track], Sequence[str]], None],
        on_end: Callable[[], None],
    ) -> None:
        self.asked.append(paths)
        self.found.append(on_found)
        self.ended.append(on_end)

    def close(self) -> None:
        self.is_closed = True
