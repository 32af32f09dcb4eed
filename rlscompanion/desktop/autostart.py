"""Starting with the desktop, without a window: an entry in the folder that Linux desktops look through."""

import sys
from pathlib import Path

from rlscompanion.desktop.menu_entry import ENTRY, command, config_home, started_by
from rlscompanion.domain.refusal import Refusal

_ENTRY_TEXT = """[Desktop Entry]
Type=Application
Name=RLS Companion
Comment=Waits for the evening, without a window
Exec=rlscompanion --in-tray
Icon=rlscompanion
Terminal=false
X-GNOME-Autostart-enabled=true
"""


def is_possible() -> bool:
    """Whether this platform is one where it can be had."""
    return sys.platform not in ("win32", "darwin")


def is_wanted() -> bool:
    """Whether the program starts with the desktop."""
    return is_possible() and _file().is_file()


def set_wanted(wanted: bool) -> None:
    """Have the program started with the desktop, or no longer. Raises Refusal."""
    if not is_possible():
        return
    file = _file()
    try:
        if wanted:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(started_by(_ENTRY_TEXT, command()), "utf-8")
        else:
            file.unlink(missing_ok=True)
    except OSError as error:
        raise Refusal(f"{file} could not be changed: {error.strerror}. Look who may write there.") from error


def _file() -> Path:
    return config_home() / "autostart" / ENTRY
