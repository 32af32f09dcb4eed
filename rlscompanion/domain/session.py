"""A massage session as an immutable value, and the events that change it.

`advance(state, event, now)` makes every change. Times are seconds on one monotonic clock; time left is
computed from deadlines, never by counting ticks.
"""

from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum

from rlscompanion.domain.routine import Segment

ADDED_SECONDS = 15.0
"""What one press of "+15 s" adds to a segment."""

RESTART_AFTER_SECONDS = 3.0
"""Seconds of work after which *back* restarts a segment instead of going to the previous one."""

LAST_SECONDS = 10.0
"""The end of the work, announced before it comes."""

MIDWAY_FROM_SECONDS, LAST_FROM_SECONDS = 30.0, 20.0
"""Work shorter than this has no half time, or no last seconds, that are announced."""


class SegmentStatus(StrEnum):
    """Whether a segment is still to be done, done, or skipped."""

    PENDING = "pending"
    DONE = "done"
    SKIPPED = "skipped"


class Status(StrEnum):
    """The state of a session: waiting, running, or over."""

    READY = "ready"
    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"
    ENDED = "ended"


class Event(StrEnum):
    """A press that a session reacts to, or a tick of the clock."""

    START = "start"
    TICK = "tick"
    PAUSE = "pause"
    RESUME = "resume"
    NEXT = "next"
    BACK = "back"
    ADD_TIME = "add_time"
    END = "end"


class Fact(StrEnum):
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
class Happened:
    """A change in a session (`fact`), the index of its segment, and when it happened.

    The time may be before the tick that noticed it.
    """

    fact: Fact
    index: int
    at: float


class Stage(IntEnum):
    """A part of a segment, from its lead-in to its last seconds; its beginning is announced once."""

    LEAD_IN = 0
    FIRST_HALF = 1
    SECOND_HALF = 2
    LAST = 3


_BEGUN = {
    Stage.FIRST_HALF: Fact.WORK_STARTED,
    Stage.SECOND_HALF: Fact.HALFWAY,
    Stage.LAST: Fact.LAST_SECONDS_BEGUN,
}


@dataclass(frozen=True)
class Progress:
    """How far one segment is: its stage, the seconds spent in it, and the seconds added to its plan."""

    segment: Segment
    status: SegmentStatus = SegmentStatus.PENDING
    spent: float = 0.0
    added: float = 0.0
    stage: Stage = Stage.LEAD_IN

    @property
    def planned(self) -> float:
        """The seconds planned for the segment: lead-in, work and added time."""
        return self.segment.seconds + self.added

    def stages(self) -> tuple[tuple[Stage, float], ...]:
        """The stages of this segment after the lead-in, each with the second at which it begins."""
        lead_in = self.segment.lead_in
        work = self.planned - lead_in
        found = [(Stage.FIRST_HALF, lead_in)]
        if work >= MIDWAY_FROM_SECONDS:
            found.append((Stage.SECOND_HALF, lead_in + work / 2))
        if work >= LAST_FROM_SECONDS:
            found.append((Stage.LAST, self.planned - LAST_SECONDS))
        return tuple(found)


@dataclass(frozen=True)
class SessionState:
    """The state of a session between events: the progress of its segments, and the current index.

    `since` is when the current segment last started running.
    """

    progress: tuple[Progress, ...]
    index: int = 0
    status: Status = Status.READY
    since: float = 0.0

    @property
    def current(self) -> Progress:
        """The progress of the current segment; after the end, of the last one."""
        return self.progress[min(self.index, len(self.progress) - 1)]

    @property
    def upcoming(self) -> Segment | None:
        """The segment after the current one; None after the last."""
        following = self.index + 1
        return self.progress[following].segment if following < len(self.progress) else None

    @property
    def is_over(self) -> bool:
        """Whether the session has finished or was ended early."""
        return self.status in (Status.FINISHED, Status.ENDED)


