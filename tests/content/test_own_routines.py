"""A person's own routines on disk: written whole or not at all, and read again as they were."""

import errno
import os
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rlscompanion.content.own_routines import OwnRoutineFiles, file_name_for_title
from rlscompanion.content.routines import MOST_ROUTINE_FILE_BYTES
from rlscompanion.domain import routine_edit as edit
from rlscompanion.domain.fault import ContentFault
from rlscompanion.domain.routine import Legs, Routine, RoutineKind, Side, Step
from tests.cases import each_case
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


# --- written and read again ---------------------------------------------------------------------------------


def test_a_saved_routine_is_read_again_as_it_was(own: OwnRoutineFiles, folder: Path) -> None:
    kept = own.save(MY_ROUTINE)

    assert kept == replace(MY_ROUTINE, key="my_evening")
    assert file_names(folder) == ["my_evening.toml"]
    assert OwnRoutineFiles(folder, SHIPPED).load().routines == (kept,)


def test_the_file_can_be_read_by_a_person(own: OwnRoutineFiles, folder: Path) -> None:
    own.save(edit.with_only_side(MY_ROUTINE, 1, Side.RIGHT))

    text = (folder / "my_evening.toml").read_text("utf-8")

    assert text.startswith('title = "My evening"\nkind = "wind_down"\nnote = "Slowly."\n')
    assert tomllib.loads(text)["steps"] == [
        {"step": "breath", "seconds": 30},
        {"step": "calf_effleurage", "seconds": 45, "only": "right"},
    ]


def lines(longest: int, least: int = 0) -> st.SearchStrategy[str]:
    """Lines as the editor stores any typed text."""
    typed = st.text(st.characters(codec="utf-8"), max_size=longest + 20)
    return typed.map(lambda text: edit.as_one_line(text, longest)).filter(lambda text: len(text) >= least)


def built_steps() -> st.SearchStrategy[Step]:
    """Every step, with any seconds, on any leg."""
    seconds = st.integers(5, 600) | st.floats(5, 600)
    only = st.sampled_from([None, Side.LEFT, Side.RIGHT])
    return st.builds(
        lambda step, seconds, only: replace(step, seconds=float(seconds), only_side=only),
        *(st.sampled_from(SHIPPED.steps), seconds, only),
    )


BUILT = st.builds(
    Routine,
    key=st.just(""),
    title=lines(edit.MAX_TITLE_LENGTH, 1),
    kind=st.sampled_from(RoutineKind),
    steps=st.lists(built_steps(), min_size=1, max_size=edit.MAX_ROUTINE_STEPS).map(tuple),
    note=lines(edit.MAX_ROUTINE_NOTE_LENGTH),
    legs=st.sampled_from(Legs),
    start_leg=st.sampled_from([Side.LEFT, Side.RIGHT]),
)


@given(BUILT)
def test_whatever_can_be_built_is_read_again_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, routine: Routine
) -> None:
    folder = tmp_path_factory.mktemp("routines")
    own = OwnRoutineFiles(folder, SHIPPED)

    kept = own.save(routine)

    book = own.load()
    assert book.faults == ()
    assert book.routines == (kept,)
    assert replace(kept, key="") == routine
    assert len((folder / f"{kept.key}.toml").read_bytes()) <= MOST_ROUTINE_FILE_BYTES
    assert own.import_file(str(folder / f"{kept.key}.toml")) == routine


def test_a_changed_routine_stays_in_its_file(own: OwnRoutineFiles, folder: Path) -> None:
    kept = own.save(MY_ROUTINE)

    own.save(edit.with_title(edit.with_step_seconds(kept, 0, 90), "Something else"))

    assert file_names(folder) == ["my_evening.toml"]
    (routine,) = own.load().routines
    assert (routine.key, routine.title, routine.steps[0].seconds) == ("my_evening", "Something else", 90)


