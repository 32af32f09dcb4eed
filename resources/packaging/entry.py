"""Where the bundle begins: the same commands and the same window as `python -m rlscompanion`."""

import sys

from rlscompanion.__main__ import main

if __name__ == "__main__":
    sys.exit(main())
