"""Two programs on one data folder: a command and a window, two commands, or two windows."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rlscompanion import folder_lock, paths
from rlscompanion.__main__ import main
from rlscompanion.desktop.command_process import CommandProcess
from rlscompanion.domain.night import AwakeningKind
from rlscompanion.exchange import importing
from rlscompanion.folder_lock import WINDOW_WORK, FolderLock
from rlscompanion.paths import lock_file
from rlscompanion.storage.checking import check_log
from rlscompanion.storage.database import open_database
from tests.apps import start_app
from tests.fakes import FakeClock
from tests.waiting import PATIENCE_MS, wait_until

OPEN = f"RLS Companion is open (process {os.getpid()}). Close it, or use Settings → Files in its window.\n"


def run(folder: Path, *arguments: str | Path) -> int:
    return main([str(arguments[0]), "--data-dir", str(folder), *map(str, arguments[1:])])


def contents(folder: Path) -> dict[str, bytes]:
    return {str(each): each.read_bytes() for each in folder.rglob("*") if each.is_file()}


@pytest.fixture
def window_open(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A window that has the folder in use; commands do not wait for it to close."""
    monkeypatch.setattr(folder_lock, "LOCK_WAIT_SECONDS", 0.0)
    lock = FolderLock(folder, WINDOW_WORK)
    assert lock.acquire() is None
    yield
    lock.release()


# --- beside the window --------------------------------------------------------------------------------------


@pytest.mark.usefixtures("window_open")
@pytest.mark.parametrize(
    "command",
    [
        ["import", "log.json"],
        ["import", "log.json", "--plan"],
        ["import", "--undo"],
        ["backup"],
        ["backup", "--daily"],
        ["backup", "--second", "."],
        ["restore", "mine.sqlite"],
        ["salvage"],
    ],
    ids=" ".join,
)
def test_a_command_that_writes_says_that_the_window_is_open(
    folder: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    before = contents(folder)

    assert run(folder, *command) == 1

    assert capsys.readouterr() == ("", OPEN)
    assert contents(folder) == before


@pytest.mark.usefixtures("window_open")
def test_what_only_reads_the_log_works_beside_the_window(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(open_database(paths.sleep_log_file(folder), FakeClock().now)):
        for command in (
            ["check"],
            ["export", tmp_path / "log.json"],
            ["report", tmp_path / "log.pdf"],
            ["backup", tmp_path / "mine.sqlite"],
        ):
            assert run(folder, *command) == 0
    assert capsys.readouterr().err == ""
    assert sorted(each.name for each in tmp_path.iterdir()) == ["data", "log.json", "log.pdf", "mine.sqlite"]


@pytest.mark.usefixtures("window_open")
def test_the_window_has_commands_carried_out_under_its_own_lock(qtbot: QtBot, folder: Path) -> None:
    ended: list[tuple[bool, str]] = []
    work = CommandProcess(folder)

    work.start(["backup"], lambda _: None, lambda *end: ended.append(end))
    qtbot.waitUntil(lambda: bool(ended), timeout=PATIENCE_MS)

    assert ended == [(True, "")]
    assert len(list((folder / "backups").iterdir())) == 1
    assert FolderLock(folder, "import").acquire() is not None


@pytest.mark.parametrize("within", [0, 1])
def test_a_folder_that_takes_no_lock_is_told_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], within: int
) -> None:
    """If the window runs the command, the window shows the sentence."""

    def acquire(lock: FolderLock) -> None:
        lock.trouble = "No locks available"

    monkeypatch.setattr(FolderLock, "acquire", acquire)
    assert run(folder, "backup", *(("--within", "1") if within else ())) == 0

    received = f"The folder {folder} takes no lock (No locks available). "
    assert capsys.readouterr().err.startswith(received) is not bool(within)


# --- beside each other --------------------------------------------------------------------------------------


@pytest.mark.parametrize("option", [[], ["--plan"]], ids=["refused", "plan"])
def test_an_import_that_leaves_no_log_removes_nothing_of_others(
    folder: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    option: list[str],
) -> None:
    """The import goes into a folder without a log, in which files appear during the import."""
    run(folder, "export", tmp_path / "log.csv")
    if not option:
        with (tmp_path / "log.csv").open("a") as file:
            file.write('2026-11-22,"cut off')
    documents = tmp_path / "Documents"
    documents.mkdir()
    stage_import = importing.stage_import
    log = paths.sleep_log_file(folder).read_bytes()

    def bring_in_slowly(*arguments: Any) -> Any:
        (documents / "thesis.odt").write_text("mine")
        (documents / "photos").mkdir()
        paths.sleep_log_file(documents).write_bytes(log)  # by a program that sees no lock
        return stage_import(*arguments)

    monkeypatch.setattr(importing, "stage_import", bring_in_slowly)
    assert run(documents, "import", tmp_path / "log.csv", *option) == int(not option)

    assert sorted(each.name for each in documents.iterdir()) == ["photos", "sleep-log.sqlite", "thesis.odt"]
    assert paths.sleep_log_file(documents).read_bytes() == log


ROUNDS = pytest.mark.parametrize("rounds", [1, pytest.param(40, marks=pytest.mark.long)])


@ROUNDS
def test_five_commands_at_once_end_well_or_say_who_is_at_work(
    folder: Path, tmp_path: Path, rounds: int
) -> None:
    run(folder, "export", tmp_path / "log.json")
    run(folder, "backup", tmp_path / "mine.sqlite")
    for _ in range(rounds):
        _do_at_once(folder, tmp_path)
        report = check_log(paths.sleep_log_file(folder))
        assert (report.nights, report.faults) == (90, ())
        assert not lock_file(folder).exists()
        assert all(check_log(each).faults == () for each in (folder / "backups").iterdir())


def _do_at_once(folder: Path, files: Path) -> None:
    """Run five commands on one folder at the same time; each works, or says in a line why it does not."""
    commands = (
        ["import", files / "log.json", "--keep", "theirs"],
        ["restore", files / "mine.sqlite"],
        ["backup"],
        ["backup", "--daily"],
        ["check"],
    )
    at_work = [
        subprocess.Popen(
            [sys.executable, "-m", "rlscompanion", *map(str, command), "--data-dir", str(folder)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        for command in commands
    ]
    wait_until(lambda: all(each.poll() is not None for each in at_work), "all have ended")
    for each in at_work:
        said = each.communicate()[1]
        if each.returncode:
            assert (each.returncode, len(said.splitlines())) == (1, 1)
            assert said.startswith("The sleep log is in use by ")


# --- two windows where the folder takes no lock -------------------------------------------------------------


@pytest.mark.parametrize("presses", [4, pytest.param(400, marks=pytest.mark.long)])
def test_two_windows_on_one_log_keep_each_others_awakenings(
    tmp_path: Path, qapp: QApplication, presses: int
) -> None:
    first, second = start_app(tmp_path, FakeClock()), start_app(tmp_path, FakeClock())
    first.bedtime.recorder.record_lights_out()
    for window in (second, first) * (presses // 2):
        window.bedtime.recorder.record_awakening(AwakeningKind.JUST_AWAKE)

    night = first.bedtime.diary.unfinished_night()
    assert night is not None
    assert len(night.awakenings) == presses
    assert night == second.bedtime.diary.unfinished_night()
    for window in (first, second):
        window.window.close()
        window.close()
