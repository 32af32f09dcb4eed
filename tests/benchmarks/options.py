"""The options of the benchmarks, from the command line."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Options:
    """Options of a benchmark: its length in minutes, whether to run the full form, and a folder for files."""

    directory: Path
    minutes: float | None = None
    full: bool = False
