"""The error file helps to find a fault, is for its owner alone, and keeps no word of the diary."""

import logging
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from rlscompanion.desktop import error_file
from rlscompanion.desktop.error_file import ErrorFile

WORDS = "cramp in the left calf"


@pytest.fixture
def umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def written(path: Path, error: Exception, times: int = 1) -> str:
    handler = ErrorFile(path)
    log = logging.Logger("test")
    log.addHandler(handler)
    for _ in range(times):
        try:
            try:
                raise KeyError(WORDS)
            except KeyError:
                raise error  # noqa: B904 - what led to it is to be in the file too
        except Exception:
            log.exception("unexpected error")
    handler.close()
    return path.read_text("utf-8")


def test_where_and_of_what_kind_an_error_is_stands_there_and_its_words_do_not(tmp_path: Path) -> None:
    said = written(tmp_path / "errors.log", ValueError(f"“{WORDS}” is not a time"))

    assert WORDS not in said
    assert "unexpected error" in said
    assert "raise KeyError(WORDS)" in said
    assert said.index("builtins.KeyError") < said.index("which led to:") < said.index("builtins.ValueError")


def test_the_number_of_a_disk_error_is_kept(tmp_path: Path) -> None:
    assert "builtins.OSError (errno 28)" in written(tmp_path / "errors.log", OSError(28, WORDS))


@pytest.mark.usefixtures("umask")
def test_the_file_and_the_one_before_are_for_their_owner_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(error_file, "MOST_ERROR_FILE_BYTES", 1000)

    written(tmp_path / "errors.log", ValueError(), times=8)

    modes = {each.name: stat.S_IMODE(each.stat().st_mode) for each in tmp_path.iterdir()}
    assert modes == {"errors.log": 0o600, "errors.log.1": 0o600}
