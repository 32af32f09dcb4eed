"""What the engine needs of an output device: types that a test's fake shares with the real one."""

from collections.abc import Callable
from typing import Protocol

from rlscompanion.audio.synthesis import Samples

Pull = Callable[[int], Samples]
"""Gives the next frames, shape (frames, 2); never raises. What it returns is valid until the next call."""


class NoOutputError(Exception):
    """There is no device to play on, or it refused: a state of the machine, not a bug."""


class Output(Protocol):
    """An open, running output device."""

    @property
    def buffer_frames(self) -> int:
        """How many frames lie between a pull and the ear, at most."""
        ...

    def close(self) -> None:
        """Stop pulling and let go of the device. May block while a sound server is dying."""
        ...


OpenOutput = Callable[[Pull, int], Output]
"""Opens a device with a buffer (milliseconds) and starts it. Raises NoOutputError."""
