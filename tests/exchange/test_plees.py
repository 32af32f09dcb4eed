"""Files of Plees Tracker, of every age, in and out."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import apsw
import pytest

from rlscompanion.bedtime.ports.files import KeptRow
from rlscompanion.domain.moment import Moment
from rlscompanion.domain.night import Night, Sleep
from rlscompanion.domain.refusal import Refusal
from rlscompanion.exchange.importing import ImportPlan
from rlscompanion.storage.sleep_log import SqliteSleepLog

from .carried import change_counts, exported_bytes, import_into_log
from .conftest import CLOCK
from .samples import NIGHT, fill

START = 1792879200
"""Sun 25 Oct 2026, midnight in Berlin, three hours before the clocks go back."""
HOUR = 3600


def row(sid: int, start: int, stop: int, *rest: object) -> str:
    return ",".join(map(str, (sid, start * 1000, stop * 1000, *rest)))


def written(path: Path, *lines: str, ends: str = "\r\n") -> Path:
    path.write_bytes(ends.join((*lines, "")).encode())
    return path


def nights(connection: apsw.Connection) -> list[Night]:
    return list(reversed(SqliteSleepLog(connection, CLOCK.now).nights()))


HEADINGS = {
    "sid,start,stop,rating": "4",
    "sid,start,stop,rating,comment": '4,"two\nlines, ""quoted"""',
    "sid,start,stop,rating,comment,wakes": "4,fine,2",
}


@pytest.mark.parametrize(("heading", "rest"), HEADINGS.items())
def test_files_of_every_age_are_read(
    target: apsw.Connection, tmp_path: Path, heading: str, rest: str
) -> None:
    path = written(tmp_path / "plees.csv", heading, row(1, START, START + 8 * HOUR, rest))

    import_into_log(target, path)

    [night] = nights(target)
    [sleep] = night.sleeps
    assert (night.evening, night.zone, night.quality) == (date(2026, 10, 24), "Europe/Berlin", 4)
    assert sleep.tried_to_sleep == Moment(START, 120)
    assert sleep.woke_up == Moment(START + 8 * HOUR, 60)
    assert sleep.minutes_to_fall_asleep is None
    assert sleep.times_awake == (2 if heading.endswith("wakes") else None)
    expected = {4: "", 5: 'two\nlines, "quoted"', 6: "fine"}[heading.count(",") + 1]
    assert night.notes == expected
    assert night.saved_at == sleep.woke_up


def test_a_rating_of_zero_is_none(target: apsw.Connection, tmp_path: Path) -> None:
    import_into_log(
        target, written(tmp_path / "p.csv", "sid,start,stop,rating", row(1, START, START + HOUR, 0))
    )
    assert [night.quality for night in nights(target)] == [None]


def test_sleeps_of_one_evening_make_one_night(target: apsw.Connection, tmp_path: Path) -> None:
    path = written(
        tmp_path / "plees.csv",
        "sid,start,stop,rating,comment,wakes",
        row(1, START + 9 * HOUR, START + 10 * HOUR, 2, "nap", 0),
        row(2, START, START + 8 * HOUR, 5, "night", 1),
        row(3, START + 24 * HOUR, START + 31 * HOUR, 3, "", 0),
    )

    plan = import_into_log(target, path)

    assert change_counts(plan) == {"nights": (2, 0, 0), "sleeps": (3, 0, 0)}
    first, second = nights(target)
    assert [sleep.is_main for sleep in first.sleeps] == [True, False]
    assert (first.quality, first.notes) == (5, "night\nnap")
    assert second.evening == date(2026, 10, 25)


def test_reading_a_file_twice_changes_nothing(target: apsw.Connection, tmp_path: Path) -> None:
    lines = ("sid,start,stop,rating", row(1, START, START + 8 * HOUR, 4))
    import_into_log(target, written(tmp_path / "plees.csv", *lines))

    again = import_into_log(
        target, written(tmp_path / "renumbered.csv", lines[0], lines[1].replace("1,", "7,", 1))
    )

    assert (again.new_row_count, again.differing_row_count, again.same_row_count) == (0, 0, 2)


def test_a_changed_sleep_is_a_conflict(target: apsw.Connection, tmp_path: Path) -> None:
    heading = "sid,start,stop,rating"
    import_into_log(target, written(tmp_path / "plees.csv", heading, row(1, START, START + 8 * HOUR, 4)))

    changed = written(tmp_path / "plees.csv", heading, row(1, START, START + 7 * HOUR, 4))
    plan = import_into_log(target, changed, KeptRow.THEIRS)

    assert change_counts(plan) == {"nights": (0, 0, 1), "sleeps": (0, 0, 1)}
    assert nights(target)[0].sleeps[0].woke_up == Moment(START + 7 * HOUR, 60)


