"""The single keys of the night on keyboards of several countries, pressed as real keys."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.processes import run_to_end

from .desktop import App, Desktop

pytestmark = pytest.mark.e2e


@dataclass(frozen=True)
class Keyboard:
    """A keyboard layout, with the X key codes of its letter M and its plus.

    E and the digits have the same codes on all these keyboards.
    """

    layout: str
    m: str = "58"
    plus: str = "21"


RUSSIAN = (Keyboard("ru"),)
OTHERS = (Keyboard("gr"), Keyboard("fr", m="47"), Keyboard("de", plus="35"), Keyboard("ara"))
DIGIT_7, PAD_1, PAD_7, DIGIT_0, E = "16", "87", "79", "19", "26"


def in_all(app: App) -> int:
    """How many seconds of the session are left."""
    found = re.fullmatch(r"Time left: .+, (\d+):(\d+) left in all", app.remote.name("Time left"))
    assert found
    return 60 * int(found[1]) + int(found[2])


def playback(desktop: Desktop) -> str:
    return run_to_end(["playerctl", "--player=rlscompanion", "status"], desktop.environment).stdout.strip()


@pytest.mark.thorough
@pytest.mark.parametrize("keyboards", [RUSSIAN, OTHERS], ids=["ru", "others"])
def test_single_keys_do_the_same_on_every_keyboard(
    desktop: Desktop, folder: Path, keyboards: tuple[Keyboard, ...]
) -> None:
    with desktop.start("--data-dir", folder) as app:
        app.wait_ready()
        for keyboard in keyboards:
            run_to_end(["setxkbmap", keyboard.layout], desktop.environment).check_returncode()
            rate(desktop, app)
            steer(desktop, app, keyboard)
        assert app.stop() == 0
        assert "Traceback" not in app.output()


def rate(desktop: Desktop, app: App) -> None:
    """Rate by the digit keys, and by the number pad without NumLock."""
    app.remote.press("Start wind-down")
    app.remote.wait_for("Urge to move")
    desktop.key(DIGIT_7, PAD_1, PAD_7, DIGIT_0)
    app.remote.wait_until(lambda: app.remote.value("Stress") == 0, "the last scale's answer")
    scales = ("Urge to move", "Muscle tension", "Pain", "Stress")
    assert [app.remote.value(each) for each in scales] == [7, 1, 7, 0]
    desktop.key("Return")


def steer(desktop: Desktop, app: App, keyboard: Keyboard) -> None:
    """Press Space, plus, M and E in a session, and check their effects."""
    remote = app.remote
    remote.wait_for("Pause")
    desktop.key("space")
    remote.wait_for("Resume")
    before = in_all(app)
    desktop.key(keyboard.plus)
    remote.wait_until(lambda: in_all(app) == before + 15, "15 seconds more")
    remote.wait_until(lambda: playback(desktop) == "Playing", "the sound")
    desktop.key(keyboard.m)
    remote.wait_until(lambda: playback(desktop) == "Paused", "the sound's pause")
    desktop.key(E)
    remote.wait_gone("Resume")
    desktop.key(E)
    remote.press("End session")
    remote.press("Stay up")
