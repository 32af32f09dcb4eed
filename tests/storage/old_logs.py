"""Logs as earlier versions of the app created them, with a night and a session."""

from contextlib import closing
from pathlib import Path

import apsw
import pytest

from rlscompanion.domain.night import Night
from rlscompanion.domain.session_record import SessionRecord
from rlscompanion.storage import database
from rlscompanion.storage.database import known_migrations, open_database
from rlscompanion.storage.night_rows import NIGHTS_TABLE, PART_TABLES, part_columns, part_rows
from rlscompanion.storage.preferences import SqlitePreferences
from rlscompanion.storage.sessions import SEGMENTS_TABLE, SESSIONS_TABLE
from rlscompanion.storage.table_mapping import Row

from .samples import FakeClock, a_night, a_session


def leave_log(path: Path, clock: FakeClock, version: int) -> None:
    """Create a log with an earlier schema version; it contains `a_night`, `a_session` and a preference."""
    shipped = known_migrations()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "known_migrations", lambda: shipped[:version])
        with closing(open_database(path, clock)) as connection:
            _insert_night(connection, a_night(), clock)
            _insert_session(connection, a_session(), clock)
            SqlitePreferences(connection, clock).set("sound", "surf")
            assert connection.pragma("user_version") == version


def _insert_night(connection: apsw.Connection, night: Night, clock: FakeClock) -> None:
    _insert(connection, "nights", NIGHTS_TABLE.columns, NIGHTS_TABLE.row(night), clock)
    for name, part in PART_TABLES.items():
        for row in part_rows(night, name):
            _insert(connection, part.table, part_columns(part), row, clock)


def _insert_session(connection: apsw.Connection, session: SessionRecord, clock: FakeClock) -> None:
    _insert(connection, "sessions", SESSIONS_TABLE.columns, SESSIONS_TABLE.row(session), clock)
    columns = ("session_id", "ordinal", *SEGMENTS_TABLE.columns)
    for ordinal, segment in enumerate(session.segments):
        row = (str(session.id), ordinal, *SEGMENTS_TABLE.row(segment))
        _insert(connection, "session_segments", columns, row, clock)


def _insert(
    connection: apsw.Connection, table: str, columns: tuple[str, ...], row: Row, clock: FakeClock
) -> None:
    """Insert a row without the columns that the older table lacks; values of such columns must be blank."""
    there = {column[1] for column in connection.execute(f"PRAGMA table_info({table})")}
    now = clock().utc
    stamps = {"created_utc": now, "modified_utc": now} if "created_utc" in there else {}
    values = {**dict(zip(columns, row, strict=True)), **stamps}
    assert not any(value for column, value in values.items() if column not in there)
    kept = {column: value for column, value in values.items() if column in there}
    connection.execute(
        f"INSERT INTO {table} ({', '.join(kept)}) VALUES ({', '.join('?' * len(kept))})",
        tuple(kept.values()),
    )
