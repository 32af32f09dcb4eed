"""Whether the desktop asks for less motion: Linux over a real session bus, the others by their libraries."""

import ctypes
import logging
import sys
import threading
from collections.abc import Callable, Iterator
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from dbus_fast import Variant

from rlscompanion.desktop.motion import (
    DesktopMotionSetting,
    desktop_motion,
    macos_wants_less_motion,
    windows_wants_less_motion,
)
from rlscompanion.desktop.portal_motion import PortalMotion, wants_less_motion
from tests.cases import each_case
from tests.desktop.session_bus import Bus
from tests.desktop.settings_portal import SettingsPortal, Values
from tests.waiting import wait_until

APPEARANCE = "org.freedesktop.appearance"
GNOME = "org.gnome.desktop.interface"


class Wishes(list[bool]):
    """The calls of a listener."""

    def wait_for(self, *received: bool) -> None:
        wait_until(lambda: tuple(self) == received, f"{received} and nothing else")


@pytest.fixture
def motion() -> Iterator[PortalMotion]:
    made = PortalMotion()
    yield made
    made.close()
    assert not any(thread.name == "motion settings" for thread in threading.enumerate())


@pytest.fixture
def portal(bus: Bus) -> Iterator[Callable[[Values], SettingsPortal]]:
    opened: list[SettingsPortal] = []

    def open_portal(values: Values) -> SettingsPortal:
        opened.append(SettingsPortal(bus.environment["DBUS_SESSION_BUS_ADDRESS"], values))
        return opened[-1]

    yield open_portal
    for each in opened:
        each.close()


@each_case(
    ("settings", "less"),
    [
        ({}, False),
        ({(APPEARANCE, "reduced-motion"): 0}, False),
        ({(APPEARANCE, "reduced-motion"): 1}, True),
        ({(APPEARANCE, "reduced-motion"): 7}, False),
        ({(GNOME, "enable-animations"): True}, False),
        ({(GNOME, "enable-animations"): False}, True),
        ({(GNOME, "enable-animations"): True, (APPEARANCE, "reduced-motion"): 1}, True),
        ({(GNOME, "enable-animations"): None}, False),
    ],
)
def test_what_the_settings_mean(settings: dict[tuple[str, str], Any], less: bool) -> None:
    assert wants_less_motion(settings) is less


@pytest.mark.parametrize(
    ("values", "less"),
    [
        ({}, False),
        ({GNOME: {"enable-animations": Variant("b", False)}}, True),
        ({GNOME: {"enable-animations": Variant("b", True)}}, False),
        ({APPEARANCE: {"reduced-motion": Variant("u", 1)}}, True),
    ],
)
def test_the_portal_is_asked(
    portal: Callable[[Values], SettingsPortal], motion: PortalMotion, values: Values, less: bool
) -> None:
    portal(values)
    received = Wishes()

    motion.start(received.append)

    received.wait_for(less)


def test_a_change_is_told(portal: Callable[[Values], SettingsPortal], motion: PortalMotion) -> None:
    opened = portal({GNOME: {"enable-animations": Variant("b", True), "font-name": Variant("s", "Sans")}})
    received = Wishes()
    motion.start(received.append)
    received.wait_for(False)

    opened.change(GNOME, "enable-animations", Variant("b", False))
    received.wait_for(False, True)
    opened.change(GNOME, "enable-animations", Variant("b", True))
    received.wait_for(False, True, False)


@pytest.mark.usefixtures("bus")
def test_without_a_portal_nothing_is_wished(motion: PortalMotion, caplog: pytest.LogCaptureFixture) -> None:
    received = Wishes()
    with caplog.at_level(logging.INFO):
        motion.start(received.append)
        wait_until(lambda: "no motion settings" in caplog.text, "the log to say so")

    assert received == []


def test_without_a_bus_nothing_is_wished(
    motion: PortalMotion, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/bus")
    received = Wishes()
    with caplog.at_level(logging.INFO):
        motion.start(received.append)
        wait_until(lambda: "no motion settings" in caplog.text, "the log to say so")

    assert received == []
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


def test_closed_before_it_started_it_never_asks(motion: PortalMotion) -> None:
    motion.close()
    received = Wishes()

    motion.start(received.append)

    assert received == []


@pytest.mark.parametrize(("shown", "less"), [(1, False), (0, True)])
def test_windows_is_asked_whether_it_shows_animations(
    monkeypatch: pytest.MonkeyPatch, shown: int, less: bool
) -> None:
    asked = []

    def system_parameters_info(action: int, size: int, value: Any, flags: int) -> int:
        asked.append((action, size, flags))
        value._obj.value = shown
        return 1

    user32 = SimpleNamespace(SystemParametersInfoW=system_parameters_info)
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(user32=user32), raising=False)

    assert windows_wants_less_motion() is less
    assert asked == [(0x1042, 0, 0)]


def test_a_windows_that_refuses_to_say_wishes_nothing(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    user32 = SimpleNamespace(SystemParametersInfoW=lambda *_: 0)
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(user32=user32), raising=False)
    received = Wishes()

    with caplog.at_level(logging.INFO):
        desktop_motion("win32").start(received.append)

    assert received == []
    assert "does not say" in caplog.text


@pytest.mark.parametrize("less", [False, True])
def test_macos_is_asked_whether_to_reduce_motion(monkeypatch: pytest.MonkeyPatch, less: bool) -> None:
    kit = ModuleType("AppKit")
    workspace = SimpleNamespace(accessibilityDisplayShouldReduceMotion=lambda: less)
    kit.NSWorkspace = SimpleNamespace(sharedWorkspace=lambda: workspace)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "AppKit", kit)
    received = Wishes()

    desktop_motion("darwin").start(received.append)

    assert macos_wants_less_motion() is less
    assert received == [less]


def test_each_platform_has_who_is_asked() -> None:
    assert isinstance(desktop_motion("linux"), PortalMotion)
    for platform in ("win32", "darwin", "freebsd14"):
        assert isinstance(desktop_motion(platform), DesktopMotionSetting)
    received = Wishes()
    desktop_motion("freebsd14").start(received.append)
    assert received == [False]
