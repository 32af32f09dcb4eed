"""Adapts a routine to the person's health answers: which steps are removed or made lighter, and why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from rlscompanion.domain.routine import Cues, Routine, RoutineKind, Step, Technique
from rlscompanion.domain.safety import FEELS_LESS, Cause, Finding, Gap, Level, Verdict

TOUCH = frozenset(
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
"""The techniques of the hands."""

DEEP = frozenset({Technique.DEEP_EFFLEURAGE, Technique.SUSTAINED_PRESSURE})
"""The techniques that are left out under any caution."""

_STROKES = frozenset({Technique.FEATHER, Technique.EFFLEURAGE})
_EFFORT = frozenset({Technique.TENSE_RELEASE})
_EVERYTHING = frozenset(Technique)

LIGHT = (1, 2)
"""The pressure of light strokes, of 10."""

FIRM = 4
"""A stroke meant with this pressure cannot be done lightly: it is left out instead."""

LIGHT_CUE = "Feather-light strokes only, upward."
STILL_LIGHT = "Halfway. Still feather-light."
"""The words added to a step that is made lighter."""


WALKING, BREATH, BREATHING = "walking", "breath", "breathing"
"""The keys of the steps that stay without massage, and of the routine that is made of breathing."""

MOVEMENT_ONLY, RESCUE_MOVEMENT = "movement_only", "rescue_movement"
"""The keys of the routines that need no hands, in the evening and at night."""

BREATHING_SECONDS = {RoutineKind.WIND_DOWN: 300.0, RoutineKind.RESCUE: 240.0}


class Part(StrEnum):
    """A part of the leg, as the safety screen distinguishes them."""

    FOOT = "foot"
    ANKLE = "ankle"
    LOWER_LEG = "lower_leg"
    THIGH = "thigh"


_ALL_PARTS = frozenset(Part)
_PARTS_BY_AREA: dict[str, frozenset[Part]] = {
    "foot": frozenset({Part.FOOT, Part.ANKLE}),
    "sole": frozenset({Part.FOOT}),
    "toes": frozenset({Part.FOOT}),
    "achilles": frozenset({Part.ANKLE, Part.LOWER_LEG}),
    "calf": frozenset({Part.ANKLE, Part.LOWER_LEG}),
    "calf-belly": frozenset({Part.LOWER_LEG}),
    "calf-tender": frozenset({Part.LOWER_LEG}),
    "shin": frozenset({Part.LOWER_LEG}),
    "thigh": frozenset({Part.THIGH}),
    "hamstrings": frozenset({Part.THIGH}),
}
"""The parts of the leg for each area of the figures; any other area counts as the whole leg."""


@dataclass(frozen=True)
class Rule:
    """The restrictions on a routine that follow from one cause, such as a ticked condition.

    `leaves_out` are the techniques that are removed, and `skips` the parts of the leg that are not touched;
    `movements`, if set, are the only movements allowed, by step key; `limits` is the highest pressure on a
    part of the leg; `caution` is added to strokes.
    """

    leaves_out: frozenset[Technique] = frozenset()
    movements: frozenset[str] | None = None
    skips: frozenset[Part] = frozenset()
    limits: Mapping[Part, int] = field(default_factory=dict)
    caution: str = ""


_GENTLE = frozenset({WALKING, "ankle", "ankle_pumps"})
_NO_HANDS = TOUCH | {Technique.STRETCH} | _EFFORT
_NO_MASSAGE = Rule(_NO_HANDS, movements=_GENTLE)
_LIGHT_ONLY = TOUCH - _STROKES - {Technique.HOLDING}
_LIGHT_LIMITS = dict.fromkeys(Part, LIGHT[1])
# A stretch can go too far unfelt, and its strap pulls at the skin.
_FEELS_LESS = Rule(
    _LIGHT_ONLY | {Technique.STRETCH}, limits=_LIGHT_LIMITS, caution="Look at the skin while you stroke it."
)

_BY_LEVEL: dict[Level, Rule] = {
    Level.EMERGENCY: Rule(_EVERYTHING),
    Level.SAME_DAY: Rule(_NO_HANDS, movements=frozenset({WALKING})),
    Level.ASK_FIRST: _NO_MASSAGE,
    Level.UNASKED: _NO_MASSAGE,
    Level.POSTPONE: _NO_MASSAGE,
    Level.LIGHT: Rule(_LIGHT_ONLY, limits=_LIGHT_LIMITS),
    # What needed a professional's word first never gets the firmer massage.
    Level.WITH_CARE: Rule(
        DEEP | {Technique.PETRISSAGE, Technique.FRICTION}, limits=dict.fromkeys(Part, FIRM - 1)
    ),
    Level.CLEAR: Rule(),
}
_BY_FINDING: dict[Finding | Gap, Rule] = {
    # A fresh injury rests.
    Finding.ACUTE_INJURY: Rule(_NO_HANDS, movements=frozenset()),
    Finding.VARICOSE_VEINS: Rule(
        _LIGHT_ONLY, limits=_LIGHT_LIMITS, caution="Beside the veins, never on them."
    ),
    Finding.FRAGILE_SKIN: Rule(
        _LIGHT_ONLY | {Technique.STRETCH}, limits=_LIGHT_LIMITS, caution="Not over bruises or sore skin."
    ),
    Finding.WOUND_FOOT: Rule(DEEP, skips=frozenset({Part.FOOT, Part.ANKLE})),
    Finding.WOUND_LOWER_LEG: Rule(DEEP, skips=frozenset({Part.LOWER_LEG, Part.ANKLE})),
    Finding.WOUND_THIGH: Rule(DEEP, skips=frozenset({Part.THIGH})),
}


def rule_of(cause: Cause) -> Rule:
    """The restrictions on a routine that follow from one cause of a safety verdict."""
    if cause.what in FEELS_LESS and cause.level is Level.LIGHT:
        return _FEELS_LESS
    return _BY_FINDING.get(cause.what, _BY_LEVEL[cause.level])


class Kind(StrEnum):
    """How a step was changed: left out, or made lighter."""

    LEFT_OUT = "left_out"
    SOFTENED = "softened"


@dataclass(frozen=True)
class Change:
    """A step that was left out or made lighter, and the reasons in words."""

    key: str
    title: str
    kind: Kind
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Adapted:
    """What a safety verdict leaves of a routine (None if no step), and how its steps were changed."""

    routine: Routine | None
    changes: tuple[Change, ...] = ()
    is_open: bool = True
    """Whether it can start without further questions, because its main steps are kept."""

    @property
    def startable(self) -> Routine | None:
        """The adapted routine if it can start without further questions, else None."""
        return self.routine if self.is_open else None

    @property
    def note(self) -> str:
        """A note on which steps were left out or made lighter, and why; empty without changes."""
        return " ".join(
            f"{words}: {_listed(titles)} ({'; '.join(reasons)})."
            for kind, words in ((Kind.LEFT_OUT, "Left out"), (Kind.SOFTENED, "Only light pressure"))
            for reasons, titles in self._by_reasons(kind).items()
        )

    def _by_reasons(self, kind: Kind) -> dict[tuple[str, ...], list[str]]:
        found: dict[tuple[str, ...], list[str]] = {}
        for change in self.changes:
            if change.kind is kind:
                titles = found.setdefault(change.reasons, [])
                if change.title not in titles:
                    titles.append(change.title)
        return found


def adapted(routine: Routine, verdict: Verdict) -> Adapted:
    """Adapt a routine to a verdict of the safety screen.

    The note of the adapted routine names the changes first, then continues with the original note.
    """
    steps: list[Step] = []
    changes: list[Change] = []
    for step in routine.steps:
        takers = [cause for cause in verdict.causes if _is_left_out(step, rule_of(cause))]
        if takers:
            changes.append(_change(step, Kind.LEFT_OUT, takers))
            continue
        steps.append(_as_light_as_asked(step, verdict))
        limiters = [cause for cause in verdict.causes if _is_limited(step, rule_of(cause))]
        if limiters:
            changes.append(_change(step, Kind.SOFTENED, limiters))
    if not steps:
        return Adapted(None, tuple(changes), is_open=False)
    is_meant_for_hands = any(step.technique in TOUCH for step in routine.steps)
    is_enough = not is_meant_for_hands or any(is_massage(step) for step in steps)
    is_open = (is_enough and not verdict.is_locked) or len(steps) == len(routine.steps)
    made = Adapted(replace(routine, steps=tuple(steps)), tuple(changes), is_open)
    note = f"{made.note} {routine.note}".strip()
    return replace(made, routine=replace(routine, steps=tuple(steps), note=note))


def breathing(steps: Iterable[Step], kind: RoutineKind, seconds: float | None = None) -> Routine | None:
    """A routine of slow breathing, for when massage is not allowed; None if `steps` have no such step.

    It lasts `seconds`, by default BREATHING_SECONDS.
    """
    step = next((each for each in steps if each.key == BREATH and not is_massage(each)), None)
    if step is None:
        return None
    return Routine(BREATHING, "Breathing", kind, (replace(step, seconds=seconds or BREATHING_SECONDS[kind]),))


def walking(rescues: Iterable[Routine], verdict: Verdict) -> Routine | None:
    """The first of these rescues in which a safety verdict leaves the walking step, adapted to the verdict.

    None if there is no such rescue.
    """
    for rescue in rescues:
        left = adapted(rescue, verdict).routine
        if left is not None and any(step.key == WALKING for step in left.steps):
            return replace(left, note=rescue.note)
    return None


def movement(routines: Iterable[Routine], verdict: Verdict) -> Routine | None:
    """The first routine without hands in which a safety verdict leaves a movement, adapted to the verdict.

    None if there is no such routine.
    """
    for routine in routines:
        needs_none = routine.key in (MOVEMENT_ONLY, RESCUE_MOVEMENT)
        left = adapted(routine, verdict).routine if needs_none else None
        if left is not None and any(step.technique is Technique.MOVEMENT for step in left.steps):
            return left
    return None


def allows_walking(verdict: Verdict) -> bool:
    """Whether a verdict of the safety screen allows walking."""
    rules = [rule_of(cause) for cause in verdict.causes]
    return not any(
        Technique.MOVEMENT in rule.leaves_out
        or (rule.movements is not None and WALKING not in rule.movements)
        for rule in rules
    )


def allows_stretches(verdict: Verdict) -> bool:
    """Whether a verdict of the safety screen allows held stretches."""
    return not any(Technique.STRETCH in rule_of(cause).leaves_out for cause in verdict.causes)


def is_massage(step: Step) -> bool:
    """Whether hands or a stretch work on the leg in a step; any pressure counts as hands."""
    return step.technique in TOUCH or step.technique is Technique.STRETCH or step.pressure is not None


def parts_of(step: Step) -> frozenset[Part]:
    """The parts of the leg that a massage step touches in any of its pictures.

    An unknown area, or a stretch, counts as the whole leg.
    """
    if not is_massage(step):
        return frozenset()
    if step.technique is Technique.STRETCH:
        return _ALL_PARTS
    pictures = [step.picture, step.midway_picture]
    if step.helped is not None:
        pictures += [step.helped.picture, step.helped.midway_picture]
    shown = (each for each in pictures if each is not None)
    return frozenset[Part]().union(*(_PARTS_BY_AREA.get(each.area, _ALL_PARTS) for each in shown))


def _change(step: Step, kind: Kind, causes: list[Cause]) -> Change:
    return Change(step.key, step.title, kind, tuple(dict.fromkeys(cause.reason for cause in causes)))


def _is_left_out(step: Step, rule: Rule) -> bool:
    if step.technique in rule.leaves_out or rule.skips & parts_of(step):
        return True
    if is_massage(step):
        no_hands = rule.leaves_out >= TOUCH
        return no_hands or (_is_limited(step, rule) and not _can_be_light(step))
    if step.technique is not Technique.MOVEMENT or rule.movements is None:
        return False
    return step.key not in rule.movements


def _is_limited(step: Step, rule: Rule) -> bool:
    limit = _limit(step, rule)
    if limit is None or step.technique is Technique.STRETCH:
        return False
    if step.pressure is None:
        return step.technique is not Technique.FEATHER
    return step.pressure[1] > limit


def _limit(step: Step, rule: Rule) -> int | None:
    return min((rule.limits[part] for part in parts_of(step) if part in rule.limits), default=None)


def _can_be_light(step: Step) -> bool:
    return step.technique in _STROKES and (step.pressure is None or step.pressure[1] < FIRM)


def _as_light_as_asked(step: Step, verdict: Verdict) -> Step:
    """The step with the lowest pressure that any cause asks for, and with all cautions."""
    rules = [rule_of(cause) for cause in verdict.causes]
    if any(_is_limited(step, rule) for rule in rules):
        cues = Cues(LIGHT_CUE, STILL_LIGHT, step.cues.last)
        step = replace(step, technique=Technique.FEATHER, pressure=LIGHT, cues=cues)
    cautions = (rule.caution for rule in rules if rule.caution and step.technique in TOUCH)
    return replace(step, caution=" ".join(dict.fromkeys((*cautions, step.caution))).strip())


def _listed(titles: list[str]) -> str:
    quoted = [f"“{title}”" for title in titles]
    return " and ".join(filter(None, (", ".join(quoted[:-1]), quoted[-1])))
