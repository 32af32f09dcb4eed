"""Nights come back as they were written."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import apsw
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rlscompanion.bedtime.ports import SleepLog
from rlscompanion.domain import measures
from rlscompanion.domain.night import Night
from rlscompanion.domain.refusal import Refusal
from rlscompanion.storage.health import SqliteHealthRecord
from rlscompanion.storage.sessions import SqliteSessionLog

from .samples import BEDTIME, EVENING, FakeClock, a_night, a_session
from .strategies import MEDICINE, REPEATABLE, nights


def stamps(connection: apsw.Connection, table: str) -> Sequence[tuple[object, ...]]:
    return connection.execute(f"SELECT created_utc, modified_utc FROM {table} ORDER BY id").fetchall()


@REPEATABLE
@given(night=nights, changed=nights)
def test_every_field_survives_writing_and_changing(
    sleep_log: SleepLog, connection: apsw.Connection, clock: FakeClock, night: Night, changed: Night
) -> None:
    connection.execute("DELETE FROM nights")
    SqliteHealthRecord(connection, clock).save_medicine(MEDICINE)
    sleep_log.save(night)
    assert sleep_log.night(night.id) == night

    changed = replace(changed, id=night.id)
    sleep_log.save(changed)
    assert sleep_log.night(night.id) == changed


def test_nights_between_two_evenings_hold_both_ends(sleep_log: SleepLog) -> None:
    for days in range(5):
        sleep_log.save(a_night(days + 1, days))

    found = sleep_log.nights_between(EVENING + timedelta(days=1), EVENING + timedelta(days=3))

    assert [night.id.int for night in found] == [4, 3, 2]


def test_a_night_that_is_removed_takes_all_it_holds_but_its_sessions(
    sleep_log: SleepLog, connection: apsw.Connection, clock: FakeClock
) -> None:
    sleep_log.save(a_night())
    sessions = SqliteSessionLog(connection, clock)
    sessions.save(replace(a_session(), night_id=a_night().id))

    sleep_log.remove(a_night().id)

    assert list(sleep_log.nights()) == []
    assert connection.execute("SELECT count(*) FROM sleeps").get == 0
    kept = sessions.latest()
    assert kept is not None
    assert kept.night_id is None


def test_nights_come_latest_evening_first(sleep_log: SleepLog) -> None:
    written = [a_night(number, days) for number, days in ((1, 0), (2, 5), (3, 2))]
    for night in written:
        sleep_log.save(night)

    assert list(sleep_log.nights()) == [written[1], written[2], written[0]]
    assert list(sleep_log.nights(at_least=2)) == [written[1], written[2]]
    assert list(sleep_log.nights(at_least=1, before=written[2].evening)) == [written[0]]
    assert list(sleep_log.nights(at_least=1, before=written[0].evening)) == []


def test_a_missing_night_is_none(sleep_log: SleepLog) -> None:
    assert sleep_log.night(UUID(int=9)) is None
    assert sleep_log.night_of(EVENING) is None
    assert sleep_log.unfinished_night() is None


def test_an_evening_has_one_night(sleep_log: SleepLog) -> None:
    sleep_log.save(a_night(1))

    with pytest.raises(apsw.ConstraintError):
        sleep_log.save(a_night(2))
    assert list(sleep_log.nights()) == [a_night(1)]


def test_the_open_night_is_the_latest_that_is_not_saved(sleep_log: SleepLog) -> None:
    saved = replace(a_night(3, days=9), saved_at=BEDTIME)
    for night in (a_night(1, days=1), a_night(2, days=4), saved):
        sleep_log.save(night)

    assert sleep_log.unfinished_night() == a_night(2, days=4)


def test_a_night_may_move_to_another_evening(sleep_log: SleepLog) -> None:
    sleep_log.save(a_night())
    moved = replace(a_night(), evening=EVENING - timedelta(days=1))
    sleep_log.save(moved)

    assert sleep_log.night_of(EVENING) is None
    assert sleep_log.night_of(moved.evening) == moved


def test_what_a_night_no_longer_has_is_deleted(sleep_log: SleepLog, connection: apsw.Connection) -> None:
    sleep_log.save(a_night(1))
    sleep_log.save(a_night(2, days=1))
    sleep_log.save(replace(a_night(1), sleeps=(), awakenings=()))

    for table in ("sleeps", "awakenings"):
        assert connection.execute(f"SELECT night_id FROM {table}").fetchall() == [(str(UUID(int=2)),)]


def test_creation_is_kept_and_modification_told_only_of_rows_that_changed(
    sleep_log: SleepLog, connection: apsw.Connection, clock: FakeClock
) -> None:
    made = clock().utc
    sleep_log.save(a_night())
    clock.move_on()
    sleep_log.save(a_night())
    for table in ("nights", "sleeps", "awakenings"):
        assert stamps(connection, table) == [(made, made)]

    changed = a_night()
    sleep_log.save(replace(changed, sleeps=(replace(changed.sleeps[0], got_up=BEDTIME),)))
    assert stamps(connection, "sleeps") == [(made, clock().utc)]
    assert stamps(connection, "nights") == [(made, made)]
    assert stamps(connection, "awakenings") == [(made, made)]


def test_as_many_queries_for_many_nights_as_for_one(sleep_log: SleepLog, connection: apsw.Connection) -> None:
    queries: list[str] = []

    def note(_cursor: apsw.Cursor, query: str, _bindings: object) -> bool:
        queries.append(query)
        return True

    def count() -> int:
        queries.clear()
        connection.exec_trace = note
        sleep_log.nights()
        connection.exec_trace = None
        return len(queries)

    sleep_log.save(a_night(1))
    for_one = count()
    for number in range(2, 40):
        sleep_log.save(a_night(number, days=number))
    assert count() == for_one


def test_a_night_that_cannot_be_written_whole_is_not_written_at_all(
    sleep_log: SleepLog, connection: apsw.Connection
) -> None:
    sleep_log.save(a_night())
    twice = replace(a_night(), notes="half", sleeps=(replace(a_night().sleeps[0], times_awake=-1),))

    with pytest.raises(apsw.ConstraintError):
        sleep_log.save(twice)
    assert not connection.in_transaction
    assert list(sleep_log.nights()) == [a_night()]


BAD_ROWS = (
    "UPDATE nights SET id = 'short'",
    "UPDATE nights SET evening = '2026-02-30'",
    "UPDATE nights SET evening = 'today'",
    "UPDATE nights SET quality = 0",
    "UPDATE nights SET quality = 'good'",
    "UPDATE nights SET worst_urge = 11",
    "UPDATE nights SET saved_at_utc = 1, saved_at_offset = NULL",
    "UPDATE nights SET saved_at_utc = 1, saved_at_offset = 1440",
    "UPDATE nights SET symptoms_began_offset = 60",
    "UPDATE sleeps SET is_main = 2",
    "UPDATE sleeps SET minutes_awake = -1",
    "UPDATE sleeps SET got_up_utc = 1, got_up_offset = NULL",
    "UPDATE sleeps SET sources = 'recorded'",
    "UPDATE sleeps SET sources = '[]'",
    "UPDATE sleeps SET night_id = '00000000-0000-0000-0000-000000000099'",
    "UPDATE awakenings SET kind = 'hungry'",
    "UPDATE awakenings SET at_utc = NULL",
    "UPDATE sessions SET status = 'over'",
    "UPDATE sessions SET position = -1",
    "UPDATE sessions SET ended_utc = 1, ended_offset = NULL",
    "UPDATE session_segments SET spent = -1",
    "UPDATE session_segments SET side = 'front'",
)


@pytest.mark.parametrize("statement", BAD_ROWS)
def test_the_schema_lets_no_impossible_row_in(
    sleep_log: SleepLog, connection: apsw.Connection, clock: FakeClock, statement: str
) -> None:
    sleep_log.save(a_night())
    SqliteSessionLog(connection, clock).save(a_session())

    with pytest.raises(apsw.ConstraintError):
        connection.execute(statement)


@REPEATABLE
@given(written=st.lists(nights, max_size=4, unique_by=(lambda night: night.id, lambda night: night.evening)))
def test_a_summary_says_what_its_night_says(
    sleep_log: SleepLog, connection: apsw.Connection, clock: FakeClock, written: list[Night]
) -> None:
    connection.execute("DELETE FROM nights")
    SqliteHealthRecord(connection, clock).save_medicine(MEDICINE)
    for night in written:
        sleep_log.save(night)

    whole, short = sleep_log.nights(), sleep_log.summaries()

    assert [each.id for each in short] == [night.id for night in whole]
    for night, summary in zip(whole, short, strict=True):
        sleep, main = summary.sleep, night.main_sleep
        assert (summary.evening, summary.quality, summary.worst_urge) == (
            *(night.evening, night.quality, night.worst_urge),
        )
        assert summary.is_filled_in == (night.saved_at is not None)
        assert (sleep is None) == (main is None)
        if sleep is not None and main is not None:
            for measure in (measures.total_sleep, measures.sleep_efficiency):
                assert measure(sleep) == measure(main)
    assert [each for page in _pages(sleep_log.summaries, 1) for each in page] == list(short)
    assert [each for page in _pages(sleep_log.nights, 1) for each in page] == list(whole)


def test_nights_come_page_after_page(sleep_log: SleepLog) -> None:
    for number, days in ((1, 1), (2, 0), (5, -1)):
        sleep_log.save(a_night(number, days))

    pages = [[night.id.int for night in page] for page in _pages(sleep_log.nights, 2)]

    assert pages == [[1, 2], [5]]


def _pages(read: Callable[[int, date | None], Sequence[Any]], at_least: int) -> Iterator[Sequence[Any]]:
    """The nights read page by page, like a growing list does."""
    page = read(at_least, None)
    while page:
        yield page
        page = read(at_least, page[-1].evening)


@pytest.mark.parametrize("zone", ["Euroxe/Berlin", "", "../etc", "/etc/hosts", "Europe/Berlin\0"])
def test_a_zone_that_only_damage_can_have_made_is_told(
    sleep_log: SleepLog, connection: apsw.Connection, zone: str
) -> None:
    sleep_log.save(a_night())
    connection.execute("UPDATE nights SET zone = ?", (zone,))

    with pytest.raises(Refusal, match="is damaged"):
        sleep_log.nights()
