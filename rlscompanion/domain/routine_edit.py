"""Edits of a routine by the person, and the limits of edits. Every edit returns a new routine."""

import re
from collections.abc import Collection
from dataclasses import replace

from rlscompanion.domain.routine import Legs, Routine, RoutineKind, Side, Step

MIN_STEP_SECONDS, MAX_STEP_SECONDS = 5, 600
"""The limits of the seconds of work in a step."""
MAX_ROUTINE_STEPS = 60
MAX_TITLE_LENGTH = 60
"""The most characters of a routine's name."""
MAX_ROUTINE_NOTE_LENGTH = 400
"""The most characters of a routine's note."""


_COPY_ENDING = re.compile(r" \(copy( \d+)?\)$")
_CONTROL_CHARACTERS = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029]")
"""Line breaks and other control characters: the Unicode categories Cc, Cs, Zl and Zp.

No version of Unicode changes these categories.
"""


def is_one_line(text: str) -> bool:
    """Whether a text has neither line breaks nor other control characters."""
    return _CONTROL_CHARACTERS.search(text) is None


def as_one_line(text: str, max_length: int) -> str:
    """The text as one line, with single spaces between words, cut to at most `max_length` characters."""
    return " ".join("".join(each if is_one_line(each) else " " for each in text).split())[
        :max_length
    ].rstrip()


def unused_title(title: str, taken: Collection[str]) -> str:
    """A title that is not in `taken`: the given title, or the title with "(copy)" or "(copy 2)" added.

    Small and capital letters count as the same.
    """
    folded = {each.casefold() for each in taken}
    stem = _COPY_ENDING.sub("", title)
    number = 0
    made = title
    while made.casefold() in folded:
        number += 1
        ending = " (copy)" if number == 1 else f" (copy {number})"
        made = stem[: MAX_TITLE_LENGTH - len(ending)].rstrip() + ending
    return made


def with_step_added(routine: Routine, step: Step, index: int) -> Routine:
    """The routine with a step added at an index (from 0). Raises ValueError at MAX_ROUTINE_STEPS steps."""
    if len(routine.steps) >= MAX_ROUTINE_STEPS:
        raise ValueError(f"a routine has at most {MAX_ROUTINE_STEPS} steps")
    return replace(routine, steps=(*routine.steps[:index], step, *routine.steps[index:]))


def without_step(routine: Routine, index: int) -> Routine:
    """The routine without the step at an index. Raises ValueError if the routine has only this step."""
    return replace(routine, steps=routine.steps[:index] + routine.steps[index + 1 :])


def with_step_moved(routine: Routine, index: int, to: int) -> Routine:
    """The routine with the step at an index moved to the index `to`, or to the nearer end of the list."""
    steps = list(routine.steps)
    step = steps.pop(index)
    steps.insert(min(max(to, 0), len(steps)), step)
    return replace(routine, steps=tuple(steps))


def with_step_seconds(routine: Routine, index: int, seconds: float) -> Routine:
    """The routine with the seconds of the step at an index set, from MIN_STEP_SECONDS to MAX_STEP_SECONDS."""
    kept = float(min(max(seconds, MIN_STEP_SECONDS), MAX_STEP_SECONDS))
    return _with_step_changed(routine, index, replace(routine.steps[index], seconds=kept))


def with_only_side(routine: Routine, index: int, only: Side | None) -> Routine:
    """The routine with the step at an index limited to one leg; None lifts the limit."""
    return _with_step_changed(routine, index, replace(routine.steps[index], only_side=only))


def with_legs(routine: Routine, legs: Legs, start_leg: Side) -> Routine:
    """The routine set to both legs or to one leg, with the leg to start on.

    Raises ValueError for Side.BOTH as the start leg.
    """
    return replace(routine, legs=legs, start_leg=start_leg)


def with_title(routine: Routine, title: str) -> Routine:
    """The routine with a new name. Raises ValueError for a blank name."""
    title = as_one_line(title, MAX_TITLE_LENGTH)
    if not title:
        raise ValueError("a routine has a name")
    return replace(routine, title=title)


def with_note(routine: Routine, note: str) -> Routine:
    """The routine with a new note; the note is shown at the first step."""
    return replace(routine, note=as_one_line(note, MAX_ROUTINE_NOTE_LENGTH))


def with_kind(routine: Routine, kind: RoutineKind) -> Routine:
    """The routine for another purpose: the wind-down before bed, or the rescue at night."""
    return replace(routine, kind=kind)


def _with_step_changed(routine: Routine, index: int, step: Step) -> Routine:
    return replace(routine, steps=(*routine.steps[:index], step, *routine.steps[index + 1 :]))
