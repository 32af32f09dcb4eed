"""Errors in content files, such as routines and articles."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ContentFault:
    """An error in a content file.

    `file` is the file's name, `key` the path to the faulty key in the file, and `reason` what is wrong.
    """

    file: str
    key: str
    reason: str

    def __str__(self) -> str:
        where = f"{self.file}, {self.key}" if self.key else self.file
        return f"{where}: {self.reason}"
