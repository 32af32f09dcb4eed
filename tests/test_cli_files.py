"""The commands that import, undo an import, back up and restore."""

import errno
import json
import os
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import apsw
import pytest

from rlscompanion import paths
from rlscompanion.__main__ import main
from rlscompanion.storage.database import open_database
from tests.fakes import FakeClock
from tests.processes import run_to_end

CLOCK = FakeClock("2026-11-21 20:00")
ENDINGS = (".zip", ".json")


def run(folder: Path, *arguments: str | Path) -> int:
    return main([str(arguments[0]), "--data-dir", str(folder), *map(str, arguments[1:])])


def refused(capsys: pytest.CaptureFixture[str], folder: Path, *arguments: str | Path) -> str:
    """Run a command that must be refused; return the line that it prints."""
    capsys.readouterr()
    assert run(folder, *arguments) == 1
    received = capsys.readouterr()
    assert received.out == ""
    assert len(received.err.splitlines()) == 1
    return received.err.strip()


def execute(folder: Path, query: str) -> None:
    with closing(open_database(paths.sleep_log_file(folder), CLOCK.now)) as connection:
        connection.execute(query)


def value(folder: Path, query: str) -> object:
    with closing(open_database(paths.sleep_log_file(folder), CLOCK.now)) as connection:
        found: object = connection.execute(query).get
        return found


def nights(folder: Path) -> object:
    return value(folder, "SELECT count(*) FROM nights")


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_log_moves_to_a_new_machine(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], ending: str
) -> None:
    other, file, again = tmp_path / "other", tmp_path / f"log{ending}", tmp_path / f"again{ending}"

    assert run(folder, "export", file) == 0
    assert run(other, "import", file) == 0
    received = capsys.readouterr()
    assert run(other, "export", again) == 0

    assert received.err == ""
    assert "90 new nights; of its rows " in received.out
    assert "rlscompanion import --undo restores it" in received.out
    if ending == ".json":
        first, second = (json.loads(each.read_text("utf-8")) for each in (file, again))
        assert {**first, "exported_at": ""} == {**second, "exported_at": ""}
    assert nights(other) == 90


