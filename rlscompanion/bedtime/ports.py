"""What a bedtime needs from outside, as protocols: clocks, storage, sound, the machine around the app."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Protocol
from uuid import UUID

from rlscompanion.domain.moment import Moment
from rlscompanion.domain.night import Night
from rlscompanion.domain.ratings import Ratings, RatingTime
from rlscompanion.domain.session import SessionRecord
from rlscompanion.domain.sleep_timer import Fade
from rlscompanion.domain.soundscape import Mix


class Clock(Protocol):
    """The clocks of one bedtime.

    Bedtime seconds run `speed` times as fast as real ones; the wall clock is never scaled.
    """

    speed: float

    def seconds(self) -> float:
        """Monotonic bedtime seconds; they stand still while the machine is suspended where it can tell."""
        ...

    def real_seconds(self) -> float:
        """Monotonic real seconds, as of `time.monotonic`."""
        ...

    def now(self) -> Moment:
        """The present moment on the local wall clock."""
        ...

    def zone(self) -> str:
        """The IANA name of the local time zone."""
        ...

    def suspended_seconds(self) -> float:
        """Real seconds that the machine has spent suspended since some fixed point."""
        ...


class SleepLog(Protocol):
    """Where nights are kept. What `save` has returned from is on disk."""

    def nights(self, limit: int | None = None) -> Sequence[Night]:
        """Nights with all they hold, the latest evening first."""
        ...

    def night(self, night_id: UUID) -> Night | None:
        """The night with this id."""
        ...

    def night_of(self, evening: date) -> Night | None:
        """The night of this evening."""
        ...

    def open_night(self) -> Night | None:
        """The latest night whose diary is not saved yet."""
        ...

    def save(self, night: Night) -> None:
        """Write a night whole, new or changed."""
        ...


class SessionLog(Protocol):
    """Where sessions and their ratings are kept. What these methods have returned from is on disk."""

    def save(self, record: SessionRecord) -> None:
        """Write a session whole, new or changed; a night it was given to stays unless another is named."""
        ...

    def latest(self) -> SessionRecord | None:
        """The session that was started last."""
        ...

    def rate(self, session_id: UUID, when: RatingTime, at: Moment, ratings: Ratings) -> None:
        """Write the ratings given before or after a session, replacing earlier ones of that time."""
        ...

    def ratings(self, session_id: UUID, when: RatingTime) -> Ratings:
        """The ratings given before or after a session; blank where none were."""
        ...

    def adopt(self, night_id: UUID, since: Moment, until: Moment) -> None:
        """Give the sessions started in this span, and in no night yet, to a night."""
        ...


class Preferences(Protocol):
    """Choices that are remembered, as short texts by key."""

    def get(self, key: str, default: str) -> str:
        """The remembered choice, or the default."""
        ...

    def set(self, key: str, value: str) -> None:
        """Remember a choice."""
        ...


class SoundEngine(Protocol):
    """The one way out for sound. Methods return at once; seconds are real ones. It keeps trying while no
    device is there and goes on as if one were."""

    def play(self, mix: Mix, ramp_seconds: float) -> None:
        """Bring this mix up, or cross over to it if another sounds."""
        ...

    def pause(self, ramp_seconds: float) -> None:
        """Fade to silence; the device is let go afterwards."""
        ...

    def set_level(self, level: float) -> None:
        """Set the master level, 0 to 1, without a jump."""
        ...

    def fade(self, fade: Fade | None) -> None:
        """Follow this fade (real monotonic seconds, `time.monotonic`), or none; never with a jump."""
        ...

    def chime(self) -> None:
        """Sound the soft step chime, also when no mix plays."""
        ...

    def set_calm(self, calm: bool) -> None:
        """Use long buffers (lights out) or short ones (a lit page)."""
        ...

    def on_device_change(self, listener: Callable[[bool], None]) -> None:
        """Call the listener, from any thread, with whether a device is there, whenever that changes."""
        ...

    def close(self) -> None:
        """Let go of the device and end the engine's threads."""
        ...


class KeepAwake(Protocol):
    """Holding off the machine's sleep. Where that cannot be had, nothing happens and nothing is said."""

    def hold_display(self) -> None:
        """Keep the display on, in place of any earlier hold."""
        ...

    def hold_system(self) -> None:
        """Hold off idle suspend and, where possible, the screen lock; the display may go off."""
        ...

    def release(self) -> None:
        """Let the machine do as it likes."""
        ...
