"""The app while its window is closed to the tray: what it still does, and how the window returns."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QMenu, QSystemTrayIcon

from rlscompanion import assets, running
from rlscompanion.background import Background
from rlscompanion.domain.start_action import StartAction
from rlscompanion.ui import theme
from rlscompanion.ui.main_window import MainWindow
from tests import stores
from tests.bedtime.signal_recorder import SignalRecorder
from tests.test_app import restored_hooks as restored_hooks
from tests.ui.bedside import Bedside

# The screenless platform has no tray, and says so when it is looked for.
pytestmark = pytest.mark.qt_log_ignore(r"This plugin does not support raise|systemTrayWindowChanged")


@pytest.fixture
def bedside(qapp: QApplication) -> Iterator[Bedside]:
    theme.style_application(qapp)
    qapp.setWindowIcon(QIcon(str(assets.icon_path("rlscompanion.svg"))))
    made = Bedside(kept={"sound_on_closing": "keep_playing"})
    made.open()
    yield made
    made.close()
    stores.AT_END.close()
    qapp.setQuitOnLastWindowClosed(True)


@pytest.fixture
def background(bedside: Bedside, qapp: QApplication) -> Background:
    return Background(qapp, bedside.window, bedside.flow.closing, bedside.preferences)


def tray_of(background: Background) -> QSystemTrayIcon:
    [tray] = background.findChildren(QSystemTrayIcon)
    return tray


def test_a_window_put_away_comes_back_from_the_tray(
    bedside: Bedside, background: Background, qapp: QApplication
) -> None:
    bedside.sound.play()
    bedside.window.close()
    while_away = (bedside.window.isHidden(), qapp.quitOnLastWindowClosed(), tray_of(background).isVisible())

    tray_of(background).activated.emit(QSystemTrayIcon.ActivationReason.Trigger)

    assert while_away == (True, False, True)
    assert bedside.window.isVisible()
    assert qapp.quitOnLastWindowClosed()
    assert not tray_of(background).isVisible()
    background.close()


@pytest.mark.parametrize(("at_login", "ends"), [("no", True), ("yes", False)])
def test_with_the_sound_over_it_ends_unless_it_waits_for_the_evening(
    bedside: Bedside, background: Background, at_login: str, ends: bool
) -> None:
    bedside.preferences.set("at_login", at_login)
    bedside.sound.play()
    bedside.window.close()
    heard = SignalRecorder(bedside.window, "closed")

    bedside.sound.stop()

    assert heard.take() == (["closed"] if ends else [])
    background.close()


def test_started_at_login_closing_only_puts_it_away_and_quit_ends_it(
    bedside: Bedside, background: Background
) -> None:
    bedside.preferences.set("at_login", "yes")
    is_closed = bedside.window.close()
    heard = SignalRecorder(bedside.window, "closed")
    menu = tray_of(background).contextMenu()
    assert isinstance(menu, QMenu)

    menu.actions()[-1].trigger()

    assert not is_closed
    assert [each.text() for each in menu.actions()] == ["Open RLS Companion", "Quit"]
    assert heard.take() == ["closed"]
    background.close()


@pytest.mark.usefixtures("restored_hooks")
def test_a_start_for_the_tray_shows_no_window(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bool] = []

    def look(*_: object) -> int:
        [window] = [each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow)]
        seen.append(window.isVisible())
        return 0

    monkeypatch.setattr(QApplication, "exec", look)

    assert running.run(tmp_path / "data", action=StartAction.IN_TRAY) == 0

    assert seen == [False]
