"""The person's answers to the health questions, stored in the sleep log."""

from datetime import date
from uuid import UUID

from rlscompanion.domain.safety import Finding, Screening
from rlscompanion.storage.database import (
    fetch_rows,
    moment_columns,
    moment_of_columns,
    read_transaction,
    transaction,
    upsert_sql,
)
from rlscompanion.storage.part import LogPart

_COLUMNS = ("id", "evening", "answered_utc", "answered_offset")
_WRITE_SCREENING = upsert_sql("screenings", _COLUMNS, ("id",))
_WRITE_FINDING = "INSERT INTO screening_findings (screening_id, finding, agreed) VALUES (?, ?, ?)"
_SELECT_FINDINGS = "SELECT finding, agreed FROM screening_findings WHERE screening_id = ? ORDER BY finding"

# By the order they were written in: a clock that was set back must not bring old answers up again.
_SELECT_LATEST = (
    f"SELECT {', '.join(_COLUMNS)} FROM screenings WHERE evening IS {{}} NULL ORDER BY rowid DESC LIMIT 1"
)


class SqliteScreenings(LogPart):
    """Reads and writes screenings (sets of answers to the health questions) in the sleep log."""

    def latest_lasting(self) -> Screening | None:
        """The latest screening (set of health answers) that holds until the answers are changed.

        None if there is no such screening. Also None if the screening contains an answer that this version
        does not know: then the questions are asked again.
        """
        return self._latest_screening(_SELECT_LATEST.format(""), whole=True)

    def latest_for_one_night(self) -> Screening | None:
        """The latest screening (set of health answers) that holds for one night only, or None."""
        return self._latest_screening(_SELECT_LATEST.format("NOT"), whole=False)

    def save(self, screening: Screening) -> None:
        """Write a new or changed screening; earlier screenings are kept."""
        found = [
            (str(screening.id), finding.value, int(finding in screening.approved))
            for finding in sorted(screening.findings)
        ]
        evening = screening.evening.isoformat() if screening.evening else None
        with transaction(self._connection):
            now = self._now().utc
            screening_id = str(screening.id)
            old = fetch_rows(self._connection, _SELECT_FINDINGS, (screening_id,))
            row = (screening_id, evening, *moment_columns(screening.answered_at))
            self._connection.execute(_WRITE_SCREENING, (*row, now, now))
            if old == [(finding, agreed) for _, finding, agreed in found]:
                return
            self._connection.execute("DELETE FROM screening_findings WHERE screening_id = ?", (screening_id,))
            self._connection.executemany(_WRITE_FINDING, found)
            self._connection.execute(
                "UPDATE screenings SET modified_utc = ? WHERE id = ?", (now, screening_id)
            )

    def _latest_screening(self, query: str, whole: bool) -> Screening | None:
        with read_transaction(self._connection):
            found = fetch_rows(self._connection, query)
            if not found:
                return None
            screening_id, evening, utc, offset = found[0]
            ticked = dict(fetch_rows(self._connection, _SELECT_FINDINGS, (screening_id,)))
            known = {Finding(word): agreed for word, agreed in ticked.items() if word in list(Finding)}
            if whole and len(known) < len(ticked):
                return None
            return Screening(
                id=UUID(screening_id),
                answered_at=moment_of_columns(utc, offset),
                findings=frozenset(known),
                approved=frozenset(finding for finding, agreed in known.items() if agreed),
                evening=date.fromisoformat(evening) if evening else None,
            )
