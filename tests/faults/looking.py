"""Helpers that read all rows of a log, and all data that the app's window reads."""

from contextlib import closing
from pathlib import Path

from rlscompanion.domain.ratings import RatingTime
from rlscompanion.domain.routine import RoutineKind
from rlscompanion.storage.backups import open_log_unchanged
from rlscompanion.storage.database import open_database
from rlscompanion.storage.health import SqliteHealthRecord
from rlscompanion.storage.playlists import SqlitePlaylists
from rlscompanion.storage.preferences import SqlitePreferences
from rlscompanion.storage.presets import SqlitePresets
from rlscompanion.storage.restore import table_names
from rlscompanion.storage.screenings import SqliteScreenings
from rlscompanion.storage.sessions import SqliteSessionLog
from rlscompanion.storage.sleep_log import SqliteSleepLog
from rlscompanion.storage.trials import SqliteTrials
from tests.exchange.samples import NIGHT

from .operations import LATER_CLOCK


def look_at_everything(log: Path) -> None:
    """Open the log and read all data that the app's window reads.

    Raises Refusal if the log cannot be opened.
    """
    with closing(open_database(log, LATER_CLOCK)) as connection:
        nights, sessions = SqliteSleepLog(connection, LATER_CLOCK), SqliteSessionLog(connection, LATER_CLOCK)
        health, screenings = (
            SqliteHealthRecord(connection, LATER_CLOCK),
            SqliteScreenings(connection, LATER_CLOCK),
        )
        all_nights = nights.nights()
        for night in all_nights:
            for moment in (night.symptoms_began, night.saved_at, *(each.at for each in night.awakenings)):
                assert moment is None or moment.local
        nights.night_of(NIGHT.evening), nights.unfinished_night(), nights.night(NIGHT.id)
        assert len([(each.id, each.evening, each.sleep) for each in nights.summaries()]) == len(all_nights)
        for session in sessions.all_sessions():
            assert session.started_at.local
            for when in RatingTime:
                sessions.ratings(session.id, when)
        sessions.all_ratings(), sessions.latest(), sessions.sessions_of_night(NIGHT.id)
        for kind in RoutineKind:
            for moment in sessions.start_times(kind):
                assert moment.local
            sessions.rated_before_and_after(kind, None)
        health.own_factors(), health.medicines(), health.lab_results(), health.irls_totals()
        for answers in (screenings.latest_lasting(), screenings.latest_for_one_night()):
            assert answers is None or answers.answered_at.local
        (
            SqliteTrials(connection, LATER_CLOCK).all_trials(),
            SqlitePresets(connection, LATER_CLOCK).all_presets(),
        )
        (
            SqlitePlaylists(connection, LATER_CLOCK).load(),
            SqlitePreferences(connection, LATER_CLOCK).all_texts(),
        )


def rows_of(log: Path) -> list[tuple[object, ...]]:
    """All rows of all tables of a log."""
    with open_log_unchanged(log) as connection:
        tables = table_names(connection)
        return [row for table in tables for row in connection.execute(f"SELECT * FROM {table}")]
