"""The session with open eyes: one arrangement for a whole routine, in which nothing is cut off."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from rlscompanion.domain.routine import FOOT_ON_STOOL_TEXT, Routine
from rlscompanion.ui.session.instructions import RingSize
from rlscompanion.ui.session.visible_session import SESSION_ARRANGEMENTS, VisibleSession
from rlscompanion.ui.theme import LEAST_PRESS_PIXELS
from rlscompanion.ui.widgets.column import CentredColumn
from rlscompanion.ui.widgets.figure import LegFigure
from rlscompanion.ui.widgets.ring_timer import RingTimer
from tests.ui.bedside import Bedside, rescues, wind_downs
from tests.ui.conftest import OpenBedside

THIRTY = next(routine for routine in wind_downs() if routine.key == "wind_down_30")
"""It has every step."""

SIZES = [
    (1280, 800, "1.0"),
    (1280, 800, "1.5"),
    (1280, 800, "2.0"),
    (900, 640, "1.0"),
    (900, 640, "1.3"),
    (1920, 1080, "1.0"),
    (1920, 1080, "2.0"),
]
DAILY = [(1280, 800, "2.0"), (900, 640, "1.3")]
EACH_SIZE = [size if size in DAILY else pytest.param(*size, marks=pytest.mark.thorough) for size in SIZES]
"""The others are for the thorough run."""


def massaging(opened: OpenBedside, routine: Routine, width: int, height: int, scale: str) -> Bedside:
    bedside = Bedside(wind_downs=(routine,))
    bedside.preferences.set("text_scale", scale)
    opened(bedside)
    bedside.window.resize(width, height)
    bedside.start_session()
    bedside.process_events()
    return bedside


def visible_session(bedside: Bedside) -> VisibleSession:
    found = bedside.page.findChild(VisibleSession)
    assert found is not None
    return found


def hidden_pixels(bedside: Bedside) -> int:
    """The number of pixels of the text that could be seen only by scrolling."""
    column = visible_session(bedside).findChild(CentredColumn)
    assert column is not None
    return column.verticalScrollBar().maximum()


@pytest.mark.parametrize(("width", "height", "scale"), EACH_SIZE)
def test_every_moment_is_in_sight_without_scrolling(
    opened: OpenBedside, width: int, height: int, scale: str
) -> None:
    bedside = massaging(opened, THIRTY, width, height, scale)
    arrangement = visible_session(bedside).arrangement
    # Places alone are looked at; drawing the legs would take most of the time.
    bedside.window.setUpdatesEnabled(False)
    over = {}
    while bedside.sessions.is_on and (state := bedside.sessions.state) is not None:
        for seconds in (0, state.current_progress.segment.step.seconds):
            bedside.pass_time(seconds)
            bedside.process_events()
            over[f"{state.current_progress.segment.step.key} at {seconds}"] = hidden_pixels(bedside)
        assert visible_session(bedside).arrangement is arrangement
        bedside.press("Next")

    assert {where: pixels for where, pixels in over.items() if pixels > 0} == {}


@pytest.mark.parametrize("scale", ["1.0", "2.0"])
@pytest.mark.parametrize("routine", rescues(), ids=lambda routine: routine.key)
def test_a_rescue_is_in_sight_as_well(opened: OpenBedside, routine: Routine, scale: str) -> None:
    bedside = Bedside(rescues=(routine,))
    bedside.preferences.set("text_scale", scale)
    opened(bedside)
    bedside.press("Lights out")
    bedside.keys("Space")
    bedside.window.setUpdatesEnabled(False)
    over = {}
    while bedside.sessions.is_on and (state := bedside.sessions.state) is not None:
        bedside.pass_time(state.current_progress.segment.seconds / 2)
        bedside.process_events()
        over[state.current_progress.segment.step.key] = hidden_pixels(bedside)
        bedside.press("Next")

    assert {where: pixels for where, pixels in over.items() if pixels > 0} == {}


def test_at_the_least_window_and_twice_the_size_what_matters_is_in_sight(opened: OpenBedside) -> None:
    bedside = massaging(opened, THIRTY, 900, 640, "2.0")
    bedside.window.setUpdatesEnabled(False)
    while bedside.sessions.is_on and (state := bedside.sessions.state) is not None:
        step = state.current_progress.segment.step
        bedside.pass_time(5)
        bedside.process_events()
        pressure = [bedside.control("Pressure")] if step.pressure else []
        session_left = next(
            each for each in visible_session(bedside).findChildren(QLabel) if each.text().endswith(" in all")
        )
        shown_now = (bedside.control("Step"), bedside.control("Cue"), bedside.control("Time left"))
        for shown in (*shown_now, *pressure, session_left):
            assert shown.visibleRegion().boundingRect().size() == shown.size(), step.key
        bedside.press("Next")


@pytest.mark.parametrize(
    ("width", "height", "scale", "ring", "has_figure"),
    [
        (1280, 800, "1.0", RingSize.FULL, True),
        (900, 640, "1.0", RingSize.SMALL, True),
        (1280, 800, "1.5", RingSize.BARE, True),
        (900, 640, "2.0", RingSize.BARE, False),
    ],
)
def test_the_figure_gives_way_to_words_that_need_the_room(
    opened: OpenBedside, width: int, height: int, scale: str, ring: RingSize, has_figure: bool
) -> None:
    bedside = massaging(opened, THIRTY, width, height, scale)

    figure = visible_session(bedside).findChild(LegFigure)
    assert figure is not None
    assert figure.isVisible() is has_figure
    assert visible_session(bedside).arrangement.density.ring is ring


def test_a_window_made_larger_brings_the_figure_back(opened: OpenBedside) -> None:
    bedside = massaging(opened, wind_downs()[0], 900, 640, "2.0")
    figure = visible_session(bedside).findChild(LegFigure)
    assert figure is not None
    assert not figure.isVisible()

    bedside.window.resize(1920, 1080)
    bedside.process_events()

    assert figure.isVisible()


def test_larger_text_is_given_its_room_at_once(opened: OpenBedside) -> None:
    bedside = massaging(opened, wind_downs()[0], 1280, 800, "1.0")
    assert visible_session(bedside).arrangement is SESSION_ARRANGEMENTS[0]

    bedside.preferences.set("text_scale", "2.0")
    bedside.window.apply_text_scale()
    bedside.process_events()

    assert visible_session(bedside).arrangement is not SESSION_ARRANGEMENTS[0]
    assert hidden_pixels(bedside) == 0


def test_larger_text_in_a_pause_takes_the_whole_time_out_of_the_ring(opened: OpenBedside) -> None:
    bedside = massaging(opened, wind_downs()[0], 1280, 800, "1.0")
    bedside.press("Pause")
    ring = visible_session(bedside).findChild(RingTimer)
    assert ring is not None
    assert "in all" in ring.caption

    bedside.preferences.set("text_scale", "2.0")
    bedside.window.apply_text_scale()
    bedside.window.resize(900, 640)
    bedside.process_events()

    assert visible_session(bedside).arrangement.density.ring is RingSize.BARE
    assert ring.caption == ""


@pytest.mark.parametrize(("width", "height", "scale"), [*EACH_SIZE, (900, 640, "2.0")])
def test_targets_are_large_enough_for_a_hand_half_asleep(
    opened: OpenBedside, width: int, height: int, scale: str
) -> None:
    bedside = massaging(opened, wind_downs()[0], width, height, scale)

    visible = [each for each in visible_session(bedside).findChildren(QPushButton) if each.isVisible()]
    buttons = [each for each in visible if not each.isCheckable()]
    assert len(buttons) == 6
    assert min(each.height() for each in visible) >= LEAST_PRESS_PIXELS
    assert min(each.height() for each in buttons) >= 60
    assert min(each.width() for each in buttons) >= 88
    assert len({each.y() for each in buttons}) == 1


def test_technique_and_muscles_are_told_to_who_asks(opened: OpenBedside) -> None:
    bedside = massaging(opened, THIRTY, 1280, 800, "1.0")
    received = "Slow breathing"
    assert not any(received in each for each in bedside.texts())

    bedside.press("More")

    assert any(received in each for each in bedside.texts())
    assert hidden_pixels(bedside) == 0


def test_one_press_puts_the_foot_on_a_stool(opened: OpenBedside) -> None:
    foot = next(step for step in THIRTY.steps if step.key == "foot_effleurage")
    bedside = massaging(opened, replace(THIRTY, key="foot", steps=(foot,)), 1280, 800, "1.0")
    figure = visible_session(bedside).findChild(LegFigure)
    assert figure is not None
    before = figure.grab().toImage()

    bedside.press("Foot on a stool")
    on_stool = figure.grab().toImage()
    bedside.press("Foot on a stool")

    assert on_stool != before
    assert figure.grab().toImage() == before


def test_the_stool_is_remembered_and_told_in_words(opened: OpenBedside) -> None:
    foot = next(step for step in THIRTY.steps if step.key == "foot_effleurage")
    routine = replace(THIRTY, key="foot", steps=(foot,))
    before = Bedside(wind_downs=(routine,))
    before.open()
    before.start_session()
    assert foot.position in before.texts()
    before.press("Foot on a stool")
    assert FOOT_ON_STOOL_TEXT in before.texts()
    before.close()

    again = opened(replace(before))
    again.press("Continue session")

    assert again.control("Foot on a stool", QPushButton).isChecked()
    assert FOOT_ON_STOOL_TEXT in again.texts()
    assert foot.position not in again.texts()


def test_a_stool_is_offered_only_where_the_ankle_would_lie_on_the_knee(opened: OpenBedside) -> None:
    bedside = massaging(opened, wind_downs()[0], 1280, 800, "1.0")

    assert not bedside.visible("Foot on a stool")
