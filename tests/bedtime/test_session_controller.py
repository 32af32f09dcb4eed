"""Tests of the session controller with a clock that the test advances."""

import logging
from dataclasses import dataclass, replace
from uuid import UUID

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from rlscompanion.bedtime.session_controller import RESUMABLE_MINUTES, SUSPEND_SECONDS, SessionController
from rlscompanion.desktop.clock import MachineClock
from rlscompanion.domain import session as value
from rlscompanion.domain.night import Awakening, AwakeningKind
from rlscompanion.domain.ratings import Ratings, RatingTime
from rlscompanion.domain.routine import Legs, RoutineKind, Side, with_helper, with_start_leg
from rlscompanion.domain.session import SegmentStage, SegmentStatus, SessionState, SessionStatus
from rlscompanion.domain.session_record import SessionRecord
from rlscompanion.storage.sessions import SqliteSessionLog
from tests.cases import each_case
from tests.domain.samples import SHORT_ROUTINE, a_full_night, a_routine, a_step
from tests.fakes import FakeClock, local
from tests.stores import AT_END, DISK_FAILS, KEPT_UNTIL_THEN, Stores
from tests.waiting import PATIENCE_MS

from .signal_recorder import SignalRecorder

# The short routine: breath 5 + 20 s, left calf 5 + 30 s, right calf 5 + 30 s; 95 s in all.
FACTS = ("segment_started", "work_started", "finished", "ended", "suspended")


@dataclass
class SessionSetting:
    """A session controller with everything it needs."""

    clock: FakeClock
    stores: Stores
    controller: SessionController
    heard: SignalRecorder

    def pass_seconds(self, seconds: float) -> None:
        """Advance the bedtime clock, and let the controller check it."""
        self.clock.advance(seconds)
        self.controller.check_clocks()

    def reopened(self) -> "SessionSetting":
        """The same evening after a restart of the app."""
        return a_bedtime(self.clock, self.stores)

    @property
    def log(self) -> SqliteSessionLog:
        return self.stores.session_log

    @property
    def state(self) -> SessionState:
        state = self.controller.state
        assert state is not None
        return state

    @property
    def record(self) -> SessionRecord:
        record = self.log.latest()
        assert record is not None
        return record

    @property
    def left(self) -> float:
        """Seconds left of the session."""
        return value.seconds_left(self.state, self.clock.seconds())

    @property
    def timer(self) -> QTimer:
        (timer,) = self.controller.findChildren(QTimer)
        return timer


def a_bedtime(clock: FakeClock | None = None, stores: Stores | None = None) -> SessionSetting:
    clock = clock or FakeClock()
    stores = stores or Stores(clock)
    controller = SessionController(clock, stores.session_log, stores.pending)
    heard = SignalRecorder(controller, *FACTS)
    heard.record(stores.pending, "trouble_met")
    made = SessionSetting(clock, stores, controller, heard)
    AT_END.callback(lambda: made.timer.stop())
    return made


@pytest.fixture
def bedtime() -> SessionSetting:
    return a_bedtime()


@pytest.fixture
def running(bedtime: SessionSetting) -> SessionSetting:
    """A session that has just begun."""
    bedtime.controller.start(SHORT_ROUTINE)
    bedtime.heard.take()
    return bedtime


# --- running ------------------------------------------------------------------------------------------------


def test_before_the_first_session_there_is_none(bedtime: SessionSetting) -> None:
    controller = bedtime.controller
    for press in (controller.skip_segment, controller.go_back, controller.add_time, controller.toggle_pause):
        press()
    controller.end_session()
    controller.check_clocks()
    controller.pause_and_save()

    assert controller.state is None
    assert controller.routine is None
    assert not controller.is_on
    assert bedtime.heard.signals == []
    assert bedtime.log.all_sessions() == []


