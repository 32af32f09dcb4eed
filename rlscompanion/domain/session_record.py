"""The records of a massage session in the log, and how to resume a session from its record."""

from dataclasses import dataclass, replace
from uuid import UUID

from rlscompanion.domain.moment import Moment
from rlscompanion.domain.ratings import Ratings
from rlscompanion.domain.routine import RoutineKind, Segment, Side
from rlscompanion.domain.session import (
    SegmentProgress,
    SegmentStatus,
    SessionState,
    SessionStatus,
    resumed_session,
    spent_seconds,
)


@dataclass(frozen=True)
class SegmentRecord:
    """One segment (a step on one leg) of a session, as stored in the log."""

    step_key: str
    side: Side
    status: SegmentStatus
    planned: float
    spent: float
    added: float = 0.0


@dataclass(frozen=True)
class SessionRecord:
    """A massage session as stored in the log.

    `ended_at` is None while the session runs, and also if the session was interrupted.
    """

    id: UUID
    routine_key: str
    routine_title: str
    kind: RoutineKind
    started_at: Moment
    status: SessionStatus
    segments: tuple[SegmentRecord, ...]
    index: int = 0
    ended_at: Moment | None = None
    awakening_id: UUID | None = None
    night_id: UUID | None = None
    seen_at: Moment | None = None
    """When the session was last known to be running."""
    by_helper: bool | None = None
    """Whether a helper massaged; None if the person was not asked."""

    @property
    def is_over(self) -> bool:
        """Whether the session has ended."""
        return self.status in (SessionStatus.FINISHED, SessionStatus.ENDED)


@dataclass(frozen=True)
class UnendedSession:
    """A stored session without an end, and the time of its last rating (None without ratings)."""

    record: SessionRecord
    rated_at: Moment | None = None


@dataclass(frozen=True)
class RatedSession:
    """The ratings before and after a session, the title of its routine, its start, and who massaged.

    `by_helper` means that a helper massaged.
    """

    ratings_before: Ratings
    ratings_after: Ratings
    routine_title: str = ""
    started_at: Moment | None = None
    by_helper: bool = False


def with_end_when_last_saved(record: SessionRecord, rated_at: Moment | None = None) -> SessionRecord:
    """The record of an interrupted session, with its end at the time when it was last saved or rated.

    If the session was never saved or rated after its start, it ends when it began.
    """
    known = (record.started_at, record.seen_at, rated_at)
    return replace(
        record, status=SessionStatus.ENDED, ended_at=max(each for each in known if each is not None)
    )


def segment_records(state: SessionState, now: float) -> tuple[SegmentRecord, ...]:
    """The segments of a session as records for the log."""
    return tuple(
        SegmentRecord(
            each.segment.step.key,
            each.segment.side,
            each.status,
            each.planned,
            spent_seconds(state, now) if i == state.current_index else each.spent,
            each.added,
        )
        for i, each in enumerate(state.progress)
    )


def restore_session_state(record: SessionRecord, segments: tuple[Segment, ...]) -> SessionState | None:
    """The state in which to resume a stored session, paused at the point where it was interrupted.

    None if the session's routine has changed since.
    """
    kept = [(each.step_key, each.side) for each in record.segments]
    if kept != [(segment.step.key, segment.side) for segment in segments] or record.index >= len(segments):
        return None
    progress = tuple(
        SegmentProgress(segment, each.status, min(each.spent, segment.seconds + each.added), each.added)
        for segment, each in zip(segments, record.segments, strict=True)
    )
    return resumed_session(progress, record.index)
