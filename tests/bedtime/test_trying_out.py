"""Tests of practice runs of a routine, which are not recorded."""

import pytest

from rlscompanion.bedtime.session_controller import SessionController
from rlscompanion.domain.ratings import Ratings, RatingTime
from rlscompanion.domain.session import SessionStatus
from rlscompanion.storage.sessions import SqliteSessionLog
from tests.domain.samples import SHORT_ROUTINE, a_routine, a_step
from tests.fakes import FakeClock
from tests.stores import Stores

from .signal_recorder import SignalRecorder

TRIED = a_routine(a_step("whole_leg", 30, True))


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def stores(clock: FakeClock) -> Stores:
    return Stores(clock)


@pytest.fixture
def log(stores: Stores) -> SqliteSessionLog:
    return stores.session_log


def opened(clock: FakeClock, stores: Stores) -> SessionController:
    return SessionController(clock, stores.session_log, stores.pending)


@pytest.fixture
def sessions(clock: FakeClock, stores: Stores) -> SessionController:
    return opened(clock, stores)


def pass_seconds(clock: FakeClock, sessions: SessionController, seconds: float) -> None:
    clock.advance(seconds)
    sessions.check_clocks()


def test_it_runs_to_its_end_as_any_other(clock: FakeClock, sessions: SessionController) -> None:
    heard = SignalRecorder(sessions, "segment_started", "work_started", "finished")

    sessions.start_practice(TRIED)
    for _ in range(4):
        pass_seconds(clock, sessions, 20)

    assert heard.take() == [
        *(("segment_started", 0), ("work_started", 0), ("segment_started", 1), ("work_started", 1)),
        "finished",
    ]
    assert sessions.routine is TRIED
    assert not sessions.is_on


def test_nothing_of_it_is_kept(clock: FakeClock, log: SqliteSessionLog, sessions: SessionController) -> None:
    sessions.start_practice(TRIED)
    pass_seconds(clock, sessions, 10)
    sessions.toggle_pause()
    sessions.save_ratings(RatingTime.AFTER, Ratings(1, 2, 3, 4))
    sessions.end_session()

    assert log.all_sessions() == []
    assert log.all_ratings() == []


def test_closing_in_its_middle_leaves_nothing_to_continue(
    clock: FakeClock, stores: Stores, sessions: SessionController
) -> None:
    sessions.start_practice(TRIED)
    pass_seconds(clock, sessions, 10)

    sessions.pause_and_save()

    assert opened(clock, stores).interrupted_session() is None


def test_a_session_broken_off_before_can_still_be_continued(clock: FakeClock, stores: Stores) -> None:
    before = opened(clock, stores)
    before.start(SHORT_ROUTINE)
    pass_seconds(clock, before, 10)
    before.pause_and_save()
    sessions = opened(clock, stores)

    sessions.start_practice(TRIED)
    sessions.end_session()

    record = sessions.interrupted_session()
    assert record is not None
    assert record.status is SessionStatus.PAUSED
    assert sessions.resume_interrupted(record, SHORT_ROUTINE)


def test_it_tells_which_it_is(clock: FakeClock, sessions: SessionController) -> None:
    received = [sessions.is_practice]
    sessions.start_practice(TRIED)
    received.append(sessions.is_practice)
    sessions.end_session()
    received.append(sessions.is_practice)
    sessions.start(SHORT_ROUTINE)
    received.append(sessions.is_practice)

    assert received == [False, True, True, False]


def test_after_it_a_session_is_kept_again(log: SqliteSessionLog, sessions: SessionController) -> None:
    sessions.start_practice(TRIED)
    sessions.end_session()

    sessions.start(SHORT_ROUTINE)

    record = log.latest()
    assert record is not None
    assert record.routine_key == SHORT_ROUTINE.key
