"""Ports for sound: presets, own audio, the engine, and the voice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

if TYPE_CHECKING:
    from rlscompanion.domain.playlist import Chapter, Playlist, Track, TrackPosition
    from rlscompanion.domain.sleep_timer import Fade
    from rlscompanion.domain.soundscape import Mix, Preset


class OwnSource(Protocol):
    """Own audio as a source for the mixer."""

    def render(self, out: Any) -> None:
        """Fill `out`, float32 of shape (2, frames) at 48 kHz; zeros in silence."""


class Presets(Protocol):
    """Storage of presets, in the person's order."""

    def all(self) -> Sequence[Preset]:
        """All presets, in order."""

    def save_all(self, presets: Sequence[Preset]) -> None:
        """Write the whole list in this order; presets missing from it are deleted."""


class Playlists(Protocol):
    """Storage of the list of own audio."""

    def load(self) -> Playlist:
        """The list, empty at first."""

    def save(self, playlist: Playlist) -> None:
        """Write the whole list."""


class SoundEngine(Protocol):
    """The only sound output. Methods return at once; seconds are real ones.

    While no device can be opened it keeps trying, and otherwise behaves as usual.
    """

    def play(self, mix: Mix, ramp_seconds: float) -> None:
        """Play this mix, or cross-fade to it."""

    def pause(self, ramp_seconds: float) -> None:
        """Fade to silence, then release the device."""

    def set_level(self, level: float) -> None:
        """Set the master level, 0 to 1, without a jump."""

    def fade(self, fade: Fade | None) -> None:
        """Follow this fade (real monotonic seconds, `time.monotonic`), or none, without a jump in level."""

    def chime(self) -> None:
        """Play the soft step chime, also without a mix."""

    def speak(self, samples: Any) -> None:
        """Say a line, float32 of shape (1, frames) at 48 kHz, while the mix is lowered.

        The line being said is finished first; of the lines that wait, only the latest is kept.
        """

    def hush(self, seconds: float) -> None:
        """Fade out the line being said, and drop the waiting one."""

    def play_own(self, source: OwnSource | None, level: float, ramp_seconds: float) -> None:
        """Play own audio beside the mix at a level (0 to 1), cross-fade to another one, or end it (None).

        It plays while `play` does, and is lowered, faded and paused with the mix; while paused it is not
        rendered.
        """

    def devices(self) -> Sequence[str]:
        """The names of the present output devices."""

    def choose_device(self, name: str | None) -> None:
        """Play on this device whenever it is present, otherwise (and for None) on the system's default."""

    def set_calm(self, calm: bool) -> None:
        """Use long buffers (lights out) or short ones (a lit page)."""

    def on_device_change(self, listener: Callable[[bool], None]) -> None:
        """Call the listener at every change, in any thread, with whether a device is present."""

    def close(self) -> None:
        """Release the device and end the engine's threads."""


class Voice(Protocol):
    """Speaks the guide's lines. Methods return at once."""

    def can_say(self, phrase: str) -> bool:
        """Whether this phrase can be said."""

    def prepare(self, phrases: Sequence[str]) -> None:
        """Load these phrases, and drop all others."""

    def say(self, line: Sequence[str], softly: bool = False) -> None:
        """Say phrases in order, with a short pause between them, after the line being said."""

    def hush(self) -> None:
        """Stop speaking soon, without a click."""

    def close(self) -> None:
        """Stop speaking for good."""


class TrackListener(Protocol):
    """Receives the events of own audio. Called in the player's worker thread; methods return at once."""

    def track_started(self, track_id: UUID) -> None:
        """A track has started."""

    def track_opened(self, track_id: UUID, chapters: Sequence[Chapter]) -> None:
        """A track has been opened; its chapters are empty if it has fewer than two."""

    def track_measured(self, track_id: UUID, seconds: float) -> None:
        """A track has been read to its end; its length is exact."""

    def track_finished(self, track_id: UUID) -> None:
        """A track has ended."""

    def track_unavailable(self, track_id: UUID, sentence: str) -> None:
        """A track cannot be played, for the reason given, and is skipped."""

    def track_cut_short(self, track_id: UUID, sentence: str) -> None:
        """A track is damaged and ends early, for the reason given."""

    def list_ended(self) -> None:
        """The list has ended."""


class TrackPlayer(OwnSource, Protocol):
    """Own audio as a source that plays a list. Methods return at once."""

    @property
    def has_ended(self) -> bool:
        """Whether the list has ended."""

    def position(self) -> TrackPosition | None:
        """The track being heard and the position in it, counted in rendered frames; None before the first."""

    def follow(self, playlist: Playlist) -> None:
        """Apply a changed list; the current track continues unless it was removed or its loop has changed."""

    def go_to(self, track_id: UUID, seconds: float) -> None:
        """Jump to a position in a track."""

    def set_even(self, is_even: bool) -> None:
        """Play the tracks opened from now on at the loudness of their tags, or unchanged."""

    def close(self) -> None:
        """Release the files and the thread; silent from then on."""


class TrackScanner(Protocol):
    """Searches files and folders for tracks."""

    def scan(
        self,
        paths: Sequence[str],
        on_found: Callable[[Sequence[Track], Sequence[str]], None],
        on_end: Callable[[], None],
    ) -> None:
        """Search files and folders in another thread; returns at once.

        `on_found` gets batches of tracks in order, and sentences about unreadable files; `on_end` is called
        last. Both are called in any thread.
        """

    def close(self) -> None:
        """Stop searching."""
