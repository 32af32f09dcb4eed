"""The data package is valid by its own descriptor, and a bad one changes nothing."""

import csv
import json
import zipfile
from collections.abc import Callable
from contextlib import closing
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import apsw
import pytest
from hypothesis import given, settings

from rlscompanion.domain.refusal import Refusal
from rlscompanion.exchange import package
from rlscompanion.exchange.data_package import DESCRIPTOR_NAME, package_descriptor
from rlscompanion.exchange.tables import EXCHANGED_TABLES
from rlscompanion.storage.sleep_log import SqliteSleepLog
from tests.cases import each_case
from tests.lazily import frictionless
from tests.properties import examples

from .carried import change_counts, exported_bytes, import_into_log
from .conftest import CLOCK, opened
from .generated import STEADY, Log, logs, replace_rows
from .samples import BLANK, NIGHT, fill

Files = dict[str, bytes]


@pytest.fixture(scope="module")
def sample_files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """The files in the package of the sample log."""
    with closing(opened(tmp_path_factory.mktemp("package") / "source.sqlite")) as source:
        fill(source)
        with zipfile.ZipFile(BytesIO(exported_bytes(source, ".zip"))) as archive:
            return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture
def files(sample_files: Files) -> Files:
    """The same, to be changed."""
    return dict(sample_files)


def packed(path: Path, files: Files) -> Path:
    with zipfile.ZipFile(path, "w") as made:
        for name, data in files.items():
            made.writestr(name, data)
    return path


def table(files: Files, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(files[f"{name}.csv"].decode(), newline="")))


def validity(data: bytes, folder: Path) -> list[Any]:
    """The errors found by the format's own library."""
    path = folder / "log.zip"
    path.write_bytes(data)
    report = frictionless.Package(str(path)).validate()
    return list(report.flatten(["type", "rowNumber", "fieldName", "message"]))


def test_there_is_a_file_a_table_and_the_descriptor(files: Files) -> None:
    assert list(files) == [DESCRIPTOR_NAME, *(f"{each.name}.csv" for each in EXCHANGED_TABLES)]
    for each in EXCHANGED_TABLES:
        assert next(csv.reader(StringIO(files[f"{each.name}.csv"].decode(), newline=""))) == list(
            each.file_columns
        )


def test_a_moment_is_told_in_utc_in_local_time_and_with_its_offset(files: Files) -> None:
    sleep, awakening = table(files, "sleeps")[0], table(files, "awakenings")[0]
    assert (sleep["went_to_bed_utc"], sleep["went_to_bed_offset"], sleep["went_to_bed_local"]) == (
        "2026-10-24T22:00:00Z",
        "120",
        "2026-10-25T00:00:00",
    )
    assert awakening["at_local"] == "2026-10-25T02:30:00"


def test_the_descriptor_tells_units_limits_and_keys() -> None:
    said = {each["name"]: each["schema"] for each in package_descriptor(CLOCK.now())["resources"]}
    fields = {(name, field["name"]): field for name, schema in said.items() for field in schema["fields"]}
    assert fields["sleeps", "minutes_awake"]["unit"] == "min"
    assert fields["lab_results", "ferritin"]["unit"] == "ng/mL"
    assert fields["nights", "quality"]["constraints"] == {"minimum": 1, "maximum": 5}
    assert fields["nights", "evening"]["constraints"] == {
        "required": True,
        "minimum": "1900-01-01",
        "maximum": "2200-12-31",
    }
    assert fields["sleeps", "minutes_awake"]["constraints"] == {"minimum": 0, "maximum": 1440}
    assert fields["sleeps", "woke_up_utc"]["constraints"] == {
        "minimum": "1900-01-01T00:00:00Z",
        "maximum": "2200-12-31T23:59:59Z",
    }
    assert said["ratings"]["primaryKey"] == ["id"]
    assert said["ratings"]["foreignKeys"] == [
        {"fields": "session_id", "reference": {"resource": "sessions", "fields": "id"}}
    ]


def test_the_package_of_a_log_is_valid(source: apsw.Connection, tmp_path: Path) -> None:
    fill(source)
    assert validity(exported_bytes(source, ".zip"), tmp_path) == []


def test_the_package_of_an_empty_log_is_valid(source: apsw.Connection, tmp_path: Path) -> None:
    assert validity(exported_bytes(source, ".zip"), tmp_path) == []


def test_the_check_would_find_a_fault(files: Files, tmp_path: Path) -> None:
    spoiled = {**files, "nights.csv": files["nights.csv"].replace(b"2026-10-24,", b"2026-10-99,")}
    data = packed(tmp_path / "spoiled.zip", spoiled).read_bytes()
    assert [found[0] for found in validity(data, tmp_path)] == ["type-error"]


@settings(STEADY, max_examples=examples(20))
@given(log=logs())
def test_the_packages_of_generated_logs_are_valid(source: apsw.Connection, tmp_path: Path, log: Log) -> None:
    replace_rows(source, log)
    assert validity(exported_bytes(source, ".zip"), tmp_path) == []


