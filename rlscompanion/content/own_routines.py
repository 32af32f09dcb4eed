"""The massage routines that the person has made, as TOML files in a folder.

The files are written by the app or by hand.
"""

import errno
import os
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from rlscompanion.bedtime.ports import LoadedOwnRoutines
from rlscompanion.content.routines import STEPS_FILE, RoutineBook, read_routine, read_routines
from rlscompanion.disk import replace_private_file, sync_folder
from rlscompanion.domain.fault import ContentFault
from rlscompanion.domain.refusal import Refusal
from rlscompanion.domain.routine import Legs, Routine, Side, Step

MOST_FILE_NAME_LETTERS = 40
_ERROR_SENTENCES: dict[int | None, str] = {
    **dict.fromkeys(
        (errno.ENOSPC, errno.EDQUOT, errno.EFBIG), "The disk is full. Free some space, then try again."
    ),
    errno.EIO: "The disk is failing. Check it and its connection, then try again.",
    errno.EISDIR: "There is a folder of that name. Choose another name.",
    errno.ENAMETOOLONG: "The name is too long. Choose a shorter one.",
}
# Names that Windows keeps for devices, whatever follows the dot; and the file of steps.
_RESERVED_FILE_NAMES = re.compile(rf"con|prn|aux|nul|com\d|lpt\d|{Path(STEPS_FILE).stem}")


class OwnRoutineFiles:
    """Reads and writes the person's own massage routines in a folder.

    The folder is created when the first routine is saved. The routines may use the steps that the program
    ships, and steps that the person has added in a file `steps.toml` in the folder.
    """

    def __init__(self, folder: Path, shipped: RoutineBook) -> None:
        self._folder, self._shipped = folder, shipped
        self._own_steps: tuple[Step, ...] = ()

    def load(self) -> LoadedOwnRoutines:
        """Read the usable routines in the folder, and the faults of files that cannot be used.

        Changes nothing on disk.
        """
        found = sorted(each for each in self._folder.glob("*.toml") if not each.name.startswith("."))
        named = [each for each in found if _is_utf8(each.name)]
        book = read_routines(named, self._shipped)
        self._own_steps = book.steps
        unnamed = (
            ContentFault(
                os.fsencode(each.name).decode("utf-8", "replace"), "", "its name is not a text in UTF-8"
            )
            for each in found
            if each not in named
        )
        return LoadedOwnRoutines(book.routines, (*book.faults, *unnamed), book.steps)

    def save(self, routine: Routine) -> Routine:
        """Write a routine to its file, and return the routine with its key (the name of the file).

        Raises Refusal if writing fails; a file that existed is then unchanged.
        """
        with _file_errors_as_refusals(f"“{routine.title}” cannot be saved", self._folder):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            kept = routine if routine.key else replace(routine, key=self._free_key(routine.title))
            replace_private_file(self._file(kept.key), routine_as_toml(kept).encode())
        return kept

    def remove(self, key: str) -> None:
        """Delete the file of the routine with this key, if it exists. Raises Refusal if that fails."""
        file = self._file(key)
        with _file_errors_as_refusals(f"{file.name} cannot be removed", self._folder):
            file.unlink(missing_ok=True)
            _sync_if_possible(self._folder)

    def import_file(self, path: str) -> Routine:
        """Read a routine from the file at `path`, without saving the routine; its key is blank.

        Raises Refusal, with file, key and reason, if the file cannot be used.
        """
        try:
            routine = read_routine(Path(path), (*self._shipped.steps, *self._own_steps))
        except Refusal as refusal:
            raise Refusal(f"{refusal}. Nothing was imported.") from refusal
        return replace(routine, key="")

    def export_file(self, routine: Routine, path: str) -> None:
        """Write a routine to the file at `path`.

        Raises Refusal if writing fails; a file that existed is then unchanged.
        """
        target = Path(path)
        with _file_errors_as_refusals(f"{target.name} cannot be written", target.parent):
            if target.is_dir():
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
            replace_private_file(target, routine_as_toml(routine).encode())

    def _file(self, key: str) -> Path:
        file = self._folder / f"{key}.toml"
        # A key is a file's name, or comes from `file_name_for_title`; others would lead out of the folder.
        if (
            file.parent != self._folder
            or not key
            or key in (routine.key for routine in self._shipped.routines)
        ):
            raise ValueError(f"no own routine has the key {key!r}")
        return file

    def _free_key(self, title: str) -> str:
        """A key that no routine and no file has, ignoring upper and lower case."""
        taken = {routine.key.casefold() for routine in self._shipped.routines}
        taken |= {each.stem.casefold() for each in self._folder.iterdir()}
        stem = key = file_name_for_title(title)
        number = 1
        while key in taken:
            number += 1
            key = f"{stem}_{number}"
        return key


def file_name_for_title(title: str) -> str:
    """Turn the title of a routine into a file name of lower-case letters, digits and underscores.

    Names that Windows reserves for devices are avoided.
    """
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().casefold()
    made = "_".join(re.findall(r"[a-z0-9]+", plain))[:MOST_FILE_NAME_LETTERS].strip("_") or "routine"
    return f"{made}_routine" if _RESERVED_FILE_NAMES.fullmatch(made) else made


def routine_as_toml(routine: Routine) -> str:
    """The text of a TOML file that `read_routine` reads as this routine.

    The text has the seconds of every step, so that later changes of the shipped steps do not alter the
    routine.
    """
    # Only needed when something is written, so not before the first page.
    import tomli_w

    table: dict[str, Any] = {"title": routine.title, "kind": routine.kind.value}
    if routine.note:
        table["note"] = routine.note
    if routine.legs is not Legs.BOTH:
        table["legs"] = routine.legs.value
    if routine.start_leg is not Side.LEFT:
        table["start_leg"] = routine.start_leg.value
    table["steps"] = [_step_entry(step) for step in routine.steps]
    return tomli_w.dumps(table)


def _step_entry(step: Step) -> dict[str, Any]:
    whole = step.seconds.is_integer()
    entry: dict[str, Any] = {"step": step.key, "seconds": int(step.seconds) if whole else step.seconds}
    if step.only_side is not None:
        entry["only"] = step.only_side.value
    return entry


def _sync_if_possible(folder: Path) -> None:
    # The file itself is on disk by now; that a folder cannot be synced is no reason to report a failure.
    with suppress(OSError):
        sync_folder(folder)


@contextmanager
def _file_errors_as_refusals(what: str, folder: Path) -> Iterator[None]:
    """Turn file errors into a Refusal that begins with what cannot be done."""
    try:
        yield
    except OSError as error:
        allow = f"Allow writing to {folder} ({error.strerror}), then try again."
        raise Refusal(f"{what}. {_ERROR_SENTENCES.get(error.errno, allow)}") from error


def _is_utf8(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True
