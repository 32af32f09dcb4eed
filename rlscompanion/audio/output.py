"""The interface of output devices, shared by the real ones and the fakes of tests."""

from collections.abc import Callable, Sequence
from typing import Protocol

from rlscompanion.audio.synthesis import Samples

Pull = Callable[[int], Samples]
"""Returns the next frames, shape (frames, 2), valid until the next call; never raises."""


class NoOutputError(Exception):
    """No device could be opened: a state of the machine, not a bug."""


class Output(Protocol):
    """An open, running output device."""

    @property
    def device(self) -> str | None:
        """The name under which the device was opened; None for the system's default."""

    @property
    def buffer_frames(self) -> int:
        """The most frames that are buffered between a pull and the speaker."""

    @property
    def is_lost(self) -> bool:
        """Whether the device has disappeared and requests no more frames; some kinds never report this."""

    def close(self) -> None:
        """Stop requesting frames and release the device. May block while a sound server is dying."""


class Outputs(Protocol):
    """The output devices of a machine. Its methods may block while a sound server hangs."""

    def names(self) -> Sequence[str]:
        """The distinct names of the devices present now; empty without a sound system."""

    def open(self, pull: Pull, lost: Callable[[], None], period_ms: int, device: str | None) -> Output:
        """Open and start the device of this name, or the system's default if that fails.

        `pull` is called some `period_ms` milliseconds before its frames are needed, so a stall of
        that length is not heard. `lost` is called, from any thread, when the device turns out to have
        disappeared. Raises NoOutputError.
        """


def distinct_names(names: Sequence[str]) -> list[str]:
    """The names, each on one line, with numbers added to equal ones."""
    distinct: list[str] = []
    for name in names:
        new = base = " ".join(name.split())
        number = 1
        while new in distinct:
            number += 1
            new = f"{base} ({number})"
        distinct.append(new)
    return distinct
