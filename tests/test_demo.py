"""The invented nights: there are ninety, they are possible, and they are the same each time."""

from datetime import date, timedelta
from functools import cache
from pathlib import Path

from rlscompanion import demo
from rlscompanion.bedtime.health_answers import HealthAnswers
from rlscompanion.bedtime.pending import PendingWrites
from rlscompanion.bedtime.preferences import RememberedChoices
from rlscompanion.content.routines import load_routines
from rlscompanion.demo import InventedNight, invent_nights
from rlscompanion.domain.items import TRIED_ITEMS
from rlscompanion.domain.problems import night_problems
from rlscompanion.domain.ratings import RatingTime
from rlscompanion.domain.routine import RoutineKind, routine_segments
from rlscompanion.domain.safety import RestrictionLevel
from rlscompanion.domain.session_record import restore_session_state
from rlscompanion.storage.database import open_database
from rlscompanion.storage.preferences import SqlitePreferences
from rlscompanion.storage.screenings import SqliteScreenings
from rlscompanion.storage.sessions import SqliteSessionLog
from rlscompanion.storage.sleep_log import SqliteSleepLog
from tests.cases import each_case
from tests.fakes import FakeClock

TONIGHT = date(2026, 11, 21)


@cache
def invented(zone: str = "Europe/Berlin") -> list[InventedNight]:
    return invent_nights(TONIGHT, zone, load_routines().routines)


@each_case("zone", ["Europe/Berlin", "UTC", "America/New_York", "Australia/Lord_Howe"])
def test_ninety_possible_nights(zone: str) -> None:
    nights = [each.night for each in invented(zone)]

    assert len(nights) == 90
    assert [night.evening for night in nights if night_problems(night)] == []
    assert {night.zone for night in nights} == {zone}


@each_case("day", [date(2027, 1, 1), date(2026, 3, 30), date(2026, 10, 26), date(2028, 3, 1)])
def test_they_are_possible_whenever_it_is_tried(day: date) -> None:
    nights = [each.night for each in invent_nights(day, "Europe/Berlin", load_routines().routines)]

    assert [night.evening for night in nights if night_problems(night)] == []


def test_they_are_the_same_each_time() -> None:
    again = invent_nights(TONIGHT, "Europe/Berlin", load_routines().routines)

    assert again == invented()


def test_what_was_tried_is_told_of_restless_nights_alone() -> None:
    nights = [each.night for each in invented()]
    tried = [night for night in nights if any(getattr(night, item.value) for item in TRIED_ITEMS)]

    assert len(tried) > 10
    assert all(night.worst_urge is not None and night.worst_urge >= 4 for night in tried)


def test_tiredness_is_not_known_of_a_day_that_is_not_over() -> None:
    latest, *earlier = (each.night for each in invented())

    assert latest.tiredness is None
    assert all(night.tiredness is not None for night in earlier)


def test_each_evening_comes_once_and_the_latest_is_the_one_before_tonight() -> None:
    evenings = [each.night.evening for each in invented()]

    assert evenings[0] == TONIGHT - timedelta(days=1)
    assert evenings == sorted(set(evenings), reverse=True)
    assert evenings[-1] < TONIGHT - timedelta(days=90), "some evenings are missing, as in life"


def test_every_diary_is_filled_in() -> None:
    assert all(each.night.saved_at is not None and each.night.main_sleep for each in invented())


def test_they_hold_something_of_everything() -> None:
    nights = [each.night for each in invented()]
    sessions = [record for each in invented() for record, _, _ in each.sessions]

    assert any(night.awakenings for night in nights)
    assert any(night.notes for night in nights)
    assert {record.kind for record in sessions} == set(RoutineKind)
    assert {night.quality for night in nights} >= {2, 3, 4}


def test_sessions_are_of_shipped_routines_and_lie_in_their_night() -> None:
    for each in invented():
        for record, _, _ in each.sessions:
            routine = load_routines().routine(record.routine_key)
            assert routine is not None
            assert restore_session_state(record, routine_segments(routine)) is not None
            assert record.night_id == each.night.id
            assert record.ended_at is not None
            assert record.started_at < record.ended_at
            assert (record.awakening_id is None) == (record.kind is RoutineKind.WIND_DOWN)


def test_rows_have_ids_of_their_own() -> None:
    nights = [each.night for each in invented()]
    ids = [night.id for night in nights]
    ids += [sleep.id for night in nights for sleep in night.sleeps]
    ids += [awakening.id for night in nights for awakening in night.awakenings]
    ids += [record.id for each in invented() for record, _, _ in each.sessions]

    assert len(ids) == len(set(ids))


def test_the_log_holds_them_with_valid_ratings(tmp_path: Path) -> None:
    clock = FakeClock("2026-11-21 20:00")

    demo.fill_with_invented_nights(tmp_path / "log.sqlite", clock)

    connection = open_database(tmp_path / "log.sqlite", clock.now)
    log = SqliteSleepLog(connection, clock.now)
    nights = log.nights()
    sessions = SqliteSessionLog(connection, clock.now)
    ratings = list(sessions.all_ratings())
    pending = PendingWrites(log.transaction)
    preferences = RememberedChoices(SqlitePreferences(connection, clock.now), pending)
    safety = HealthAnswers(clock, SqliteScreenings(connection, clock.now), pending, preferences)
    expected = {
        record.id for each in invented() for record, before, _ in each.sessions if not before.is_blank
    }
    connection.close()
    assert (safety.verdict.level, safety.is_check_due, safety.must_ask_doctor_questions) == (
        RestrictionLevel.CLEAR,
        False,
        False,
    )
    assert list(nights) == [each.night for each in invented()]
    assert {rating.session_id for rating in ratings} == expected
    assert all(0 <= rating.value <= 10 for rating in ratings)
    assert {rating.rated for rating in ratings} == set(RatingTime)