def test_importing_twice_changes_nothing(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(folder, "export", tmp_path / "log.zip")
    before = paths.sleep_log_file(folder).read_bytes()

    assert run(folder, "import", tmp_path / "log.zip") == 0

    assert "log.zip contains nothing new: 0 new nights; of its rows 0 are new" in capsys.readouterr().out
    assert paths.sleep_log_file(folder).read_bytes() == before
    assert not (folder / "backups").exists()


def test_the_plan_alone_changes_nothing(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(folder, "export", tmp_path / "log.zip")
    execute(folder, "DELETE FROM nights WHERE evening < '2026-11-01'")
    before = nights(folder)

    assert run(folder, "import", tmp_path / "log.zip", "--plan") == 0
    assert run(tmp_path / "nowhere", "import", tmp_path / "log.zip", "--plan") == 0

    assert "90 new nights" in capsys.readouterr().out
    assert nights(folder) == before
    assert not (tmp_path / "nowhere").exists()


def test_conflicts_are_refused_until_it_is_said_which_stays(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(folder, "export", tmp_path / "log.zip")
    latest = "WHERE evening = (SELECT max(evening) FROM nights)"
    execute(folder, f"UPDATE nights SET notes = 'since', modified_utc = modified_utc + 1 {latest}")

    received = refused(capsys, folder, "import", tmp_path / "log.zip")
    assert received == (
        "log.zip differs from the log in 1 of its rows (nights: 1), so nothing was changed. "
        "Choose which to keep: --keep mine, --keep theirs or --keep newer."
    )
    notes = f"SELECT notes FROM nights {latest}"
    for keep, stays in (("mine", "since"), ("newer", "since"), ("theirs", "")):
        assert run(folder, "import", tmp_path / "log.zip", "--keep", keep) == 0
        assert value(folder, notes) == stays


def test_an_import_is_taken_back(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(folder, "export", tmp_path / "log.zip")
    execute(folder, "DELETE FROM sessions")
    execute(folder, "DELETE FROM nights WHERE evening < '2026-11-01'")
    before = nights(folder)
    run(folder, "import", tmp_path / "log.zip")
    assert nights(folder) == 90
    capsys.readouterr()

    assert run(folder, "import", "--undo") == 0

    assert capsys.readouterr().out == "The import of log.zip was undone.\n"
    assert nights(folder) == before
    assert refused(capsys, folder, "import", "--undo") == "There is no import to undo."


@pytest.mark.parametrize(
    "content", [b"", b"\x00\x01\x02", b"PK\x03\x04 cut", b'{"format": ', b"a,b,c\r\n1,2,3\r\n"]
)
def test_a_bad_file_leaves_everything_as_it_was(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    (tmp_path / "bad.bin").write_bytes(content)
    before = {each: each.read_bytes() for each in folder.rglob("*")}

    received = refused(capsys, folder, "import", tmp_path / "bad.bin")
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "mine.txt").write_text("mine")
    refused(capsys, tmp_path / "nowhere", "import", tmp_path / "bad.bin")
    refused(capsys, tmp_path / "empty", "import", tmp_path / "bad.bin")

    assert "bad.bin" in received
    assert {each: each.read_bytes() for each in folder.rglob("*")} == before
    assert not (tmp_path / "nowhere").exists()
    assert [each.name for each in (tmp_path / "empty").iterdir()] == ["mine.txt"]


def test_what_another_program_hears(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(folder, "export", tmp_path / "log.json", "--lines")
    execute(folder, "DELETE FROM nights")
    run(folder, "import", tmp_path / "log.json", "--keep", "newer", "--lines")

    received = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    shares = [line["share"] for line in received if "share" in line]
    [plan] = [line["plan"] for line in received if "plan" in line]
    assert all(0 <= share <= 1 for share in shares)
    assert len(shares) > 4
    assert (plan["nights"], plan["refused"]) == (90, 0)
    assert "said" in received[-1]


def test_a_backup_and_its_way_back(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, "backup", tmp_path / "mine.sqlite") == 0
    assert run(folder, "backup") == 0
    execute(folder, "DELETE FROM nights")
    capsys.readouterr()

    assert run(folder, "restore", tmp_path / "mine.sqlite") == 0

    received = capsys.readouterr().out
    assert received.startswith(f"Restored from {tmp_path / 'mine.sqlite'}: 90 nights. The earlier log is ")
    assert nights(folder) == 90
    assert len(list((folder / "backups").iterdir())) == 2


def test_the_backup_of_the_day_is_made_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, "backup", "--daily") == 0
    assert run(folder, "backup", "--daily") == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("Backup written to ")
    assert second == "No backup is due today."


@pytest.mark.parametrize("command", [["backup"], ["import", "--undo"]])
def test_a_log_that_is_not_there_is_not_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    assert refused(capsys, tmp_path / "empty", *command).startswith("There is no sleep log")
    assert not (tmp_path / "empty").exists()


def test_a_damaged_log_is_brought_back_by_the_command_that_check_names(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(folder, "backup")
    [backup] = (folder / "backups").iterdir()
    data = bytearray(paths.sleep_log_file(folder).read_bytes())
    for page in range(4096 * 2, len(data) - 4096, 4096):
        data[page + 100 : page + 600] = b"\xff" * 500
    paths.sleep_log_file(folder).write_bytes(data)
    capsys.readouterr()
    assert run(folder, "check") == 1
    assert "rlscompanion restore FILE" in capsys.readouterr().err

    assert run(folder, "restore", backup) == 0
    assert run(folder, "check") == 0
    assert nights(folder) == 90


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="sets a limit as Linux knows it")
@pytest.mark.parametrize("ending", [".zip", ".json", ".csv"])
def test_a_disk_that_fills_up_is_told_in_one_line_and_leaves_the_earlier_file(
    folder: Path, tmp_path: Path, ending: str
) -> None:
    target = tmp_path / f"log{ending}"
    target.write_text("the last export")
    code = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (33000, 33000)); "
        "from rlscompanion.__main__ import main; sys.exit(main(sys.argv[1:]))"
    )

    # Compiled files would be cut off by the limit as well, and break every later start.
    done = run_to_end([sys.executable, "-B", "-c", code, "export", str(target), "--data-dir", str(folder)])

    sentence = f"The disk has no room left for {target}. Free some space, then export again.\n"
    assert (done.returncode, done.stdout, done.stderr) == (1, "", sentence)
    assert target.read_text() == "the last export"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["data", target.name]


# --- what cannot be said, and what changes nothing ----------------------------------------------------------


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="has /dev/full and a shell")
@pytest.mark.parametrize(
    ("output", "option"),
    [
        ("| true", ""),
        (">/dev/full", "--lines"),
        *(
            pytest.param(output, option, marks=pytest.mark.thorough)
            for output, option in (
                *(("| true", "--lines"), ("| head -1", ""), ("| head -1", "--lines")),
                *((">&-", ""), (">&-", "--lines"), (">/dev/full", "")),
            )
        ),
    ],
)
def test_what_was_brought_in_stays_where_nobody_hears_of_it(
    folder: Path, tmp_path: Path, output: str, option: str
) -> None:
    is_full = "full" in output
    received = (
        "Not all could be shown here (No space left on device); the command goes on.\n" if is_full else ""
    )
    run(folder, "export", tmp_path / "log.json")
    other = tmp_path / "other"

    done = run_to_end(
        [
            "bash",
            "-c",
            f'set -o pipefail; "$0" -m rlscompanion import "$1" --data-dir "$2" {option} {output}',
            *(sys.executable, str(tmp_path / "log.json"), str(other)),
        ]
    )

    assert (done.returncode, done.stderr) == (0, received)
    assert nights(other) == 90


def test_a_name_that_the_output_cannot_spell_costs_nothing(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "“Nächte”.json"

    done = run_to_end(
        [sys.executable, "-m", "rlscompanion", "export", str(target), "--data-dir", str(folder)],
        {**os.environ, "PYTHONIOENCODING": "ascii"},
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("?N?chte?.json\n")
    assert target.is_file()


PLEES = "sid,start,stop,rating\n1,1700000000000,1700020000000,3\n2,1700100000000,1700000000000,3\n"


def test_the_plan_lists_what_it_leaves_out_as_the_import_does(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "plees.csv").write_text(PLEES)

    assert run(folder, "import", tmp_path / "plees.csv", "--plan") == 0
    planned = capsys.readouterr().out.splitlines()
    assert run(folder, "import", tmp_path / "plees.csv") == 0
    brought_in = capsys.readouterr().out.splitlines()

    assert planned[0].endswith("1 left out.")
    assert planned[1:] == ["Left out, line 3: ends before it begins."]
    assert brought_in[-1] == planned[1]


@pytest.mark.parametrize("keep", ["mine", "newer"])
def test_an_import_that_changes_nothing_is_not_one_to_take_back(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], keep: str
) -> None:
    run(folder, "export", tmp_path / "log.zip")
    latest = "WHERE evening = (SELECT max(evening) FROM nights)"
    execute(folder, f"UPDATE nights SET notes = 'since', modified_utc = modified_utc + 1 {latest}")
    capsys.readouterr()

    assert run(folder, "import", tmp_path / "log.zip", "--keep", keep) == 0

    assert capsys.readouterr().out.startswith("log.zip contains nothing new: 0 new nights; ")
    assert not (folder / "backups").exists()
    assert refused(capsys, folder, "import", "--undo") == "There is no import to undo."


def test_the_newer_rows_of_a_file_are_taken(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    latest = "WHERE evening = (SELECT max(evening) FROM nights)"
    execute(folder, f"UPDATE nights SET notes = 'file', modified_utc = modified_utc + 1 {latest}")
    run(folder, "export", tmp_path / "log.zip")
    execute(folder, f"UPDATE nights SET notes = 'log', modified_utc = modified_utc - 1 {latest}")
    capsys.readouterr()

    assert run(folder, "import", tmp_path / "log.zip", "--keep", "newer") == 0

    assert "Where they differed, the newer rows were kept." in capsys.readouterr().out
    assert value(folder, f"SELECT notes FROM nights {latest}") == "file"


def test_a_folder_that_was_only_asked_about_is_not_left_behind(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(folder, "export", tmp_path / "log.zip")
    (tmp_path / "bad.bin").write_bytes(b"bad")
    nowhere = tmp_path / "nope" / "a" / "b"

    assert run(nowhere, "import", tmp_path / "log.zip", "--plan") == 0
    refused(capsys, nowhere, "import", tmp_path / "bad.bin")
    refused(capsys, nowhere, "restore", tmp_path / "bad.bin")

    assert not (tmp_path / "nope").exists()


def test_a_file_is_no_data_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.json").write_text("{}")

    received = refused(capsys, tmp_path / "x.json", "import", tmp_path / "x.json")

    assert received == f"{tmp_path / 'x.json'} is not a folder. Name another data folder."
    assert (tmp_path / "x.json").read_text() == "{}"


@pytest.mark.parametrize("change", ["DROP TABLE sleeps", "ALTER TABLE nights DROP COLUMN notes"])
def test_a_log_that_lacks_a_part_is_told_as_damaged(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], change: str
) -> None:
    run(folder, "export", tmp_path / "log.json")
    with closing(apsw.Connection(str(paths.sleep_log_file(folder)))) as connection:
        connection.execute(change)

    for command, file in (("export", "other.json"), ("report", "other.pdf"), ("import", "log.json")):
        received = refused(capsys, folder, command, tmp_path / file)
        assert received.startswith("The sleep log is damaged (1 fault found). rlscompanion restore FILE ")
    assert run(folder, "check") == 1
    assert sorted(each.name for each in tmp_path.iterdir()) == ["data", "log.json"]


def test_a_folder_that_may_not_be_entered_is_told_in_one_line(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run(folder, "export", tmp_path / "log.json")
    run(folder, "backup", tmp_path / "mine.sqlite")
    real = os.stat

    def stat(path: str | Path, *rest: object, **named: Any) -> os.stat_result:
        if str(path).startswith(f"{folder}{os.sep}"):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return real(path, *rest, **named)

    commands: tuple[list[str | Path], ...] = (
        ["check"],
        ["export", tmp_path / "other.json"],
        ["report", tmp_path / "other.pdf"],
        ["import", tmp_path / "log.json"],
        ["import", "--undo"],
        ["backup"],
        ["restore", tmp_path / "mine.sqlite"],
    )
    for command in commands:
        with monkeypatch.context() as patched:
            patched.setattr(os, "stat", stat)
            received = refused(capsys, folder, *command)
        assert received.startswith(f"The sleep log at {paths.sleep_log_file(folder)} cannot be opened")


def test_the_logs_of_two_machines_have_one_night_an_evening(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def night(number: int, saved: int, woke: int) -> str:
        ids = {"id": f"{number}" * 8 + "-1111-4111-8111-111111111111"}
        stamps = {"created_utc": saved, "modified_utc": saved}
        evening = {"evening": "2026-11-26", "zone": "Europe/Berlin", "notes": f"machine {number}"}
        when = {"saved_at_utc": saved, "saved_at_offset": 60}
        sleep = {
            "id": f"{number}" * 8 + "-1111-4111-8111-1111111111aa",
            "night_id": ids["id"],
            "ordinal": 0,
            "is_main": True,
            "slept": True,
            "tried_to_sleep_utc": 1795730400,
            "tried_to_sleep_offset": 60,
            "woke_up_utc": woke,
            "woke_up_offset": 60,
            "sources": {},
        }
        nights = [{**ids, **evening, "quality": 3, **when, **stamps}]
        return json.dumps(
            {"format": "rlscompanion-log", "version": 2, "nights": nights, "sleeps": [{**sleep, **stamps}]}
        )

    folder = tmp_path / "data"
    for number, saved, woke in ((1, 1795760400, 1795755600), (2, 1795760700, 1795755900)):
        (tmp_path / f"{number}.json").write_text(night(number, saved, woke), "utf-8")
    assert run(folder, "import", tmp_path / "1.json") == 0
    capsys.readouterr()
    assert run(folder, "import", tmp_path / "2.json", "--plan") == 0
    planned = capsys.readouterr().out
    assert nights(folder) == 1
    assert run(folder, "import", tmp_path / "2.json") == 0
    assert run(folder, "import", tmp_path / "2.json") == 0

    assert planned.startswith("0 new nights, 1 merged with yours of the same evening; ")
    assert "2.json contains nothing new" in capsys.readouterr().out
    assert nights(folder) == 1
    assert value(folder, "SELECT count(*) FROM sleeps") == 1
    assert value(folder, "SELECT woke_up_utc FROM sleeps") == 1795755900
    assert value(folder, "SELECT notes FROM nights") == (
        "machine 2\nmachine 1\nAnother entry of this night said: Woke up: 06:00"
    )
    assert run(folder, "import", "--undo") == 0
    assert value(folder, "SELECT notes FROM nights") == "machine 1"


def test_a_damaged_log_is_told_and_what_can_be_read_of_it_is_saved(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = paths.sleep_log_file(folder)
    with closing(apsw.Connection(str(log))) as connection:
        page = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'awakenings'").get
    with log.open("r+b") as file:
        file.seek((int(page) - 1) * 4096)
        file.write(b"\xff" * 4096)
    damaged = log.read_bytes()

    said = refused(capsys, folder, "backup")
    assert "is damaged. rlscompanion salvage saves what can be read of it" in said
    assert log.read_bytes() == damaged

    assert run(folder, "salvage") == 0
    assert "Saved: 90 nights and 121 sessions" in capsys.readouterr().out
    assert run(folder, "check") == 0
    assert [each.read_bytes() for each in (folder / "backups").glob("*unreadable*")] == [damaged]
    assert "is not damaged" in refused(capsys, folder, "salvage")


def test_a_second_backup_folder_is_named_and_left_again(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stick = tmp_path / "stick"
    assert "stick is not there" in refused(capsys, folder, "backup", "--second", stick)
    stick.mkdir()

    assert run(folder, "backup", "--second", stick) == 0
    assert run(folder, "backup", "--daily") == 0
    assert len(list(stick.iterdir())) == 1
    stick.rename(tmp_path / "away")
    assert run(folder, "backup", "--daily") == 0
    assert "stick is not there" in capsys.readouterr().out
    assert run(folder, "backup", "--daily", "--lines") == 0
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["trouble"].endswith("choose another folder.")
    assert run(folder, "backup", "--second", "") == 0
    assert "no longer copied" in capsys.readouterr().out
