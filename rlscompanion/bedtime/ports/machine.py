"""Ports to the machine: clocks, media keys, notifications, start at login, sleep, reduced motion."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from rlscompanion.domain.moment import Moment


class Clock(Protocol):
    """The clocks of the program.

    Bedtime seconds run `speed` times as fast as real seconds; the wall clock (`now`) is never scaled.
    """

    speed: float

    def seconds(self) -> float:
        """Monotonic bedtime seconds.

        The count stops while the machine is suspended, if the machine reports suspends.
        """

    def real_seconds(self) -> float:
        """Monotonic real seconds, as `time.monotonic` counts them."""

    def now(self) -> Moment:
        """The present moment by the wall clock, with its UTC offset."""

    def zone(self) -> str:
        """The IANA name of the local time zone."""

    def suspended_seconds(self) -> float:
        """Real seconds that the machine has been suspended since some fixed point."""

    def uptime_seconds(self) -> float:
        """Real seconds since the machine was started, including time suspended."""

    def boot_id(self) -> str:
        """An identifier that changes with each start of the machine; empty if the machine gives none."""


class BedtimeClock(Clock, Protocol):
    """The program's clocks, with a wall clock (`now`) that can be held steady during a night.

    While held steady, `now` does not follow changes of the system clock.
    """

    def hold_steady(self, for_night: bool = False) -> None:
        """Hold `now` steady from this moment on, for as long as a night can last.

        Held steady, `now` does not follow changes of the system clock.

        If `now` is held already, the end of this period stays the same; with `for_night`, a new period
        starts.
        """


def _nowhere() -> float:
    return 0.0


@dataclass(frozen=True)
class MediaState:
    """What media controls show about the sound (title, artist, level, position) and which buttons work.

    `position` returns the seconds into the track and may be called in any thread. `jump_count` counts how
    often the position was changed by hand.
    """

    title: str
    artist: str = ""
    is_playing: bool = False
    level: float = 1.0
    can_go_next: bool = False
    seconds: float | None = None
    can_go_previous: bool = False
    jump_count: int = 0
    position: Callable[[], float] = field(default=_nowhere, compare=False)


class MediaCommand(StrEnum):
    """A command from a media key or control."""

    PLAY = "play"
    PAUSE = "pause"
    PLAY_PAUSE = "play_pause"
    STOP = "stop"
    NEXT = "next"
    PREVIOUS = "previous"


class MediaSession(Protocol):
    """The machine's media keys, and its display of what is playing; no effect on machines without them."""

    def start(self, on_command: Callable[[MediaCommand], None], on_level: Callable[[float], None]) -> None:
        """Start listening for commands; `on_command` and `on_level` are called in any thread."""

    def show(self, state: MediaState) -> None:
        """Report to the machine what is playing; returns at once."""

    def close(self) -> None:
        """Stop listening for commands of media keys."""


class DesktopMotion(Protocol):
    """The desktop's "reduce motion" setting. Has no effect on desktops without such a setting."""

    def start(self, on_change: Callable[[bool], None]) -> None:
        """Read the setting and follow its changes.

        `on_change` is called with each value, in any thread, now or later.
        """

    def close(self) -> None:
        """Stop following the setting."""


class Notifier(Protocol):
    """Shows desktop notifications. Callbacks run in any thread."""

    def show(
        self,
        title: str,
        message: str,
        answers: Sequence[tuple[str, str]],
        on_answer: Callable[[str], None],
        on_shown: Callable[[], None],
        on_trouble: Callable[[str], None],
    ) -> None:
        """Show a notification with a button for each answer (its key and words); returns at once.

        An earlier notification is replaced. A press on the notification itself counts as the first answer.
        `on_shown` is called when the notification is shown; `on_trouble` is called with the reason if it
        cannot be shown.
        """

    def withdraw(self) -> None:
        """Withdraw the notification, if it is shown."""

    def close(self) -> None:
        """Withdraw the notification and stop notifying."""


class LoginStart(Protocol):
    """The desktop's setting to start the program at login, without a window."""

    @property
    def is_possible(self) -> bool:
        """Whether this machine can start the program at login."""

    @property
    def is_wanted(self) -> bool:
        """Whether the program is set to start at login."""

    def set_wanted(self, wanted: bool) -> None:
        """Turn the start at login on or off. Raises Refusal if this fails."""


class KeepAwake(Protocol):
    """Keeps the machine from going to sleep. Has no effect where that is not supported."""

    def keep_display_on(self) -> None:
        """Keep the display on, in place of any earlier request."""

    def prevent_suspend(self) -> None:
        """Prevent idle suspend and, where possible, the screen lock; the display may go off."""

    def release(self) -> None:
        """Let the machine and its display go to sleep again."""
