"""Answers to the health questions come back as given, the latest first; older logs gain a place for them."""

from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

import apsw
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rlscompanion.bedtime.ports import Screenings
from rlscompanion.domain.safety import Finding, RestrictionLevel, Screening, findings_at_levels
from rlscompanion.storage.checking import check_log
from rlscompanion.storage.damage import LogDamaged
from rlscompanion.storage.database import known_migrations, open_database
from rlscompanion.storage.preferences import SqlitePreferences
from rlscompanion.storage.screenings import SqliteScreenings
from rlscompanion.storage.sessions import SqliteSessionLog
from rlscompanion.storage.sleep_log import SqliteSleepLog

from .old_logs import leave_log
from .samples import BEDTIME, EVENING, FakeClock, a_night, a_session
from .strategies import REPEATABLE, moments

STANDING = Screening(
    UUID(int=1), BEDTIME, frozenset({Finding.CANCER, Finding.VARICOSE_VEINS}), frozenset({Finding.CANCER})
)
TONIGHT = Screening(UUID(int=2), BEDTIME, frozenset({Finding.FEVER}), evening=EVENING)
CLEAR = Screening(UUID(int=3), BEDTIME.plus_minutes(-60))

findings = st.frozensets(st.sampled_from(Finding))
screenings_of_any_kind = st.builds(
    lambda id_, at, found, evening: Screening(
        id_, at, found, found & frozenset(findings_at_levels(RestrictionLevel.ASK_FIRST)), evening
    ),
    st.uuids(),
    moments,
    findings,
    st.none() | st.dates(date(1, 1, 1), date(9999, 12, 30)),
)


@pytest.fixture
def screenings(connection: apsw.Connection, clock: FakeClock) -> Screenings:
    return SqliteScreenings(connection, clock)


def test_nobody_was_asked_at_first(screenings: Screenings) -> None:
    assert screenings.latest_lasting() is None
    assert screenings.latest_for_one_night() is None


def test_answers_last_beyond_the_process(log_path: Path, clock: FakeClock) -> None:
    with closing(open_database(log_path, clock)) as connection:
        kept = SqliteScreenings(connection, clock)
        kept.save(STANDING)
        kept.save(TONIGHT)
    with closing(open_database(log_path, clock)) as connection:
        kept = SqliteScreenings(connection, clock)
        assert (kept.latest_lasting(), kept.latest_for_one_night()) == (STANDING, TONIGHT)


@REPEATABLE
@given(screenings_of_any_kind)
def test_any_answers_come_back_whole(
    connection: apsw.Connection, screenings: Screenings, given_answers: Screening
) -> None:
    connection.execute("DELETE FROM screenings")

    screenings.save(given_answers)

    is_standing = given_answers.evening is None
    found = screenings.latest_lasting() if is_standing else screenings.latest_for_one_night()
    other = screenings.latest_for_one_night() if is_standing else screenings.latest_lasting()
    assert (found, other) == (given_answers, None)


def test_the_answers_written_last_hold_whatever_the_clock_said(screenings: Screenings) -> None:
    screenings.save(STANDING)
    screenings.save(CLEAR)

    assert screenings.latest_lasting() == CLEAR


def test_earlier_answers_are_kept(screenings: Screenings, connection: apsw.Connection) -> None:
    for each in (STANDING, TONIGHT, CLEAR):
        screenings.save(each)

    assert connection.execute("SELECT count(*) FROM screenings").get == 3
    assert connection.execute("SELECT count(*) FROM screening_findings").get == 3


def test_changed_answers_stay_one_row_and_are_dated(
    screenings: Screenings, connection: apsw.Connection, clock: FakeClock
) -> None:
    screenings.save(replace(STANDING, approved=frozenset()))
    made = clock().utc
    clock.move_on()
    screenings.save(STANDING)

    assert screenings.latest_lasting() == STANDING
    dates = connection.execute("SELECT created_utc, modified_utc FROM screenings").fetchall()
    assert dates == [(made, clock().utc)]


def test_answers_written_again_unchanged_keep_their_date(
    screenings: Screenings, connection: apsw.Connection, clock: FakeClock
) -> None:
    screenings.save(STANDING)
    made = clock().utc
    clock.move_on()
    screenings.save(STANDING)

    assert connection.execute("SELECT modified_utc FROM screenings").get == made


def test_what_this_version_does_not_know_is_asked_again(
    screenings: Screenings, connection: apsw.Connection
) -> None:
    screenings.save(STANDING)
    screenings.save(TONIGHT)
    connection.execute("UPDATE screening_findings SET finding = 'sleepwalking' WHERE finding <> 'cancer'")

    assert screenings.latest_lasting() is None
    assert screenings.latest_for_one_night() == replace(TONIGHT, findings=frozenset())


@pytest.mark.parametrize("version", [2, 3, 4])
def test_an_older_log_keeps_its_rows_and_gains_the_answers(
    log_path: Path, clock: FakeClock, version: int
) -> None:
    leave_log(log_path, clock, version)

    with closing(open_database(log_path, clock)) as connection:
        kept = SqliteScreenings(connection, clock)
        assert kept.latest_lasting() is None
        kept.save(STANDING)
        assert kept.latest_lasting() == STANDING
        assert list(SqliteSleepLog(connection, clock).nights()) == [a_night()]
        assert list(SqliteSessionLog(connection, clock).all_sessions()) == [a_session()]
        assert SqlitePreferences(connection, clock).get("sound", "") == "surf"
    report = check_log(log_path)
    assert (report.version, report.faults) == (known_migrations()[-1].version, ())
    (backup,) = (log_path.parent / "backups").iterdir()
    assert (check_log(backup).version, check_log(backup).nights) == (version, 1)


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE screenings SET id = 'z' || substr(id, 2) WHERE evening IS NULL",
        f"UPDATE screenings SET answered_utc = {2**62}",
        "UPDATE screenings SET evening = 'yesterday' WHERE evening IS NOT NULL",
        "UPDATE screening_findings SET agreed = 1 WHERE finding = 'fever'",
    ],
)
def test_damaged_answers_are_told_in_a_sentence(
    connection: apsw.Connection, log_path: Path, clock: FakeClock, damage: str
) -> None:
    screenings = SqliteScreenings(connection, clock)
    for each in (STANDING, TONIGHT):
        screenings.save(each)
    connection.pragma("foreign_keys", False)
    connection.pragma("ignore_check_constraints", True)
    connection.execute(damage)

    with pytest.raises(LogDamaged, match="is damaged"):
        screenings.latest_lasting(), screenings.latest_for_one_night()

    assert check_log(log_path).faults
