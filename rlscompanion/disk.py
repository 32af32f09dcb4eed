"""What it takes for a file to survive a power cut, for all that write files."""

import os
from pathlib import Path


def sync_folder(folder: Path) -> None:
    """Put the names in a folder on disk, where the platform can. Raises OSError where the disk cannot."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
