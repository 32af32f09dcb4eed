"""What the desktop shows outside the window: the tray icon and the reminder."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop.notification_server import NotificationServer
from tests.desktop.tray_host import TrayHost
from tests.waiting import wait_until

from .desktop import Desktop

pytestmark = [pytest.mark.e2e, pytest.mark.thorough]


@pytest.fixture
def tray(desktop: Desktop) -> Iterator[TrayHost]:
    host = TrayHost(desktop.environment["DBUS_SESSION_BUS_ADDRESS"])
    yield host
    host.close()


def test_a_start_into_the_tray_shows_an_icon_that_opens_and_ends_it(
    desktop: Desktop, tray: TrayHost, folder: Path
) -> None:
    with desktop.start("--data-dir", folder, "--in-tray") as app:
        wait_until(lambda: bool(tray.icons), "the icon")
        assert desktop.windows() == []
        assert tray.title() == "RLS Companion"
        assert list(tray.menu()) == ["Open RLS Companion", "Quit"]
        tray.press()
        app.wait_ready()
        app.remote.wait_for("Start wind-down")
        assert app.stop() == 0

    with desktop.start("--data-dir", folder, "--in-tray") as app:
        wait_until(lambda: len(tray.icons) == 2, "the icon")
        tray.choose("Quit")
        assert app.wait_ended() == 0
        assert "Traceback" not in app.output()


def test_a_reminder_is_shown_by_the_desktop_and_its_answer_begins_the_massage(
    desktop: Desktop, folder: Path
) -> None:
    server = NotificationServer(desktop.environment["DBUS_SESSION_BUS_ADDRESS"])
    with desktop.start("--data-dir", folder) as app:
        app.wait_ready()
        app.remote.press("Settings")
        app.remote.press("Evening reminder")
        app.remote.press("Show a reminder")
        wait_until(lambda: bool(server.shown), "the reminder")
        [(_, answers)] = server.shown
        server.press("Start")
        app.remote.wait_for("Urge to move")
        assert app.stop() == 0
        assert "Traceback" not in app.output()
    assert answers == ["Start", "In 15 minutes", "Not tonight"]
    server.close()
