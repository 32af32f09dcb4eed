"""A session with closed eyes: the screen is black, and every key has an effect that is heard."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from rlscompanion.domain.items import Item
from rlscompanion.domain.night import ValueSource
from rlscompanion.domain.ratings import Ratings, RatingTime
from rlscompanion.domain.session import SegmentStatus, SessionStatus
from rlscompanion.ui.session.eyes_closed import EyesClosedScreen
from rlscompanion.ui.theme import DUSK, EMBER
from rlscompanion.ui.widgets.figure import LegFigure
from tests.bedtime.signal_recorder import SignalRecorder
from tests.ui.bedside import Bedside, end_idle_wait, idle_milliseconds
from tests.ui.conftest import OpenBedside
from tests.ui.light import mean_luminance

pytestmark = pytest.mark.usefixtures("unstyled")

HERE = ("Foot.", "Left leg.", "Twenty-five seconds left.")


def close_eyes(bedside: Bedside) -> Bedside:
    """Start the 10-minute wind-down, go 20 s into the left foot, and close the eyes."""
    bedside.start_session("6")
    bedside.pass_time(35)
    bedside.pass_time(5)
    bedside.pass_time(20)
    bedside.keys("e")
    bedside.process_events()
    bedside.voice.taken()
    return bedside


@pytest.fixture
def closed(bedside: Bedside) -> Bedside:
    return close_eyes(bedside)


def session_status(bedside: Bedside) -> SessionStatus:
    return bedside.session.status


def black_screen(bedside: Bedside) -> EyesClosedScreen:
    found = bedside.page.findChild(EyesClosedScreen)
    assert found is not None
    return found


def figure(bedside: Bedside) -> LegFigure:
    found = bedside.page.findChild(LegFigure)
    assert found is not None
    return found


def words_timer(bedside: Bedside) -> QTimer:
    (timer,) = black_screen(bedside).findChildren(QTimer, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return timer


def phrases_said(bedside: Bedside) -> list[object]:
    """The phrases that the voice has said to the end since the last call of this function."""
    received = bedside.voice.taken()
    return [
        line
        for index, line in enumerate(received)
        if line != "hush" and received[index + 1 : index + 2] != ["hush"]
    ]


def is_black(bedside: Bedside) -> bool:
    bedside.process_events()
    picture = bedside.window.grab().toImage()
    return mean_luminance(picture) == 0.0


def lit_words(bedside: Bedside) -> list[str]:
    return [text for text in bedside.texts() if black_screen(bedside).has_words]


@pytest.mark.parametrize("by_key", [True, False])
def test_a_key_or_the_button_blackens_the_screen(bedside: Bedside, by_key: bool) -> None:
    bedside.start_session()
    received = SignalRecorder(bedside.window, "went_dark")

    bedside.keys("e") if by_key else bedside.press("Eyes closed")

    assert is_black(bedside)
    assert bedside.window.theme is EMBER
    assert received.take() == [("went_dark", True)]
    assert black_screen(bedside).cursor().shape() is Qt.CursorShape.BlankCursor
    assert session_status(bedside) is SessionStatus.RUNNING


def test_nothing_is_animated_or_looked_at_meanwhile(closed: Bedside) -> None:
    page = closed.flow.evening.session

    assert not figure(closed).is_animating
    assert not figure(closed).isVisible()
    assert not page._refresh_timer.isActive()


def test_steps_go_on_in_the_dark_without_a_light(closed: Bedside) -> None:
    closed.pass_time(25)

    assert closed.session.segments[1].status is SegmentStatus.DONE
    assert is_black(closed)
    assert phrases_said(closed) == [("Now the other leg.", "Right leg.")]


@pytest.mark.usefixtures("styled")
@pytest.mark.parametrize("key", ["x", "Tab", "Enter", "5", "Delete"])
def test_any_key_is_answered_aloud_and_in_dim_words(closed: Bedside, key: str) -> None:
    closed.keys(key)

    assert phrases_said(closed) == [HERE]
    assert lit_words(closed) == ["Left leg", "Foot", "0:25"]
    assert closed.control("Step").accessibleName() == "Step: Foot, left leg"
    assert closed.control("Time left").accessibleName() == "Time left: 0:25"
    assert mean_luminance(closed.window.grab().toImage()) <= 0.006


def test_a_click_is_answered_too(closed: Bedside) -> None:
    QTest.mouseClick(black_screen(closed), Qt.MouseButton.LeftButton)

    assert phrases_said(closed) == [HERE]
    assert black_screen(closed).has_words


def test_the_words_follow_the_time_and_go_after_a_while(closed: Bedside) -> None:
    closed.keys("x")
    page = closed.flow.evening.session
    assert page._refresh_timer.isActive()
    assert words_timer(closed).interval() == 6000
    closed.clock.advance(4)
    page._refresh_timer.timeout.emit()
    assert closed.control("Time left", QLabel).text() == "0:21"
    assert closed.control("Time left").accessibleName() == "Time left: 0:25"

    words_timer(closed).timeout.emit()

    assert is_black(closed)
    assert not page._refresh_timer.isActive()


def test_another_key_keeps_the_words_longer(closed: Bedside) -> None:
    closed.keys("x")
    words_timer(closed).start(100)

    closed.keys("x")

    assert phrases_said(closed) == [HERE]
    assert words_timer(closed).interval() == 6000


def test_space_pauses_resumes_and_is_answered(closed: Bedside) -> None:
    closed.keys("Space")

    assert session_status(closed) is SessionStatus.PAUSED
    assert phrases_said(closed) == [("Paused.", *HERE)]
    assert lit_words(closed)[-1] == "Paused. Press Space to continue."

    closed.keys("Space")

    assert session_status(closed) is SessionStatus.RUNNING
    assert phrases_said(closed) == [HERE]
    assert lit_words(closed) == ["Left leg", "Foot", "0:25"]


def test_arrows_skip_and_the_voice_of_the_step_is_answer_enough(closed: Bedside) -> None:
    closed.keys("Right")

    assert closed.session.segments[1].status is SegmentStatus.SKIPPED
    assert lit_words(closed)[:2] == ["Right leg", "Foot"]
    assert phrases_said(closed) == [("Now the other leg.", "Right leg.")]

    closed.keys("Left")

    assert lit_words(closed)[:2] == ["Left leg", "Foot"]
    assert phrases_said(closed) == [("Foot.", "Left leg.")]


def test_more_time_is_given_and_told(closed: Bedside) -> None:
    closed.keys("+")

    assert closed.session.segments[1].added == 15
    assert phrases_said(closed) == [("Foot.", "Left leg.", "Forty seconds left.")]
    assert closed.control("Time left", QLabel).text() == "0:40"


@pytest.mark.parametrize("key", ["m", "Up", "Down", "VolumeUp"])
def test_keys_for_the_sound_light_nothing(closed: Bedside, key: str) -> None:
    level, playing = closed.sound.level, closed.sound.is_playing

    closed.keys(key)

    assert is_black(closed)
    assert phrases_said(closed) == []
    assert key == "VolumeUp" or (closed.sound.level, closed.sound.is_playing) != (level, playing)


@pytest.mark.parametrize("key", ["e", "Esc"])
def test_esc_or_e_bring_the_picture_back(closed: Bedside, key: str) -> None:
    received = SignalRecorder(closed.window, "went_dark")

    closed.keys(key)

    assert closed.window.theme is DUSK
    assert received.take() == [("went_dark", False)]
    assert closed.control("Step").accessibleName() == "Step: Foot, left leg"
    assert closed.visible("Pause")
    assert figure(closed).is_animating
    assert session_status(closed) is SessionStatus.RUNNING
    assert phrases_said(closed) == []


def test_what_happened_in_the_dark_is_shown_afterwards(closed: Bedside) -> None:
    closed.keys("Right", "Right", "Space")

    closed.keys("e")

    assert closed.control("Step").accessibleName() == "Step: Sole, left leg"
    assert closed.visible("Resume")


def test_a_key_that_is_held_down_is_one_key(closed: Bedside) -> None:
    for repeats in (False, True, True):
        held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_X, Qt.KeyboardModifier.NoModifier, "x", repeats)
        QApplication.sendEvent(closed.page, held)

    assert phrases_said(closed) == [HERE]


@pytest.mark.usefixtures("styled")
def test_at_the_end_it_asks_in_the_dark(closed: Bedside) -> None:
    closed.end_session()

    assert closed.page is closed.flow.evening.scales_after
    assert closed.window.theme is EMBER
    closed.keys("3")
    assert "Before 6, now 3" in closed.texts()
    closed.process_events()
    assert mean_luminance(closed.window.grab().toImage()) <= 0.006


def test_left_alone_it_becomes_lights_out_without_a_light_between(closed: Bedside) -> None:
    closed.end_session()
    received = SignalRecorder(closed.window, "went_dark")

    end_idle_wait(closed.page)

    sleep = closed.night.main_sleep
    assert sleep is not None
    assert closed.page is closed.flow.night.lights_out
    assert sleep.sources == {Item.TRIED_TO_SLEEP: ValueSource.ESTIMATED}
    assert closed.session_log.ratings(closed.session.id, RatingTime.AFTER).is_blank
    assert received.take() == []


def test_answered_in_the_dark_it_is_lights_out_too(closed: Bedside) -> None:
    closed.end_session()

    closed.keys("3", "2", "1", "0", "Enter")

    assert closed.page is closed.flow.night.lights_out
    assert closed.session_log.ratings(closed.session.id, RatingTime.AFTER) == Ratings(3, 2, 1, 0)


def test_staying_up_from_the_dark_is_light_again(closed: Bedside) -> None:
    closed.end_session()

    closed.press("Stay up")

    assert closed.page is closed.flow.evening.tonight
    assert closed.window.theme is DUSK


def test_skipping_the_last_step_in_the_dark_ends_in_the_dark(closed: Bedside) -> None:
    while closed.sessions.is_on:
        closed.keys("Right")

    assert closed.page is closed.flow.evening.scales_after
    assert closed.window.theme is EMBER
    assert idle_milliseconds(closed.page) == 120_000


def test_the_next_session_begins_with_its_picture(closed: Bedside) -> None:
    closed.end_session()
    closed.press("Stay up")

    closed.start_session()

    assert closed.window.theme is DUSK
    assert figure(closed).isVisible()


def test_after_a_suspend_the_question_stays_until_it_is_answered(closed: Bedside) -> None:
    closed.clock.suspend(3600)

    closed.sessions.check_clocks()

    received = "The computer was asleep, so the session waited. Continue? Press Space to continue."
    assert session_status(closed) is SessionStatus.PAUSED
    assert lit_words(closed) == ["Left leg", "Foot", "0:25", received]
    assert not words_timer(closed).isActive()
    assert phrases_said(closed) == [("Paused.", *HERE)]

    closed.keys("Space")

    assert session_status(closed) is SessionStatus.RUNNING
    assert lit_words(closed) == ["Left leg", "Foot", "0:25"]
    assert words_timer(closed).isActive()


def test_closing_the_window_in_the_dark_keeps_what_was_done(opened: OpenBedside) -> None:
    before = Bedside()
    before.open()
    close_eyes(before).close()
    again = opened(replace(before))
    assert "You stopped at Foot, left leg." in again.texts()

    again.press("Continue session")

    assert again.window.theme is DUSK
    assert again.visible("Resume")
    assert again.control("Step").accessibleName() == "Step: Foot, left leg"


def test_a_rescue_can_be_done_with_eyes_closed(bedside: Bedside) -> None:
    bedside.press("Lights out")
    bedside.keys("Space")
    received = SignalRecorder(bedside.window, "went_dark")

    bedside.keys("e")
    assert is_black(bedside)
    bedside.keys("x")
    assert lit_words(bedside)[:2] == ["Left leg", "Ankle pumps"]
    bedside.keys("Esc")

    assert bedside.window.theme is EMBER
    assert bedside.visible("Pause")
    assert received.take() == []

    bedside.keys("e")
    bedside.end_session()
    bedside.press("Back to bed")

    assert bedside.page is bedside.flow.night.lights_out
    assert is_black(bedside)


def test_nothing_in_the_dark_takes_the_focus(closed: Bedside) -> None:
    closed.keys("Tab", "Tab")

    assert closed.window.focusWidget() is closed.page
    assert phrases_said(closed) == [HERE]


def test_without_a_voice_the_words_answer_alone(opened: OpenBedside) -> None:
    bedside = Bedside()
    bedside.preferences.set("voice", "chimes")
    closed = close_eyes(opened(bedside))

    closed.keys("x")

    assert phrases_said(closed) == []
    assert lit_words(closed) == ["Left leg", "Foot", "0:25"]


@pytest.mark.usefixtures("styled")
def test_the_dark_words_are_large(closed: Bedside) -> None:
    closed.keys("x")
    closed.process_events()

    shown = [each for each in black_screen(closed).findChildren(QLabel) if each.isVisible()]
    assert min(each.fontInfo().pixelSize() for each in shown) >= 24