def resaved(data: bytes) -> bytes:
    """The file as a spreadsheet saves it: byte order mark, semicolons, new line ends, columns reversed."""
    rows = list(csv.reader(StringIO(data.decode(), newline="")))
    out = StringIO(newline="")
    csv.writer(out, delimiter=";", lineterminator="\n").writerows([row[::-1] for row in rows])
    return out.getvalue().encode("utf-8-sig")


def test_files_that_went_through_a_spreadsheet_are_read(
    target: apsw.Connection, tmp_path: Path, files: Files
) -> None:
    changed = {name: resaved(data) if name.endswith(".csv") else data for name, data in files.items()}

    import_into_log(target, packed(tmp_path / "log.zip", changed))

    assert list(SqliteSleepLog(target, CLOCK.now).nights()) == [NIGHT, BLANK]


def test_a_package_from_before_a_table_was_known_is_read(
    target: apsw.Connection, tmp_path: Path, files: Files
) -> None:
    said = json.loads(files[DESCRIPTOR_NAME])
    said["resources"] = [each for each in said["resources"] if not each["name"].startswith("screening")]
    kept = {name: data for name, data in files.items() if not name.startswith("screening")}

    plan = import_into_log(
        target, packed(tmp_path / "log.zip", {**kept, DESCRIPTOR_NAME: json.dumps(said).encode()})
    )

    assert change_counts(plan)["nights"] == (2, 0, 0)
    assert "screenings" not in change_counts(plan)


# --- what cannot be taken in --------------------------------------------------------------------------------


def replaced(name: str, old: bytes, new: bytes) -> Callable[[Files], Files]:
    def change(files: Files) -> Files:
        assert old in files[name], (old, files[name])
        return {**files, name: files[name].replace(old, new, 1)}

    return change


def line_added(name: str, line: bytes) -> Callable[[Files], Files]:
    return lambda files: {**files, name: files[name] + line}


BAD: list[tuple[Callable[[Files], Files], str]] = [
    (
        replaced("nights.csv", b"2026-10-24,", b"2026-02-30,"),
        "nights.csv, line 3, column evening: “2026-02-30”",
    ),
    (replaced("nights.csv", b"2026-10-23,", b","), "nights.csv, line 2, column evening: is empty"),
    (
        replaced("nights.csv", b"2026-10-23,", b"46318,"),
        "nights.csv, line 2, column evening: “46318” is not a date",
    ),
    (replaced("nights.csv", b"T20:00:00Z", b" 10 pm"), "nights.csv, line 3, column symptoms_began_utc: "),
    (replaced("nights.csv", b"Europe", b"Mars"), "column zone: “Mars/Berlin” is not a time zone"),
    (replaced("nights.csv", b"quality", b"evening"), "nights.csv, line 1, column evening: appears twice"),
    (replaced("nights.csv", b"quality", b"qualitaet"), "column qualitaet: is not a column of nights"),
    (replaced("nights.csv", b",notes,", b",,"), "nights.csv, line 1, column without a name: is not a column"),
    (replaced("nights.csv", b'"Gr', b'"Gr"x'), "nights.csv, line 3: is not CSV: its quotes do not match"),
    (replaced("nights.csv", b'end",', b"end,"), "nights.csv, line 3: is cut off inside of a quoted text"),
    (replaced("nights.csv", "ß".encode(), b"\xdf"), "nights.csv, line 3: is not text in UTF-8"),
    (replaced("nights.csv", b",true,", b",yes,"), "column eased_by_movement: “yes” is not true or false"),
    (line_added("nights.csv", b"1,2,3\r\n"), "nights.csv, line 5: has 3 values where 23 belong"),
    (line_added("irls_totals.csv", b"x" * 3_000_000), "irls_totals.csv, line 3: holds a text longer than"),
    (lambda files: {**files, "nights.csv": b",".join([b"x"] * 10**6)}, "line 1: has more than 2000 columns"),
    (lambda files: {**files, "nights.csv": b""}, "nights.csv, line 1, column id: is missing"),
    (
        replaced("session_segments.csv", b",2.5,", b",nan,"),
        "line 3, column spent: “nan” is not a number from 0",
    ),
    (replaced("session_segments.csv", b",2.5,", b",1e999,"), "line 3, column spent: “1e999” is not"),
    (replaced("session_segments.csv", b",2.5,", b",2_5,"), "line 3, column spent: “2_5” is not a number"),
    (replaced("sleeps.csv", b",12,", b",1_2,"), "column minutes_awake: “1_2” is not a whole number"),
    (
        replaced("sleeps.csv", b"22:00:00Z", b"22:00:01Z"),
        "column went_to_bed_local: “2026-10-25T00:00:00” is not",
    ),
    (
        lambda files: {name: data for name, data in files.items() if name != "doses.csv"},
        "lacks the file doses.csv",
    ),
    (lambda files: {**files, DESCRIPTOR_NAME: b"{"}, "datapackage.json: is not the descriptor of a log"),
    (
        lambda files: {**files, DESCRIPTOR_NAME: b"[" * 100_000},
        "datapackage.json: is not the descriptor of a log",
    ),
    (
        lambda files: {**files, DESCRIPTOR_NAME: b'{"name": "other", "version": "1", "resources": []}'},
        "not a sleep log",
    ),
    (
        lambda files: {**files, "nights.csv": files["nights.csv"].decode().encode("utf-16")[:-1]},
        "nights.csv, line ",
    ),
    (replaced(DESCRIPTOR_NAME, b'"version": "5.', b'"version": "6.'), "is from a newer version"),
    (replaced(DESCRIPTOR_NAME, b'"name": "doses"', b'"name": "dreams"'), "“dreams” is not known here"),
    (lambda files: {**files, "../../evil.csv": b""}, "holds a file whose name leads elsewhere"),
    (lambda files: {**files, "/etc/evil.csv": b""}, "holds a file whose name leads elsewhere"),
    (lambda files: {**files, "a\\..\\evil.csv": b""}, "holds a file whose name leads elsewhere"),
    (
        lambda files: {**files, **{f"{number}.csv": b"" for number in range(1001)}},
        "holds more than 1000 files",
    ),
    (lambda files: {"notes.txt": b"x"}, "is not a file that can be imported"),
    (lambda files: {}, "is not a file that can be imported"),
]


