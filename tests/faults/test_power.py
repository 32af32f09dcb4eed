"""A power cut at any moment loses nothing that was acknowledged, whatever the disk lost or tore."""

import pickle
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

import pytest

from tests.processes import run_to_end

from . import recorded
from .operations import OPERATIONS, check_after, files_of
from .power import cut_power
from .steps import Step

FEW, SOME, MANY = 2, 10, 40
"""How often the power fails in each work, as often dropping as tearing what was not on disk."""

CUTS = 500
"""How many there are at least, all works together."""


def cut_off(name: str, place: Path, number: int) -> int:
    """Cut the power during an operation this many times, with and without torn writes.

    Check each time that nothing acknowledged is lost; return the number of cuts.
    """
    done = run_to_end([sys.executable, "-m", recorded.__name__, name, place])
    assert done.returncode == 0, done.stderr
    steps: Sequence[Step] = pickle.loads((place / recorded.STEPS).read_bytes())
    before = {
        str(each.relative_to(place / recorded.BEFORE)): each.read_bytes()
        for each in (place / recorded.BEFORE).rglob("*")
        if each.is_file()
    }
    of_data = files_of(place / recorded.BEFORE / "data")
    for at in range(2 * number):
        folder = place / str(at)
        (folder / "data").mkdir(parents=True)
        acknowledged = cut_power(before, steps, Random(f"{name} {at}"), at % 2 == 1, folder)
        try:
            check_after(OPERATIONS[name], folder, of_data, acknowledged)
        except Exception as error:
            error.add_note(f"after cut {at} of {name}")
            raise
    return 2 * number


def test_a_power_cut_in_some_evenings_loses_nothing(tmp_path: Path) -> None:
    cut_off("evenings", tmp_path, FEW)


@pytest.mark.thorough
@pytest.mark.parametrize("name", OPERATIONS)
def test_a_power_cut_loses_nothing(tmp_path: Path, name: str) -> None:
    cut_off(name, tmp_path, SOME)


@pytest.mark.long
def test_none_of_five_hundred_power_cuts_loses_anything(
    tmp_path: Path, injected: Callable[[str], None]
) -> None:
    cuts = 0
    for number, name in enumerate(OPERATIONS):
        place = tmp_path / str(number)
        place.mkdir()
        cuts += cut_off(name, place, MANY)
    assert cuts >= CUTS
    injected(f"{cuts} power cuts, half dropping and half tearing what was not on disk")
