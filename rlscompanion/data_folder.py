"""The data folder that a command line means."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rlscompanion import paths


@contextmanager
def data_folder(chosen: Path | None, with_demo: bool = False) -> Iterator[Path]:
    """The data folder to work on; for the demo a temporary one with invented nights, gone afterwards."""
    if not with_demo:
        yield paths.data_dir(chosen)
        return
    with tempfile.TemporaryDirectory(prefix="rlscompanion-demo-") as folder:
        from rlscompanion import demo

        demo.fill(paths.log_file(Path(folder)))
        yield Path(folder)
