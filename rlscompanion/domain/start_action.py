"""What the window is asked to do when the program starts, or is started again while it is open."""

from enum import StrEnum


class StartAction(StrEnum):
    """An action at the start; its value with two dashes in front is the option on the command line."""

    SHOW = "show"
    """Show the window, or bring it to the front; also the action if no option is given."""

    WIND_DOWN = "wind-down"
    """Show the window and begin the massage routine chosen on the Tonight page."""

    LIGHTS_OUT = "lights-out"
    """Show the window and do what *Lights out* does: go to the dark pages of the night."""

    IN_TRAY = "in-tray"
    """Start in the tray, without a window; a window that is open already stays as it is."""
