"""What the accessibility bus carries, as a screen reader reads it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.processes import end_process, start_process
from tests.waiting import wait_until

from .desktop import App, Desktop
from .remote import SYSTEM_PYTHON

pytestmark = [pytest.mark.e2e, pytest.mark.thorough]

LISTENING = "listening"


class Announcements:
    """All announcements to screen readers, in order."""

    def __init__(self, log: Path) -> None:
        self._log = log

    def said(self) -> list[str]:
        return self._log.read_text("utf-8").splitlines()[1:] if self._log.exists() else []

    def wait_for(self, sentence: str) -> None:
        wait_until(lambda: sentence in self.said(), f"“{sentence}”")


@pytest.fixture
def announcements(desktop: Desktop, tmp_path: Path) -> Iterator[Announcements]:
    log = tmp_path / "announced"
    command = [SYSTEM_PYTHON, str(Path(__file__).with_name("announcements.py"))]
    listener = start_process(command, desktop.environment, log)
    try:
        wait_until(lambda: LISTENING in log.read_text("utf-8"), "the listener")
        yield Announcements(log)
    finally:
        end_process(listener)


TABS = ("Tonight", "Sounds", "Settings")
SAVED = (
    "Saved. Time asleep still needs: "
    "“Minutes to fall asleep”, “Total minutes awake in the night” and “Woke up”."
)
ONCE = ("Get ready. Slow breath.", "Paused.", "Continuing.", SAVED)


def test_tabs_open_pages_and_steps_are_said_once(
    desktop: Desktop, folder: Path, announcements: Announcements
) -> None:
    with desktop.start("--data-dir", folder) as app:
        remote = app.remote
        app.wait_ready()
        open_by_default_action(app, "Sounds", "Mute")
        open_by_default_action(app, "Settings", "Text size")
        remote.press("Tonight")
        remote.press("Start wind-down")
        remote.press("Skip")
        announcements.wait_for("Get ready. Slow breath.")
        assert "Session" in focused_names(app)
        desktop.key("space")
        announcements.wait_for("Paused.")
        desktop.key("space")
        announcements.wait_for("Continuing.")
        remote.press("End session")
        remote.press("Skip")
        remote.wait_gone("Skip")
        desktop.key("Down")
        remote.press("Good morning")
        remote.press("Save night")
        announcements.wait_for(SAVED)
        assert app.stop() == 0
        assert "Traceback" not in app.output()
    said = announcements.said()
    assert {each: said.count(each) for each in ONCE} == dict.fromkeys(ONCE, 1)


def open_by_default_action(app: App, word: str, inside: str) -> None:
    """Open a tab by its default action, as a screen reader does, and wait until `inside` is visible."""
    tab = app.remote.wait_for(word)
    assert tab.role == "page tab"
    app.remote.do(word, tab.actions[0])
    app.remote.wait_for(inside)
    assert [each for each in TABS if "selected" in app.remote.wait_for(each).states] == [word]
    assert all(focused_names(app))


def focused_names(app: App) -> list[str]:
    """The names of the elements that have the focus in the accessibility tree; at least one."""
    found = [line.split("'")[3] for line in app.remote.tree().splitlines() if " focused" in line]
    assert found, "nothing has the focus"
    return found
