"""A private session bus, with requests from outside by playerctl and dbus-send."""

import os
from pathlib import Path

from rlscompanion.desktop.mpris import BUS_NAME
from tests.e2e.session_bus import start_bus
from tests.processes import run_to_end


class Bus:
    """A private session bus."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.socket = directory / "bus"
        self.environment = {**os.environ, "DBUS_SESSION_BUS_ADDRESS": f"unix:path={self.socket}"}
        self.daemon = start_bus(self.socket, directory / "bus.conf", os.environ, directory / "bus.log")

    def playerctl(self, *arguments: str) -> str:
        """The output of playerctl for the app; empty if there is no such player."""
        command = ["playerctl", "--player=rlscompanion", *arguments]
        ran = run_to_end(command, self.environment)
        return ran.stdout.strip()

    def players(self) -> list[str]:
        ran = run_to_end(["playerctl", "--list-all"], self.environment)
        return sorted(ran.stdout.split())

    def call(self, *arguments: str) -> str:
        """Call a method with dbus-send; return its answer or error."""
        command = ["dbus-send", "--session", "--print-reply", f"--dest={BUS_NAME}"]
        whole = [*command, "/org/mpris/MediaPlayer2", *arguments]
        ran = run_to_end(whole, self.environment)
        return ran.stdout + ran.stderr
