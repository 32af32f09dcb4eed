"""The command that adds the program to the desktop's menu, or removes it from the menu."""

from rlscompanion import assets
from rlscompanion.cli import Reporter
from rlscompanion.desktop import menu_entry
from rlscompanion.desktop.autostart import AutoStart


def change_menu_entry(action: str) -> None:
    """Add the program to the desktop's menu ("install"), or remove it ("remove"), and print the result.

    Raises Refusal if a file cannot be changed.
    """
    home, reporter = menu_entry.data_home(), Reporter()
    if action == "install":
        written = menu_entry.install_menu_entry(
            assets.resources_folder(), home, menu_entry.program_start_command()
        )
        reporter.say(f"RLS Companion is in your menu now: {len(written)} files in {home}.")
    else:
        removed = menu_entry.remove_menu_entry(assets.resources_folder(), home)
        AutoStart().set_wanted(False)
        reporter.say(
            f"RLS Companion is out of your menu: {len(removed)} files removed. Your sleep log stays."
            if removed
            else "RLS Companion was not in your menu."
        )
