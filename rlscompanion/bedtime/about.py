"""Facts about the program, for the settings page."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class About:
    """The version, the paths of the data folder and the error log, and functions that read the licences.

    `read_licences` returns Markdown. `read_shipped` returns a sentence on the software that a bundle contains
    beside the program, empty for other installations.
    """

    version: str
    data_folder: str
    error_log: str
    read_licences: Callable[[], str]
    read_shipped: Callable[[], str]
