"""A new data folder, taken away again with what was made in it unless it is kept."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from rlscompanion.domain.refusal import Refusal
from rlscompanion.storage import refusing


class NewFolder:
    """A folder whose new contents are kept or removed."""

    def __init__(self) -> None:
        self.is_kept = False

    def keep(self) -> None:
        """Keep everything that was made."""
        self.is_kept = True


@contextmanager
def new_folder(folder: Path) -> Iterator[NewFolder]:
    """Yield for a folder without a log yet; on leaving, remove what was made in it unless it is kept.

    Raises Refusal for what is no folder, or one that may not be entered.
    """
    with refusing(folder, "data folder"):
        absent = [each for each in (folder, *folder.parents) if not each.exists()]
        if not absent and not folder.is_dir():
            raise Refusal(f"{folder} is not a folder. Name another data folder.")
        before = set() if absent else set(folder.iterdir())
    new = NewFolder()
    try:
        yield new
    finally:
        if not new.is_kept:
            _remove_made(folder, before, absent)


def _remove_made(folder: Path, before: set[Path], absent: list[Path]) -> None:
    with suppress(OSError):
        for each in set(folder.iterdir()) - before:
            if each.is_dir():
                shutil.rmtree(each, ignore_errors=True)
            else:
                each.unlink(missing_ok=True)
    for each in absent:
        with suppress(OSError):
            each.rmdir()
