"""The words on the page of a massage session, computed from the session's state."""

from dataclasses import dataclass

from rlscompanion.domain.routine import (
    SIDE_TITLES,
    TECHNIQUE_TITLES,
    PictureNames,
    Routine,
    Segment,
    Side,
    Step,
    Technique,
    position_text,
    pressure_text,
)
from rlscompanion.domain.session import SegmentStage, SessionState, SessionStatus

OTHER_LEG_NOTICE = "Now the other leg"
PLACE_HANDS_NOTICE = "Place your hands"
GET_READY_NOTICE = "Get ready"
PAUSED_NOTICE = "Paused"
CONTINUING_NOTICE = "Continuing."
QUESTION_TO_CONTINUE = "The computer was asleep, so the session waited. Continue?"

_TECHNIQUES_WITHOUT_HANDS = {
    Technique.BREATHING,
    Technique.MOVEMENT,
    Technique.STRETCH,
    Technique.TENSE_RELEASE,
}


@dataclass(frozen=True)
class SessionWords:
    """All words that a session page shows at one moment; a text that is not needed is empty.

    `step` is the title of the current step; `spoken_step` names the leg too. `position` says how to sit or
    lie. `cue` is the present instruction; `all_cues` are all instructions of the step. `more` tells
    direction, technique and muscles. `note` is about the whole routine. `notice` is a short notice such as
    "Paused". `following` announces the next step; `is_following_near` is true shortly before that step
    begins.
    """

    side: str
    step: str
    spoken_step: str
    notice: str
    position: str
    pressure: str
    more: str
    cue: str
    all_cues: tuple[str, ...]
    caution: str
    note: str
    following: str
    is_following_near: bool


def session_words(
    state: SessionState, routine: Routine | None, asks_to_continue: bool = False, on_stool: bool = False
) -> SessionWords:
    """The words that a session page shows in this state of the session.

    `asks_to_continue` is true while the session asks whether to continue, because the computer was asleep.
    `on_stool` is true if the massaged foot rests on a stool, not on the other thigh.
    """
    segment, stage = state.current_progress.segment, state.current_progress.stage
    step, following = segment.step, state.next_segment
    return SessionWords(
        side="" if segment.side is Side.BOTH else SIDE_TITLES[segment.side].capitalize(),
        step=step.title,
        spoken_step=segment_name(segment),
        notice=notice_text(state),
        position=position_text(step, on_stool),
        pressure=pressure_text(step),
        more="\n".join(
            part for part in (step.direction, TECHNIQUE_TITLES[step.technique], step.muscles) if part
        ),
        cue=QUESTION_TO_CONTINUE if asks_to_continue else cue_text_at(step, stage),
        all_cues=(step.cues.start, step.cues.midway, step.cues.last),
        caution=step.caution,
        note=routine.note if routine is not None and state.current_index == 0 else "",
        following=f"Next: {segment_name(following)}" if following else "Last step",
        is_following_near=stage is SegmentStage.LAST,
    )


def segment_name(segment: Segment) -> str:
    """The step and the leg of a segment (a step on one leg or both), such as "Calf, kneading, left leg"."""
    sided = segment.side is not Side.BOTH
    return f"{segment.step.title}, {SIDE_TITLES[segment.side]}" if sided else segment.step.title


def notice_text(state: SessionState) -> str:
    """The short notice in this state: "Paused", or how to get ready for a step; empty for no notice."""
    if state.status is SessionStatus.PAUSED:
        return PAUSED_NOTICE
    if state.current_progress.stage is not SegmentStage.LEAD_IN:
        return ""
    step = state.current_progress.segment.step
    if state.current_index > 0 and state.progress[state.current_index - 1].segment.step.key == step.key:
        return OTHER_LEG_NOTICE
    return GET_READY_NOTICE if step.technique in _TECHNIQUES_WITHOUT_HANDS else PLACE_HANDS_NOTICE


def announcement_text(before: SessionState | None, state: SessionState) -> str:
    """What a screen reader says when a session changes from state `before` to `state`; may be empty.

    It announces a pause, the end of a pause, each step before the step begins, and each instruction. Nothing
    that changes every second is announced. `before` is None at the first state.
    """
    segment, stage = state.current_progress.segment, state.current_progress.stage
    is_new = before is None or before.current_index != state.current_index
    was_paused = before is not None and before.status is SessionStatus.PAUSED
    if state.status is SessionStatus.PAUSED:
        return " ".join([f"{segment_name(segment)}."] * is_new + [f"{PAUSED_NOTICE}."] * (not was_paused))
    if was_paused and not is_new:
        return CONTINUING_NOTICE
    cue = cue_text_at(segment.step, stage)
    if is_new:
        notice = notice_text(state)
        return f"{notice}. {segment_name(segment)}." if notice else f"{segment_name(segment)}. {cue}"
    has_begun = before is not None and before.current_progress.stage is SegmentStage.LEAD_IN is not stage
    return cue if has_begun else ""


def cue_text_at(step: Step, stage: SegmentStage) -> str:
    """The instruction that a step gives at this stage; before the step, its first instruction."""
    return {SegmentStage.SECOND_HALF: step.cues.midway, SegmentStage.LAST: step.cues.last}.get(
        stage, step.cues.start
    )


def picture_names_at(step: Step, stage: SegmentStage) -> PictureNames:
    """The picture that a step shows at this stage.

    A step that has a second picture shows it in the second half.
    """
    return step.midway_picture if step.midway_picture and stage >= SegmentStage.SECOND_HALF else step.picture