def test_an_evening_with_a_diary_keeps_it_alone(target: apsw.Connection, tmp_path: Path) -> None:
    SqliteSleepLog(target, CLOCK.now).save(Night(NIGHT.id, date(2026, 10, 24), "Europe/Berlin"))
    path = written(tmp_path / "p.csv", "sid,start,stop,rating", row(1, START, START + 8 * HOUR, 4))

    plan = import_into_log(target, path)

    assert plan.new_row_count == 0
    assert [str(each) for each in plan.refused] == [
        "line 2: belongs to the night of 2026-10-24, which has a diary already"
    ]


@pytest.mark.parametrize(
    ("heading", "line"),
    [
        ("\ufeffsid;start;stop;rating;comment;wakes", f"1;{START}000;{START + 8 * HOUR}000;4;x;2"),
        ("rating,wakes,stop,comment,start,sid", f"4,2,{START + 8 * HOUR}000,x,{START}000,1"),
        (
            '"SID","Start","Stop","Rating","Comment","Wakes"',
            f'"1","{START}000","{START + 8 * HOUR}000","4","x","2"',
        ),
    ],
)
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_other_layouts_of_the_same_are_read(
    target: apsw.Connection, tmp_path: Path, heading: str, line: str, ends: str
) -> None:
    import_into_log(target, written(tmp_path / "plees.csv", heading, line, ends=ends))

    [night] = nights(target)
    assert (night.quality, night.notes, night.sleeps[0].times_awake) == (4, "x", 2)


def left_out(connection: apsw.Connection, path: Path) -> tuple[ImportPlan, list[str]]:
    plan = import_into_log(connection, path)
    return plan, [str(each) for each in plan.refused]


def test_every_row_that_cannot_be_is_listed_and_the_others_are_read(
    target: apsw.Connection, tmp_path: Path
) -> None:
    path = written(
        tmp_path / "plees.csv",
        "sid,start,stop,rating,comment,wakes",
        row(1, START, START + 8 * HOUR, 4, '"two\nlines"', 0),
        row(2, START + 8 * HOUR, START + 8 * HOUR, 4, "", 0),
        row(3, START, START + 9 * HOUR, 4, "", 0),
        row(4, START + 24 * HOUR, START + 48 * HOUR, 4, "", 0),
        row(5, START + 24 * HOUR, START + 30 * HOUR, 6, "", 0),
        row(6, START + 24 * HOUR, START + 30 * HOUR, 4, "", "many"),
        "7,2026-10-24 23:00,2026-10-25 07:00,4,,0",
        "8,-1000,5000,4,,0",
        f"9,{10**17},{10**17 + 1000},4,,0",
        "10,1",
        "",
        row(11, START + 48 * HOUR, START + 55 * HOUR, "", "", ""),
    )

    plan, received = left_out(target, path)

    assert change_counts(plan)["nights"] == (2, 0, 0)
    assert received == [
        "line 2: is the sleep of line 5 again",
        "line 4: ends before it begins",
        "line 6: is a sleep of 24 hours or more",
        "line 7: rating: “6” is not a whole number from 0 to 5",
        "line 8: wakes: “many” is not a whole number from 0 to 1440",
        "line 9: start: “2026-10-24 23:00” is not a number of milliseconds",
        "line 10: start: “-1000” is not a number of milliseconds",
        "line 11: lies outside of the years 1970 to 2199",
        "line 12: has 2 values where 6 belong",
    ]


def test_the_formatted_kind_is_refused_with_a_word(target: apsw.Connection, tmp_path: Path) -> None:
    path = written(
        tmp_path / "pretty.csv",
        "sid,start,stop,length,rating",
        "1,2026-10-24 23:00:00,2026-10-25 07:00:00,8:00,4",
    )
    with pytest.raises(Refusal, match="is the formatted kind of export"):
        import_into_log(target, path)


def test_an_export_says_what_the_program_knows(source: apsw.Connection) -> None:
    fill(source)
    start, stop = NIGHT.sleeps[0].tried_to_sleep, NIGHT.sleeps[0].woke_up
    assert start is not None
    assert stop is not None

    received = exported_bytes(source, ".plees.csv").decode()

    assert received == (
        "sid,start,stop,rating,comment,wakes\r\n"
        f'1,{start.utc}000,{stop.utc}000,4,"Größe ""42""\nnext line \u2028 end",1\r\n'
    )


