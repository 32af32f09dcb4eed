"""The window for a log that cannot be opened; it offers ways to recover the log."""

from collections.abc import Callable

from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from rlscompanion.domain.refusal import Refusal
from rlscompanion.ui.refusal_window import RefusalWindow

BACK, SAVE = "Bring back the backup of 2026-11-25 (4 nights)", "Save what can be read"


def shown(qtbot: QtBot, *offers: tuple[str, Callable[[], str]]) -> RefusalWindow:
    window = RefusalWindow("The sleep log is gone.", offers)
    qtbot.addWidget(window)
    window.show()
    return window


def press(window: RefusalWindow, words: str) -> None:
    [found] = [each for each in window.findChildren(QPushButton) if each.text() == words]
    found.click()


def texts(window: RefusalWindow) -> list[str]:
    return [each.text() for each in window.findChildren(QLabel)]


def words(window: RefusalWindow) -> list[str]:
    return [each.text() for each in window.findChildren(QPushButton) if each.isVisible()]


def test_an_offer_is_carried_out_and_the_app_can_start(qtbot: QtBot) -> None:
    window = shown(qtbot, (SAVE, lambda: "Saved: 5 nights."), (BACK, lambda: "4 nights are back."))
    assert words(window) == [SAVE, BACK, "Close"]

    press(window, BACK)

    assert window.is_mended
    assert "4 nights are back." in texts(window)
    assert words(window) == ["Start"]
    press(window, "Start")
    assert not window.isVisible()


def test_an_offer_that_cannot_be_carried_out_says_why_and_the_others_stay(qtbot: QtBot) -> None:
    def full() -> str:
        raise Refusal("The disk has no room left.")

    window = shown(qtbot, (SAVE, full), (BACK, lambda: "4 nights are back."))

    press(window, SAVE)

    assert not window.is_mended
    assert "The disk has no room left." in texts(window)
    press(window, BACK)
    assert window.is_mended
