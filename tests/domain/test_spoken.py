"""Tests of the phrases of each moment of a session, and of its status line."""

from dataclasses import replace

from rlscompanion.content.routines import load_routines
from rlscompanion.domain.routine import Legs, Routine, Side, routine_segments, with_start_leg
from rlscompanion.domain.safe_routine import adapt_routine
from rlscompanion.domain.safety import Finding, FindingGroup, findings_in_groups
from rlscompanion.domain.session import SegmentStage, SessionEvent, SessionState, advance_session, new_session
from rlscompanion.domain.spoken import (
    SpokenLine,
    all_session_phrases,
    spoken_stage_line,
    spoken_status_line,
    stage_durations,
    time_left_phrase,
    with_full_stop,
)
from tests.cases import each_case

from .samples import a_routine, a_step, segments_of
from .screenings import verdict_on

ROUTINES = load_routines().routines
START = 100.0
BREATH = replace(a_step("breath", 20, False), title="Slow breath", area="Breath")
CALF = replace(a_step("calf", 30), title="Calf, long strokes")
SHORT = a_routine(BREATH, CALF)
SHORT_SEGMENTS = routine_segments(SHORT)  # 5 + 20 s, then 5 + 30 s on each leg


def after(seconds: float, *events: SessionEvent) -> SessionState:
    """The short session this many seconds after its start, and after these events."""
    state, _ = advance_session(new_session(SHORT_SEGMENTS), SessionEvent.START, START)
    for event in (SessionEvent.TICK, *events):
        state, _ = advance_session(state, event, START + seconds)
    return state


# --- each moment --------------------------------------------------------------------------------------------


@each_case(
    ("index", "stage", "said"),
    [
        (0, SegmentStage.LEAD_IN, ("Slow breath.",)),
        (0, SegmentStage.FIRST_HALF, (BREATH.cues.start,)),
        (0, SegmentStage.LAST, (BREATH.cues.last, "Next: calf, long strokes.")),
        (1, SegmentStage.LEAD_IN, ("Calf, long strokes.", "Left leg.")),
        (1, SegmentStage.FIRST_HALF, (CALF.cues.start,)),
        (1, SegmentStage.SECOND_HALF, (CALF.cues.midway,)),
        (1, SegmentStage.LAST, (CALF.cues.last, "Then the other leg.")),
        (2, SegmentStage.LEAD_IN, ("Now the other leg.", "Right leg.")),
        (2, SegmentStage.FIRST_HALF, (CALF.cues.start,)),
        (2, SegmentStage.LAST, (CALF.cues.last, "This is the last one.")),
    ],
)
def test_what_is_said_when(index: int, stage: SegmentStage, said: SpokenLine) -> None:
    assert spoken_stage_line(SHORT_SEGMENTS, index, stage) == said


def test_the_other_leg_is_the_right_one_or_the_left_one() -> None:
    segments = routine_segments(with_start_leg(SHORT, Side.RIGHT))

    assert spoken_stage_line(segments, 1, SegmentStage.LEAD_IN) == ("Calf, long strokes.", "Right leg.")
    assert spoken_stage_line(segments, 2, SegmentStage.LEAD_IN) == ("Now the other leg.", "Left leg.")


def test_on_one_leg_nothing_is_said_of_the_other() -> None:
    segments = routine_segments(replace(SHORT, steps=(CALF, CALF), legs=Legs.ONE))

    assert spoken_stage_line(segments, 0, SegmentStage.LAST)[1] == "Next: calf, long strokes."
    assert spoken_stage_line(segments, 1, SegmentStage.LEAD_IN) == ("Calf, long strokes.", "Left leg.")


def test_a_title_that_ends_as_a_sentence_is_left_as_it_is() -> None:
    assert [with_full_stop(text) for text in ("Breathe", "Breathe.", "Ready?")] == [
        "Breathe.",
        "Breathe.",
        "Ready?",
    ]


# --- its room -----------------------------------------------------------------------------------------------


@each_case(
    ("seconds", "rooms"),
    [
        (15.0, {SegmentStage.LEAD_IN: 5.0, SegmentStage.FIRST_HALF: 15.0}),
        (20.0, {SegmentStage.LEAD_IN: 5.0, SegmentStage.FIRST_HALF: 10.0, SegmentStage.LAST: 10.0}),
        (
            30.0,
            {
                SegmentStage.LEAD_IN: 5.0,
                SegmentStage.FIRST_HALF: 15.0,
                SegmentStage.SECOND_HALF: 5.0,
                SegmentStage.LAST: 10.0,
            },
        ),
        (
            60.0,
            {
                SegmentStage.LEAD_IN: 5.0,
                SegmentStage.FIRST_HALF: 30.0,
                SegmentStage.SECOND_HALF: 20.0,
                SegmentStage.LAST: 10.0,
            },
        ),
    ],
)
def test_each_moment_has_room_until_the_next(seconds: float, rooms: dict[SegmentStage, float]) -> None:
    (segment,) = segments_of(seconds)

    assert stage_durations(segment) == rooms


