"""Ports for sound: sound presets, the person's own audio files, the sound engine, and the voice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

if TYPE_CHECKING:
    from rlscompanion.domain.playlist import Chapter, Playlist, Track, TrackPosition
    from rlscompanion.domain.sleep_timer import Fade
    from rlscompanion.domain.soundscape import Mix, SoundPreset


class OwnAudioSource(Protocol):
    """Own audio (the person's audio files) as a source of samples for the sound engine."""

    def render(self, out: Any) -> None:
        """Fill `out` with the next samples: float32 of shape (2, frames) at 48 kHz, zeros in silence."""


class Presets(Protocol):
    """Storage of the sound presets, in the person's order."""

    def all_presets(self) -> Sequence[SoundPreset]:
        """All sound presets, in order."""

    def save_all(self, presets: Sequence[SoundPreset]) -> None:
        """Write all sound presets in this order; those missing from it are deleted."""


class Playlists(Protocol):
    """Storage of the playlist of the person's own audio files."""

    def load(self) -> Playlist:
        """The stored playlist, empty at first."""

    def save(self, playlist: Playlist) -> None:
        """Write the whole playlist, replacing the stored one."""


class SoundEngine(Protocol):
    """The only sound output of the program. Methods return at once; seconds are real ones.

    While no device can be opened it keeps trying, and otherwise behaves as usual.
    """

    def play(self, mix: Mix, ramp_seconds: float) -> None:
        """Play this mix of sounds, or cross-fade to it from the one playing."""

    def pause(self, ramp_seconds: float) -> None:
        """Fade all sound to silence, then release the device."""

    def set_level(self, level: float) -> None:
        """Set the master level, 0 to 1, without a jump."""

    def fade(self, fade: Fade | None) -> None:
        """Let the level follow this fade, or none, without a jump.

        The fade is in real monotonic seconds, as of `time.monotonic`.
        """

    def chime(self) -> None:
        """Play the soft chime of a new step, even if no mix is playing."""

    def speak(self, samples: Any) -> None:
        """Say a spoken line, float32 of shape (1, frames) at 48 kHz, while the mix is lowered.

        The line being said is finished first; of the lines that wait, only the latest is kept.
        """

    def hush(self, seconds: float) -> None:
        """Fade out the line being said in some seconds, and drop the waiting line."""

    def play_own(self, source: OwnAudioSource | None, level: float, ramp_seconds: float) -> None:
        """Play own audio beside the mix at a level (0 to 1), or stop it (None for `source`).

        It cross-fades from own audio that is already playing. Own audio plays while `play` does, and is
        lowered, faded and paused with the mix; while paused it is not rendered.
        """

    def devices(self) -> Sequence[str]:
        """The names of the output devices that are present."""

    def choose_device(self, name: str | None) -> None:
        """Play on the device with this name whenever it is present.

        Otherwise, and for None, play on the system's default.
        """

    def set_long_buffers(self, are_long: bool) -> None:
        """Use long buffers (for lights out), or short, more responsive ones (for a lit page)."""

    def on_device_change(self, listener: Callable[[bool], None]) -> None:
        """Let `listener` be called each time the output device appears or is lost.

        It is called in any thread, with whether a device is present.
        """

    def close(self) -> None:
        """Release the device and end the engine's threads."""


class Voice(Protocol):
    """A voice that speaks the lines of a session. Methods return at once."""

    def can_say(self, phrase: str) -> bool:
        """Whether this voice can say a phrase."""

    def prepare(self, phrases: Sequence[str]) -> None:
        """Load these phrases to say them without delay, and drop all others."""

    def say(self, line: Sequence[str], softly: bool = False) -> None:
        """Say phrases in order, with a short pause between them, after the line being said."""

    def hush(self) -> None:
        """Stop speaking soon, without a click; the voice can speak again."""

    def close(self) -> None:
        """Stop speaking for good."""


class TrackListener(Protocol):
    """What the player of own audio calls when something happens to a track.

    The calls come from the player's worker thread; methods return at once.
    """

    def track_started(self, track_id: UUID) -> None:
        """Called when a track has begun to play."""

    def track_opened(self, track_id: UUID, chapters: Sequence[Chapter]) -> None:
        """Called when a track's file was opened; `chapters` are empty if there are fewer than two."""

    def track_measured(self, track_id: UUID, seconds: float) -> None:
        """Called when a track was read to its end, so that its length is exact."""

    def track_finished(self, track_id: UUID) -> None:
        """Called when a track has played to its end."""

    def track_unavailable(self, track_id: UUID, sentence: str) -> None:
        """Called when a track cannot be played, for the reason given, and is skipped."""

    def track_cut_short(self, track_id: UUID, sentence: str) -> None:
        """Called when a damaged track ends early, for the reason given."""

    def list_ended(self) -> None:
        """Called when the playlist has ended."""


class TrackPlayer(OwnAudioSource, Protocol):
    """Plays a playlist of own audio, as a source of samples for the sound engine. Methods return at once."""

    @property
    def has_ended(self) -> bool:
        """Whether the playlist has ended."""

    def position(self) -> TrackPosition | None:
        """The track being heard and the position in it, counted in rendered frames.

        None before the first one is heard.
        """

    def set_playlist(self, playlist: Playlist) -> None:
        """Continue with a changed playlist.

        The current track plays on unless it was removed, or is now to be repeated, or no longer.
        """

    def go_to(self, track_id: UUID, seconds: float) -> None:
        """Jump to a position in a track."""

    def set_even_loudness(self, is_wanted: bool) -> None:
        """Make tracks opened from now on equally loud, by the tags in their files, or play them unchanged."""

    def close(self) -> None:
        """Release the files and the thread; the player is silent from then on."""


class TrackScanner(Protocol):
    """Searches files and folders for audio tracks."""

    def scan(
        self,
        paths: Sequence[str],
        on_found: Callable[[Sequence[Track], Sequence[str]], None],
        on_end: Callable[[], None],
    ) -> None:
        """Search files and folders for audio tracks in another thread; returns at once.

        `on_found` gets batches of tracks in order, and sentences about unreadable files; `on_end` is called
        last. Both are called in any thread.
        """

    def close(self) -> None:
        """Stop searching, because the program ends."""