@each_case(("change", "sentence"), BAD)
def test_one_fault_refuses_the_whole_package(
    target: apsw.Connection,
    tmp_path: Path,
    sample_files: Files,
    change: Callable[[Files], Files],
    sentence: str,
) -> None:
    path = packed(tmp_path / "log.zip", change(dict(sample_files)))

    with pytest.raises(Refusal) as refused:
        import_into_log(target, path)

    said = str(refused.value)
    assert sentence in said
    assert str(path) in said
    assert len(said.splitlines()) == 1
    assert len(said) < 400
    assert all(target.execute(f"SELECT count(*) FROM {each.name}").get == 0 for each in EXCHANGED_TABLES)


def test_a_table_in_utf_16_is_read(target: apsw.Connection, tmp_path: Path, files: Files) -> None:
    import_into_log(
        target,
        packed(tmp_path / "log.zip", {**files, "nights.csv": files["nights.csv"].decode().encode("utf-16")}),
    )
    assert target.execute("SELECT count(*) FROM nights").get > 0


def test_a_package_cut_off_anywhere_is_refused(
    source: apsw.Connection, target: apsw.Connection, tmp_path: Path
) -> None:
    fill(source)
    whole = exported_bytes(source, ".zip")
    path = tmp_path / "log.zip"
    for end in range(1, len(whole), 211):
        path.write_bytes(whole[:end])
        with pytest.raises(Refusal):
            import_into_log(target, path)


def test_a_byte_that_flipped_is_found(
    source: apsw.Connection, target: apsw.Connection, tmp_path: Path
) -> None:
    fill(source)
    whole = exported_bytes(source, ".zip")
    with zipfile.ZipFile(BytesIO(whole)) as opened:
        start = opened.getinfo("nights.csv").header_offset + 30 + len("nights.csv")
    path = tmp_path / "log.zip"
    for at in range(start + 5, start + 300, 37):
        path.write_bytes(whole[:at] + bytes((whole[at] ^ 0x10,)) + whole[at + 1 :])
        with pytest.raises(Refusal, match="damaged"):
            import_into_log(target, path)


def test_a_bomb_is_not_unpacked(
    target: apsw.Connection, tmp_path: Path, files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(package, "LARGEST_ARCHIVE_BYTES", 200_000)
    path = tmp_path / "log.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in {**files, "bomb.csv": b"\0" * 10**6}.items():
            made.writestr(name, data)

    with pytest.raises(Refusal, match="holds more than"):
        import_into_log(target, path)


def test_a_bomb_that_lies_about_its_size_is_not_unpacked(
    target: apsw.Connection, tmp_path: Path, files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(package, "LARGEST_ARCHIVE_BYTES", 400_000)
    path = tmp_path / "log.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in {**files, "nights.csv": files["nights.csv"] + b"\r\n" * 10**6}.items():
            made.writestr(name, data)
    size = len(files["nights.csv"]) + 2 * 10**6
    path.write_bytes(path.read_bytes().replace(size.to_bytes(4, "little"), (9000).to_bytes(4, "little")))

    with pytest.raises(Refusal):
        import_into_log(target, path)


def test_an_encrypted_package_is_refused(target: apsw.Connection, tmp_path: Path, files: Files) -> None:
    path = packed(tmp_path / "log.zip", files)
    data = bytearray(path.read_bytes())
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    path.write_bytes(data)

    with pytest.raises(Refusal, match="is encrypted"):
        import_into_log(target, path)


def test_two_files_of_one_name_are_refused(target: apsw.Connection, tmp_path: Path, files: Files) -> None:
    path = packed(tmp_path / "log.zip", files)
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(path, "a") as made:
        made.writestr("nights.csv", files["nights.csv"])

    with pytest.raises(Refusal, match="two files of one name"):
        import_into_log(target, path)
