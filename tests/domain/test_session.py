"""Tests of the session as a value: after any events its sums are right and its deadlines exact."""

from dataclasses import replace
from itertools import accumulate
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rlscompanion.content.routines import load_routines
from rlscompanion.domain.moment import Moment
from rlscompanion.domain.routine import (
    Legs,
    Routine,
    RoutineKind,
    Segment,
    Side,
    Step,
    routine_segments,
    total_seconds,
)
from rlscompanion.domain.session import (
    ADD_TIME_SECONDS,
    SegmentProgress,
    SegmentStage,
    SegmentStatus,
    SessionEvent,
    SessionFact,
    SessionState,
    SessionStatus,
    TimedFact,
    advance_session,
    count_segments,
    is_in_lead_in,
    lead_in_seconds_left,
    new_session,
    next_deadline,
    resumed_session,
    seconds_left,
    segment_seconds_left,
    skipped_seconds,
    spent_seconds,
    total_planned_seconds,
    total_spent_seconds,
)
from rlscompanion.domain.session_record import SessionRecord, restore_session_state, segment_records
from tests.cases import each_case

from .samples import SHORT_SEGMENTS, segments_of

# The short routine, started at 100: breath 5 + 20 s, left calf 5 + 30 s, right calf 5 + 30 s.
START = 100.0
ROUTINES = load_routines().routines

Script = list[tuple[SessionEvent, float]]


def played(script: Script, segments: tuple[Segment, ...] = SHORT_SEGMENTS) -> SessionState:
    """The session after these events at these times."""
    state = new_session(segments)
    for event, at in script:
        state, _ = advance_session(state, event, at)
    return state


def started(segments: tuple[Segment, ...] = SHORT_SEGMENTS) -> SessionState:
    return played([(SessionEvent.START, START)], segments)


# --- the plain run ------------------------------------------------------------------------------------------


def test_a_new_session_waits() -> None:
    state = new_session(SHORT_SEGMENTS)

    assert state.status is SessionStatus.READY
    assert next_deadline(state) is None
    assert seconds_left(state, 1e9) == total_planned_seconds(state) == 95.0


def test_a_session_needs_segments() -> None:
    with pytest.raises(ValueError, match="at least one segment"):
        new_session(())


def test_starting_begins_the_first_lead_in() -> None:
    state, facts = advance_session(new_session(SHORT_SEGMENTS), SessionEvent.START, START)

    assert facts == (TimedFact(SessionFact.SEGMENT_STARTED, 0, START),)
    assert is_in_lead_in(state, START)
    assert lead_in_seconds_left(state, START + 2) == 3.0
    assert next_deadline(state) == START + 5


def sides_of(step: Step, routine: Routine) -> tuple[Side, ...]:
    """Which legs a step of a shipped routine is for, in order; some steps come twice in a routine."""
    if not step.per_side:
        return (Side.BOTH,)
    return (Side.LEFT,) if routine.legs is Legs.ONE else (Side.LEFT, Side.RIGHT)


@each_case("routine", ROUTINES, ids=lambda routine: routine.key)
@each_case("late", [0.0, 0.4, 7.0])
def test_a_shipped_routine_starts_each_segment_once_at_its_exact_deadline(
    routine: Routine, late: float
) -> None:
    segments = routine_segments(routine)
    starts = [START, *accumulate((segment.seconds for segment in segments), initial=START)][1:]
    state, facts = advance_session(new_session(segments), SessionEvent.START, START)
    happened = list(facts)

    # Each look comes `late` after the deadline that it was meant for; a segment has four at most.
    for _ in range(4 * len(segments)):
        deadline = next_deadline(state)
        if deadline is None:
            break
        state, facts = advance_session(state, SessionEvent.TICK, deadline + late)
        happened += facts

    assert [
        (h.segment_index, h.changed_at) for h in happened if h.fact is SessionFact.SEGMENT_STARTED
    ] == list(enumerate(starts[:-1]))
    assert [(h.segment_index, h.changed_at) for h in happened if h.fact is SessionFact.WORK_STARTED] == [
        (i, at + 5.0) for i, at in enumerate(starts[:-1])
    ]
    assert [(h.segment_index, h.changed_at) for h in happened if h.fact is SessionFact.SEGMENT_DONE] == list(
        enumerate(starts[1:])
    )
    assert happened[-1] == TimedFact(SessionFact.FINISHED, len(segments) - 1, START + total_seconds(segments))
    assert segments == tuple(
        Segment(step, side) for step in routine.steps for side in sides_of(step, routine)
    )
    assert state.status is SessionStatus.FINISHED


