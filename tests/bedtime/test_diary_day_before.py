"""Tests of the tiredness of the day before, which is stored in the night before it."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from rlscompanion.bedtime.diary import Diary
from rlscompanion.bedtime.pending import PendingWrites
from rlscompanion.domain.diary_answers import (
    EVENING_KEY,
    TIREDNESS_BEFORE_KEY,
    Answers,
    TypedAnswers,
    form_answers,
)
from rlscompanion.storage.database import open_database
from rlscompanion.storage.sessions import SqliteSessionLog
from rlscompanion.storage.sleep_log import SqliteSleepLog
from tests.domain.samples import a_full_night
from tests.fakes import FakeClock

NIGHT = a_full_night()
BEFORE = replace(a_full_night(NIGHT.evening - timedelta(days=1)), id=UUID(int=5), sleeps=(), tiredness=None)


@pytest.fixture
def nights(tmp_path: Path) -> Iterator[SqliteSleepLog]:
    clock = FakeClock()
    with closing(open_database(tmp_path / "log.sqlite", clock.now)) as connection:
        yield SqliteSleepLog(connection, clock.now)


@pytest.fixture
def diary(qapp: object, nights: SqliteSleepLog) -> Diary:
    connection = nights._connection
    return Diary(
        FakeClock(), nights, SqliteSessionLog(connection, FakeClock().now), PendingWrites(nights.transaction)
    )


def tired(now: int) -> TypedAnswers:
    return TypedAnswers({TIREDNESS_BEFORE_KEY: None}, {TIREDNESS_BEFORE_KEY: now})


def kept(nights: SqliteSleepLog, evening: date) -> int | None:
    night = nights.night_of(evening)
    assert night is not None
    return night.tiredness


def test_it_is_written_to_the_night_before_and_nowhere_else(diary: Diary, nights: SqliteSleepLog) -> None:
    nights.save(BEFORE)
    nights.save(NIGHT)

    assert diary.save(NIGHT.evening, tired(7)).night is not None

    assert nights.night_of(BEFORE.evening) == replace(BEFORE, tiredness=7)
    assert kept(nights, NIGHT.evening) == NIGHT.tiredness
    assert form_answers(NIGHT, nights.night_of(BEFORE.evening))[TIREDNESS_BEFORE_KEY] == 7


def test_it_is_kept_without_a_press_on_save(diary: Diary, nights: SqliteSleepLog) -> None:
    nights.save(BEFORE)
    nights.save(NIGHT)

    diary.save_unfinished(NIGHT.evening, tired(2))

    assert kept(nights, BEFORE.evening) == 2


def test_it_goes_by_the_date_that_was_chosen(diary: Diary, nights: SqliteSleepLog) -> None:
    nights.save(BEFORE)
    later = NIGHT.evening + timedelta(days=1)
    nights.save(replace(NIGHT, evening=later))

    was: Answers = {EVENING_KEY: later, TIREDNESS_BEFORE_KEY: None}
    entered = diary.save(later, TypedAnswers(was, {EVENING_KEY: NIGHT.evening, TIREDNESS_BEFORE_KEY: 4}))

    assert entered.night is not None
    assert kept(nights, BEFORE.evening) == 4


def test_what_was_said_meanwhile_is_asked_about(diary: Diary, nights: SqliteSleepLog) -> None:
    nights.save(replace(BEFORE, tiredness=3))
    nights.save(NIGHT)

    assert diary.save(NIGHT.evening, tired(7)).conflicts == {TIREDNESS_BEFORE_KEY}
    assert kept(nights, BEFORE.evening) == 3


def test_without_a_night_before_it_goes_into_the_notes(diary: Diary, nights: SqliteSleepLog) -> None:
    nights.save(NIGHT)

    diary.save_unfinished(NIGHT.evening, tired(7))

    night = nights.night_of(NIGHT.evening)
    assert night is not None
    assert (night.notes, night.tiredness) == ("Tiredness by day: 7", NIGHT.tiredness)
