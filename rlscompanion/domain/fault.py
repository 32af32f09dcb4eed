"""What makes a file of content unusable."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """Something in a file that cannot be used: the file's name, the way to the key, and why."""

    file: str
    key: str
    reason: str

    def __str__(self) -> str:
        where = f"{self.file}, {self.key}" if self.key else self.file
        return f"{where}: {self.reason}"