@each_case("routine", ROUTINES, ids=lambda routine: routine.key)
def test_one_look_long_after_the_end_works_everything_off_at_its_own_time(routine: Routine) -> None:
    segments = routine_segments(routine)
    state, facts = advance_session(
        played([(SessionEvent.START, START)], segments), SessionEvent.TICK, START + 1e6
    )

    assert facts[-1].changed_at == START + total_seconds(segments)
    assert [h.changed_at for h in facts] == sorted(h.changed_at for h in facts)
    assert count_segments(state, SegmentStatus.DONE) == len(segments)
    assert seconds_left(state, START + 1e6) == 0.0


@each_case(
    ("at", "index", "left", "session_left", "in_lead"),
    [
        (0.0, 0, 25.0, 95.0, True),
        (4.9, 0, 20.1, 90.1, True),
        (5.0, 0, 20.0, 90.0, False),
        (24.9, 0, 0.1, 70.1, False),
        (25.0, 1, 35.0, 70.0, True),
        (30.0, 1, 30.0, 65.0, False),
        (60.0, 2, 35.0, 35.0, True),
        (94.5, 2, 0.5, 0.5, False),
        (95.0, 3, 0.0, 0.0, False),
        (500.0, 3, 0.0, 0.0, False),
    ],
)
def test_time_left_along_the_short_routine(
    at: float, index: int, left: float, session_left: float, in_lead: bool
) -> None:
    now = START + at
    state, _ = advance_session(started(), SessionEvent.TICK, now)

    assert state.current_index == index
    assert segment_seconds_left(state, now) == pytest.approx(left)
    assert seconds_left(state, now) == pytest.approx(session_left)
    assert is_in_lead_in(state, now) is in_lead


def test_what_comes_next_is_known_until_the_last_segment() -> None:
    upcoming = [
        played([(SessionEvent.START, 0.0), (SessionEvent.TICK, at)]).next_segment
        for at in (0.0, 25.0, 60.0, 95.0)
    ]

    assert upcoming == [SHORT_SEGMENTS[1], SHORT_SEGMENTS[2], None, None]


def test_a_segment_without_lead_in_begins_with_its_work() -> None:
    state, facts = advance_session(started(segments_of(10, lead_in=0.0)), SessionEvent.TICK, START)

    assert facts == (TimedFact(SessionFact.WORK_STARTED, 0, START),)
    assert not is_in_lead_in(state, START)
    assert next_deadline(state) == START + 10


# --- stages -------------------------------------------------------------------------------------------------


def facts_until(state: SessionState, until: float) -> list[tuple[SessionFact, float]]:
    """The facts of one segment between two moments, with the seconds since START."""
    return [
        (h.fact, h.changed_at - START) for h in advance_session(state, SessionEvent.TICK, START + until)[1]
    ]


@each_case(
    ("work", "stages"),
    [
        (19, [(SessionFact.WORK_STARTED, 5.0)]),
        (20, [(SessionFact.WORK_STARTED, 5.0), (SessionFact.LAST_SECONDS_BEGUN, 15.0)]),
        (29, [(SessionFact.WORK_STARTED, 5.0), (SessionFact.LAST_SECONDS_BEGUN, 24.0)]),
        (
            30,
            [
                (SessionFact.WORK_STARTED, 5.0),
                (SessionFact.HALFWAY, 20.0),
                (SessionFact.LAST_SECONDS_BEGUN, 25.0),
            ],
        ),
        (
            60,
            [
                (SessionFact.WORK_STARTED, 5.0),
                (SessionFact.HALFWAY, 35.0),
                (SessionFact.LAST_SECONDS_BEGUN, 55.0),
            ],
        ),
    ],
)
def test_half_time_and_the_last_ten_seconds_are_told_where_there_is_room(
    work: float, stages: list[tuple[SessionFact, float]]
) -> None:
    assert facts_until(started(segments_of(work)), work + 4.9) == stages