def test_starting_tells_and_keeps_the_session(bedtime: SessionSetting) -> None:
    awakening = Awakening(UUID(int=9), bedtime.clock.now(), AwakeningKind.RESTLESS_LEGS)
    bedtime.stores.sleep_log.save(replace(a_full_night(), awakenings=(awakening,)))
    bedtime.controller.start(SHORT_ROUTINE, awakening=awakening.id)

    record = bedtime.record
    assert bedtime.heard.signals == [("segment_started", 0)]
    assert bedtime.controller.is_on
    assert bedtime.controller.routine is SHORT_ROUTINE
    assert bedtime.controller.seconds() == bedtime.clock.seconds()
    assert (record.routine_key, record.routine_title, record.kind) == (
        "short",
        "Short",
        RoutineKind.WIND_DOWN,
    )
    assert (record.status, record.index, record.ended_at) == (SessionStatus.RUNNING, 0, None)
    assert record.started_at == record.seen_at == bedtime.clock.now()
    assert record.awakening_id == awakening.id
    assert [(s.step_key, s.planned, s.spent) for s in record.segments] == [
        *(("breath", 25.0, 0.0), ("calf", 35.0, 0.0), ("calf", 35.0, 0.0)),
    ]


@pytest.mark.parametrize("look", [0.05, 1.0, 7.0, 95.0, 500.0])
def test_a_whole_session_tells_each_fact_once_however_seldom_it_looks(
    running: SessionSetting, look: float
) -> None:
    for _ in range(int(100 / look) + 1):
        running.pass_seconds(look)

    assert running.heard.signals == [
        ("work_started", 0),
        *(("segment_started", 1), ("work_started", 1)),
        *(("segment_started", 2), ("work_started", 2)),
        "finished",
    ]
    record = running.record
    assert record.status is SessionStatus.FINISHED
    assert record.ended_at is not None
    assert [(s.status, s.spent) for s in record.segments] == [
        *((SegmentStatus.DONE, 25.0), (SegmentStatus.DONE, 35.0), (SegmentStatus.DONE, 35.0)),
    ]
    assert not running.controller.is_on


def test_a_step_change_is_told_before_it_is_written(running: SessionSetting) -> None:
    kept_at_the_change = []
    running.controller.work_started.connect(lambda index: kept_at_the_change.append(running.record.segments))

    running.pass_seconds(5)

    assert [segments[0].spent for (segments,) in [kept_at_the_change]] == [0.0]
    assert running.record.segments[0].spent == 5.0


def test_a_press_is_told_first_and_written_in_the_same_turn(running: SessionSetting) -> None:
    statuses = []
    running.controller.moved.connect(lambda: statuses.append(running.record.segments[0].status))

    running.controller.skip_segment()

    assert statuses == [SegmentStatus.PENDING]
    assert running.record.segments[0].status is SegmentStatus.SKIPPED


def test_a_session_begun_as_another_ends_leaves_both_whole(running: SessionSetting) -> None:
    first = running.record.id
    running.controller.finished.connect(lambda: running.controller.start(SHORT_ROUTINE))

    running.pass_seconds(95)

    kept = {record.id: record for record in running.log.all_sessions()}
    assert len(kept) == 2
    assert kept[first].status is SessionStatus.FINISHED
    assert all(each.status is SegmentStatus.DONE for each in kept[first].segments)
    assert kept[first].ended_at == running.clock.now()
    (second,) = (record for key, record in kept.items() if key != first)
    assert (second.status, second.index) == (SessionStatus.RUNNING, 0)


def test_moved_follows_every_change_and_no_idle_look(running: SessionSetting) -> None:
    moved = SignalRecorder(running.controller, "moved", "work_started")

    running.pass_seconds(2)
    idle = moved.take()
    running.pass_seconds(3)

    assert idle == []
    assert moved.signals == [("work_started", 0), "moved"]


def test_pausing_costs_no_step_time(running: SessionSetting) -> None:
    running.clock.advance(12)
    running.controller.toggle_pause()
    running.pass_seconds(3600)
    paused_left = running.left
    running.controller.toggle_pause()
    running.pass_seconds(10)

    assert paused_left == 83.0
    assert running.left == 73.0
    assert running.record.status is SessionStatus.RUNNING


def test_the_record_of_a_pause_says_how_far_it_got(running: SessionSetting) -> None:
    running.clock.advance(12)
    running.controller.toggle_pause()

    record = running.record
    assert (record.status, record.index, record.segments[0].spent) == (SessionStatus.PAUSED, 0, 12.0)
    assert record.seen_at == running.clock.now()


def test_next_back_and_more_time(running: SessionSetting) -> None:
    running.clock.advance(10)
    running.controller.skip_segment()
    after_next = (running.state.current_index, running.left)
    running.controller.add_time()
    after_more = running.left
    running.clock.advance(1)
    running.controller.go_back()

    assert after_next == (1, 70.0)
    assert after_more == 85.0
    assert (running.state.current_index, running.left) == (0, 110.0)
    assert running.heard.signals == [("work_started", 0), ("segment_started", 1), ("segment_started", 0)]
    assert [s.added for s in running.record.segments] == [0.0, 15.0, 0.0]
    assert [s.status for s in running.record.segments] == [SegmentStatus.PENDING] * 3


