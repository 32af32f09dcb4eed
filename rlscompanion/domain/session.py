"""A massage session as an immutable value, and the events that change the session.

A session goes through segments (a segment is a step on one leg); a segment has a lead-in to get ready, then
its work. `advance_session(state, event, now)` makes every change. Times are seconds on one monotonic clock.
The time left is computed from deadlines, never by counting ticks of the clock.
"""

from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum

from rlscompanion.domain.routine import Segment

ADD_TIME_SECONDS = 15.0
"""The seconds that one press of the "+15 s" button adds to a segment."""

BACK_RESTARTS_AFTER_SECONDS = 3.0
"""The seconds of work after which the *back* button restarts a segment.

Before, the button goes to the previous segment.
"""

LAST_STAGE_SECONDS = 10.0
"""The length of the last stage of a segment; the app announces when the last stage begins."""

MIN_WORK_SECONDS_FOR_HALFWAY, MIN_WORK_SECONDS_FOR_LAST_STAGE = 30.0, 20.0
"""The shortest work (seconds) for announcing half time, and for announcing the last stage."""


class SegmentStatus(StrEnum):
    """Whether a segment is pending, done, or skipped."""

    PENDING = "pending"
    DONE = "done"
    SKIPPED = "skipped"


class SessionStatus(StrEnum):
    """The state of a session: waiting, running, or over."""

    READY = "ready"
    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"
    ENDED = "ended"


class SessionEvent(StrEnum):
    """What changes a session: a press on a button, or a tick of the clock."""

    START = "start"
    TICK = "tick"
    PAUSE = "pause"
    RESUME = "resume"
    NEXT = "next"
    BACK = "back"
    ADD_TIME = "add_time"
    END = "end"


class SessionFact(StrEnum):
    """A change in a session that an event caused, such as the start of a segment."""

    SEGMENT_STARTED = "segment_started"
    WORK_STARTED = "work_started"
    HALFWAY = "halfway"
    LAST_SECONDS_BEGUN = "last_seconds_begun"
    SEGMENT_DONE = "segment_done"
    SEGMENT_SKIPPED = "segment_skipped"
    TIME_ADDED = "time_added"
    PAUSED = "paused"
    RESUMED = "resumed"
    FINISHED = "finished"
    ENDED = "ended"


@dataclass(frozen=True)
class TimedFact:
    """A change in a session that an event caused (`fact`), with its time.

    `segment_index` is the index of the segment that changed. `changed_at` is the time of the change, which
    can be earlier than the tick that noticed the change.
    """

    fact: SessionFact
    segment_index: int
    changed_at: float


class SegmentStage(IntEnum):
    """A part of a segment: its lead-in (to get ready), a half of its work, or its last seconds."""

    LEAD_IN = 0
    FIRST_HALF = 1
    SECOND_HALF = 2
    LAST = 3


_FACT_AT_START_OF = {
    SegmentStage.FIRST_HALF: SessionFact.WORK_STARTED,
    SegmentStage.SECOND_HALF: SessionFact.HALFWAY,
    SegmentStage.LAST: SessionFact.LAST_SECONDS_BEGUN,
}


@dataclass(frozen=True)
class SegmentProgress:
    """How far a segment has come: its status, its stage, and the seconds spent and added.

    `spent` are the seconds spent in the segment, and `added` the seconds added to the segment.
    """

    segment: Segment
    status: SegmentStatus = SegmentStatus.PENDING
    spent: float = 0.0
    added: float = 0.0
    stage: SegmentStage = SegmentStage.LEAD_IN

    @property
    def planned(self) -> float:
        """The seconds planned for the segment: lead-in, work and added time."""
        return self.segment.seconds + self.added

    def stages(self) -> tuple[tuple[SegmentStage, float], ...]:
        """The stages of this segment after the lead-in, each with the second at which the stage begins."""
        lead_in = self.segment.lead_in
        work = self.planned - lead_in
        found = [(SegmentStage.FIRST_HALF, lead_in)]
        if work >= MIN_WORK_SECONDS_FOR_HALFWAY:
            found.append((SegmentStage.SECOND_HALF, lead_in + work / 2))
        if work >= MIN_WORK_SECONDS_FOR_LAST_STAGE:
            found.append((SegmentStage.LAST, self.planned - LAST_STAGE_SECONDS))
        return tuple(found)


@dataclass(frozen=True)
class SessionState:
    """The state of a session between events: the progress of all segments, and which segment is current.

    `current_index` is the index of the current segment. `running_since` is the time from which the current
    segment has been running.
    """

    progress: tuple[SegmentProgress, ...]
    current_index: int = 0
    status: SessionStatus = SessionStatus.READY
    running_since: float = 0.0

    @property
    def current_progress(self) -> SegmentProgress:
        """The progress of the current segment; after the end, of the segment at which the session ended."""
        return self.progress[min(self.current_index, len(self.progress) - 1)]

    @property
    def next_segment(self) -> Segment | None:
        """The segment after the current segment; None after the last segment."""
        following = self.current_index + 1
        return self.progress[following].segment if following < len(self.progress) else None

    @property
    def is_over(self) -> bool:
        """Whether the session has finished or was ended early."""
        return self.status in (SessionStatus.FINISHED, SessionStatus.ENDED)


