"""A value with a flipped bit ends in a sentence, or is another possible value; never in a traceback."""

from collections import Counter
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from random import Random
from uuid import UUID

import pytest

from rlscompanion import cli, paths
from rlscompanion.domain.outcomes import Outcome
from rlscompanion.domain.playlist import Playlist, Track
from rlscompanion.domain.refusal import Refusal
from rlscompanion.domain.safety import Finding, Screening
from rlscompanion.domain.soundscape import Mix, Preset, Sound
from rlscompanion.domain.trial import Trial
from rlscompanion.storage.database import check_log, open_database
from rlscompanion.storage.playlists import SqlitePlaylists
from rlscompanion.storage.preferences import SqlitePreferences
from rlscompanion.storage.presets import SqlitePresets
from rlscompanion.storage.salvage import salvage
from rlscompanion.storage.screenings import SqliteScreenings
from rlscompanion.storage.trials import SqliteTrials
from tests.exchange.samples import fill
from tests.storage.samples import BEDTIME

from .looking import look_at_everything
from .values import flip
from .works import CLOCK

TRACK = Track(UUID(int=101, version=4), "/music/piece.ogg", "Piece", "Somebody", 61.5)
FEW, SOME, MANY = 5, 100, 500


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """A log with a row in every table."""
    (tmp_path / "data").mkdir()
    file = paths.log_file(tmp_path / "data")
    with closing(open_database(file, CLOCK)) as connection:
        connection.pragma("synchronous", "off")
        fill(connection)
        evening = date(2026, 10, 24)
        answered = Screening(UUID(int=102, version=4), BEDTIME, frozenset(list(Finding)[:3]))
        screenings = SqliteScreenings(connection, CLOCK)
        screenings.save(answered)
        screenings.save(Screening(UUID(int=103, version=4), BEDTIME, answered.findings, evening=evening))
        SqliteTrials(connection, CLOCK).save(
            Trial(UUID(int=104, version=4), next(iter(Outcome)), evening, 7, 8, stopped_on=evening)
        )
        SqlitePresets(connection, CLOCK).save_all(
            [Preset(UUID(int=105, version=4), "Rain", Mix({Sound.RAIN: 0.5, Sound.SURF: 0.25}))]
        )
        SqlitePlaylists(connection, CLOCK).save(Playlist((TRACK,), TRACK.id))
        SqlitePreferences(connection, CLOCK).set("text_scale", "1.5")
    return file


def damaged(log: Path, number: int) -> Counter[str]:
    """Flip a bit of a value so many times, each in a sound log; what came of it, counted."""
    sound, found = log.read_bytes(), Counter[str]()
    while found.total() < number:
        for each in (log.parent / "backups").glob("*"):
            each.unlink()
        log.write_bytes(sound)
        random = Random(found.total())
        done = flip(log, random)
        while done is None:
            done = flip(log, random)
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
            cli.export(log.parent, log.with_name(f"out{ending}"), cli.Teller())
        return "another possible value"
    salvage(log, CLOCK)
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
