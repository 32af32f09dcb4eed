"""The start of the bundle's program, with the same commands and window as `python -m rlscompanion`."""

import os
import sys

from rlscompanion.__main__ import main

LIBRARY_PATH_VARIABLE = "LD_LIBRARY_PATH"


def hide_libraries_from_other_programs() -> None:
    """Restore LD_LIBRARY_PATH, so that programs started by this one do not use the bundle's libraries.

    An example of such a program is a browser that opens a page. PyInstaller's loader has put the folder of
    the bundle's libraries into that variable, and this process has already read the variable.
    """
    before = os.environ.pop(f"{LIBRARY_PATH_VARIABLE}_ORIG", None)
    os.environ.pop(LIBRARY_PATH_VARIABLE, None)
    if before is not None:
        os.environ[LIBRARY_PATH_VARIABLE] = before


if __name__ == "__main__":
    if sys.platform == "linux":
        hide_libraries_from_other_programs()
    sys.exit(main())
