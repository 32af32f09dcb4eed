"""The command that starts this program again, whether it is installed or is a bundle (an executable file)."""

import sys
from pathlib import Path

BUNDLE_COMMAND_ON_WINDOWS = "rlscompanion-cli.exe"
"""The executable file for commands in the bundle for Windows.

The executable file for the window has no standard input and output there.
"""


def own_program() -> tuple[str, ...]:
    """The words of the command that starts this program, without arguments.

    In a bundle (an executable file made from the program), the command is the executable file itself.
    Otherwise the command is the Python interpreter with the option `-P`. Without this option, a file in the
    current folder, such as `argparse.py`, would be imported in place of the module of that name.
    """
    if not getattr(sys, "frozen", False):
        return (sys.executable, "-P", "-m", "rlscompanion")
    if sys.platform == "win32":
        return (str(Path(sys.executable).with_name(BUNDLE_COMMAND_ON_WINDOWS)),)
    return (sys.executable,)
