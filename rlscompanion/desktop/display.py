"""The check whether the machine has a screen that can show a window."""

import os
import re
import sys

NO_SCREEN_SENTENCE = (
    "There is no screen to show the window on. On a machine without one, "
    "“rlscompanion tour DIR” writes pictures of every page."
)


def missing_display_sentence() -> str | None:
    """A sentence that says why no window can be shown here.

    None if a window can be shown, or if that is unknown. To be called before Qt starts, since Qt aborts the
    process if there is no screen.
    """
    if not sys.platform.startswith("linux") or "QT_QPA_PLATFORM" in os.environ:
        return None
    if os.environ.get("WAYLAND_DISPLAY"):
        return None
    display = os.environ.get("DISPLAY", "")
    if not display:
        return NO_SCREEN_SENTENCE
    local = re.fullmatch(r"(?:unix)?:(\d+)(?:\.\d+)?", display)
    return NO_SCREEN_SENTENCE if local and not _server_listens(f"/tmp/.X11-unix/X{local[1]}") else None


def _server_listens(path: str) -> bool:
    """Whether an X server listens at a socket path, or at the abstract socket of the same name."""
    import socket  # imported here, since most starts need none

    for address in (path, f"\0{path}"):
        with socket.socket(socket.AF_UNIX) as attempt:
            if attempt.connect_ex(address) == 0:
                return True
    return False
