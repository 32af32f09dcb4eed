"""The paths of the data folder and of the files in it."""

import os
from pathlib import Path

DATA_FOLDER_VARIABLE = "RLSCOMPANION_DATA_DIR"


def data_dir(chosen: Path | None = None) -> Path:
    """The path of the data folder: `chosen`, else the folder in RLSCOMPANION_DATA_DIR, else the usual folder.

    The usual folder depends on the platform. Raises RuntimeError if the usual folder would be in the home
    folder but the person has no home folder.
    """
    if chosen is not None:
        return chosen.expanduser().absolute()
    if named := os.environ.get(DATA_FOLDER_VARIABLE):
        return Path(named).expanduser().absolute()
    import platformdirs  # here, for a start that is given the path of its data

    return Path(platformdirs.user_data_dir("rlscompanion", appauthor=False)).expanduser()


def sleep_log_file(folder: Path) -> Path:
    """The path of the sleep log in a data folder."""
    return folder / "sleep-log.sqlite"


def routines_dir(folder: Path) -> Path:
    """The path of the folder for the person's own routines, in a data folder."""
    return folder / "routines"


def error_log(folder: Path) -> Path:
    """The path of the file for error messages, in a data folder."""
    return folder / "rlscompanion.log"


def window_file(folder: Path) -> Path:
    """The path of the file, in a data folder, that stores the position of the window on the screen."""
    return folder / "window.ini"


def lock_file(folder: Path) -> Path:
    """The path of the file, in a data folder, that a program locks while it writes in the folder."""
    return folder / "rlscompanion.lock"
