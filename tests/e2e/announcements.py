"""Prints each announcement for screen readers as a line; run by the system's Python."""

from __future__ import annotations

import sys
from typing import Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402


def print_announcement(event: Any) -> None:
    """Print the text of an announcement."""
    sys.stdout.write(f"{event.any_data}\n")
    sys.stdout.flush()


def main() -> None:
    """Listen to announcements until the process is ended."""
    Atspi.init()
    listener = Atspi.EventListener.new(print_announcement)
    listener.register("object:announcement")
    sys.stdout.write("listening\n")
    sys.stdout.flush()
    Atspi.event_main()


if __name__ == "__main__":
    main()