def new_session(segments: tuple[Segment, ...]) -> SessionState:
    """The state of a session that has not started. Raises ValueError without segments."""
    if not segments:
        raise ValueError("a session needs at least one segment")
    return SessionState(tuple(Progress(segment) for segment in segments))


def resumed_state(progress: tuple[Progress, ...], index: int) -> SessionState:
    """The state of an interrupted session, paused at the point that it had reached."""
    current = progress[index]
    reached = [stage for stage, begins in current.stages() if current.spent >= begins]
    staged = replace(current, stage=reached[-1] if reached else Stage.LEAD_IN)
    return SessionState((*progress[:index], staged, *progress[index + 1 :]), index, Status.PAUSED)


def spent(state: SessionState, now: float) -> float:
    """Seconds spent in the current segment, including the lead-in."""
    running = now - state.since if state.status is Status.RUNNING else 0.0
    return min(max(state.current.spent + running, 0.0), state.current.planned)


def segment_left(state: SessionState, now: float) -> float:
    """Seconds left of the current segment."""
    if state.status is Status.FINISHED:
        return 0.0
    return state.current.planned - spent(state, now)


def in_lead_in(state: SessionState, now: float) -> bool:
    """Whether the current segment is still in its lead-in."""
    return not state.is_over and spent(state, now) < state.current.segment.lead_in


def lead_in_left(state: SessionState, now: float) -> float:
    """Seconds left of the current lead-in, zero during the work."""
    return max(0.0, state.current.segment.lead_in - spent(state, now))


def total(state: SessionState) -> float:
    """The planned seconds of the whole session, including lead-ins and added time."""
    return sum(each.planned for each in state.progress)


def done_seconds(state: SessionState, now: float) -> float:
    """The seconds spent in all segments so far, including the current one."""
    others = sum(each.spent for i, each in enumerate(state.progress) if i != state.index)
    return others + (spent(state, now) if state.index < len(state.progress) else 0.0)


def skipped_seconds(state: SessionState) -> float:
    """The planned seconds that were not spent because segments were skipped."""
    return sum(each.planned - each.spent for each in state.progress if each.status is SegmentStatus.SKIPPED)


def time_left(state: SessionState, now: float) -> float:
    """Seconds left of the whole session, between 0 and `total`."""
    if state.status is Status.FINISHED:
        return 0.0
    after = state.progress[state.index + 1 :]
    return segment_left(state, now) + sum(each.planned for each in after)


def count(state: SessionState, status: SegmentStatus) -> int:
    """The number of segments in a session that have this status."""
    return sum(each.status is status for each in state.progress)


def next_deadline(state: SessionState) -> float | None:
    """When the current segment's next stage begins, or the segment ends. None unless running."""
    if state.status is not Status.RUNNING:
        return None
    coming = _coming_stage(state.current)
    return state.since + (coming[1] if coming else state.current.planned) - state.current.spent


def _coming_stage(current: Progress) -> tuple[Stage, float] | None:
    """The next stage, and the second at which it begins: now, if added time moved it into the past."""
    coming = ((stage, begins) for stage, begins in current.stages() if stage > current.stage)
    return next(((stage, max(begins, current.spent)) for stage, begins in coming), None)


def advance(state: SessionState, event: Event, now: float) -> tuple[SessionState, tuple[Happened, ...]]:
    """Apply an event to a session at `now`. Returns the new state and its changes, oldest first.

    Deadlines before `now` are processed first, each at its own time, so a late tick shifts nothing.
    An event without effect here (a pause while paused) leaves the session unchanged.
    """
    state, facts = _work_off(state, now)
    state, more = _taken(state, event, now)
    return state, (*facts, *more)


_Result = tuple[SessionState, tuple[Happened, ...]]


def _work_off(state: SessionState, now: float) -> _Result:
    facts: list[Happened] = []
    while (deadline := next_deadline(state)) is not None and deadline <= now:
        state, happened = _cross(state, deadline)
        facts.extend(happened)
    return state, tuple(facts)


