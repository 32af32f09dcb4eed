"""The words on a session page, computed from the session's state."""

from dataclasses import dataclass

from rlscompanion.domain.routine import (
    SIDE_TITLES,
    TECHNIQUE_TITLES,
    Picture,
    Routine,
    Segment,
    Side,
    Step,
    Technique,
    position_text,
    pressure_text,
)
from rlscompanion.domain.session import SessionState, Stage, Status

OTHER_LEG = "Now the other leg"
PLACE_HANDS = "Place your hands"
GET_READY = "Get ready"
PAUSED = "Paused"
GOES_ON = "Continuing."
WAITED = "The computer was asleep, so the session waited. Continue?"

_WITHOUT_HANDS = {Technique.BREATHING, Technique.MOVEMENT, Technique.STRETCH, Technique.TENSE_RELEASE}


@dataclass(frozen=True)
class Words:
    """All words that a session page shows at one moment; those not needed are empty."""

    side: str
    step: str
    spoken_step: str
    signal: str
    position: str
    pressure: str
    more: str
    cue: str
    all_cues: tuple[str, ...]
    caution: str
    note: str
    following: str
    following_is_near: bool


def words_of(
    state: SessionState, routine: Routine | None, waited: bool = False, on_stool: bool = False
) -> Words:
    """The words that a session page shows in this state of the session.

    `waited` is true while the session asks whether to continue, because the computer was asleep. `on_stool`
    is true if the person rests the foot on a stool, not on the other thigh.
    """
    segment, stage = state.current.segment, state.current.stage
    step, following = segment.step, state.upcoming
    return Words(
        side="" if segment.side is Side.BOTH else SIDE_TITLES[segment.side].capitalize(),
        step=step.title,
        spoken_step=where(segment),
        signal=signal_of(state),
        position=position_text(step, on_stool),
        pressure=pressure_text(step),
        more="\n".join(
            part for part in (step.direction, TECHNIQUE_TITLES[step.technique], step.muscles) if part
        ),
        cue=WAITED if waited else cue_of(step, stage),
        all_cues=(step.cues.start, step.cues.midway, step.cues.last),
        caution=step.caution,
        note=routine.note if routine is not None and state.index == 0 else "",
        following=f"Next: {where(following)}" if following else "Last one",
        following_is_near=stage is Stage.LAST,
    )


def where(segment: Segment) -> str:
    """The step and the leg of a segment, such as "Calf, kneading, left leg"."""
    sided = segment.side is not Side.BOTH
    return f"{segment.step.title}, {SIDE_TITLES[segment.side]}" if sided else segment.step.title


def signal_of(state: SessionState) -> str:
    """The short notice in this state: "Paused", or before a step how to get ready; otherwise empty."""
    if state.status is Status.PAUSED:
        return PAUSED
    if state.current.stage is not Stage.LEAD_IN:
        return ""
    step = state.current.segment.step
    if state.index > 0 and state.progress[state.index - 1].segment.step.key == step.key:
        return OTHER_LEG
    return GET_READY if step.technique in _WITHOUT_HANDS else PLACE_HANDS


def announcement(before: SessionState | None, state: SessionState) -> str:
    """What a screen reader says when the session changes from state `before` to `state`; may be empty.

    It announces a pause and its end, each step before it begins, and each instruction, but nothing that
    changes every second. `before` is None at the first state.
    """
    segment, stage = state.current.segment, state.current.stage
    is_new = before is None or before.index != state.index
    was_paused = before is not None and before.status is Status.PAUSED
    if state.status is Status.PAUSED:
        return " ".join([f"{where(segment)}."] * is_new + [f"{PAUSED}."] * (not was_paused))
    if was_paused and not is_new:
        return GOES_ON
    cue = cue_of(segment.step, stage)
    if is_new:
        signal = signal_of(state)
        return f"{signal}. {where(segment)}." if signal else f"{where(segment)}. {cue}"
    has_begun = before is not None and before.current.stage is Stage.LEAD_IN is not stage
    return cue if has_begun else ""


def cue_of(step: Step, stage: Stage) -> str:
    """The instruction that a step gives at this stage; before the step begins, its first instruction."""
    return {Stage.SECOND_HALF: step.cues.midway, Stage.LAST: step.cues.last}.get(stage, step.cues.start)


def picture_of(step: Step, stage: Stage) -> Picture:
    """The picture that a step shows at this stage; in the second half its second picture, if there is one."""
    return step.midway_picture if step.midway_picture and stage >= Stage.SECOND_HALF else step.picture
