"""The command for a second process of this program."""

import sys
from pathlib import Path

import pytest

from rlscompanion.desktop.own_program import own_program_command


def test_a_frozen_program_runs_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(Path("bundle", "rlscompanion")))

    monkeypatch.setattr(sys, "platform", "linux")
    assert own_program_command() == (str(Path("bundle", "rlscompanion")),)
    monkeypatch.setattr(sys, "platform", "win32")
    assert own_program_command() == (str(Path("bundle", "rlscompanion-cli.exe")),)
