"""Sessions, their segments and their ratings come back as they were written."""

from dataclasses import replace
from uuid import UUID

import apsw
import pytest
from hypothesis import given

from rlscompanion.bedtime.ports import SessionLog, SleepLog
from rlscompanion.domain.ratings import Ratings, RatingTime, Scale
from rlscompanion.domain.routine import RoutineKind
from rlscompanion.domain.session import SegmentStatus, SessionStatus
from rlscompanion.domain.session_record import RatedSession, SessionRecord
from rlscompanion.storage.damage import LogDamaged
from rlscompanion.storage.sessions import RatingRow, SqliteSessionLog

from .samples import BEDTIME, FakeClock, a_night, a_session
from .strategies import REPEATABLE, ratings, sessions


@pytest.fixture
def log(connection: apsw.Connection, clock: FakeClock) -> SqliteSessionLog:
    return SqliteSessionLog(connection, clock)


@REPEATABLE
@given(record=sessions, changed=sessions)
def test_every_field_survives_writing_and_changing(
    log: SqliteSessionLog, record: SessionRecord, changed: SessionRecord
) -> None:
    log.save(record)
    assert log.session(record.id) == record

    changed = replace(changed, id=record.id)
    log.save(changed)
    assert log.session(record.id) == changed


@REPEATABLE
@given(first=ratings, second=ratings)
def test_later_ratings_replace_earlier_ones_of_their_time_alone(
    log: SqliteSessionLog, first: Ratings, second: Ratings
) -> None:
    session_id = a_session().id
    log.save(a_session())
    log.save_ratings(session_id, RatingTime.BEFORE, BEDTIME, first)
    log.save_ratings(session_id, RatingTime.AFTER, BEDTIME, first)
    log.save_ratings(session_id, RatingTime.AFTER, BEDTIME.plus_minutes(10), second)

    assert log.ratings(session_id, RatingTime.BEFORE) == first
    assert log.ratings(session_id, RatingTime.AFTER) == second


def test_links_to_a_night_and_an_awakening_survive(sleep_log: SleepLog, log: SqliteSessionLog) -> None:
    night = a_night()
    sleep_log.save(night)
    record = replace(a_session(), night_id=night.id, awakening_id=night.awakenings[0].id)
    log.save(record)
    assert log.latest() == record


def test_a_session_outlives_the_awakening_it_answered(sleep_log: SleepLog, log: SqliteSessionLog) -> None:
    night = a_night()
    sleep_log.save(night)
    record = replace(a_session(), night_id=night.id, awakening_id=night.awakenings[0].id)
    log.save(record)
    sleep_log.save(replace(night, awakenings=()))
    assert log.latest() == replace(record, awakening_id=None)


def test_a_link_to_what_is_not_in_the_log_is_left_out_until_it_is(
    sleep_log: SleepLog, log: SqliteSessionLog
) -> None:
    night = a_night()
    record = replace(a_session(), night_id=night.id, awakening_id=night.awakenings[0].id)
    log.save(record)
    assert log.latest() == a_session()

    sleep_log.save(night)
    log.save(record)
    assert log.latest() == record


def test_the_latest_session_is_the_one_started_last(session_log: SessionLog) -> None:
    assert session_log.latest() is None
    last = a_session(1, BEDTIME.plus_minutes(300))
    session_log.save(last)
    session_log.save(a_session(2, BEDTIME))
    assert session_log.latest() == last


def test_all_sessions_come_with_their_own_segments(log: SqliteSessionLog) -> None:
    records = [a_session(number, BEDTIME.plus_minutes(-number)) for number in range(1, 4)]
    records[1] = replace(records[1], segments=())
    for record in records:
        log.save(record)
    assert list(log.all_sessions()) == records


def test_a_blank_rating_has_no_row(log: SqliteSessionLog) -> None:
    record = a_session()
    log.save(record)
    log.save_ratings(record.id, RatingTime.BEFORE, BEDTIME, Ratings(urge=7, pain=0))

    rows = log.all_ratings()
    assert {(row.scale, row.value) for row in rows} == {(Scale.URGE, 7), (Scale.PAIN, 0)}
    assert all(
        row == RatingRow(row.id, record.id, RatingTime.BEFORE, row.scale, row.value, BEDTIME) for row in rows
    )


def test_a_changed_rating_keeps_its_id(log: SqliteSessionLog) -> None:
    record = a_session()
    log.save(record)
    log.save_ratings(record.id, RatingTime.AFTER, BEDTIME, Ratings(urge=7))
    first = log.all_ratings()
    log.save_ratings(record.id, RatingTime.AFTER, BEDTIME, Ratings(urge=2))
    assert list(log.all_ratings()) == [replace(first[0], value=2)]


def test_ratings_of_an_unknown_session_are_blank(session_log: SessionLog) -> None:
    assert session_log.ratings(UUID(int=1), RatingTime.BEFORE).is_blank


def test_a_night_adopts_the_sessions_of_its_span_that_have_none(
    sleep_log: SleepLog, log: SqliteSessionLog
) -> None:
    sleep_log.save(a_night(1))
    sleep_log.save(a_night(2, days=1))
    records = {minute: a_session(minute, BEDTIME.plus_minutes(minute)) for minute in (9, 10, 20, 29, 30)}
    records[20] = replace(records[20], night_id=UUID(int=2))
    for record in records.values():
        log.save(record)

    log.assign_to_night(UUID(int=1), BEDTIME.plus_minutes(10), BEDTIME.plus_minutes(30))

    found = {record.id: record.night_id for record in log.all_sessions()}
    owners = {minute: found[record.id] for minute, record in records.items()}
    assert owners == {9: None, 10: UUID(int=1), 20: UUID(int=2), 29: UUID(int=1), 30: None}


