"""Adapts a routine to the person's health answers.

Says which steps are left out or made lighter, and why. A verdict is what the safety screen (the health
questions) allows tonight; a finding is a condition or symptom that the person ticked.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from rlscompanion.domain.routine import Cues, Routine, RoutineKind, Step, Technique
from rlscompanion.domain.safety import (
    REDUCED_FEELING_FINDINGS,
    Cause,
    Finding,
    MissingAnswer,
    RestrictionLevel,
    Verdict,
)

HAND_TECHNIQUES = frozenset(
    {
        Technique.FEATHER,
        Technique.HOLDING,
        Technique.EFFLEURAGE,
        Technique.DEEP_EFFLEURAGE,
        Technique.PETRISSAGE,
        Technique.FRICTION,
        Technique.SUSTAINED_PRESSURE,
        Technique.TRACTION,
    }
)
"""The massage techniques in which hands touch the leg."""

DEEP_TECHNIQUES = frozenset({Technique.DEEP_EFFLEURAGE, Technique.SUSTAINED_PRESSURE})
"""The massage techniques that are left out under any restriction."""

_LIGHT_STROKE_TECHNIQUES = frozenset({Technique.FEATHER, Technique.EFFLEURAGE})
_EFFORT_TECHNIQUES = frozenset({Technique.TENSE_RELEASE})
_ALL_TECHNIQUES = frozenset(Technique)

LIGHT_PRESSURE = (1, 2)
"""The pressure range of light strokes, on the scale of 10."""

MIN_FIRM_PRESSURE = 4
"""The pressure (on the scale of 10) from which a stroke is left out instead of made lighter."""

LIGHT_START_CUE = "Feather-light strokes only, upward."
LIGHT_MIDWAY_CUE = "Halfway. Still feather-light."
"""The words spoken at half time of a step that is made lighter; LIGHT_START_CUE is spoken at its start."""


WALKING_STEP_KEY, BREATHING_STEP_KEY, BREATHING_ROUTINE_KEY = "walking", "breath", "breathing"
"""The keys of the walking step, of the breathing step, and of the routine that consists of breathing."""

EVENING_MOVEMENT_ROUTINE_KEY, NIGHT_MOVEMENT_ROUTINE_KEY = "movement_only", "rescue_movement"
"""The keys of the two routines that need no hands: for the evening, and for the night."""

BREATHING_SECONDS = {RoutineKind.WIND_DOWN: 300.0, RoutineKind.RESCUE: 240.0}


class LegPart(StrEnum):
    """A part of the leg that a finding (a ticked condition or symptom) can exclude from massage."""

    FOOT = "foot"
    ANKLE = "ankle"
    LOWER_LEG = "lower_leg"
    THIGH = "thigh"


_ALL_PARTS = frozenset(LegPart)
_PARTS_BY_AREA: dict[str, frozenset[LegPart]] = {
    "foot": frozenset({LegPart.FOOT, LegPart.ANKLE}),
    "sole": frozenset({LegPart.FOOT}),
    "toes": frozenset({LegPart.FOOT}),
    "achilles": frozenset({LegPart.ANKLE, LegPart.LOWER_LEG}),
    "calf": frozenset({LegPart.ANKLE, LegPart.LOWER_LEG}),
    "calf-belly": frozenset({LegPart.LOWER_LEG}),
    "calf-tender": frozenset({LegPart.LOWER_LEG}),
    "shin": frozenset({LegPart.LOWER_LEG}),
    "thigh": frozenset({LegPart.THIGH}),
    "hamstrings": frozenset({LegPart.THIGH}),
}
"""The parts of the leg that belong to each area of the figures; any other area counts as the whole leg."""


@dataclass(frozen=True)
class Restrictions:
    """The restrictions on a routine that follow from one cause, such as a ticked condition.

    Steps with `removed_techniques` are left out. Steps that touch `skipped_parts` of the leg are left out
    too. If `allowed_movements` is set, it holds the keys of the only movement steps allowed.
    `pressure_limits` gives the highest pressure by part of the leg. `caution` is a sentence added to each
    step that is done with hands.
    """

    removed_techniques: frozenset[Technique] = frozenset()
    allowed_movements: frozenset[str] | None = None
    skipped_parts: frozenset[LegPart] = frozenset()
    pressure_limits: Mapping[LegPart, int] = field(default_factory=dict)
    caution: str = ""


_GENTLE_MOVEMENT_KEYS = frozenset({WALKING_STEP_KEY, "ankle", "ankle_pumps"})
_REMOVED_WITHOUT_MASSAGE = HAND_TECHNIQUES | {Technique.STRETCH} | _EFFORT_TECHNIQUES
_RESTRICTIONS_WITHOUT_MASSAGE = Restrictions(
    _REMOVED_WITHOUT_MASSAGE, allowed_movements=_GENTLE_MOVEMENT_KEYS
)
_REMOVED_IF_LIGHT_ONLY = HAND_TECHNIQUES - _LIGHT_STROKE_TECHNIQUES - {Technique.HOLDING}
_LIGHT_PRESSURE_LIMITS = dict.fromkeys(LegPart, LIGHT_PRESSURE[1])
# A stretch can go too far unfelt, and its strap pulls at the skin.
_RESTRICTIONS_IF_FEELING_REDUCED = Restrictions(
    _REMOVED_IF_LIGHT_ONLY | {Technique.STRETCH},
    pressure_limits=_LIGHT_PRESSURE_LIMITS,
    caution="Look at the skin while you stroke it.",
)

_RESTRICTIONS_BY_LEVEL: dict[RestrictionLevel, Restrictions] = {
    RestrictionLevel.EMERGENCY: Restrictions(_ALL_TECHNIQUES),
    RestrictionLevel.SAME_DAY: Restrictions(
        _REMOVED_WITHOUT_MASSAGE, allowed_movements=frozenset({WALKING_STEP_KEY})
    ),
    RestrictionLevel.ASK_FIRST: _RESTRICTIONS_WITHOUT_MASSAGE,
    RestrictionLevel.UNASKED: _RESTRICTIONS_WITHOUT_MASSAGE,
    RestrictionLevel.POSTPONE: _RESTRICTIONS_WITHOUT_MASSAGE,
    RestrictionLevel.LIGHT: Restrictions(_REMOVED_IF_LIGHT_ONLY, pressure_limits=_LIGHT_PRESSURE_LIMITS),
    # What needed a professional's word first never gets the firmer massage.
    RestrictionLevel.WITH_CARE: Restrictions(
        DEEP_TECHNIQUES | {Technique.PETRISSAGE, Technique.FRICTION},
        pressure_limits=dict.fromkeys(LegPart, MIN_FIRM_PRESSURE - 1),
    ),
    RestrictionLevel.CLEAR: Restrictions(),
}
_RESTRICTIONS_BY_FINDING: dict[Finding | MissingAnswer, Restrictions] = {
    # A fresh injury rests.
    Finding.ACUTE_INJURY: Restrictions(_REMOVED_WITHOUT_MASSAGE, allowed_movements=frozenset()),
    Finding.VARICOSE_VEINS: Restrictions(
        _REMOVED_IF_LIGHT_ONLY,
        pressure_limits=_LIGHT_PRESSURE_LIMITS,
        caution="Beside the veins, never on them.",
    ),
    Finding.FRAGILE_SKIN: Restrictions(
        _REMOVED_IF_LIGHT_ONLY | {Technique.STRETCH},
        pressure_limits=_LIGHT_PRESSURE_LIMITS,
        caution="Not over bruises or sore skin.",
    ),
    Finding.WOUND_FOOT: Restrictions(DEEP_TECHNIQUES, skipped_parts=frozenset({LegPart.FOOT, LegPart.ANKLE})),
    Finding.WOUND_LOWER_LEG: Restrictions(
        DEEP_TECHNIQUES, skipped_parts=frozenset({LegPart.LOWER_LEG, LegPart.ANKLE})
    ),
    Finding.WOUND_THIGH: Restrictions(DEEP_TECHNIQUES, skipped_parts=frozenset({LegPart.THIGH})),
}


def restrictions_of(cause: Cause) -> Restrictions:
    """The restrictions on a routine that follow from one cause of a safety verdict."""
    if cause.source in REDUCED_FEELING_FINDINGS and cause.level is RestrictionLevel.LIGHT:
        return _RESTRICTIONS_IF_FEELING_REDUCED
    return _RESTRICTIONS_BY_FINDING.get(cause.source, _RESTRICTIONS_BY_LEVEL[cause.level])


class ChangeKind(StrEnum):
    """How a step was changed: left out, or made lighter."""

    LEFT_OUT = "left_out"
    MADE_LIGHTER = "softened"


_CHANGE_WORDS = {
    ChangeKind.LEFT_OUT: "leaves out",
    ChangeKind.MADE_LIGHTER: "uses only light pressure for",
}


@dataclass(frozen=True)
class StepChange:
    """A step that was left out or made lighter, and the reasons in words."""

    key: str
    title: str
    kind: ChangeKind
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class AdaptedRoutine:
    """What a safety verdict leaves of a routine, and how the routine's steps were changed.

    `routine` is None if no step is left.
    """

    routine: Routine | None
    changes: tuple[StepChange, ...] = ()
    is_startable: bool = True
    """Whether the routine can start without further questions, because its main steps are kept."""

    @property
    def routine_if_startable(self) -> Routine | None:
        """The adapted routine if it can start without further questions, otherwise None."""
        return self.routine if self.is_startable else None

    @property
    def note(self) -> str:
        """A note on which steps were left out or made lighter, and why; empty without changes."""
        by_reasons = dict.fromkeys(change.reasons for change in self.changes)
        return " ".join(
            f"Because of {', and '.join(reasons)}, the routine {' and '.join(self._changes_for(reasons))}."
            for reasons in by_reasons
        )

    @property
    def is_shorter(self) -> bool:
        """Whether steps were left out."""
        return any(change.kind is ChangeKind.LEFT_OUT for change in self.changes)

    def _changes_for(self, reasons: tuple[str, ...]) -> list[str]:
        """The changes for these reasons in words, such as "leaves out “Sole” and “Shin”"."""
        found: dict[ChangeKind, dict[str, None]] = {kind: {} for kind in ChangeKind}
        for change in self.changes:
            if change.reasons == reasons:
                found[change.kind][change.title] = None
        return [
            f"{_CHANGE_WORDS[kind]} {_titles_text(list(titles))}" for kind, titles in found.items() if titles
        ]


def adapt_routine(routine: Routine, verdict: Verdict) -> AdaptedRoutine:
    """Adapt a routine to a verdict of the safety screen (what the health answers allow).

    The note of the adapted routine names the changes first, then continues with the original note.
    """
    steps: list[Step] = []
    changes: list[StepChange] = []
    for step in routine.steps:
        takers = [cause for cause in verdict.causes if _is_left_out(step, restrictions_of(cause))]
        if takers:
            changes.append(_step_change(step, ChangeKind.LEFT_OUT, takers))
            continue
        steps.append(_with_lowest_pressure(step, verdict))
        limiters = [cause for cause in verdict.causes if _is_limited(step, restrictions_of(cause))]
        if limiters:
            changes.append(_step_change(step, ChangeKind.MADE_LIGHTER, limiters))
    if not steps:
        return AdaptedRoutine(None, tuple(changes), is_startable=False)
    is_meant_for_hands = any(step.technique in HAND_TECHNIQUES for step in routine.steps)
    is_enough = not is_meant_for_hands or any(is_massage(step) for step in steps)
    is_open = (is_enough and not verdict.is_locked) or len(steps) == len(routine.steps)
    made = AdaptedRoutine(replace(routine, steps=tuple(steps)), tuple(changes), is_open)
    note = f"{made.note} {routine.note}".strip()
    return replace(made, routine=replace(routine, steps=tuple(steps), note=note))


def breathing_routine(
    steps: Iterable[Step], kind: RoutineKind, seconds: float | None = None
) -> Routine | None:
    """A routine of slow breathing that lasts `seconds`, for nights when massage is not allowed.

    The breathing step is taken from `steps`; the result is None if `steps` lacks it. The default length for
    each kind of routine is in BREATHING_SECONDS.
    """
    step = next((each for each in steps if each.key == BREATHING_STEP_KEY and not is_massage(each)), None)
    if step is None:
        return None
    return Routine(
        BREATHING_ROUTINE_KEY, "Breathing", kind, (replace(step, seconds=seconds or BREATHING_SECONDS[kind]),)
    )


def walking_routine(rescues: Iterable[Routine], verdict: Verdict) -> Routine | None:
    """The first night routine that keeps its walking step after adaptation to a safety verdict.

    `rescues` are the routines for the night. The result is adapted, but with its original note; None if no
    routine keeps the walking step.
    """
    for rescue in rescues:
        left = adapt_routine(rescue, verdict).routine
        if left is not None and any(step.key == WALKING_STEP_KEY for step in left.steps):
            return replace(left, note=rescue.note)
    return None


def movement_routine(routines: Iterable[Routine], verdict: Verdict) -> Routine | None:
    """The first routine without hands that keeps a movement after adaptation to a safety verdict.

    The result is adapted; None if no routine keeps a movement.
    """
    for routine in routines:
        needs_none = routine.key in (EVENING_MOVEMENT_ROUTINE_KEY, NIGHT_MOVEMENT_ROUTINE_KEY)
        left = adapt_routine(routine, verdict).routine if needs_none else None
        if left is not None and any(step.technique is Technique.MOVEMENT for step in left.steps):
            return left
    return None


def allows_walking(verdict: Verdict) -> bool:
    """Whether a verdict of the safety screen allows walking."""
    rules = [restrictions_of(cause) for cause in verdict.causes]
    return not any(
        Technique.MOVEMENT in rule.removed_techniques
        or (rule.allowed_movements is not None and WALKING_STEP_KEY not in rule.allowed_movements)
        for rule in rules
    )


def allows_stretches(verdict: Verdict) -> bool:
    """Whether a verdict of the safety screen allows held stretches."""
    return not any(Technique.STRETCH in restrictions_of(cause).removed_techniques for cause in verdict.causes)


def is_massage(step: Step) -> bool:
    """Whether hands or a stretch work on the leg in a step; any pressure counts as hands."""
    return (
        step.technique in HAND_TECHNIQUES or step.technique is Technique.STRETCH or step.pressure is not None
    )


def touched_parts(step: Step) -> frozenset[LegPart]:
    """The parts of the leg that a massage step touches in any of its pictures.

    An unknown area counts as the whole leg, and so does a stretch.
    """
    if not is_massage(step):
        return frozenset()
    if step.technique is Technique.STRETCH:
        return _ALL_PARTS
    pictures = [step.picture, step.midway_picture]
    if step.helper_version is not None:
        pictures += [step.helper_version.picture, step.helper_version.midway_picture]
    shown = (each for each in pictures if each is not None)
    return frozenset[LegPart]().union(*(_PARTS_BY_AREA.get(each.area, _ALL_PARTS) for each in shown))


def _step_change(step: Step, kind: ChangeKind, causes: list[Cause]) -> StepChange:
    return StepChange(step.key, step.title, kind, tuple(dict.fromkeys(cause.reason for cause in causes)))


def _is_left_out(step: Step, rule: Restrictions) -> bool:
    if step.technique in rule.removed_techniques or rule.skipped_parts & touched_parts(step):
        return True
    if is_massage(step):
        no_hands = rule.removed_techniques >= HAND_TECHNIQUES
        return no_hands or (_is_limited(step, rule) and not _can_be_light(step))
    if step.technique is not Technique.MOVEMENT or rule.allowed_movements is None:
        return False
    return step.key not in rule.allowed_movements


def _is_limited(step: Step, rule: Restrictions) -> bool:
    limit = _pressure_limit(step, rule)
    if limit is None or step.technique is Technique.STRETCH:
        return False
    if step.pressure is None:
        return step.technique is not Technique.FEATHER
    return step.pressure[1] > limit


def _pressure_limit(step: Step, rule: Restrictions) -> int | None:
    return min(
        (rule.pressure_limits[part] for part in touched_parts(step) if part in rule.pressure_limits),
        default=None,
    )


def _can_be_light(step: Step) -> bool:
    return step.technique in _LIGHT_STROKE_TECHNIQUES and (
        step.pressure is None or step.pressure[1] < MIN_FIRM_PRESSURE
    )


def _with_lowest_pressure(step: Step, verdict: Verdict) -> Step:
    """The step with the lowest pressure that any cause of the verdict asks for, and with all cautions."""
    rules = [restrictions_of(cause) for cause in verdict.causes]
    if any(_is_limited(step, rule) for rule in rules):
        cues = Cues(LIGHT_START_CUE, LIGHT_MIDWAY_CUE, step.cues.last)
        step = replace(step, technique=Technique.FEATHER, pressure=LIGHT_PRESSURE, cues=cues)
    cautions = (rule.caution for rule in rules if rule.caution and step.technique in HAND_TECHNIQUES)
    return replace(step, caution=" ".join(dict.fromkeys((*cautions, step.caution))).strip())


def _titles_text(titles: list[str]) -> str:
    quoted = [f"“{title}”" for title in titles]
    return " and ".join(filter(None, (", ".join(quoted[:-1]), quoted[-1])))
