"""Damages one value of a log by a flipped bit, as a failing disk or memory does."""

import struct
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from uuid import UUID

import apsw

from rlscompanion.domain.outcomes import Outcome
from rlscompanion.domain.playlist import Playlist, Track
from rlscompanion.domain.safety import RestrictionLevel, Screening, findings_at_levels
from rlscompanion.domain.soundscape import Mix, Sound, SoundPreset
from rlscompanion.domain.trial import Trial
from rlscompanion.storage.database import open_database
from rlscompanion.storage.playlists import SqlitePlaylists
from rlscompanion.storage.preferences import SqlitePreferences
from rlscompanion.storage.presets import SqlitePresets
from rlscompanion.storage.screenings import SqliteScreenings
from rlscompanion.storage.trials import SqliteTrials
from tests.exchange.samples import fill
from tests.storage.samples import BEDTIME

from .operations import LATER_CLOCK

TRACK = Track(UUID(int=101, version=4), "/music/piece.ogg", "Piece", "Somebody", 61.5)


def full_log(file: Path) -> Path:
    """Create a log with at least one row in every table."""
    with closing(open_database(file, LATER_CLOCK)) as connection:
        connection.pragma("synchronous", "off")
        fill(connection)
        evening = date(2026, 10, 24)
        findings = frozenset(findings_at_levels(RestrictionLevel.ASK_FIRST)[:3])
        answered = Screening(UUID(int=102, version=4), BEDTIME, findings, approved=findings)
        screenings = SqliteScreenings(connection, LATER_CLOCK)
        screenings.save(answered)
        screenings.save(Screening(UUID(int=103, version=4), BEDTIME, answered.findings, evening=evening))
        SqliteTrials(connection, LATER_CLOCK).save(
            Trial(UUID(int=104, version=4), next(iter(Outcome)), evening, 7, 8, stopped_on=evening)
        )
        SqlitePresets(connection, LATER_CLOCK).save_all(
            [SoundPreset(UUID(int=105, version=4), "Rain", Mix({Sound.RAIN: 0.5, Sound.SURF: 0.25}))]
        )
        SqlitePlaylists(connection, LATER_CLOCK).save(Playlist((TRACK,), TRACK.id))
        SqlitePreferences(connection, LATER_CLOCK).set("text_scale", "1.5")
    return file


@dataclass(frozen=True)
class Flip:
    """The flip of one bit in a value of a log, described in words."""

    table: str
    column: str
    before: object
    after: object


def flip_a_bit(log: Path, random: Random) -> Flip | None:
    """Flip a bit of one value in a random column of a log.

    Returns None if the log cannot store the flipped value.
    """
    with closing(apsw.Connection(str(log))) as connection:
        connection.pragma("foreign_keys", False)
        connection.pragma("ignore_check_constraints", True)
        connection.pragma("synchronous", "off")
        table, column = random.choice(_columns(connection))
        found = connection.execute(
            f"SELECT {column}, typeof({column}), count(*) OVER () FROM {table} "
            f"WHERE {column} IS NOT NULL LIMIT 1 OFFSET ?",
            (random.randrange(_rows(connection, table, column)),),
        ).fetchone()
        assert found is not None
        value, kind, _ = found
        data, written = _flipped(value, kind, random)
        if data is None:
            return None
        try:
            connection.execute(
                f"UPDATE OR FAIL {table} SET {column} = {written} WHERE {column} = ?2", (data, value)
            )
        except apsw.ConstraintError:  # such a value is found by every check
            return None
        return Flip(table, column, value, data)


def _columns(connection: apsw.Connection) -> list[tuple[str, str]]:
    """The table and name of each column with values in a log."""
    query = (
        "SELECT t.name, c.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c "
        "WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite@_%' ESCAPE '@'"
    )
    return [
        (table, column) for table, column in connection.execute(query) if _rows(connection, table, column)
    ]


def _rows(connection: apsw.Connection, table: str, column: str) -> int:
    return int(connection.execute(f"SELECT count({column}) FROM {table}").get)


def _flipped(value: object, kind: str, random: Random) -> tuple[object, str]:
    """The value with one bit flipped (None if impossible), and the SQL expression that stores it."""
    match value:
        case int():
            changed = value ^ (1 << random.randrange(63))
            return changed, "?1"
        case float():
            data = bytearray(struct.pack(">d", value))
            _flip_bit(data, random)
            (number,) = struct.unpack(">d", data)
            return (None if number != number else number), "?1"
        case str() if value:
            data = bytearray(value.encode())
            _flip_bit(data, random)
            return bytes(data), "CAST(?1 AS TEXT)"
    return None, kind


def _flip_bit(data: bytearray, random: Random) -> None:
    data[random.randrange(len(data))] ^= 1 << random.randrange(8)
