"""A damaged log ends in a sentence: readable data is saved, and the damaged file is kept."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from rlscompanion.domain.refusal import Refusal
from rlscompanion.storage import LogUnreadable
from rlscompanion.storage.checking import check_log
from rlscompanion.storage.creation import LogVanished
from rlscompanion.storage.salvage import salvage_log

from .looking import look_at_everything, rows_of
from .operations import LATER_CLOCK

FEW, SOME, MANY = 4, 100, 500

SAVED = "noticed, and what can be read saved"
NOTHING = "noticed, and nothing can be read"
ALL_THERE = "no row differs"
UNSEEN = "another possible value"


@pytest.fixture
def log(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    return tmp_path / "data" / "sleep-log.sqlite"


def damages(log: Path, sound: bytes, number: int) -> Counter[str]:
    """Damage a sound log this many times, each time a fresh one; count the outcomes."""
    log.write_bytes(sound)
    rows = rows_of(log)
    return Counter(_outcome(log, _damaged(sound, Random(at)), rows) for at in range(number))


def _damaged(sound: bytes, random: Random) -> bytes:
    """A copy of a file with one bit flipped, a sector of zeros, a torn write, or the end cut off."""
    data = bytearray(sound)
    at = random.randrange(len(data))
    match random.randrange(4):
        case 0:
            data[at] ^= 1 << random.randrange(8)
        case 1:
            data[at : at + 512] = bytes(min(512, len(data) - at))
        case 2:
            data[at : at + 64] = random.randbytes(min(64, len(data) - at))
        case _:
            del data[at:]
    return bytes(data)


def _outcome(log: Path, data: bytes, rows: list[tuple[object, ...]]) -> str:
    """Open a damaged log, read all of it, check it and save it; return the outcome."""
    for each in (*log.parent.glob("sleep-log.sqlite*"), *log.parent.glob("backups/*")):
        each.unlink()
    log.write_bytes(data)
    try:
        look_at_everything(log)
    except LogVanished:  # cut off at its very beginning
        return NOTHING
    except LogUnreadable:
        pass
    else:
        if not check_log(log).faults:
            return ALL_THERE if rows_of(log) == rows else UNSEEN
    try:
        done = salvage_log(log, LATER_CLOCK)
    except Refusal as refusal:
        if "Nothing of the sleep log" not in str(refusal) or log.read_bytes() != data:
            raise
        return NOTHING
    assert done.kept_log.read_bytes() == data
    assert check_log(log).faults == ()
    look_at_everything(log)
    return SAVED


def test_damage_ends_in_no_traceback(log: Path, filled: bytes) -> None:
    assert damages(log, filled, FEW)[SAVED]


@pytest.mark.thorough
def test_a_hundred_damages_end_in_no_traceback(log: Path, filled: bytes) -> None:
    assert damages(log, filled, SOME)[SAVED] > SOME // 4


@pytest.mark.long
def test_none_of_five_hundred_damages_ends_in_a_traceback(
    log: Path, filled: bytes, injected: Callable[[str], None]
) -> None:
    found = damages(log, filled, MANY)
    assert found[SAVED] > MANY // 4
    injected(f"{MANY} damages: {dict(found)}")
