"""Massage and breathing sessions, with their segments and ratings, stored in the sleep log."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid4

from rlscompanion.domain.moment import Moment
from rlscompanion.domain.ratings import Ratings, RatingTime, Scale, ratings_of
from rlscompanion.domain.routine import RoutineKind
from rlscompanion.domain.safe_routine import BREATHING_ROUTINE_KEY
from rlscompanion.domain.session_record import RatedSession, SegmentRecord, SessionRecord, UnendedSession
from rlscompanion.storage.database import (
    fetch_rows,
    moment_of_columns,
    moment_of_columns_or_none,
    read_transaction,
    transaction,
    upsert_sql,
)
from rlscompanion.storage.part import LogPart
from rlscompanion.storage.table_mapping import Row, TableMapping


@dataclass(frozen=True)
class RatingRow:
    """One rating in the sleep log: a value on one scale, at the moment `at`.

    `rated` says whether the rating was given before or after the session.
    """

    id: UUID
    session_id: UUID
    rated: RatingTime
    scale: Scale
    value: int
    at: Moment


SESSIONS_TABLE = TableMapping(
    "sessions", SessionRecord, started_at="started", seen_at="seen", ended_at="ended", index="position"
)
SEGMENTS_TABLE = TableMapping("session_segments", SegmentRecord, status="outcome")
_RATINGS = TableMapping("ratings", RatingRow)

_SEGMENT_KEY = ("session_id", "ordinal")

_WRITE_SESSION = upsert_sql("sessions", SESSIONS_TABLE.columns, ("id",))
_WRITE_SEGMENT = upsert_sql(
    "session_segments", (*_SEGMENT_KEY, *SEGMENTS_TABLE.columns), _SEGMENT_KEY, has_time_stamps=False
)
_WRITE_RATING = upsert_sql("ratings", _RATINGS.columns, ("session_id", "rated", "scale"))

_LATEST_FIRST = "ORDER BY started_utc DESC, created_utc DESC, rowid DESC"

_SELECT_RATED_BOTH_TIMES = f"""
SELECT latest.id, routine_title, started_utc, started_offset, by_helper, rated, scale, value FROM (
    SELECT id, routine_title, started_utc, started_offset, by_helper, created_utc, rowid AS inserted
    FROM sessions
    WHERE kind = ? AND routine_key <> '{BREATHING_ROUTINE_KEY}'
        AND EXISTS (SELECT 1 FROM ratings WHERE session_id = sessions.id AND rated = 'before')
        AND EXISTS (SELECT 1 FROM ratings WHERE session_id = sessions.id AND rated = 'after')
    {_LATEST_FIRST} LIMIT ?
) AS latest JOIN ratings ON ratings.session_id = latest.id
ORDER BY started_utc DESC, latest.created_utc DESC, latest.inserted DESC
"""

_SELECT_LEFT_OPEN = f"SELECT id FROM sessions WHERE status NOT IN ('finished', 'ended') {_LATEST_FIRST}"
_SELECT_LAST_RATING_TIME = (
    "SELECT at_utc, at_offset FROM ratings WHERE session_id = ? ORDER BY at_utc DESC LIMIT 1"
)

_SELECT_STARTS = """
SELECT started_utc, started_offset FROM sessions WHERE kind = ? AND (routine_key = ?) = ?
    AND EXISTS (SELECT 1 FROM session_segments WHERE session_id = sessions.id AND outcome = 'done')
