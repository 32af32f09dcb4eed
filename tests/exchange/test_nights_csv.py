"""The table of nights is readable, says what it derives, and is read back as people leave it."""

import csv
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from io import StringIO
from pathlib import Path
from uuid import UUID

import apsw
import pytest

from rlscompanion.bedtime.ports.files import KeptRow
from rlscompanion.domain.factor import FIXED_FACTORS
from rlscompanion.domain.items import NIGHT_ITEMS, Item
from rlscompanion.domain.moment import Moment
from rlscompanion.domain.night import Night, ValueSource
from rlscompanion.domain.refusal import Refusal
from rlscompanion.exchange.night_columns import own_factor_ids_by_heading, split_factor_heading
from rlscompanion.storage.health import SqliteHealthRecord
from rlscompanion.storage.sleep_log import SqliteSleepLog

from .carried import change_counts, exported_bytes, import_into_log
from .conftest import CLOCK
from .samples import BLANK, MAGNESIUM, NIGHT, TABLET, fill

Rows = list[dict[str, str]]


def table(connection: apsw.Connection) -> Rows:
    return list(csv.DictReader(StringIO(exported_bytes(connection, ".csv").decode("utf-8-sig"), newline="")))


def saved(path: Path, rows: Sequence[dict[str, str]], delimiter: str = ",", encoding: str = "utf-8") -> Path:
    out = StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    path.write_bytes(out.getvalue().encode(encoding))
    return path


@pytest.fixture
def rows(source: apsw.Connection) -> Rows:
    fill(source)
    return table(source)


def test_a_spreadsheet_sees_that_it_is_utf_8(source: apsw.Connection) -> None:
    assert exported_bytes(source, ".csv").startswith(b"\xef\xbb\xbf")


def test_a_night_is_a_row_of_readable_cells(rows: Rows) -> None:
    blank, night = rows
    assert (blank["Evening"], blank["Slept"], blank["Went to bed"]) == ("2026-10-23", "", "")
    assert night["Derived: night"] == "Sat 24 to Sun 25 Oct 2026"
    assert night["Went to bed"] == "2026-10-25 00:00"
    assert night["Woke up"] == "2026-10-25 06:30"
    assert (night["Slept"], night["Times awake"], night["Urge felt in"]) == ("yes", "1", "arms, legs")
    assert (night["Caffeine (cups)"], night["Alcohol (drinks)"], night["Nicotine (times)"]) == ("2", "no", "")
    assert night["Own factor: Magnesium (mg)"] == "300"
    assert [night[f"{word} 1"] for word in ("Medicine", "Amount", "Unit", "Taken")] == [
        *("Evening tablet", "0.25", "mg"),
        "2026-10-24 23:00",
    ]
    assert night["Estimated by the program"] == "woke_up"
    assert night["Notes"] == NIGHT.notes
    tried = [
        night[f"Tried in the night: {what}"] for what in ("massage", "walking", "something for the mind")
    ]
    assert tried == ["", "a little", "no"]


def test_what_is_derived_says_so_and_is_right_over_the_change_of_clocks(rows: Rows) -> None:
    derived = {heading: cell for heading, cell in rows[1].items() if heading.startswith("Derived: ")}
    # From 00:10 summer time to 06:30 winter time are 440 minutes, less 12 awake.
    assert derived["Derived: time asleep (minutes)"] == "428"
    assert derived["Derived: time in bed (minutes)"] == "455"
    assert derived["Derived: sleep efficiency (% of falling asleep, asleep, awake, trying again)"] == "96.6"
    assert derived["Derived: sleep efficiency (% of time in bed)"] == "94.1"


def test_a_time_that_comes_twice_carries_its_offset(source: apsw.Connection) -> None:
    sleep = NIGHT.sleeps[0]
    twice = (Moment(1792888200, 120), Moment(1792891800, 60))
    night = replace(NIGHT, sleeps=(replace(sleep, woke_up=twice[0], got_up=twice[1]),), factors=(), doses=())
    SqliteSleepLog(source, CLOCK.now).save(night)

    [row] = table(source)

    assert (row["Woke up"], row["Got up"]) == ("2026-10-25 02:30", "2026-10-25 02:30 +01:00")


