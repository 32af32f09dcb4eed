"""The window around the pages, and the window shown in its place."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from rlscompanion.domain.fault import ContentFault
from rlscompanion.ui.main_window import MainWindow, NoticeTopic
from rlscompanion.ui.refusal_window import RefusalWindow
from rlscompanion.ui.theme import DUSK, scale_for_window
from rlscompanion.ui.widgets.column import FULL_WIDTH, PageColumn
from tests import stores
from tests.bedtime.signal_recorder import SignalRecorder
from tests.fakes import FakeClock
from tests.ui.bedside import Bedside
from tests.ui.conftest import OpenBedside
from tests.ui.light import mean_luminance
from tests.waiting import PATIENCE_MS


def test_going_dark_and_light_is_told_once_each(bedside: Bedside) -> None:
    heard = SignalRecorder(bedside.window, "went_dark")
    bedside.press("Lights out")
    bedside.keys("Space")
    bedside.press("End session")
    bedside.press("Back to bed")
    assert heard.take() == [("went_dark", True)]

    bedside.keys("x")
    bedside.press("Good morning")

    assert heard.take() == [("went_dark", False)]


def test_in_the_dark_it_covers_the_screen_and_gives_it_back(bedside: Bedside) -> None:
    bedside.window.went_dark.connect(bedside.window.fill_screen)
    bedside.press("Lights out")
    assert bedside.window.windowState() & Qt.WindowState.WindowFullScreen

    bedside.keys("x")
    bedside.press("Good morning")

    assert not bedside.window.windowState() & Qt.WindowState.WindowFullScreen


def test_a_maximised_window_is_maximised_again_in_the_morning(bedside: Bedside) -> None:
    bedside.window.showMaximized()

    bedside.window.fill_screen(True)
    bedside.window.fill_screen(False)

    assert bedside.window.windowState() & Qt.WindowState.WindowMaximized


@pytest.mark.qt_log_ignore(r"This plugin does not support raise\(\)")
@pytest.mark.parametrize("is_dark", [False, True])
def test_a_window_put_away_comes_forward_as_it_was(bedside: Bedside, is_dark: bool) -> None:
    bedside.window.showMaximized()
    bedside.window.fill_screen(is_dark)
    before = bedside.window.windowState()
    bedside.window.showMinimized()
    assert bedside.window.isMinimized()

    bedside.window.come_forward()

    assert bedside.window.isVisible()
    assert bedside.window.windowState() & ~Qt.WindowState.WindowActive == (
        before & ~Qt.WindowState.WindowActive
    )


@pytest.mark.parametrize(
    ("kept", "scale"), [("1.0", 1.0), ("1.15", 1.15), ("2.0", 2.0), ("7", 1.0), ("large", 1.0), ("", 1.0)]
)
def test_a_text_size_that_makes_no_sense_is_the_designed_one(qtbot: QtBot, kept: str, scale: float) -> None:
    window = MainWindow(stores.preferences({"text_scale": kept}), FakeClock())
    qtbot.addWidget(window)

    assert window.text_scale == scale


@pytest.mark.parametrize(("key", "scale"), [(Qt.Key.Key_Plus, 2.0), (Qt.Key.Key_Minus, 1.0)])
def test_text_grows_and_shrinks_no_further_than_it_may(bedside: Bedside, key: Qt.Key, scale: float) -> None:
    for _ in range(8):
        QTest.keyClick(bedside.window, key, Qt.KeyboardModifier.ControlModifier)

    assert bedside.window.text_scale == scale


def test_the_dark_leaves_the_light_as_it_was(bedside: Bedside) -> None:
    bedside.press("Lights out")
    bedside.keys("x")

    bedside.press("Good morning")

    assert bedside.window.theme is DUSK
    assert bedside.visible("Tonight")


def test_saving_the_diary_ends_what_was_said_of_the_log(bedside: Bedside) -> None:
    bedside.disk.fill_up()
    bedside.press("Lights out")
    bedside.clock.advance_wall_to("2026-11-22 06:40")
    bedside.keys("x")
    bedside.press("Good morning")
    assert bedside.visible("Notice")
    bedside.disk.mend()

    bedside.press("Save night")

    assert not bedside.visible("Notice")


def test_a_notice_is_heard_with_its_words(opened: OpenBedside) -> None:
    bedside = opened(Bedside(faults=(ContentFault("mine.toml", "", "is not valid TOML"),)))

    notice = bedside.control("Notice", QLabel)

    assert notice.accessibleName() == "Notice: mine.toml: is not valid TOML. This file is skipped."


def test_a_notice_stays_on_its_pages_and_can_be_closed(opened: OpenBedside) -> None:
    bedside = opened(Bedside(faults=(ContentFault("mine.toml", "", "is not valid TOML"),)))
    bedside.press("Learn")
    assert not bedside.visible("Notice")
    bedside.press("Settings")
    assert bedside.visible("Notice")

    bedside.press("Close notice")

    assert not bedside.visible("Notice")
    bedside.window.show_notice(NoticeTopic.LOG, "The backup failed.")
    assert bedside.control("Notice", QLabel).text() == "The backup failed."
    bedside.press("Close notice")
    bedside.window.show_notice(NoticeTopic.LOG, "")
    bedside.window.show_notice(NoticeTopic.LOG, "The backup failed.")
    assert bedside.visible("Notice"), "it has happened again"


@pytest.mark.parametrize(
    ("width", "height", "room"),
    [
        (900, 640, 1.0),
        (1280, 800, 1.0),
        (1366, 768, 1.0),
        (1920, 1080, 1.3),
        (2560, 1440, 1.7),
        (3840, 2160, 2.5),
        (7680, 4320, 2.5),
    ],
)
def test_a_larger_window_has_larger_letters(width: int, height: int, room: float) -> None:
    assert scale_for_window(width, height) == pytest.approx(room)


def test_all_grows_with_the_window_and_shrinks_again(bedside: Bedside) -> None:
    def sizes() -> list[int]:
        start = bedside.control("Start wind-down")
        beside = bedside.control("Routine").mapTo(bedside.window, QPoint()).x()
        tab = bedside.control("Tonight").mapTo(bedside.window, QPoint()).x()
        column = bedside.page.findChild(PageColumn)
        assert column is not None
        return [start.fontInfo().pixelSize(), start.width(), beside, tab, column.viewport().width()]

    as_designed = sizes()
    bedside.window.resize(1920, 1080)
    bedside.process_events()
    large = sizes()
    bedside.press("Settings")
    bedside.finish_fade()
    title = next(each for each in bedside.page.findChildren(QLabel) if each.text() == "Settings")
    left = title.mapTo(bedside.window, QPoint()).x()
    bedside.press("Tonight")
    bedside.window.resize(1280, 800)
    bedside.process_events()

    assert sizes() == as_designed
    assert large[0] == round(1.3 * as_designed[0])
    assert large[1] == pytest.approx(1.3 * FULL_WIDTH, rel=0.01)
    assert as_designed[2] == as_designed[3] == 40
    assert large[2] == large[3] == left, "one left edge"


@pytest.fixture
def refusal(qtbot: QtBot) -> RefusalWindow:
    window = RefusalWindow("The sleep log is not a file this program can read.")
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitActive(window, timeout=PATIENCE_MS)
    return window


def test_a_refusal_says_its_sentence_in_the_dark(refusal: RefusalWindow) -> None:
    [problem] = [each for each in refusal.findChildren(QLabel) if each.accessibleIdentifier() == "Problem"]

    assert problem.text() == "The sleep log is not a file this program can read."
    assert problem.accessibleName() == f"Problem: {problem.text()}"
    assert mean_luminance(refusal.grab().toImage()) <= 0.03


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_a_refusal_is_closed_by_one_key(refusal: RefusalWindow, key: Qt.Key) -> None:
    focused = refusal.focusWidget()
    assert focused is not None

    QTest.keyClick(focused, key)

    assert not refusal.isVisible()
