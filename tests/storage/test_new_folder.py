"""What was made for a log that did not come about goes again."""

from pathlib import Path

import pytest

from rlscompanion.domain.refusal import Refusal
from rlscompanion.storage.new_folder import new_folder


def make(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "log.sqlite").touch()
    (folder / "backups").mkdir()
    (folder / "backups" / "log.sqlite").touch()


def test_what_is_kept_stays(tmp_path: Path) -> None:
    with new_folder(tmp_path / "a" / "b") as new:
        make(tmp_path / "a" / "b")
        new.keep()
    assert (tmp_path / "a" / "b" / "backups" / "log.sqlite").exists()


@pytest.mark.parametrize("made", ["a", "a/b", "a/b/c"])
def test_folders_go_as_far_as_they_came_about(tmp_path: Path, made: str) -> None:
    with new_folder(tmp_path / "a" / "b" / "c"):
        (tmp_path / made).mkdir(parents=True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("error", [Refusal, KeyboardInterrupt])
def test_what_was_there_before_stays(tmp_path: Path, error: type[BaseException]) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").touch()

    def fail() -> None:
        with new_folder(tmp_path):
            make(tmp_path)
            raise error

    with pytest.raises(error):
        fail()
    assert sorted(tmp_path.rglob("*")) == [tmp_path / "mine", tmp_path / "mine" / "notes.txt"]


def test_what_others_put_into_a_new_parent_stays(tmp_path: Path) -> None:
    with new_folder(tmp_path / "a" / "b"):
        make(tmp_path / "a" / "b")
        (tmp_path / "a" / "notes.txt").touch()
    assert list(tmp_path.rglob("*")) == [tmp_path / "a", tmp_path / "a" / "notes.txt"]