def test_seconds_stay_as_built_whatever_ships_later(own: OwnRoutineFiles, folder: Path) -> None:
    own.save(MY_ROUTINE)
    slower = replace(SHIPPED, steps=tuple(replace(step, seconds=300.0) for step in SHIPPED.steps))

    (routine,) = OwnRoutineFiles(folder, slower).load().routines

    assert [step.seconds for step in routine.steps] == [30, 45]


# --- names of files -----------------------------------------------------------------------------------------


@each_case(
    ("title", "name"),
    [
        ("My evening", "my_evening"),
        ("Füße & Waden!", "fue_waden"),
        ("  10   minutes ", "10_minutes"),
        ("../../etc/passwd", "etc_passwd"),
        ("/absolute", "absolute"),
        ("C:\\here", "c_here"),
        (".hidden", "hidden"),
        ("..", "routine"),
        ("🌙", "routine"),
        ("夜の手入れ", "routine"),
        ("CON", "con_routine"),
        ("lpt1", "lpt1_routine"),
        ("Steps", "steps_routine"),
        ("x" * 60, "x" * 40),
        ("a" * 39 + " b", "a" * 39),
    ],
)
def test_a_file_name_is_made_of_a_title(title: str, name: str) -> None:
    assert file_name_for_title(title) == name


@given(st.text())
def test_no_title_leads_out_of_the_folder(title: str) -> None:
    made = file_name_for_title(title)

    assert made
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789_")
    assert made != "steps"


def test_the_same_title_twice_makes_two_files(own: OwnRoutineFiles, folder: Path) -> None:
    for _ in range(3):
        own.save(MY_ROUTINE)

    assert file_names(folder) == ["my_evening.toml", "my_evening_2.toml", "my_evening_3.toml"]


@pytest.mark.parametrize("there", ["My_Evening.TOML", "my_evening.toml"])
def test_a_file_that_is_there_is_never_written_over(own: OwnRoutineFiles, folder: Path, there: str) -> None:
    write_by_hand(folder, there, "broken")

    kept = own.save(MY_ROUTINE)

    assert kept.key == "my_evening_2"
    assert (folder / there).read_text() == "broken"


def test_a_shipped_name_is_not_taken(own: OwnRoutineFiles, folder: Path) -> None:
    kept = own.save(edit.with_title(MY_ROUTINE, "Wind down 05"))

    assert kept.key == "wind_down_05_2"
    assert own.load().faults == ()


@pytest.mark.parametrize("key", ["../outside", "a/b", "wind_down_05", "/tmp/x"])
def test_no_key_leads_out_of_the_folder_or_to_a_shipped_routine(own: OwnRoutineFiles, key: str) -> None:
    with pytest.raises(ValueError, match="no own routine"):
        own.save(replace(MY_ROUTINE, key=key))
    with pytest.raises(ValueError, match="no own routine"):
        own.remove(key)


# --- what is there ------------------------------------------------------------------------------------------


def test_without_a_folder_there_is_nothing_and_none_is_made(own: OwnRoutineFiles, folder: Path) -> None:
    book = own.load()

    assert (book.routines, book.faults, book.steps) == ((), (), ())
    assert not folder.exists()


def test_broken_files_are_told_of_and_left_as_they_are(own: OwnRoutineFiles, folder: Path) -> None:
    broken = write_by_hand(folder, "broken.toml", 'title = "A"\nkind = "rescue"\nsteps = ["knee"]')
    write_by_hand(folder, "good.toml", VALID_ROUTINE_FILE)
    write_by_hand(folder, ".hidden.toml", "no routine")
    write_by_hand(folder, "notes.txt", "no routine")
    before = broken.read_bytes()

    book = own.load()

    assert [routine.key for routine in book.routines] == ["good"]
    assert book.faults == (ContentFault("broken.toml", "steps[1]", "there is no usable step “knee”"),)
    assert broken.read_bytes() == before
    assert file_names(folder) == [".hidden.toml", "broken.toml", "good.toml", "notes.txt"]


