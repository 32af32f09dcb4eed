"""Routines that the person made, with the app or by hand in a text editor."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rlscompanion.content.routines import load_routines
from rlscompanion.domain.refusal import Refusal
from rlscompanion.domain.routine import Legs, Routine, RoutineKind

SHIPPED = load_routines()
STEPS = {step.key: step for step in SHIPPED.steps}
MY_ROUTINE = Routine(
    "", "My evening", RoutineKind.WIND_DOWN, (STEPS["breath"], STEPS["calf_effleurage"]), "Slowly.", Legs.BOTH
)
VALID_ROUTINE_FILE = 'title = "By hand"\nkind = "rescue"\nsteps = ["breath"]\n'


def file_names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def write_by_hand(folder: Path, name: str, content: str | bytes) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def raising_os_error(number: int) -> Callable[..., Any]:
    """A function that raises an OSError with this error number."""

    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    return fail


def refusal_text(does: Callable[[], object]) -> str:
    """Call `does`, which must raise a Refusal; return the sentence of the Refusal."""
    with pytest.raises(Refusal) as refused:
        does()
    return str(refused.value)
