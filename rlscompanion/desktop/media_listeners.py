"""Delivering the commands of media keys to the program."""

import logging
from collections.abc import Callable
from typing import TypeVar

from rlscompanion.bedtime.ports import MediaCommand

_T = TypeVar("_T")

_log = logging.getLogger(__name__)


class MediaListeners:
    """Delivers commands and sound levels from media keys to the program's listeners, from any thread.

    If a listener raises an error, the error is logged and does not reach the code of the platform.
    """

    def __init__(self, on_command: Callable[[MediaCommand], None], on_level: Callable[[float], None]) -> None:
        self._on_command, self._on_level = on_command, on_level
        self._is_closed = False

    def deliver_command(self, command: MediaCommand) -> bool:
        """Call the listener for commands with a command such as "pause".

        Returns False after `close`, and if the listener raises an error.
        """
        return self._call(self._on_command, command)

    def deliver_level(self, level: float) -> bool:
        """Call the listener for sound levels with a level from 0 to 1.

        Returns False after `close`, and if the listener raises an error.
        """
        return self._call(self._on_level, level)

    def close(self) -> None:
        """Stop calling the listeners, even if the platform still sends commands and levels."""
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
