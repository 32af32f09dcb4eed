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
        """Fill `out`, float32 of shape (2, frames), with the next samples at 48 kHz (zeros while silent)."""


class Presets(Protocol):
    """Storage of the sound presets, in the person's order."""

    def all_presets(self) -> Sequence[SoundPreset]:
        """All sound presets, in order."""

    def save_all(self, presets: Sequence[SoundPreset]) -> None:
        """Write all sound presets in this order; stored presets that are not in `presets` are deleted."""


class Playlists(Protocol):
    """Storage of the playlist of the person's own audio files."""

    def load(self) -> Playlist:
        """The stored playlist, empty at first."""

    def save(self, playlist: Playlist) -> None:
        """Write the whole playlist, replacing the stored one."""


class SoundEngine(Protocol):
    """The only sound output of the program. Methods return at once; all seconds are real seconds.

    While no device can be opened, the engine keeps trying; its methods behave as usual.
    """

    def play(self, mix: Mix, ramp_seconds: float) -> None:
        """Fade in a mix of built-in sounds, or cross-fade from the mix that is playing."""

    def pause(self, ramp_seconds: float) -> None:
        """Fade all sound to silence, then release the device."""

    def set_level(self, level: float) -> None:
        """Set the master level, 0 to 1, without a jump."""

    def fade(self, fade: Fade | None) -> None:
        """Let the level follow a fade, without a jump; with None, return to the full level.

        Times of the fade are real monotonic seconds, as in `time.monotonic`.
        """

    def chime(self) -> None:
        """Play the soft chime of a new step, even if no mix is playing."""

    def speak(self, samples: Any) -> None:
        """Say a spoken line, float32 of shape (1, frames) at 48 kHz, while the mix is lowered.

        The line that is being said is finished first. Of several waiting lines, only the latest is kept.
        """

    def hush(self, seconds: float) -> None:
        """Fade out the current line within `seconds`, and drop the waiting line."""

    def play_own(self, source: OwnAudioSource | None, level: float, ramp_seconds: float) -> None:
        """Play own audio beside the mix, at a level (0 to 1); with `source` None, stop it.

        A source that is already playing cross-fades to the new source. Own audio is heard only between `play`
        and `pause`, and is lowered and faded like the mix. While own audio is paused, its source is not
        rendered.
        """

    def devices(self) -> Sequence[str]:
        """The names of the output devices that are present."""

    def choose_device(self, name: str | None) -> None:
        """Play on the device with this name whenever that device is present.

        Otherwise, and for None, play on the system's default.
        """

    def set_long_buffers(self, are_long: bool) -> None:
        """Use long buffers (for the dark page, Lights out), or short, more responsive buffers."""

    def on_device_change(self, listener: Callable[[bool], None]) -> None:
        """Call `listener` each time an output device appears (True) or is lost (False).

        `listener` is called in any thread.
        """

    def close(self) -> None:
        """Release the device and end the engine's threads."""


class Voice(Protocol):
    """A voice that speaks the lines of a session. Methods return at once."""

    def can_say(self, phrase: str) -> bool:
        """Whether this voice can say a phrase."""

    def prepare(self, phrases: Sequence[str]) -> None:
        """Load these phrases, to be said later without delay, and drop all other phrases."""

    def say(self, line: Sequence[str], softly: bool = False) -> None:
        """Say the phrases of a line in order, with short pauses between phrases.

        A line that is being said is finished first.
        """

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
        """Called when a track's file was opened; `chapters` is empty if the file has fewer than two."""

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
        """The track being heard, and the position in this track, counted in rendered frames.

        None before the first track is heard.
        """

    def set_playlist(self, playlist: Playlist) -> None:
        """Continue with a changed playlist.

        The current track plays on, unless it was removed or its repetition was turned on or off.
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
        last. `on_found` and `on_end` are called in any thread.
        """

    def close(self) -> None:
        """Stop searching, because the program ends."""
