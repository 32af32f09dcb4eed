"""Routine files that are broken, foreign or a person's own: the others stay usable, faults are named."""

from pathlib import Path
from typing import IO, Any

import pytest

from rlscompanion.content.routines import RoutineBook, load_routines, read_routines
from rlscompanion.domain.fault import ContentFault
from rlscompanion.domain.routine import Legs, RoutineKind, Side, massage_seconds, routine_segments

STEP = """
title = "Calf"
area = "Calf"
technique = "effleurage"
seconds = 45
per_side = true
pressure = [2, 3]
cue = { start = "Stroke up the calf.", midway = "Halfway.", last = "Ten seconds more." }
picture = { figure = "calf", area = "calf", motion = "stroke", path = "up" }
"""
STEPS = f"""
[calf]{STEP}
[breath]
title = "Slow breath"
area = "Breath"
technique = "breathing"
seconds = 30
per_side = false
cue = {{ start = "Breathe.", midway = "Halfway.", last = "Ten seconds more." }}
picture = {{ figure = "breath", motion = "breath" }}
"""
GOOD = 'title = "Good"\nkind = "wind_down"\nsteps = ["breath", "calf"]\n'


def written(folder: Path, **files: str | bytes) -> list[Path]:
    """Files of these names and contents, in order."""
    paths = []
    for name, content in files.items():
        path = folder / f"{name}.toml"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        paths.append(path)
    return paths


def keys(book: RoutineBook) -> list[str]:
    return [routine.key for routine in book.routines]


def test_a_routine_may_keep_to_one_leg_as_a_whole_or_for_a_step(tmp_path: Path) -> None:
    one = 'title = "One"\nkind = "wind_down"\nlegs = "one"\nstart_leg = "right"\nsteps = ["calf"]'
    step = 'title = "Step"\nkind = "wind_down"\nsteps = [{ step = "calf", only = "right" }]'

    book = read_routines(written(tmp_path, steps=STEPS, one=one, step=step))

    assert book.faults == ()
    for routine in book.routines:
        assert [segment.side for segment in routine_segments(routine)] == [Side.RIGHT]


def test_a_routine_is_read_whole(tmp_path: Path) -> None:
    steps = 'steps = ["breath", { step = "calf", seconds = 20 }]'
    text = f'title = "Mine"\nkind = "rescue"\nnote = "Slowly."\n{steps}'

    book = read_routines(written(tmp_path, steps=STEPS, mine=text))

    (mine,) = book.routines
    assert (mine.key, mine.title, mine.kind, mine.note) == ("mine", "Mine", RoutineKind.RESCUE, "Slowly.")
    assert [(step.key, step.seconds) for step in mine.steps] == [("breath", 30.0), ("calf", 20.0)]
    assert mine.steps[1].pressure == (2, 3)
    assert (mine.legs, mine.start_leg, mine.steps[1].only_side) == (Legs.BOTH, Side.LEFT, None)
    assert mine.steps[1].picture.motion == "stroke"
    assert book.faults == ()


def test_steps_may_come_after_the_routines_that_use_them(tmp_path: Path) -> None:
    book = read_routines(written(tmp_path, good=GOOD, steps=STEPS))

    assert keys(book) == ["good"]


