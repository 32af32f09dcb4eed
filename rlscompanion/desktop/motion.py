"""Reading the desktop's setting "reduce motion" (fewer animations) on each platform."""

import logging
import sys
from collections.abc import Callable

from rlscompanion.bedtime.ports import DesktopMotion

_GET_CLIENT_AREA_ANIMATION = 0x1042
"""The constant SPI_GETCLIENTAREAANIMATION of the Windows function SystemParametersInfoW."""

_log = logging.getLogger(__name__)


def desktop_motion(platform: str = sys.platform) -> DesktopMotion:
    """The object that reads the setting "reduce motion" on a platform, as named by `sys.platform`."""
    if platform.startswith("linux"):
        from rlscompanion.desktop.portal_motion import PortalMotion

        return PortalMotion()
    if platform == "win32":
        return DesktopMotionSetting(windows_wants_less_motion)
    if platform == "darwin":
        return DesktopMotionSetting(macos_wants_less_motion)
    return DesktopMotionSetting(lambda: False)


class DesktopMotionSetting:
    """Reads the setting "reduce motion" once, when `start` is called.

    `ask` reads the setting. If `ask` raises an error, the setting stays unknown.
    """

    def __init__(self, ask: Callable[[], bool]) -> None:
        self._ask = ask

    def start(self, on_change: Callable[[bool], None]) -> None:
        """Read the setting "reduce motion", and call the listener with whether less motion is wanted.

        The listener is not called if the setting cannot be read.
        """
        try:
            wished = self._ask()
        except Exception as error:  # libraries of platforms raise errors of their own
            _log.info("the desktop does not say whether it wants less motion: %r", error)
            return
        on_change(wished)

    def close(self) -> None:
        """Do nothing: the setting is read only once."""


def windows_wants_less_motion() -> bool:
    """Whether animations are switched off in Windows. Raises OSError if Windows does not tell."""
    import ctypes

    shown = ctypes.c_int(1)
    user32 = ctypes.windll.user32  # type: ignore[attr-defined]
    if not user32.SystemParametersInfoW(_GET_CLIENT_AREA_ANIMATION, 0, ctypes.byref(shown), 0):
        raise OSError("SystemParametersInfoW refused")
    return not shown.value


def macos_wants_less_motion() -> bool:
    """Whether "Reduce motion" is on in macOS. Raises ImportError without PyObjC."""
    from AppKit import NSWorkspace

    return bool(NSWorkspace.sharedWorkspace().accessibilityDisplayShouldReduceMotion())
