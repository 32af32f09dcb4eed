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
        ...

    @property
    def buffer_frames(self) -> int:
        """How many frames lie between a pull and the ear, at most."""
        ...

    def close(self) -> None:
        """Stop pulling and let go of the device. May block while a sound server is dying."""
        ...


class Outputs(Protocol):
    """The output devices of a machine. Its methods may block while a sound server hangs."""

    def names(self) -> Sequence[str]:
        """The names of the devices that are there now, each once; none where sound cannot be had."""
        ...

    def open(self, pull: Pull, period_ms: int, device: str | None) -> Output:
        """Open and start the device of this name, or the system's default if it is not there or refuses.

        `pull` is asked for about `period_ms` milliseconds of sound at a time, that long before they are
        needed. Raises NoOutputError.
        """
        ...
