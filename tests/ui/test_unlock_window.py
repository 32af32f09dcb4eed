"""The window that asks for the passphrase, and the lock that shows that window again."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from rlscompanion.bedtime.passphrase import WRONG_PASSPHRASE
from rlscompanion.bedtime.preferences import LOCK_AFTER
from rlscompanion.desktop.key_lookup import KeyLookup
from rlscompanion.domain.refusal import Refusal
from rlscompanion.ui.idle_lock import IdleLock
from rlscompanion.ui.theme import EMBER
from rlscompanion.ui.unlock_window import FORGOTTEN_PASSPHRASE_TEXT, UnlockWindow
from tests.ui.bedside import Bedside
from tests.ui.light import mean_luminance
from tests.waiting import PATIENCE_MS

WORDS = "four quiet sheep asleep"


@pytest.fixture
def shown(qapp: QApplication) -> Iterator[Callable[[Callable[[str], bool]], UnlockWindow]]:
    windows: list[UnlockWindow] = []

    def show(unlock: Callable[[str], bool]) -> UnlockWindow:
        windows.append(UnlockWindow(unlock))
        windows[-1].show()
        windows[-1].activateWindow()
        qapp.processEvents()
        return windows[-1]

    yield show
    for window in windows:
        window.close()
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def field(window: QWidget) -> QLineEdit:
    [found] = window.findChildren(QLineEdit)
    assert found.accessibleName() == found.accessibleIdentifier() == "Passphrase"
    return found


def problem(window: QWidget) -> str:
    return " ".join(
        each.text() for each in window.findChildren(QLabel) if each.accessibleIdentifier() == "Problem"
    )


def press(window: QWidget, identifier: str) -> None:
    [found] = [each for each in window.findChildren(QPushButton) if each.accessibleIdentifier() == identifier]
    found.click()


def test_the_passphrase_and_enter_unlock(shown: Callable[[Callable[[str], bool]], UnlockWindow]) -> None:
    window = shown(WORDS.__eq__)
    assert field(window).hasFocus()
    assert field(window).echoMode() is QLineEdit.EchoMode.Password

    QTest.keyClicks(field(window), WORDS)
    QTest.keyClick(field(window), Qt.Key.Key_Return)

    assert window.is_unlocked
    assert not window.isVisible()


def test_a_wrong_passphrase_is_told_and_never_locks_out(
    shown: Callable[[Callable[[str], bool]], UnlockWindow],
) -> None:
    window = shown(WORDS.__eq__)
    assert FORGOTTEN_PASSPHRASE_TEXT in [each.text() for each in window.findChildren(QLabel)]
    for _ in range(5):
        field(window).setText("something else")
        press(window, "Unlock")
        assert problem(window) == WRONG_PASSPHRASE
        assert field(window).selectedText()
        assert field(window).hasFocus()
    field(window).setText(WORDS)

    press(window, "Unlock")

    assert window.is_unlocked


def test_what_stands_in_the_way_is_told(shown: Callable[[Callable[[str], bool]], UnlockWindow]) -> None:
    def refused(_: str) -> bool:
        raise Refusal("The disk is failing.")

    window = shown(refused)

    press(window, "Unlock")

    assert problem(window) == "The disk is failing."
    assert window.isVisible()


def test_the_bedtime_can_go_on_without_the_log(
    shown: Callable[[Callable[[str], bool]], UnlockWindow],
) -> None:
    window = shown(WORDS.__eq__)

    press(window, "Go on without the log")

    assert window.is_without_log
    assert not window.is_unlocked
    assert not window.isVisible()


def test_it_is_dark_and_can_be_read_at_twice_the_size(
    shown: Callable[[Callable[[str], bool]], UnlockWindow], qapp: QApplication
) -> None:
    window = shown(WORDS.__eq__)
    for _ in range(6):
        QTest.keyClick(field(window), Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert window.text_scale == 2.0
    press(window, "Unlock")
    qapp.processEvents()

    assert mean_luminance(window.grab().toImage()) <= 0.03
    for each in window.findChildren(QLabel):
        if each.isVisible():
            assert each.height() >= each.heightForWidth(each.width())


def test_a_key_from_the_keyring_lets_in(
    shown: Callable[[Callable[[str], bool]], UnlockWindow], qtbot: QtBot
) -> None:
    window = shown(WORDS.__eq__)
    lookup = KeyLookup(lambda: True, window)
    lookup.found.connect(window.close_unlocked)

    qtbot.waitUntil(lambda: window.is_unlocked, timeout=PATIENCE_MS)

    assert not window.isVisible()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
@pytest.mark.parametrize("answer", [False, None])
def test_a_keyring_without_the_key_lets_nobody_in(
    shown: Callable[[Callable[[str], bool]], UnlockWindow], qtbot: QtBot, answer: bool | None
) -> None:
    def check() -> bool:
        if answer is None:
            raise OSError("no keyring")
        return answer

    window = shown(WORDS.__eq__)
    lookup = KeyLookup(check, window)
    lookup.found.connect(window.close_unlocked)

    qtbot.waitUntil(lambda: not lookup._timer.isActive(), timeout=PATIENCE_MS)

    assert not window.is_unlocked
    assert window.isVisible()


@pytest.fixture
def lock(bedside: Bedside) -> Iterator[IdleLock]:
    """A lock after five idle minutes; `asked` has its requests to lock."""
    LOCK_AFTER.keep(bedside.preferences, 5)
    lock = IdleLock(bedside.window, bedside.clock, bedside.preferences, bedside.sessions, bedside.sound)
    bedside.window.went_dark.connect(lock.set_dark)
    yield lock
    lock._timer.stop()


def is_due(lock: IdleLock) -> bool:
    asked: list[int] = []
    lock.lock_due.connect(lambda: asked.append(1))
    lock.check_idle_time()
    lock.lock_due.disconnect()
    return bool(asked)


def test_it_locks_when_nothing_was_touched(bedside: Bedside, lock: IdleLock) -> None:
    bedside.clock.advance(299)
    assert not is_due(lock)
    QTest.keyClick(bedside.window.windowHandle(), Qt.Key.Key_Shift)
    bedside.clock.advance(299)
    assert not is_due(lock)
    bedside.clock.advance(1)
    assert is_due(lock)


def test_it_locks_after_a_suspend(bedside: Bedside, lock: IdleLock) -> None:
    bedside.clock.suspend(301)

    assert is_due(lock)


def test_it_does_not_lock_where_it_is_off(bedside: Bedside, lock: IdleLock) -> None:
    LOCK_AFTER.keep(bedside.preferences, 0)
    bedside.clock.advance(86_400)

    assert not is_due(lock)


@pytest.mark.parametrize("busy", ["dark", "session", "sound"])
def test_it_never_locks_in_the_night(bedside: Bedside, lock: IdleLock, busy: str) -> None:
    match busy:
        case "dark":
            bedside.press("Lights out")
            assert bedside.window.theme is EMBER
        case "session":
            bedside.press("Start wind-down")
            bedside.press("Skip")
            assert bedside.sessions.is_on
            bedside.sound.stop()
        case "sound":
            bedside.sound.play()
    bedside.clock.advance(3600)
    assert not is_due(lock)

    bedside.sessions.end_session()
    bedside.sound.stop()
    lock.set_dark(False)
    assert not is_due(lock)
    bedside.clock.advance(300)
    assert is_due(lock)
