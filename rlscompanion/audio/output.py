"""The interface of sound output devices, shared by the real ones and those made for tests."""

from collections.abc import Callable, Sequence
from typing import Protocol

from rlscompanion.audio.synthesis import Samples

PullFrames = Callable[[int], Samples]
"""A function that gets a number of frames, and returns the next frames of sound, shape (frames, 2).

The function never raises. The array that it returns is valid until the next call.
"""


class NoOutputError(Exception):
    """Raised if no sound device can be opened: a state of the machine, not a bug."""


class Output(Protocol):
    """A sound device that is open and playing."""

    @property
    def device(self) -> str | None:
        """The name by which the device was opened; None for the system's default device."""

    @property
    def buffer_frames(self) -> int:
        """The most frames buffered between a request and the loudspeaker."""

    @property
    def is_lost(self) -> bool:
        """Whether the device has disappeared and requests no more frames.

        Some kinds of devices never report this.
        """

    def close(self) -> None:
        """Stop requesting frames and release the device. May block while a sound server is dying."""


class Outputs(Protocol):
    """The sound devices of a machine. Its methods may block while a sound server hangs."""

    def device_names(self) -> Sequence[str]:
        """The names of the sound devices present now, all different; empty without a sound system."""

    def open(
        self, pull: PullFrames, on_lost: Callable[[], None], period_ms: int, device: str | None
    ) -> Output:
        """Open the sound device of this name and start playing; if that fails, use the default device.

        `pull` is called about `period_ms` milliseconds before its frames are needed, so the program may stall
        that long without a gap in the sound. `on_lost` is called, from any thread, when the device has
        disappeared. Raises NoOutputError.
        """


def distinct_names(names: Sequence[str]) -> list[str]:
    """Make the names of sound devices distinct, by adding a number to each repeated name.

    Line breaks in names are removed.
    """
    distinct: list[str] = []
    for name in names:
        new = base = " ".join(name.split())
        number = 1
        while new in distinct:
            number += 1
            new = f"{base} ({number})"
        distinct.append(new)
    return distinct
