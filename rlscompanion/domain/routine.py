"""What a routine is: steps in order, and the segments they unfold into."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

LEAD_IN_SECONDS = 5.0
"""Stands before every segment: time to read and to place the hands."""


class Technique(StrEnum):
    """How the hands or the leg move, in the terms of the massage field."""

    BREATHING = "breathing"
    MOVEMENT = "movement"
    EFFLEURAGE = "effleurage"
    PETRISSAGE = "petrissage"
    FRICTION = "friction"
    SUSTAINED_PRESSURE = "sustained_pressure"
    TRACTION = "traction"
    STRETCH = "stretch"


TECHNIQUE_TITLES: dict[Technique, str] = {
    Technique.BREATHING: "Slow breathing",
    Technique.MOVEMENT: "Gentle movement",
    Technique.EFFLEURAGE: "Long gliding strokes (effleurage)",
    Technique.PETRISSAGE: "Grasp, lift, release (petrissage)",
    Technique.FRICTION: "Small circles (friction)",
    Technique.SUSTAINED_PRESSURE: "Steady pressure",
    Technique.TRACTION: "Circles and a gentle pull (traction)",
    Technique.STRETCH: "Held stretch",
}


class Side(StrEnum):
    """Which leg a segment is for."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"


SIDE_TITLES: dict[Side, str] = {Side.LEFT: "left leg", Side.RIGHT: "right leg", Side.BOTH: "both legs"}


class RoutineKind(StrEnum):
    """What a routine is for."""

    WIND_DOWN = "wind_down"
    RESCUE = "rescue"


@dataclass(frozen=True)
class Picture:
    """Which figure shows a step: names that the figure file defines."""

    figure: str
    area: str = ""
    motion: str = ""
    path: str = ""


@dataclass(frozen=True)
class Step:
    """One instruction. `seconds` are per side where `per_side`, otherwise in all.

    `pressure` is a range on a scale of 10, None where nothing is pressed.
    """

    key: str
    title: str
    area: str
    technique: Technique
    seconds: float
    per_side: bool
    cue: str
    picture: Picture
    position: str = ""
    direction: str = ""
    caution: str = ""
    pressure: tuple[int, int] | None = None

    def __post_init__(self) -> None:
        if self.seconds <= 0:
            raise ValueError("seconds must be more than zero")
        if self.pressure is not None and not 1 <= self.pressure[0] <= self.pressure[1] <= 5:
            raise ValueError("pressure must lie between 1 and 5, the lower first")


@dataclass(frozen=True)
class Routine:
    """Steps in order, under a name."""

    key: str
    title: str
    kind: RoutineKind
    steps: tuple[Step, ...]
    note: str = ""

    def __post_init__(self) -> None:
        if not self.steps:
            raise ValueError("a routine has at least one step")


@dataclass(frozen=True)
class Segment:
    """A step done on one side: a lead-in, then the work itself, in seconds."""

    step: Step
    side: Side
    lead_in: float = LEAD_IN_SECONDS

    @property
    def seconds(self) -> float:
        """Seconds in all, the lead-in among them."""
        return self.lead_in + self.step.seconds


def unfold(routine: Routine, first: Side = Side.LEFT) -> tuple[Segment, ...]:
    """The segments of a routine: each step on the first leg and then the other, or once for both."""
    sides = (Side.RIGHT, Side.LEFT) if first is Side.RIGHT else (Side.LEFT, Side.RIGHT)
    return tuple(
        Segment(step, side) for step in routine.steps for side in (sides if step.per_side else (Side.BOTH,))
    )


def massage_seconds(segments: Sequence[Segment]) -> float:
    """Seconds of work, without the lead-ins: the time a routine is named after."""
    return sum(segment.step.seconds for segment in segments)


def total_seconds(segments: Sequence[Segment]) -> float:
    """Seconds from start to end, lead-ins included."""
    return sum(segment.seconds for segment in segments)
