"""The words that are spoken during a massage session, and the time available for them.

A *phrase* is spoken as a whole and has its own recording. A *line* is all phrases for one moment, in order.
The time for a line ends when the next line begins.
"""

import math
from collections.abc import Iterable, Sequence

from rlscompanion.domain.routine import Routine, Segment, Side, Step
from rlscompanion.domain.safe_routine import LIGHT_MIDWAY_CUE, LIGHT_START_CUE
from rlscompanion.domain.session import (
    SegmentProgress,
    SegmentStage,
    SessionState,
    SessionStatus,
    segment_seconds_left,
)

PHRASE_GAP_SECONDS = 0.35
"""The silence, in seconds, between two phrases that follow one another."""

PAUSED_PHRASE = "Paused."
CONTINUING_PHRASE = "Continuing."
OTHER_LEG_NOW_PHRASE = "Now the other leg."
OTHER_LEG_NEXT_PHRASE = "Then the other leg."
LAST_STEP_PHRASE = "This is the last one."
SESSION_OVER_PHRASE = "You're done. Rest now."
MORE_THAN_TEN_MINUTES_PHRASE = "More than ten minutes left."

SpokenLine = tuple[str, ...]

_SIDE_PHRASES = {Side.LEFT: ("Left leg.",), Side.RIGHT: ("Right leg.",), Side.BOTH: ()}
_SECONDS_IN_WORDS = (
    *("Five", "Ten", "Fifteen", "Twenty", "Twenty-five", "Thirty", "Thirty-five", "Forty", "Forty-five"),
    *("Fifty", "Fifty-five"),
)  # by fives
_MINUTES_IN_WORDS = ("One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")


def spoken_stage_line(segments: Sequence[Segment], index: int, stage: SegmentStage) -> SpokenLine:
    """The phrases that are spoken when a stage of a segment begins.

    A segment is a step on one leg; its stages are the lead-in, the halves of the work, and the last seconds.
    """
    segment = segments[index]
    cues = segment.step.cues
    match stage:
        case SegmentStage.LEAD_IN:
            is_other_leg = index > 0 and _is_other_leg(segments[index - 1], segment)
            what = OTHER_LEG_NOW_PHRASE if is_other_leg else with_full_stop(segment.step.title)
            return (what, *_SIDE_PHRASES[segment.side])
        case SegmentStage.FIRST_HALF:
            return (cues.start,)
        case SegmentStage.SECOND_HALF:
            return (cues.midway,)
        case SegmentStage.LAST:
            return (cues.last, _next_phrase(segments, index))


def stage_durations(segment: Segment) -> dict[SegmentStage, float]:
    """The length in seconds of each stage of a segment, such as the lead-in."""
    begins = [(SegmentStage.LEAD_IN, 0.0), *SegmentProgress(segment).stages()]
    ends = [at for _, at in begins[1:]] + [segment.seconds]
    return {stage: end - at for (stage, at), end in zip(begins, ends, strict=True)}


def spoken_status_line(state: SessionState, now: float) -> SpokenLine:
    """The phrases that say where a session is: area, leg, time left, and whether the session is paused."""
    if state.is_over:
        return (SESSION_OVER_PHRASE,)
    segment = state.current_progress.segment
    work = state.current_progress.planned - segment.lead_in
    left = time_left_phrase(min(segment_seconds_left(state, now), work))
    where = (with_full_stop(segment.step.area), *_SIDE_PHRASES[segment.side], left)
    return (PAUSED_PHRASE, *where) if state.status is SessionStatus.PAUSED else where


def time_left_phrase(seconds: float) -> str:
    """The spoken phrase for the time left, given in seconds.

    The time is rounded: to five seconds below a minute, to half minutes from one to ten minutes.
    """
    fives = max(1, math.floor(seconds / 5 + 0.5))
    if fives <= len(_SECONDS_IN_WORDS):
        return f"{_SECONDS_IN_WORDS[fives - 1]} seconds left."
    minutes, half = divmod(math.floor(seconds / 30 + 0.5), 2)
    if (minutes, half) > (len(_MINUTES_IN_WORDS), 0):
        return MORE_THAN_TEN_MINUTES_PHRASE
    number = f"{_MINUTES_IN_WORDS[minutes - 1]} and a half" if half else _MINUTES_IN_WORDS[minutes - 1]
    return f"{number} minute left." if (minutes, half) == (1, 0) else f"{number} minutes left."


def all_session_phrases(routines: Iterable[Routine]) -> tuple[str, ...]:
    """Every phrase that sessions of these routines can need; each phrase comes once.

    The phrases also suffice for these routines with steps removed or reordered.
    """
    steps = {step.key: step for routine in routines for step in routine.steps}.values()
    # A step that the safety screen has done lightly says these in place of its own cues.
    fixed = (
        LIGHT_START_CUE,
        LIGHT_MIDWAY_CUE,
        PAUSED_PHRASE,
        CONTINUING_PHRASE,
        OTHER_LEG_NOW_PHRASE,
        OTHER_LEG_NEXT_PHRASE,
        LAST_STEP_PHRASE,
        SESSION_OVER_PHRASE,
    )
    found = (
        *(*fixed, *_SIDE_PHRASES[Side.LEFT], *_SIDE_PHRASES[Side.RIGHT]),
        *(phrase for step in steps for phrase in _step_phrases(step)),
        *(time_left_phrase(5.0 * fives) for fives in range(1, len(_SECONDS_IN_WORDS) + 1)),
        *(time_left_phrase(30.0 * halves) for halves in range(2, 2 * len(_MINUTES_IN_WORDS) + 2)),
    )
    return tuple(dict.fromkeys(found))


def with_full_stop(text: str) -> str:
    """The text with a full stop added, unless it ends with a full stop, "!" or "?"."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _step_phrases(step: Step) -> SpokenLine:
    cues = step.cues
    names = (with_full_stop(step.title), _next_step_phrase(step), with_full_stop(step.area))
    return (*names, cues.start, cues.midway, cues.last)


def _next_phrase(segments: Sequence[Segment], index: int) -> str:
    """The phrase that announces the segment after the segment at `index`."""
    if index + 1 == len(segments):
        return LAST_STEP_PHRASE
    following = segments[index + 1]
    if _is_other_leg(segments[index], following):
        return OTHER_LEG_NEXT_PHRASE
    return _next_step_phrase(following.step)


def _next_step_phrase(step: Step) -> str:
    return with_full_stop(f"Next: {step.title[:1].lower()}{step.title[1:]}")


def _is_other_leg(before: Segment, after: Segment) -> bool:
    return before.step.key == after.step.key and {before.side, after.side} == {Side.LEFT, Side.RIGHT}
