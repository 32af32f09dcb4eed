"""The routines that are shipped, against the facts they rest on."""

import re
import tomllib
from dataclasses import astuple, dataclass

import pytest

from rlscompanion import assets
from rlscompanion.content.routines import STEPS_FILE, RoutineBook, load_routines
from rlscompanion.domain.routine import (
    PictureNames,
    Routine,
    RoutineKind,
    Side,
    Step,
    Technique,
    firmness_word,
    massage_seconds,
    routine_segments,
    total_seconds,
    with_start_leg,
)
from rlscompanion.domain.safe_routine import EVENING_MOVEMENT_ROUTINE_KEY, HAND_TECHNIQUES
from rlscompanion.domain.safety_advice import UNSTEADY_STATES
from rlscompanion.ui.widgets.figure import Motion, parse_figure
from tests.cases import each_case

BOOK = load_routines()


@dataclass(frozen=True)
class Fact:
    """A row of the clinical table: the properties of a step. `words` must occur in its text."""

    technique: Technique
    seconds: float
    per_side: bool
    pressure: tuple[int, int] | None
    words: tuple[str, ...] = ()


# The massage steps as the clinical table has them, in its order; row 12, the hollow of the knee, is no step.
MASSAGE = {
    "breath": Fact(Technique.BREATHING, 30, False, None, ("four", "six", "propped up", "dizzy")),
    "ankle": Fact(Technique.MOVEMENT, 30, True, None, ("circle", "pump", "five times each way")),
    "foot_effleurage": Fact(
        Technique.EFFLEURAGE, 45, True, (2, 3), ("toes to the ankle", "other knee", "hip or knee", "chair")
    ),
    "sole_glide": Fact(
        Technique.EFFLEURAGE, 60, True, (4, 5), ("thumbs", "slow", "ball", "heel", "skin", "diabetes")
    ),
    "toes": Fact(Technique.TRACTION, 30, True, (2, 2), ("gentl", "circle", "no cracking")),
    "achilles_circles": Fact(
        Technique.FRICTION, 30, True, (3, 3), ("small circles", "both sides", "achilles", "not on the tendon")
    ),
    "calf_effleurage": Fact(
        Technique.EFFLEURAGE, 45, True, (2, 3), ("ankle", "below the knee", "knee bent", "light", "way back")
    ),
    "calf_petrissage": Fact(
        Technique.PETRISSAGE, 60, True, (4, 5), ("grasp", "lift", "let go", "upward", "only the soft belly")
    ),
    "calf_deep": Fact(
        Technique.DEEP_EFFLEURAGE,
        *(45, True, (4, 4)),
        ("thumbs", "knuckles", "slow", "upward", "leave this one out if any of the health questions applies"),
    ),
    "calf_tender_spot": Fact(
        Technique.SUSTAINED_PRESSURE,
        *(60, True, (4, 5)),
        ("thumbs", "ten to thirty seconds", "three at most", "ease", "through pain"),
    ),
    "shin_glide": Fact(
        Technique.EFFLEURAGE,
        *(45, True, (3, 4)),
        ("thumb", "beside the shin bone", "upward", "off the bone", "bony knob below the knee"),
    ),
    "thigh_front": Fact(
        Technique.PETRISSAGE,
        *(60, True, (4, 5)),
        ("palms", "knead", "knee to the hip", "groin", "inner upper thigh", "seated"),
    ),
    "thigh_back": Fact(
        Technique.PETRISSAGE,
        *(60, True, (4, 5)),
        ("lift", "squeeze", "above the knee", "upward", "off the crease of the knee"),
    ),
    "calf_stretch": Fact(
        Technique.STRETCH, 30, True, (3, 4), ("a towel, belt or scarf", "hold", "bouncing", "knee straight")
    ),
    "soleus_stretch": Fact(
        Technique.STRETCH, 30, True, (3, 4), ("wall", "hold", "bouncing", "knee bent", "heel down")
    ),
    "hamstring_stretch": Fact(
        Technique.STRETCH, 30, True, (3, 4), ("lying", "towel", "knee soft", "hold", "stop if it tingles")
    ),
    "whole_leg": Fact(Technique.FEATHER, 30, True, (1, 2), ("fingertips", "feather", "slow")),
    "tense_release": Fact(
        Technique.TENSE_RELEASE,
        *(60, False, None),
        ("half effort", "five seconds", "fifteen", "three times", "for 5 seconds", "for 15"),
    ),
}

