"""What the window is asked to do by the start of the program, or by a second start while it is open."""

from enum import StrEnum


class StartAction(StrEnum):
    """An action at the start. Its value, after two dashes, is the option of the command line."""

    SHOW = "show"
    """Show the window, or bring it forward; also what happens if no option is given."""

    WIND_DOWN = "wind-down"
    """Show the window and begin the massage routine chosen on the Tonight page."""

    LIGHTS_OUT = "lights-out"
    """Show the window and do what *Lights out* does: go to the dark pages of the night."""

    IN_TRAY = "in-tray"
    """Start without a window, in the tray; if a window is open already, leave it as it is."""
