"""A real log in memory."""

import apsw

from rlscompanion.storage.database import known_migrations


def log_in_memory() -> apsw.Connection:
    """An empty log of the newest form that lies on no disk."""
    connection = apsw.Connection(":memory:")
    for migration in known_migrations():
        for _ in connection.execute(migration.sql):
            pass
    connection.pragma("foreign_keys", True)
    return connection
