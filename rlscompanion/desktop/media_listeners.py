"""The listeners of a media session."""

import logging
from collections.abc import Callable
from typing import TypeVar

from rlscompanion.bedtime.ports import MediaCommand

_T = TypeVar("_T")

_log = logging.getLogger(__name__)


class MediaListeners:
    """The two listeners of a media session, called from any thread of the platform.

    An error of a listener is logged, and never reaches the platform's own code.
    """

    def __init__(self, on_command: Callable[[MediaCommand], None], on_level: Callable[[float], None]) -> None:
        self._on_command, self._on_level = on_command, on_level
        self._is_closed = False

    def command(self, command: MediaCommand) -> bool:
        """Pass on a command; return whether it was accepted."""
        return self._call(self._on_command, command)

    def level(self, level: float) -> bool:
        """Pass on a level, 0 to 1; return whether it was accepted."""
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