def test_added_time_moves_half_time_and_the_last_ten_seconds() -> None:
    longer, _ = advance_session(started(segments_of(60)), SessionEvent.ADD_TIME, START + 10)

    assert facts_until(longer, 79) == [(SessionFact.HALFWAY, 42.5), (SessionFact.LAST_SECONDS_BEGUN, 70.0)]


def test_time_added_in_the_last_seconds_makes_them_be_told_again() -> None:
    state, facts = advance_session(started(segments_of(60)), SessionEvent.ADD_TIME, START + 58)

    assert facts[-2].fact is SessionFact.LAST_SECONDS_BEGUN
    assert facts_until(state, 79) == [(SessionFact.LAST_SECONDS_BEGUN, 70.0)]


@each_case(
    ("spent_seconds", "stage"),
    [
        (0, SegmentStage.LEAD_IN),
        (5, SegmentStage.FIRST_HALF),
        (34, SegmentStage.FIRST_HALF),
        (35, SegmentStage.SECOND_HALF),
        (60, SegmentStage.LAST),
    ],
)
def test_a_session_taken_up_again_knows_which_stage_it_is_in(
    spent_seconds: float, stage: SegmentStage
) -> None:
    state = resumed_session((SegmentProgress(segments_of(60)[0], spent=spent_seconds),), 0)

    assert state.current_progress.stage is stage


def test_a_segment_done_again_tells_its_stages_again() -> None:
    again, _ = advance_session(started(segments_of(60)), SessionEvent.BACK, START + 40)

    assert [fact for fact, _ in facts_until(again, 104)] == [
        *(SessionFact.WORK_STARTED, SessionFact.HALFWAY, SessionFact.LAST_SECONDS_BEGUN)
    ]


# --- pause --------------------------------------------------------------------------------------------------


@each_case("at", [0.0, 3.0, 5.0, 12.5, 24.0, 25.0, 33.0, 94.0])
def test_a_pause_costs_no_step_time(at: float) -> None:
    paused, facts = advance_session(started(), SessionEvent.PAUSE, START + at)

    # Whatever the clock does meanwhile, nothing happens.
    still, none = advance_session(paused, SessionEvent.TICK, START + at + 10_000)
    resumed, _ = advance_session(still, SessionEvent.RESUME, START + at + 10_000)
    _, more = advance_session(resumed, SessionEvent.TICK, START + 20_000)

    assert facts[-1] == TimedFact(SessionFact.PAUSED, paused.current_index, START + at)
    assert none == ()
    assert next_deadline(paused) is None
    assert seconds_left(resumed, START + at + 10_000) == pytest.approx(95.0 - at)
    assert more[-1].fact is SessionFact.FINISHED
    assert more[-1].changed_at == pytest.approx(START + 10_000 + 95.0)


def test_a_pause_that_comes_late_is_booked_on_the_segment_that_is_on_by_then() -> None:
    state, facts = advance_session(started(), SessionEvent.PAUSE, START + 27)

    assert [h.fact for h in facts] == [
        *(
            SessionFact.WORK_STARTED,
            SessionFact.LAST_SECONDS_BEGUN,
            SessionFact.SEGMENT_DONE,
            SessionFact.SEGMENT_STARTED,
        ),
        SessionFact.PAUSED,
    ]
    assert (state.current_index, spent_seconds(state, START + 500)) == (1, 2.0)


def test_a_pause_in_the_lead_in_leaves_the_rest_of_the_lead_in() -> None:
    state = played([(SessionEvent.START, 0.0), (SessionEvent.PAUSE, 2.0), (SessionEvent.RESUME, 50.0)])

    assert next_deadline(state) == 53.0
    assert lead_in_seconds_left(state, 51.0) == 2.0