def test_domain_objects_come_back_as_far_as_the_table_tells(
    target: apsw.Connection, tmp_path: Path, rows: Rows
) -> None:
    import_into_log(target, saved(tmp_path / "log.csv", rows))

    night = SqliteSleepLog(target, CLOCK.now).night(NIGHT.id)
    assert night is not None
    [sleep] = night.sleeps
    assert replace(sleep, id=NIGHT.sleeps[0].id) == NIGHT.sleeps[0]
    assert night.saved_at == NIGHT.saved_at
    for item in NIGHT_ITEMS:
        assert getattr(night, item.value) == getattr(NIGHT, item.value)
    assert {note.factor: (note.present, note.amount) for note in night.factors if len(note.factor) < 36} == {
        "caffeine": (True, 2.0),
        "alcohol": (False, None),
    }
    health = SqliteHealthRecord(target, CLOCK.now)
    assert [(each.title, each.unit) for each in health.own_factors()] == [("Magnesium", "mg")]
    assert [each.name for each in health.medicines()] == [TABLET.name]
    assert [(dose.amount, dose.at) for dose in night.doses] == [(0.25, NIGHT.doses[0].at)]


@pytest.mark.parametrize(("delimiter", "encoding"), [(";", "utf-8-sig"), ("\t", "utf-16"), (",", "utf-8")])
def test_a_table_that_a_spreadsheet_saved_is_the_same(
    source: apsw.Connection, tmp_path: Path, rows: Rows, delimiter: str, encoding: str
) -> None:
    turned = [dict(reversed(row.items())) for row in rows]
    for row in turned:
        row["Amount 1"] = row["Amount 1"].replace(".", ",")
        for heading in ("Went to bed", "Woke up"):
            if row[heading]:
                day, time = row[heading].split(" ")
                row[heading] = f"{date.fromisoformat(day):%d.%m.%Y} {time}:00"

    plan = import_into_log(source, saved(tmp_path / "log.csv", turned, delimiter, encoding))

    assert (plan.new_row_count, plan.differing_row_count) == (0, 0)


def test_a_changed_cell_is_a_conflict_that_can_be_taken_over(
    source: apsw.Connection, tmp_path: Path, rows: Rows
) -> None:
    rows[1]["Minutes awake"], rows[1]["Caffeine (cups)"], rows[1]["Notes"] = "30", "1", ""
    path = saved(tmp_path / "log.csv", rows)

    plan = import_into_log(source, path, KeptRow.THEIRS)

    assert change_counts(plan) == {
        "nights": (0, 1, 1),
        "sleeps": (0, 0, 1),
        "night_factors": (0, 2, 1),
        "doses": (0, 1, 0),
    }
    night = SqliteSleepLog(source, CLOCK.now).night(NIGHT.id)
    assert night is not None
    assert night.sleeps == (replace(NIGHT.sleeps[0], minutes_awake=30), NIGHT.sleeps[1])
    assert night.factors[0] == replace(NIGHT.factors[0], amount=1.0)
    assert night.notes == ""


def test_columns_that_were_taken_out_take_nothing_away(
    source: apsw.Connection, tmp_path: Path, rows: Rows
) -> None:
    kept = ("Evening", "Woke up", "Sleep quality (1 very poor to 5 very good)")
    few = [{heading: row[heading] for heading in kept} for row in rows]

    plan = import_into_log(source, saved(tmp_path / "log.csv", few))

    assert (plan.new_row_count, plan.differing_row_count) == (0, 0)
    assert SqliteSleepLog(source, CLOCK.now).night(NIGHT.id) == NIGHT


def test_a_table_made_by_hand_becomes_nights(target: apsw.Connection, tmp_path: Path) -> None:
    row = {
        "evening": "21.11.2026",
        "Tried to sleep": "2026-11-21 23:00",
        "minutes to fall asleep": "20",
        "Woke up": "2026-11-22 07:00",
        "Minutes awake": "10",
        "Own factor: Long walk": "yes",
    }
    path = saved(
        tmp_path / "mine.csv", [row, {**row, "evening": "22.11.2026", "Own factor: Long walk": "no"}], ";"
    )

    first, again = import_into_log(target, path), import_into_log(target, path)

    assert change_counts(first) == {
        "nights": (2, 0, 0),
        "sleeps": (2, 0, 0),
        "factors": (1, 0, 0),
        "night_factors": (2, 0, 0),
    }
    assert (again.new_row_count, again.differing_row_count) == (0, 0)
    night = SqliteSleepLog(target, CLOCK.now).night_of(date(2026, 11, 21))
    assert night is not None
    assert (night.zone, night.saved_at) == ("Europe/Berlin", Moment(1795327200, 60))
    assert night.main_sleep is not None
    assert night.main_sleep.sources == {}


