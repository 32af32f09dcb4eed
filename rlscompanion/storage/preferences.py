"""The person's choices that the program remembers, stored in the sleep log."""

from rlscompanion.storage.part import LogPart

_WRITE_PREFERENCE = """
    INSERT INTO preferences (key, value, modified_utc) VALUES (?, ?, ?)
    ON CONFLICT (key) DO UPDATE SET value = excluded.value, modified_utc = excluded.modified_utc
    WHERE preferences.value IS NOT excluded.value
"""


class SqlitePreferences(LogPart):
    """Reads and writes remembered choices, each a short text under a key."""

    def get(self, key: str, default: str) -> str:
        """The choice remembered under `key`, or `default` if no choice is remembered."""
        found = self._fetch_rows("SELECT value FROM preferences WHERE key = ?", (key,))
        return str(found[0][0]) if found else default

    def set(self, key: str, value: str) -> None:
        """Remember a choice under `key`."""
        self._execute(_WRITE_PREFERENCE, (key, value, self._now().utc))

    def all_texts(self) -> dict[str, str]:
        """Every remembered choice by its key."""
        return dict(self._fetch_rows("SELECT key, value FROM preferences ORDER BY key"))
