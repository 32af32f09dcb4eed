"""The app's real stores, on a log in memory whose disk fails when a test asks for that."""

import re
from collections.abc import Collection, Mapping
from contextlib import ExitStack, closing
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import apsw

from rlscompanion.bedtime.pending import CHANGES_WAIT, PendingWrites
from rlscompanion.bedtime.ports import Clock
from rlscompanion.domain.moment import Moment
from rlscompanion.storage import database
from rlscompanion.storage.health import SqliteHealthRecord
from rlscompanion.storage.playlists import SqlitePlaylists
from rlscompanion.storage.preferences import SqlitePreferences
from rlscompanion.storage.presets import SqlitePresets
from rlscompanion.storage.screenings import SqliteScreenings
from rlscompanion.storage.sessions import SqliteSessionLog
from rlscompanion.storage.sleep_log import SqliteSleepLog
from rlscompanion.storage.trials import SqliteTrials
from tests.fakes import FakeClock

# A log in memory has no path, which is shown as a dot.
NO_ROOM = "The disk has no room left for the sleep log at .. Free some space, then try again."
"""The sentence that the app shows if something cannot be written because the disk is full."""

DISK_FAILS = (
    "The disk that holds the sleep log at . fails. Check the disk and its connection, then try again."
)
"""The sentence that the app shows if something cannot be read because the disk fails."""

KEPT_UNTIL_THEN = f"{NO_ROOM} {CHANGES_WAIT}"
"""The sentence that the app shows if an event cannot be written and is kept in memory."""

_NOTHING_KEPT: Mapping[str, str] = MappingProxyType({})
_EVERY = ("every table",)
_WRITTEN = re.compile(r"\s*(?:INSERT INTO|UPDATE|DELETE FROM) (\w+)")
_READ = re.compile(r"\s*SELECT\b.*?\bFROM (\w+)", re.DOTALL)

AT_END = ExitStack()
"""Closes everything that a test has opened when the test ends, the latest first."""


class Disk:
    """The disk of a log: it counts transactions and statements that write.

    `fill_up` makes writes fail, `stop_reading` makes reads fail.
    """

    def __init__(self) -> None:
        self.written = self.rows = 0
        self._full_at: int | None = None
        self._changes = 0
        self._full: Collection[str] = ()
        self._failing: Collection[str] = ()

    def fill_up(self, *tables: str) -> None:
        """From now on, let writes to these tables fail, or to all tables if none is named."""
        self._full = tables or _EVERY

    def fill_up_at(self, rows: int) -> None:
        """Let writes fail from the writing statement with this number on, counted as in the field `rows`."""
        self._full_at = rows

    def stop_reading(self, *tables: str) -> None:
        """From now on, let reads of these tables fail, or of all tables if none is named."""
        self._failing = tables or _EVERY

    def mend(self) -> None:
        """From now on, let reads and writes work again."""
        self._full = self._failing = ()
        self._full_at = None

    def trace(self, cursor: apsw.Cursor, statement: str, bindings: Any) -> bool:
        """Count a statement that SQLite is about to run.

        If the disk is to fail, raises FullError or IOError, as SQLite does.
        """
        if _concerns(_WRITTEN, statement, _EVERY):
            self.rows += 1
            if self._full_at is not None and self.rows >= self._full_at:
                self._full = _EVERY
        if self._full and _concerns(_WRITTEN, statement, self._full):
            raise apsw.FullError("database or disk is full")
        if self._failing and _concerns(_READ, statement, self._failing):
            raise apsw.IOError("disk I/O error")
        if statement == "COMMIT" and cursor.connection.total_changes() != self._changes:
            self.written += 1
            self._changes = cursor.connection.total_changes()
        return True


class Stores:
    """The app's stores on one log, which is empty except for the given preferences."""

    def __init__(self, clock: Clock, preferences: Mapping[str, str] = _NOTHING_KEPT) -> None:
        self.connection = _new_log(clock)
        self.sleep_log = SqliteSleepLog(self.connection, clock.now)
        self.session_log = SqliteSessionLog(self.connection, clock.now)
        self.health = SqliteHealthRecord(self.connection, clock.now)
        self.trials = SqliteTrials(self.connection, clock.now)
        self.screenings = SqliteScreenings(self.connection, clock.now)
        self.preferences = SqlitePreferences(self.connection, clock.now)
        self.presets = SqlitePresets(self.connection, clock.now)
        self.playlists = SqlitePlaylists(self.connection, clock.now)
        for key, value in preferences.items():
            self.preferences.set(key, value)
        self.disk = Disk()
        self.connection.exec_trace = self.disk.trace
        self.pending = PendingWrites(self.sleep_log.transaction)
        AT_END.callback(self._end)

    def _end(self) -> None:
        self.disk.mend()
        self.pending.close()

    def column(self, name: str, table: str) -> list[Any]:
        """The values of a table's column, in the order in which the rows were written."""
        return [value for (value,) in database.fetch_rows(self.connection, f"SELECT {name} FROM {table}")]


def preferences(kept: Mapping[str, str] = _NOTHING_KEPT) -> SqlitePreferences:
    """A store of preferences with these values, on a new log in memory."""
    return Stores(FakeClock(), kept).preferences


def copy_empty_log(path: Path) -> None:
    """Copy a log without rows to `path`, and create the folder if needed.

    This is much faster than creating a log.
    """
    path.parent.mkdir(0o700, parents=True, exist_ok=True)
    path.touch(0o600)
    path.write_bytes(_empty_log())


def _new_log(clock: Clock) -> apsw.Connection:
    connection = AT_END.enter_context(closing(apsw.Connection(":memory:")))
    connection.deserialize("main", _empty_log())
    database.configure_and_migrate_log(connection, clock.now)
    return connection


@cache
def _empty_log() -> bytes:
    """The bytes of a log without rows, created once, since that takes longer than most tests."""
    with closing(apsw.Connection(":memory:")) as connection:
        database.configure_and_migrate_log(connection, lambda: Moment(0, 0))
        return connection.serialize("main")


def _concerns(kind: re.Pattern[str], statement: str, tables: Collection[str]) -> bool:
    found = kind.match(statement)
    return found is not None and (tables is _EVERY or found[1] in tables)