BAD = [
    ("Evening", "21/13/2026", "line 2, column Evening: “21/13/2026” is not a date (YYYY-MM-DD)"),
    ("Evening", "", "line 2, column Evening: is empty"),
    ("Went to bed", "11 pm", "column Went to bed: “11 pm” is not a date and time such as 2026-11-21 23:40"),
    ("Went to bed", "2026-02-30 23:00", "column Went to bed: “2026-02-30 23:00” is not a date and time that"),
    (
        "Went to bed",
        "1899-12-31 00:00",
        "column Went to bed: “1899-12-31 00:00” is not a moment in the years 1900 to 2200",
    ),
    ("Times awake", "-1", "column Times awake: “-1” is not a whole number from 0"),
    ("Slept", "maybe", "column Slept: “maybe” is not yes or no"),
    ("Urge felt in", "tail", "is not a list of legs, arms, trunk"),
    ("Time zone", "Mars/Olympus", "column Time zone: “Mars/Olympus” is not a time zone"),
    ("Caffeine (cups)", "lots", "column Caffeine (cups): “lots” is not a number"),
    ("Caffeine (cups)", "10001", "column Caffeine (cups): “10001” is not a number from 0 up to 10,000"),
    ("Night id", "7", "column Night id: “7” is not an id"),
    ("Recorded by the program", "dreams", "column Recorded by the program: "),
    ("Last changed (UTC)", "yesterday", "column Last changed (UTC): "),
    ("Mood", "good", "line 1, column Mood: is not known here"),
    ("evening", "2026-11-21", "line 1, column Evening: appears twice"),
    ("Amount 1", "3", "column Medicine 1: is empty, though its dose is given"),
    ("Own factor: ", "yes", "column Own factor: : names no factor"),
]


@pytest.mark.parametrize(("heading", "cell", "sentence"), BAD)
def test_a_bad_cell_refuses_the_table(
    source: apsw.Connection, tmp_path: Path, rows: Rows, heading: str, cell: str, sentence: str
) -> None:
    blank = {**rows[0], heading: cell}

    with pytest.raises(Refusal) as refused:
        import_into_log(source, saved(tmp_path / "log.csv", [blank]))

    assert sentence in str(refused.value)
    assert str(refused.value).endswith("Nothing was changed.")


def test_own_factors_of_one_name_have_headings_of_their_own() -> None:
    factors = {
        "a": ("Tea", ""),
        "b": ("Tea", ""),
        "c": ("Tea", "cups"),
        "d": ("Tea (green)", ""),
        "e": ("Tea [2]", ""),
    }
    found = own_factor_ids_by_heading(factors)
    assert sorted(found.values()) == list("abcde")
    assert found["Own factor: Tea (cups)"] == "c"
    assert split_factor_heading("Own factor: Tea (green) ()") == ("Tea (green)", "")
    assert split_factor_heading("Own factor: Tea (cups)") == ("Tea", "cups")


def test_every_fixed_factor_has_a_column(rows: Rows) -> None:
    assert all(any(heading.startswith(each.title) for heading in rows[0]) for each in FIXED_FACTORS)
    assert MAGNESIUM.key not in "".join(rows[0])


def test_items_told_by_the_person_are_in_neither_list(rows: Rows) -> None:
    assert rows[1]["Recorded by the program"] == Item.WENT_TO_BED
    assert NIGHT.sleeps[0].sources[Item.WENT_TO_BED] is ValueSource.RECORDED
    assert BLANK.sleeps == ()


# --- what the table does not carry --------------------------------------------------------------------------

FULL = replace(
    NIGHT,
    doses=(
        NIGHT.doses[0],
        replace(NIGHT.doses[0], id=UUID(int=82, version=4), amount=2.5, unit="drops", at=None),
    ),
)
SLEEPLESS = replace(
    BLANK, sleeps=(replace(NIGHT.sleeps[1], id=UUID(int=13, version=4), is_main=True, went_to_bed=None),)
)


@pytest.fixture
def full(source: apsw.Connection) -> Rows:
    fill(source)
    nights = SqliteSleepLog(source, CLOCK.now)
    nights.save(FULL)
    nights.save(SLEEPLESS)
    return table(source)


