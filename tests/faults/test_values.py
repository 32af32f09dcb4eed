"""A value with a flipped bit is refused with a sentence, or read as another possible value."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from rlscompanion import cli, paths
from rlscompanion.domain.refusal import Refusal
from rlscompanion.storage.checking import check_log
from rlscompanion.storage.salvage import salvage_log

from .looking import look_at_everything
from .operations import LATER_CLOCK
from .values import flip_a_bit, full_log

FEW, SOME, MANY = 5, 100, 500


@pytest.fixture
def log(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    return full_log(paths.sleep_log_file(tmp_path / "data"))


def damaged(log: Path, number: int) -> Counter[str]:
    """Flip a bit of a value this many times, each time in a sound log; count the outcomes."""
    sound, found = log.read_bytes(), Counter[str]()
    while found.total() < number:
        for each in (log.parent / "backups").glob("*"):
            each.unlink()
        log.write_bytes(sound)
        random = Random(found.total())
        done = flip_a_bit(log, random)
        while done is None:
            done = flip_a_bit(log, random)
        try:
            found[_outcome(log)] += 1
        except Exception as error:
            error.add_note(f"{found.total()}: {done}")
            raise
    return found


def _outcome(log: Path) -> str:
    try:
        look_at_everything(log)
    except Refusal:
        is_refused = True
    else:
        is_refused = False
    is_noticed = bool(check_log(log).faults)
    if not is_noticed:
        assert not is_refused, "refused, and the check finds nothing"
        for ending in (".zip", ".json", ".csv"):
            cli.export_log_to_file(log.parent, log.with_name(f"out{ending}"), cli.Reporter())
        return "another possible value"
    salvage_log(log, LATER_CLOCK)
    look_at_everything(log)
    assert check_log(log).faults == ()
    return "refused and saved" if is_refused else "noticed by the check and saved"


def test_a_flipped_bit_of_a_value_ends_in_no_traceback(log: Path) -> None:
    assert damaged(log, FEW)["refused and saved"]


@pytest.mark.thorough
def test_a_hundred_flipped_bits_end_in_no_traceback(log: Path) -> None:
    assert damaged(log, SOME)["refused and saved"]


@pytest.mark.long
def test_none_of_five_hundred_flipped_bits_ends_in_a_traceback(
    log: Path, injected: Callable[[str], None]
) -> None:
    found = damaged(log, MANY)
    injected(f"{MANY} bits of values: {dict(found)}")
