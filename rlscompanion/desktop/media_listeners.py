"""Who hears what the outside asks for."""

import logging
from collections.abc import Callable
from typing import TypeVar

from rlscompanion.bedtime.ports import MediaCommand

_T = TypeVar("_T")

_log = logging.getLogger(__name__)


class MediaListeners:
    """The two listeners of a media session, called from whatever thread the platform likes.

    One that fails is logged and harms nobody: an error must not run into the platform's own code.
    """

    def __init__(self, on_command: Callable[[MediaCommand], None], on_level: Callable[[float], None]) -> None:
        self._on_command, self._on_level = on_command, on_level
        self._is_closed = False

    def command(self, command: MediaCommand) -> bool:
        """Hand on a command; whether it was taken."""
        return self._call(self._on_command, command)

    def level(self, level: float) -> bool:
        """Hand on a level, 0 to 1; whether it was taken."""
        return self._call(self._on_level, level)

    def close(self) -> None:
        """Hand on nothing from here on, whatever the platform still has under way."""
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
