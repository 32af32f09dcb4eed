"""Media control from outside the app, by each platform's media keys and media panel."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import pytest

from rlscompanion.bedtime.ports import MediaCommand
from tests.desktop import macos_stand_in, winrt_stand_in
from tests.desktop.session_bus import Bus
from tests.waiting import wait_until


@dataclass(frozen=True)
class PanelContent:
    """What the platform's media panel shows.

    The title is empty when nothing plays; the status is empty when the panel shows no player.
    """

    title: str = ""
    artist: str = ""
    status: str = ""
    can_go_next: bool = False


@dataclass
class OutsideRequests:
    """The commands and levels that were requested from outside the app."""

    commands: list[MediaCommand] = field(default_factory=list)
    levels: list[float] = field(default_factory=list)

    def wait_for(self, condition: Callable[[], bool]) -> None:
        wait_until(condition, "what was asked for from outside")


class MediaOutside(Protocol):
    """The media keys and the media panel of a platform, by its real library or a stand-in."""

    platform: str

    def press(self, command: MediaCommand) -> None:
        """Press the media key of a command."""
        ...

    def seen(self) -> PanelContent:
        """What the media panel shows now."""
        ...

    def lose_library(self) -> None:
        """Make the platform's media library unavailable."""
        ...

    def errors(self) -> list[Exception]:
        """Exceptions that the app let escape into the platform's code."""
        ...


class LinuxMediaOutside:
    """Media keys and media panel of Linux, on a real session bus."""

    platform = "linux"

    def __init__(self, bus: Bus, monkeypatch: pytest.MonkeyPatch) -> None:
        self._bus, self._monkeypatch = bus, monkeypatch

    def press(self, command: MediaCommand) -> None:
        self._bus.playerctl(command.value.replace("_", "-"))

    def seen(self) -> PanelContent:
        status = self._bus.playerctl("status")
        if not status:
            return PanelContent()
        can_go_next = self._bus.call(
            "org.freedesktop.DBus.Properties.Get",
            "string:org.mpris.MediaPlayer2.Player",
            "string:CanGoNext",
        )
        title, artist = self._bus.playerctl("metadata", "title"), self._bus.playerctl("metadata", "artist")
        return PanelContent(title, artist, status, "boolean true" in can_go_next)

    def lose_library(self) -> None:
        nowhere = Path(self._bus.directory) / "none"
        self._monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={nowhere}")

    def errors(self) -> list[Exception]:
        return []


class WindowsMediaOutside:
    """Media keys and media panel of Windows, by a stand-in.

    The play/pause key sends the command, play or pause, that has an effect now.
    """

    platform = "win32"

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch
        self.system = winrt_stand_in.System(monkeypatch)

    def press(self, command: MediaCommand) -> None:
        button = winrt_stand_in.SystemMediaTransportControlsButton[command.name]
        self.system.press(button, command.value)

    def seen(self) -> PanelContent:
        for controls in self.system.controls():
            title, artist = controls.display_updater._shown
            status = controls.playback_status.name.capitalize()
            return PanelContent(
                title, artist, status, controls.is_next_enabled and controls.is_previous_enabled
            )
        return PanelContent()

    def lose_library(self) -> None:
        self.system.refusing = "MediaPlayer"

    def errors(self) -> list[Exception]:
        return self.system.unraisable


class MacMediaOutside:
    """Media keys and media panel of macOS, by a stand-in."""

    platform = "darwin"

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.framework = macos_stand_in.Framework(monkeypatch)

    def press(self, command: MediaCommand) -> None:
        self.framework.center.of(command.value).press()

    def seen(self) -> PanelContent:
        center, panel = self.framework.center, self.framework.panel
        if not any(command.targets for command in center.all()):
            return PanelContent(panel.title(), panel.artist())
        can_go_next = center.next.is_enabled and center.previous.is_enabled
        return PanelContent(panel.title(), panel.artist(), panel.status(), can_go_next)

    def lose_library(self) -> None:
        self.framework.center.is_refusing = True

    def errors(self) -> list[Exception]:
        return [error for command in self.framework.center.all() for error in command.errors]


def wait_until_panel_shows(outside: MediaOutside, seen: PanelContent) -> None:
    """Wait until the media panel shows `seen`."""
    wait_until(lambda: outside.seen() == seen, f"a panel with {seen}")
