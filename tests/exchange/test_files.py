"""A file is written whole or not at all, over nothing that must stay, and read within limits."""

import errno
import os
import stat
import tempfile
from pathlib import Path

import pytest

from rlscompanion.domain.refusal import Refusal
from rlscompanion.exchange import files
from rlscompanion.exchange.files import decode_text, open_for_atomic_writing, open_imported_file


def write(path: Path, data: bytes = b"new", never: tuple[Path, ...] = ()) -> None:
    with open_for_atomic_writing(path, never) as file:
        file.write(data)


def test_the_written_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "log.json"
    path.write_text("earlier")
    path.chmod(0o644)

    write(path)

    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_to_a_file_of_the_kind_is_followed(tmp_path: Path) -> None:
    (tmp_path / "link.json").symlink_to(tmp_path / "log.json")

    write(tmp_path / "link.json")

    assert (tmp_path / "link.json").is_symlink()
    assert (tmp_path / "log.json").read_bytes() == b"new"


@pytest.mark.parametrize("make", [os.symlink, os.link])
def test_the_log_itself_is_not_written_over(tmp_path: Path, make: object) -> None:
    log, path = tmp_path / "sleep-log.sqlite", tmp_path / "log.json"
    log.write_text("the log")
    assert callable(make)
    make(log, path)

    with pytest.raises(Refusal, match="is not written over"):
        write(path, never=(log, tmp_path / "not there"))
    assert log.read_text() == "the log"


def test_a_link_to_another_kind_of_file_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    (tmp_path / "log.json").symlink_to(tmp_path / "notes.txt")

    with pytest.raises(Refusal, match="is not written over"):
        write(tmp_path / "log.json")
    assert (tmp_path / "notes.txt").read_text() == "mine"


@pytest.mark.parametrize(
    ("module", "function", "number", "words"),
    [
        (os, "fsync", errno.ENOSPC, "has no room left"),
        (os, "replace", errno.EACCES, "cannot be written"),
        (tempfile, "mkstemp", errno.EACCES, "cannot be written"),
        (tempfile, "mkstemp", errno.EROFS, "cannot be written"),
        (tempfile, "mkstemp", errno.EDQUOT, "has no room left"),
    ],
)
def test_what_fails_is_refused_and_the_earlier_file_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: object, function: str, number: int, words: str
) -> None:
    path = tmp_path / "log.json"
    path.write_text("earlier")

    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(module, function, fail)
    with pytest.raises(Refusal, match=words) as refused:
        write(path)
    assert str(path) in str(refused.value)
    assert path.read_text() == "earlier"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no disk that is always full")
def test_a_disk_that_is_full_is_told_and_leaves_the_earlier_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "log.json"
    path.write_text("earlier")
    partial = tmp_path / "partial"
    partial.touch()

    def make(**_: object) -> tuple[int, str]:
        return os.open("/dev/full", os.O_RDWR), str(partial)

    monkeypatch.setattr(tempfile, "mkstemp", make)
    with pytest.raises(Refusal, match="has no room left"):
        write(path, b"x" * 100_000)
    assert path.read_text() == "earlier"
    assert list(tmp_path.iterdir()) == [path]


def test_what_raises_inside_leaves_the_earlier_file(tmp_path: Path) -> None:
    path = tmp_path / "log.json"
    path.write_text("earlier")

    def give_up() -> None:
        with open_for_atomic_writing(path) as file:
            file.write(b"half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        give_up()

    assert path.read_text() == "earlier"
    assert list(tmp_path.iterdir()) == [path]


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"There is no folder .*nowhere"):
        write(tmp_path / "nowhere" / "log.json")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_no_file_to_write(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="is not a file"):
        write(tmp_path)


def test_a_file_to_read_must_be_there_and_hold_something(tmp_path: Path) -> None:
    (tmp_path / "empty.json").touch()
    for path, words in (
        (tmp_path / "nowhere.json", "There is no file"),
        (tmp_path / "empty.json", "is empty"),
        (tmp_path, "is not a file"),
    ):
        with pytest.raises(Refusal, match=words), open_imported_file(path):
            raise AssertionError(path)


def test_a_file_that_is_far_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LARGEST_IMPORTED_FILE", 9)
    (tmp_path / "log.json").write_bytes(b"x" * 10)

    with pytest.raises(Refusal, match="is larger than"), open_imported_file(tmp_path / "log.json"):
        raise AssertionError


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_texts_are_read_as_they_are_told(encoding: str) -> None:
    assert decode_text("Größe\r\n".encode(encoding), "log.csv") == "Größe\r\n"


def test_what_is_no_text_is_refused_with_its_line() -> None:
    with pytest.raises(Refusal, match=r"log\.csv, line 3: is not text in UTF-8"):
        decode_text(b"a\nb\n\x89PNG", "log.csv")


def test_a_link_to_itself_is_refused(tmp_path: Path) -> None:
    (tmp_path / "loop.json").symlink_to("loop.json")
    with pytest.raises(Refusal, match=r"loop\.json is a link that leads back to itself"):
        write(tmp_path / "loop.json")


def test_a_name_that_is_too_long_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="is too long"):
        write(tmp_path / ("a" * 300 + ".json"))
    assert list(tmp_path.iterdir()) == []
