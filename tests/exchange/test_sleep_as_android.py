"""The export of Sleep as Android, as it is and inside its zip file."""

import zipfile
from datetime import date
from pathlib import Path

import apsw
import pytest

from rlscompanion.domain.factor import Factor
from rlscompanion.domain.moment import Moment
from rlscompanion.domain.night import Night
from rlscompanion.domain.refusal import Refusal
from rlscompanion.storage.health import SqliteHealthRecord
from rlscompanion.storage.sleep_log import SqliteSleepLog

from .carried import change_counts, import_into_log
from .conftest import CLOCK
from .samples import MAGNESIUM

START = 1792879200
"""Sun 25 Oct 2026, midnight in Berlin, three hours before the clocks go back."""
NAMES = (
    *(
        "Id",
        "Tz",
        "From",
        "To",
        "Sched",
        "Hours",
        "Rating",
        "Comment",
        "Framerate",
        "Snore",
        "Noise",
        "Cycles",
    ),
    *("DeepSleep", "LenAdjust", "Geo", "7:00", "7:05", "Event", "Event"),
)


def quoted(values: tuple[object, ...]) -> str:
    return ",".join('"' + str(each).replace('"', '""') + '"' for each in values)


def record(
    days: int = 0, hours: object = 7.5, rating: object = 3.25, comment: str = "", zone: str = "Europe/Berlin"
) -> list[str]:
    """One record as the program writes it: heading, values, and a continuation line."""
    received = (
        *((START + 86400 * days) * 1000, zone, "25. 10. 2026 0:00", "25. 10. 2026 6:30", "25. 10. 2026 7:00"),
        *(hours, rating, comment, 10000, 0, 0.01, 4, 0.4, 0, "", 0.2, 0.3, "LIGHT_START-1", "DEEP_START-2"),
    )
    return [quoted(NAMES), quoted(received), quoted(("", "", "", 0.1, 0.2))]


def written(path: Path, *records: list[str], ends: str = "\n") -> Path:
    path.write_text(ends.join([line for each in records for line in each]) + ends, "utf-8", newline="")
    return path


def nights(connection: apsw.Connection) -> list[Night]:
    return list(reversed(SqliteSleepLog(connection, CLOCK.now).nights()))


def test_a_record_becomes_a_night(target: apsw.Connection, tmp_path: Path) -> None:
    import_into_log(target, written(tmp_path / "sleep-export.csv", record()))

    [night] = nights(target)
    [sleep] = night.sleeps
    assert (night.evening, night.zone, night.quality) == (date(2026, 10, 24), "Europe/Berlin", 3)
    assert (sleep.tried_to_sleep, sleep.woke_up) == (Moment(START, 120), Moment(START + 27000, 60))
    assert (sleep.minutes_to_fall_asleep, sleep.minutes_awake, sleep.got_up) == (None, None, None)


def test_the_heading_before_each_record_may_change(target: apsw.Connection, tmp_path: Path) -> None:
    second = record(days=1, rating=5)
    turned = [",".join(reversed(line.split(","))) for line in second[:2]]
    path = written(tmp_path / "sleep-export.csv", record(), turned, record(days=2, rating=0))

    plan = import_into_log(target, path)

    assert plan.refused == ()
    assert [night.quality for night in nights(target)] == [3, 5, None]


@pytest.mark.parametrize(
    ("rating", "quality"),
    [(0, None), (0.25, 1), (1.25, 1), (2.5, 3), (3.75, 4), (5, 5), ("", None), ("2,5", 3)],
)
def test_ratings_by_quarters_become_whole(
    target: apsw.Connection, tmp_path: Path, rating: object, quality: int | None
) -> None:
    import_into_log(target, written(tmp_path / "x.csv", record(rating=rating)))
    assert [night.quality for night in nights(target)] == [quality]


def test_each_record_is_on_the_clock_of_its_own_zone(target: apsw.Connection, tmp_path: Path) -> None:
    path = written(tmp_path / "x.csv", record(zone="America/New_York"), record(days=1, zone=""))

    import_into_log(target, path)

    first, second = nights(target)
    assert first.sleeps[0].tried_to_sleep == Moment(START, -240)
    assert (first.zone, second.zone) == ("America/New_York", "Europe/Berlin")


