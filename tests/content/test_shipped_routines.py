"""The routines that are shipped, against the facts they rest on."""

from dataclasses import astuple, dataclass

import pytest

from rlscompanion.content.routines import RoutineBook, load_routines
from rlscompanion.domain.routine import (
    Routine,
    RoutineKind,
    Side,
    Step,
    Technique,
    massage_seconds,
    total_seconds,
    unfold,
)

BOOK = load_routines()


@dataclass(frozen=True)
class Fact:
    """A row of the clinical table: what a step must be. `words` must stand in what the step says."""

    technique: Technique
    seconds: float
    per_side: bool
    pressure: tuple[int, int] | None
    words: tuple[str, ...] = ()


# The massage steps as the clinical table has them.
MASSAGE = {
    "breath": Fact(Technique.BREATHING, 30, False, None, ("four", "six", "dizzy")),
    "foot_effleurage": Fact(Technique.EFFLEURAGE, 45, True, (2, 3), ("toes", "ankle", "other knee", "chair")),
    "sole_glide": Fact(Technique.EFFLEURAGE, 60, True, (4, 5), ("ball", "heel", "skin", "diabetes")),
    "calf_effleurage": Fact(Technique.EFFLEURAGE, 45, True, (2, 3), ("ankle", "below the knee", "light")),
    "calf_petrissage": Fact(Technique.PETRISSAGE, 60, True, (4, 5), ("soft", "lift", "upward")),
    "calf_tender_spot": Fact(
        Technique.SUSTAINED_PRESSURE, 60, True, (4, 5), ("10 to 30 seconds", "three at most", "through pain")
    ),
    "shin_glide": Fact(Technique.EFFLEURAGE, 45, True, (3, 4), ("beside the shin bone", "off the bone")),
    "thigh_front": Fact(Technique.PETRISSAGE, 60, True, (4, 5), ("knee", "hip", "groin", "seated")),
    "calf_stretch": Fact(Technique.STRETCH, 30, True, (3, 4), ("strap", "wall", "bouncing", "knee straight")),
    "whole_leg": Fact(Technique.EFFLEURAGE, 30, True, (1, 2), ("feather", "slow")),
    "ankle_pumps": Fact(Technique.MOVEMENT, 30, True, None, ("circle", "pump", "five times each way")),
}

# The rescue's own steps: the table gives their order and four minutes in all; pressure as of their relatives.
RESCUE = {
    "calf_squeezes": Fact(Technique.PETRISSAGE, 30, True, (4, 5), ("soft", "upward")),
    "lying_stretch": Fact(Technique.STRETCH, 30, True, (3, 4), ("lying", "strap", "bouncing")),
    "sit_up": Fact(Technique.BREATHING, 60, False, None, ("minute", "edge", "dizzy", "sleeping pill")),
    "calf_raises": Fact(Technique.MOVEMENT, 30, False, None, ("hold on", "dizzy")),
    "wall_stretch": Fact(Technique.STRETCH, 30, True, (3, 4), ("wall", "heel down", "bouncing")),
    "brisk_rubs": Fact(Technique.EFFLEURAGE, 30, True, (2, 3), ("calf", "thigh", "hollow of the knee")),
    "walking": Fact(Technique.MOVEMENT, 30, False, None, ("walk on the spot", "dizzy")),
}

FACTS = MASSAGE | RESCUE


@dataclass(frozen=True)
class Preset:
    """A routine as it is promised: its steps, seconds of work, and seconds in all with the lead-ins."""

    kind: RoutineKind
    steps: tuple[str, ...]
    work: float
    in_all: float


