from pathlib import Path

import pytest

from rlscompanion import paths


def test_the_chosen_folder_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RLSCOMPANION_DATA_DIR", str(tmp_path / "named"))

    assert paths.data_dir(tmp_path / "chosen") == tmp_path / "chosen"


def test_the_environment_comes_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RLSCOMPANION_DATA_DIR", str(tmp_path / "named"))

    assert paths.data_dir() == tmp_path / "named"


@pytest.mark.parametrize("named", [None, ""])
def test_else_the_platforms_usual_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: str | None
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    if named is None:
        monkeypatch.delenv("RLSCOMPANION_DATA_DIR", raising=False)
    else:
        monkeypatch.setenv("RLSCOMPANION_DATA_DIR", named)

    assert paths.data_dir().name == "rlscompanion"
    assert paths.data_dir().is_absolute()


def test_a_folder_may_be_given_from_here_or_from_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))

    assert paths.data_dir(Path("mine")) == tmp_path / "mine"
    assert paths.data_dir(Path("~/mine")) == tmp_path / "home" / "mine"


def test_asking_where_it_lies_makes_nothing(tmp_path: Path) -> None:
    folder = paths.data_dir(tmp_path / "chosen")

    found = {paths.sleep_log_file(folder), paths.routines_dir(folder), paths.error_log(folder)}

    assert len(found) == 3
    assert all(each.parent == folder for each in found)
    assert list(tmp_path.iterdir()) == []