# The rescue's own steps: the table gives their order and four minutes in all; pressure as of their relatives.
RESCUE = {
    "ankle_pumps": Fact(Technique.MOVEMENT, 30, True, None, ("circle", "pump", "five each way")),
    "calf_squeezes": Fact(Technique.PETRISSAGE, 30, True, (4, 5), ("only the soft belly", "upward")),
    "feather_strokes": Fact(Technique.FEATHER, 30, True, (1, 2), ("fingertips", "feather", "slow", "lying")),
    "lying_stretch": Fact(
        Technique.STRETCH, 30, True, (3, 4), ("lying", "a towel, belt or scarf", "bouncing")
    ),
    "sit_up": Fact(
        Technique.BREATHING,
        60,
        False,
        None,
        ("minute", "edge", f"stay seated when you feel {UNSTEADY_STATES}"),
    ),
    "calf_raises": Fact(Technique.MOVEMENT, 30, False, None, ("hold on", "dizzy, drowsy or unsteady")),
    "wall_stretch": Fact(Technique.STRETCH, 30, True, (3, 4), ("wall", "heel down", "bouncing")),
    "brisk_rubs": Fact(
        Technique.EFFLEURAGE, 30, True, (2, 3), ("calf", "thigh", "flat hands", "brisk", "hollow of the knee")
    ),
    "walking": Fact(Technique.MOVEMENT, 30, False, None, ("walk on the spot", "dizzy, drowsy or unsteady")),
}

# Where light touch irritates, warm palms rest in place of strokes.
PALMS = {
    key: Fact(Technique.HOLDING, 60, True, (1, 1), ("warm palms", "rest", "no strokes", *words))
    for key, words in {
        "palms_foot": ("hip or knee", "chair"),
        "palms_calf": ("knee bent", "hollow of the knee"),
        "palms_thigh": ("seated", "groin", "inner upper thigh"),
    }.items()
}

FACTS = MASSAGE | RESCUE | PALMS


@dataclass(frozen=True)
class Preset:
    """A routine as specified: its steps, seconds of work, and total seconds with the lead-ins."""

    kind: RoutineKind
    steps: tuple[str, ...]
    work: float
    in_all: float


# The presets by the rows of the clinical table, each in the order breath, ankle, foot, calf, shin, thigh,
# stretches, whole leg, tense and let go.
ROWS = dict(zip([*range(1, 12), *range(13, 20)], MASSAGE, strict=True))


def rows(*numbers: int) -> tuple[str, ...]:
    """The steps in these rows of the clinical table."""
    return tuple(ROWS[number] for number in numbers)


PRESETS = {
    "wind_down_05": Preset(RoutineKind.WIND_DOWN, rows(1, 7, 8, 15), *(300, 335)),  # 7 segments
    "feet_only": Preset(RoutineKind.WIND_DOWN, rows(1, 2, 3, 4, 5), *(360, 405)),  # 9 segments
    "movement_only": Preset(
        RoutineKind.WIND_DOWN,
        (
            *("walking", "wall_stretch", "soleus_stretch", "ankle", "hamstring_stretch"),
            "tense_release",
            "breath",
        ),
        *(390, 445),  # 11 segments
    ),
    "resting_palms": Preset(RoutineKind.WIND_DOWN, ("breath", *PALMS), *(390, 425)),  # 7 segments
    "one_bad_leg": Preset(
        RoutineKind.WIND_DOWN, rows(1, 2, 7, 8, 10, 11, 13, 15, 16, 18), *(420, 470)
    ),  # 10 segments
    "wind_down_10": Preset(RoutineKind.WIND_DOWN, rows(1, 3, 4, 7, 8, 11, 15), *(600, 665)),  # 13 segments
    "wind_down_15": Preset(
        RoutineKind.WIND_DOWN, rows(1, 3, 4, 7, 8, 10, 11, 13, 15, 18), *(900, 995)
    ),  # 19 segments
    "wind_down_20": Preset(
        RoutineKind.WIND_DOWN,
        rows(1, 3, 4, 6, 7, 8, 10, 11, 13, 14, 15, 16, 17, 18),
        *(1200, 1335),  # 27 segments
    ),
    "wind_down_30": Preset(
        RoutineKind.WIND_DOWN,
        rows(*ROWS, 8, 13, 18, 1),
        *(1800, 2005),  # 41 segments
    ),
    "rescue_lying": Preset(
        RoutineKind.RESCUE,
        ("ankle_pumps", "calf_squeezes", "feather_strokes", "lying_stretch"),
        *(240, 280),  # 8 segments
    ),
    "rescue_movement": Preset(
        RoutineKind.RESCUE,
        ("ankle_pumps", "lying_stretch", "tense_release", "breath"),
        *(240, 270),  # 6 segments
    ),
    "rescue_standing": Preset(
        RoutineKind.RESCUE,
        ("sit_up", "calf_raises", "wall_stretch", "brisk_rubs", "walking"),
        *(240, 275),  # 7 segments
    ),
}


