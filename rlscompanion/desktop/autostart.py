"""Starting the program at login, without a window, by a file that Linux desktops read at login."""

import sys
from pathlib import Path

from rlscompanion.desktop.menu_entry import (
    ENTRY_NAME,
    config_home,
    entry_with_command,
    program_start_command,
    unchangeable_file_refusal,
)

_ENTRY_TEXT = """[Desktop Entry]
Type=Application
Name=RLS Companion
Comment=Waits for the evening, without a window
Exec=rlscompanion --in-tray
Icon=rlscompanion
Terminal=false
X-GNOME-Autostart-enabled=true
"""


class AutoStart:
    """The setting that starts the program when the person logs in; implements `LoginStart`."""

    @property
    def is_possible(self) -> bool:
        """Whether this platform supports starting the program at login."""
        return sys.platform not in ("win32", "darwin")

    @property
    def is_wanted(self) -> bool:
        """Whether the program is set to start at login."""
        return self.is_possible and _entry_file().is_file()

    def set_wanted(self, wanted: bool) -> None:
        """Switch starting at login on or off. Raises Refusal if the autostart file cannot be changed."""
        if not self.is_possible:
            return
        file = _entry_file()
        try:
            if wanted:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(entry_with_command(_ENTRY_TEXT, program_start_command()), "utf-8")
            else:
                file.unlink(missing_ok=True)
        except OSError as error:
            raise unchangeable_file_refusal(file, error) from error


def _entry_file() -> Path:
    return config_home() / "autostart" / ENTRY_NAME
