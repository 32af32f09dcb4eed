"""The words that the session page shows at each moment of a session."""

from dataclasses import replace

import pytest

from rlscompanion.domain.routine import (
    Cues,
    PictureNames,
    Side,
    Step,
    Technique,
    pressure_text,
    routine_segments,
)
from rlscompanion.domain.session import SegmentStage, SessionEvent, SessionState, advance_session, new_session
from rlscompanion.ui.session.words import (
    GET_READY_NOTICE,
    OTHER_LEG_NOTICE,
    PAUSED_NOTICE,
    PLACE_HANDS_NOTICE,
    QUESTION_TO_CONTINUE,
    picture_names_at,
    session_words,
)
from tests.cases import each_case
from tests.domain.samples import a_routine, a_step
from tests.ui.bedside import wind_downs

CALF = replace(
    a_step("calf", 60),
    title="Calf, kneading",
    technique=Technique.PETRISSAGE,
    cues=Cues("Grasp and lift.", "The other half.", "Softer now."),
    muscles="Gastrocnemius and soleus",
    position="Knee bent",
    direction="Upward",
    caution="Only the soft belly.",
    pressure=(4, 5),
)
BREATH = replace(a_step("breath", 30, False), technique=Technique.BREATHING)
ROUTINE = replace(a_routine(BREATH, CALF, a_step("foot", 20)), note="Warm hands.")
# breath 5 + 30, left calf 5 + 60, right calf 5 + 60, left foot 5 + 20, right foot 5 + 20


def state_after(seconds: float, *events: SessionEvent) -> SessionState:
    """The state of a session this many seconds after its start, and after these events."""
    state, _ = advance_session(new_session(routine_segments(ROUTINE)), SessionEvent.START, 0)
    state, _ = advance_session(state, SessionEvent.TICK, seconds)
    for event in events:
        state, _ = advance_session(state, event, seconds)
    return state


def test_in_the_work_everything_is_told_from_the_text_alone() -> None:
    words = session_words(state_after(45), ROUTINE)

    assert (words.side, words.step, words.spoken_step) == (
        "Left leg",
        "Calf, kneading",
        "Calf, kneading, left leg",
    )
    assert words.more == "Upward\nGrasp, lift, release (petrissage)\nGastrocnemius and soleus"
    assert words.pressure.replace("\N{NO-BREAK SPACE}", " ") == "Firm pressure, 4 to 5 of 10"
    assert (words.position, words.caution) == ("Knee bent", "Only the soft belly.")
    assert words.notice == ""


@each_case(
    ("seconds", "notice"),
    [
        (0, GET_READY_NOTICE),
        (4.9, GET_READY_NOTICE),
        (5, ""),
        (35, PLACE_HANDS_NOTICE),
        (40, ""),
        (100, OTHER_LEG_NOTICE),
        (104.9, OTHER_LEG_NOTICE),
        (105, ""),
        (165, PLACE_HANDS_NOTICE),
        (190, OTHER_LEG_NOTICE),
    ],
)
def test_the_lead_in_says_what_comes(seconds: float, notice: str) -> None:
    assert session_words(state_after(seconds), ROUTINE).notice == notice


def test_a_pause_says_so_in_the_lead_in_too() -> None:
    assert session_words(state_after(2, SessionEvent.PAUSE), ROUTINE).notice == PAUSED_NOTICE
    assert session_words(state_after(50, SessionEvent.PAUSE), ROUTINE).notice == PAUSED_NOTICE


@each_case(
    ("seconds", "cue"),
    [
        (36, "Grasp and lift."),
        (69, "Grasp and lift."),
        (70, "The other half."),
        (89, "The other half."),
        (90, "Softer now."),
        (100, "Grasp and lift."),
    ],
)
def test_the_cue_changes_by_stage(seconds: float, cue: str) -> None:
    assert session_words(state_after(seconds), ROUTINE).cue == cue


def test_after_a_suspend_it_asks_to_go_on() -> None:
    assert session_words(state_after(50), ROUTINE, asks_to_continue=True).cue == QUESTION_TO_CONTINUE


@each_case(
    ("seconds", "following", "is_near"),
    [
        (5, "Next: Calf, kneading, left leg", False),
        (24.9, "Next: Calf, kneading, left leg", False),
        (25, "Next: Calf, kneading, left leg", True),
        (35, "Next: Calf, kneading, right leg", False),
        (90, "Next: Calf, kneading, right leg", True),
        (196, "Last step", False),
    ],
)
def test_the_next_step_is_named_and_near_in_the_last_seconds(
    seconds: float, following: str, is_near: bool
) -> None:
    words = session_words(state_after(seconds), ROUTINE)

    assert (words.following, words.is_following_near) == (following, is_near)


def test_the_note_stands_at_the_first_step_alone() -> None:
    assert session_words(state_after(1), ROUTINE).note == "Warm hands."
    assert session_words(state_after(36), ROUTINE).note == ""
    assert session_words(state_after(1), None).note == ""


def test_what_a_step_lacks_leaves_no_trace() -> None:
    words = session_words(state_after(6), ROUTINE)

    assert (words.side, words.pressure, words.position, words.caution) == ("", "", "", "")
    assert words.more == "Slow breathing"


@pytest.mark.parametrize(
    ("pressure", "text"),
    [(None, ""), ((2, 2), "Light pressure, 2 of 10"), ((4, 5), "Firm pressure, 4 to 5 of 10")],
)
def test_pressure_is_in_one_piece(pressure: tuple[int, int] | None, text: str) -> None:
    received = pressure_text(replace(CALF, pressure=pressure))

    assert " " not in received
    assert received.replace("\N{NO-BREAK SPACE}", " ") == text


@each_case(
    ("stage", "path"),
    [
        (SegmentStage.LEAD_IN, "calf"),
        (SegmentStage.FIRST_HALF, "calf"),
        (SegmentStage.SECOND_HALF, "other"),
        (SegmentStage.LAST, "other"),
    ],
)
def test_the_picture_changes_at_half_time(stage: SegmentStage, path: str) -> None:
    step = replace(CALF, midway_picture=PictureNames("calf", "calf", "knead", "other"))

    assert picture_names_at(step, stage).path == path
    assert picture_names_at(CALF, stage).path == "calf"


def shipped_steps() -> list[Step]:
    return list({step.key: step for routine in wind_downs() for step in routine.steps}.values())


@each_case("step", shipped_steps(), ids=lambda step: step.key)
def test_of_every_shipped_step_the_text_tells_what_to_do(step: Step) -> None:
    routine = a_routine(step)
    for state in (new_session(routine_segments(routine)),):
        words = session_words(state, routine)
        assert words.step
        assert words.cue
        assert step.direction in words.more
        assert words.pressure == pressure_text(step)
        assert (words.side == "") is (state.current_progress.segment.side is Side.BOTH)
