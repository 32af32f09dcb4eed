"""The command that starts this program again.

The program is installed, or is a bundle: an executable file that contains Python and all libraries.
"""

import sys
from pathlib import Path

BUNDLE_COMMAND_ON_WINDOWS = "rlscompanion-cli.exe"
"""The executable file for commands in the bundle for Windows.

Commands need standard input and output, which the executable file for the window lacks on Windows.
"""


def own_program_command() -> tuple[str, ...]:
    """The words of the command that starts this program, without arguments.

    In a bundle, the command is the executable file itself. Otherwise the command is the Python interpreter
    with the option `-P`. Without this option, a file in the current folder, such as `argparse.py`, would be
    imported in place of the module of that name.
    """
    if not getattr(sys, "frozen", False):
        return (sys.executable, "-P", "-m", "rlscompanion")
    if sys.platform == "win32":
        return (str(Path(sys.executable).with_name(BUNDLE_COMMAND_ON_WINDOWS)),)
    return (sys.executable,)