def test_many_pauses_cost_nothing_together() -> None:
    script: Script = [(SessionEvent.START, 0.0)]
    for i in range(40):  # one second on, one second off
        script += [(SessionEvent.PAUSE, 2.0 * i + 1), (SessionEvent.RESUME, 2.0 * i + 2)]

    state = played(script)

    assert seconds_left(state, 80.0) == 95.0 - 40.0


# --- next, back, +15 s, end ---------------------------------------------------------------------------------


def test_next_marks_the_segment_skipped_and_begins_the_following() -> None:
    state, facts = advance_session(started(), SessionEvent.NEXT, START + 10)

    assert facts[-2:] == (
        TimedFact(SessionFact.SEGMENT_SKIPPED, 0, START + 10),
        TimedFact(SessionFact.SEGMENT_STARTED, 1, START + 10),
    )
    assert state.progress[0].status is SegmentStatus.SKIPPED
    assert total_spent_seconds(state, START + 10) == 10.0
    assert skipped_seconds(state) == 15.0
    assert seconds_left(state, START + 10) == 70.0


def test_next_on_the_last_segment_finishes() -> None:
    state = played(
        [
            (SessionEvent.START, 0.0),
            (SessionEvent.NEXT, 1.0),
            (SessionEvent.NEXT, 2.0),
            (SessionEvent.NEXT, 3.0),
        ]
    )

    assert state.status is SessionStatus.FINISHED
    assert count_segments(state, SegmentStatus.SKIPPED) == 3
    assert seconds_left(state, 3.0) == 0.0
    assert total_spent_seconds(state, 3.0) + skipped_seconds(state) == total_planned_seconds(state)


@each_case(
    ("at", "index"),
    [
        (26.0, 0),  # in the lead-in of the second segment: to the first
        (30.0, 0),  # just at its work
        (33.0, 0),  # three seconds in
        (33.1, 1),  # later: the second again
        (59.0, 1),
        (1.0, 0),  # before the first there is none
        (20.0, 0),
    ],
)
def test_back_restarts_the_segment_or_goes_to_the_one_before(at: float, index: int) -> None:
    now = START + at
    state, facts = advance_session(started(), SessionEvent.BACK, now)

    assert state.current_index == index
    assert facts[-1] == TimedFact(SessionFact.SEGMENT_STARTED, index, now)
    assert spent_seconds(state, now) == 0.0
    assert next_deadline(state) == now + 5
    assert count_segments(state, SegmentStatus.PENDING) == len(SHORT_SEGMENTS) - index


def test_going_back_undoes_what_was_spent_on_both_segments() -> None:
    state = played(
        [
            (SessionEvent.START, 0.0),
            (SessionEvent.NEXT, 10.0),
            (SessionEvent.PAUSE, 12.0),
            (SessionEvent.BACK, 50.0),
        ]
    )

    assert [each.spent for each in state.progress] == [0.0, 0.0, 0.0]
    assert (total_spent_seconds(state, 50.0), seconds_left(state, 50.0)) == (0.0, 95.0)


def test_back_to_a_skipped_segment_makes_it_pending_again() -> None:
    state = played([(SessionEvent.START, 0.0), (SessionEvent.NEXT, 1.0), (SessionEvent.BACK, 2.0)])

    assert state.current_index == 0
    assert count_segments(state, SegmentStatus.PENDING) == 3
    assert skipped_seconds(state) == 0.0
    assert seconds_left(state, 2.0) == 95.0


@pytest.mark.parametrize("event", [SessionEvent.NEXT, SessionEvent.BACK, SessionEvent.ADD_TIME])
def test_moving_about_while_paused_stays_paused(event: SessionEvent) -> None:
    state = played([(SessionEvent.START, 0.0), (SessionEvent.PAUSE, 7.0), (event, 50.0)])

    assert state.status is SessionStatus.PAUSED
    assert seconds_left(state, 50.0) == seconds_left(state, 5000.0)