def test_an_adopted_session_stays_adopted_when_it_is_written_again(
    sleep_log: SleepLog, log: SqliteSessionLog
) -> None:
    sleep_log.save(a_night())
    log.save(a_session())
    log.assign_to_night(a_night().id, BEDTIME, BEDTIME.plus_minutes(1))
    log.save(replace(a_session(), status=SessionStatus.ENDED))
    assert log.latest() == replace(a_session(), status=SessionStatus.ENDED, night_id=a_night().id)


def test_modification_is_told_only_where_something_changed(
    log: SqliteSessionLog, connection: apsw.Connection, clock: FakeClock
) -> None:
    def modified() -> int:
        return int(connection.execute("SELECT modified_utc FROM sessions").get)

    made = clock().utc
    record = a_session()
    log.save(record)
    clock.move_on()
    log.save(record)
    assert modified() == made

    log.save(replace(record, segments=record.segments[:1]))
    assert modified() == clock().utc

    clock.move_on()
    log.save(replace(record, segments=(replace(record.segments[0], status=SegmentStatus.SKIPPED),)))
    assert modified() == clock().utc
    assert connection.execute("SELECT created_utc FROM sessions").get == made


def rated_session(
    log: SqliteSessionLog,
    number: int,
    before: Ratings,
    after: Ratings,
    kind: RoutineKind = RoutineKind.WIND_DOWN,
    by_helper: bool | None = None,
) -> RatedSession:
    """Keep a session that began `number` hours after the first, rated as given."""
    record = replace(
        a_session(),
        id=UUID(int=900 + number),
        kind=kind,
        started_at=BEDTIME.plus_minutes(60 * number),
        by_helper=by_helper,
    )
    log.save(record)
    log.save_ratings(record.id, RatingTime.BEFORE, BEDTIME, before)
    log.save_ratings(record.id, RatingTime.AFTER, BEDTIME, after)
    return RatedSession(before, after, record.routine_title, record.started_at, bool(by_helper))


def test_sessions_rated_both_times_are_given_latest_first(log: SqliteSessionLog) -> None:
    kept = [
        rated_session(log, number, Ratings(number, 4), Ratings(3, None, number)) for number in (3, 0, 9, 5)
    ]

    latest = sorted(kept, key=lambda each: each.ratings_before.urge or 0, reverse=True)
    assert log.rated_before_and_after(RoutineKind.WIND_DOWN, 10) == latest
    assert log.rated_before_and_after(RoutineKind.WIND_DOWN, 2) == latest[:2]


def test_sessions_rated_once_or_of_another_kind_are_left_out(log: SqliteSessionLog) -> None:
    rated_session(log, 1, Ratings(6), Ratings())
    rated_session(log, 2, Ratings(), Ratings(6))
    rated_session(log, 3, Ratings(6), Ratings(2), RoutineKind.RESCUE)
    kept = rated_session(log, 4, Ratings(pain=6), Ratings(stress=2))

    assert log.rated_before_and_after(RoutineKind.WIND_DOWN, 10) == [kept]


def test_a_limit_counts_rated_sessions_alone(log: SqliteSessionLog) -> None:
    kept = rated_session(log, 1, Ratings(6), Ratings(2))
    for number in range(2, 8):
        rated_session(log, number, Ratings(), Ratings())

    assert log.rated_before_and_after(RoutineKind.WIND_DOWN, 1) == [kept]


def test_sessions_of_which_something_was_done_are_told_by_kind(log: SqliteSessionLog) -> None:
    done = replace(a_session(), id=UUID(int=801), started_at=BEDTIME.plus_minutes(5))
    skipped = replace(
        done,
        id=UUID(int=802),
        segments=tuple(replace(each, status=SegmentStatus.SKIPPED) for each in done.segments),
    )
    rescue = replace(done, id=UUID(int=803), kind=RoutineKind.RESCUE, started_at=BEDTIME.plus_minutes(200))
    breathing = replace(done, id=UUID(int=804), routine_key="breathing")
    for record in (done, skipped, rescue, breathing):
        log.save(record)

    assert list(log.start_times(RoutineKind.WIND_DOWN)) == [done.started_at]
    assert list(log.start_times(RoutineKind.RESCUE)) == [rescue.started_at]


def test_sessions_by_a_helper_are_told_apart(log: SqliteSessionLog) -> None:
    own = rated_session(log, 1, Ratings(6), Ratings(2))
    helped = rated_session(log, 2, Ratings(7), Ratings(3), by_helper=True)

    assert log.rated_before_and_after(RoutineKind.WIND_DOWN, 10) == [helped, own]
    assert [each.by_helper for each in log.all_sessions()] == [True, None]


def test_a_scale_that_only_damage_can_have_made_is_told(
    session_log: SessionLog, connection: apsw.Connection
) -> None:
    record = a_session()
    session_log.save(record)
    session_log.save_ratings(record.id, RatingTime.BEFORE, BEDTIME, Ratings(tension=4))
    connection.pragma("ignore_check_constraints", True)
    connection.execute("UPDATE ratings SET scale = 'muscle_tefsion'")

    with pytest.raises(LogDamaged):
        session_log.ratings(record.id, RatingTime.BEFORE)
