"""What a tired hand presses by accident answers nothing, and lights up nothing at night."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSlider, QComboBox, QLineEdit, QWidget

from rlscompanion.domain.ratings import Ratings, RatingTime
from rlscompanion.ui.widgets.column import CentredColumn
from rlscompanion.ui.widgets.rating_scale import RatingScale
from tests.ui.bedside import Bedside, end_idle_wait
from tests.ui.hands import KEYPAD_MODIFIER, double_click, send_key, turn_wheel
from tests.ui.stations import station_named

pytestmark = pytest.mark.usefixtures("unstyled")

RIGHT, LEFT = Qt.Key.Key_Right, Qt.Key.Key_Left


def scales(bedside: Bedside) -> list[int | None]:
    """The values on the page's rating scales, from top to bottom."""
    found = sorted(bedside.page.findChildren(RatingScale), key=lambda each: each.mapToGlobal(QPoint()).y())
    return [each.rating for each in found if each.isVisible()]


def rated(bedside: Bedside, when: RatingTime) -> Ratings:
    """The ratings in the log of the latest session, before or after it."""
    return bedside.session_log.ratings(bedside.session.id, when)


def to_the_last_step(bedside: Bedside) -> None:
    bedside.start_session()
    state = bedside.sessions.state
    assert state is not None
    for _ in range(len(state.progress) - 1):
        bedside.press("Next")


def wait_a_second(bedside: Bedside) -> None:
    for each in bedside.page.findChildren(RatingScale):
        each.allow_arrow_keys()


# --- the scales around a session ----------------------------------------------------------------------------


def test_a_second_press_of_right_on_the_last_step_answers_nothing(bedside: Bedside) -> None:
    to_the_last_step(bedside)

    send_key(bedside.window, RIGHT)
    assert bedside.page is bedside.flow.evening.scales_after
    send_key(bedside.window, RIGHT)
    send_key(bedside.window, LEFT)

    assert scales(bedside) == [None] * 4
    bedside.press("Continue")
    assert rated(bedside, RatingTime.AFTER) == Ratings()


def test_arrows_rate_once_somebody_is_there(bedside: Bedside) -> None:
    bedside.press("Start wind-down")
    wait_a_second(bedside)

    for _ in range(4):
        send_key(bedside.window, RIGHT)
    bedside.press("Continue")

    assert rated(bedside, RatingTime.BEFORE) == Ratings(3)


@pytest.mark.parametrize("first", ["digit", "click"])
def test_arrows_rate_at_once_after_a_digit_or_a_click(bedside: Bedside, first: str) -> None:
    bedside.press("Start wind-down")
    if first == "digit":
        send_key(bedside.window, Qt.Key.Key_6, "6")
    else:
        bedside.press("Urge to move")
        bedside.keys("Down")

    send_key(bedside.window, RIGHT)

    assert scales(bedside)[1] == 0


@pytest.mark.parametrize(
    ("then", "kept"),
    [((), Ratings()), (("Enter",), Ratings(2)), (("7",), Ratings(7)), (("End",), Ratings(10))],
)
def test_what_only_arrows_touched_is_blank_when_the_lights_go_out_by_themselves(
    bedside: Bedside, then: tuple[str, ...], kept: Ratings
) -> None:
    bedside.start_session()
    bedside.end_session()
    wait_a_second(bedside)
    for _ in range(3):
        send_key(bedside.window, RIGHT)
    bedside.keys(*then)

    end_idle_wait(bedside.page)

    assert bedside.page is bedside.flow.night.lights_out
    assert rated(bedside, RatingTime.AFTER) == kept


def test_a_digit_that_is_held_rates_one_scale(bedside: Bedside) -> None:
    bedside.press("Start wind-down")

    send_key(bedside.window, Qt.Key.Key_7, "7", repeats=24)

    assert scales(bedside) == [7, None, None, None]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_key_held_on_start_does_not_pass_the_scales(bedside: Bedside, key: Qt.Key) -> None:
    bedside.control("Start wind-down").setFocus()

    send_key(bedside.window, key, repeats=24)

    assert bedside.page is bedside.flow.evening.scales_before
    assert bedside.control("Urge to move").hasFocus()
    assert not bedside.sessions.is_on


