"""What was asked for on the command line."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Options:
    """How long and how thorough; `directory` is where a benchmark may leave its files."""

    directory: Path
    minutes: float | None = None
    full: bool = False