def kept(connection: apsw.Connection) -> list[Night]:
    return list(SqliteSleepLog(connection, CLOCK.now).nights())


def test_any_column_can_be_taken_out_and_the_log_stays_as_it_is(
    source: apsw.Connection, tmp_path: Path, full: Rows
) -> None:
    for heading in full[0]:
        if heading == "Evening":
            continue
        less = [{key: cell for key, cell in row.items() if key != heading} for row in full]
        plan = import_into_log(source, saved(tmp_path / "log.csv", less), KeptRow.THEIRS)
        assert (heading, plan.new_row_count, plan.differing_row_count) == (heading, 0, 0)
    assert kept(source) == [FULL, SLEEPLESS]


@pytest.mark.parametrize("number", [1, 2])
def test_the_columns_of_a_dose_can_be_taken_out(
    source: apsw.Connection, tmp_path: Path, full: Rows, number: int
) -> None:
    less = [{key: cell for key, cell in row.items() if not key.endswith(f" {number}")} for row in full]
    less[1][f"Amount {3 - number}"] = "7"

    import_into_log(source, saved(tmp_path / "log.csv", less), KeptRow.THEIRS)

    changed = list(FULL.doses)
    changed[2 - number] = replace(changed[2 - number], amount=7.0)
    assert kept(source)[0] == replace(FULL, doses=tuple(changed))


def test_a_dose_is_added_behind_those_of_the_night(
    source: apsw.Connection, tmp_path: Path, full: Rows
) -> None:
    for row in full:
        row.update({"Medicine 3": "", "Amount 3": ""})
    full[1].update({"Medicine 3": "Iron", "Amount 3": "1"})
    path = saved(tmp_path / "log.csv", full)

    import_into_log(source, path, KeptRow.THEIRS)
    again = import_into_log(source, path)

    doses = kept(source)[0].doses
    assert [(each.amount, each.unit) for each in doses] == [(0.25, "mg"), (2.5, "drops"), (1.0, "")]
    assert (again.new_row_count, again.differing_row_count) == (0, 0)


def test_doses_that_came_under_other_numbers_are_told_apart(target: apsw.Connection, tmp_path: Path) -> None:
    row = {"Evening": "2026-11-21", "Medicine 1": "", "Medicine 2": "Iron"}
    import_into_log(target, saved(tmp_path / "log.csv", [row]))
    assert import_into_log(target, saved(tmp_path / "log.csv", [row])).differing_row_count == 0

    row.update({"Medicine 1": "Iron", "Medicine 2": "Zinc"})
    import_into_log(target, saved(tmp_path / "log.csv", [row]))

    names = {each.id: each.name for each in SqliteHealthRecord(target, CLOCK.now).medicines()}
    assert [names[dose.medicine_id] for dose in kept(target)[0].doses] == ["Iron", "Zinc"]


def test_the_marks_of_a_column_that_is_there_are_those_of_the_table(
    source: apsw.Connection, tmp_path: Path, full: Rows
) -> None:
    for row in full:
        del row["Recorded by the program"]
    full[1]["Estimated by the program"] = "got_up"

    import_into_log(source, saved(tmp_path / "log.csv", full), KeptRow.THEIRS)

    assert kept(source)[0].sleeps[0].sources == {
        Item.WENT_TO_BED: ValueSource.RECORDED,
        Item.GOT_UP: ValueSource.ESTIMATED,
    }


# --- which is newer, which is new ---------------------------------------------------------------------------


@pytest.mark.parametrize("tell", ["no column", "blank cell"])
def test_a_table_that_does_not_tell_when_it_was_changed_is_never_newer(
    source: apsw.Connection, tmp_path: Path, rows: Rows, tell: str
) -> None:
    rows[1].update({"Notes": "other", "Minutes awake": "30", "Amount 1": "3", "Caffeine (cups)": "9"})
    for row in rows:
        row["Last changed (UTC)"] = ""
        if tell == "no column":
            del row["Last changed (UTC)"]
    path = saved(tmp_path / "log.csv", rows)

    plan = import_into_log(source, path, KeptRow.NEWER)
    assert plan.differing_row_count == 4
    assert kept(source) == [NIGHT, BLANK]

    import_into_log(source, path, KeptRow.THEIRS)
    assert kept(source)[0].notes == "other"


