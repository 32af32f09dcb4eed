"""The command that adds the program to the desktop's menu, or removes it."""

from rlscompanion import assets
from rlscompanion.cli import Teller
from rlscompanion.desktop import menu_entry
from rlscompanion.desktop.autostart import AutoStart


def desktop(what: str) -> None:
    """Run *install* or *remove*, and print the result. Raises Refusal."""
    home, teller = menu_entry.data_home(), Teller()
    if what == "install":
        written = menu_entry.install(assets.resources(), home, menu_entry.command())
        teller.say(f"RLS Companion is in your menu now: {len(written)} files in {home}.")
    else:
        removed = menu_entry.remove(assets.resources(), home)
        AutoStart().set_wanted(False)
        teller.say(
            f"RLS Companion is out of your menu: {len(removed)} files removed. Your sleep log stays."
            if removed
            else "RLS Companion was not in your menu."
        )
