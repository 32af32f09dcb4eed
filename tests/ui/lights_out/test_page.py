"""The black screen at night: nothing is lit, and one key is enough."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from rlscompanion.ui.lights_out.page import LightsOutPage
from rlscompanion.ui.theme import EMBER, apply_theme
from rlscompanion.ui.widgets.idle_timer import IdleTimer
from tests.bedtime.signal_recorder import SignalRecorder
from tests.fakes import FakeClock
from tests.ui.bedside import KEYS_BY_WORD, end_idle_wait, idle_milliseconds, press_keys
from tests.waiting import PATIENCE_MS

CHOICES = ["Restless legs", "Just awake", "Back to sleep", "Good morning", "Other help"]
SILENT = [
    Qt.Key.Key_VolumeUp,
    Qt.Key.Key_VolumeDown,
    Qt.Key.Key_VolumeMute,
    Qt.Key.Key_MediaPlay,
    Qt.Key.Key_MediaStop,
    Qt.Key.Key_MediaPause,
    Qt.Key.Key_MediaTogglePlayPause,
    Qt.Key.Key_MediaNext,
    Qt.Key.Key_MediaPrevious,
]


def shown(qtbot: QtBot, speed: float = 1.0) -> LightsOutPage:
    page = LightsOutPage(FakeClock(speed=speed))
    qtbot.addWidget(page)
    apply_theme(page, EMBER)
    page.resize(1280, 800)
    page.show()
    page.activateWindow()
    qtbot.waitActive(page, timeout=PATIENCE_MS)
    page.go_black()
    return page


@pytest.fixture
def page(qtbot: QtBot) -> LightsOutPage:
    return shown(qtbot)


@pytest.fixture
def heard(page: LightsOutPage) -> SignalRecorder:
    return SignalRecorder(page, "restless_chosen", "awake_chosen", "good_morning_chosen", "other_chosen")


def visible_choices(page: LightsOutPage) -> list[str]:
    """The texts of the visible choices."""
    return [each.text() for each in page.findChildren(QPushButton) if each.isVisible()]


def focused(page: LightsOutPage) -> str:
    widget = page.focusWidget()
    assert widget is not None
    return widget.accessibleIdentifier()


def send_key(page: LightsOutPage, key: Qt.Key, is_repeated: bool = False) -> None:
    """Press and release a key that has no character; `is_repeated` marks the repeats of a held key."""
    at = page.focusWidget() or page
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(at, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, "", is_repeated))


def test_it_is_black_without_a_cursor(page: LightsOutPage) -> None:
    picture = page.grab().toImage()

    colours = {
        picture.pixelColor(x, y).name()
        for x in range(0, picture.width(), 7)
        for y in range(0, picture.height(), 7)
    }
    assert colours == {"#000000"}
    assert page.cursor().shape() is Qt.CursorShape.BlankCursor
    assert visible_choices(page) == []
    assert idle_milliseconds(page) is None


@pytest.mark.parametrize("key", ["Enter", "Esc", "x", "1", "Tab", "Down", "Left", "Home"])
def test_any_key_lights_the_choices(page: LightsOutPage, heard: SignalRecorder, key: str) -> None:
    press_keys(page, key)

    assert visible_choices(page) == CHOICES
    assert heard.take() == []
    assert page.cursor().shape() is Qt.CursorShape.ArrowCursor


@pytest.mark.parametrize(
    "button", [Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton]
)
def test_a_click_lights_the_choices(
    page: LightsOutPage, heard: SignalRecorder, button: Qt.MouseButton
) -> None:
    QTest.mouseClick(page, button, pos=QPoint(640, 240))

    assert visible_choices(page) == CHOICES
    assert heard.take() == []


def test_space_from_black_is_restless_legs_at_once(page: LightsOutPage, heard: SignalRecorder) -> None:
    press_keys(page, "Space")

    assert heard.take() == ["restless_chosen"]
    assert page.is_black


@pytest.mark.parametrize("key", SILENT)
def test_sound_keys_light_nothing(page: LightsOutPage, heard: SignalRecorder, key: Qt.Key) -> None:
    send_key(page, key)

    assert page.is_black
    assert heard.take() == []


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_X, Qt.Key.Key_Return])
def test_a_key_that_is_still_held_does_nothing(
    page: LightsOutPage, heard: SignalRecorder, key: Qt.Key
) -> None:
    send_key(page, key, is_repeated=True)

    assert page.is_black
    assert heard.take() == []


@pytest.mark.parametrize("word", ["Enter", "Tab", "x", "Down"])
def test_a_key_held_while_the_choices_light_chooses_none(
    page: LightsOutPage, heard: SignalRecorder, word: str
) -> None:
    press_keys(page, word)

    for _ in range(3):
        send_key(page, KEYS_BY_WORD.get(word, Qt.Key.Key_X), is_repeated=True)

    assert heard.take() == []
    assert visible_choices(page) == CHOICES


@pytest.mark.parametrize(
    ("keys", "received"),
    [
        ("x Space", ["restless_chosen"]),
        ("x Enter", ["restless_chosen"]),
        ("x Down Enter", ["awake_chosen"]),
        ("x Right Space", ["awake_chosen"]),
        ("x Tab Enter", ["awake_chosen"]),
        ("x Down Down Enter", []),
        ("x Down Down Down Enter", ["good_morning_chosen"]),
        ("x Up Enter", ["other_chosen"]),
        ("x Down Down Up Enter", ["awake_chosen"]),
        ("x Right Left Enter", ["restless_chosen"]),
        ("x Esc", []),
    ],
)
def test_keys_choose(page: LightsOutPage, heard: SignalRecorder, keys: str, received: list[str]) -> None:
    press_keys(page, *keys.split())

    assert heard.take() == received
    assert page.is_black


@pytest.mark.parametrize(
    ("keys", "word"),
    [("x", 0), ("x Down", 1), ("x Down Down Down", 3), ("x Down Down Down Down", 4), ("x Up", 4)],
)
def test_arrows_move_among_the_choices(page: LightsOutPage, keys: str, word: int) -> None:
    press_keys(page, *keys.split())

    assert focused(page) == CHOICES[word]


@pytest.mark.parametrize(
    ("word", "received"),
    [
        ("Restless legs", ["restless_chosen"]),
        ("Just awake", ["awake_chosen"]),
        ("Back to sleep", []),
        ("Good morning", ["good_morning_chosen"]),
        ("Other help", ["other_chosen"]),
    ],
)
def test_a_click_on_a_choice_chooses_it(
    page: LightsOutPage, heard: SignalRecorder, word: str, received: list[str]
) -> None:
    page.show_choices()
    choice = next(each for each in page.findChildren(QPushButton) if each.text() == word)

    QTest.mouseClick(choice, Qt.MouseButton.LeftButton)

    assert heard.take() == received
    assert page.is_black
    assert page.cursor().shape() is Qt.CursorShape.BlankCursor


@pytest.mark.parametrize(("speed", "milliseconds"), [(1, 20_000), (4, 5_000), (60, 3_000), (1000, 3_000)])
def test_choices_left_alone_stay_twenty_seconds(qtbot: QtBot, speed: float, milliseconds: int) -> None:
    page = shown(qtbot, speed)

    press_keys(page, "x")

    assert idle_milliseconds(page) == milliseconds


def test_left_alone_it_goes_black_again(page: LightsOutPage, heard: SignalRecorder) -> None:
    press_keys(page, "x")

    end_idle_wait(page)

    assert page.is_black
    assert page.cursor().shape() is Qt.CursorShape.BlankCursor
    assert heard.take() == []
    press_keys(page, "Space")
    assert heard.take() == ["restless_chosen"]


@pytest.mark.parametrize("key", ["Down", "Up", "Tab", "y"])
def test_each_key_keeps_the_choices_lit(page: LightsOutPage, key: str) -> None:
    press_keys(page, "x")
    timer = page.findChild(IdleTimer)
    assert timer is not None
    timer.start(10_000)

    press_keys(page, key)

    assert idle_milliseconds(page) == 20_000


def test_a_click_beside_the_choices_keeps_them_lit(page: LightsOutPage, heard: SignalRecorder) -> None:
    press_keys(page, "x")
    timer = page.findChild(IdleTimer)
    assert timer is not None
    timer.start(10_000)
    beside = page.childAt(QPoint(20, 400)) or page

    QTest.mouseClick(beside, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))

    assert idle_milliseconds(page) == 20_000
    assert heard.take() == []
