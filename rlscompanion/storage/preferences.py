"""Choices that are remembered, in the log file."""

from collections.abc import Callable

import apsw

from rlscompanion.domain.moment import Moment
from rlscompanion.storage.database import reading, rows, transaction

_SET = """
    INSERT INTO preferences (key, value, modified_utc) VALUES (?, ?, ?)
    ON CONFLICT (key) DO UPDATE SET value = excluded.value, modified_utc = excluded.modified_utc
    WHERE preferences.value IS NOT excluded.value
"""


class SqlitePreferences:
    """Remembered choices, as short texts by key. Methods raise Refusal for the world's errors."""

    def __init__(self, connection: apsw.Connection, now: Callable[[], Moment]) -> None:
        self._connection = connection
        self._now = now

    def get(self, key: str, default: str) -> str:
        """The remembered choice, or the default."""
        with reading(self._connection):
            found = rows(self._connection, "SELECT value FROM preferences WHERE key = ?", (key,))
        return str(found[0][0]) if found else default

    def set(self, key: str, value: str) -> None:
        """Remember a choice."""
        with transaction(self._connection):
            self._connection.execute(_SET, (key, value, self._now().utc))

    def all(self) -> dict[str, str]:
        """Every remembered choice by key."""
        with reading(self._connection):
            return dict(rows(self._connection, "SELECT key, value FROM preferences ORDER BY key"))
