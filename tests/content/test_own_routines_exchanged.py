"""One routine as a file from or for elsewhere: what is bad is refused whole, with file, key and reason."""

import errno
import os
from dataclasses import replace
from pathlib import Path

import pytest

from rlscompanion.content.own_routines import OwnRoutineFiles, routine_as_toml
from rlscompanion.content.routines import MOST_ROUTINE_FILE_BYTES
from rlscompanion.domain.routine import RoutineKind
from tests.content.own import (
    MY_ROUTINE,
    SHIPPED,
    VALID_ROUTINE_FILE,
    file_names,
    raising_os_error,
    refusal_text,
    write_by_hand,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data 🌙" / "routines"


@pytest.fixture
def own(folder: Path) -> OwnRoutineFiles:
    return OwnRoutineFiles(folder, SHIPPED)


MANY = "[" + ", ".join(['"breath"'] * 61) + "]"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("title = ", "is not valid TOML ("),
        ('{"title": "A"}', "is not valid TOML ("),
        ('title = "Füße"'.encode("latin-1"), "is not a text in UTF-8"),
        (VALID_ROUTINE_FILE.replace("breath", "knee"), "steps[1]: there is no usable step “knee”"),
        (VALID_ROUTINE_FILE + 'colour = "red"', "colour: is not a key that is known here"),
        (
            VALID_ROUTINE_FILE.replace('"breath"', '{ step = "breath", seconds = 601 }'),
            "steps[1].seconds: must be a",
        ),
        (
            VALID_ROUTINE_FILE.replace('"breath"', '{ step = "breath", seconds = 4.9 }'),
            "steps[1].seconds: must be a",
        ),
        (VALID_ROUTINE_FILE.replace('["breath"]', MANY), "steps: must list at most 60 steps, not 61"),
        (VALID_ROUTINE_FILE.replace("By hand", "x" * 61), "title: must be one line of at most 60 characters"),
        (VALID_ROUTINE_FILE.replace("By hand", "a\\nb"), "title: must be one line of at most 60 characters"),
        (VALID_ROUTINE_FILE.replace("By hand", "  "), "title: must not be blank"),
        (VALID_ROUTINE_FILE.replace("rescue", "nap"), "kind: must be one of wind_down, rescue, not “nap”"),
        (VALID_ROUTINE_FILE + "#" * MOST_ROUTINE_FILE_BYTES, "is larger than 256 KiB"),
        ("", "steps: is missing"),
        ('[breath]\ntitle = "A step"\n', "breath: is not a key"),
    ],
    ids=str.split("toml json latin key unknown long short many title lines blank kind large empty steps"),
)
def test_a_bad_file_is_refused_whole(
    own: OwnRoutineFiles, folder: Path, tmp_path: Path, content: str | bytes, words: str
) -> None:
    kept = own.save(MY_ROUTINE)
    file = write_by_hand(tmp_path / "elsewhere 🦵", "bad 🌙.toml", content)

    sentence = refusal_text(lambda: own.import_file(str(file)))

    assert sentence.startswith("bad 🌙.toml")
    assert words in sentence
    assert sentence.endswith(". Nothing was imported.")
    assert file_names(folder) == ["my_evening.toml"]
    assert own.load().routines == (kept,)


def test_a_huge_file_is_refused_unread(own: OwnRoutineFiles, tmp_path: Path) -> None:
    file = write_by_hand(tmp_path, "huge.toml", b"")
    os.truncate(file, 10**9)

    assert "is larger than 256 KiB" in refusal_text(lambda: own.import_file(str(file)))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (".", "it is not a file"),
        ("pipe.toml", "it is not a file"),
        ("nowhere.toml", "No such file"),
        ("a\x00b", "null"),
    ],
)
def test_what_is_no_file_is_refused(own: OwnRoutineFiles, tmp_path: Path, name: str, words: str) -> None:
    os.mkfifo(tmp_path / "pipe.toml")

    assert words in refusal_text(lambda: own.import_file(str(tmp_path / name)))


def test_a_file_that_may_not_be_read_is_refused(
    own: OwnRoutineFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write_by_hand(tmp_path, "secret.toml", VALID_ROUTINE_FILE)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", raising_os_error(errno.EACCES))
        sentence = refusal_text(lambda: own.import_file(str(file)))

    assert sentence == "secret.toml: cannot be read (Permission denied). Nothing was imported."


def test_an_imported_routine_is_not_kept_before_it_is_saved(own: OwnRoutineFiles, tmp_path: Path) -> None:
    file = write_by_hand(tmp_path, "wind_down_05.toml", f"\ufeff{VALID_ROUTINE_FILE}")

    routine = own.import_file(str(file))

    assert (routine.key, routine.title, routine.kind) == ("", "By hand", RoutineKind.RESCUE)
    assert own.load().routines == ()
    assert own.save(routine).key == "by_hand"


def test_a_file_of_any_name_can_be_imported(own: OwnRoutineFiles, tmp_path: Path) -> None:
    for name in ("steps.toml", "noending", "🦶.txt"):
        assert own.import_file(str(write_by_hand(tmp_path, name, VALID_ROUTINE_FILE))).title == "By hand"


def test_an_exported_routine_can_be_imported_again(own: OwnRoutineFiles, tmp_path: Path) -> None:
    target = tmp_path / "for you 🌙.toml"
    shipped = SHIPPED.routine("wind_down_15")
    assert shipped is not None

    own.export_file(shipped, str(target))

    assert own.import_file(str(target)) == replace(shipped, key="")
    assert file_names(tmp_path) == ["for you 🌙.toml"]


def test_an_export_takes_the_place_of_a_file_whole_or_not_at_all(
    own: OwnRoutineFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = write_by_hand(tmp_path, "there.toml", "before")
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", raising_os_error(errno.ENOSPC))
        sentence = refusal_text(lambda: own.export_file(MY_ROUTINE, str(target)))
    before = target.read_text()

    own.export_file(MY_ROUTINE, str(target))

    assert sentence.startswith("there.toml cannot be written. The disk is full.")
    assert before == "before"
    assert target.read_text("utf-8") == routine_as_toml(MY_ROUTINE)
    assert file_names(tmp_path) == ["there.toml"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (".", "There is a folder of that name. Choose another name."),
        ("nowhere/mine.toml", "No such file or directory"),
        ("x" * 300, "The name is too long. Choose a shorter one."),
    ],
)
def test_an_export_that_cannot_be_is_refused(
    own: OwnRoutineFiles, tmp_path: Path, name: str, words: str
) -> None:
    assert words in refusal_text(lambda: own.export_file(MY_ROUTINE, str(tmp_path / name)))
    assert file_names(tmp_path) == []