PRESETS = {
    "wind_down_05": Preset(
        RoutineKind.WIND_DOWN,
        ("breath", "calf_effleurage", "calf_petrissage", "calf_stretch"),
        *(300, 335),  # 7 segments
    ),
    "wind_down_10": Preset(
        RoutineKind.WIND_DOWN,
        (
            *("breath", "foot_effleurage", "sole_glide", "calf_effleurage", "calf_petrissage", "shin_glide"),
            "calf_stretch",
        ),
        *(600, 665),  # 13 segments
    ),
    "wind_down_15": Preset(
        RoutineKind.WIND_DOWN,
        (
            *("breath", "foot_effleurage", "sole_glide", "calf_effleurage", "calf_petrissage"),
            *("calf_tender_spot", "shin_glide", "thigh_front", "calf_stretch", "whole_leg"),
        ),
        *(900, 995),  # 19 segments
    ),
    "rescue_lying": Preset(
        RoutineKind.RESCUE,
        ("ankle_pumps", "calf_squeezes", "whole_leg", "lying_stretch"),
        *(240, 280),  # 8 segments
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


STEPS = {step.key: step for routine in BOOK.routines for step in routine.steps}


def test_everything_shipped_can_be_read() -> None:
    assert BOOK.faults == ()
    assert {routine.key for routine in BOOK.routines} == set(PRESETS)


@pytest.mark.parametrize("key", PRESETS)
def test_a_preset_is_what_it_is_called(key: str) -> None:
    preset, routine = PRESETS[key], shipped(key)

    segments = unfold(routine)

    assert routine.kind is preset.kind
    assert tuple(step.key for step in routine.steps) == preset.steps
    assert massage_seconds(segments) == preset.work
    assert total_seconds(segments) == preset.in_all


@pytest.mark.parametrize(
    ("key", "title"),
    [("wind_down_05", "5 minutes"), ("wind_down_10", "10 minutes"), ("wind_down_15", "15 minutes")],
)
def test_a_preset_is_named_after_its_massage_time(key: str, title: str) -> None:
    assert shipped(key).title == title


def test_every_step_in_use_is_in_the_table() -> None:
    assert set(STEPS) == set(FACTS)


@pytest.mark.parametrize("key", FACTS)
def test_a_step_agrees_with_the_table(key: str) -> None:
    fact, step = FACTS[key], STEPS[key]

    assert step.technique is fact.technique
    assert (step.seconds, step.per_side) == (fact.seconds, fact.per_side)
    assert step.pressure == fact.pressure
    assert [word for word in fact.words if word not in said(step)] == []


@pytest.mark.parametrize("key", PRESETS)
def test_both_legs_get_the_same(key: str) -> None:
    segments = unfold(shipped(key))

    left = [segment.step.key for segment in segments if segment.side is Side.LEFT]
    right = [segment.step.key for segment in segments if segment.side is Side.RIGHT]
    assert left == right


@pytest.mark.parametrize("step", STEPS.values(), ids=lambda step: step.key)
def test_no_step_touches_the_hollow_of_the_knee_or_asks_for_stillness(step: Step) -> None:
    assert "hollow" not in step.area.lower()
    for word in ("keep still", "hold still", "lie still", "do not move", "don't move"):
        assert word not in said(step)


def test_the_standing_rescue_says_when_not_to_stand() -> None:
    note = shipped("rescue_standing").note.lower()

    assert "never" in note
    assert "dizzy" in note
    assert "sleeping pill" in note


@pytest.mark.parametrize("key", [key for key, preset in PRESETS.items() if "wind" in key])
def test_a_wind_down_says_when_to_stop(key: str) -> None:
    note = shipped(key).note.lower()

    assert all(word in note for word in ("sharp", "electric", "numb", "throbbing", "warm dry hands"))


def test_the_book_finds_routines_by_kind_and_key() -> None:
    book: RoutineBook = BOOK

    assert [routine.key for routine in book.of_kind(RoutineKind.WIND_DOWN)] == [
        *("wind_down_05", "wind_down_10", "wind_down_15"),
    ]
    assert [routine.key for routine in book.of_kind(RoutineKind.RESCUE)] == [
        *("rescue_lying", "rescue_standing"),
    ]
    assert book.routine("nothing") is None
