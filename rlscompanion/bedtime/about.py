"""Facts about the program, for the settings page."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class About:
    """The version, the paths of the data folder and the error log, and a function that reads the licences.

    `read_licences` returns Markdown.
    """

    version: str
    data_folder: str
    error_log: str
    read_licences: Callable[[], str]
