"""Logs of every earlier schema are brought up to date with all they held; an evening then has one night."""

import json
from contextlib import closing
from datetime import date
from pathlib import Path
from uuid import UUID

import apsw
import pytest

from rlscompanion.domain.items import Helped, Item
from rlscompanion.domain.moment import Moment
from rlscompanion.domain.night import AwakeningKind, Night, ValueSource
from rlscompanion.domain.routine import RoutineKind
from rlscompanion.storage.checking import check_log
from rlscompanion.storage.database import MERGED_EVENINGS_KEY, known_migrations, open_database
from rlscompanion.storage.joining import merged_evenings_sentence
from rlscompanion.storage.preferences import SqlitePreferences
from rlscompanion.storage.sessions import SqliteSessionLog
from rlscompanion.storage.sleep_log import SqliteSleepLog
from rlscompanion.storage.trials import SqliteTrials

from .samples import BEDTIME, EVENING, FakeClock

FIXTURES = Path(__file__).parent / "fixtures"
VERSIONS = (1, 2, 3, 4, 5, 6, 7, 8)
WITH_DOUBLES = VERSIONS[:5]
"""The versions under which an evening could have two nights, and has in their fixtures."""

OF_ONE_EVENING = {"nights": 1, "sleeps": 1, "night_factors": 1, "doses": 1}
"""Rows that become one with another of the same evening."""


def numbered(number: int) -> UUID:
    return UUID(f"00000000-0000-4000-8000-{number:012}")


def left_log(path: Path, version: int) -> dict[str, int]:
    """Create a log of a version of the schema; return the numbers of rows by table."""
    path.parent.mkdir(parents=True)
    path.touch(mode=0o600)
    with closing(apsw.Connection(str(path))) as connection:
        for _ in connection.execute((FIXTURES / f"schema_{version}.sql").read_text("utf-8")):
            pass
        assert connection.pragma("user_version") == version
        return counts(connection)


def counts(connection: apsw.Connection) -> dict[str, int]:
    tables = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite@_%' ESCAPE '@'"
    ).fetchall()
    return {str(name): int(connection.execute(f"SELECT count(*) FROM {name}").get) for (name,) in tables}


def night_of(connection: apsw.Connection, clock: FakeClock) -> Night:
    night = SqliteSleepLog(connection, clock).night_of(EVENING)
    assert night is not None
    return night


def test_there_is_a_fixture_of_every_earlier_schema() -> None:
    assert [each.version for each in known_migrations()[:-1]] == list(VERSIONS)
    assert sorted(each.name for each in FIXTURES.iterdir()) == [f"schema_{each}.sql" for each in VERSIONS]


@pytest.mark.parametrize("version", VERSIONS)
def test_every_table_of_the_fixture_has_rows(version: int, log_path: Path) -> None:
    assert all(left_log(log_path, version).values())


@pytest.mark.parametrize("version", VERSIONS)
def test_nothing_is_dropped_but_what_became_one(version: int, log_path: Path, clock: FakeClock) -> None:
    before = left_log(log_path, version)
    joined = OF_ONE_EVENING if version in WITH_DOUBLES else {}
    before["preferences"] += bool(joined)  # of which evenings nights were joined

    with closing(open_database(log_path, clock)) as connection:
        after = counts(connection)
        assert connection.pragma("user_version") == known_migrations()[-1].version
    assert {table: after[table] for table in before} == {
        table: count - joined.get(table, 0) for table, count in before.items()
    }
    report = check_log(log_path)
    assert (report.faults, report.nights) == ((), 2)
    [backup] = (log_path.parent / "backups").iterdir()
    assert check_log(backup).version == version


