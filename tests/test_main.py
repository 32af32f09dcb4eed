"""The command line: which arguments it accepts, and with which status it exits."""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from rlscompanion import __version__, running
from rlscompanion.__main__ import main
from rlscompanion.bedtime.ports.files import ReportRequest, ReportSize
from tests.processes import interruptible, run_to_end

COMMANDS = ("export", "import", "backup", "restore", "check", "erase", "tour")


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path, float]]:
    """The folders and speeds with which a window was to open; no window opens."""
    received: list[tuple[Path, float]] = []

    def run(folder: Path, speed: float = 1.0, action: str = "show") -> int:
        received.append((folder, speed))
        return 0

    monkeypatch.setattr(running, "run", run)
    return received


@pytest.mark.parametrize("action", ["wind-down", "lights-out", "in-tray"])
def test_what_the_window_is_to_do_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, action: str
) -> None:
    monkeypatch.setattr(running, "run", lambda folder, speed, action: len(action))

    assert main(["--data-dir", str(tmp_path), f"--{action}"]) == len(action)


def left_by(arguments: list[str]) -> int | str | None:
    """The exit status of a call that ends the program."""
    with pytest.raises(SystemExit) as left:
        main(arguments)
    return left.value.code


@pytest.mark.parametrize("arguments", [["--help"], *([command, "--help"] for command in COMMANDS)])
def test_each_command_has_help(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    status = left_by(arguments)

    received = capsys.readouterr().out
    assert status == 0
    assert received.startswith("usage: rlscompanion")
    assert "--data-dir" in received


def test_the_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    left_by(["--help"])

    received = capsys.readouterr().out
    assert all(f"    {command} " in received for command in COMMANDS)
    assert "RLSCOMPANION_DATA_DIR" in received


def test_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert left_by(["--version"]) == 0
    assert capsys.readouterr().out == f"rlscompanion {__version__}\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["--nonsense"],
        ["nonsense"],
        ["export"],
        ["tour"],
        ["check", "extra"],
        ["export", "--speed", "2", "x.json"],
        ["check", "--demo"],
        ["import"],
        ["import", "--undo", "x.zip"],
        ["import", "--undo", "--plan"],
        ["import", "--undo", "--keep", "mine"],
        ["import", "x.zip", "--keep", "both"],
        ["restore"],
        ["--data-dir"],
        ["--speed", "fast"],
    ],
)
def test_wrong_usage_ends_with_two(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    status = left_by(arguments)

    received = capsys.readouterr().err
    assert status == 2
    assert "usage: rlscompanion" in received


@pytest.mark.parametrize("speed", ["0.1", "1", "60", "1000"])
def test_speeds_within_bounds(speed: str, runs: list[tuple[Path, float]]) -> None:
    assert main(["--speed", speed]) == 0
    assert [received for _, received in runs] == [float(speed)]


@pytest.mark.parametrize("speed", ["0", "0.09", "-1", "1000.1", "inf", "nan", "1e9", ""])
def test_speeds_out_of_bounds(
    speed: str, runs: list[tuple[Path, float]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert left_by([f"--speed={speed}"]) == 2
    assert f"must be a number from 0.1 to 1000, not “{speed}”" in capsys.readouterr().err
    assert runs == []


def test_without_a_command_the_window_opens_at_the_usual_place(runs: list[tuple[Path, float]]) -> None:
    assert main([]) == 0

    [(folder, speed)] = runs
    assert folder.name == "rlscompanion"
    assert speed == 1.0


def test_the_data_folder_by_option_or_by_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, runs: list[tuple[Path, float]]
) -> None:
    monkeypatch.setenv("RLSCOMPANION_DATA_DIR", str(tmp_path / "named"))

    main([])
    main(["--data-dir", str(tmp_path / "chosen")])

    assert [folder for folder, _ in runs] == [tmp_path / "named", tmp_path / "chosen"]


def test_the_demo_opens_on_a_folder_that_goes_again(runs: list[tuple[Path, float]]) -> None:
    assert main(["--demo", "--speed", "60"]) == 0

    [(folder, speed)] = runs
    assert folder.name.startswith("rlscompanion-demo-")
    assert not folder.exists()
    assert speed == 60


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a screen")
@pytest.mark.parametrize("display", [None, "", ":98765"])
def test_without_a_screen_one_line_names_the_tour(tmp_path: Path, display: str | None) -> None:
    left_out = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    environment = {name: value for name, value in os.environ.items() if name not in left_out}
    if display is not None:
        environment["DISPLAY"] = display

    done = run_to_end(
        [sys.executable, "-m", "rlscompanion", "--data-dir", str(tmp_path / "data")], environment
    )

    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "rlscompanion tour DIR" in done.stderr
    assert not (tmp_path / "data").exists()


def test_ctrl_c_ends_with_130_and_one_line(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    target, log = tmp_path / "log.json", tmp_path / "new" / "log"
    assert main(["export", str(target), "--data-dir", str(folder)]) == 0
    before = target.read_bytes()
    capsys.readouterr()

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    for name, arguments in (
        (
            "rlscompanion.storage.merge.SqliteMerge.first_misfit",
            ["import", str(target), "--data-dir", str(log)],
        ),
        ("rlscompanion.storage.whole_log.SqliteWholeLog.count_rows", ["export", str(target)]),
        ("rlscompanion.storage.backups._copy_verified", ["backup", str(tmp_path / "x.sqlite")]),
    ):
        with monkeypatch.context() as patched:
            patched.setattr(name, stop)
            patched.setenv("RLSCOMPANION_DATA_DIR", str(folder))
            assert main(arguments) == 130
        received = capsys.readouterr()
        assert (received.out, received.err) == ("", "Stopped.\n")

    assert target.read_bytes() == before
    assert sorted(each.name for each in tmp_path.iterdir()) == ["data", "log.json"]


@pytest.mark.skipif(os.name != "posix", reason="sends a signal")
def test_ctrl_c_reaches_the_real_program(tmp_path: Path) -> None:
    code = (
        "import os, signal, sys, threading; from rlscompanion.__main__ import main; "
        "import rlscompanion.cli as cli; interrupted = threading.Event(); "
        "cli.print_damage_check = lambda _: os.kill(os.getpid(), signal.SIGINT) or interrupted.wait(); "
        "sys.exit(main(['check', '--data-dir', sys.argv[1]]))"
    )
    done = run_to_end([sys.executable, "-c", code, str(tmp_path)])
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "Stopped.\n")


def test_ctrl_c_does_not_stop_qt_midway(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from rlscompanion.reports import LogReports

    write = LogReports.write

    def interrupted(
        self: LogReports, wish: ReportRequest, path: str, on_progress: Callable[[float], None]
    ) -> ReportSize:
        signal.raise_signal(signal.SIGINT)
        return write(self, wish, path)

    monkeypatch.setattr(LogReports, "write", interrupted)

    with interruptible():
        assert main(["report", str(tmp_path / "report.pdf"), "--data-dir", str(folder)]) == 130
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler

    assert capsys.readouterr() == ("", "Stopped.\n")
    assert (tmp_path / "report.pdf").read_bytes().rstrip().endswith(b"%%EOF")
