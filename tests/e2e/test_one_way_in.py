"""A whole bedtime by the keyboard alone, and by the actions of a screen reader alone."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Protocol

import pytest

from .desktop import App, Desktop
from .remote import Element
from .test_bedtime import PITCH_DARK, bedtime_zone, exported

pytestmark = [pytest.mark.e2e, pytest.mark.thorough]

MOST_STOPS = 80
"""The most presses of Tab from one control to another."""

BEFORE: Mapping[str, int] = {"Urge to move": 7, "Muscle tension": 4}
AFTER: Mapping[str, int] = {"Urge to move": 3}


class Hand(Protocol):
    """A way to operate the window by the names of its controls."""

    def press(self, name: str) -> None:
        """Press the control with this name."""

    def press_page(self, name: str, key: str = "Down") -> None:
        """Press a page that has no controls; a person would press any key there."""

    def rate(self, name: str, number: int) -> None:
        """Give a rating on a scale."""

    def write(self, name: str, text: str) -> None:
        """Replace the text of a field."""


class ScreenReader:
    """Operates the window by actions, values and texts of the accessibility bus."""

    def __init__(self, _desktop: Desktop, app: App) -> None:
        self._remote = app.remote

    def press(self, name: str) -> None:
        """Do the press action of the control with this name."""
        self._remote.press(name=name)

    def press_page(self, name: str, key: str = "Down") -> None:
        """Do the press action of the page with this name."""
        self._remote.press(name=name)

    def rate(self, name: str, number: int) -> None:
        """Set the value of a scale."""
        self._remote.set_value(name=name, value=number)

    def write(self, name: str, text: str) -> None:
        """Set the text of a field."""
        self._remote.set_text(name=name, text=text)


class Keyboard:
    """Operates the window by keys; the accessibility bus only tells which control has the focus."""

    def __init__(self, desktop: Desktop, app: App) -> None:
        self._desktop, self._remote = desktop, app.remote

    def press(self, name: str) -> None:
        """Move the focus to the control with this name, and press Space."""
        self._go_to(name)
        self._desktop.key("space")

    def press_page(self, name: str, key: str = "Down") -> None:
        """Wait for the page with this name, and press a key."""
        self._remote.wait_for(name=name)
        self._desktop.key(key)

    def rate(self, name: str, number: int) -> None:
        """Move the focus to a scale, and press the digit of the rating."""
        self._go_to(name)
        self._desktop.key(str(number))

    def write(self, name: str, text: str) -> None:
        """Move the focus to a field, and type over the text."""
        self._go_to(name)
        self._desktop.key("ctrl+a")
        self._desktop.type_text(text)

    def _go_to(self, name: str) -> None:
        """Press Tab until the control with this name has the focus."""
        self._remote.wait_for(name=name, enabled=True)
        for stop in self._stops():
            if stop.name == name:
                return
        raise AssertionError(f"{MOST_STOPS} presses of Tab do not lead to {name!r}")

    def _stops(self) -> Iterator[Element]:
        """The control that has the focus now, and the control after each press of Tab."""
        stop = self._next_after(None)
        for _ in range(MOST_STOPS):
            yield stop
            self._desktop.key("Tab")
            stop = self._next_after(stop)

    def _next_after(self, before: Element | None) -> Element:
        """Wait until another control than `before` has the focus; return the other control."""
        found: list[Element] = []

        def has_moved() -> bool:
            now = self._remote.focused()
            if now is not None and (before is None or now.identifier != before.identifier):
                found.append(now)
            return bool(found)

        self._remote.wait_until(has_moved, "the focus to move")
        return found[0]


@pytest.mark.parametrize("by", [Keyboard, ScreenReader])
def test_a_whole_bedtime(desktop: Desktop, tmp_path: Path, by: Callable[[Desktop, App], Hand]) -> None:
    data = tmp_path / "data"
    desktop.environment["TZ"] = bedtime_zone()
    with desktop.start("--data-dir", data) as app:
        app.wait_ready()
        desktop.fill_screen()
        hand = by(desktop, app)
        welcome(app, hand)
        wind_down(desktop, app, hand)
        wake_in_the_night(desktop, app, hand)
        fill_in_the_diary(app, hand)
        assert app.stop() == 0
        assert "Traceback" not in app.output()
    assert_kept(exported(desktop, data, tmp_path / "log.json"))


def welcome(app: App, hand: Hand) -> None:
    for card in ("1 of 3", "2 of 3", "3 of 3"):
        app.remote.wait_for(name=card)
        hand.press("Next")
    hand.press("None of these")
    hand.press("Done")
    hand.press("Next")


def wind_down(desktop: Desktop, app: App, hand: Hand) -> None:
    hand.press("Routine 5 minutes")
    hand.press("Start wind-down")
    for name, number in BEFORE.items():
        hand.rate(name, number)
    hand.press("Continue")
    hand.press("Pause")
    hand.press("Resume")
    hand.press("Eyes closed")
    app.remote.wait_until(lambda: desktop.luminance() == 0.0, "the screen to go black")
    hand.press_page("Session", "e")
    hand.press("End session")
    for name, number in AFTER.items():
        hand.rate(name, number)
    hand.press("Continue")
    wait_for_black(desktop, app)


def wait_for_black(desktop: Desktop, app: App) -> None:
    app.remote.wait_for(name="Lights out")
    app.remote.wait_until(lambda: desktop.luminance() < PITCH_DARK, "the screen to go black")


def wake_in_the_night(desktop: Desktop, app: App, hand: Hand) -> None:
    hand.press_page("Lights out")
    hand.press("Just awake")
    wait_for_black(desktop, app)
    hand.press_page("Lights out")
    hand.press("Restless legs")
    hand.press("End session")
    hand.press("Something for the mind")
    app.remote.wait_for("Instruction")
    trying = app.remote.focused()
    assert trying is not None
    assert trying.name.endswith("Any key ends it.")
    hand.press_page(trying.name)
    hand.press("A little")
    wait_for_black(desktop, app)
    hand.press_page("Lights out")
    hand.press("Good morning")


def fill_in_the_diary(app: App, hand: Hand) -> None:
    hand.write("Woke up", "6:30 am")
    hand.write("Got up", "06.50")
    hand.rate("Sleep quality", 4)
    hand.rate("Worst urge to move", 7)
    hand.write("Minutes to fall asleep", "20")
    hand.write("Minutes awake", "35")
    hand.write("Notes", "A restless first night.")
    hand.press("Save night")
    app.remote.wait_name("Summary", lambda name: name.startswith("Summary: 1 night."))


def assert_kept(document: dict[str, list[dict[str, object]]]) -> None:
    (night,) = document["nights"]
    assert (night["quality"], night["worst_urge"], night["tried_distraction"]) == (4, 7, "a_little")
    assert night["notes"] == "A restless first night."
    assert night["saved_at_utc"] is not None
    (sleep,) = document["sleeps"]
    assert (sleep["minutes_to_fall_asleep"], sleep["minutes_awake"], sleep["times_awake"]) == (20, 35, 2)
    assert [each["kind"] for each in document["awakenings"]] == ["just_awake", "restless_legs"]
    assert {each["kind"]: each["status"] for each in document["sessions"]} == {
        "wind_down": "ended",
        "rescue": "ended",
    }
    ratings = {(each["rated"], each["scale"]): each["value"] for each in document["ratings"]}
    assert ratings == {
        ("before", "urge_to_move"): 7,
        ("before", "muscle_tension"): 4,
        ("after", "urge_to_move"): 3,
    }
