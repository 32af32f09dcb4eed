"""The command that runs this program a second time, installed or frozen into a bundle."""

import sys
from pathlib import Path

FROZEN_COMMANDS_ON_WINDOWS = "rlscompanion-cli.exe"
"""The bundle's program with standard streams; the one with the window has none on Windows."""


def own_program() -> tuple[str, ...]:
    """The command's first words; the arguments of `rlscompanion` follow.

    A frozen program has no interpreter to give `-m` to, and is run itself. An interpreter gets `-P` as well:
    else a file of the current folder, such as `argparse.py`, is imported in place of the module of that name.
    """
    if not getattr(sys, "frozen", False):
        return (sys.executable, "-P", "-m", "rlscompanion")
    if sys.platform == "win32":
        return (str(Path(sys.executable).with_name(FROZEN_COMMANDS_ON_WINDOWS)),)
    return (sys.executable,)