@pytest.mark.skipif(os.name != "posix", reason="names are bytes there alone")
def test_a_file_whose_name_is_no_text_is_told_of(own: OwnRoutineFiles, folder: Path) -> None:
    write_by_hand(folder, os.fsdecode(b"n\xe4cht.toml"), VALID_ROUTINE_FILE)

    book = own.load()

    assert book.routines == ()
    (fault,) = book.faults
    assert (fault.file_name, fault.reason) == ("n\ufffdcht.toml", "its name is not a text in UTF-8")


def test_own_steps_can_be_used(own: OwnRoutineFiles, folder: Path) -> None:
    step = (
        '[my_step]\ntitle = "Mine"\narea = "Calf"\ntechnique = "feather"\nseconds = 20\nper_side = true\n'
        'cue = { start = "Softly.", midway = "Halfway.", last = "Nearly done." }\n'
        'picture = { figure = "leg", motion = "feather", path = "leg" }\n'
    )
    write_by_hand(folder, "steps.toml", step)
    (mine,) = own.load().steps

    kept = own.save(replace(MY_ROUTINE, steps=(mine,)))

    assert own.load().routines == (kept,)
    assert own.import_file(str(folder / "my_evening.toml")).steps == (mine,)


def test_a_removed_routine_is_gone_and_can_be_put_back(own: OwnRoutineFiles, folder: Path) -> None:
    kept = own.save(MY_ROUTINE)

    own.remove(kept.key)
    gone = own.load().routines
    own.remove(kept.key)
    own.save(kept)

    assert gone == ()
    assert own.load().routines == (kept,)


# --- what cannot be written ---------------------------------------------------------------------------------

TROUBLES = [
    (errno.ENOSPC, "The disk is full. Free some space, then try again."),
    (errno.EDQUOT, "The disk is full. Free some space, then try again."),
    (errno.EIO, "The disk is failing. Check it and its connection, then try again."),
    (errno.EACCES, "(Permission denied), then try again."),
    (errno.EROFS, "(Read-only file system), then try again."),
]


@pytest.mark.parametrize(("number", "words"), TROUBLES)
@pytest.mark.parametrize("at", ["os.fsync", "pathlib.Path.replace"])
def test_what_cannot_be_written_leaves_the_file_as_it_was(
    own: OwnRoutineFiles, folder: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str, at: str
) -> None:
    kept = own.save(MY_ROUTINE)
    before = (folder / "my_evening.toml").read_bytes()

    with monkeypatch.context() as patch:
        patch.setattr(at, raising_os_error(number))
        sentence = refusal_text(lambda: own.save(edit.with_step_seconds(kept, 0, 90)))

    assert sentence.startswith("“My evening” cannot be saved. ")
    assert sentence.endswith(words)
    assert file_names(folder) == ["my_evening.toml"]
    assert (folder / "my_evening.toml").read_bytes() == before


def test_a_new_one_that_cannot_be_written_leaves_nothing(
    own: OwnRoutineFiles, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", raising_os_error(errno.ENOSPC))
        sentence = refusal_text(lambda: own.save(MY_ROUTINE))

    assert "disk is full" in sentence
    assert file_names(folder) == []


def test_where_the_folder_should_be_stands_a_file(own: OwnRoutineFiles, folder: Path) -> None:
    write_by_hand(folder.parent, folder.name, "not a folder")

    assert own.load().routines == ()
    assert "cannot be saved" in refusal_text(lambda: own.save(MY_ROUTINE))
    assert folder.read_text() == "not a folder"


def test_what_cannot_be_removed_stays(
    own: OwnRoutineFiles, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = own.save(MY_ROUTINE)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", raising_os_error(errno.EACCES))
        sentence = refusal_text(lambda: own.remove(kept.key))

    assert sentence.startswith("my_evening.toml cannot be removed. Allow writing to")
    assert own.load().routines == (kept,)
