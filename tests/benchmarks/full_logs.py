"""Creates logs of many years with all kinds of entries, written directly into the tables."""

import json
import random
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import apsw

from rlscompanion.desktop.clock import MachineClock
from rlscompanion.storage.database import open_database

FIRST = date(1966, 1, 1)
SCALES = ("urge_to_move", "muscle_tension", "pain", "stress")


def full_log(path: Path, nights: int) -> Path:
    """Create a log with this many nights, each with all kinds of entries.

    A night has a sleep, two awakenings, three factors, two sessions (of 12 and 7 segments), and eight
    ratings.
    """
    with closing(open_database(path, MachineClock().now)) as connection:
        connection.pragma("synchronous", "off")
        connection.execute("BEGIN")
        chance = random.Random(1)
        for number in range(nights):
            _Night(connection, chance, number).write()
        connection.execute("COMMIT")
    return path


class _Night:
    def __init__(self, connection: apsw.Connection, chance: random.Random, number: int) -> None:
        self._connection, self._chance, self._number = connection, chance, number
        self._evening = FIRST + timedelta(days=number)
        self._at = (self._evening - date(1970, 1, 1)).days * 86_400 + 22 * 3600

    def write(self) -> None:
        """Write the night and all its entries to the log."""
        number = self._number
        night = self._id()
        self._insert(
            "nights",
            id=night,
            evening=self._evening.isoformat(),
            zone="Europe/Berlin",
            quality=1 + number % 5,
            worst_urge=number % 11,
            **self._moment("symptoms_began", -3600),
            body_parts='["legs"]',
            notes="Long drive in the afternoon." if number % 3 == 0 else "",
            **self._moment("saved_at", 36_000),
        )
        self._insert(
            "sleeps",
            id=self._id(),
            night_id=night,
            ordinal=0,
            is_main=1,
            slept=1,
            **self._moment("went_to_bed", 0),
            **self._moment("tried_to_sleep", 1200),
            minutes_to_fall_asleep=number % 50,
            times_awake=2,
            minutes_awake=16,
            **self._moment("woke_up", 30_000),
            **self._moment("got_up", 30_600),
            minutes_trying_again=number % 10,
            sources=json.dumps({"tried_to_sleep": "recorded"}),
        )
        for ordinal in range(2):
            kept = {"night_id": night, "ordinal": ordinal, "kind": "restless_legs"}
            self._insert("awakenings", id=self._id(), **kept, **self._moment("at", 9000 + 3600 * ordinal))
        for ordinal, factor in enumerate(("caffeine", "alcohol", "exercise")):
            kept = {"night_id": night, "ordinal": ordinal, "factor": factor, "present": 1, "amount": 1.5}
            self._insert("night_factors", id=self._id(), **kept)
        self._session(night, "wind_down", 12, -1800)
        self._session(night, "rescue", 7, 9000)

    def _session(self, night: str, kind: str, segments: int, start: int) -> None:
        session = self._id()
        received = {"night_id": night, "routine_key": kind, "routine_title": kind, "kind": kind}
        ends = {**self._moment("started", start), **self._moment("ended", start + 900)}
        self._insert("sessions", id=session, **received, status="finished", **ends, position=segments)
        self._connection.executemany(
            "INSERT INTO session_segments VALUES (?, ?, 'calf', 'left', 'done', 65.0, 64.25, 0.0)",
            [(session, ordinal) for ordinal in range(segments)],
        )
        if kind == "wind_down":
            for number in range(8):
                rated = {"rated": ("before", "after")[number // 4], "scale": SCALES[number % 4]}
                kept = {"session_id": session, **rated, "value": (self._number + number) % 11}
                self._insert("ratings", id=self._id(), **kept, **self._moment("at", start))

    def _moment(self, name: str, after: int) -> dict[str, Any]:
        return {f"{name}_utc": self._at + after, f"{name}_offset": 60}

    def _insert(self, table: str, **row: Any) -> None:
        row |= {"created_utc": self._at, "modified_utc": self._at}
        marks = ", ".join("?" * len(row))
        query = f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})"
        self._connection.execute(query, tuple(row.values()))

    def _id(self) -> str:
        return str(UUID(int=self._chance.getrandbits(128), version=4))