def test_the_clock_is_held_steady_from_the_start(bedtime: SessionSetting) -> None:
    bedtime.controller.start_practice(SHORT_ROUTINE)
    assert bedtime.clock.holds == []

    bedtime.controller.start(SHORT_ROUTINE)
    assert bedtime.clock.holds == [False]

    again = bedtime.reopened()
    record = again.controller.interrupted_session()
    assert record is not None
    assert again.controller.resume_interrupted(record, SHORT_ROUTINE)
    assert bedtime.clock.holds == [False, False]


def test_ending_keeps_what_was_done(running: SessionSetting) -> None:
    running.clock.advance(12)
    running.controller.end_session()

    assert running.heard.signals == [("work_started", 0), "ended"]
    assert (running.record.status, running.record.segments[0].spent) == (SessionStatus.ENDED, 12.0)
    assert running.record.ended_at == running.clock.now()
    assert not running.controller.is_on


def test_one_session_follows_another(running: SessionSetting) -> None:
    running.pass_seconds(95)
    running.heard.take()
    running.clock.advance(60)
    running.controller.start(a_routine(a_step("walk", 10, False), key="walk", kind=RoutineKind.RESCUE))

    assert running.heard.signals == [("segment_started", 0)]
    assert running.left == 15.0
    assert [record.status for record in running.log.all_sessions()] == [
        SessionStatus.RUNNING,
        SessionStatus.FINISHED,
    ]


# --- ratings ------------------------------------------------------------------------------------------------


def test_ratings_before_and_after_stand_at_their_session(bedtime: SessionSetting) -> None:
    before, after = Ratings(urge=7, pain=0), Ratings(urge=3)

    bedtime.controller.start(SHORT_ROUTINE, before)
    bedtime.pass_seconds(95)
    bedtime.controller.save_ratings(RatingTime.AFTER, after)

    session = bedtime.record.id
    assert bedtime.log.ratings(session, RatingTime.BEFORE) == before
    assert bedtime.log.ratings(session, RatingTime.AFTER) == after


def test_what_was_rated_before_is_at_hand_at_the_end(bedtime: SessionSetting) -> None:
    for urge in (7, 6):
        bedtime.controller.start(SHORT_ROUTINE, Ratings(urge=urge))
        bedtime.controller.end_session()
        bedtime.controller.save_ratings(RatingTime.AFTER, Ratings(urge=3))
        bedtime.clock.advance(86_400)
    bedtime.controller.start(SHORT_ROUTINE, Ratings(pain=5))
    bedtime.controller.end_session()

    before, earlier = bedtime.controller.ratings_before()

    assert before == Ratings(pain=5)
    assert [(each.ratings_before, each.ratings_after) for each in earlier] == [
        (Ratings(urge=6), Ratings(urge=3)),
        (Ratings(urge=7), Ratings(urge=3)),
    ]


def test_a_helper_s_touch_is_not_compared_with_one_s_own(bedtime: SessionSetting) -> None:
    for routine in (SHORT_ROUTINE, with_helper(SHORT_ROUTINE)):
        bedtime.controller.start(routine, Ratings(urge=7))
        bedtime.controller.end_session()
        bedtime.controller.save_ratings(RatingTime.AFTER, Ratings(urge=3))
        bedtime.clock.advance(86_400)
    bedtime.controller.start(with_helper(SHORT_ROUTINE), Ratings(pain=5))

    _, earlier = bedtime.controller.ratings_before()

    assert [each.by_helper for each in earlier] == [True]


def test_a_helper_s_session_is_taken_up_as_one(bedtime: SessionSetting) -> None:
    bedtime.controller.start(with_helper(SHORT_ROUTINE))
    bedtime.controller.pause_and_save()
    again = bedtime.reopened().controller
    record = again.interrupted_session()
    assert record is not None

    assert again.resume_interrupted(record, SHORT_ROUTINE)

    assert again.routine == with_helper(SHORT_ROUTINE)