def test_a_night_added_by_hand_counts_as_filled_in(
    source: apsw.Connection, tmp_path: Path, rows: Rows
) -> None:
    added = {**dict.fromkeys(rows[0], ""), "Evening": "2026-10-25", "Woke up": "2026-10-26 07:00"}

    import_into_log(source, saved(tmp_path / "log.csv", [*rows, added]))

    nights = {night.evening: night.saved_at for night in kept(source)}
    assert nights[date(2026, 10, 25)] == Moment(1792994400, 60)
    assert nights[BLANK.evening] is None


def test_an_open_night_of_an_export_stays_open(target: apsw.Connection, tmp_path: Path, rows: Rows) -> None:
    import_into_log(target, saved(tmp_path / "log.csv", rows))
    assert {night.evening: night.saved_at for night in kept(target)}[BLANK.evening] is None


def test_rows_of_separators_alone_are_passed_over(
    source: apsw.Connection, tmp_path: Path, rows: Rows
) -> None:
    path = saved(tmp_path / "log.csv", rows)
    path.write_bytes(path.read_bytes() + b",,,,\r\n\r\n , ,\r\n")
    assert import_into_log(source, path).same_row_count


def test_two_rows_of_one_night_are_refused_by_their_own_heading(
    source: apsw.Connection, tmp_path: Path, rows: Rows
) -> None:
    with pytest.raises(Refusal, match=r"line 4, column Night id: appears twice"):
        import_into_log(source, saved(tmp_path / "log.csv", [rows[0], rows[0], rows[0]]))
    for row in rows:
        row["Night id"] = ""
    with pytest.raises(Refusal, match=r"line 3, column Evening: appears twice"):
        import_into_log(source, saved(tmp_path / "log.csv", [rows[0], rows[0]]))


# --- what cannot be -----------------------------------------------------------------------------------------

IMPOSSIBLE = [
    ({"Woke up": "2026-10-24 06:30"}, "column Woke up: this puts waking up before falling asleep"),
    ({"Got up": "2026-10-25 06:00"}, "column Got up: this puts getting up before waking up"),
    ({"Woke up": "2026-10-26 06:30", "Got up": ""}, "column Woke up: this makes a sleep of 24 hours or more"),
    ({"Minutes awake": "441"}, "column Minutes awake: this is more than the 440 minutes between"),
    ({"Minutes awake": "9223372036854775807"}, "is not a whole number from 0 to 1440"),
    ({"Evening": "9998-10-24"}, "column Evening: “9998-10-24” is not a date in the years 1900 to 2200"),
    ({"Evening": "2027-10-24"}, "column Symptoms began: lies more than 3 days from the evening of its night"),
    ({"Symptoms began": "2026-10-21 20:00"}, ""),
    ({"Taken 1": "2027-10-24 23:00"}, "column Taken: lies more than 3 days from the evening of its night"),
]


@pytest.mark.parametrize(("cells", "sentence"), IMPOSSIBLE)
def test_an_impossible_night_refuses_the_table(
    source: apsw.Connection, tmp_path: Path, rows: Rows, cells: dict[str, str], sentence: str
) -> None:
    path = saved(tmp_path / "log.csv", [rows[0], {**rows[1], **cells}])
    if not sentence:
        import_into_log(source, path, KeptRow.THEIRS)
        return

    with pytest.raises(Refusal) as refused:
        import_into_log(source, path, KeptRow.THEIRS)

    assert sentence in str(refused.value)
    assert "log.csv, line 3, " in str(refused.value)
    assert kept(source) == [NIGHT, BLANK]


def test_a_log_that_holds_an_impossible_sleep_is_exported_all_the_same(
    source: apsw.Connection, tmp_path: Path
) -> None:
    fill(source)
    source.execute("UPDATE sleeps SET woke_up_utc = woke_up_utc - 86400, minutes_awake = 1 << 60")
    source.execute("UPDATE nights SET evening = '9999-12-31' WHERE notes <> ''")
    for ending in (".csv", ".json", ".zip", ".plees.csv"):
        path = tmp_path / f"log{ending}"
        path.write_bytes(exported_bytes(source, ending))
    for ending in (".csv", ".json", ".zip"):
        with pytest.raises(Refusal, match=r"line \d+, column .*Nothing was changed\.$"):
            import_into_log(source, tmp_path / f"log{ending}")
