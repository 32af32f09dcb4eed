"""Trials in the log file."""

from collections.abc import Callable, Sequence

import apsw

from rlscompanion.domain.moment import Moment
from rlscompanion.domain.trial import Trial
from rlscompanion.storage.database import reading, rows, transaction, upsert
from rlscompanion.storage.shapes import Shape

_TRIALS = Shape("trials", Trial)
_LATEST_FIRST = "ORDER BY first_evening DESC, created_utc DESC, id"


class SqliteTrials:
    """The trials of a log. What `save` has returned from is on disk; the world's errors raise Refusal."""

    def __init__(self, connection: apsw.Connection, now: Callable[[], Moment]) -> None:
        self._connection = connection
        self._now = now

    def all(self) -> Sequence[Trial]:
        """Every trial, the one begun last first."""
        with reading(self._connection):
            found = rows(self._connection, f"SELECT {', '.join(_TRIALS.columns)} FROM trials {_LATEST_FIRST}")
            return _TRIALS.read(found)

    def save(self, trial: Trial) -> None:
        """Write a trial, new or changed."""
        now = self._now().utc
        with transaction(self._connection):
            write = upsert("trials", _TRIALS.columns, ("id",))
            self._connection.execute(write, (*_TRIALS.row(trial), now, now))
