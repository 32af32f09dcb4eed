"""Massage routines: their steps in order, and the segments that a session goes through.

A segment is a step done on one leg, or on both legs together.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from rlscompanion.domain.named_word import NamedWord

LEAD_IN_SECONDS = 5.0
"""Seconds at the start of every segment, before the work, to read and to place the hands."""


class Technique(NamedWord):
    """What the hands or the leg do in a step, in the terms of massage, such as effleurage."""

    BREATHING = "breathing", "Slow breathing"
    MOVEMENT = "movement", "Gentle movement"
    FEATHER = "feather", "Feather-light strokes (light effleurage)"
    HOLDING = "holding", "Resting hands (holding)"
    EFFLEURAGE = "effleurage", "Long gliding strokes (effleurage)"
    DEEP_EFFLEURAGE = "deep_effleurage", "Slow deep strokes (deep effleurage)"
    PETRISSAGE = "petrissage", "Grasp, lift, release (petrissage)"
    FRICTION = "friction", "Small circles (friction)"
    SUSTAINED_PRESSURE = "sustained_pressure", "Steady pressure"
    TRACTION = "traction", "Circles and a gentle pull (traction)"
    STRETCH = "stretch", "Held stretch"
    TENSE_RELEASE = "tense_release", "Tense, then release (progressive relaxation)"


class Side(StrEnum):
    """The left leg, the right leg, or both legs together."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"


TECHNIQUE_TITLES = {technique: technique.display_name for technique in Technique}
SIDE_TITLES = {Side.LEFT: "left leg", Side.RIGHT: "right leg", Side.BOTH: "both legs"}


class Legs(StrEnum):
    """Whether a routine's steps are done on one leg and then the other leg, or on the start leg only."""

    BOTH = "both"
    ONE = "one"


class RoutineKind(StrEnum):
    """What a routine is for: the wind-down (massage before bed), or the rescue (short massage at night)."""

    WIND_DOWN = "wind_down"
    RESCUE = "rescue"


class Posture(StrEnum):
    """How the body sits, lies or stands in a step; a value is also the name of the figure that shows it."""

    ANKLE_ON_KNEE = "ankle_on_knee"
    STOOL = "stool"
    KNEE_UP = "knee_up"
    CHAIR = "chair"
    PROPPED = "propped"
    LYING_WITH_STRAP = "lying_with_strap"
    AT_A_WALL = "at_a_wall"
    STANDING = "standing"
    ON_THE_EDGE = "on_the_edge"
    ON_THE_BACK = "helped_back"
    ON_THE_FRONT = "helped_front"


@dataclass(frozen=True)
class PictureNames:
    """The picture of a step, as names in the file of figures: figure, area, motion and path."""

    figure: str
    area: str = ""
    motion: str = ""
    path: str = ""


@dataclass(frozen=True)
class Cues:
    """The words shown and spoken in a step: as the work starts, from half time on, in the last seconds."""

    start: str
    midway: str
    last: str


@dataclass(frozen=True)
class Stance:
    """A posture, and the area of the body that is massaged in this posture.

    `area` is empty if the step's own figure shows the whole body.
    """

    posture: Posture
    area: str = ""


@dataclass(frozen=True)
class HelperVersion:
    """The parts of a step that differ if a helper massages: position, stance and pictures."""

    position: str
    stance: Stance
    picture: PictureNames
    midway_picture: PictureNames | None = None


@dataclass(frozen=True)
class Step:
    """One instruction of a routine.

    `seconds` is the time for each leg if `per_side`, otherwise the total time. `pressure` is a range on a
    scale of 10, None for a step without pressure. `only_side` limits a step that is done per leg to one of
    the legs. `midway_picture` replaces the picture from half time on. `helper_version` is None if the step is
    the same with a helper.
    """

    key: str
    title: str
    area: str
    technique: Technique
    seconds: float
    per_side: bool
    cues: Cues
    picture: PictureNames
    muscles: str = ""
    position: str = ""
    direction: str = ""
    caution: str = ""
    pressure: tuple[int, int] | None = None
    midway_picture: PictureNames | None = None
    only_side: Side | None = None
    stance: Stance | None = None
    helper_version: HelperVersion | None = None

    def __post_init__(self) -> None:
        if self.seconds <= 0:
            raise ValueError("seconds must be more than zero")
        if self.pressure is not None and not 1 <= self.pressure[0] <= self.pressure[1] <= 5:
            raise ValueError("pressure must lie between 1 and 5, the lower first")


