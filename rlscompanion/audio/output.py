"""What the engine needs of output devices: types that a test's fakes share with the real ones."""

from collections.abc import Callable, Sequence
from typing import Protocol

from rlscompanion.audio.synthesis import Samples

Pull = Callable[[int], Samples]
"""Gives the next frames, shape (frames, 2); never raises. What it returns is valid until the next call."""


class NoOutputError(Exception):
    """There is no device to play on, or it refused: a state of the machine, not a bug."""


class Output(Protocol):
    """An open, running output device."""

    @property
    def device(self) -> str | None:
        """The name it was asked for by; None if it is the system's default."""

    @property
    def buffer_frames(self) -> int:
        """How many frames lie between a pull and the ear, at most."""

    @property
    def is_lost(self) -> bool:
        """Whether it has gone and will pull no more; not every kind of device knows."""

    def close(self) -> None:
        """Stop pulling and let go of the device. May block while a sound server is dying."""


class Outputs(Protocol):
    """The output devices of a machine. Its methods may block while a sound server hangs."""

    def names(self) -> Sequence[str]:
        """The names of the devices that are there now, each once; none where sound cannot be had."""

    def open(self, pull: Pull, lost: Callable[[], None], period_ms: int, device: str | None) -> Output:
        """Open and start the device of this name, or the system's default if it is not there or refuses.

        `pull` is asked for sound about `period_ms` milliseconds before it is needed; a stall of that length
        is not heard. `lost` is called, from any thread, when the device is seen to have gone. Raises
        NoOutputError.
        """


def distinct_names(names: Sequence[str]) -> list[str]:
    """The same names, each of one line and no two alike."""
    distinct: list[str] = []
    for name in names:
        new = base = " ".join(name.split())
        number = 1
        while new in distinct:
            number += 1
            new = f"{base} ({number})"
        distinct.append(new)
    return distinct