def _cross(state: SessionState, at: float) -> _Result:
    """Process one deadline of a running session: enter a stage of the segment, or the next segment."""
    current = state.current
    coming = _coming_stage(current)
    if coming is not None:
        stage, begins = coming
        begun = _with_current(state, replace(current, spent=begins, stage=stage))
        return replace(begun, since=at), (Happened(_BEGUN[stage], state.index, at),)
    done = _with_current(state, replace(current, spent=current.planned, status=SegmentStatus.DONE))
    state, facts = _enter(done, state.index + 1, at)
    return state, (Happened(Fact.SEGMENT_DONE, done.index, at), *facts)


def _enter(state: SessionState, index: int, at: float) -> _Result:
    if index >= len(state.progress):
        finished = replace(state, index=len(state.progress), status=Status.FINISHED)
        return finished, (Happened(Fact.FINISHED, len(state.progress) - 1, at),)
    entered = _with_current(
        replace(state, index=index, since=at),
        replace(state.progress[index], status=SegmentStatus.PENDING, spent=0.0, stage=Stage.LEAD_IN),
    )
    return entered, (Happened(Fact.SEGMENT_STARTED, index, at),)


def _with_current(state: SessionState, current: Progress) -> SessionState:
    return replace(
        state, progress=(*state.progress[: state.index], current, *state.progress[state.index + 1 :])
    )


def _settled(state: SessionState, now: float) -> SessionState:
    """The state with the running time added to the current segment."""
    return replace(_with_current(state, replace(state.current, spent=spent(state, now))), since=now)


_UNDER_WAY = (Status.RUNNING, Status.PAUSED)

_TAKEN_WHILE = {
    Event.START: (Status.READY,),
    Event.TICK: (),
    Event.PAUSE: (Status.RUNNING,),
    Event.RESUME: (Status.PAUSED,),
    Event.NEXT: _UNDER_WAY,
    Event.BACK: _UNDER_WAY,
    Event.ADD_TIME: _UNDER_WAY,
    Event.END: (Status.READY, *_UNDER_WAY),
}
"""The statuses in which each event has an effect."""


def _taken(state: SessionState, event: Event, now: float) -> _Result:
    index, current = state.index, state.current
    match event:
        case _ if state.status not in _TAKEN_WHILE[event]:
            return state, ()
        case Event.START:
            return _enter(replace(state, status=Status.RUNNING), 0, now)
        case Event.PAUSE:
            paused = replace(_settled(state, now), status=Status.PAUSED)
            return paused, (Happened(Fact.PAUSED, index, now),)
        case Event.RESUME:
            running = replace(state, status=Status.RUNNING, since=now)
            return running, (Happened(Fact.RESUMED, index, now),)
        case Event.NEXT:
            settled = _settled(state, now)
            skipped = _with_current(settled, replace(settled.current, status=SegmentStatus.SKIPPED))
            entered, facts = _enter(skipped, index + 1, now)
            return entered, (Happened(Fact.SEGMENT_SKIPPED, index, now), *facts)
        case Event.BACK:
            if spent(state, now) - current.segment.lead_in > RESTART_AFTER_SECONDS:
                return _enter(state, index, now)
            untouched = _with_current(state, replace(current, spent=0.0, stage=Stage.LEAD_IN))
            return _enter(untouched, max(0, index - 1), now)
        case Event.ADD_TIME:
            state = _settled(state, now)
            longer = replace(state.current, added=current.added + ADDED_SECONDS)
            if longer.stage is Stage.LAST:  # they are no longer the last ones, and will be announced again
                longer = replace(longer, stage=Stage.SECOND_HALF)
            return _with_current(state, longer), (Happened(Fact.TIME_ADDED, index, now),)
        case _:
            ended = replace(_settled(state, now), status=Status.ENDED)
            return ended, (Happened(Fact.ENDED, index, now),)
