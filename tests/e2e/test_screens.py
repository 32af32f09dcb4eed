"""All screens are black, through a night in which a screen is unplugged and plugged in again."""

from pathlib import Path

import numpy as np
import pytest

from .desktop import HEIGHT, WIDTH, App, Desktop
from .monitors import Monitors

pytestmark = pytest.mark.e2e

EDGE = 900
"""Where the left screen ends and the right one begins."""

LEFT, RIGHT = (0, 0, EDGE, HEIGHT), (EDGE, 0, WIDTH - EDGE, HEIGHT)
WHITE = 0xFFFFFF


def wait_right(desktop: Desktop, app: App, level: int) -> None:
    """Wait until the right screen has a single grey (0 to 255), except for the mouse pointer."""

    def has_it() -> bool:
        right = desktop.screen()[:, EDGE:]
        return bool(np.mean(right == level) > 0.999)

    app.remote.wait_until(has_it, f"the right screen at {level}")


def wait_black(desktop: Desktop, app: App) -> None:
    app.remote.wait_until(lambda: desktop.luminance() == 0.0, "black on every screen")


@pytest.mark.thorough
def test_every_screen_is_black_with_closed_eyes_and_in_the_night(desktop: Desktop, folder: Path) -> None:
    with Monitors(desktop.display) as monitors:
        monitors.add("left", LEFT, monitors.outputs())
        monitors.add("right", RIGHT)
        monitors.paint_behind(WHITE)
        with desktop.start("--data-dir", folder) as app:
            app.wait_ready()
            monitors.place(monitors.top_window(), *LEFT)
            app.remote.press("Start wind-down")
            app.remote.press("Skip")
            close_eyes_for_a_while(desktop, app)
            app.remote.press("End session")
            app.remote.press("Skip")
            wait_black(desktop, app)
            monitors.remove("right")
            wait_right(desktop, app, 255)
            monitors.add("right", RIGHT)
            wait_black(desktop, app)
            desktop.click(EDGE + 100, 300)
            app.remote.wait_for("Restless legs")
            wait_right(desktop, app, 0)
            app.remote.press("Good morning")
            wait_right(desktop, app, 255)
            assert app.stop() == 0
            assert "Traceback" not in app.output()


def close_eyes_for_a_while(desktop: Desktop, app: App) -> None:
    app.remote.press("Eyes closed")
    wait_black(desktop, app)
    desktop.click(EDGE + 100, 300)
    app.remote.wait_for("Step")
    wait_right(desktop, app, 0)
    desktop.key("Escape")
    app.remote.wait_for("Pause")
    wait_right(desktop, app, 255)