# --- broken routines ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "key", "reason"),
    [
        ("", "steps", "is missing"),
        ('title = "A"\nkind = "wind_down"', "steps", "is missing"),
        ('kind = "wind_down"\nsteps = ["calf"]', "title", "is missing"),
        ('title = "A"\nsteps = ["calf"]', "kind", "is missing"),
        ('title = ""\nkind = "rescue"\nsteps = ["calf"]', "title", "must not be empty"),
        ('title = 5\nkind = "rescue"\nsteps = ["calf"]', "title", "must be a text in quotes"),
        ('title = "A"\nkind = true\nsteps = ["calf"]', "kind", "must be a text in quotes"),
        (
            'title = "A"\nkind = "nap"\nsteps = ["calf"]',
            "kind",
            "must be one of wind_down, rescue, not “nap”",
        ),
        ('title = "A"\nkind = "rescue"\nsteps = "calf"', "steps", "must be a list"),
        ('title = "A"\nkind = "rescue"\nsteps = []', "steps", "must list at least one step"),
        ('title = "A"\nkind = "rescue"\nsteps = ["knee"]', "steps[1]", "there is no usable step “knee”"),
        (
            'title = "A"\nkind = "rescue"\nsteps = ["calf", "knee"]',
            "steps[2]",
            "there is no usable step “knee”",
        ),
        ('title = "A"\nkind = "rescue"\nsteps = [3]', "steps[1]", "must be a step, or"),
        ('title = "A"\nkind = "rescue"\nsteps = [{ seconds = 20 }]', "steps[1]", "must be a step, or"),
        (
            'title = "A"\nkind = "rescue"\nsteps = [{ step = "calf", pace = 2 }]',
            "steps[1].pace",
            "is not a key",
        ),
        (
            'title = "A"\nkind = "rescue"\nsteps = [{ step = "calf", only = "both" }]',
            "steps[1].only",
            "must be one of left, right",
        ),
        ('title = "A"\nkind = "rescue"\nlegs = "two"\nsteps = ["calf"]', "legs", "must be one of both, one"),
        (
            'title = "A"\nkind = "rescue"\nstart_leg = "both"\nsteps = ["calf"]',
            "start_leg",
            "must be one of left",
        ),
        (
            'title = "A"\nkind = "rescue"\nsteps = [{ step = "calf", seconds = 4 }]',
            "steps[1].seconds",
            "must be a number from 5 to 600, not 4",
        ),
        (
            'title = "A"\nkind = "rescue"\nsteps = [{ step = "calf", seconds = "long" }]',
            "steps[1].seconds",
            "must be a number from 5 to 600, not 'long'",
        ),
        ('title = "A"\nkind = "rescue"\nsteps = ["calf"]\ncolour = "red"', "colour", "is not a key"),
        ('title = "A"\nkind = "rescue"\nnote = 1\nsteps = ["calf"]', "note", "must be a text in quotes"),
    ],
)
def test_a_broken_routine_is_left_out_by_file_key_and_reason(
    tmp_path: Path, text: str, key: str, reason: str
) -> None:
    book = read_routines(written(tmp_path, steps=STEPS, broken=text, good=GOOD))

    assert keys(book) == ["good"]
    (fault,) = book.faults
    assert (fault.file_name, fault.key) == ("broken.toml", key)
    assert fault.reason.startswith(reason)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"title = ", "is not valid TOML"),
        (b"this is no routine", "is not valid TOML"),
        (b'title = "A"\ntitle = "B"', "is not valid TOML"),
        (b'{"title": "A"}', "is not valid TOML"),
        (b"\x00\x01\x02\x03", "is not valid TOML"),
        (b"\x89PNG\r\n\x1a\n\xff\xfe\xfd" * 50, "is not a text in UTF-8"),
        ('title = "Füße"'.encode("latin-1"), "is not a text in UTF-8"),
        ('title = "A"'.encode("utf-16"), "is not a text in UTF-8"),
        (b"steps = " + b"[" * 100_000, "is not valid TOML"),  # deeper than any reader goes
        (b"seconds = " + b"9" * 10_000, "is not valid TOML"),  # longer than any number is read
    ],
    ids=["cut", "prose", "twice", "json", "zeros", "binary", "latin-1", "utf-16", "nested", "long number"],
)
def test_a_file_that_is_no_toml_leaves_the_others(tmp_path: Path, content: bytes, reason: str) -> None:
    book = read_routines(written(tmp_path, steps=STEPS, broken=content, good=GOOD))

    assert keys(book) == ["good"]
    (fault,) = book.faults
    assert (fault.file_name, fault.key) == ("broken.toml", "")
    assert fault.reason.startswith(reason)


def test_a_file_that_cannot_be_read_leaves_the_others(tmp_path: Path) -> None:
    paths = written(tmp_path, steps=STEPS, good=GOOD)
    (tmp_path / "folder.toml").mkdir()
    (tmp_path / "gone.toml").symlink_to(tmp_path / "nowhere")

    book = read_routines([*paths, tmp_path / "folder.toml", tmp_path / "gone.toml"])

    assert keys(book) == ["good"]
    assert [fault.file_name for fault in book.faults] == ["folder.toml", "gone.toml"]
    assert all(fault.reason.startswith("cannot be read (") for fault in book.faults)


