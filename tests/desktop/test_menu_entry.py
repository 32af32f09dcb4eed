"""The program in the menu of a desktop: what is put where, and that a desktop can read it."""

import argparse
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from rlscompanion import __main__ as entry
from rlscompanion import __version__, assets
from rlscompanion.desktop import menu_entry
from rlscompanion.desktop.autostart import AutoStart
from rlscompanion.domain.refusal import Refusal

DESKTOP = assets.resources_folder() / "desktop"
METAINFO = DESKTOP / "org.rlscompanion.RLSCompanion.metainfo.xml"
COMPLETIONS = sorted((DESKTOP / "completions").iterdir())
HIDDEN = {"--lines", "--within", "--keys"}


def run(*command: str | Path) -> str:
    """The output of a checker; empty without errors."""
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else f"{done.stdout}{done.stderr}"


def needs(program: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(program) is None, reason=f"needs {program}")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder of its own, with a program to start."""
    program = tmp_path / "my programs" / "rlscompanion"
    program.parent.mkdir()
    program.touch()
    monkeypatch.setattr(sys, "argv", [str(program)])
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path


@needs("desktop-file-validate")
def test_the_entry_is_valid_as_shipped_and_as_installed(home: Path) -> None:
    assert entry.main(["desktop", "install"]) == 0
    installed = home / "share" / "applications" / "rlscompanion.desktop"
    AutoStart().set_wanted(True)

    for each in (DESKTOP / "rlscompanion.desktop", installed, home / "config/autostart/rlscompanion.desktop"):
        assert run("desktop-file-validate", each) == ""
    starts = re.findall(r"^Exec=(.*)$", installed.read_text("utf-8"), re.MULTILINE)
    program = f'"{home}/my programs/rlscompanion"'
    assert starts == [program, f"{program} --wind-down", f"{program} --lights-out"]


@needs("appstreamcli")
def test_the_metainfo_is_valid_and_of_this_version() -> None:
    assert run("appstreamcli", "validate", "--no-net", METAINFO) == ""
    assert f'<release version="{__version__}"' in METAINFO.read_text("utf-8")


@needs("man")
def test_the_manual_page_has_no_faults() -> None:
    done = subprocess.run(
        ["man", "--warnings", "-l", DESKTOP / "rlscompanion.1"], capture_output=True, check=False
    )

    assert (done.returncode, done.stderr) == (0, b"")


@needs("bash")
def test_the_shell_offers_what_fits() -> None:
    asked = """
    source "$1"
    offer() {
        COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMPREPLY=()
        _rlscompanion
        echo "${COMPREPLY[*]}"
    }
    offer rlscompanion des
    offer rlscompanion desktop ""
    offer rlscompanion --data-dir /x import --keep ""
    offer rlscompanion report --pa
    """
    script = DESKTOP / "completions" / "rlscompanion.bash"
    done = subprocess.run(
        ["bash", "-c", asked, "bash", script], capture_output=True, text=True, check=True, cwd="/"
    )

    assert done.stdout.splitlines() == [
        "desktop",
        "install remove --help",
        "mine theirs newer",
        "--paper --passphrase-file",
    ]


def words_of(parser: argparse.ArgumentParser) -> Iterator[str]:
    """Every command and long option that --help lists."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for listed in action._choices_actions:
                yield listed.dest
                yield from words_of(action.choices[listed.dest])
        elif action.help != argparse.SUPPRESS:
            yield from (each for each in action.option_strings if each.startswith("--"))


@pytest.mark.parametrize("file", [*COMPLETIONS, DESKTOP / "rlscompanion.1"], ids=lambda file: file.name)
def test_every_command_and_option_is_told(file: Path) -> None:
    text = file.read_text("utf-8").replace("\\-", "-").replace("-l ", "--")
    known = set(re.findall(r"(?:--)?[a-z][a-z-]*", text))

    missing = set(words_of(entry._parser())) - known

    assert missing == set()


def test_the_icons_have_their_sizes() -> None:
    sizes = set()
    for file in (DESKTOP / "icons").rglob("*.png"):
        image = QImage(str(file))
        assert (image.width(), image.height()) == tuple(map(int, file.parts[-3].split("x")))
        assert image.pixelColor(0, 0).alpha() == 0
        assert image.pixelColor(image.width() // 2, image.height() // 3).alpha() == 255
        sizes.add(image.width())
    assert {16, 32, 48, 64, 128, 256, 512} <= sizes


def test_what_was_installed_is_taken_away_and_nothing_else(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = home / "share" / "applications" / "other.desktop"
    other.parent.mkdir(parents=True)
    other.touch()
    entry.main(["desktop", "install"])
    AutoStart().set_wanted(True)
    was_wanted = AutoStart().is_wanted
    installed = [each for each in (home / "share").rglob("*") if each.is_file()]

    assert entry.main(["desktop", "remove"]) == 0

    assert len(installed) == 17
    assert (home / "share/icons/hicolor/scalable/apps/rlscompanion.svg") in installed
    assert [each for each in (home / "share").rglob("*") if each.is_file()] == [other]
    assert (was_wanted, AutoStart().is_wanted) == (True, False)
    entry.main(["desktop", "remove"])
    received = capsys.readouterr().out.splitlines()
    assert received[0].startswith("RLS Companion is in your menu now: 16 files")
    assert received[1:] == [
        "RLS Companion is out of your menu: 16 files removed. Your sleep log stays.",
        "RLS Companion was not in your menu.",
    ]


def test_where_nothing_can_be_written_a_sentence_says_so(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "share").write_text("a file where a folder should be")
    (home / "config").write_text("the same")

    assert entry.main(["desktop", "install"]) == 1
    assert entry.main(["desktop", "remove"]) == 1
    with pytest.raises(Refusal, match="could not be changed"):
        AutoStart().set_wanted(True)

    assert capsys.readouterr().err.count("Check who may write there.") == 2


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_other_systems_have_installers(home: Path, monkeypatch: pytest.MonkeyPatch, platform: str) -> None:
    monkeypatch.setattr(sys, "platform", platform)

    with pytest.raises(Refusal, match="Linux"):
        menu_entry.install_menu_entry(assets.resources_folder(), home, ["x"])
    AutoStart().set_wanted(True)

    assert not AutoStart().is_possible
    assert not AutoStart().is_wanted


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["/usr/bin/rlscompanion"], "Exec=/usr/bin/rlscompanion --wind-down"),
        (["/a b/python3", "-m", "x"], 'Exec="/a b/python3" -m x --wind-down'),
        (["/100%/x"], "Exec=/100%%/x --wind-down"),
        (["/it's/$x"], 'Exec="/it\'s/\\\\$x" --wind-down'),
    ],
)
def test_a_command_is_written_as_entries_have_it(words: list[str], line: str) -> None:
    assert menu_entry.entry_with_command("Exec=rlscompanion --wind-down", words) == line


def test_the_command_is_the_one_that_was_started(
    home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    started = menu_entry.program_start_command()
    monkeypatch.setattr(sys, "argv", ["-c"])
    monkeypatch.setenv("PATH", str(tmp_path))
    without = menu_entry.program_start_command()
    monkeypatch.setattr(sys, "frozen", True, raising=False)

    assert started == [str(home / "my programs" / "rlscompanion")]
    assert without == [sys.executable, "-P", "-m", "rlscompanion"]
    assert menu_entry.program_start_command() == [sys.executable]
