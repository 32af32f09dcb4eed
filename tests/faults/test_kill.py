"""A process that is killed at any of its file operations loses nothing that it has acknowledged."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.processes import run_to_end

from .interrupted import ACKNOWLEDGED, BEFORE
from .interrupted import __name__ as interrupted
from .operations import OPERATIONS, check_after, files_of

FEW, SOME = 41, 11
"""Outside the long run a work is broken off at every so manieth step."""

MOMENTS = 500
"""How many there are at least, all works together."""


def killed(name: str, place: Path, every: int) -> int:
    """Kill an operation at every n-th of its steps and check the result; return the number of kills."""
    done = run_to_end([sys.executable, "-m", interrupted, name, place, str(every)])
    assert done.returncode == 0, done.stderr
    before = files_of(place / BEFORE / "data")
    steps = sorted(int(each.name) for each in place.iterdir() if each.name != BEFORE)
    for step in steps:
        folder = place / str(step)
        acknowledged = set((folder / ACKNOWLEDGED).read_text().split())
        try:
            check_after(OPERATIONS[name], folder, before, acknowledged)
        except Exception as error:
            error.add_note(f"after a kill at step {step} of {name}")
            raise
    return len(steps) - 1


def test_a_kill_at_a_few_steps_of_a_restore_loses_nothing(tmp_path: Path) -> None:
    assert killed("restore beside a damaged wal", tmp_path, FEW)


@pytest.mark.thorough
@pytest.mark.parametrize("name", OPERATIONS)
def test_a_kill_at_some_steps_loses_nothing(tmp_path: Path, name: str) -> None:
    assert killed(name, tmp_path, SOME)


@pytest.mark.long
def test_a_kill_at_every_step_loses_nothing(tmp_path: Path, injected: Callable[[str], None]) -> None:
    moments = {}
    for number, name in enumerate(OPERATIONS):
        place = tmp_path / str(number)
        place.mkdir()
        moments[name] = killed(name, place, 1)
    assert sum(moments.values()) >= MOMENTS, moments
    injected(f"{sum(moments.values())} kills: {moments}")
