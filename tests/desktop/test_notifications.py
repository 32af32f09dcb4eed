"""Notifications on a private session bus: shown, answered, taken away, and what is said without a bus."""

import sys
from collections.abc import Iterator

import pytest

from rlscompanion.desktop.notifications import NOTIFICATION_NOT_SHOWN, DesktopNotifications
from tests.desktop.notification_server import NotificationServer
from tests.desktop.session_bus import Bus
from tests.waiting import wait_until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="over the session bus of Linux")

ANSWERS = (("go", "Start"), ("later", "In 15 minutes"))


class Heard:
    """The callbacks of a notification."""

    def __init__(self) -> None:
        self.answers: list[str] = []
        self.troubles: list[str] = []
        self.shown = 0

    def count(self) -> None:
        self.shown += 1


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def desktop() -> Iterator[DesktopNotifications]:
    made = DesktopNotifications()
    yield made
    made.close()


def show(desktop: DesktopNotifications, heard: Heard, title: str = "Legs?") -> None:
    desktop.show(title, "Now.", ANSWERS, heard.answers.append, heard.count, heard.troubles.append)


def test_an_answer_comes_back_and_another_takes_its_place(
    bus: Bus, desktop: DesktopNotifications, heard: Heard
) -> None:
    server = NotificationServer(bus.environment["DBUS_SESSION_BUS_ADDRESS"])
    show(desktop, heard, "First")
    wait_until(lambda: heard.shown == 1 or bool(heard.troubles), "the first")
    show(desktop, heard, "Second")
    wait_until(lambda: heard.shown == 2, "the second")
    shown = server.shown

    server.press("In 15 minutes")
    wait_until(lambda: heard.answers == ["later"], "the answer")
    desktop.withdraw()

    assert shown == [("Second", ["Start", "In 15 minutes"])]
    assert server.shown == []
    assert heard.troubles == []
    server.close()


def test_where_nobody_shows_it_that_is_said(bus: Bus, desktop: DesktopNotifications, heard: Heard) -> None:
    show(desktop, heard)

    wait_until(lambda: bool(heard.troubles), "the trouble")

    assert heard.troubles == [NOTIFICATION_NOT_SHOWN]
    assert (heard.shown, heard.answers) == (0, [])


def test_where_there_is_no_session_bus_that_is_said_too(
    desktop: DesktopNotifications, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/at/all")

    show(desktop, heard)
    wait_until(lambda: bool(heard.troubles), "the trouble")

    assert heard.troubles == [NOTIFICATION_NOT_SHOWN]
