"""Tests of edits of a routine, and of their limits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rlscompanion.domain.routine import Legs, Routine, RoutineKind, Side
from rlscompanion.domain.routine_edit import (
    MAX_ROUTINE_NOTE_LENGTH,
    MAX_ROUTINE_STEPS,
    MAX_TITLE_LENGTH,
    as_one_line,
    is_one_line,
    unused_title,
    with_kind,
    with_legs,
    with_note,
    with_only_side,
    with_step_added,
    with_step_moved,
    with_step_seconds,
    with_title,
    without_step,
)
from tests.cases import each_case
from tests.domain.samples import a_routine, a_step

ABC = a_routine(*(a_step(key) for key in "abc"))


def keys(routine: Routine) -> str:
    return "".join(step.key for step in routine.steps)


@pytest.mark.parametrize(("index", "order"), [(0, "xabc"), (1, "axbc"), (3, "abcx")])
def test_a_step_is_put_at_an_index(index: int, order: str) -> None:
    assert keys(with_step_added(ABC, a_step("x"), index)) == order
    assert keys(ABC) == "abc"


def test_a_routine_has_room_for_sixty_steps() -> None:
    full = a_routine(*[a_step()] * (MAX_ROUTINE_STEPS - 1))

    full = with_step_added(full, a_step(), 0)

    assert len(full.steps) == 60
    with pytest.raises(ValueError, match="at most 60"):
        with_step_added(full, a_step(), 0)


@pytest.mark.parametrize(("index", "order"), [(0, "bc"), (1, "ac"), (2, "ab")])
def test_a_step_is_taken_out(index: int, order: str) -> None:
    assert keys(without_step(ABC, index)) == order


def test_the_only_step_stays() -> None:
    with pytest.raises(ValueError, match="at least one step"):
        without_step(a_routine(a_step()), 0)


@each_case(
    ("index", "to", "order"),
    [(0, 1, "bac"), (0, 2, "bca"), (2, 0, "cab"), (1, 1, "abc"), (0, -5, "abc"), (1, 9, "acb")],
)
def test_a_step_is_moved_as_far_as_the_list_goes(index: int, to: int, order: str) -> None:
    assert keys(with_step_moved(ABC, index, to)) == order


@each_case(("asked", "given_"), [(45, 45.0), (4, 5.0), (5, 5.0), (600, 600.0), (9999, 600.0)])
def test_seconds_keep_to_their_span(asked: float, given_: float) -> None:
    changed = with_step_seconds(ABC, 1, asked)

    assert [step.seconds for step in changed.steps] == [30, given_, 30]


@pytest.mark.parametrize("only", [Side.LEFT, Side.RIGHT, None])
def test_a_step_may_keep_to_one_leg(only: Side | None) -> None:
    changed = with_only_side(with_only_side(ABC, 2, Side.LEFT), 2, only)

    assert [step.only_side for step in changed.steps] == [None, None, only]


def test_the_rest_of_a_routine() -> None:
    changed = with_kind(with_legs(ABC, Legs.ONE, Side.RIGHT), RoutineKind.RESCUE)

    assert (changed.legs, changed.start_leg, changed.kind) == (Legs.ONE, Side.RIGHT, RoutineKind.RESCUE)
    assert changed.steps == ABC.steps


@each_case(
    ("typed", "title"),
    [
        ("My evening", "My evening"),
        ("  My \t evening\n", "My evening"),
        ("Füße 🦶", "Füße 🦶"),
        ("Doctor’s 👩‍⚕️", "Doctor’s 👩‍⚕️"),
        ("a\x00b", "a b"),
        ("x" * 80, "x" * MAX_TITLE_LENGTH),
    ],
)
def test_a_name_is_one_tidy_line(typed: str, title: str) -> None:
    assert with_title(ABC, typed).title == title


@each_case("typed", ["", "   ", "\n\t", "\x00"])
def test_a_name_is_never_blank(typed: str) -> None:
    with pytest.raises(ValueError, match="name"):
        with_title(ABC, typed)


def test_a_note_may_be_blank() -> None:
    assert with_note(with_note(ABC, " Slowly.\n"), "").note == ""
    assert len(with_note(ABC, "word " * 200).note) <= MAX_ROUTINE_NOTE_LENGTH


@given(st.text(), st.integers(1, 80))
def test_whatever_is_typed_comes_out_as_one_line(text: str, longest: int) -> None:
    made = as_one_line(text, longest)

    assert is_one_line(made)
    assert len(made) <= longest
    assert as_one_line(made, longest) == made


@each_case(
    ("title", "taken", "free"),
    [
        ("Evening", [], "Evening"),
        ("Evening", ["Morning"], "Evening"),
        ("Evening", ["evening"], "Evening (copy)"),
        ("Evening", ["EVENING", "Evening (copy)"], "Evening (copy 2)"),
        ("Evening (copy)", ["Evening (copy)"], "Evening (copy 2)"),
        ("x" * 60, ["x" * 60], "x" * 53 + " (copy)"),
    ],
)
def test_a_name_that_is_taken_gets_an_ending(title: str, taken: list[str], free: str) -> None:
    assert unused_title(title, taken) == free
    assert len(free) <= MAX_TITLE_LENGTH