def test_rescues_are_not_among_the_rated(bedtime: SessionSetting) -> None:
    bedtime.controller.start(a_routine(kind=RoutineKind.RESCUE), Ratings(urge=7))
    bedtime.controller.end_session()
    bedtime.controller.save_ratings(RatingTime.AFTER, Ratings(urge=3))

    assert bedtime.controller.ratings_before()[1] == []


def test_without_a_session_nothing_was_rated(bedtime: SessionSetting) -> None:
    assert bedtime.controller.ratings_before() == (Ratings(), ())


def test_the_ratings_before_are_known_though_the_log_cannot_be_read(
    bedtime: SessionSetting, caplog: pytest.LogCaptureFixture
) -> None:
    bedtime.controller.start(SHORT_ROUTINE, Ratings(urge=7))
    bedtime.stores.disk.stop_reading()
    with caplog.at_level(logging.WARNING):
        assert bedtime.controller.ratings_before() == (Ratings(urge=7), ())

    assert DISK_FAILS in caplog.text
    bedtime.controller.start(SHORT_ROUTINE)
    assert bedtime.controller.ratings_before() == (Ratings(), ())


def test_a_session_taken_up_knows_what_was_rated_before(bedtime: SessionSetting) -> None:
    bedtime.controller.start(SHORT_ROUTINE, Ratings(urge=7))
    again = broken_off(bedtime)
    record = again.controller.interrupted_session()
    assert record is not None
    assert again.controller.resume_interrupted(record, SHORT_ROUTINE)

    assert again.controller.ratings_before()[0] == Ratings(urge=7)


def test_blank_ratings_leave_no_trace(bedtime: SessionSetting) -> None:
    bedtime.controller.save_ratings(RatingTime.BEFORE, Ratings(urge=1))  # no session yet
    bedtime.controller.start(SHORT_ROUTINE, Ratings())
    bedtime.controller.save_ratings(RatingTime.AFTER, Ratings())

    assert bedtime.log.all_ratings() == []


# --- the machine sleeps -------------------------------------------------------------------------------------


def test_a_suspend_pauses_where_it_was_last_seen_and_says_so(running: SessionSetting) -> None:
    running.pass_seconds(10)
    running.heard.take()
    running.clock.suspend(8 * 3600)
    running.pass_seconds(0.5)

    assert running.heard.signals == ["suspended"]
    assert running.state.status is SessionStatus.PAUSED
    assert running.left == 85.0
    assert (running.record.status, running.record.segments[0].spent) == (SessionStatus.PAUSED, 10.0)


def test_after_a_suspend_it_goes_on_when_asked(running: SessionSetting) -> None:
    running.pass_seconds(10)
    running.clock.suspend(600)
    running.pass_seconds(0.5)
    running.pass_seconds(60)  # the question stands there for a minute
    running.controller.toggle_pause()
    running.pass_seconds(85)

    assert running.heard.signals.count("suspended") == 1
    assert running.heard.signals[-1] == "finished"


def test_time_that_the_clock_counted_while_suspended_is_not_lost(running: SessionSetting) -> None:
    # Where the machine cannot tell, bedtime seconds go on while it sleeps.
    running.pass_seconds(10)
    running.clock.suspend(600)
    running.pass_seconds(600)

    assert running.state.status is SessionStatus.PAUSED
    assert running.left == 85.0


@pytest.mark.parametrize(
    ("seconds", "status"),
    [
        (0.5, SessionStatus.RUNNING),
        (SUSPEND_SECONDS, SessionStatus.RUNNING),
        (SUSPEND_SECONDS + 0.1, SessionStatus.PAUSED),
    ],
)
def test_only_a_suspend_of_more_than_five_seconds_pauses(
    running: SessionSetting, seconds: float, status: SessionStatus
) -> None:
    running.clock.suspend(seconds)
    running.pass_seconds(1)

    assert running.state.status is status


def test_the_five_seconds_are_real_ones_at_any_speed() -> None:
    fast = a_bedtime(FakeClock(speed=60))
    fast.controller.start(SHORT_ROUTINE)
    fast.clock.suspend(4)
    fast.pass_seconds(1)
    after_four = fast.state.status
    fast.clock.suspend(6)
    fast.pass_seconds(1)

    assert (after_four, fast.state.status) == (SessionStatus.RUNNING, SessionStatus.PAUSED)


def test_a_press_that_finds_a_suspend_only_pauses(running: SessionSetting) -> None:
    running.clock.suspend(600)
    running.controller.skip_segment()

    assert (running.state.current_index, running.state.status) == (0, SessionStatus.PAUSED)
    assert running.heard.signals == ["suspended"]


