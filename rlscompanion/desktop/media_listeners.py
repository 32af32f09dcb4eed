"""Passing the commands of media keys on to the program."""

import logging
from collections.abc import Callable
from typing import TypeVar

from rlscompanion.bedtime.ports import MediaCommand

_T = TypeVar("_T")

_log = logging.getLogger(__name__)


class MediaListeners:
    """Passes commands and levels from media keys on to the program's two listeners, from any thread.

    An error of a listener is logged, and never reaches the platform's own code.
    """

    def __init__(self, on_command: Callable[[MediaCommand], None], on_level: Callable[[float], None]) -> None:
        self._on_command, self._on_level = on_command, on_level
        self._is_closed = False

    def pass_command(self, command: MediaCommand) -> bool:
        """Pass a command such as "pause" on to its listener; return False if closed or if that fails."""
        return self._call(self._on_command, command)

    def pass_level(self, level: float) -> bool:
        """Pass a sound level, 0 to 1, on to its listener; return False if closed or if that fails."""
        return self._call(self._on_level, level)

    def close(self) -> None:
        """Stop passing commands and levels on, even if the platform still sends them."""
        self._is_closed = True

    def _call(self, listener: Callable[[_T], None], value: _T) -> bool:
        if self._is_closed:
            return False
        try:
            listener(value)
        except Exception:
            _log.exception("a listener to the media keys failed")
            return False
        return True