@each_case("routine", ROUTINES, ids=lambda routine: routine.key)
def test_the_rooms_of_a_segment_are_all_of_it(routine: Routine) -> None:
    for segment in routine_segments(routine):
        assert sum(stage_durations(segment).values()) == segment.seconds


# --- the answer ---------------------------------------------------------------------------------------------


@each_case(
    ("state", "said"),
    [
        (after(0.0), ("Breath.", "Twenty seconds left.")),
        (after(15.0), ("Breath.", "Ten seconds left.")),
        (after(31.0), ("Calf.", "Left leg.", "Thirty seconds left.")),
        (after(66.0), ("Calf.", "Right leg.", "Thirty seconds left.")),
        (after(80.0, SessionEvent.PAUSE), ("Paused.", "Calf.", "Right leg.", "Fifteen seconds left.")),
        (after(80.0, SessionEvent.ADD_TIME), ("Calf.", "Right leg.", "Thirty seconds left.")),
        (after(95.0), ("You're done. Rest now.",)),
        (after(10.0, SessionEvent.END), ("You're done. Rest now.",)),
    ],
)
def test_where_it_is(state: SessionState, said: SpokenLine) -> None:
    assert spoken_status_line(state, state.running_since) == said


def test_the_answer_counts_on_from_the_last_event() -> None:
    assert spoken_status_line(after(31.0), START + 51.0) == ("Calf.", "Left leg.", "Ten seconds left.")


@each_case(
    ("seconds", "said"),
    [
        (0.0, "Five seconds left."),
        (7.4, "Five seconds left."),
        (7.5, "Ten seconds left."),
        (40.0, "Forty seconds left."),
        (44.0, "Forty-five seconds left."),
        (57.4, "Fifty-five seconds left."),
        (57.5, "One minute left."),
        (74.9, "One minute left."),
        (75.0, "One and a half minutes left."),
        (105.0, "Two minutes left."),
        (600.0, "Ten minutes left."),
        (614.9, "Ten minutes left."),
        (615.0, "More than ten minutes left."),
        (5000.0, "More than ten minutes left."),
    ],
)
def test_a_time_left_in_words(seconds: float, said: str) -> None:
    assert time_left_phrase(seconds) == said


# --- all of it ----------------------------------------------------------------------------------------------


@each_case("routine", ROUTINES, ids=lambda routine: routine.key)
@each_case("leg", [Side.LEFT, Side.RIGHT])
def test_all_phrases_are_all_that_a_session_says(routine: Routine, leg: Side) -> None:
    known = set(all_session_phrases(ROUTINES))
    segments = routine_segments(with_start_leg(routine, leg))
    state = new_session(segments)

    for index, segment in enumerate(segments):
        for stage in stage_durations(segment):
            assert set(spoken_stage_line(segments, index, stage)) <= known
        assert set(spoken_status_line(replace(state, current_index=index), 0.0)) <= known


def test_a_left_out_step_needs_no_phrase_that_is_not_there() -> None:
    known = set(all_session_phrases(ROUTINES))

    for routine in ROUTINES:
        for gone in range(len(routine.steps) - 1):
            segments = routine_segments(
                replace(routine, steps=(routine.steps[gone], *routine.steps[gone + 2 :]))
            )
            for index, segment in enumerate(segments):
                for stage in stage_durations(segment):
                    assert set(spoken_stage_line(segments, index, stage)) <= known


@each_case("seconds", range(0, 700, 3))
def test_every_time_left_is_among_all_phrases(seconds: int) -> None:
    assert time_left_phrase(float(seconds)) in all_session_phrases(ROUTINES[:1])


@each_case("finding", findings_in_groups(FindingGroup.LIGHT))
def test_what_the_safety_screen_leaves_needs_no_phrase_that_is_not_there(finding: Finding) -> None:
    phrases = set(all_session_phrases(ROUTINES))
    left = [adapt_routine(routine, verdict_on((finding, False))).routine for routine in ROUTINES]

    for segments in (routine_segments(routine) for routine in left if routine is not None):
        for index, segment in enumerate(segments):
            assert {
                phrase
                for stage in stage_durations(segment)
                for phrase in spoken_stage_line(segments, index, stage)
            } <= phrases


def test_each_phrase_is_a_sentence_and_comes_once() -> None:
    phrases = all_session_phrases(ROUTINES)

    assert len(set(phrases)) == len(phrases)
    for phrase in phrases:
        assert phrase == with_full_stop(phrase)
        assert phrase[0].isupper()
        assert not any(character.isdigit() or character in "()/&%" for character in phrase)
