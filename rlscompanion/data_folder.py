"""Choosing the data folder, which holds the sleep log, from the arguments of the command line."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rlscompanion import paths
from rlscompanion.domain.refusal import Refusal


@contextmanager
def opening_data_folder(chosen: Path | None, with_demo: bool = False) -> Iterator[Path]:
    """Provide the path of the data folder in this block; for the demo, a temporary folder of invented nights.

    The temporary folder is deleted after the block. Raises Refusal if no home folder could contain the data
    folder, and if the path of the data folder is not valid Unicode text.
    """
    if not with_demo:
        yield _data_dir(chosen)
        return
    with tempfile.TemporaryDirectory(prefix="rlscompanion-demo-") as folder:
        from rlscompanion import demo

        demo.fill_with_invented_nights(paths.sleep_log_file(Path(folder)))
        yield Path(folder)


def _data_dir(chosen: Path | None) -> Path:
    try:
        folder = paths.data_dir(chosen)
        str(folder).encode("utf-8")
    except UnicodeEncodeError as error:
        raise Refusal(
            f"The name of the data folder {chosen} is not readable text. Rename it, or name another folder."
        ) from error
    except RuntimeError as error:
        raise Refusal(
            "No home folder is known here, so there is no place for the sleep log. "
            "Name a folder with --data-dir."
        ) from error
    return folder
