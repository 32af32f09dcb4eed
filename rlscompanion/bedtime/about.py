"""Facts about the program, for the settings page."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class About:
    """The version, the paths of the data folder and the error log, and functions that read the licences.

    `read_licences` returns Markdown. `read_bundled_software` returns a sentence on the other software in an
    installation bundle; the sentence is empty if the program was not installed from a bundle.
    """

    version: str
    data_folder: str
    error_log: str
    read_licences: Callable[[], str]
    read_bundled_software: Callable[[], str]
