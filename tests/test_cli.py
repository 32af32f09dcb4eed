"""The commands that open no window, on real files."""

import json
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from rlscompanion import paths
from rlscompanion.__main__ import main
from rlscompanion.exchange.tables import EXCHANGED_TABLES, EXCHANGED_TABLES_BY_NAME
from rlscompanion.storage.database import open_database
from tests.fakes import FakeClock
from tests.processes import run_to_end

CLOCK = FakeClock("2026-11-21 20:00")
IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


def contents(folder: Path) -> dict[str, bytes]:
    return {str(each): each.read_bytes() for each in folder.rglob("*") if each.is_file()}


def refused(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> str:
    """Run a command that must be refused; return the line that it prints."""
    assert main(arguments) == 1
    received = capsys.readouterr()
    assert received.out == ""
    assert len(received.err.splitlines()) == 1
    assert "Traceback" not in received.err
    return received.err.strip()


@pytest.mark.parametrize("option_first", [True, False])
def test_export_writes_the_whole_log(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], option_first: bool
) -> None:
    target, option = tmp_path / "log.json", ["--data-dir", str(folder)]
    command = ["export", str(target)]

    status = main([*option, *command] if option_first else [*command, *option])

    document = json.loads(target.read_text("utf-8"))
    assert status == 0
    assert capsys.readouterr().out == f"90 nights written to {target}\n"
    assert set(document) == {"format", "version", "exported_at", *(table.name for table in EXCHANGED_TABLES)}
    assert len(document["nights"]) == 90
    assert all(tuple(row) == EXCHANGED_TABLES_BY_NAME["nights"].file_columns for row in document["nights"])
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_the_option_nearer_to_the_command_wins(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--data-dir", str(tmp_path / "other"), "check", "--data-dir", str(folder)]) == 0
    assert "90 nights" in capsys.readouterr().out


def test_the_folder_comes_from_the_environment(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("RLSCOMPANION_DATA_DIR", str(folder))

    assert main(["check"]) == 0
    assert str(folder) in capsys.readouterr().out


@pytest.mark.parametrize("demo_first", [True, False])
def test_the_demo_can_be_exported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], demo_first: bool
) -> None:
    command = ["export", str(tmp_path / "log.json")]

    status = main(["--demo", *command] if demo_first else [*command, "--demo"])

    assert status == 0
    assert len(json.loads((tmp_path / "log.json").read_text("utf-8"))["nights"]) == 90
    assert [each.name for each in tmp_path.iterdir()] == ["log.json"]


