"""What the app shows, says and does while a session is running."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QPushButton

from rlscompanion.domain.routine import PictureNames, Routine, RoutineKind
from rlscompanion.domain.session import SegmentStatus, SessionStatus
from rlscompanion.ui.widgets.figure import LegFigure
from rlscompanion.ui.widgets.ring_timer import RingTimer
from tests.domain.samples import a_routine, a_step
from tests.ui.bedside import Bedside, rescues, wind_downs
from tests.ui.conftest import OpenBedside

pytestmark = pytest.mark.usefixtures("unstyled")

FIVE_MINUTES = next(each for each in wind_downs() if each.key == "wind_down_05")


def start_session(opened: OpenBedside, routines: Sequence[Routine] = (FIVE_MINUTES,)) -> Bedside:
    bedside = opened(Bedside(wind_downs=routines))
    bedside.start_session()
    bedside.process_events()
    return bedside


@pytest.fixture
def session(opened: OpenBedside) -> Bedside:
    """An app in the 5-minute wind-down, which has just started."""
    return start_session(opened)


def notice_text(bedside: Bedside) -> str:
    """The notice that is shown in place of the technique; empty if there is none."""
    return bedside.control("Announcement", QLabel).text() if bedside.visible("Announcement") else ""


def figure_of(bedside: Bedside) -> LegFigure:
    figure = bedside.page.findChild(LegFigure)
    assert figure is not None
    return figure


def time_left(bedside: Bedside) -> str:
    page = bedside.flow.evening.session
    page.show_time()
    return bedside.control("Time left", RingTimer).time_text


def accessible_name(bedside: Bedside, identifier: str) -> str:
    return bedside.control(identifier).accessibleName()


def test_each_step_has_its_words(session: Bedside) -> None:
    for step in FIVE_MINUTES.steps:
        sides = ("left leg", "right leg") if step.per_side else ("",)
        for side in sides:
            shown = session.texts()
            assert session.control("Step", QLabel).text() == step.title
            assert accessible_name(session, "Step") == f"Step: {step.title}{', ' if side else ''}{side}"
            assert accessible_name(session, "Cue") == f"Cue: {step.cues.start}"
            assert {step.title, step.cues.start, step.position} <= set(shown)
            assert not step.caution or step.caution in shown
            assert not side or side.capitalize() in shown
            session.press("Next")

    assert session.session.status is SessionStatus.FINISHED


def test_what_comes_next_is_told(session: Bedside) -> None:
    assert accessible_name(session, "Next step") == "Next step: Next: Calf, long strokes, left leg"

    for _ in range(6):
        session.press("Next")

    assert accessible_name(session, "Next step") == "Next step: Last step"


def test_the_routines_note_stands_at_its_first_step_only(session: Bedside) -> None:
    assert FIVE_MINUTES.note in session.texts()

    session.press("Next")

    assert FIVE_MINUTES.note not in session.texts()


def test_lead_ins_say_what_to_do_and_count_down(session: Bedside) -> None:
    assert (time_left(session), notice_text(session)) == ("0:05", "Get ready")

    session.pass_time(5)

    assert (time_left(session), notice_text(session)) == ("0:30", "")
    session.press("More")
    assert f"{FIVE_MINUTES.steps[0].direction}\nSlow breathing\nDiaphragm" in session.texts()


def test_the_second_leg_is_announced(session: Bedside) -> None:
    session.pass_time(35)
    assert notice_text(session) == "Place your hands"

    session.pass_time(50)

    assert accessible_name(session, "Step") == "Step: Calf, long strokes, right leg"
    assert notice_text(session) == "Now the other leg"
    session.pass_time(50)
    assert notice_text(session) == "Place your hands"


def test_cues_and_the_next_step_follow_the_stages(session: Bedside) -> None:
    cues = FIVE_MINUTES.steps[0].cues
    following = session.control("Next step", QLabel)
    received = []
    for seconds in (5, 15, 5):
        session.pass_time(seconds)
        received.append((accessible_name(session, "Cue"), following.property("state")))

    assert received == [
        (f"Cue: {cues.start}", "far"),
        (f"Cue: {cues.midway}", "far"),
        (f"Cue: {cues.last}", "near"),
    ]


@pytest.mark.usefixtures("styled")
def test_nothing_moves_while_a_step_goes_on(session: Bedside) -> None:
    session.pass_time(35)
    places = []
    for seconds in (1, 5, 20, 15):
        session.pass_time(seconds)
        session.process_events()
        places.append([session.control(word).pos() for word in ("Step", "Cue", "Time left", "Progress")])

    assert places[1:] == places[:1] * 3


def test_the_picture_changes_at_half_time(opened: OpenBedside) -> None:
    thigh = next(step for routine in wind_downs() for step in routine.steps if step.midway_picture)
    session = start_session(opened, (a_routine(thigh),))
    figure = figure_of(session)
    session.pass_time(5 + thigh.seconds / 2 - 1)
    before = figure._step

    session.pass_time(1)

    assert before is not None
    assert figure._step is not None
    assert thigh.midway_picture is not None
    assert (before.path, figure._step.path) == (thigh.picture.path, thigh.midway_picture.path)


def test_a_pause_holds_the_motion_where_it_is(session: Bedside) -> None:
    figure = figure_of(session)
    session.pass_time(5)
    session.pass_time(3)
    session.press("Pause")
    stood = figure._motion_seconds()

    session.press("Resume")

    assert figure._motion_seconds() == stood == 3.0


def test_a_picture_that_is_not_there_leaves_the_words(
    opened: OpenBedside, caplog: pytest.LogCaptureFixture
) -> None:
    broken = replace(a_step(), picture=PictureNames("calf", "calf", "stroke", "of my own"))
    session = start_session(opened, (a_routine(broken, FIVE_MINUTES.steps[1]),))

    assert session.control("Step", QLabel).text() == "Calf"
    assert not figure_of(session).isVisible()
    assert "calf has no picture" in caplog.text
    for _ in range(2):
        session.press("Next")
    assert figure_of(session).isVisible()


def test_a_step_for_both_legs_names_no_leg(opened: OpenBedside) -> None:
    session = start_session(opened, (a_routine(FIVE_MINUTES.steps[0]),))

    assert accessible_name(session, "Step") == "Step: Slow breath"
    assert not {"Left leg", "Right leg", "Both legs"} & set(session.texts())


def test_pause_becomes_resume_and_back(session: Bedside) -> None:
    button = session.control("Pause", QPushButton)

    session.press("Pause")
    paused = (button.accessibleIdentifier(), button.accessibleName(), button.text())
    session.press("Resume")
    resumed = (button.accessibleIdentifier(), button.accessibleName(), button.text())

    assert paused == ("Resume",) * 3
    assert resumed == ("Pause",) * 3


def test_a_pause_stands_still(session: Bedside) -> None:
    session.pass_time(15)
    session.press("Pause")

    session.pass_time(300)

    assert time_left(session) == "0:20"
    session.press("Resume")
    session.pass_time(5)
    assert time_left(session) == "0:15"


@pytest.mark.parametrize("by_key", [False, True])
def test_next_back_and_more_time(session: Bedside, by_key: bool) -> None:
    def do(word: str, key: str) -> None:
        session.keys(key) if by_key else session.press(word)

    do("Next", "Right")
    assert session.session.segments[0].status is SegmentStatus.SKIPPED
    do("Back", "Left")
    assert accessible_name(session, "Step") == "Step: Slow breath"
    do("Add 15 seconds", "+")
    assert session.session.segments[0].added == 15
    assert session.session.segments[0].planned == 50


def test_space_pauses_and_resumes(session: Bedside) -> None:
    session.keys("Space")
    paused = session.session.status
    session.keys("Space")
    resumed = session.session.status

    assert (paused, resumed) == (SessionStatus.PAUSED, SessionStatus.RUNNING)


def test_m_silences_and_sounds_again(session: Bedside) -> None:
    session.keys("m")
    assert not session.sound.is_playing

    session.keys("m")

    assert session.sound.is_playing


def test_up_and_down_are_for_the_level(session: Bedside) -> None:
    session.keys("Up", "Up", "Down")

    assert session.sound.level == pytest.approx(0.55)


def test_escape_pauses_and_offers_the_end(session: Bedside) -> None:
    session.keys("Esc")

    focused = session.window.focusWidget()
    assert session.session.status is SessionStatus.PAUSED
    assert focused is not None
    assert focused.accessibleIdentifier() == "End session"


def test_escape_then_enter_ends(session: Bedside) -> None:
    session.keys("Esc", "Enter")

    assert session.session.status is SessionStatus.ENDED
    assert session.page is session.flow.evening.scales_after


def test_after_a_suspend_it_asks_to_continue(session: Bedside) -> None:
    session.pass_time(15)
    session.clock.suspend(3600)

    session.sessions.check_clocks()

    received = "The computer was asleep, so the session waited. Continue?"
    assert session.control("Cue", QLabel).text() == received
    assert session.visible("Resume")
    assert time_left(session) == "0:20"
    focused = session.window.focusWidget()
    assert focused is not None
    assert focused.accessibleIdentifier() == "Resume"


def test_continuing_after_a_suspend_shows_the_cue_again(session: Bedside) -> None:
    session.clock.suspend(3600)
    session.sessions.check_clocks()

    session.press("Resume")

    assert session.control("Cue", QLabel).text() == FIVE_MINUTES.steps[0].cues.start


def test_the_name_of_the_time_left_does_not_follow_the_seconds(session: Bedside) -> None:
    names = []
    for _ in range(35):
        session.flow.evening.session.show_time()
        names.append(accessible_name(session, "Time left"))
        session.pass_time(1)

    assert names[0] == "Time left: 0:35, 5:35 left in all"
    assert sum(before != after for before, after in pairwise(names)) <= 4


def test_the_time_left_is_told_anew_with_each_step(session: Bedside) -> None:
    session.press("Next")

    assert accessible_name(session, "Time left") == "Time left: 0:50, 5:00 left in all"


def test_a_screen_reader_hears_the_words_of_a_display(session: Bedside) -> None:
    interface = QAccessible.queryAccessibleInterface(session.control("Step"))

    assert interface is not None
    assert interface.text(QAccessible.Text.Name) == "Step: Slow breath"


@pytest.mark.usefixtures("styled")
@pytest.mark.thorough
def test_every_shipped_step_is_drawn_in_both_themes(opened: OpenBedside) -> None:
    every = (*wind_downs(), *rescues())
    steps = {step.key: step for routine in every for step in routine.steps}
    session = start_session(opened, (a_routine(*steps.values()),))
    for _ in steps:
        assert not session.window.grab().isNull()
        session.press("Next")
    session.sessions.end_session()
    session.press("Stay up")
    session.rescues = (a_routine(*steps.values(), kind=RoutineKind.RESCUE),)
    session.press("Lights out")

    session.keys("Space")

    assert not session.window.grab().isNull()


def test_hidden_it_does_not_look_at_the_clock(session: Bedside) -> None:
    timer = session.flow.evening.session._refresh_timer
    assert timer.isActive()

    session.press("End session")

    assert not timer.isActive()


def test_paused_it_does_not_look_at_the_clock(session: Bedside) -> None:
    session.press("Pause")

    assert not session.flow.evening.session._refresh_timer.isActive()
