"""The paths of the data folder and of the files in it."""

import os
from pathlib import Path

ENVIRONMENT_VARIABLE = "RLSCOMPANION_DATA_DIR"


def data_dir(chosen: Path | None = None) -> Path:
    """The path of the data folder: the chosen one, or that of the environment variable, or the usual one.

    The usual folder depends on the platform. Raises RuntimeError if it would be in a home folder, and the
    person has none.
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
    """The path of the folder with the person's own routines, in a data folder."""
    return folder / "routines"


def error_log(folder: Path) -> Path:
    """The path of the error log in a data folder."""
    return folder / "rlscompanion.log"


def window_file(folder: Path) -> Path:
    """The path of the file in a data folder that stores where the window was on the screen."""
    return folder / "window.ini"


def lock_file(folder: Path) -> Path:
    """The path of the file in a data folder that a program locks while it writes in the folder."""
    return folder / "rlscompanion.lock"