def new_session(segments: tuple[Segment, ...]) -> SessionState:
    """The state of a session that has not started. Raises ValueError for a session without segments."""
    if not segments:
        raise ValueError("a session needs at least one segment")
    return SessionState(tuple(SegmentProgress(segment) for segment in segments))


def resumed_session(progress: tuple[SegmentProgress, ...], index: int) -> SessionState:
    """The state of an interrupted session, paused at the point where the session was interrupted."""
    current = progress[index]
    reached = [stage for stage, begins in current.stages() if current.spent >= begins]
    staged = replace(current, stage=reached[-1] if reached else SegmentStage.LEAD_IN)
    return SessionState((*progress[:index], staged, *progress[index + 1 :]), index, SessionStatus.PAUSED)


def spent_seconds(state: SessionState, now: float) -> float:
    """Seconds spent in the current segment, including the lead-in."""
    running = now - state.running_since if state.status is SessionStatus.RUNNING else 0.0
    return min(max(state.current_progress.spent + running, 0.0), state.current_progress.planned)


def segment_seconds_left(state: SessionState, now: float) -> float:
    """Seconds left of the current segment."""
    if state.status is SessionStatus.FINISHED:
        return 0.0
    return state.current_progress.planned - spent_seconds(state, now)


def is_in_lead_in(state: SessionState, now: float) -> bool:
    """Whether the current segment is still in its lead-in (the seconds to get ready)."""
    return not state.is_over and spent_seconds(state, now) < state.current_progress.segment.lead_in


def lead_in_seconds_left(state: SessionState, now: float) -> float:
    """Seconds left of the current segment's lead-in; zero during the work."""
    return max(0.0, state.current_progress.segment.lead_in - spent_seconds(state, now))


def total_planned_seconds(state: SessionState) -> float:
    """The planned seconds of the whole session, including lead-ins and added time."""
    return sum(each.planned for each in state.progress)


def total_spent_seconds(state: SessionState, now: float) -> float:
    """The seconds spent in all segments so far, including the current segment."""
    others = sum(each.spent for i, each in enumerate(state.progress) if i != state.current_index)
    return others + (spent_seconds(state, now) if state.current_index < len(state.progress) else 0.0)


def skipped_seconds(state: SessionState) -> float:
    """The planned seconds that were not spent because segments were skipped."""
    return sum(each.planned - each.spent for each in state.progress if each.status is SegmentStatus.SKIPPED)


def seconds_left(state: SessionState, now: float) -> float:
    """Seconds left of the whole session, between 0 and `total_planned_seconds`."""
    if state.status is SessionStatus.FINISHED:
        return 0.0
    after = state.progress[state.current_index + 1 :]
    return segment_seconds_left(state, now) + sum(each.planned for each in after)


def count_segments(state: SessionState, status: SegmentStatus) -> int:
    """The number of segments in a session that have this status."""
    return sum(each.status is status for each in state.progress)


def next_deadline(state: SessionState) -> float | None:
    """The time at which the current segment's next stage begins; in the last stage, when the segment ends.

    None unless the session is running.
    """
    if state.status is not SessionStatus.RUNNING:
        return None
    coming = _next_stage(state.current_progress)
    return (
        state.running_since
        + (coming[1] if coming else state.current_progress.planned)
        - state.current_progress.spent
    )


def _next_stage(current: SegmentProgress) -> tuple[SegmentStage, float] | None:
    """The next stage, and the second at which it begins.

    If added time moved that second into the past, the stage begins now.
    """
    coming = ((stage, begins) for stage, begins in current.stages() if stage > current.stage)
    return next(((stage, max(begins, current.spent)) for stage, begins in coming), None)


def advance_session(
    state: SessionState, event: SessionEvent, now: float
) -> tuple[SessionState, tuple[TimedFact, ...]]:
    """Apply an event to a session at `now`. Returns the new state and the changes, oldest first.

    Deadlines before `now` are processed first, each at its own time, so that a late tick causes no delay. An
    event without effect in this state, such as a pause while paused, leaves the session unchanged.
    """
    state, facts = _process_deadlines(state, now)
    state, more = _apply_event(state, event, now)
    return state, (*facts, *more)


_StateAndFacts = tuple[SessionState, tuple[TimedFact, ...]]