def test_fifteen_seconds_more_raise_segment_total_and_time_left_alike() -> None:
    before = started()
    state, facts = advance_session(before, SessionEvent.ADD_TIME, START + 10)

    assert facts[-1] == TimedFact(SessionFact.TIME_ADDED, 0, START + 10)
    assert total_planned_seconds(state) - total_planned_seconds(before) == ADD_TIME_SECONDS == 15.0
    assert segment_seconds_left(state, START + 10) == 30.0
    assert seconds_left(state, START + 10) == 100.0
    assert [
        h.changed_at
        for h in advance_session(state, SessionEvent.TICK, START + 40)[1]
        if h.fact is SessionFact.SEGMENT_DONE
    ] == [START + 40]


def test_added_time_stays_with_its_segment_when_it_is_done_again() -> None:
    state = played([(SessionEvent.START, 0.0), (SessionEvent.ADD_TIME, 10.0), (SessionEvent.BACK, 20.0)])

    assert (segment_seconds_left(state, 20.0), total_planned_seconds(state)) == (40.0, 110.0)


def test_fifteen_seconds_pressed_as_a_segment_ends_go_to_the_next() -> None:
    state, _ = advance_session(started(), SessionEvent.ADD_TIME, START + 25)

    assert [each.added for each in state.progress] == [0.0, 15.0, 0.0]


@pytest.mark.parametrize("before", [[], [(SessionEvent.PAUSE, 12.0)]])
def test_ending_keeps_what_was_done(before: Script) -> None:
    state = played([(SessionEvent.START, 0.0), *before, (SessionEvent.END, 12.0)])

    assert state.status is SessionStatus.ENDED
    assert total_spent_seconds(state, 900.0) == 12.0
    assert seconds_left(state, 900.0) == 83.0
    assert next_deadline(state) is None


def test_a_session_can_be_ended_before_it_starts() -> None:
    state, facts = advance_session(new_session(SHORT_SEGMENTS), SessionEvent.END, 3.0)

    assert (state.status, [h.fact for h in facts]) == (SessionStatus.ENDED, [SessionFact.ENDED])
    assert total_spent_seconds(state, 9.0) == 0.0


@each_case("over", [[(SessionEvent.END, 10.0)], [(SessionEvent.TICK, 95.0)]], ids=["ended", "finished"])
@each_case("event", list(SessionEvent))
def test_nothing_happens_to_a_session_that_is_over(over: Script, event: SessionEvent) -> None:
    state = played([(SessionEvent.START, 0.0), *over])

    assert advance_session(state, event, 1000.0) == (state, ())


@each_case(
    ("script", "event"),
    [
        ([], SessionEvent.PAUSE),
        ([], SessionEvent.RESUME),
        ([], SessionEvent.NEXT),
        ([], SessionEvent.BACK),
        ([], SessionEvent.ADD_TIME),
        ([], SessionEvent.TICK),
        ([(SessionEvent.START, 0.0)], SessionEvent.START),
        ([(SessionEvent.START, 0.0)], SessionEvent.RESUME),
        ([(SessionEvent.START, 0.0), (SessionEvent.PAUSE, 1.0)], SessionEvent.PAUSE),
        ([(SessionEvent.START, 0.0), (SessionEvent.PAUSE, 1.0)], SessionEvent.START),
    ],
)
def test_an_event_that_means_nothing_changes_nothing(script: Script, event: SessionEvent) -> None:
    state = played(script)

    assert advance_session(state, event, 2.0) == (state, ())


# --- any events at any times --------------------------------------------------------------------------------

# Gaps of nothing, of fractions, of steps and, seldom, of nights; an end is seldom, too: more happens.
_gaps = st.one_of(
    *(st.just(0.0), st.floats(0, 4), st.floats(0, 8), st.floats(0, 60)),
    st.sampled_from([5.0, 25.0, 30.0, 300.0, 1e5]),
)
_presses = [event for event in SessionEvent if event not in (SessionEvent.START, SessionEvent.END)]
_scripts = st.lists(st.tuples(st.sampled_from([*SessionEvent, *_presses, *_presses]), _gaps), max_size=40)
_segments = st.lists(st.tuples(st.floats(1, 600), st.sampled_from([0.0, 5.0])), min_size=1, max_size=8).map(
    lambda works: tuple(each for work, lead in works for each in segments_of(work, lead_in=lead))
)