@dataclass(frozen=True)
class Routine:
    """A named massage routine: steps in order.

    `start_leg` comes first; if `legs` is ONE, it is the only leg. `by_helper` means that someone else
    massages.
    """

    key: str
    title: str
    kind: RoutineKind
    steps: tuple[Step, ...]
    note: str = ""
    legs: Legs = Legs.BOTH
    start_leg: Side = Side.LEFT
    by_helper: bool = False

    def __post_init__(self) -> None:
        if not self.steps:
            raise ValueError("a routine has at least one step")
        if self.start_leg is Side.BOTH:
            raise ValueError("a routine starts on one leg")


@dataclass(frozen=True)
class Segment:
    """A step done on one leg, or on both legs together: first a lead-in to get ready, then the work itself.

    `lead_in` is in seconds.
    """

    step: Step
    side: Side
    lead_in: float = LEAD_IN_SECONDS

    @property
    def seconds(self) -> float:
        """The seconds of the segment in total, including the lead-in."""
        return self.lead_in + self.step.seconds


def with_start_leg(routine: Routine, leg: Side) -> Routine:
    """The routine with `leg` as its start leg. Raises ValueError for Side.BOTH."""
    return replace(routine, start_leg=leg)


NOTE_TO_HELPER = "For your helper: sit at the foot end, warm your hands, and ask how firm feels good."


def with_helper(routine: Routine) -> Routine:
    """The routine as a helper does it: with other pictures and positions, and the same times."""
    steps = tuple(_step_with_helper(step) for step in routine.steps)
    return replace(routine, steps=steps, by_helper=True, note=f"{NOTE_TO_HELPER} {routine.note}".strip())


def _step_with_helper(step: Step) -> Step:
    if step.helper_version is None:
        return step
    return replace(
        step,
        position=step.helper_version.position,
        stance=step.helper_version.stance,
        picture=step.helper_version.picture,
        midway_picture=step.helper_version.midway_picture,
    )


def with_foot_on_stool(stance: Stance | None) -> Stance | None:
    """The stance with the foot on a stool instead of the ankle on the other thigh.

    The stool is for people whose hip or knee does not allow the ankle on the thigh. Other stances stay the
    same.
    """
    if stance is None or stance.posture is not Posture.ANKLE_ON_KNEE:
        return stance
    return replace(stance, posture=Posture.STOOL)


FOOT_ON_STOOL_TEXT = "Foot on a stool or the bed in front of you"


def position_text(step: Step, on_stool: bool) -> str:
    """How to sit or lie for a step, in words.

    If `on_stool` is true, a foot on a stool replaces the ankle on the other thigh.
    """
    return (
        FOOT_ON_STOOL_TEXT if on_stool and with_foot_on_stool(step.stance) != step.stance else step.position
    )


def routine_segments(routine: Routine) -> tuple[Segment, ...]:
    """The segments of a routine in order.

    Each step is done on the start leg and then on the other leg, or once for both legs.
    """
    return tuple(Segment(step, side) for step in routine.steps for side in _sides_of_step(step, routine))


def _sides_of_step(step: Step, routine: Routine) -> tuple[Side, ...]:
    if not step.per_side:
        return (Side.BOTH,)
    if step.only_side is not None:
        return (step.only_side,)
    if routine.legs is Legs.ONE:
        return (routine.start_leg,)
    return (Side.RIGHT, Side.LEFT) if routine.start_leg is Side.RIGHT else (Side.LEFT, Side.RIGHT)


def massage_seconds(segments: Sequence[Segment]) -> float:
    """The seconds of work in these segments, without lead-ins; a routine's title states them in minutes."""
    return sum(segment.step.seconds for segment in segments)


def total_seconds(segments: Sequence[Segment]) -> float:
    """The seconds that these segments take from start to end, including lead-ins."""
    return sum(segment.seconds for segment in segments)


def firmness_word(pressure: tuple[int, int]) -> str:
    """The word for a range of pressure on the scale of 10, such as "light" or "firm"."""
    return "light" if pressure[1] <= 3 else "firm"


def pressure_text(step: Step) -> str:
    """The pressure of a step in words, such as "Firm pressure, 4 to 5 of 10"; empty without pressure.

    The text has non-breaking spaces, so that it stays on one line.
    """
    if step.pressure is None:
        return ""
    low, high = step.pressure
    amount = f"{low}" if low == high else f"{low} to {high}"
    return f"{firmness_word(step.pressure).capitalize()} pressure, {amount} of 10".replace(
        " ", "\N{NO-BREAK SPACE}"
    )
