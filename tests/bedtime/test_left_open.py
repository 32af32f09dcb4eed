"""Tests of sessions left open when the program was killed: they end when they were last saved."""

import logging
from dataclasses import dataclass, replace
from uuid import UUID, uuid4

import pytest

from rlscompanion.bedtime.session_controller import SessionController
from rlscompanion.domain.moment import Moment
from rlscompanion.domain.ratings import Ratings, RatingTime
from rlscompanion.domain.routine import RoutineKind
from rlscompanion.domain.session import SessionStatus
from rlscompanion.domain.session_record import SessionRecord, with_end_when_last_saved
from tests.domain.samples import SHORT_ROUTINE
from tests.fakes import FakeClock, local
from tests.stores import DISK_FAILS, KEPT_UNTIL_THEN, Stores

from .signal_recorder import SignalRecorder

RESCUE, WIND_DOWN = RoutineKind.RESCUE, RoutineKind.WIND_DOWN


@dataclass
class LogInTheMorning:
    """The log after an interrupted evening, and the session controller of the next start."""

    clock: FakeClock
    stores: Stores
    controller: SessionController

    def left(
        self,
        started: str,
        seen: str | None = None,
        kind: RoutineKind = RESCUE,
        status: SessionStatus = SessionStatus.RUNNING,
    ) -> UUID:
        """Add a session to the log that began, and was last seen running, at these times."""
        record = SessionRecord(
            id=uuid4(),
            routine_key="short",
            routine_title="Short",
            kind=kind,
            started_at=local(started),
            status=status,
            segments=(),
            seen_at=local(seen) if seen else None,
        )
        self.stores.session_log.save(record)
        return record.id

    def end_of(self, session_id: UUID) -> Moment | None:
        """The end of a session; asserts that only ended sessions have one."""
        record = self.stores.session_log.session(session_id)
        assert record is not None
        assert record.is_over is (record.ended_at is not None)
        return record.ended_at


@pytest.fixture
def morning() -> LogInTheMorning:
    clock = FakeClock("2026-11-22 07:00")
    stores = Stores(clock)
    return LogInTheMorning(clock, stores, SessionController(clock, stores.session_log, stores.pending))


@pytest.mark.parametrize("status", [SessionStatus.READY, SessionStatus.RUNNING, SessionStatus.PAUSED])
def test_a_rescue_ends_when_it_was_last_written(morning: LogInTheMorning, status: SessionStatus) -> None:
    rescue = morning.left("2026-11-22 03:00", "2026-11-22 03:02", status=status)
    morning.controller.end_interrupted_sessions()
    assert morning.end_of(rescue) == local("2026-11-22 03:02")


@pytest.mark.parametrize(
    ("seen", "rated", "end"),
    [
        (None, None, "2026-11-22 03:00"),
        (None, "2026-11-22 03:05", "2026-11-22 03:05"),
        ("2026-11-22 03:02", "2026-11-22 03:05", "2026-11-22 03:05"),
        ("2026-11-22 03:02", "2026-11-22 02:59", "2026-11-22 03:02"),
        ("2026-11-22 02:00", None, "2026-11-22 03:00"),
    ],
)
def test_it_ends_at_the_last_of_what_is_known(
    morning: LogInTheMorning, seen: str | None, rated: str | None, end: str
) -> None:
    rescue = morning.left("2026-11-22 03:00", seen)
    if rated:
        morning.stores.session_log.save_ratings(
            rescue, RatingTime.BEFORE, local("2026-11-22 01:00"), Ratings(urge=3)
        )
        morning.stores.session_log.save_ratings(rescue, RatingTime.AFTER, local(rated), Ratings(urge=2))
    morning.controller.end_interrupted_sessions()
    assert morning.end_of(rescue) == local(end)


def test_all_of_them_end_but_the_wind_down_that_is_offered(morning: LogInTheMorning) -> None:
    old = morning.left("2026-11-19 22:00", "2026-11-19 22:05", WIND_DOWN)
    before = morning.left("2026-11-21 21:00", "2026-11-21 21:05", WIND_DOWN)
    offered = morning.left("2026-11-21 22:00", "2026-11-21 22:05", WIND_DOWN, SessionStatus.PAUSED)

    morning.controller.end_interrupted_sessions()

    assert morning.end_of(old) == local("2026-11-19 22:05")
    assert morning.end_of(before) == local("2026-11-21 21:05")
    assert morning.end_of(offered) is None
    broken_off = morning.controller.interrupted_session()
    assert broken_off is not None
    assert broken_off.id == offered


def test_a_session_that_is_on_goes_on(morning: LogInTheMorning) -> None:
    morning.controller.start(SHORT_ROUTINE)
    morning.controller.end_interrupted_sessions()
    assert morning.controller.is_on
    [record] = morning.stores.session_log.all_sessions()
    assert record.status is SessionStatus.RUNNING


def test_what_is_over_stays_as_it_was(morning: LogInTheMorning) -> None:
    rescue = morning.left("2026-11-22 03:00", "2026-11-22 03:02")
    log = morning.stores.session_log
    [record] = log.all_sessions()
    for status in (SessionStatus.FINISHED, SessionStatus.ENDED):
        over = replace(record, status=status, ended_at=local("2026-11-22 03:01"))
        log.save(over)
        morning.controller.end_interrupted_sessions()
        assert log.session(rescue) == over
    assert morning.stores.disk.written == 3


def test_a_log_that_takes_nothing_is_told_and_gets_the_ends_later(morning: LogInTheMorning) -> None:
    rescue = morning.left("2026-11-22 03:00", "2026-11-22 03:02")
    heard = SignalRecorder(morning.stores.pending, "trouble_met")
    morning.stores.disk.fill_up()

    morning.controller.end_interrupted_sessions()
    assert heard.take() == [("trouble_met", KEPT_UNTIL_THEN)]
    assert morning.end_of(rescue) is None

    morning.stores.disk.mend()
    morning.stores.pending.flush()
    assert morning.end_of(rescue) == local("2026-11-22 03:02")


def test_a_log_that_cannot_be_read_stops_no_start(
    morning: LogInTheMorning, caplog: pytest.LogCaptureFixture
) -> None:
    rescue = morning.left("2026-11-22 03:00", "2026-11-22 03:02")
    morning.stores.disk.stop_reading("sessions")
    with caplog.at_level(logging.WARNING):
        morning.controller.end_interrupted_sessions()
    assert f"sessions left open cannot be read: {DISK_FAILS}" in caplog.text

    morning.stores.disk.mend()
    assert morning.end_of(rescue) is None


def test_a_wind_down_that_gives_way_to_another_ends_where_it_was_left(morning: LogInTheMorning) -> None:
    left = morning.left("2026-11-21 22:00", None, WIND_DOWN)
    morning.controller.start(SHORT_ROUTINE)
    assert morning.end_of(left) == local("2026-11-21 22:00")


def test_nothing_else_of_a_record_changes(morning: LogInTheMorning) -> None:
    morning.left("2026-11-22 03:00", "2026-11-22 03:02")
    [record] = morning.stores.session_log.all_sessions()
    ended = with_end_when_last_saved(record)
    assert replace(ended, status=record.status, ended_at=None) == record