def test_return_held_on_continue_does_not_pass_the_session(bedside: Bedside) -> None:
    bedside.press("Start wind-down")
    bedside.control("Continue").setFocus()

    send_key(bedside.window, Qt.Key.Key_Return, repeats=24)

    assert bedside.page is bedside.flow.evening.session
    assert bedside.sessions.is_on


@pytest.mark.parametrize(
    ("key", "digit"),
    [
        (Qt.Key.Key_Insert, 0),
        (Qt.Key.Key_End, 1),
        (Qt.Key.Key_Down, 2),
        (Qt.Key.Key_PageDown, 3),
        (Qt.Key.Key_Left, 4),
        (Qt.Key.Key_Clear, 5),
        (Qt.Key.Key_Right, 6),
        (Qt.Key.Key_Home, 7),
        (Qt.Key.Key_Up, 8),
        (Qt.Key.Key_PageUp, 9),
    ],
)
def test_keys_of_the_number_pad_are_digits_without_numlock(bedside: Bedside, key: Qt.Key, digit: int) -> None:
    bedside.press("Start wind-down")

    send_key(bedside.window, key, modifiers=KEYPAD_MODIFIER)

    assert scales(bedside) == [digit, None, None, None]
    assert bedside.control("Muscle tension").hasFocus()


@pytest.mark.parametrize("held", [Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier])
def test_a_digit_with_a_command_key_rates_nothing(bedside: Bedside, held: Qt.KeyboardModifier) -> None:
    bedside.press("Start wind-down")

    send_key(bedside.window, Qt.Key.Key_7, "7", held)

    assert scales(bedside) == [None] * 4


# --- the wheel ----------------------------------------------------------------------------------------------


def values(page: QWidget) -> list[object]:
    """The values of all controls on a page that a person can set."""
    return [
        *(each.value() for each in page.findChildren(QAbstractSlider) if each.accessibleIdentifier()),
        *(each.currentIndex() for each in page.findChildren(QComboBox)),
        *(each.text() for each in page.findChildren(QLineEdit)),
    ]


@pytest.mark.usefixtures("styled")
@pytest.mark.parametrize(
    "where",
    [
        *("tonight", "morning", "routines own"),
        *(
            pytest.param(each, marks=pytest.mark.thorough)
            for each in ("before", "after rated", "sounds with all", "settings")
        ),
    ],
)
def test_the_wheel_sets_nothing(bedside: Bedside, where: str) -> None:
    station_named(where).go(bedside)
    before = values(bedside.page)
    assert before

    for each in bedside.page.findChildren(QWidget):
        if isinstance(each, QAbstractSlider | QComboBox | QLineEdit) and each.isVisible():
            each.setFocus()
            for notches in (-3, 2):
                turn_wheel(each, notches)

    assert values(bedside.page) == before


@pytest.mark.usefixtures("styled")
def test_the_wheel_over_a_scale_scrolls_the_page(bedside: Bedside) -> None:
    station_named("morning").go(bedside)
    bedside.window.resize(900, 640)
    bedside.process_events()
    column = bedside.page.findChild(CentredColumn)
    assert column is not None
    scale = bedside.control("Worst urge to move", RatingScale)
    scale.setFocus()
    before = column.verticalScrollBar().value()

    turn_wheel(scale, -2)

    assert column.verticalScrollBar().value() > before
    assert scale.rating is None


# --- the second press of a double click ---------------------------------------------------------------------


def test_a_double_click_on_lights_out_stays_black(bedside: Bedside) -> None:
    double_click(bedside.control("Lights out"))

    assert bedside.page is bedside.flow.night.lights_out
    assert bedside.flow.night.lights_out.is_black


@pytest.mark.parametrize("word", ["Back to sleep", "Just awake"])
def test_a_double_click_on_a_choice_stays_black(bedside: Bedside, word: str) -> None:
    station_named("choices").go(bedside)

    double_click(bedside.control(word))

    assert bedside.flow.night.lights_out.is_black
    assert len(bedside.night.awakenings) == (word == "Just awake")


