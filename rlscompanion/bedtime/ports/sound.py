"""Sound: presets, own audio, the engine, and the voice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

if TYPE_CHECKING:
    from rlscompanion.domain.playlist import Chapter, Playlist, Track, TrackPosition
    from rlscompanion.domain.sleep_timer import Fade
    from rlscompanion.domain.soundscape import Mix, Preset


class OwnSource(Protocol):
    """Own audio as the mixer sees it."""

    def render(self, out: Any) -> None:
        """Fill `out`, float32 of shape (2, frames) at 48 kHz; zeros where there is nothing."""


class Presets(Protocol):
    """Where presets are kept, in the order the person gave them."""

    def all(self) -> Sequence[Preset]:
        """Every preset, in order."""

    def save_all(self, presets: Sequence[Preset]) -> None:
        """Write the whole list in this order; presets no longer in it are gone."""


class Playlists(Protocol):
    """Where the list of own audio is kept."""

    def load(self) -> Playlist:
        """The list, empty at first."""

    def save(self, playlist: Playlist) -> None:
        """Write the list whole."""


class SoundEngine(Protocol):
    """The one way out for sound. Methods return at once; seconds are real ones. It keeps trying while no
    device is there and goes on as if one were."""

    def play(self, mix: Mix, ramp_seconds: float) -> None:
        """Bring this mix up, or cross over to it if another sounds."""

    def pause(self, ramp_seconds: float) -> None:
        """Fade to silence; the device is let go afterwards."""

    def set_level(self, level: float) -> None:
        """Set the master level, 0 to 1, without a jump."""

    def fade(self, fade: Fade | None) -> None:
        """Follow this fade (real monotonic seconds, `time.monotonic`), or none; never with a jump."""

    def chime(self) -> None:
        """Sound the soft step chime, also when no mix plays."""

    def speak(self, samples: Any) -> None:
        """Say a line, float32 of shape (1, frames) at 48 kHz, over the mix, which ducks meanwhile.

        What is being said is never cut by it; of lines that wait, the latest is kept.
        """

    def hush(self, seconds: float) -> None:
        """Fade out the line that is being said, and forget one that waits."""

    def play_own(self, source: OwnSource | None, level: float, ramp_seconds: float) -> None:
        """Bring up own audio beside the mix at a level (0 to 1), cross over to another, or with None end it.

        It sounds while `play` does, ducks, fades and pauses with the mix; while paused it is not rendered.
        """

    def devices(self) -> Sequence[str]:
        """The names of the output devices there are now."""

    def choose_device(self, name: str | None) -> None:
        """Play on this device whenever it is there, else and with None on the system's default."""

    def set_calm(self, calm: bool) -> None:
        """Use long buffers (lights out) or short ones (a lit page)."""

    def on_device_change(self, listener: Callable[[bool], None]) -> None:
        """Call the listener, from any thread, with whether a device is there, whenever that changes."""

    def close(self) -> None:
        """Let go of the device and end the engine's threads."""


class Voice(Protocol):
    """What speaks the lines of the guide. Methods return at once."""

    def can_say(self, phrase: str) -> bool:
        """Whether this phrase can be said."""

    def prepare(self, phrases: Sequence[str]) -> None:
        """Have these phrases at hand, and no others."""

    def say(self, line: Sequence[str], softly: bool = False) -> None:
        """Say phrases in order, with a short pause between them, once what is being said is over."""

    def hush(self) -> None:
        """Be silent soon, without a click."""

    def close(self) -> None:
        """Be silent for good."""


class TrackListener(Protocol):
    """Who hears what becomes of own audio. Called from the player's worker thread; returns at once."""

    def track_started(self, track_id: UUID) -> None:
        """A track has begun to be heard."""

    def track_opened(self, track_id: UUID, chapters: Sequence[Chapter]) -> None:
        """A track has been opened; its chapters, none where it has fewer than two."""

    def track_measured(self, track_id: UUID, seconds: float) -> None:
        """A track has been read to its true end, which is its length."""

    def track_finished(self, track_id: UUID) -> None:
        """A track has been heard to its end."""

    def track_unavailable(self, track_id: UUID, sentence: str) -> None:
        """A track cannot be played, for the reason given, and is passed over."""

    def track_cut_short(self, track_id: UUID, sentence: str) -> None:
        """A track is damaged and ends early, for the reason given."""

    def list_ended(self) -> None:
        """Nothing is left to be heard."""


class TrackPlayer(OwnSource, Protocol):
    """Own audio as a source that goes through a list. Every method returns at once."""

    @property
    def has_ended(self) -> bool:
        """Whether nothing is left to be heard."""

    def position(self) -> TrackPosition | None:
        """What is heard and where, by the frames rendered; None before anything was."""

    def follow(self, playlist: Playlist) -> None:
        """Take up a changed list; what sounds goes on unless it has gone or loops otherwise now."""

    def go_to(self, track_id: UUID, seconds: float) -> None:
        """Leave what sounds for a position in a track."""

    def set_even(self, is_even: bool) -> None:
        """Play what is opened from now on as loud as its tags want it, or as it is."""

    def close(self) -> None:
        """Let go of the files and the thread; silence from then on."""


class TrackScanner(Protocol):
    """Looks into files and folders for tracks."""

    def scan(
        self,
        paths: Sequence[str],
        on_found: Callable[[Sequence[Track], Sequence[str]], None],
        on_end: Callable[[], None],
    ) -> None:
        """Look through files and folders, beside the caller; returns at once.

        `on_found` gets tracks, batch by batch in order, and sentences about what could not be read; then
        comes `on_end`. Both are called from any thread.
        """

    def close(self) -> None:
        """Stop looking."""
