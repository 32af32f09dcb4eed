"""The way from a topic into one of its steps and back, and to the person's own log."""

import pytest
from PySide6.QtWidgets import QListWidget

from rlscompanion.domain.learning import ArticleLibrary
from rlscompanion.domain.safety import Finding
from rlscompanion.domain.session import SessionStatus
from tests.ui.bedside import Bedside
from tests.ui.conftest import OpenBedside
from tests.ui.stations import station_named

pytestmark = pytest.mark.usefixtures("unstyled")


@pytest.fixture
def reading(bedside: Bedside) -> Bedside:
    station_named("benefit").go(bedside)
    return bedside


def test_a_step_starts_at_once_without_scales_and_without_sound(reading: Bedside) -> None:
    reading.press("Try Whole leg")

    assert reading.page is reading.flow.evening.session
    assert reading.control("Step").accessibleName() == "Step: Whole leg, left leg"
    assert reading.sessions.is_on
    assert reading.engine.named("play") == []
    assert reading.keep_awake.held == "display"
    assert not reading.visible("Learn"), "the session fills the window"


def test_it_is_that_one_step_on_both_legs(reading: Bedside) -> None:
    reading.press("Try Whole leg")

    state = reading.sessions.state
    assert state is not None
    assert [(each.segment.step.key, each.segment.side.value) for each in state.progress] == [
        ("whole_leg", "left"),
        ("whole_leg", "right"),
    ]


def test_done_it_goes_back_to_the_topic_and_asks_nothing(reading: Bedside) -> None:
    reading.press("Try Whole leg")

    reading.end_session()

    assert reading.page is reading.flow.learn.article
    assert reading.keep_awake.held is None
    focused = reading.window.focusWidget()
    assert focused is not None
    assert focused.accessibleIdentifier() == "Try Whole leg"


def test_ended_by_hand_it_goes_back_as_well(reading: Bedside) -> None:
    reading.press("Try Whole leg")
    reading.pass_time(10)

    reading.keys("Esc", "Enter")

    assert reading.page is reading.flow.learn.article


# --- what the health questions leave open -------------------------------------------------------------------


def test_what_may_not_be_done_is_not_begun_but_explained(reading: Bedside) -> None:
    reading.safety.save_answers({Finding.BLEEDING})

    reading.press("Try Whole leg")

    assert reading.visible("Done")
    assert not reading.sessions.is_on
    reading.press("Done")
    assert reading.page is reading.flow.learn.article


def test_breathing_stays_open(reading: Bedside) -> None:
    reading.safety.save_answers({Finding.BLEEDING})

    reading.press("Try Slow breath")

    assert reading.page is reading.flow.evening.session


def test_a_step_is_done_as_lightly_as_it_may_be(reading: Bedside) -> None:
    reading.safety.save_answers({Finding.VARICOSE_VEINS})

    reading.press("Try Calf, long strokes")

    state = reading.sessions.state
    assert state is not None
    assert state.current_progress.segment.step.pressure == (1, 2)


def test_never_asked_it_asks_first_and_comes_back(opened: OpenBedside) -> None:
    bedside = opened(Bedside(is_screened=False))
    station_named("benefit").go(bedside)

    bedside.press("Try Whole leg")
    assert not bedside.sessions.is_on
    bedside.press("Not now")

    assert bedside.page is bedside.flow.learn.article
    assert bedside.session_log.all_sessions() == []


# --- nothing of it stays ------------------------------------------------------------------------------------


def test_it_leaves_no_record(reading: Bedside) -> None:
    reading.press("Try Whole leg")

    reading.end_session()

    assert reading.session_log.all_sessions() == []
    assert reading.session_log.all_ratings() == []


def test_broken_off_it_is_not_offered_again(reading: Bedside, opened: OpenBedside) -> None:
    reading.press("Try Whole leg")
    reading.pass_time(10)
    reading.close()

    reading.open()

    assert reading.sessions.interrupted_session() is None
    assert not reading.visible("Continue session")


def test_a_wind_down_broken_off_before_stays_offered(bedside: Bedside) -> None:
    bedside.start_session()
    bedside.pass_time(40)
    bedside.close()
    bedside.open()

    station_named("benefit").go(bedside)
    bedside.press("Try Whole leg")
    bedside.end_session()
    bedside.press("Back")
    bedside.press("Tonight")

    assert bedside.session.status is SessionStatus.PAUSED
    assert bedside.visible("Continue session")


def test_the_routine_of_the_evening_stays_chosen(reading: Bedside) -> None:
    before = reading.preferences.all_texts()

    reading.press("Try Whole leg")
    reading.end_session()
    reading.press("Back")
    reading.press("Tonight")
    reading.start_session()

    assert reading.preferences.all_texts() == before
    assert reading.session.routine_key == "wind_down_10"


def test_after_trying_an_evening_ends_as_always(reading: Bedside) -> None:
    reading.press("Try Whole leg")
    reading.end_session()
    reading.press("Back")
    reading.press("Tonight")
    reading.start_session()

    reading.end_session()

    assert reading.page is reading.flow.evening.scales_after


def test_a_rescue_after_trying_ends_in_the_dark(reading: Bedside) -> None:
    reading.press("Try Whole leg")
    reading.end_session()
    reading.press("Back")
    reading.press("Tonight")
    reading.press("Lights out")

    reading.keys("Space")
    reading.end_session()
    reading.press("Back to bed")

    assert reading.page is reading.flow.night.lights_out


@pytest.mark.parametrize(
    ("topic", "chart", "word"),
    [
        ("Looser muscles", "Muscle tension before and after", "Open the chart"),
        ("Better circulation", "Sleep times", "Open the chart"),
        ("Relaxation", "Stress before and after", "Open the chart"),
        ("Less pain", "Pain before and after", "Open the chart"),
        ("Better sleep", "Sleep times", "Sleep times"),
        ("Alongside other treatments", "Compare nights", "Open the chart"),
        ("Lasting relief", "Worst urge to move", "Open the chart"),
    ],
)
def test_the_chart_opens_in_which_it_is_seen(bedside: Bedside, topic: str, chart: str, word: str) -> None:
    bedside.press("Learn")
    bedside.press(topic)

    bedside.press(word)

    assert bedside.page is bedside.flow.day.insights
    item = bedside.control("Charts", QListWidget).currentItem()
    assert item is not None
    assert item.text() == chart


def test_articles_are_read_when_they_are_first_wanted(opened: OpenBedside) -> None:
    asked: list[str] = []

    def read() -> ArticleLibrary:
        asked.append("read")
        return ArticleLibrary(())

    bedside = opened(Bedside(read_library=read))
    assert asked == []

    bedside.press("Learn")
    bedside.press("Tonight")
    bedside.press("Learn")

    assert asked == ["read"]
