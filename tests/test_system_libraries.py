"""If a system library is missing, a sentence names the package that has it."""

import os
import re
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import qWarning

from rlscompanion import system_libraries
from rlscompanion.__main__ import main
from rlscompanion.system_libraries import PACKAGES_BY_LIBRARY, missing_library_sentence
from tests.processes import run_to_end

SETUP = Path(__file__).parents[1] / ".ci" / "setup"
GONE = "cannot open shared object file: No such file or directory"

REFUSED = """
import sys
from rlscompanion import system_libraries
if sys.argv[1:]:
    system_libraries.PACKAGES_BY_LIBRARY = dict(zip(sys.argv[1::2], sys.argv[2::2]))
from PySide6.QtWidgets import QApplication
with system_libraries.reporting_qt_abort():
    QApplication([])
"""


def start(platform: str, *packages: str) -> tuple[int, str]:
    """Start the app so that Qt finds no platform; return its exit status and output."""
    done = run_to_end([sys.executable, "-c", REFUSED, *packages], {**os.environ, "QT_QPA_PLATFORM": platform})
    return done.returncode, done.stderr


def test_setup_installs_what_is_named() -> None:
    installed = set(re.findall(r"\blib[a-z0-9.+-]+", SETUP.read_text()))
    assert set(PACKAGES_BY_LIBRARY.values()) <= installed


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems have what Qt needs")
def test_a_start_that_qt_would_abort_ends_with_a_sentence() -> None:
    packages = ("libmissing-one.so.1", "libmissing-one1", "libmissing-two.so.2", "libmissing-two2")

    assert start("none of Qt's", *packages) == (
        1,
        "System libraries are missing. Install these packages, then start again: "
        "libmissing-one1 libmissing-two2.\n",
    )
    status, said = start("none of Qt's")
    assert (status, len(said.splitlines())) == (1, 1)
    assert said.startswith("The window cannot be opened here: ")


def test_what_qt_says_without_giving_up_is_passed_on(capsys: pytest.CaptureFixture[str]) -> None:
    with system_libraries.reporting_qt_abort():
        qWarning("a bell is cracked")
        assert capsys.readouterr().err == ""

    assert capsys.readouterr().err == "a bell is cracked\n"


def test_an_import_without_its_library_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object) -> None:
        raise ImportError(f"libEGL.so.1: {GONE}")

    monkeypatch.setattr("rlscompanion.__main__._run_command_or_window", refuse)

    assert main(["check"]) == 1
    assert capsys.readouterr().err == (
        "A system library is missing. Install the package libegl1, then start again.\n"
    )


def test_a_library_that_is_not_in_the_list_is_named_itself() -> None:
    assert missing_library_sentence(ImportError(f"libodd.so.7: {GONE}")) == (
        "A system library is missing. Install the package that holds libodd.so.7, then start again."
    )


def test_another_error_of_an_import_is_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise ImportError("cannot import name 'x' from 'y'")

    monkeypatch.setattr("rlscompanion.__main__._run_command_or_window", refuse)
    with pytest.raises(ImportError, match="cannot import name"):
        main(["check"])


def test_what_is_missing_is_found_by_loading_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def load(name: str) -> None:
        if "xcb" in name:
            raise OSError

    monkeypatch.setattr(sys, "platform", "linux")
    missing = system_libraries._missing_libraries(load)
    assert "libxcb-cursor.so.0" in missing
    assert "libEGL.so.1" not in missing
    monkeypatch.setattr(sys, "platform", "darwin")
    assert system_libraries._missing_libraries(load) == []