@given(_segments, _scripts, st.floats(0, 1e6))
def test_the_sums_hold_whatever_happens(
    segments: tuple[Segment, ...], script: list[tuple[SessionEvent, float]], now: float
) -> None:
    state = new_session(segments)
    for event, gap in [(SessionEvent.START, 0.0), *script]:
        now += gap
        state, facts = advance_session(state, event, now)

        everything = total_planned_seconds(state)
        # Sums of fractions may differ in the last bit, by the order in which they are taken.
        assert 0.0 <= seconds_left(state, now) <= everything + 1e-9
        assert 0.0 <= segment_seconds_left(state, now) <= state.current_progress.planned
        assert total_spent_seconds(state, now) + skipped_seconds(state) + seconds_left(
            state, now
        ) == pytest.approx(everything, abs=1e-6)
        outcomes = [count_segments(state, outcome) for outcome in SegmentStatus]
        assert sum(outcomes) == len(segments)
        assert (
            count_segments(state, SegmentStatus.DONE) + count_segments(state, SegmentStatus.SKIPPED)
            == state.current_index
        )
        assert everything == pytest.approx(
            sum(segment.seconds for segment in segments) + sum(each.added for each in state.progress)
        )
        assert all(happened.changed_at <= now for happened in facts)
        deadline = next_deadline(state)
        assert (deadline is None) is (state.status is not SessionStatus.RUNNING)
        assert deadline is None or deadline >= now


def test_half_time_that_added_time_put_into_the_past_comes_at_once() -> None:
    # 19 s of work have no half time; 34 s have it after 17, which are over by then.
    state, _ = advance_session(new_session(segments_of(19.0)), SessionEvent.START, 0.0)
    state, _ = advance_session(state, SessionEvent.ADD_TIME, 23.0)

    assert next_deadline(state) == 23.0
    state, facts = advance_session(state, SessionEvent.TICK, 23.0)
    assert [(each.fact, each.changed_at) for each in facts] == [(SessionFact.HALFWAY, 23.0)]
    assert next_deadline(state) == 29.0


@given(_segments, _scripts)
def test_extra_looks_at_the_clock_change_nothing(
    segments: tuple[Segment, ...], script: list[tuple[SessionEvent, float]]
) -> None:
    # Quarters of a second are exact in binary, so both runs can be compared without a tolerance.
    segments = tuple(
        replace(each, step=replace(each.step, seconds=max(1.0, round(each.step.seconds * 4) / 4)))
        for each in segments
    )
    seldom = often = new_session(segments)
    told_seldom: list[TimedFact] = []
    told_often: list[TimedFact] = []
    now = 0.0
    for event, gap in [(SessionEvent.START, 0.0), *script]:
        gap = round(gap * 4) / 4
        for part in (0.25, 0.5, 0.75):
            often, facts = advance_session(often, SessionEvent.TICK, now + part * gap)
            told_often += facts
        now += gap
        seldom, facts = advance_session(seldom, event, now)
        told_seldom += facts
        often, facts = advance_session(often, event, now)
        told_often += facts

    assert (often, told_often) == (seldom, told_seldom)


@given(_segments, st.lists(st.tuples(st.floats(0, 90), st.floats(0, 1e4)), max_size=15))
def test_pauses_shift_the_end_by_exactly_their_length(
    segments: tuple[Segment, ...], pauses: list[tuple[float, float]]
) -> None:
    state, now, paused_for = played([(SessionEvent.START, 0.0)], segments), 0.0, 0.0
    for running, standing in pauses:
        now += running
        state, _ = advance_session(state, SessionEvent.PAUSE, now)
        if state.status is not SessionStatus.PAUSED:
            return
        now += standing
        paused_for += standing
        state, _ = advance_session(state, SessionEvent.RESUME, now)

    _, facts = advance_session(state, SessionEvent.TICK, now + 1e7)

    assert facts[-1].fact is SessionFact.FINISHED
    assert facts[-1].changed_at == pytest.approx(total_seconds(segments) + paused_for)