def test_a_suspend_in_a_pause_asks_nothing(running: SessionSetting) -> None:
    running.controller.toggle_pause()
    running.clock.suspend(600)
    running.controller.toggle_pause()

    assert running.heard.signals == []
    assert running.state.status is SessionStatus.RUNNING


def test_a_suspend_before_the_start_is_no_concern(bedtime: SessionSetting) -> None:
    bedtime.clock.suspend(9000)
    bedtime.controller.start(SHORT_ROUTINE)
    bedtime.pass_seconds(1)

    assert bedtime.state.status is SessionStatus.RUNNING


def test_closing_the_window_after_a_suspend_keeps_what_was_seen(running: SessionSetting) -> None:
    running.pass_seconds(10)
    running.clock.suspend(600)
    running.controller.pause_and_save()

    assert (running.record.status, running.record.segments[0].spent) == (SessionStatus.PAUSED, 10.0)


# --- what cannot be written ---------------------------------------------------------------------------------


def test_a_session_goes_on_when_it_cannot_be_kept(bedtime: SessionSetting) -> None:
    bedtime.stores.disk.fill_up()
    bedtime.controller.start(SHORT_ROUTINE)
    bedtime.pass_seconds(30)
    received = bedtime.heard.take()
    bedtime.stores.disk.mend()
    bedtime.pass_seconds(65)

    assert ("trouble_met", KEPT_UNTIL_THEN) in received
    assert [fact for fact in received if fact != ("trouble_met", KEPT_UNTIL_THEN)] == [
        *(("segment_started", 0), ("work_started", 0), ("segment_started", 1), ("work_started", 1)),
    ]
    assert bedtime.heard.signals[-1] == "finished"
    assert bedtime.record.status is SessionStatus.FINISHED
    assert [s.status for s in bedtime.record.segments] == [SegmentStatus.DONE] * 3


def test_ratings_bring_a_session_that_could_not_be_kept(bedtime: SessionSetting) -> None:
    bedtime.stores.disk.fill_up()
    bedtime.controller.start(SHORT_ROUTINE)
    bedtime.stores.disk.mend()
    bedtime.controller.save_ratings(RatingTime.BEFORE, Ratings(urge=5))

    assert bedtime.record.status is SessionStatus.RUNNING
    assert bedtime.log.ratings(bedtime.record.id, RatingTime.BEFORE) == Ratings(urge=5)


def test_ratings_that_cannot_be_kept_are_told(running: SessionSetting) -> None:
    running.stores.disk.fill_up()
    running.controller.save_ratings(RatingTime.BEFORE, Ratings(urge=5))

    assert running.heard.signals == [("trouble_met", KEPT_UNTIL_THEN)]
    assert running.controller.is_on


# --- broken off ---------------------------------------------------------------------------------------------


def broken_off(running: SessionSetting) -> SessionSetting:
    """The app started again after its window was closed 12 s into the second segment."""
    running.pass_seconds(37)
    running.controller.pause_and_save()
    running.clock.advance(600)
    return running.reopened()


def test_a_session_left_by_closing_the_window_is_offered_again(running: SessionSetting) -> None:
    again = broken_off(running)

    record = again.controller.interrupted_session()

    assert record == running.record
    assert record is not None
    assert (record.status, record.index, record.segments[1].spent) == (SessionStatus.PAUSED, 1, 12.0)


def test_taken_up_it_stands_paused_where_it_was_left(running: SessionSetting) -> None:
    again = broken_off(running)
    moved = SignalRecorder(again.controller, "moved")

    resumed_state = again.controller.resume_interrupted(again.record, SHORT_ROUTINE)

    assert resumed_state
    assert moved.signals == ["moved"]
    assert again.controller.is_on
    assert again.controller.interrupted_session() is None
    assert (again.state.status, again.state.current_index, again.left) == (SessionStatus.PAUSED, 1, 58.0)


@pytest.mark.parametrize("legs", list(Legs))
@pytest.mark.parametrize("begun_on", [Side.LEFT, Side.RIGHT])
@pytest.mark.parametrize("offered_on", [Side.LEFT, Side.RIGHT])
def test_it_is_taken_up_on_the_leg_it_was_begun_on(
    bedtime: SessionSetting, begun_on: Side, offered_on: Side, legs: Legs
) -> None:
    routine = replace(SHORT_ROUTINE, legs=legs)
    bedtime.controller.start(with_start_leg(routine, begun_on))
    again = broken_off(bedtime)

    assert again.controller.resume_interrupted(again.record, with_start_leg(routine, offered_on))

    assert again.state.current_progress.segment.side is begun_on
    assert again.controller.routine == with_start_leg(routine, begun_on)


