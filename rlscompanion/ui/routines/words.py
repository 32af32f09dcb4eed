"""Texts about a massage routine and its steps, such as how long each step takes."""

import re

from rlscompanion.domain.routine import (
    SIDE_TITLES,
    Routine,
    Segment,
    Side,
    Step,
    pressure_text,
    routine_segments,
    total_seconds,
)
from rlscompanion.domain.routine_edit import MAX_STEP_SECONDS, MIN_STEP_SECONDS
from rlscompanion.ui.widgets.quantity_text import countdown_text

ALLOWED_SECONDS_TEXT = f"From {MIN_STEP_SECONDS} to {MAX_STEP_SECONDS} seconds."


def seconds_text(seconds: float) -> str:
    """A number of seconds as text, such as "45 s"."""
    return f"{round(seconds, 1):g}\N{NO-BREAK SPACE}s"


def parse_seconds(text: str) -> int | None:
    """Read a number of seconds from typed text ("90", "90 s", "1:30").

    Returns None if the text is invalid or the number is out of range.
    """
    minutes, colon, rest = text.replace("\N{NO-BREAK SPACE}", " ").strip().removesuffix("s").rpartition(":")
    parts = [part.strip() for part in ((minutes, rest) if colon else (rest,))]
    if not all(part.isascii() and part.isdigit() and len(part) <= 4 for part in parts):
        return None
    seconds = 60 * int(parts[0]) + int(parts[1]) if colon else int(parts[0])
    return seconds if MIN_STEP_SECONDS <= seconds <= MAX_STEP_SECONDS else None


def step_sides(routine: Routine, index: int) -> tuple[Side, ...]:
    """The legs on which the step at this index is done, in order.

    A step on both legs at once has one entry, Side.BOTH.
    """
    return tuple(segment.side for segment in _step_segments(routine, index))


def step_duration_text(routine: Routine, index: int) -> str:
    """How long the step at this index takes, as a short text: "2 × 45 s", "45 s left", "30 s"."""
    seconds = seconds_text(routine.steps[index].seconds)
    match step_sides(routine, index):
        case (Side.BOTH,):
            return seconds
        case (side,):
            return f"{seconds} {side.value}"
        case sides:
            return f"{len(sides)} × {seconds}"


def spoken_step_duration(routine: Routine, index: int) -> str:
    """How long the step at this index takes, in full words for a screen reader."""
    seconds = f"{round(routine.steps[index].seconds, 1):g} seconds"
    match step_sides(routine, index):
        case (Side.BOTH,):
            return seconds
        case (side,):
            return f"{seconds}, {SIDE_TITLES[side]}"
        case _:
            return f"{seconds} on each leg"


def routine_duration_text(routine: Routine) -> str:
    """How long a whole routine takes, in minutes and seconds such as "11:05"."""
    return countdown_text(total_seconds(routine_segments(routine)))


def export_file_name(title: str) -> str:
    """The file name proposed for exporting a routine with this title."""
    plain = re.sub(r'[\\/:*?"<>|]+', "-", title).strip(". -")
    return f"{plain or 'routine'}.toml"


def instructions_text(step: Step) -> str:
    """How to do a step, as one text: the body's position, the direction of the strokes, and the pressure."""
    parts = (step.position, step.direction, pressure_text(step))
    return "  ·  ".join(part for part in parts if part)


def _step_segments(routine: Routine, index: int) -> tuple[Segment, ...]:
    """The segments of the step at this index: each is the step on one leg, or on both at once."""
    only_it = Routine("", "", routine.kind, (routine.steps[index],), "", routine.legs, routine.start_leg)
    return routine_segments(only_it)