def test_a_file_that_may_not_be_read_leaves_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = written(tmp_path, steps=STEPS, secret=GOOD, good=GOOD)
    opened = Path.open

    def refusing(path: Path, mode: str = "r") -> IO[Any]:
        if path.name == "secret.toml":
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, mode)

    monkeypatch.setattr(Path, "open", refusing)
    book = read_routines(paths)

    assert keys(book) == ["good"]
    assert book.faults == (ContentFault("secret.toml", "", "cannot be read (Permission denied)"),)


# --- broken steps -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "key", "reason"),
    [
        ('title = "Calf"', "", "calf.title", "is missing"),
        ('area = "Calf"', "area = 1", "calf.area", "must be a text in quotes"),
        ('technique = "effleurage"', "", "calf.technique", "is missing"),
        ('"effleurage"', '"pounding"', "calf.technique", "must be one of breathing, movement"),
        ("seconds = 45", "", "calf.seconds", "is missing"),
        ("seconds = 45", "seconds = 0", "calf.seconds", "must be a number from 5 to 600"),
        ("seconds = 45", "seconds = -45", "calf.seconds", "must be a number from 5 to 600"),
        ("seconds = 45", "seconds = 601", "calf.seconds", "must be a number from 5 to 600"),
        ("seconds = 45", "seconds = nan", "calf.seconds", "must be a number from 5 to 600"),
        ("seconds = 45", "seconds = inf", "calf.seconds", "must be a number from 5 to 600"),
        ("seconds = 45", "seconds = true", "calf.seconds", "must be a number from 5 to 600"),
        ("seconds = 45", 'seconds = "45"', "calf.seconds", "must be a number from 5 to 600"),
        ("per_side = true", "per_side = 1", "calf.per_side", "must be true or false"),
        ("per_side = true", "", "calf.per_side", "is missing"),
        ("[2, 3]", "[3, 2]", "calf.pressure", "must be two whole numbers from 1 to 5"),
        ("[2, 3]", "[0, 3]", "calf.pressure", "must be two whole numbers from 1 to 5"),
        ("[2, 3]", "[4, 6]", "calf.pressure", "must be two whole numbers from 1 to 5"),
        ("[2, 3]", "[2.5, 3]", "calf.pressure", "must be two whole numbers from 1 to 5"),
        ("[2, 3]", "[true, true]", "calf.pressure", "must be two whole numbers from 1 to 5"),
        ("[2, 3]", "[3]", "calf.pressure", "must be two whole numbers from 1 to 5"),
        ("[2, 3]", "3", "calf.pressure", "must be two whole numbers from 1 to 5"),
        ('start = "Stroke up the calf."', 'start = ""', "calf.cue.start", "must not be empty"),
        ('midway = "Halfway."', 'half = "Halfway."', "calf.cue.half", "is not a key that is known here"),
        (', last = "Ten seconds more."', "", "calf.cue.last", "is missing"),
        ("cue = {", "clue = {", "calf.clue", "is not a key that is known here"),
        ('figure = "calf", ', "", "calf.picture.figure", "is missing"),
        ('motion = "stroke"', "motion = 3", "calf.picture.motion", "must be a text in quotes"),
        ('path = "up" }', 'path = "up", zoom = 2 }', "calf.picture.zoom", "is not a key that is known here"),
        ("picture = {", 'caution = ["no"]\npicture = {', "calf.caution", "must be a text in quotes"),
    ],
)
def test_a_broken_step_takes_only_its_own_routines_with_it(
    tmp_path: Path, old: str, new: str, key: str, reason: str
) -> None:
    assert old in STEPS
    steps = STEPS.replace(old, new, 1)
    breath_only = 'title = "Breath"\nkind = "wind_down"\nsteps = ["breath"]'

    book = read_routines(written(tmp_path, steps=steps, good=GOOD, breath_only=breath_only))

    assert keys(book) == ["breath_only"]
    step_fault, routine_fault = book.faults
    assert (step_fault.file_name, step_fault.key) == ("steps.toml", key)
    assert step_fault.reason.startswith(reason)
    assert routine_fault == ContentFault("good.toml", "steps[2]", "there is no usable step “calf”")


