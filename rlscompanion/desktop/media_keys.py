"""Choosing the object for media keys and player controls on each platform."""

import logging
import sys
from collections.abc import Callable

from rlscompanion.bedtime.ports import MediaCommand, MediaSession, MediaState

_log = logging.getLogger(__name__)


def media_session(platform: str = sys.platform) -> MediaSession:
    """The object that connects the program to the media keys of a platform, as named by `sys.platform`."""
    if platform.startswith("linux"):
        from rlscompanion.desktop.mpris import MprisSession

        return MprisSession()
    if platform == "win32":
        from rlscompanion.desktop.media_windows import WindowsMediaSession

        return WindowsMediaSession()
    if platform == "darwin":
        from rlscompanion.desktop.media_macos import MacMediaSession

        return MacMediaSession()
    return NoMediaSession(platform)


class NoMediaSession:
    """Used on platforms without media keys: logs once that there are none, and does nothing else."""

    def __init__(self, platform: str) -> None:
        self._platform = platform
        self._has_said = False

    def start(self, on_command: Callable[[MediaCommand], None], on_level: Callable[[float], None]) -> None:
        """Log that there are no media keys on this platform."""
        if not self._has_said:
            self._has_said = True
            _log.info("no media keys on %s", self._platform)

    def show(self, state: MediaState) -> None:
        """Do nothing, since nothing on this platform shows what is playing."""

    def close(self) -> None:
        """Do nothing, since `start` has started nothing."""