@pytest.mark.parametrize("name", ["log.pdf", "log", "log.json.txt", ".json.d"])
def test_export_refuses_other_kinds_of_file(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    received = refused(capsys, ["--data-dir", str(folder), "export", str(tmp_path / name)])

    assert received.startswith(f"{name} does not end in ")
    assert not (tmp_path / name).exists()


def test_export_takes_the_ending_in_capitals(folder: Path, tmp_path: Path) -> None:
    assert main(["--data-dir", str(folder), "export", str(tmp_path / "LOG.JSON")]) == 0
    assert (tmp_path / "LOG.JSON").is_file()


def test_export_to_nowhere_says_what_to_do(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "nowhere" / "log.json"

    received = refused(capsys, ["--data-dir", str(folder), "export", str(target)])

    assert received == f"There is no folder {target.parent}. Create it or choose another, then export again."


def test_export_onto_a_folder_is_refused(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "log.json").mkdir()

    received = refused(capsys, ["--data-dir", str(folder), "export", str(tmp_path / "log.json")])

    assert "is not a file" in received


@pytest.mark.skipif(IS_ROOT, reason="an administrator may write anywhere")
def test_export_into_a_closed_folder_is_refused(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)

    received = refused(capsys, ["--data-dir", str(folder), "export", str(closed / "log.json")])

    assert "cannot be written" in received


def test_export_below_a_file_is_refused(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("mine", "utf-8")

    received = refused(capsys, ["--data-dir", str(folder), "export", str(tmp_path / "file" / "log.json")])

    assert "log.json" in received
    assert (tmp_path / "file").read_text("utf-8") == "mine"


def test_a_refused_export_leaves_the_old_file(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "log.json"
    target.write_text("the last export", "utf-8")
    paths.sleep_log_file(folder).write_bytes(b"no database" * 1000)

    refused(capsys, ["--data-dir", str(folder), "export", str(target)])

    assert target.read_text("utf-8") == "the last export"


@pytest.mark.parametrize("command", [["export", "log.json"], ["check"]])
def test_a_log_that_is_not_there_is_not_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    received = refused(capsys, ["--data-dir", str(tmp_path / "empty"), *command])

    assert received.startswith("There is no sleep log")
    assert not (tmp_path / "empty").exists()


def test_check_says_that_all_is_well(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = contents(folder)

    status = main(["check", "--data-dir", str(folder)])

    received = capsys.readouterr()
    assert status == 0
    assert received.err == ""
    assert received.out.startswith(f"{paths.sleep_log_file(folder)}: 90 nights, ")
    assert received.out.endswith("No fault found.\n")
    assert contents(folder) == before


def no_database(file: Path) -> None:
    file.write_bytes(b"This is no database. " * 500)


def cut_off(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:5000])


def scribbled_over(file: Path) -> None:
    data = bytearray(file.read_bytes())
    for page in range(4096 * 2, len(data) - 4096, 4096):
        data[page + 100 : page + 600] = b"\xff" * 500
    file.write_bytes(data)


def newer(file: Path) -> None:
    connection = open_database(file, CLOCK.now)
    connection.pragma("user_version", 999)
    connection.close()


@pytest.mark.parametrize("spoil", [no_database, cut_off, scribbled_over, newer])
def test_check_refuses_a_damaged_copy_and_changes_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str], spoil: Callable[[Path], None]
) -> None:
    spoil(paths.sleep_log_file(folder))
    before = contents(folder)

    status = main(["check", "--data-dir", str(folder)])

    received = capsys.readouterr()
    assert status == 1
    assert len(received.err.splitlines()) == 1
    assert "Traceback" not in received.err
    assert "No fault found." not in received.out
    assert contents(folder) == before


@pytest.mark.parametrize("spoil", [no_database, cut_off, scribbled_over, newer])
def test_export_refuses_a_damaged_log_and_writes_nothing(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], spoil: Callable[[Path], None]
) -> None:
    spoil(paths.sleep_log_file(folder))

    refused(capsys, ["export", str(tmp_path / "log.json"), "--data-dir", str(folder)])

    assert not (tmp_path / "log.json").exists()


def test_check_remarks_on_a_log_that_others_may_read(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths.sleep_log_file(folder).chmod(0o644)

    assert main(["check", "--data-dir", str(folder)]) == 0
    assert "Others on this machine may open" in capsys.readouterr().out


def test_a_refusal_of_the_real_program_is_one_line(tmp_path: Path) -> None:
    done = run_to_end([sys.executable, "-m", "rlscompanion", "check", "--data-dir", str(tmp_path)])

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"There is no sleep log at {paths.sleep_log_file(tmp_path)}. "
        "Start the program once, or name another data folder.\n"
    )


def test_a_report_on_the_invented_nights_is_two_pages(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "for the doctor.pdf"

    assert main(["report", str(target), "--demo", "--name", "A. Sleeper", "--paper", "Letter"]) == 0

    assert "nights on 3 pages" in capsys.readouterr().out
    assert target.read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["report", "log.txt"], "does not end in .pdf"),
        (["report", "log.pdf", "--from", "2020-01-01", "--to", "2020-01-31"], "No diary was filled in"),
        (["report", "log.pdf", "--from", "2026-02-01", "--to", "2026-01-01"], "before it begins"),
    ],
)
def test_a_report_that_cannot_be_is_refused_in_one_line(
    arguments: list[str],
    words: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)

    assert main([*arguments, "--demo"]) == 1

    received = capsys.readouterr().err
    assert words in received
    assert received.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_date_that_is_none_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["report", "log.pdf", "--from", "yesterday"])

    assert "must be a date such as 2026-11-21" in capsys.readouterr().err