ORDER BY started_utc
"""


class SqliteSessionLog(LogPart):
    """Reads and writes sessions, their segments (one per step) and their ratings in the sleep log."""

    def save(self, record: SessionRecord) -> None:
        """Write a new or changed session with all its segments.

        If `record` names no night, the session keeps the night that it was assigned to. A reference to a
        night or awakening that the log does not have is left out.
        """
        with transaction(self._connection):
            now = self._now().utc
            there = replace(
                record,
                night_id=self._id_if_found("nights", record.night_id) or self._night_of(record.id),
                awakening_id=self._id_if_found("awakenings", record.awakening_id),
            )
            self._connection.execute(_WRITE_SESSION, (*SESSIONS_TABLE.row(there), now, now))
            if self._write_segments(record):
                self._connection.execute(
                    "UPDATE sessions SET modified_utc = ? WHERE id = ?", (now, str(record.id))
                )

    def session(self, session_id: UUID) -> SessionRecord | None:
        """The session with this id; None if the log has no such session."""
        return next(iter(self._load_sessions("WHERE id = ?", (str(session_id),))), None)

    def latest(self) -> SessionRecord | None:
        """The session that started last; None if the log has no sessions."""
        return next(iter(self._load_sessions(f"{_LATEST_FIRST} LIMIT 1", ())), None)

    def unended_sessions(self) -> Sequence[UnendedSession]:
        """The sessions that were started, but neither finished nor ended early; latest start first."""
        found = (self.session(UUID(session_id)) for (session_id,) in self._fetch_rows(_SELECT_LEFT_OPEN, ()))
        return [UnendedSession(each, self._last_rating_time(each.id)) for each in found if each is not None]

    def all_sessions(self) -> Sequence[SessionRecord]:
        """Every session with its segments, latest start first."""
        return self._load_sessions(_LATEST_FIRST, ())

    def save_ratings(self, session_id: UUID, when: RatingTime, at: Moment, ratings: Ratings) -> None:
        """Write the ratings given at the moment `at`; `when` says whether before or after the session.

        Ratings given earlier for the same session and the same `when` are replaced.
        """
        values = {scale: ratings.value(scale) for scale in Scale}
        blank = [(str(session_id), when, scale) for scale, value in values.items() if value is None]
        with transaction(self._connection):
            now = self._now().utc
            self._connection.executemany(
                "DELETE FROM ratings WHERE session_id = ? AND rated = ? AND scale = ?", blank
            )
            self._connection.executemany(
                _WRITE_RATING,
                [
                    (*_RATINGS.row(RatingRow(uuid4(), session_id, when, scale, value, at)), now, now)
                    for scale, value in values.items()
                    if value is not None
                ],
            )

    def ratings(self, session_id: UUID, when: RatingTime) -> Ratings:
        """The ratings of a session that were given before or after it (see `when`); blank without ratings."""
        query = "SELECT scale, value FROM ratings WHERE session_id = ? AND rated = ?"
        with read_transaction(self._connection):
            found = fetch_rows(self._connection, query, (str(session_id), when))
            return ratings_of({Scale(scale): value for scale, value in found})

    def start_times(self, kind: RoutineKind) -> Sequence[Moment]:
        """The start times of sessions of this kind with at least one finished segment, earliest first.

        Sessions with only breathing are left out.
        """
        return self._start_times(kind, is_breathing=False)

    def breathing_start_times(self) -> Sequence[Moment]:
        """The start times of evening sessions with only breathing, earliest first.

        Only sessions with at least one finished segment are included.
        """
        return self._start_times(RoutineKind.WIND_DOWN, is_breathing=True)

    def _start_times(self, kind: RoutineKind, is_breathing: bool) -> list[Moment]:
        with read_transaction(self._connection):
            found = fetch_rows(self._connection, _SELECT_STARTS, (kind, BREATHING_ROUTINE_KEY, is_breathing))
            return [moment_of_columns(utc, offset) for utc, offset in found]

    def rated_before_and_after(self, kind: RoutineKind, limit: int | None) -> Sequence[RatedSession]:
        """The sessions of this kind with ratings from both before and after the session, the latest first.

        Returns at most `limit` sessions, or all if `limit` is None. Sessions with only breathing are left
        out.
        """
        with read_transaction(self._connection):
            found = fetch_rows(
                self._connection, _SELECT_RATED_BOTH_TIMES, (kind, -1 if limit is None else limit)
            )
            rated: dict[tuple[Any, ...], dict[RatingTime, dict[Scale, int | None]]] = {}
            for *session, when, scale, value in found:
                of_session = rated.setdefault(tuple(session), {each: {} for each in RatingTime})
                of_session[RatingTime(when)][Scale(scale)] = value
            return [
                RatedSession(
                    ratings_of(values[RatingTime.BEFORE]),
                    ratings_of(values[RatingTime.AFTER]),
                    routine_title=routine,
                    started_at=moment_of_columns(utc, offset),
                    by_helper=bool(by_helper),
                )
                for (_, routine, utc, offset, by_helper), values in rated.items()
            ]

    def all_ratings(self) -> Sequence[RatingRow]:
        """All ratings of all sessions, in the order in which they were given."""
        return self._read_all(_RATINGS, "ORDER BY at_utc, session_id, rated, scale")

    def sessions_of_night(self, night_id: UUID) -> Sequence[SessionRecord]:
        """The sessions assigned to this night."""
        return self._load_sessions("WHERE night_id = ?", (str(night_id),))

    def assign_to_night(self, night_id: UUID, since: Moment, until: Moment) -> None:
        """Assign to a night all sessions without a night that started from `since` to just before `until`."""
        self._execute(
            "UPDATE sessions SET night_id = ?, modified_utc = ? "
            "WHERE night_id IS NULL AND started_utc >= ? AND started_utc < ?",
            (str(night_id), self._now().utc, since.utc, until.utc),
        )

    def _last_rating_time(self, session_id: UUID) -> Moment | None:
        found = self._fetch_rows(_SELECT_LAST_RATING_TIME, (str(session_id),))
        return moment_of_columns_or_none(*found[0]) if found else None

    def _id_if_found(self, table: str, row_id: UUID | None) -> UUID | None:
        """The id `row_id` if the table has a row with this id; None otherwise."""
        query = f"SELECT 1 FROM {table} WHERE id = ?"
        return row_id if row_id and fetch_rows(self._connection, query, (str(row_id),)) else None

    def _night_of(self, session_id: UUID) -> UUID | None:
        found = fetch_rows(self._connection, "SELECT night_id FROM sessions WHERE id = ?", (str(session_id),))
        return UUID(found[0][0]) if found and found[0][0] else None

    def _write_segments(self, record: SessionRecord) -> bool:
        """Write the segments of a session; return whether anything changed."""
        changes = self._connection.total_changes()
        self._connection.execute(
            "DELETE FROM session_segments WHERE session_id = ? AND ordinal >= ?",
            (str(record.id), len(record.segments)),
        )
        self._connection.executemany(
            _WRITE_SEGMENT,
            [
                (str(record.id), ordinal, *SEGMENTS_TABLE.row(each))
                for ordinal, each in enumerate(record.segments)
            ],
        )
        return self._connection.total_changes() != changes

    def _load_sessions(self, selection: str, bindings: Row) -> list[SessionRecord]:
        """The sessions that the SQL text `selection` chooses, in its order, read with one query per table."""
        with read_transaction(self._connection):
            sessions = fetch_rows(self._connection, f"{SESSIONS_TABLE.select} {selection}", bindings)
            found = fetch_rows(
                self._connection,
                f"SELECT session_id, {', '.join(SEGMENTS_TABLE.columns)} FROM session_segments "
                f"WHERE session_id IN (SELECT id FROM sessions {selection}) ORDER BY session_id, ordinal",
                bindings,
            )
            segments: defaultdict[str, list[SegmentRecord]] = defaultdict(list)
            read = SEGMENTS_TABLE.read([row[1:] for row in found])
            for (session_id, *_), segment in zip(found, read, strict=True):
                segments[session_id].append(segment)
            return SESSIONS_TABLE.read(sessions, segments=[tuple(segments[row[0]]) for row in sessions])
