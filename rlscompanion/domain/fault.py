"""Errors in content files, such as routines and articles."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ContentFault:
    """An error in a content file.

    `key` is the path to the faulty key in the file, and `reason` is what is wrong.
    """

    file_name: str
    key: str
    reason: str

    def __str__(self) -> str:
        where = f"{self.file_name}, {self.key}" if self.key else self.file_name
        return f"{where}: {self.reason}"