def test_a_step_that_is_no_table_is_named(tmp_path: Path) -> None:
    book = read_routines(written(tmp_path, steps=f'hollow = "never"\n{STEPS}', good=GOOD))

    assert keys(book) == ["good"]
    assert book.faults == (ContentFault("steps.toml", "hollow", "must be a table"),)


def test_a_step_without_pressure_or_caution_is_whole(tmp_path: Path) -> None:
    (routine,) = read_routines(written(tmp_path, steps=STEPS, good=GOOD)).routines

    breath = routine.steps[0]
    assert breath.pressure is None
    assert (breath.caution, breath.position, breath.picture.area) == ("", "", "")


def test_without_steps_every_routine_says_so(tmp_path: Path) -> None:
    book = read_routines(written(tmp_path, steps="[calf", good=GOOD))

    assert book.routines == ()
    assert [(fault.file_name, fault.key) for fault in book.faults] == [
        ("steps.toml", ""),
        ("good.toml", "steps[1]"),
    ]


def test_no_files_are_no_routines() -> None:
    assert read_routines([]) == RoutineBook((), ())


# --- a person's own -----------------------------------------------------------------------------------------


def test_own_routines_join_the_shipped_ones(tmp_path: Path) -> None:
    written(tmp_path, mine='title = "Mine"\nkind = "wind_down"\nsteps = ["breath", "whole_leg"]')

    book = load_routines(tmp_path)

    assert book.faults == ()
    mine = book.routine("mine")
    assert mine is not None
    assert massage_seconds(routine_segments(mine)) == 90.0
    assert len(book.routines) == len(load_routines().routines) + 1


def test_routines_of_a_kind_come_by_length(tmp_path: Path) -> None:
    written(tmp_path, mine='title = "Mine"\nkind = "wind_down"\nsteps = ["breath", "whole_leg"]')

    routines = load_routines(tmp_path).of_kind(RoutineKind.WIND_DOWN)

    lengths = [massage_seconds(routine_segments(routine)) for routine in routines]
    assert lengths == sorted(lengths)


def test_an_own_routine_never_replaces_a_shipped_one(tmp_path: Path) -> None:
    written(tmp_path, wind_down_05='title = "Other"\nkind = "rescue"\nsteps = ["breath"]')

    book = load_routines(tmp_path)

    kept = book.routine("wind_down_05")
    assert kept is not None
    assert kept.title == "5 minutes"
    assert book.faults == (ContentFault("wind_down_05.toml", "", "another routine has this file name"),)


def test_an_own_step_joins_and_never_replaces_a_shipped_one(tmp_path: Path) -> None:
    harsher = STEP.replace("[2, 3]", "[5, 5]")
    own_steps = f"[calf_effleurage]{harsher}\n[mine]{STEP}"
    written(tmp_path, steps=own_steps, mine='title = "Mine"\nkind = "wind_down"\nsteps = ["mine"]')

    book = load_routines(tmp_path)

    mine, shipped = book.routine("mine"), book.routine("wind_down_05")
    assert mine is not None
    assert shipped is not None
    assert shipped.steps[1].pressure == (2, 3)
    assert [(fault.file_name, fault.key) for fault in book.faults] == [("steps.toml", "calf_effleurage")]


@pytest.mark.parametrize("folder", [None, Path("does-not-exist")])
def test_without_an_own_folder_there_are_the_shipped_ones(folder: Path | None) -> None:
    assert load_routines(folder) == load_routines()


@pytest.mark.parametrize(
    ("fault", "text"),
    [
        (ContentFault("a.toml", "steps[1]", "is missing"), "a.toml, steps[1]: is missing"),
        (ContentFault("a.toml", "", "is not valid TOML"), "a.toml: is not valid TOML"),
    ],
)
def test_a_fault_is_told_in_one_line(fault: ContentFault, text: str) -> None:
    assert str(fault) == text