def shipped(key: str) -> Routine:
    routine = BOOK.routine(key)
    assert routine is not None
    return routine


def said(step: Step) -> str:
    """All that a step says, in lower case."""
    words = (step.title, step.position, step.direction, *astuple(step.cues), step.caution)
    return " ".join(words).lower()


STEPS = {step.key: step for step in BOOK.steps}
WIND_DOWNS = [key for key, preset in PRESETS.items() if preset.kind is RoutineKind.WIND_DOWN]


def test_everything_shipped_can_be_read() -> None:
    assert BOOK.faults == ()
    assert {routine.key for routine in BOOK.routines} == set(PRESETS)


def test_every_step_of_the_file_is_in_use() -> None:
    written = (assets.resources_folder() / "routines" / "en" / STEPS_FILE).read_text("utf-8")

    assert set(tomllib.loads(written)) == {step.key for routine in BOOK.routines for step in routine.steps}


@each_case("key", PRESETS)
def test_a_preset_is_what_it_is_called(key: str) -> None:
    preset, routine = PRESETS[key], shipped(key)

    segments = routine_segments(routine)

    assert routine.kind is preset.kind
    assert tuple(step.key for step in routine.steps) == preset.steps
    assert massage_seconds(segments) == preset.work
    assert total_seconds(segments) == preset.in_all


@each_case("minutes", [5, 10, 15, 20, 30])
def test_a_preset_is_named_after_its_massage_time(minutes: int) -> None:
    routine = shipped(f"wind_down_{minutes:02d}")

    assert routine.title == f"{minutes} minutes"
    assert massage_seconds(routine_segments(routine)) == 60 * minutes


def test_every_step_is_in_the_table() -> None:
    assert set(STEPS) == set(FACTS)


@each_case("key", FACTS)
def test_a_step_agrees_with_the_table(key: str) -> None:
    fact, step = FACTS[key], STEPS[key]

    assert step.technique is fact.technique
    assert (step.seconds, step.per_side) == (fact.seconds, fact.per_side)
    assert step.pressure == fact.pressure
    assert [word for word in fact.words if word not in said(step)] == []


@each_case("key", PRESETS)
def test_both_legs_get_the_same_unless_the_routine_is_for_one(key: str) -> None:
    segments = routine_segments(shipped(key))

    left = [segment.step.key for segment in segments if segment.side is Side.LEFT]
    right = [segment.step.key for segment in segments if segment.side is Side.RIGHT]
    assert right == ([] if key == "one_bad_leg" else left)


def test_the_routine_for_one_leg_is_for_the_leg_chosen() -> None:
    segments = routine_segments(with_start_leg(shipped("one_bad_leg"), Side.RIGHT))

    assert {segment.side for segment in segments} == {Side.RIGHT, Side.BOTH}


# --- what is said -------------------------------------------------------------------------------------------

# Words that would promise an effect, or ask for stillness, or go beyond what the content rests on.
PROMISES = (
    *("will ", "cure", "heal ", "heals", "relieve", "relief", "improve", "guarantee", "works", "proven"),
    *("toxin", "circulation", "blood flow", "cortisol", "trigger point", "knots", "fall asleep", "prevent"),
)
STILLNESS = ("keep still", "hold still", "lie still", "stay still", "be still", "not move", "don't move")


@each_case("step", STEPS.values(), ids=lambda step: step.key)
def test_no_step_promises_anything_or_asks_for_stillness(step: Step) -> None:
    assert [word for word in (*PROMISES, *STILLNESS) if word in said(step)] == []


@each_case("routine", BOOK.routines, ids=lambda routine: routine.key)
def test_no_routine_promises_anything_or_asks_for_stillness(routine: Routine) -> None:
    received = f"{routine.title} {routine.note}".lower()

    assert [word for word in (*PROMISES, *STILLNESS) if word in received] == []


@each_case("step", STEPS.values(), ids=lambda step: step.key)
def test_no_step_works_the_hollow_of_the_knee(step: Step) -> None:
    pictures = [step.picture, *([step.midway_picture] if step.midway_picture else [])]

    assert (
        "hollow" not in f"{step.area} {step.muscles} {step.direction} {' '.join(astuple(step.cues))}".lower()
    )
    assert not any("knee" in picture.area or "hollow" in picture.area for picture in pictures)


