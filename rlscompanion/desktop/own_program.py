"""The command that starts this program a second time, whether installed or frozen into a bundle."""

import sys
from pathlib import Path

BUNDLE_COMMAND_ON_WINDOWS = "rlscompanion-cli.exe"
"""The bundle's program for commands: on Windows, the one with the window has no standard streams."""


def own_program() -> tuple[str, ...]:
    """The command that starts this program, without arguments.

    A frozen program is run itself, since it has no interpreter that could be given `-m`. An interpreter
    also gets `-P`: otherwise a file in the current folder, such as `argparse.py`, would be imported in
    place of the module of that name.
    """
    if not getattr(sys, "frozen", False):
        return (sys.executable, "-P", "-m", "rlscompanion")
    if sys.platform == "win32":
        return (str(Path(sys.executable).with_name(BUNDLE_COMMAND_ON_WINDOWS)),)
    return (sys.executable,)