def test_sleeps_without_both_ends_are_no_part_of_an_export(source: apsw.Connection) -> None:
    moment = Moment(START, 120)
    sleeps = (Sleep(NIGHT.id, tried_to_sleep=moment), Sleep(NIGHT.sleeps[1].id, slept=False, got_up=moment))
    SqliteSleepLog(source, CLOCK.now).save(Night(NIGHT.id, date(2026, 10, 24), "UTC", sleeps))
    assert exported_bytes(source, ".plees.csv").decode() == "sid,start,stop,rating,comment,wakes\r\n"


def test_what_was_read_is_written_again(
    source: apsw.Connection, target: apsw.Connection, tmp_path: Path
) -> None:
    lines = [
        "sid,start,stop,rating,comment,wakes",
        *(
            row(number, START + 24 * HOUR * number, START + (24 * number + 8) * HOUR, number % 6, "x", 1)
            for number in range(1, 9)
        ),
    ]
    path = written(tmp_path / "plees.csv", *lines)
    import_into_log(target, path)
    assert exported_bytes(target, ".plees.csv") == path.read_bytes()


# --- files of several days ----------------------------------------------------------------------------------

HEADING = "sid,start,stop,rating,comment,wakes"
NAP = row(1, START - 7 * HOUR, START - 6 * HOUR, 3, "nap", 0)
SLEPT = row(2, START, START + 8 * HOUR, 4, "night", 2)


@pytest.mark.parametrize("keep", KeptRow)
@pytest.mark.parametrize("second", [(NAP, SLEPT), (SLEPT,)], ids=["both", "night"])
def test_a_night_that_comes_after_its_nap_is_the_one_main_sleep(
    target: apsw.Connection, tmp_path: Path, second: tuple[str, ...], keep: KeptRow
) -> None:
    import_into_log(target, written(tmp_path / "first.csv", HEADING, NAP))
    path = written(tmp_path / "second.csv", HEADING, *second)

    import_into_log(target, path, keep)

    [night] = nights(target)
    assert {sleep.tried_to_sleep: sleep.is_main for sleep in night.sleeps} == {
        Moment(START - 7 * HOUR, 120): False,
        Moment(START, 120): True,
    }
    import_into_log(target, path, KeptRow.THEIRS)
    again = import_into_log(target, path)
    assert (again.new_row_count, again.differing_row_count) == (0, 0)


def test_a_nap_that_comes_after_its_night_is_no_main_sleep(target: apsw.Connection, tmp_path: Path) -> None:
    import_into_log(target, written(tmp_path / "first.csv", HEADING, SLEPT))

    import_into_log(target, written(tmp_path / "second.csv", HEADING, NAP), KeptRow.MINE)

    [night] = nights(target)
    assert sorted(sleep.is_main for sleep in night.sleeps) == [False, True]
    assert night.main_sleep is not None
    assert night.main_sleep.tried_to_sleep == Moment(START, 120)


def test_what_was_changed_in_the_log_since_is_newer(target: apsw.Connection, tmp_path: Path) -> None:
    path = written(tmp_path / "plees.csv", HEADING, SLEPT)
    import_into_log(target, path)
    [night] = nights(target)
    sleep = replace(night.sleeps[0], minutes_to_fall_asleep=10, minutes_awake=5, times_awake=3)
    edited = replace(night, notes="mine", quality=1, sleeps=(sleep,))
    SqliteSleepLog(target, CLOCK.now).save(edited)

    plan = import_into_log(target, path, KeptRow.NEWER)

    assert plan.differing_row_count == 2
    assert nights(target) == [edited]


def test_a_sleep_that_the_diary_contradicts_is_left_out(target: apsw.Connection, tmp_path: Path) -> None:
    import_into_log(target, written(tmp_path / "plees.csv", HEADING, SLEPT))
    [night] = nights(target)
    sleep = replace(night.sleeps[0], minutes_awake=300)
    SqliteSleepLog(target, CLOCK.now).save(replace(night, sleeps=(sleep,)))

    shorter = written(tmp_path / "plees.csv", HEADING, row(2, START, START + 4 * HOUR, 4, "night", 2), NAP)
    plan = import_into_log(target, shorter, KeptRow.MINE)

    assert [str(each) for each in plan.refused] == ["line 2: does not fit what the diary says of this sleep"]
