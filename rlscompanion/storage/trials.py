"""The person's trials (experiments on whether massage helps), stored in the sleep log."""

from collections.abc import Sequence

from rlscompanion.domain.trial import Trial
from rlscompanion.storage.part import LogPart
from rlscompanion.storage.table_mapping import TableMapping

_TRIALS = TableMapping("trials", Trial, relevant_difference="matters")


class SqliteTrials(LogPart):
    """Reads and writes trials (experiments on whether massage helps) in the sleep log."""

    def all_trials(self) -> Sequence[Trial]:
        """Every trial, latest start first."""
        return self._read_all(_TRIALS, "ORDER BY first_evening DESC, created_utc DESC, id")

    def save(self, trial: Trial) -> None:
        """Write a new or changed trial."""
        self._write_row(_TRIALS, trial)
