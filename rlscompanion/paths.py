"""The paths of the person's data."""

import os
from pathlib import Path

ENVIRONMENT_VARIABLE = "RLSCOMPANION_DATA_DIR"


def data_dir(chosen: Path | None = None) -> Path:
    """The data folder: the chosen one, else that of the environment variable, else the platform's usual one.

    Raises RuntimeError if that would be in a home folder, and the person has none.
    """
    if chosen is not None:
        return chosen.expanduser().absolute()
    if named := os.environ.get(ENVIRONMENT_VARIABLE):
        return Path(named).expanduser().absolute()
    import platformdirs  # here, for a start that is given the path of its data

    return Path(platformdirs.user_data_dir("rlscompanion", appauthor=False)).expanduser()


def log_file(folder: Path) -> Path:
    """The path of the sleep log in a data folder."""
    return folder / "sleep-log.sqlite"


def routines_dir(folder: Path) -> Path:
    """The folder of the person's own routines in a data folder."""
    return folder / "routines"


def error_log(folder: Path) -> Path:
    """The path of the error log in a data folder."""
    return folder / "rlscompanion.log"


def window_file(folder: Path) -> Path:
    """The file in a data folder that remembers where the window was."""
    return folder / "window.ini"


def lock_file(folder: Path) -> Path:
    """The path of the lock file of a data folder. A program that writes in the folder locks this file."""
    return folder / "rlscompanion.lock"
