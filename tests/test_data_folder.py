"""The data folder on unusual machines."""

import os
import pwd
from pathlib import Path

import pytest

from rlscompanion.__main__ import main
from tests.test_cli_files import nights, refused, run


@pytest.fixture
def homeless(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Make a working folder for a user without a home folder."""

    def unknown(_: int) -> None:
        raise KeyError("no such user")

    for name in ("HOME", "XDG_DATA_HOME", "RLSCOMPANION_DATA_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(pwd, "getpwuid", unknown)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    "command", [["check"], ["backup"], ["export", "x.json"], ["check", "--data-dir", "~/x"]]
)
def test_without_a_home_a_sentence_says_so(
    homeless: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    assert main(command) == 1

    received = capsys.readouterr()
    assert received.err.startswith("No home folder is known here")
    assert len(received.err.splitlines()) == 1
    assert list(homeless.iterdir()) == []


def _odd(folder: Path, name: bytes) -> Path:
    return Path(os.fsdecode(os.fsencode(folder) + b"/" + name))


@pytest.mark.skipif(os.name != "posix", reason="names are text there")
def test_a_file_whose_name_is_no_text_is_read_and_written(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    odd, other = _odd(tmp_path, b"nights-\xff.json"), tmp_path / "other"

    assert run(folder, "export", odd) == 0
    assert run(other, "import", odd) == 0
    assert run(other, "import", "--undo") == 0
    assert nights(other) == 0
    for command in ("backup", "restore"):
        refused(capsys, other, command, _odd(tmp_path, b"backup-\xff.sqlite"))


@pytest.mark.skipif(os.name != "posix", reason="names are text there")
@pytest.mark.parametrize("command", [["check"], ["backup"], ["export", "x.json"], ["import", "--undo"]])
def test_a_data_folder_whose_name_is_no_text_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    odd = _odd(tmp_path, b"data-\xff")

    assert "is not readable text" in refused(capsys, odd, *command)
    assert not odd.exists()
