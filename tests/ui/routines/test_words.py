"""The texts about a routine and its steps."""

from dataclasses import replace

import pytest

from rlscompanion.domain.routine import Legs, Routine, Side
from rlscompanion.ui.routines.words import (
    instructions_text,
    parse_seconds,
    routine_duration_text,
    seconds_text,
    spoken_step_duration,
    step_duration_text,
)
from tests.cases import each_case
from tests.domain.samples import SHORT_ROUTINE, a_routine, a_step

ONE_LEG = replace(SHORT_ROUTINE, legs=Legs.ONE, start_leg=Side.RIGHT)
ONLY_LEFT = a_routine(replace(a_step(), only_side=Side.LEFT))


@each_case(
    ("routine", "index", "seen", "heard"),
    [
        (SHORT_ROUTINE, 0, "20 s", "20 seconds"),
        (SHORT_ROUTINE, 1, "2 × 30 s", "30 seconds on each leg"),
        (ONE_LEG, 0, "20 s", "20 seconds"),
        (ONE_LEG, 1, "30 s right", "30 seconds, right leg"),
        (ONLY_LEFT, 0, "30 s left", "30 seconds, left leg"),
    ],
)
def test_how_long_on_which_leg(routine: Routine, index: int, seen: str, heard: str) -> None:
    assert step_duration_text(routine, index).replace("\N{NO-BREAK SPACE}", " ") == seen
    assert spoken_step_duration(routine, index) == heard


def test_a_whole_routine() -> None:
    assert routine_duration_text(SHORT_ROUTINE) == "1:35"


@each_case(
    ("text", "seconds"),
    [
        *[("5", 5), ("600", 600), (" 45 s ", 45), ("45\N{NO-BREAK SPACE}s", 45), ("0:05", 5), ("1:30", 90)],
        *[("4", None), ("601", None), ("", None), ("s", None), ("1:", None), (":30", None), ("1:2:3", None)],
        *[("-5", None), ("4.5", None), ("²5", None), ("12345", None), ("soon", None)],
    ],
)
def test_seconds_as_they_are_typed(text: str, seconds: int | None) -> None:
    assert parse_seconds(text) == seconds


@pytest.mark.parametrize("seconds", [5, 45, 600])
def test_what_is_shown_can_be_typed(seconds: int) -> None:
    assert parse_seconds(seconds_text(seconds)) == seconds


def test_hands() -> None:
    step = replace(a_step(), position="Knee bent", direction="Upward", pressure=(2, 3))

    assert (
        instructions_text(step).replace("\N{NO-BREAK SPACE}", " ")
        == "Knee bent  ·  Upward  ·  Light pressure, 2 to 3 of 10"
    )
    assert instructions_text(replace(step, direction="", pressure=None)) == "Knee bent"
