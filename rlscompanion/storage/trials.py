"""Trials in the log file."""

from collections.abc import Callable, Sequence
from datetime import date
from uuid import UUID

import apsw

from rlscompanion.domain.moment import Moment
from rlscompanion.domain.outcomes import Outcome
from rlscompanion.domain.trial import Trial
from rlscompanion.storage.database import reading, rows, transaction, upsert

_COLUMNS = ("id", "outcome", "first_evening", "seed", "blocks", "stopped_on")


class SqliteTrials:
    """The trials of a log. What `save` has returned from is on disk; the world's errors raise Refusal."""

    def __init__(self, connection: apsw.Connection, now: Callable[[], Moment]) -> None:
        self._connection = connection
        self._now = now

    def all(self) -> Sequence[Trial]:
        """Every trial, the one begun last first."""
        with reading(self._connection):
            found = rows(
                self._connection,
                f"SELECT {', '.join(_COLUMNS)} FROM trials ORDER BY first_evening DESC, created_utc DESC, id",
            )
            return [
                Trial(
                    id=UUID(trial_id),
                    outcome=Outcome(outcome),
                    first_evening=date.fromisoformat(first),
                    seed=seed,
                    blocks=blocks,
                    stopped_on=None if stopped is None else date.fromisoformat(stopped),
                )
                for trial_id, outcome, first, seed, blocks, stopped in found
            ]

    def save(self, trial: Trial) -> None:
        """Write a trial, new or changed."""
        now = self._now().utc
        stopped = None if trial.stopped_on is None else trial.stopped_on.isoformat()
        with transaction(self._connection):
            self._connection.execute(
                upsert("trials", _COLUMNS, ("id",)),
                (
                    *(str(trial.id), trial.outcome, trial.first_evening.isoformat()),
                    *(trial.seed, trial.blocks, stopped, now, now),
                ),
            )