@pytest.mark.parametrize(
    ("seconds", "stage"),
    [
        (28, SegmentStage.LEAD_IN),
        (31, SegmentStage.FIRST_HALF),
        (46, SegmentStage.SECOND_HALF),
        (51, SegmentStage.LAST),
    ],
)
def test_it_is_taken_up_at_the_stage_it_had_come_to(
    running: SessionSetting, seconds: float, stage: SegmentStage
) -> None:
    running.pass_seconds(seconds)
    running.controller.pause_and_save()
    again = running.reopened()

    again.controller.resume_interrupted(again.record, SHORT_ROUTINE)

    assert again.state.current_progress.stage is stage
    assert again.state.current_progress.spent == seconds - 25
    again.controller.toggle_pause()
    again.pass_seconds(60 - seconds)
    assert again.state.current_index == 2


def test_added_time_is_taken_up_too(running: SessionSetting) -> None:
    running.pass_seconds(37)
    running.controller.add_time()
    running.controller.pause_and_save()
    again = running.reopened()

    again.controller.resume_interrupted(again.record, SHORT_ROUTINE)

    assert again.state.current_progress.planned == 50
    assert again.left == 73


def test_taken_up_it_goes_on_as_the_same_session(running: SessionSetting) -> None:
    first = running.record
    again = broken_off(running)
    again.controller.resume_interrupted(again.record, SHORT_ROUTINE)
    again.clock.suspend(3600)  # a pause may be as long as it likes
    again.controller.toggle_pause()
    again.pass_seconds(58)

    assert again.heard.signals == [("segment_started", 2), ("work_started", 2), "finished"]
    assert [each.id for each in again.log.all_sessions()] == [first.id]
    assert again.record.started_at == first.started_at
    assert again.record.status is SessionStatus.FINISHED


def test_a_session_that_a_crash_broke_off_is_offered_from_its_last_fact(running: SessionSetting) -> None:
    running.pass_seconds(37)  # the work of the second segment began at 30 s
    again = running.reopened()

    record = again.controller.interrupted_session()

    assert record is not None
    assert record.status is SessionStatus.RUNNING
    assert again.controller.resume_interrupted(record, SHORT_ROUTINE)
    assert again.state.current_index == 1
    assert 58.0 <= again.left <= 65.0


@pytest.mark.parametrize(
    ("minutes", "is_offered"),
    [
        (0, True),
        (60, True),
        (RESUMABLE_MINUTES - 1, True),
        (RESUMABLE_MINUTES + 1, False),
        (14 * 24 * 60, False),
    ],
)
def test_it_is_offered_for_half_a_day(running: SessionSetting, minutes: float, is_offered: bool) -> None:
    running.controller.pause_and_save()
    running.clock.advance(60 * minutes)

    assert (running.reopened().controller.interrupted_session() is not None) is is_offered


def test_it_is_not_offered_from_the_future(running: SessionSetting) -> None:
    running.controller.pause_and_save()
    running.clock.set_wall("2026-11-21 21:00")

    assert running.reopened().controller.interrupted_session() is None


@pytest.mark.parametrize("end", ["finished", "ended"])
def test_a_session_that_is_over_is_not_offered(running: SessionSetting, end: str) -> None:
    if end == "ended":
        running.controller.end_session()
    running.pass_seconds(100)

    assert running.reopened().controller.interrupted_session() is None


def test_a_rescue_is_not_offered(bedtime: SessionSetting) -> None:
    bedtime.controller.start(replace(SHORT_ROUTINE, kind=RoutineKind.RESCUE))
    bedtime.controller.pause_and_save()

    assert bedtime.reopened().controller.interrupted_session() is None


def test_the_session_that_is_on_is_not_offered(running: SessionSetting) -> None:
    assert running.controller.interrupted_session() is None


def test_an_empty_log_offers_nothing(bedtime: SessionSetting) -> None:
    assert bedtime.controller.interrupted_session() is None