# --- records ------------------------------------------------------------------------------------------------


def a_record(state: SessionState, now: float) -> SessionRecord:
    return SessionRecord(
        id=UUID(int=7),
        routine_key="short",
        routine_title="Short",
        kind=RoutineKind.WIND_DOWN,
        started_at=Moment(1_800_000_000, 60),
        status=state.status,
        segments=segment_records(state, now),
        index=min(state.current_index, len(state.progress) - 1),
    )


@given(_segments, _scripts)
def test_a_record_gives_the_session_back_paused(
    segments: tuple[Segment, ...], script: list[tuple[SessionEvent, float]]
) -> None:
    state, now = new_session(segments), 10.0
    for event, gap in [(SessionEvent.START, 0.0), *script]:
        now += gap
        state, _ = advance_session(state, event, now)
    if state.is_over:
        return

    back = restore_session_state(a_record(state, now), segments)

    assert back is not None
    assert back.status is SessionStatus.PAUSED
    assert back.current_index == state.current_index
    for late in (0.0, 1e6):
        assert seconds_left(back, late) == pytest.approx(seconds_left(state, now))
        assert total_spent_seconds(back, late) == pytest.approx(total_spent_seconds(state, now))
    assert skipped_seconds(back) == pytest.approx(skipped_seconds(state))
    assert total_planned_seconds(back) == total_planned_seconds(state)
    assert segment_records(back, 0.0) == segment_records(state, now)


def test_a_record_tells_each_segment() -> None:
    state = played([(SessionEvent.START, 0.0), (SessionEvent.NEXT, 8.0), (SessionEvent.ADD_TIME, 20.0)])

    kept = segment_records(state, 21.0)

    assert [(s.step_key, s.side, s.status, s.planned, s.spent, s.added) for s in kept] == [
        ("breath", Side.BOTH, SegmentStatus.SKIPPED, 25.0, 8.0, 0.0),
        ("calf", Side.LEFT, SegmentStatus.PENDING, 50.0, 13.0, 15.0),
        ("calf", Side.RIGHT, SegmentStatus.PENDING, 35.0, 0.0, 0.0),
    ]


def test_a_restored_session_goes_on_where_it_was_left() -> None:
    record = a_record(played([(SessionEvent.START, 0.0), (SessionEvent.PAUSE, 27.0)]), 27.0)

    back = restore_session_state(record, SHORT_SEGMENTS)
    assert back is not None
    resumed, _ = advance_session(back, SessionEvent.RESUME, 9000.0)

    assert next_deadline(resumed) == 9003.0  # three seconds of the lead-in are left
    assert seconds_left(resumed, 9000.0) == 68.0


@each_case(
    "changed",
    [
        SHORT_SEGMENTS[:-1],
        (*SHORT_SEGMENTS, SHORT_SEGMENTS[0]),
        (SHORT_SEGMENTS[0], SHORT_SEGMENTS[2], SHORT_SEGMENTS[1]),
        segments_of(20, 30, 30),
    ],
    ids=["shorter", "longer", "other leg first", "other steps"],
)
def test_a_record_of_a_routine_that_has_changed_gives_nothing(changed: tuple[Segment, ...]) -> None:
    assert restore_session_state(a_record(started(), START), changed) is None


def test_a_record_beyond_its_last_segment_gives_nothing() -> None:
    record = replace(a_record(started(), START), index=3)

    assert restore_session_state(record, SHORT_SEGMENTS) is None


def test_a_step_made_shorter_since_is_never_overspent() -> None:
    record = a_record(played([(SessionEvent.START, 0.0), (SessionEvent.PAUSE, 20.0)]), 20.0)
    shorter = tuple(replace(each, step=replace(each.step, seconds=10)) for each in SHORT_SEGMENTS)

    back = restore_session_state(record, shorter)

    assert back is not None
    assert (spent_seconds(back, 0.0), segment_seconds_left(back, 0.0), seconds_left(back, 0.0)) == (
        15.0,
        0.0,
        30.0,
    )
