"""Where the bundle begins: the same commands and the same window as `python -m rlscompanion`."""

import os
import sys

from rlscompanion.__main__ import main

LIBRARIES = "LD_LIBRARY_PATH"


def give_back_libraries() -> None:
    """Keep the bundle's libraries from other programs, such as a browser that opens a page.

    PyInstaller's loader names them in the environment; this process has read that already.
    """
    before = os.environ.pop(f"{LIBRARIES}_ORIG", None)
    os.environ.pop(LIBRARIES, None)
    if before is not None:
        os.environ[LIBRARIES] = before


if __name__ == "__main__":
    if sys.platform == "linux":
        give_back_libraries()
    sys.exit(main())
