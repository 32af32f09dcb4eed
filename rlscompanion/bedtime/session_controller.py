"""Runs the massage session, whose state changes by presses, deadlines and suspends of the machine."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from uuid import UUID, uuid4

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from rlscompanion.bedtime.pending import PendingWrites
from rlscompanion.bedtime.ports import BedtimeClock, SessionLog
from rlscompanion.domain import session as value
from rlscompanion.domain.moment import minutes_between
from rlscompanion.domain.ratings import Ratings, RatingTime
from rlscompanion.domain.refusal import Refusal
from rlscompanion.domain.routine import (
    Routine,
    RoutineKind,
    Side,
    routine_segments,
    with_helper,
    with_start_leg,
)
from rlscompanion.domain.session import SessionEvent, SessionFact, SessionState, SessionStatus, TimedFact
from rlscompanion.domain.session_record import (
    RatedSession,
    SessionRecord,
    restore_session_state,
    segment_records,
    with_end_when_last_saved,
)

SUSPEND_SECONDS = 5.0
"""The real seconds of a suspend of the machine after which the session is paused."""

SUSPEND_CHECK_SECONDS = 1.0
"""The real seconds between checks for a suspend of the machine."""

RESUMABLE_MINUTES = 12 * 60
"""The minutes during which an interrupted session can be resumed."""

log = logging.getLogger(__name__)


MAX_COMPARED_SESSIONS = 60
"""The most earlier sessions that are compared with the present one."""


class SessionController(QObject):
    """Runs one massage session at a time, and records its progress in the log.

    The progress is written through the queue of pending writes. The signal `moved` is emitted at every change
    of the session; each other signal announces one kind of event, some with the index of the segment (one
    step on one leg).
    """

    moved = Signal()
    segment_started = Signal(int)
    work_started = Signal(int)
    halfway = Signal(int)
    last_seconds_begun = Signal(int)
    finished = Signal()
    ended = Signal()
    suspended = Signal()

    def __init__(
        self, clock: BedtimeClock, sessions: SessionLog, pending: PendingWrites, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._clock, self._sessions, self._pending = clock, sessions, pending
        self._state: SessionState | None = None
        self._record: SessionRecord | None = None
        self._before = Ratings()
        self._unwritten: dict[UUID, SessionRecord] = {}
        self._routine: Routine | None = None
        self._last_seen = 0.0
        self._suspended_before = 0.0
        self._timer = QTimer(self, singleShot=True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.check_clocks)

    @property
    def state(self) -> SessionState | None:
        """The state of the present or last session; None before the first one."""
        return self._state

    @property
    def routine(self) -> Routine | None:
        """The routine of the present or last session."""
        return self._routine

    @property
    def is_on(self) -> bool:
        """Whether a session has begun and is not over."""
        return self._state is not None and not self._state.is_over

    def seconds(self) -> float:
        """The present time, in bedtime seconds, of the clock that the session's deadlines refer to."""
        return self._clock.seconds()

    @property
    def is_practice(self) -> bool:
        """Whether the present or last session is a practice run, which is not recorded."""
        return self._state is not None and self._record is None

    def start_practice(self, routine: Routine) -> None:
        """Start a practice run, which is not recorded; an interrupted session can still be resumed later."""
        self._record = None
        self._begin(routine)

    def start(self, routine: Routine, before: Ratings | None = None, awakening: UUID | None = None) -> None:
        """Start a session of a routine and record it.

        `before` are the ratings given before the session. `awakening` is the id of the awakening that led to
        a rescue (a session at night).
        """
        self._end_interrupted()
        self._before = Ratings()
        now = self._clock.now()
        self._record = SessionRecord(
            id=uuid4(),
            routine_key=routine.key,
            routine_title=routine.title,
            kind=routine.kind,
            started_at=now,
            status=SessionStatus.RUNNING,
            segments=(),
            awakening_id=awakening,
            seen_at=now,
            by_helper=routine.by_helper,
        )
        with self._pending.holding_back():
            self._clock.hold_steady()
            self._begin(routine)
            if before is not None:
                self.save_ratings(RatingTime.BEFORE, before)

    def _begin(self, routine: Routine) -> None:
        self._routine = routine
        self._state = value.new_session(routine_segments(routine))
        self._read_suspended_seconds()
        self._apply(SessionEvent.START)

    def interrupted_session(self) -> SessionRecord | None:
        """The recent wind-down that was interrupted and can still be resumed; None if there is none."""
        if self.is_on:
            return None
        try:
            record = self._sessions.latest()
        except Refusal as refusal:
            log.warning("whether a session was broken off cannot be read: %s", refusal)
            return None
        if record is not None:
            record = self._unwritten.get(record.id, record)
        if record is None or record.is_over:
            return None
        away = minutes_between(record.seen_at or record.started_at, self._clock.now())
        return record if record.kind is RoutineKind.WIND_DOWN and 0 <= away <= RESUMABLE_MINUTES else None

    def end_interrupted_sessions(self) -> None:
        """End the stored sessions that were left open when the program was closed or killed.

        The end of each session is set to the time when it was last saved or rated. A session that can still
        be resumed stays open.
        """
        offered = self.interrupted_session()
        try:
            left = self._sessions.unended_sessions()
        except Refusal as refusal:
            log.warning("sessions left open cannot be read: %s", refusal)
            return
        with self._pending.holding_back():
            for each in left:
                is_on = self.is_on and self._record is not None and each.record.id == self._record.id
                if not is_on and (offered is None or each.record.id != offered.id):
                    self._write(with_end_when_last_saved(each.record, each.rated_at))

    def resume_interrupted(self, record: SessionRecord, routine: Routine) -> bool:
        """Restore an interrupted session, paused. Returns False if the routine has changed since then."""
        taken = with_helper(routine) if record.by_helper else routine
        for leg in (Side.LEFT, Side.RIGHT):
            begun = with_start_leg(taken, leg)
            if (state := restore_session_state(record, routine_segments(begun))) is not None:
                break
        else:
            return False
        self._state, self._record, self._routine = state, record, begun
        self._before = self._read_before(record)
        self._read_suspended_seconds()
        self._clock.hold_steady()
        self.moved.emit()
        return True

    def save_ratings(self, when: RatingTime, ratings: Ratings) -> None:
        """Save the ratings given before or after the present session; blank ones are not stored."""
        if self._record is None or ratings.is_blank:
            return
        if when is RatingTime.BEFORE:
            self._before = ratings
        write = partial(self._sessions.save_ratings, self._record.id, when, self._clock.now(), ratings)
        self._pending.add((self._record.id, when), write)

    def ratings_before(self) -> tuple[Ratings, Sequence[RatedSession]]:
        """The ratings given before this session, and the earlier sessions with which to compare it.

        The earlier sessions are wind-downs that were rated before and after, the latest first. If a helper
        massages in this session, only sessions with a helper are compared, otherwise only sessions without a
        helper. If the log cannot be read, no earlier sessions are returned.
        """
        if self._record is None:
            return Ratings(), ()
        try:
            earlier = self._sessions.rated_before_and_after(RoutineKind.WIND_DOWN, MAX_COMPARED_SESSIONS)
            return self._before, [each for each in earlier if each.by_helper == bool(self._record.by_helper)]
        except Refusal as refusal:
            log.warning("earlier ratings cannot be read: %s", refusal)
            return self._before, ()

    def _read_before(self, record: SessionRecord) -> Ratings:
        try:
            return self._sessions.ratings(record.id, RatingTime.BEFORE)
        except Refusal as refusal:
            log.warning("the ratings before cannot be read: %s", refusal)
            return Ratings()

    def pause_and_save(self) -> None:
        """Pause the session and save its progress, because the window is closing."""
        self._apply(SessionEvent.PAUSE)
        self._timer.stop()

    @Slot()
    def toggle_pause(self) -> None:
        """Pause or continue the session."""
        paused = self._state is not None and self._state.status is SessionStatus.PAUSED
        self._apply(SessionEvent.RESUME if paused else SessionEvent.PAUSE)

    @Slot()
    def skip_segment(self) -> None:
        """Skip the rest of the current segment."""
        self._apply(SessionEvent.NEXT)

    @Slot()
    def go_back(self) -> None:
        """Restart the current segment or, in its first seconds, go to the previous segment."""
        self._apply(SessionEvent.BACK)

    @Slot()
    def add_time(self) -> None:
        """Give the current segment 15 s more."""
        self._apply(SessionEvent.ADD_TIME)

    @Slot()
    def end_session(self) -> None:
        """End the session now."""
        self._apply(SessionEvent.END)

    @Slot()
    def check_clocks(self) -> None:
        """Check the clocks: go on to the step that is due in the session, and pause it after a suspend."""
        self._apply(SessionEvent.TICK)

    def _apply(self, event: SessionEvent) -> None:
        if self._state is None or self._state.is_over:
            return
        facts: tuple[TimedFact, ...] = ()
        if self._was_suspended() and self._state.status is SessionStatus.RUNNING:
            self._state, facts = value.advance_session(self._state, SessionEvent.PAUSE, self._last_seen)
            with self._pending.holding_back():
                self._record_state()
                self._emit_signals(facts)
                self.suspended.emit()
            return
        self._last_seen = self._clock.seconds()
        self._state, facts = value.advance_session(self._state, event, self._last_seen)
        self._set_timer()
        if facts:
            with self._pending.holding_back():
                self._record_state()
                self._emit_signals(facts)

    def _was_suspended(self) -> bool:
        before = self._suspended_before
        return self._read_suspended_seconds() - before > SUSPEND_SECONDS

    def _read_suspended_seconds(self) -> float:
        self._suspended_before = self._clock.suspended_seconds()
        return self._suspended_before

    def _set_timer(self) -> None:
        deadline = value.next_deadline(self._state) if self._state else None
        if deadline is None:
            self._timer.stop()
            return
        real = (deadline - self._clock.seconds()) / self._clock.speed
        self._timer.start(max(0, round(1000 * min(real, SUSPEND_CHECK_SECONDS))))

    def _record_state(self) -> None:
        """Record the session's present state."""
        if self._state is None or self._record is None:
            return
        now = self._clock.now()
        self._record = replace(
            self._record,
            status=self._state.status,
            segments=segment_records(self._state, self._last_seen),
            index=min(self._state.current_index, len(self._state.progress) - 1),
            seen_at=now,
            ended_at=now if self._state.is_over else None,
        )
        self._write(self._record)

    def _write(self, record: SessionRecord) -> None:
        self._unwritten[record.id] = record
        self._pending.add(
            record.id, partial(self._sessions.save, record), partial(self._forget_unwritten, record.id)
        )

    def _forget_unwritten(self, session_id: UUID) -> None:
        self._unwritten.pop(session_id, None)

    def _emit_signals(self, facts: tuple[TimedFact, ...]) -> None:
        signals = {
            SessionFact.SEGMENT_STARTED: self.segment_started,
            SessionFact.WORK_STARTED: self.work_started,
            SessionFact.HALFWAY: self.halfway,
            SessionFact.LAST_SECONDS_BEGUN: self.last_seconds_begun,
        }
        for happened in facts:
            if happened.fact in signals:
                signals[happened.fact].emit(happened.segment_index)
        if facts:
            self.moved.emit()
        kinds = {happened.fact for happened in facts}
        if SessionFact.FINISHED in kinds:
            self.finished.emit()
        if SessionFact.ENDED in kinds:
            self.ended.emit()

    def _end_interrupted(self) -> None:
        if (record := self.interrupted_session()) is not None:
            self._write(with_end_when_last_saved(record))
