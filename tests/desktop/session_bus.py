"""A private D-Bus session bus, on which playerctl and dbus-send make requests from outside the app."""

import os
from pathlib import Path

from rlscompanion.desktop.mpris import BUS_NAME
from tests.e2e.session_bus import start_bus
from tests.processes import run_to_end


class Bus:
    """A private D-Bus session bus."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.socket = directory / "bus"
        self.environment = {**os.environ, "DBUS_SESSION_BUS_ADDRESS": f"unix:path={self.socket}"}
        self.daemon = start_bus(self.socket, directory / "bus.conf", os.environ, directory / "bus.log")

    def playerctl(self, *arguments: str) -> str:
        """Run playerctl on the app, and return the output; empty if the app has no player."""
        command = ["playerctl", "--player=rlscompanion", *arguments]
        ran = run_to_end(command, self.environment)
        return ran.stdout.strip()

    def players(self) -> list[str]:
        ran = run_to_end(["playerctl", "--list-all"], self.environment)
        return sorted(ran.stdout.split())

    def call(self, *arguments: str) -> str:
        """Call a method with dbus-send, and return the answer or the error."""
        command = ["dbus-send", "--session", "--print-reply", f"--dest={BUS_NAME}"]
        whole = [*command, "/org/mpris/MediaPlayer2", *arguments]
        ran = run_to_end(whole, self.environment)
        return ran.stdout + ran.stderr