@pytest.mark.parametrize("version", WITH_DOUBLES)
def test_two_diaries_of_one_night_become_one(version: int, log_path: Path, clock: FakeClock) -> None:
    left_log(log_path, version)

    with closing(open_database(log_path, clock)) as connection:
        night = night_of(connection, clock)
        sessions = {each.id: each for each in SqliteSessionLog(connection, clock).all_sessions()}

    main = night.main_sleep
    assert main is not None
    assert (night.quality, night.worst_urge) == (4, 3)
    assert night.saved_at == BEDTIME.plus_minutes(600)
    assert night.notes.splitlines()[:3] == [
        "Long drive.",
        "Hot room.",
        "Another entry of this night said: Worst urge to move: 6",
    ]
    assert (main.went_to_bed, main.tried_to_sleep) == (BEDTIME.plus_minutes(-20), BEDTIME)
    assert (main.woke_up, main.got_up) == (BEDTIME.plus_minutes(480), BEDTIME.plus_minutes(500))
    assert (main.minutes_to_fall_asleep, main.times_awake, main.minutes_awake) == (20, 2, 30)
    assert main.sources == dict.fromkeys(
        (Item.TRIED_TO_SLEEP, Item.TIMES_AWAKE, Item.GOT_UP), ValueSource.RECORDED
    )
    assert [sleep.is_main for sleep in night.sleeps] == [True, False]
    assert [(each.at, each.kind) for each in night.awakenings] == [
        (BEDTIME.plus_minutes(120), AwakeningKind.RESTLESS_LEGS),
        (BEDTIME.plus_minutes(240), AwakeningKind.JUST_AWAKE),
    ]
    assert {sessions[numbered(each)].night_id for each in (31, 32)} == {night.id}
    assert sessions[numbered(32)].awakening_id == night.awakenings[0].id
    assert sessions[numbered(33)].night_id is None


@pytest.mark.parametrize("version", [version for version in VERSIONS if version >= 3])
def test_factors_doses_and_legs_of_both_are_kept(version: int, log_path: Path, clock: FakeClock) -> None:
    left_log(log_path, version)

    with closing(open_database(log_path, clock)) as connection:
        night = night_of(connection, clock)

    assert (night.tiredness, night.eased_by_movement) == (5, True)
    assert {note.factor: note.present for note in night.factors} == {
        "caffeine": False,
        str(numbered(71)): True,
    }
    assert "Another entry of this night said: Caffeine: yes, 2" in night.notes
    assert sorted((dose.amount or 0, dose.at) for dose in night.doses if dose.at) == [
        (0.25, Moment(BEDTIME.utc - 9000, 60))
    ]
    assert len(night.doses) == 2


@pytest.mark.parametrize("version", WITH_DOUBLES)
def test_the_joined_evenings_are_noted(version: int, log_path: Path, clock: FakeClock) -> None:
    left_log(log_path, version)
    assert "1 night has two diaries; they are joined at the next start." in check_log(log_path).remarks

    with closing(open_database(log_path, clock)) as connection:
        noted = SqlitePreferences(connection, clock).get(MERGED_EVENINGS_KEY, "")

    assert json.loads(noted) == ["2026-11-21"]
    assert "Sat 21 to Sun 22 Nov 2026" in merged_evenings_sentence(noted)
    assert check_log(log_path).remarks == ()


@pytest.mark.parametrize("version", VERSIONS)
def test_what_was_asked_later_is_kept_or_not_known(version: int, log_path: Path, clock: FakeClock) -> None:
    left_log(log_path, version)

    with closing(open_database(log_path, clock)) as connection:
        night = night_of(connection, clock)
        [*sessions] = SqliteSessionLog(connection, clock).all_sessions()
        trials = SqliteTrials(connection, clock).all_trials()

    tried = (Helped.A_LITTLE, Helped.NO) if version >= 7 else (None, None)
    assert (night.tried_walking, night.tried_cold) == tried
    assert {each.by_helper for each in sessions if each.kind is RoutineKind.WIND_DOWN} == {
        True if version >= 8 else None
    }
    assert [(each.instead, each.relevant_difference) for each in trials] == [(None, None)] * (version >= 4)


def test_many_joined_evenings_are_counted() -> None:
    noted = json.dumps([date(2026, 11, day).isoformat() for day in range(1, 9)])

    assert merged_evenings_sentence(noted).endswith("Thu 5 to Fri 6 Nov 2026 and 3 more.")