def test_comments_keep_their_lines_and_tags_become_factors(target: apsw.Connection, tmp_path: Path) -> None:
    comment = "Bad legs \\n #alcohol #sport #stress late"
    own = "#stress #late_dinner a#b"
    path = written(tmp_path / "x.csv", record(comment=comment), record(days=1, comment=own))

    plan = import_into_log(target, path)
    again = import_into_log(target, path)

    assert change_counts(plan)["factors"] == (2, 0, 0)
    assert (again.new_row_count, again.differing_row_count) == (0, 0)
    first, second = nights(target)
    assert first.notes == "Bad legs\n#alcohol #sport #stress late"
    titles = {each.key: each.title for each in SqliteHealthRecord(target, CLOCK.now).own_factors()}
    assert [titles.get(note.factor, note.factor) for note in first.factors] == [
        "alcohol",
        "exercise",
        "Stress",
    ]
    assert [titles[note.factor] for note in second.factors] == ["Late dinner", "Stress"]
    assert all(note.present and note.amount is None for note in first.factors)


def test_a_factor_that_the_person_has_is_not_made_again(target: apsw.Connection, tmp_path: Path) -> None:
    own = Factor(MAGNESIUM.key, "Stress", "")
    SqliteHealthRecord(target, CLOCK.now).save_factor(own)

    plan = import_into_log(target, written(tmp_path / "x.csv", record(comment="#stress")))

    assert "factors" not in change_counts(plan)
    assert [note.factor for note in nights(target)[0].factors] == [own.key]


def test_the_zip_file_is_looked_into(target: apsw.Connection, tmp_path: Path) -> None:
    inner = written(tmp_path / "sleep-export.csv", record(), record(days=1))
    with zipfile.ZipFile(tmp_path / "sleep-export.zip", "w") as packed:
        packed.write(inner, "sleep-export.csv")
        packed.writestr("prefs.xml", "<x/>")

    plan = import_into_log(target, tmp_path / "sleep-export.zip")
    again = import_into_log(target, inner)

    assert change_counts(plan)["nights"] == (2, 0, 0)
    assert (again.new_row_count, again.differing_row_count) == (0, 0)


def test_a_semicolon_and_a_comma_in_numbers_are_coped_with(target: apsw.Connection, tmp_path: Path) -> None:
    lines = ["\ufeffId;Tz;Hours;Rating;Comment", f"{START}000;Europe/Berlin;7,5;4,25;x"]
    import_into_log(target, written(tmp_path / "x.csv", lines, ends="\r\n"))

    [night] = nights(target)
    assert night.sleeps[0].woke_up == Moment(START + 27000, 60)
    assert night.quality == 4


def test_every_row_that_cannot_be_is_listed_and_the_others_are_read(
    target: apsw.Connection, tmp_path: Path
) -> None:
    path = written(
        tmp_path / "x.csv",
        record(),
        record(),
        record(days=1, hours="long"),
        record(days=1, hours="nan"),
        record(days=1, hours=-1),
        record(days=1, hours=24),
        record(days=1, rating=6),
        record(days=1, zone="Mars/Olympus"),
        record(days=10**6),
        [quoted(NAMES), quoted(("x", "UTC"))],
        record(days=2),
    )

    plan = import_into_log(target, path)

    assert change_counts(plan)["nights"] == (2, 0, 0)
    assert [str(each) for each in plan.refused] == [
        "line 5: is the sleep of line 2 again",
        "line 8: Hours: “long” is not a number",
        "line 11: Hours: “nan” is not a number from 0 to 10000",
        "line 14: Hours: “-1” is not a number from 0 to 10000",
        "line 17: is a sleep of 24 hours or more",
        "line 20: Rating: “6” is not a number from 0 to 5",
        "line 23: Tz: “Mars/Olympus” is not a time zone that is known here",
        "line 26: lies outside of the years 1970 to 2199",
        "line 29: Id: “x” is not a number of milliseconds",
    ]


def test_a_file_that_is_cut_off_in_a_text_is_refused(target: apsw.Connection, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("\n".join([*record(), quoted(NAMES), f'"{START}000","Europe/Berlin","25. 10']), "utf-8")

    with pytest.raises(Refusal, match=r"line 5: is cut off inside of a quoted text"):
        import_into_log(target, path)
    assert nights(target) == []