def _process_deadlines(state: SessionState, now: float) -> _StateAndFacts:
    facts: list[TimedFact] = []
    while (deadline := next_deadline(state)) is not None and deadline <= now:
        state, happened = _process_deadline(state, deadline)
        facts.extend(happened)
    return state, tuple(facts)


def _process_deadline(state: SessionState, at: float) -> _StateAndFacts:
    """Process one deadline of a running session: enter a stage of the segment, or the next segment."""
    current = state.current_progress
    coming = _next_stage(current)
    if coming is not None:
        stage, begins = coming
        begun = _with_current(state, replace(current, spent=begins, stage=stage))
        return replace(begun, running_since=at), (
            TimedFact(_FACT_AT_START_OF[stage], state.current_index, at),
        )
    done = _with_current(state, replace(current, spent=current.planned, status=SegmentStatus.DONE))
    state, facts = _enter_segment(done, state.current_index + 1, at)
    return state, (TimedFact(SessionFact.SEGMENT_DONE, done.current_index, at), *facts)


def _enter_segment(state: SessionState, index: int, at: float) -> _StateAndFacts:
    if index >= len(state.progress):
        finished = replace(state, current_index=len(state.progress), status=SessionStatus.FINISHED)
        return finished, (TimedFact(SessionFact.FINISHED, len(state.progress) - 1, at),)
    entered = _with_current(
        replace(state, current_index=index, running_since=at),
        replace(state.progress[index], status=SegmentStatus.PENDING, spent=0.0, stage=SegmentStage.LEAD_IN),
    )
    return entered, (TimedFact(SessionFact.SEGMENT_STARTED, index, at),)


def _with_current(state: SessionState, current: SegmentProgress) -> SessionState:
    return replace(
        state,
        progress=(
            *state.progress[: state.current_index],
            current,
            *state.progress[state.current_index + 1 :],
        ),
    )


def _with_running_time_added(state: SessionState, now: float) -> SessionState:
    """The state with the running time added to the current segment."""
    return replace(
        _with_current(state, replace(state.current_progress, spent=spent_seconds(state, now))),
        running_since=now,
    )


_STARTED_STATUSES = (SessionStatus.RUNNING, SessionStatus.PAUSED)

_STATUSES_FOR_EVENT = {
    SessionEvent.START: (SessionStatus.READY,),
    SessionEvent.TICK: (),
    SessionEvent.PAUSE: (SessionStatus.RUNNING,),
    SessionEvent.RESUME: (SessionStatus.PAUSED,),
    SessionEvent.NEXT: _STARTED_STATUSES,
    SessionEvent.BACK: _STARTED_STATUSES,
    SessionEvent.ADD_TIME: _STARTED_STATUSES,
    SessionEvent.END: (SessionStatus.READY, *_STARTED_STATUSES),
}
"""The statuses of a session in which each event has an effect."""


def _apply_event(state: SessionState, event: SessionEvent, now: float) -> _StateAndFacts:
    index, current = state.current_index, state.current_progress
    match event:
        case _ if state.status not in _STATUSES_FOR_EVENT[event]:
            return state, ()
        case SessionEvent.START:
            return _enter_segment(replace(state, status=SessionStatus.RUNNING), 0, now)
        case SessionEvent.PAUSE:
            paused = replace(_with_running_time_added(state, now), status=SessionStatus.PAUSED)
            return paused, (TimedFact(SessionFact.PAUSED, index, now),)
        case SessionEvent.RESUME:
            running = replace(state, status=SessionStatus.RUNNING, running_since=now)
            return running, (TimedFact(SessionFact.RESUMED, index, now),)
        case SessionEvent.NEXT:
            settled = _with_running_time_added(state, now)
            skipped = _with_current(settled, replace(settled.current_progress, status=SegmentStatus.SKIPPED))
            entered, facts = _enter_segment(skipped, index + 1, now)
            return entered, (TimedFact(SessionFact.SEGMENT_SKIPPED, index, now), *facts)
        case SessionEvent.BACK:
            if spent_seconds(state, now) - current.segment.lead_in > BACK_RESTARTS_AFTER_SECONDS:
                return _enter_segment(state, index, now)
            untouched = _with_current(state, replace(current, spent=0.0, stage=SegmentStage.LEAD_IN))
            return _enter_segment(untouched, max(0, index - 1), now)
        case SessionEvent.ADD_TIME:
            state = _with_running_time_added(state, now)
            longer = replace(state.current_progress, added=current.added + ADD_TIME_SECONDS)
            if (
                longer.stage is SegmentStage.LAST
            ):  # they are no longer the last ones, and will be announced again
                longer = replace(longer, stage=SegmentStage.SECOND_HALF)
            return _with_current(state, longer), (TimedFact(SessionFact.TIME_ADDED, index, now),)
        case _:
            ended = replace(_with_running_time_added(state, now), status=SessionStatus.ENDED)
            return ended, (TimedFact(SessionFact.ENDED, index, now),)
