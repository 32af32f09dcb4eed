"""How a session is stored in the log, and how to resume a session from there."""

from dataclasses import dataclass, replace
from uuid import UUID

from rlscompanion.domain.moment import Moment
from rlscompanion.domain.ratings import Ratings
from rlscompanion.domain.routine import RoutineKind, Segment, Side
from rlscompanion.domain.session import Progress, SegmentStatus, SessionState, Status, resumed_state, spent


@dataclass(frozen=True)
class SegmentRecord:
    """One segment of a session as it is stored in the log."""

    step_key: str
    side: Side
    status: SegmentStatus
    planned: float
    spent: float
    added: float = 0.0


@dataclass(frozen=True)
class SessionRecord:
    """A session as it is stored in the log.

    `ended_at` is None while it runs or if it was interrupted.
    """

    id: UUID
    routine_key: str
    routine_title: str
    kind: RoutineKind
    started_at: Moment
    status: Status
    segments: tuple[SegmentRecord, ...]
    index: int = 0
    ended_at: Moment | None = None
    awakening_id: UUID | None = None
    night_id: UUID | None = None
    seen_at: Moment | None = None
    """When the session was last known to be running."""
    by_helper: bool | None = None
    """Whether a helper massaged; None if that was not asked."""

    @property
    def is_over(self) -> bool:
        """Whether the session has ended."""
        return self.status in (Status.FINISHED, Status.ENDED)


@dataclass(frozen=True)
class LeftOpen:
    """A stored session without an end, and the time of its last rating, if it has one."""

    record: SessionRecord
    rated_at: Moment | None = None


@dataclass(frozen=True)
class RatedSession:
    """The ratings before and after a session, its routine's title, its start, and who massaged.

    `by_helper` means that a helper did.
    """

    before: Ratings
    after: Ratings
    routine: str = ""
    started_at: Moment | None = None
    by_helper: bool = False


def ended_where_left(record: SessionRecord, rated_at: Moment | None = None) -> SessionRecord:
    """The record of an interrupted session, ended when it was last saved or rated.

    Without either, it ends when it began.
    """
    known = (record.started_at, record.seen_at, rated_at)
    return replace(record, status=Status.ENDED, ended_at=max(each for each in known if each is not None))


def recorded(state: SessionState, now: float) -> tuple[SegmentRecord, ...]:
    """The segments of a session as they are stored in the log."""
    return tuple(
        SegmentRecord(
            each.segment.step.key,
            each.segment.side,
            each.status,
            each.planned,
            spent(state, now) if i == state.index else each.spent,
            each.added,
        )
        for i, each in enumerate(state.progress)
    )


def restored(record: SessionRecord, segments: tuple[Segment, ...]) -> SessionState | None:
    """The state of a stored session to resume, paused at the point it had reached.

    None if the routine has changed.
    """
    kept = [(each.step_key, each.side) for each in record.segments]
    if kept != [(segment.step.key, segment.side) for segment in segments] or record.index >= len(segments):
        return None
    progress = tuple(
        Progress(segment, each.status, min(each.spent, segment.seconds + each.added), each.added)
        for segment, each in zip(segments, record.segments, strict=True)
    )
    return resumed_state(progress, record.index)
