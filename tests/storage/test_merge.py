"""Rows from outside become part of the log whole, and only as far as was asked for."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import apsw
import pytest

from rlscompanion.bedtime.ports.files import Cells, KeptRow, Misfit, MisfitReason, TableChanges
from rlscompanion.domain.moment import Moment
from rlscompanion.domain.night import Night
from rlscompanion.domain.ratings import Ratings, RatingTime
from rlscompanion.domain.refusal import Refusal
from rlscompanion.domain.safety import Finding, Screening
from rlscompanion.storage.database import open_database
from rlscompanion.storage.merge import SqliteMerge
from rlscompanion.storage.screenings import SqliteScreenings
from rlscompanion.storage.sessions import SqliteSessionLog
from rlscompanion.storage.sleep_log import SqliteSleepLog
from rlscompanion.storage.whole_log import SqliteWholeLog

from .faulty_vfs import FaultyVFS
from .samples import BEDTIME, FakeClock, a_night, a_session

TABLES = (
    *("nights", "sleeps", "awakenings", "sessions", "session_segments", "ratings"),
    *("screenings", "screening_findings"),
)


@pytest.fixture
def other(tmp_path: Path, clock: FakeClock) -> Iterator[apsw.Connection]:
    """The log of another machine."""
    with closing(open_database(tmp_path / "other.sqlite", clock)) as opened:
        yield opened


def columns(connection: apsw.Connection, table: str) -> list[str]:
    return [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]


def numbered(found: Iterable[Cells]) -> Iterator[Cells]:
    for location, row in enumerate(found, 1):
        yield (*row, location)


def take_in(merge: SqliteMerge, other: apsw.Connection, tables: Sequence[str] = TABLES) -> None:
    """Lay all rows of another log beside this one."""
    for table in tables:
        merge.collect(
            table, columns(other, table), numbered(other.execute(f"SELECT * FROM {table}").fetchall())
        )


def merged(
    connection: apsw.Connection, other: apsw.Connection, keep: KeptRow | None = None
) -> list[TableChanges]:
    """Merge another log; return the tables with rows of it."""
    with SqliteWholeLog(connection).open_merge() as merge:
        take_in(merge, other)
        assert merge.first_misfit() is None
        plans = merge.planned_changes()
        merge.apply(keep)
    return [plan for plan in plans if plan.new or plan.same or plan.differing or plan.joined]


def nights(connection: apsw.Connection, clock: FakeClock) -> SqliteSleepLog:
    return SqliteSleepLog(connection, clock)


def sessions(connection: apsw.Connection, clock: FakeClock) -> SqliteSessionLog:
    return SqliteSessionLog(connection, clock)


def test_two_logs_are_joined_and_then_say_the_same(
    connection: apsw.Connection, other: apsw.Connection, clock: FakeClock
) -> None:
    nights(connection, clock).save(a_night(1))
    nights(other, clock).save(a_night(2, days=1))
    sessions(other, clock).save(replace(a_session(1), night_id=UUID(int=2)))

    first = merged(connection, other)
    merged(other, connection)
    again = merged(connection, other)

    assert first[0] == TableChanges("nights", 1, 0, 0)
    assert first[-1] == TableChanges("sessions", 1, 0, 0)
    assert list(nights(connection, clock).nights()) == [a_night(2, days=1), a_night(1)]
    assert list(nights(other, clock).nights()) == list(nights(connection, clock).nights())
    assert [(plan.new, plan.differing) for plan in again] == [(0, 0)] * len(again)


def test_stamps_come_with_the_rows(
    connection: apsw.Connection, other: apsw.Connection, clock: FakeClock
) -> None:
    nights(other, clock).save(a_night(1))
    clock.move_on(100)

    merged(connection, other)

    stamps = connection.execute("SELECT created_utc, modified_utc FROM nights").fetchall()
    assert stamps == [(BEDTIME.utc, BEDTIME.utc)]


@pytest.mark.parametrize(
    ("keep", "earlier_is_ours", "theirs_stays"),
    [
        (KeptRow.MINE, True, False),
        (KeptRow.MINE, False, False),
        (KeptRow.THEIRS, True, True),
        (KeptRow.THEIRS, False, True),
        (KeptRow.NEWER, True, True),
        (KeptRow.NEWER, False, False),
    ],
)
def test_rows_in_conflict_are_kept_as_asked(
    connection: apsw.Connection,
    other: apsw.Connection,
    clock: FakeClock,
    keep: KeptRow,
    earlier_is_ours: bool,
    theirs_stays: bool,
) -> None:
    ours, theirs = a_night(1), replace(a_night(1), quality=5, notes="")
    order = [(connection, ours), (other, theirs)]
    for each, night in order if earlier_is_ours else reversed(order):
        nights(each, clock).save(night)
        clock.move_on()

    plans = merged(connection, other, keep)

    assert plans[0] == TableChanges("nights", 0, 0, 1)
    assert nights(connection, clock).nights() == [theirs if theirs_stays else ours]


def test_without_a_choice_rows_in_conflict_change_nothing(
    connection: apsw.Connection, other: apsw.Connection, clock: FakeClock
) -> None:
    nights(connection, clock).save(a_night(1))
    nights(other, clock).save(replace(a_night(1), quality=5))
    nights(other, clock).save(a_night(2, days=1))

    with pytest.raises(Refusal, match="differs from the file"):
        merged(connection, other)
    assert nights(connection, clock).nights() == [a_night(1)]


@pytest.mark.parametrize("keep", KeptRow)
def test_a_session_comes_with_its_segments_or_not_at_all(
    connection: apsw.Connection, other: apsw.Connection, clock: FakeClock, keep: KeptRow
) -> None:
    ours, theirs = a_session(1), replace(a_session(1), segments=a_session(1).segments[:1])
    sessions(connection, clock).save(ours)
    clock.move_on()
    sessions(other, clock).save(theirs)

    plans = merged(connection, other, keep)

    assert plans == [TableChanges("sessions", 0, 0, 1)]
    assert sessions(connection, clock).all_sessions() == [ours if keep is KeptRow.MINE else theirs]


def test_a_rating_is_known_by_what_it_rates(
    connection: apsw.Connection, other: apsw.Connection, clock: FakeClock
) -> None:
    for each, urge in ((connection, 7), (other, 7)):
        sessions(each, clock).save(a_session(1))
        sessions(each, clock).save_ratings(
            a_session(1).id, RatingTime.BEFORE, BEDTIME, Ratings(urge=urge, pain=1)
        )
    clock.move_on()
    sessions(other, clock).save_ratings(a_session(1).id, RatingTime.BEFORE, BEDTIME, Ratings(urge=7, pain=4))

    plans = merged(connection, other, KeptRow.NEWER)

    assert plans[-1] == TableChanges("ratings", 0, 1, 1)
    assert sessions(connection, clock).ratings(a_session(1).id, RatingTime.BEFORE) == Ratings(urge=7, pain=4)


def screening(number: int, answered: Moment, *findings: Finding) -> Screening:
    return Screening(UUID(int=number), answered, frozenset(findings))


@pytest.mark.parametrize(("minutes", "stands"), [(-60, "ours"), (60, "theirs")])
def test_old_answers_to_the_health_questions_do_not_come_up_again(
    connection: apsw.Connection, other: apsw.Connection, clock: FakeClock, minutes: float, stands: str
) -> None:
    ours = screening(1, BEDTIME, Finding.CLOT_BEFORE)
    theirs = screening(2, BEDTIME.plus_minutes(minutes))
    SqliteScreenings(connection, clock).save(screening(3, BEDTIME.plus_minutes(-600)))
    SqliteScreenings(connection, clock).save(ours)
    SqliteScreenings(other, clock).save(screening(4, BEDTIME.plus_minutes(-5000)))
    SqliteScreenings(other, clock).save(theirs)

    merged(connection, other)

    assert SqliteScreenings(connection, clock).latest_lasting() == (ours if stands == "ours" else theirs)
    assert connection.execute("SELECT count(*) FROM screenings").get == 4
    assert connection.execute("PRAGMA integrity_check").get == "ok"


def test_answers_of_this_machine_keep_their_order_though_its_clock_was_set_back(
    connection: apsw.Connection, other: apsw.Connection, clock: FakeClock
) -> None:
    ours = screening(2, BEDTIME.plus_minutes(-500), Finding.CLOT_BEFORE)
    SqliteScreenings(connection, clock).save(screening(1, BEDTIME))
    SqliteScreenings(connection, clock).save(ours)
    SqliteScreenings(other, clock).save(screening(3, BEDTIME.plus_minutes(-100)))

    merged(connection, other)

    assert SqliteScreenings(connection, clock).latest_lasting() == ours


# --- what does not fit --------------------------------------------------------------------------------------

NIGHT = ("id", "evening", "zone", "notes", "created_utc", "modified_utc")
AWAKENING = ("id", "night_id", "ordinal", "at_utc", "at_offset", "kind", "created_utc", "modified_utc")
SEGMENT = ("session_id", "ordinal", "step_key", "side", "outcome", "planned", "spent", "added")


def an_id(number: int) -> str:
    return str(UUID(int=number))


def a_night_row(number: int, location: int) -> Cells:
    return (an_id(number), "2026-11-21", "UTC", "", 0, 0, location)


def misfit_of(connection: apsw.Connection, *taken: tuple[str, Sequence[str], list[Cells]]) -> Misfit | None:
    with SqliteWholeLog(connection).open_merge() as merge:
        for table, names, found in taken:
            merge.collect(table, names, found)
        return merge.first_misfit()


def test_a_row_that_stands_twice(connection: apsw.Connection) -> None:
    taken = ("nights", NIGHT, [a_night_row(1, 4), a_night_row(2, 5), a_night_row(1, 9)])
    assert misfit_of(connection, taken) == Misfit("nights", 9, "id", MisfitReason.TWICE)


@pytest.mark.parametrize(("night", "is_there"), [(1, True), (2, True), (3, False)])
def test_a_reference_is_looked_for_in_the_file_and_in_the_log(
    connection: apsw.Connection, clock: FakeClock, night: int, is_there: bool
) -> None:
    nights(connection, clock).save(a_night(1))
    found = misfit_of(
        connection,
        ("awakenings", AWAKENING, [(an_id(7), an_id(night), 0, BEDTIME.utc, 60, "just_awake", 0, 0, 3)]),
        ("nights", NIGHT, [a_night_row(2, 4)]),
    )
    assert found == (None if is_there else Misfit("awakenings", 3, "night_id", MisfitReason.POINTS_NOWHERE))


def test_a_segment_comes_with_its_session(connection: apsw.Connection, clock: FakeClock) -> None:
    sessions(connection, clock).save(a_session(1))
    segment = (str(a_session(1).id), 9, "calf", "left", "done", 1.0, 1.0, 0.0, 3)
    found = misfit_of(connection, ("session_segments", SEGMENT, [segment]))
    assert found == Misfit("session_segments", 3, "session_id", MisfitReason.POINTS_NOWHERE)


def test_an_id_of_another_row(connection: apsw.Connection, clock: FakeClock) -> None:
    sessions(connection, clock).save(a_session(1))
    sessions(connection, clock).save_ratings(a_session(1).id, RatingTime.BEFORE, BEDTIME, Ratings(urge=3))
    names = columns(connection, "ratings")
    row = list(connection.execute("SELECT * FROM ratings").fetchall()[0])
    row[names.index("scale")] = "pain"
    found = misfit_of(connection, ("ratings", names, [(*row, 6)]))
    assert found == Misfit("ratings", 6, "id", MisfitReason.ID_TAKEN)


# --- what cannot be a night ---------------------------------------------------------------------------------

SLEEP = (
    *("id", "night_id", "ordinal", "is_main", "slept", "tried_to_sleep_utc", "tried_to_sleep_offset"),
    *("woke_up_utc", "woke_up_offset", "sources", "created_utc", "modified_utc"),
)


def a_sleep_row(number: int, night: int, location: int, hours: float, is_main: bool = True) -> Cells:
    until = BEDTIME.plus_minutes(60 * hours)
    return (
        *(an_id(number), an_id(night), 0, int(is_main), 1, BEDTIME.utc, BEDTIME.offset),
        *(until.utc, until.offset, "{}", 0, 0, location),
    )


def test_a_second_main_sleep_of_a_night(connection: apsw.Connection) -> None:
    taken = [a_sleep_row(11, 1, 3, 8), a_sleep_row(12, 1, 4, 1, False), a_sleep_row(13, 1, 5, 2)]
    found = misfit_of(connection, ("nights", NIGHT, [a_night_row(1, 1)]), ("sleeps", SLEEP, taken))
    assert found == Misfit("sleeps", 5, "is_main", MisfitReason.SECOND_MAIN_SLEEP)


def test_an_impossible_sleep_is_told_with_the_reason(connection: apsw.Connection) -> None:
    rows = [a_sleep_row(11, 1, 3, 8), a_sleep_row(12, 1, 4, -1, False)]
    found = misfit_of(connection, ("nights", NIGHT, [a_night_row(1, 1)]), ("sleeps", SLEEP, rows))
    sentence = "this puts waking up before trying to sleep"
    assert found == Misfit("sleeps", 4, "woke_up_utc", MisfitReason.IMPOSSIBLE, sentence)


def test_what_the_file_does_not_carry_of_a_sleep_is_judged_as_the_log_has_it(
    connection: apsw.Connection, clock: FakeClock
) -> None:
    night = a_night(1)
    nights(connection, clock).save(night)
    sleep = list(a_sleep_row(1_000_001, 1, 3, 0.5))  # in the log, sleep came after 25 minutes
    found = misfit_of(connection, ("sleeps", SLEEP, [tuple(sleep)]))
    sentence = "this puts waking up before falling asleep"
    assert found is None
    sleep[SLEEP.index("woke_up_utc")] = BEDTIME.plus_minutes(20).utc
    found = misfit_of(connection, ("sleeps", SLEEP, [tuple(sleep)]))
    assert found == Misfit("sleeps", 3, "woke_up_utc", MisfitReason.IMPOSSIBLE, sentence)


def test_a_night_put_under_an_evening_far_from_what_stays_in_the_log(
    connection: apsw.Connection, clock: FakeClock
) -> None:
    nights(connection, clock).save(a_night(1))
    row = (an_id(1), "2027-11-21", "UTC", "", 0, 0, 8)
    found = misfit_of(connection, ("nights", NIGHT, [row]))
    assert found is not None
    assert (found.table, found.location, found.column) == ("nights", 8, "evening")


@pytest.mark.parametrize(("hours", "main"), [(5, 1_000_001), (9, 13)])
def test_of_a_main_sleep_here_and_one_that_comes_in_the_longer_stays_it(
    connection: apsw.Connection, clock: FakeClock, hours: float, main: int
) -> None:
    nights(connection, clock).save(a_night(1))
    for _ in range(2):
        with SqliteWholeLog(connection).open_merge() as merge:
            merge.collect("sleeps", SLEEP, [a_sleep_row(13, 1, 3, hours)])
            assert merge.first_misfit() is None
            merge.apply(KeptRow.MINE)
    [night] = nights(connection, clock).nights()
    assert [sleep.id.int for sleep in night.sleeps if sleep.is_main] == [main]


# --- nothing by halves --------------------------------------------------------------------------------------


def test_what_was_not_applied_is_gone_and_the_log_as_it_was(
    connection: apsw.Connection, other: apsw.Connection, clock: FakeClock
) -> None:
    nights(other, clock).save(a_night(2, days=1))
    with SqliteWholeLog(connection).open_merge() as merge:
        take_in(merge, other)
        merge.planned_changes()

    assert nights(connection, clock).nights() == []
    assert connection.execute("SELECT count(*) FROM sqlite_temp_schema").get == 0


def test_a_reader_that_gives_up_leaves_nothing_aside(connection: apsw.Connection) -> None:
    def give_up() -> Iterator[Cells]:
        yield a_night_row(1, 1)
        raise Refusal("line 2: no")

    with SqliteWholeLog(connection).open_merge() as merge, pytest.raises(Refusal, match="line 2"):
        merge.collect("nights", NIGHT, give_up())
    assert connection.execute("SELECT count(*) FROM sqlite_temp_schema").get == 0
    assert not connection.in_transaction


def test_a_row_that_the_log_cannot_hold_changes_nothing(connection: apsw.Connection) -> None:
    with SqliteWholeLog(connection).open_merge() as merge:
        bad = (an_id(2), "2026-02-30", "UTC", "", 0, 0, 2)
        merge.collect("nights", NIGHT, [a_night_row(1, 1), bad])
        with pytest.raises(Refusal, match=r"holds what the log cannot .* Nothing was changed"):
            merge.apply(None)
    assert connection.execute("SELECT count(*) FROM nights").get == 0


@pytest.mark.parametrize(
    ("fault", "words"), [(apsw.FullError, "has no room left"), (apsw.IOError, "The disk that holds")]
)
def test_a_disk_that_fails_leaves_the_log_as_it_was(
    log_path: Path,
    other: apsw.Connection,
    clock: FakeClock,
    faulty_vfs: FaultyVFS,
    fault: type[apsw.Error],
    words: str,
) -> None:
    for number in range(1, 60):
        nights(other, clock).save(a_night(number, days=number))
    with closing(open_database(log_path, clock, vfs=faulty_vfs.name)) as connection:
        nights(connection, clock).save(a_night(100))
        with SqliteWholeLog(connection).open_merge() as merge:
            take_in(merge, other)
            faulty_vfs.fault = fault
            with pytest.raises(Refusal, match=words):
                merge.apply(None)
            faulty_vfs.fault = None
        assert nights(connection, clock).nights() == [a_night(100)]


# --- one night an evening -----------------------------------------------------------------------------------


def only_night(connection: apsw.Connection, clock: FakeClock) -> Night:
    [night] = nights(connection, clock).nights()
    return night


def test_a_night_of_an_evening_that_the_log_has_is_joined_with_it(
    connection: apsw.Connection, other: apsw.Connection, clock: FakeClock
) -> None:
    ours = replace(a_night(1), notes="Ours.", saved_at=BEDTIME)
    theirs = replace(a_night(2), notes="Theirs.", worst_urge=6, saved_at=BEDTIME.plus_minutes(1))
    rescue = replace(a_session(1), night_id=theirs.id, awakening_id=theirs.awakenings[0].id)
    nights(connection, clock).save(ours)
    nights(other, clock).save(theirs)
    sessions(other, clock).save(rescue)

    first, again = merged(connection, other), merged(connection, other)

    night = only_night(connection, clock)
    assert (first[0], again[0]) == (
        TableChanges("nights", 0, 0, 0, joined=1),
        TableChanges("nights", 0, 1, 0),
    )
    assert (night.id, night.worst_urge, night.notes) == (ours.id, 6, "Theirs.\nOurs.")
    assert {each.id for each in night.awakenings} == {ours.awakenings[0].id, theirs.awakenings[0].id}
    assert [sleep.id for sleep in night.sleeps] == [ours.sleeps[0].id]
    [kept] = sessions(connection, clock).all_sessions()
    assert (kept.night_id, kept.awakening_id) == (ours.id, theirs.awakenings[0].id)


def test_a_night_moved_onto_another_of_the_log_is_joined_with_it(
    connection: apsw.Connection, other: apsw.Connection, clock: FakeClock
) -> None:
    for night in (a_night(1), a_night(2, days=1)):
        nights(connection, clock).save(night)
    clock.move_on()
    nights(other, clock).save(replace(a_night(1), evening=a_night(2, days=1).evening))

    plans = merged(connection, other, KeptRow.THEIRS)

    night = only_night(connection, clock)
    assert plans[0] == TableChanges("nights", 0, 0, 1)
    assert night.evening == a_night(2, days=1).evening
    assert {each.id.int for each in night.awakenings} == {2000_001, 2000_002}


def test_nights_that_changed_their_evenings_with_each_other_stay_two(
    connection: apsw.Connection, other: apsw.Connection, clock: FakeClock
) -> None:
    first, second = a_night(1), a_night(2, days=1)
    for night in (first, second):
        nights(connection, clock).save(night)
    clock.move_on()
    swapped = [replace(first, evening=second.evening), replace(second, evening=first.evening)]
    for night in swapped:
        nights(other, clock).save(night)

    merged(connection, other, KeptRow.THEIRS)

    assert list(nights(connection, clock).nights()) == swapped


def test_two_nights_of_one_evening_in_a_file_become_one(
    connection: apsw.Connection, clock: FakeClock
) -> None:
    columns_taken = ("id", "evening", "zone", "notes", "created_utc", "modified_utc")
    found = [
        (str(UUID(int=number)), "2026-11-21", "Europe/Berlin", f"Told by {number}.", 0, 0, number)
        for number in (1, 2)
    ]
    with SqliteWholeLog(connection).open_merge() as merge:
        merge.collect("nights", columns_taken, found)
        assert merge.first_misfit() is None
        merge.apply(None)

    assert sorted(only_night(connection, clock).notes.splitlines()) == ["Told by 1.", "Told by 2."]
    with pytest.raises(apsw.ConstraintError):
        connection.execute(
            "INSERT INTO nights (id, evening, zone, notes, created_utc, modified_utc) "
            "SELECT replace(id, '0', '1'), evening, zone, notes, 0, 0 FROM nights"
        )