def test_a_session_whose_routine_has_changed_cannot_be_taken_up(running: SessionSetting) -> None:
    again = broken_off(running)

    resumed_state = again.controller.resume_interrupted(again.record, a_routine(a_step("calf", 30)))

    assert not resumed_state
    assert again.controller.state is None
    assert not again.controller.is_on


def test_starting_anew_drops_the_one_that_was_broken_off(running: SessionSetting) -> None:
    first = running.record.id
    again = broken_off(running)
    left_at = again.record.seen_at
    again.controller.start(SHORT_ROUTINE)

    dropped = again.log.session(first)
    assert dropped is not None
    assert (dropped.status, dropped.ended_at) == (SessionStatus.ENDED, left_at)
    assert dropped.segments[1].spent == 12.0
    assert again.record.id != first
    assert again.record.status is SessionStatus.RUNNING


def test_one_that_cannot_be_dropped_is_no_hindrance(running: SessionSetting) -> None:
    first = running.record.id
    again = broken_off(running)
    again.stores.disk.fill_up()
    again.controller.start(SHORT_ROUTINE)

    assert again.controller.is_on
    again.stores.disk.mend()
    assert again.stores.pending.flush()
    assert [(each.id == first, each.status) for each in again.log.all_sessions()] == [
        (False, SessionStatus.RUNNING),
        (True, SessionStatus.ENDED),
    ]


def test_one_that_ended_while_nothing_could_be_written_is_not_offered(running: SessionSetting) -> None:
    running.stores.disk.fill_up()
    running.controller.end_session()

    assert running.record.status is SessionStatus.RUNNING
    assert running.controller.interrupted_session() is None


def test_nothing_is_offered_where_the_log_cannot_be_read(running: SessionSetting) -> None:
    again = broken_off(running)
    again.stores.disk.stop_reading()

    assert again.controller.interrupted_session() is None
    again.controller.start(SHORT_ROUTINE)
    assert again.controller.is_on


def test_leaving_stops_the_clockwork(running: SessionSetting) -> None:
    running.controller.pause_and_save()

    assert not running.timer.isActive()
    assert running.state.status is SessionStatus.PAUSED


# --- the real timer -----------------------------------------------------------------------------------------


@each_case(
    ("speed", "gone", "milliseconds"),
    [
        (1, 0.0, 1000),  # five seconds to go, but it looks for a suspend each second
        (1, 4.2, 800),
        (10, 0.0, 500),
        (60, 0.0, 83),
        (100, 4.0, 10),
    ],
)
def test_the_timer_aims_at_the_next_deadline_in_real_time(
    speed: float, gone: float, milliseconds: int
) -> None:
    fast = a_bedtime(FakeClock(speed=speed))
    fast.controller.start(SHORT_ROUTINE)
    fast.pass_seconds(gone)

    assert fast.timer.isActive()
    assert fast.timer.interval() == milliseconds


def test_in_a_pause_and_after_the_end_the_timer_rests(running: SessionSetting) -> None:
    running.controller.toggle_pause()
    in_pause = running.timer.isActive()
    running.controller.toggle_pause()
    resumed = running.timer.isActive()
    running.controller.end_session()

    assert (in_pause, resumed, running.timer.isActive()) == (False, True, False)


class RunningClock(FakeClock):
    """A fake clock that runs by itself."""

    def __init__(self, speed: float) -> None:
        super().__init__(speed=speed)
        self._machine = MachineClock(speed)

    def seconds(self) -> float:
        return self._machine.seconds()


def test_with_a_running_clock_it_runs_to_its_end_by_itself(qtbot: QtBot) -> None:
    fast = a_bedtime(RunningClock(speed=400))  # 95 s in about a quarter of one

    with qtbot.waitSignal(fast.controller.finished, timeout=PATIENCE_MS):
        fast.controller.start(SHORT_ROUTINE)

    assert [
        fact for fact in fast.heard.signals if isinstance(fact, tuple) and fact[0] == "segment_started"
    ] == [
        *(("segment_started", 0), ("segment_started", 1), ("segment_started", 2)),
    ]
    assert fast.record.status is SessionStatus.FINISHED


def test_times_of_day_are_those_of_the_wall_clock_at_any_speed() -> None:
    fast = a_bedtime(FakeClock("2026-11-21 22:30", speed=60))
    fast.controller.start(SHORT_ROUTINE)
    fast.pass_seconds(95)

    assert fast.record.started_at == local("2026-11-21 22:30")
    assert fast.record.ended_at == local("2026-11-21 22:30:01")