def test_a_double_click_on_end_session_in_the_night_tries_nothing(bedside: Bedside) -> None:
    station_named("rescue").go(bedside)

    double_click(bedside.control("End session"))

    assert bedside.page is bedside.flow.ladder.choices


def test_a_key_that_is_held_on_the_ladder_answers_nothing(bedside: Bedside) -> None:
    station_named("ladder").go(bedside)

    send_key(bedside.window, Qt.Key.Key_1, "1", repeats=5)

    assert bedside.visible("Instruction")
    send_key(bedside.window, Qt.Key.Key_1, "1", repeats=5)
    assert bedside.page is bedside.flow.ladder.helped_question
    assert bedside.night.tried_walking is None


def test_a_double_click_on_end_session_answers_nothing(bedside: Bedside) -> None:
    bedside.start_session()

    double_click(bedside.control("End session"))

    assert bedside.page is bedside.flow.evening.scales_after
    assert scales(bedside) == [None] * 4


def test_a_double_click_in_the_dark_chooses_nothing(bedside: Bedside) -> None:
    station_named("choices").go(bedside)
    place = bedside.control("Just awake")
    bedside.keys("Esc")

    double_click(place)

    assert not bedside.flow.night.lights_out.is_black
    assert bedside.night.awakenings == ()


def test_a_double_click_on_what_stays_counts_twice(bedside: Bedside) -> None:
    station_named("session").go(bedside)
    before = bedside.sessions.state
    assert before is not None

    double_click(bedside.control("Add 15 seconds"))

    after = bedside.sessions.state
    assert after is not None
    assert after.current_progress.planned - before.current_progress.planned == 30


@pytest.mark.usefixtures("styled")
def test_clicks_that_are_not_fast_count_each(bedside: Bedside) -> None:
    handle = bedside.window.windowHandle()
    assert handle is not None
    choice = bedside.control("Lights out")
    place = choice.mapTo(bedside.window, choice.rect().center())

    for _ in range(2):
        QTest.mouseClick(handle, Qt.MouseButton.LeftButton, pos=place)
        bedside.process_events()

    assert not bedside.flow.night.lights_out.is_black


# --- keys that are not for the program ----------------------------------------------------------------------

MACHINE_KEYS = [
    *(Qt.Key.Key_MonBrightnessUp, Qt.Key.Key_MonBrightnessDown, Qt.Key.Key_KeyboardBrightnessUp),
    *(Qt.Key.Key_MicMute, Qt.Key.Key_MicVolumeUp, Qt.Key.Key_VolumeUp, Qt.Key.Key_VolumeMute),
    *(Qt.Key.Key_MediaPlay, Qt.Key.Key_MediaTogglePlayPause, Qt.Key.Key_MediaNext, Qt.Key.Key_AudioForward),
    *(Qt.Key.Key_WLAN, Qt.Key.Key_Bluetooth, Qt.Key.Key_TouchpadToggle, Qt.Key.Key_Eject, Qt.Key.Key_Sleep),
    *(Qt.Key.Key_LaunchMail, Qt.Key.Key_Calculator, Qt.Key.Key_HomePage, Qt.Key.Key_PowerOff),
    *(Qt.Key.Key_ScreenSaver, Qt.Key.Key_Camera, Qt.Key.Key_unknown),
]


def test_keys_of_the_machine_light_nothing(bedside: Bedside) -> None:
    station_named("black").go(bedside)

    for key in (*MACHINE_KEYS, 0):
        send_key(bedside.window, key)
        assert bedside.flow.night.lights_out.is_black, key


def test_keys_of_the_machine_show_nothing_with_eyes_closed(bedside: Bedside) -> None:
    station_named("session eyes closed").go(bedside)
    said = len(bedside.voice.received)

    for key in MACHINE_KEYS:
        send_key(bedside.window, key)
        assert not bedside.visible("Step"), key
    assert len(bedside.voice.received) == said


def test_keys_of_the_machine_do_not_keep_the_choices_lit(bedside: Bedside) -> None:
    station_named("choices").go(bedside)
    page = bedside.flow.night.lights_out
    page._idle.start(5)

    send_key(bedside.window, Qt.Key.Key_MonBrightnessUp)

    assert page._idle.interval() == 5
