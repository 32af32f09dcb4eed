"""Tests of routines: their segments, and the two totals that a start button names."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rlscompanion.domain.routine import (
    LEAD_IN_SECONDS,
    SIDE_TITLES,
    TECHNIQUE_TITLES,
    HelperVersion,
    Legs,
    PictureNames,
    Posture,
    Routine,
    RoutineKind,
    Side,
    Stance,
    Technique,
    firmness_word,
    massage_seconds,
    routine_segments,
    total_seconds,
    with_foot_on_stool,
    with_helper,
    with_start_leg,
)
from tests.cases import each_case

from .samples import a_routine, a_step


def test_a_step_per_side_unfolds_into_the_left_leg_and_then_the_right() -> None:
    routine = a_routine(a_step("breath", 30, False), a_step("calf", 45), a_step("stretch", 30))

    segments = routine_segments(routine)

    assert [(segment.step.key, segment.side) for segment in segments] == [
        ("breath", Side.BOTH),
        ("calf", Side.LEFT),
        ("calf", Side.RIGHT),
        ("stretch", Side.LEFT),
        ("stretch", Side.RIGHT),
    ]


@pytest.mark.parametrize(
    ("first", "order"),
    [
        (Side.LEFT, [Side.LEFT, Side.RIGHT]),
        (Side.RIGHT, [Side.RIGHT, Side.LEFT]),
    ],
)
def test_the_leg_to_begin_with_can_be_chosen(first: Side, order: list[Side]) -> None:
    segments = routine_segments(with_start_leg(a_routine(a_step()), first))

    assert [segment.side for segment in segments] == order


def test_a_routine_for_one_leg_is_done_on_its_start_leg_alone() -> None:
    one_leg = replace(a_routine(a_step("breath", 30, False), a_step()), legs=Legs.ONE, start_leg=Side.RIGHT)

    assert [segment.side for segment in routine_segments(one_leg)] == [Side.BOTH, Side.RIGHT]


def test_a_step_can_be_kept_to_one_leg_whatever_the_start_leg() -> None:
    routine = a_routine(replace(a_step("foot"), only_side=Side.LEFT), a_step("calf"))

    sides = [segment.side for segment in routine_segments(with_start_leg(routine, Side.RIGHT))]

    assert sides == [Side.LEFT, Side.RIGHT, Side.LEFT]


def test_no_routine_starts_on_both_legs() -> None:
    with pytest.raises(ValueError, match="one leg"):
        with_start_leg(a_routine(a_step()), Side.BOTH)


def test_a_lead_in_of_five_seconds_stands_before_every_segment() -> None:
    segments = routine_segments(a_routine(a_step("breath", 30, False), a_step("calf", 45)))

    assert LEAD_IN_SECONDS == 5.0
    assert [segment.seconds for segment in segments] == [35.0, 50.0, 50.0]


@given(st.lists(st.tuples(st.floats(1, 600), st.booleans()), min_size=1, max_size=12))
def test_the_totals_differ_by_the_lead_ins(steps: list[tuple[float, bool]]) -> None:
    routine = a_routine(*(a_step(f"s{i}", seconds, per_side) for i, (seconds, per_side) in enumerate(steps)))

    segments = routine_segments(routine)

    assert len(segments) == sum(2 if per_side else 1 for _, per_side in steps)
    assert massage_seconds(segments) == pytest.approx(
        sum(seconds * (2 if per_side else 1) for seconds, per_side in steps)
    )
    assert total_seconds(segments) == pytest.approx(massage_seconds(segments) + 5.0 * len(segments))


@pytest.mark.parametrize("seconds", [0, -1])
def test_a_step_takes_time(seconds: float) -> None:
    with pytest.raises(ValueError, match="more than zero"):
        a_step(seconds=seconds)


@each_case("pressure", [(0, 3), (3, 2), (4, 6), (-1, -1)])
def test_a_pressure_out_of_range_is_refused(pressure: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="between 1 and 5"):
        replace(a_step(), pressure=pressure)


@each_case("pressure", [(1, 1), (2, 3), (4, 5), (5, 5), None])
def test_a_pressure_in_range_is_kept(pressure: tuple[int, int] | None) -> None:
    assert replace(a_step(), pressure=pressure).pressure == pressure


def test_a_routine_has_a_step() -> None:
    with pytest.raises(ValueError, match="at least one step"):
        Routine("empty", "Empty", RoutineKind.RESCUE, ())


def test_every_technique_and_side_has_words() -> None:
    assert set(TECHNIQUE_TITLES) == set(Technique)
    assert set(SIDE_TITLES) == set(Side)


def test_a_helper_changes_pictures_and_positions_but_no_times() -> None:
    helped = HelperVersion("Lying", Stance(Posture.ON_THE_FRONT, "calf"), PictureNames("calf"))
    routine = a_routine(a_step("breath", 20, False), replace(a_step(), helper_version=helped))

    changed = with_helper(routine)

    assert changed.by_helper
    assert changed.steps[0] == routine.steps[0]
    assert changed.steps[1] == replace(
        routine.steps[1], position="Lying", stance=helped.stance, picture=helped.picture
    )
    assert total_seconds(routine_segments(changed)) == total_seconds(routine_segments(routine))


def test_only_an_ankle_on_the_knee_goes_on_a_stool() -> None:
    crossed = Stance(Posture.ANKLE_ON_KNEE, "foot")

    assert with_foot_on_stool(crossed) == Stance(Posture.STOOL, "foot")
    assert with_foot_on_stool(Stance(Posture.CHAIR, "thigh")) == Stance(Posture.CHAIR, "thigh")
    assert with_foot_on_stool(None) is None


@pytest.mark.parametrize(
    ("pressure", "word"), [((1, 2), "light"), ((2, 3), "light"), ((3, 4), "firm"), ((4, 5), "firm")]
)
def test_how_hard_has_a_word(pressure: tuple[int, int], word: str) -> None:
    assert firmness_word(pressure) == word
