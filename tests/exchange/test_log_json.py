"""The JSON file says all there is, is read back strictly, and is read in its earlier versions too."""

import json
import re
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import apsw
import pytest
from jsonschema import Draft202012Validator

from rlscompanion import assets
from rlscompanion.bedtime.ports.files import KeptRow
from rlscompanion.domain.items import TRIED_ITEMS
from rlscompanion.domain.refusal import Refusal
from rlscompanion.exchange import log_json
from rlscompanion.exchange.log_json import LOG_FORMAT
from rlscompanion.exchange.tables import EXCHANGED_TABLES
from rlscompanion.storage.sessions import SqliteSessionLog
from rlscompanion.storage.sleep_log import SqliteSleepLog
from rlscompanion.storage.trials import SqliteTrials
from tests.cases import each_case

from .carried import change_counts, exported_bytes, import_into_log
from .conftest import CLOCK, opened
from .samples import BLANK, NIGHT, SESSION, TRIAL, fill

Document = dict[str, Any]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The sample log as JSON."""
    with closing(opened(tmp_path_factory.mktemp("json") / "source.sqlite")) as source:
        fill(source)
        return exported_bytes(source, ".json")


@pytest.fixture
def document(source: apsw.Connection) -> Document:
    """The sample log, which is in `source` too."""
    fill(source)
    found: Document = json.loads(exported_bytes(source, ".json"))
    return found


def test_the_head_says_what_and_when_and_the_lists_follow(document: Document) -> None:
    assert list(document) == ["format", "version", "exported_at", *(table.name for table in EXCHANGED_TABLES)]
    assert (document["format"], document["version"]) == ("rlscompanion-log", 5)
    assert document["exported_at"] == "2026-11-21T20:00:00+01:00"


def test_a_moment_shows_its_own_local_clock_also_when_the_clocks_change(document: Document) -> None:
    sleep, awakening = document["sleeps"][0], document["awakenings"][0]
    assert sleep["went_to_bed_utc"] == 1792879200
    assert sleep["went_to_bed_offset"] == 120
    assert sleep["went_to_bed_local"] == "2026-10-25T00:00:00+02:00"
    assert awakening["at_local"] == "2026-10-25T02:30:00+01:00"


def test_what_is_unknown_is_null_and_zero_is_zero(document: Document) -> None:
    blank, night = document["nights"]
    assert blank["id"] == str(BLANK.id)
    for name in ("quality", "symptoms_began_utc", "saved_at_local", "body_parts", "eased_by_movement"):
        assert blank[name] is None
    assert (night["worst_urge"], night["eased_by_movement"], night["body_parts"]) == (
        0,
        True,
        ["arms", "legs"],
    )
    assert document["sleeps"][0]["minutes_to_fall_asleep"] == 0
    assert document["sleeps"][0]["sources"] == {"went_to_bed": "recorded", "woke_up": "estimated"}


def test_an_empty_log_is_a_document_of_empty_lists(source: apsw.Connection) -> None:
    empty = json.loads(exported_bytes(source, ".json"))
    assert [empty[table.name] for table in EXCHANGED_TABLES] == [[]] * len(EXCHANGED_TABLES)


def test_one_row_stands_on_one_line(source: apsw.Connection, document: Document) -> None:
    lines = exported_bytes(source, ".json").decode().split("\n")
    rows = [line.rstrip(",") for line in lines if line.startswith('{"')]
    assert len(rows) == sum(len(document[table.name]) for table in EXCHANGED_TABLES)
    assert all(json.loads(row) for row in rows)


def rearranged(document: Document) -> Document:
    """The file as another program might write it: with sorted keys, so that children come first."""
    loaded: Document = json.loads(json.dumps(document, sort_keys=True))
    return loaded


def test_any_layout_of_the_same_document_is_read(
    target: apsw.Connection, tmp_path: Path, document: Document
) -> None:
    path = tmp_path / "log.json"
    path.write_text(json.dumps(rearranged(document), indent=3), "utf-8-sig")

    assert change_counts(import_into_log(target, path))["nights"] == (2, 0, 0)
    assert list(SqliteSleepLog(target, CLOCK.now).nights()) == [NIGHT, BLANK]


# --- earlier versions ---------------------------------------------------------------------------------------


def fourth_version(document: Document) -> Document:
    """The same log as the fourth version wrote it."""
    trials = [
        {column: value for column, value in row.items() if column not in ("instead", "matters")}
        for row in document["trials"]
    ]
    return {**document, "version": 4, "trials": trials}


@pytest.mark.parametrize("keep", [None, KeptRow.THEIRS])
def test_a_file_of_version_4_leaves_what_was_fixed_for_a_trial(
    source: apsw.Connection, target: apsw.Connection, tmp_path: Path, keep: KeptRow | None
) -> None:
    trials = SqliteTrials(source, CLOCK.now)
    trials.save(TRIAL)
    path = tmp_path / "log.json"
    path.write_text(json.dumps(fourth_version(json.loads(exported_bytes(source, ".json")))), "utf-8")

    plans = [import_into_log(log, path, keep) for log in (source, target)]

    assert [(plan.new_row_count, plan.differing_row_count) for plan in plans] == [(0, 0), (1, 0)]
    assert list(trials.all_trials()) == [TRIAL]
    assert list(SqliteTrials(target, CLOCK.now).all_trials()) == [
        replace(TRIAL, instead=None, relevant_difference=None)
    ]


def second_version(document: Document) -> Document:
    """The same log as the second version wrote it."""
    nights = [
        {column: value for column, value in row.items() if not column.startswith("tried_")}
        for row in document["nights"]
    ]
    sessions = [
        {column: value for column, value in row.items() if column != "by_helper"}
        for row in document["sessions"]
    ]
    return {**document, "version": 2, "nights": nights, "sessions": sessions}


def test_a_file_of_version_2_keeps_to_its_schema(document: Document) -> None:
    schema = assets.resources_folder() / "schema" / f"{LOG_FORMAT}-2.schema.json"

    Draft202012Validator(json.loads(schema.read_text("utf-8"))).validate(second_version(document))


def test_a_file_of_version_2_is_read(target: apsw.Connection, tmp_path: Path, document: Document) -> None:
    path = tmp_path / "log.json"
    path.write_text(json.dumps(second_version(document)), "utf-8")

    import_into_log(target, path)

    blank: dict[str, Any] = dict.fromkeys(TRIED_ITEMS)
    untried = replace(NIGHT, **blank)
    assert list(SqliteSleepLog(target, CLOCK.now).nights()) == [untried, BLANK]


@pytest.mark.parametrize("keep", [None, KeptRow.THEIRS])
def test_a_file_of_version_2_leaves_what_was_tried(
    source: apsw.Connection, tmp_path: Path, document: Document, keep: KeptRow | None
) -> None:
    path = tmp_path / "log.json"
    path.write_text(json.dumps(second_version(document)), "utf-8")

    plan = import_into_log(source, path, keep)

    assert (plan.new_row_count, plan.differing_row_count) == (0, 0)
    assert SqliteSleepLog(source, CLOCK.now).night(NIGHT.id) == NIGHT


_V1_NIGHT = ("id", "evening", "zone", "quality", "worst_urge", "notes")
_V1_MOMENTS = ("symptoms_began", "saved_at")


def first_version(document: Document) -> Document:
    """The same log as the first version wrote it."""
    keep = {*_V1_NIGHT, *(f"{name}_{part}" for name in _V1_MOMENTS for part in ("utc", "offset", "local"))}

    def unstamped(row: Document, only: set[str] | None = None) -> Document:
        left_out = {"created_utc", "modified_utc"}
        return {k: v for k, v in row.items() if k not in left_out and (only is None or k in only)}

    segments = [
        {k: v for k, v in each.items() if k not in ("session_id", "ordinal")}
        for each in document["session_segments"]
    ]
    return {
        **{key: document[key] for key in ("format", "exported_at")},
        "version": 1,
        "nights": [unstamped(row, keep) for row in document["nights"]],
        **{name: [unstamped(row) for row in document[name]] for name in ("sleeps", "awakenings", "ratings")},
        "sessions": [{**unstamped(row), "segments": segments} for row in document["sessions"]],
    }


def test_a_file_of_version_1_is_read(target: apsw.Connection, tmp_path: Path, document: Document) -> None:
    path = tmp_path / "log.json"
    path.write_text(json.dumps(first_version(document)), "utf-8")

    plan = import_into_log(target, path)

    assert change_counts(plan)["sessions"] == (1, 0, 0)
    night = SqliteSleepLog(target, CLOCK.now).night(NIGHT.id)
    assert night is not None
    assert (night.sleeps, night.awakenings, night.notes) == (NIGHT.sleeps, NIGHT.awakenings, NIGHT.notes)
    assert list(SqliteSessionLog(target, CLOCK.now).all_sessions()) == [SESSION]


def test_a_file_of_version_1_takes_nothing_away_that_it_could_not_hold(
    source: apsw.Connection, tmp_path: Path, document: Document
) -> None:
    path = tmp_path / "log.json"
    path.write_text(json.dumps(first_version(document)), "utf-8")

    plan = import_into_log(source, path)

    assert (plan.new_row_count, plan.differing_row_count) == (0, 0)
    assert SqliteSleepLog(source, CLOCK.now).night(NIGHT.id) == NIGHT


# --- what cannot be taken in --------------------------------------------------------------------------------


def changed(name: str, column: str, value: object) -> Callable[[Document], object]:
    def change(document: Document) -> None:
        document[name][0][column] = value

    return change


def moved(name: str, column: str, seconds: int) -> Callable[[Document], object]:
    def move(document: Document) -> None:
        row = document[name][0]
        row[f"{column}_utc"] += seconds
        row[f"{column}_local"] = None

    return move


def added(name: str, value: object) -> Callable[[Document], object]:
    def change(document: Document) -> None:
        document[name] = value

    return change


ROWS_THAT_CANNOT_BE: list[tuple[Callable[[Document], object], str]] = [
    (changed("nights", "id", "1"), "column id: “1” is not an id (a UUID)"),
    (changed("nights", "id", None), "column id: is empty"),
    (changed("nights", "evening", "2026-02-30"), "column evening: “2026-02-30” is not a date (YYYY-MM-DD)"),
    (changed("nights", "evening", "20261024"), "column evening: “20261024” is not a date"),
    (changed("nights", "evening", 20261024), "column evening: “20261024” is not a date"),
    (changed("nights", "evening", "9999-12-31"), "is not a date in the years 1900 to 2200"),
    (changed("nights", "evening", "1899-12-31"), "is not a date in the years 1900 to 2200"),
    (lambda document: document["nights"][1].update(evening="2027-10-24"), "lies more than 3 days from"),
    (
        lambda document: document["sleeps"][1].update(is_main=True),
        "column is_main: is a second main sleep of",
    ),
    (changed("nights", "zone", "../../etc/passwd"), "column zone: “../../etc/passwd” is not a time zone"),
    (changed("nights", "quality", 6), "column quality: “6” is not a whole number from 1 to 5"),
    (changed("nights", "quality", True), "column quality: “true” is not a whole number"),
    (changed("nights", "quality", 10**400), "is not a whole number from 1 to 5"),
    (changed("nights", "notes", "x" * 1_000_001), "column notes: is longer than 1,000,000 characters"),
    (changed("nights", "notes", ["x"]), 'column notes: “["x"]” is not a text'),
    (changed("nights", "notes", "half \ud83e"), "column notes: holds half a character"),
    (changed("nights", "body_parts", ["tail"]), "is not a list of legs, arms, trunk"),
    (changed("nights", "body_parts", [["legs"]]), "is not a list of legs, arms, trunk"),
    (changed("nights", "eased_by_movement", 1), "column eased_by_movement: “1” is not true or false"),
    (changed("nights", "created_utc", 10**18), "is not a moment in the years 1900 to 2200"),
    (changed("sleeps", "sources", {"dreams": "recorded"}), "column sources: "),
    (changed("sleeps", "sources", {"notes": ["recorded"]}), "column sources: "),
    (changed("sleeps", "went_to_bed_utc", None), "column went_to_bed_utc: is empty, though the rest"),
    (changed("sleeps", "went_to_bed_offset", None), "column went_to_bed_offset: is empty, though the rest"),
    (changed("sleeps", "went_to_bed_offset", 1440), "column went_to_bed_offset: “1440” is not"),
    (changed("sleeps", "went_to_bed_local", "2026-10-25T01:00:00+02:00"), "column went_to_bed_local: "),
    (changed("sleeps", "minutes_awake", -1), "column minutes_awake: “-1” is not a whole number from 0"),
    (changed("sleeps", "minutes_awake", 2**63 - 1), "is not a whole number from 0 to 1440"),
    (changed("sleeps", "minutes_awake", 441), "column minutes_awake: this is more than the 440 minutes"),
    (changed("sleeps", "times_awake", 1441), "column times_awake: “1441” is not a whole number from 0"),
    (moved("sleeps", "woke_up", -36_000), "column woke_up_utc: this puts waking up before falling asleep"),
    (moved("sleeps", "got_up", -600), "column got_up_utc: this puts getting up before waking up"),
    (moved("sleeps", "got_up", 86_400), "column got_up_utc: this makes a sleep of 24 hours or more"),
    (moved("sleeps", "planned_wake", 7 * 86_400), "column planned_wake_utc: lies more than 3 days from"),
    (moved("awakenings", "at", -7 * 86_400), "column at_utc: lies more than 3 days from the evening"),
    (moved("doses", "at", 8_000 * 365 * 86_400), "column at_utc: “"),
    (changed("sleeps", "night_id", str(UUID(int=99))), "column night_id: names a row that is neither in"),
    (changed("sessions", "awakening_id", str(UUID(int=99))), "column awakening_id: names a row"),
    (changed("session_segments", "session_id", str(UUID(int=99))), "column session_id: names a row"),
    (changed("session_segments", "spent", float("nan")), "is not JSON"),
    (changed("session_segments", "spent", -0.5), "column spent: “-0.5” is not a number from 0"),
    (changed("session_segments", "spent", 10**400), "column spent: "),
    (changed("session_segments", "side", "middle"), "column side: “middle” is not one of left, right, both"),
    (changed("doses", "amount", 0), "column amount: “0” is not a number above 0 up to 100,000"),
    (changed("medicines", "name", " "), "column name: is empty"),
    (changed("lab_results", "ferritin", None), "column ferritin: is empty, and so is all that could stand"),
    (changed("nights", "colour", "red"), "column colour: is not a column of nights"),
    (lambda document: document["nights"][1].update(colour=1), "column colour: is not in the rows before"),
    (lambda document: document["nights"][1].pop("zone"), "column zone: is missing here"),
    (lambda document: [each.pop("zone") for each in document["nights"]], "column zone: is missing"),
    (lambda document: document["nights"].append(document["nights"][0]), "column id: appears twice"),
    (lambda document: document["nights"].append("x"), "column nights: is not an object"),
    (added("nights", {"id": 1}), "is not JSON"),
    (added("dreams", []), "“dreams” is not known here"),
    (added("version", 6), "is from a newer version of this program"),
    (added("version", "2"), "does not say which version it is"),
    (added("format", "other"), "is not a sleep log of this program"),
]


@each_case(("change", "sentence"), ROWS_THAT_CANNOT_BE)
def test_one_fault_refuses_the_whole_file(
    target: apsw.Connection,
    tmp_path: Path,
    written: bytes,
    change: Callable[[Document], object],
    sentence: str,
) -> None:
    document: Document = json.loads(written)
    change(document)
    path = tmp_path / "log.json"
    path.write_text(json.dumps(document, indent=0), "utf-8")

    with pytest.raises(Refusal) as refused:
        import_into_log(target, path)

    said = str(refused.value)
    assert sentence in said
    assert said.startswith(f"{path}")
    assert len(said.splitlines()) == 1
    assert len(said) < 400
    for table in EXCHANGED_TABLES:
        assert target.execute(f"SELECT count(*) FROM {table.name}").get == 0


def test_the_line_of_a_bad_row_is_told(
    target: apsw.Connection, tmp_path: Path, source: apsw.Connection
) -> None:
    fill(source)
    text = exported_bytes(source, ".json").decode().replace('"quality": 4', '"quality": 40')
    path = tmp_path / "log.json"
    path.write_text(text, "utf-8")
    line = next(number for number, each in enumerate(text.splitlines(), 1) if '"quality": 40' in each)

    with pytest.raises(Refusal, match=rf"^{re.escape(str(path))}, line {line}, column quality: "):
        import_into_log(target, path)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('{"format": "rlscompanion-log", "version": 2', "is cut off"),
        ('{"format": "rlscompanion-log", "version": 2, "nights": [', "is cut off"),
        ('{"format": "rlscompanion-log", "version": 2, "nights": [{"id": "', "is cut off"),
        ('{"format": "rlscompanion-log", "version": 2,, "nights": []}', "line 1, column 45: is not JSON"),
        ('{"format": "rlscompanion-log", "version": 2} {}', "line 1, column 46: is not JSON"),
        (
            '{"format": "rlscompanion-log", "version": 2, "nights": [], "nights": []}',
            "“nights” appears twice",
        ),
        ('{"format": "rlscompanion-log", "version": 2, "exported_at": ' + "[" * 100_000, "is not JSON"),
        ('{"format": "rlscompanion-log", "version": 2, "exported_at": ' + "9" * 5000 + "}", "is not JSON"),
    ],
)
def test_broken_json_is_refused_with_its_location(
    target: apsw.Connection, tmp_path: Path, text: str, sentence: str
) -> None:
    path = tmp_path / "log.json"
    path.write_text(text, "utf-8")

    with pytest.raises(Refusal) as refused:
        import_into_log(target, path)
    assert sentence in str(refused.value)


def test_a_file_cut_off_anywhere_is_refused(
    source: apsw.Connection, target: apsw.Connection, tmp_path: Path
) -> None:
    fill(source)
    whole = exported_bytes(source, ".json")
    path = tmp_path / "log.json"
    for end in range(1, len(whole.rstrip()), 97):
        path.write_bytes(whole[:end])
        with pytest.raises(Refusal):
            import_into_log(target, path)
    assert target.execute("SELECT count(*) FROM nights").get == 0


def test_rows_are_read_where_chunks_meet(
    source: apsw.Connection, target: apsw.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(source)
    path = tmp_path / "log.json"
    path.write_bytes(exported_bytes(source, ".json"))
    expected = exported_bytes(source, ".json")
    longest = max(map(len, path.read_text("utf-8").splitlines()))

    for size in range(longest, longest + 40):
        monkeypatch.setattr(log_json, "LONGEST_JSON_ROW", size)
        assert not import_into_log(target, path).differing_row_count
    assert exported_bytes(target, ".json") == expected


def test_a_row_of_any_size_is_not_decoded(
    target: apsw.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log_json, "LONGEST_JSON_ROW", 1000)
    path = tmp_path / "x.json"
    path.write_text(
        '{"format": "rlscompanion-log", "version": 2, "nights": [{"id": [' + "[]," * 1000, "utf-8"
    )

    with pytest.raises(Refusal, match="line 1: holds more than 1,000 characters in one row"):
        import_into_log(target, path)
