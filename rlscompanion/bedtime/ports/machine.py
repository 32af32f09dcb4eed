"""The machine around the app: clocks, media keys, sleep, motion."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from rlscompanion.domain.moment import Moment


class Clock(Protocol):
    """The clocks of one bedtime.

    Bedtime seconds run `speed` times as fast as real ones; the wall clock is never scaled.
    """

    speed: float

    def seconds(self) -> float:
        """Monotonic bedtime seconds; they stand still while the machine is suspended where it can tell."""

    def real_seconds(self) -> float:
        """Monotonic real seconds, as of `time.monotonic`."""

    def now(self) -> Moment:
        """The present moment on the local wall clock."""

    def zone(self) -> str:
        """The IANA name of the local time zone."""

    def suspended_seconds(self) -> float:
        """Real seconds that the machine has spent suspended since some fixed point."""

    def up_seconds(self) -> float:
        """Real seconds since the machine was started, those spent suspended among them."""

    def boot(self) -> str:
        """A word for this start of the machine, another after the next; empty where it has none."""


class BedtimeClock(Clock, Protocol):
    """The clocks, with moments that can be held steady."""

    def hold(self, for_night: bool = False) -> None:
        """Let moments follow the time that truly passes, for as long as a night can go on.

        `for_night` counts from now on, also where they are held already.
        """


def _nowhere() -> float:
    return 0.0


@dataclass(frozen=True)
class MediaState:
    """What the outside hears of what sounds.

    `position` tells, in seconds, where in the track it is now; it may be called from any thread. `jumps`
    counts how often it has been sent elsewhere in what it plays.
    """

    title: str
    artist: str = ""
    is_playing: bool = False
    level: float = 1.0
    can_go_next: bool = False
    seconds: float | None = None
    can_go_previous: bool = False
    jumps: int = 0
    position: Callable[[], float] = field(default=_nowhere, compare=False)


class MediaCommand(StrEnum):
    """What the outside may ask for."""

    PLAY = "play"
    PAUSE = "pause"
    PLAY_PAUSE = "play_pause"
    STOP = "stop"
    NEXT = "next"
    PREVIOUS = "previous"


class MediaSession(Protocol):
    """The machine's media keys and its list of what plays. Where there is none, nothing happens."""

    def start(self, on_command: Callable[[MediaCommand], None], on_level: Callable[[float], None]) -> None:
        """Begin to listen; the listeners are called from any thread."""

    def show(self, state: MediaState) -> None:
        """Tell the outside what sounds; returns at once."""

    def close(self) -> None:
        """Stop listening."""


class DesktopMotion(Protocol):
    """Whether the desktop asks for less motion. Where it does not say, nothing happens."""

    def start(self, on_wish: Callable[[bool], None]) -> None:
        """Ask, and go on listening; the listener is called from any thread, at once or later."""

    def close(self) -> None:
        """Stop listening."""


class Notifier(Protocol):
    """Notifications of the desktop. What it calls back is called from any thread."""

    def show(
        self,
        title: str,
        message: str,
        answers: Sequence[tuple[str, str]],
        on_answer: Callable[[str], None],
        on_shown: Callable[[], None],
        on_trouble: Callable[[str], None],
    ) -> None:
        """Show one with a button for each answer, its key and its words, in place of an earlier one.

        Returns at once. A press on the notification itself is the first answer. `on_trouble` is given why
        nothing can be shown.
        """

    def withdraw(self) -> None:
        """Take it away, if it is shown."""

    def close(self) -> None:
        """Show nothing more."""


class LoginStart(Protocol):
    """Starting with the desktop, without a window."""

    @property
    def is_possible(self) -> bool:
        """Whether it can be had on this machine."""

    @property
    def is_wanted(self) -> bool:
        """Whether it is so now."""

    def set_wanted(self, wanted: bool) -> None:
        """Have it so, or no longer. Raises Refusal."""


class KeepAwake(Protocol):
    """Holding off the machine's sleep. Where that cannot be had, nothing happens and nothing is said."""

    def hold_display(self) -> None:
        """Keep the display on, in place of any earlier hold."""

    def hold_system(self) -> None:
        """Hold off idle suspend and, where possible, the screen lock; the display may go off."""

    def release(self) -> None:
        """Let the machine do as it likes."""
