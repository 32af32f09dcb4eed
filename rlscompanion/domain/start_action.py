"""What the window is asked to do by the start of the program, or by a second start while it is open."""

from enum import StrEnum


class StartAction(StrEnum):
    """An action at the start. Its value, after two dashes, is the option of the command line."""

    SHOW = "show"
    """Show the window, or bring it forward. This is done without any option."""

    WIND_DOWN = "wind-down"
    """Also begin the usual routine."""

    LIGHTS_OUT = "lights-out"
    """Also put the lights out."""

    IN_TRAY = "in-tray"
    """Start without a window; leave an open one as it is."""