@each_case("step", STEPS.values(), ids=lambda step: step.key)
def test_each_cue_of_a_step_says_something_of_its_own(step: Step) -> None:
    cues = [step.cues.start, step.cues.midway, step.cues.last]

    assert len({cue.lower() for cue in cues}) == 3
    for cue in cues:
        assert cue[0].isupper()
        assert cue.endswith(".")
        assert "halfway" not in cue.lower(), "says nothing that helps"


@each_case("step", STEPS.values(), ids=lambda step: step.key)
def test_a_cue_names_no_other_pressure_than_the_picture(step: Step) -> None:
    """The way back, and the last strokes, may be lighter."""
    sentences = re.split(r"(?<=[.!?]) |, ", f"{step.cues.start} {step.cues.midway}".lower())
    named = {
        word
        for sentence in sentences
        if "back" not in sentence and "less" not in sentence
        for word in re.findall(r"\b(light|medium|firm|no pressure|without any pressure)\b", sentence)
    }

    assert named <= ({firmness_word(step.pressure)} if step.pressure else set())


@each_case("step", STEPS.values(), ids=lambda step: step.key)
def test_a_step_says_where_and_how(step: Step) -> None:
    assert len(step.area.split()) <= 4
    assert step.position
    assert step.direction
    assert step.muscles or step.technique is Technique.BREATHING
    assert (step.pressure is None) == (
        step.technique in (Technique.BREATHING, Technique.MOVEMENT, Technique.TENSE_RELEASE)
    )


@each_case("key", ["ankle", "toes", "thigh_front", "ankle_pumps", "brisk_rubs"])
def test_a_step_of_two_parts_shows_the_second_from_half_time(key: str) -> None:
    step = STEPS[key]

    assert step.cues.midway.startswith("Now ")
    assert step.midway_picture not in (None, step.picture)


def test_the_standing_rescue_says_when_not_to_stand() -> None:
    note = shipped("rescue_standing").note.lower()

    assert all(word in note for word in (f"never when {UNSTEADY_STATES}.", "sit", "minute", "hold on"))


@pytest.mark.parametrize("key", ["movement_only", "rescue_movement"])
def test_a_routine_without_hands_has_none(key: str) -> None:
    assert [step.key for step in shipped(key).steps if step.technique in HAND_TECHNIQUES] == []


def test_movement_only_says_when_not_to_stand() -> None:
    note = shipped(EVENING_MOVEMENT_ROUTINE_KEY).note.lower()

    words = (f"never stand when {UNSTEADY_STATES}:", "hold on", "in bed")
    assert [word for word in words if word not in note] == []


@each_case("key", WIND_DOWNS)
def test_a_wind_down_says_when_to_stop(key: str) -> None:
    note = shipped(key).note.lower()

    assert all(word in note for word in ("sharp", "electric", "numb", "throbbing"))
    assert ("warm dry hands" in note) == any(step.technique in HAND_TECHNIQUES for step in shipped(key).steps)


@each_case("key", WIND_DOWNS)
def test_who_puts_lotion_on_a_foot_is_told_to_wipe_it(key: str) -> None:
    works_a_foot = {"foot_effleurage", "sole_glide", "toes"} & {step.key for step in shipped(key).steps}

    assert not works_a_foot or "wipe the feet" in shipped(key).note


# --- the pictures -------------------------------------------------------------------------------------------

PICTURES = {
    f"{step.key}-{part}": picture
    for step in STEPS.values()
    for part, picture in (("first", step.picture), ("midway", step.midway_picture))
    if picture is not None
}


@each_case("picture", PICTURES.values(), ids=PICTURES)
def test_a_picture_exists_in_its_figure(picture: PictureNames) -> None:
    figure = parse_figure(picture.figure, assets.figure_text(picture.figure))

    assert picture.motion in list(Motion)
    if picture.area:
        figure.element("area", picture.area)
    if picture.path:
        figure.hand_path(picture.path)


def test_the_book_finds_routines_by_kind_and_key() -> None:
    book: RoutineBook = BOOK

    assert [routine.key for routine in book.of_kind(RoutineKind.WIND_DOWN)] == [
        *("wind_down_05", "feet_only", "movement_only", "resting_palms", "one_bad_leg"),
        *("wind_down_10", "wind_down_15", "wind_down_20", "wind_down_30"),
    ]
    assert [routine.key for routine in book.of_kind(RoutineKind.RESCUE)] == [
        *("rescue_lying", "rescue_movement", "rescue_standing"),
    ]
    assert book.routine("nothing") is None
