"""A whole bedtime in a real window, operated by keys and by the names that a screen reader reads."""

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from .desktop import APP, App, Desktop
from .listening import RATE, falls_steadily, is_silent, rms_db, silent_gaps, without_gaps

pytestmark = pytest.mark.e2e

SPEED = "40"
FADE_SECONDS = 5 * 60 / float(SPEED)
PITCH_DARK = 0.0002
EMBER_LIMIT = 0.006
DUSK_LIMIT = 0.03
MOST_SEGMENTS = 8
"""No routine used here has more; *Back* on the first one begins it again."""


def bedtime_zone() -> str:
    """A time zone in which it is about 22:30 now, whenever the test runs."""
    behind = (datetime.now(UTC) - timedelta(hours=22)).hour
    return f"Etc/GMT+{behind}" if behind <= 12 else f"Etc/GMT-{24 - behind}"


def start(desktop: Desktop, data: Path) -> App:
    return desktop.start("--data-dir", str(data), "--speed", SPEED)


def exported(desktop: Desktop, data: Path, target: Path) -> dict[str, list[dict[str, object]]]:
    subprocess.run(
        [*APP, "export", str(target), "--data-dir", str(data)],
        check=True,
        capture_output=True,
        env=desktop.environment,
    )
    document: dict[str, list[dict[str, object]]] = json.loads(target.read_text("utf-8"))
    return document


def test_a_whole_bedtime(desktop: Desktop, tmp_path: Path) -> None:
    data = tmp_path / "data"
    desktop.environment["TZ"] = bedtime_zone()
    with start(desktop, data) as app:
        app.wait_ready()
        desktop.fill_screen()
        app.remote.press("Skip")
        choose_a_short_evening(app)
        assert desktop.luminance() <= DUSK_LIMIT
        wind_down(desktop, app)
        put_lights_out(desktop, app)
        wake_twice(desktop, app)
        fill_in_the_diary(desktop, app)
        assert app.stop() == 0
        assert "Traceback" not in app.output()
    with start(desktop, data) as app:
        app.wait_ready()
        app.remote.press("Sleep log")
        app.remote.wait_name("Summary", lambda name: name.startswith("Summary: 1 night."))
        assert app.stop() == 0
    assert_kept(exported(desktop, data, tmp_path / "log.json"))


def choose_a_short_evening(app: App) -> None:
    remote = app.remote
    remote.press("Sounds")
    remote.press("15 minutes less")
    remote.press("15 minutes less")
    remote.press("More about the timer")
    remote.choose("Fade", "5 min")
    remote.press("Tonight")
    remote.press("Routine 5 minutes")
    remote.choose("Sound", "Brown noise")


def matches(pattern: str) -> Callable[[str], bool]:
    """A function that tells whether a name matches this pattern."""
    return lambda name: re.fullmatch(pattern, name) is not None


def start_for_the_first_time(app: App) -> None:
    """Go from Tonight through the health questions, with nothing ticked, to the rating scales."""
    remote = app.remote
    remote.press("Start wind-down")
    remote.wait_name("Question", lambda name: name == "Question: Health questions")
    remote.press("None of these")
    remote.wait_name("Outcome", lambda name: name == "Outcome: You can massage gently")
    remote.press("Done")
    remote.wait_for("Urge to move")


def wind_down(desktop: Desktop, app: App) -> None:
    remote = app.remote
    start_for_the_first_time(app)
    desktop.key("7", "Return", "4", "Return", "Return", "End", "Return", "space")
    remote.wait_for("Resume")
    go_back_to_the_first_step(app)
    remote.wait_name("Step", lambda name: name == "Step: Slow breath")
    remote.wait_name("Cue", lambda name: name.startswith("Cue: Breathe in for four"))
    close_eyes_for_a_while(desktop, app)
    began, starvations = desktop.recording.wait_for_sound(), desktop.sink.starvations
    remote.press("Next")
    remote.wait_name("Step", lambda name: name == "Step: Calf, long strokes, left leg")
    desktop.key("space")
    remote.wait_for("Pause")
    assert desktop.luminance() <= DUSK_LIMIT
    desktop.key("plus")
    remote.wait_for("Continue")
    listened = desktop.recording.samples(began + RATE // 5)
    assert len(listened) > 4 * RATE
    assert len(silent_gaps(listened, longer_than_ms=10)) <= desktop.sink.starvations - starvations
    desktop.key("3", "Return", "Return", "Return", "Return")


def close_eyes_for_a_while(desktop: Desktop, app: App) -> None:
    remote = app.remote
    desktop.key("e")
    remote.wait_gone("Resume")
    remote.wait_until(lambda: desktop.luminance() == 0.0, "the screen to go black")
    desktop.key("Tab")
    remote.wait_name("Step", lambda name: name == "Step: Slow breath")
    assert 0.0 < desktop.luminance() <= EMBER_LIMIT
    desktop.key("Escape")
    remote.wait_for("Resume")


def go_back_to_the_first_step(app: App) -> None:
    """Go back to the first step of the session.

    At the test's speed a step takes a second or two, so a few steps may be over before the session is paused.
    """
    for _ in range(MOST_SEGMENTS):
        app.remote.press("Back")


def put_lights_out(desktop: Desktop, app: App) -> None:
    app.remote.wait_for("Lights out")
    app.remote.wait_until(lambda: desktop.luminance() < PITCH_DARK, "the screen to go black")
    starvations = desktop.sink.starvations
    silent = desktop.recording.wait_for_silence(lasting=1.5)
    part = desktop.recording.samples(silent - int((FADE_SECONDS - 0.5) * RATE), silent)
    assert len(silent_gaps(part, longer_than_ms=10)) <= desktop.sink.starvations - starvations
    fade = without_gaps(part)
    assert falls_steadily(fade, window_ms=500, tolerance_db=3)
    start_db, end_db = rms_db(fade, 500)[0], rms_db(fade, 500)[-2]
    assert end_db < start_db - 35
    desktop.recording.wait_for_samples(1.0)
    assert is_silent(desktop.recording.latest(0.5))


def wake_twice(desktop: Desktop, app: App) -> None:
    remote = app.remote
    desktop.key("Down")
    remote.wait_for("Restless legs")
    assert desktop.luminance() <= EMBER_LIMIT
    remote.press("Just awake")
    remote.wait_gone("Just awake")
    desktop.key("space", "space")
    remote.wait_for("Resume")
    go_back_to_the_first_step(app)
    remote.wait_name("Step", lambda name: name == "Step: Ankle pumps, left leg")
    assert desktop.luminance() <= EMBER_LIMIT
    remote.press("End session")
    remote.wait_for("Something for the mind")
    desktop.key("3")
    remote.wait_for("Instruction")
    assert desktop.luminance() <= EMBER_LIMIT
    desktop.key("x")
    remote.wait_for("A little")
    desktop.key("2")
    remote.wait_gone("A little")
    remote.wait_until(lambda: desktop.luminance() < PITCH_DARK, "the screen to go black")


def fill_in_the_diary(desktop: Desktop, app: App) -> None:
    remote = app.remote
    desktop.key("Down")
    remote.press("Good morning")
    remote.wait_for("Save night")
    assert remote.text("Times awake") == "2"
    assert remote.text("Tried to sleep") != ""
    assert remote.text("Got up") != ""
    assert [remote.text(each) for each in ("Went to bed", "Woke up", "Minutes awake")] == ["", "", ""]
    remote.set_text("Minutes to fall asleep", "20")
    remote.set_text("Woke up", "6:30 am")
    remote.set_text("Got up", "06.50")
    remote.set_text("Minutes awake", "900")
    remote.set_text("Notes", "A restless first night.")
    remote.press("Save night")
    assert remote.exists("Save night")
    assert remote.text("Minutes awake") == "900"
    remote.set_text("Minutes awake", "35")
    remote.set_value("Sleep quality", 3)
    remote.set_value("Worst urge to move", 7)
    remote.press("Save night")
    remote.wait_name("Summary", lambda name: name.startswith("Summary: 1 night."))


def assert_kept(document: dict[str, list[dict[str, object]]]) -> None:
    (night,) = document["nights"]
    assert (night["quality"], night["worst_urge"]) == (3, 7)
    assert night["notes"] == "A restless first night."
    assert night["tried_distraction"] == "a_little"
    assert night["saved_at_utc"] is not None
    (sleep,) = document["sleeps"]
    assert (sleep["minutes_to_fall_asleep"], sleep["minutes_awake"], sleep["times_awake"]) == (20, 35, 2)
    assert sleep["sources"] == {"tried_to_sleep": "recorded", "times_awake": "recorded"}
    assert [each["kind"] for each in document["awakenings"]] == ["just_awake", "restless_legs"]
    sessions = {str(each["kind"]): each for each in document["sessions"]}
    assert sessions["wind_down"]["status"] == "finished"
    assert sessions["rescue"]["status"] == "ended"
    assert sessions["rescue"]["awakening_id"] == document["awakenings"][1]["id"]
    assert {each["night_id"] for each in document["sessions"]} == {night["id"]}
    ratings = {(each["rated"], each["scale"]): each["value"] for each in document["ratings"]}
    assert ratings == {
        ("before", "urge_to_move"): 7,
        ("before", "muscle_tension"): 4,
        ("before", "stress"): 10,
        ("after", "urge_to_move"): 3,
    }


@pytest.mark.thorough
def test_closing_in_the_middle_offers_to_go_on(desktop: Desktop, tmp_path: Path) -> None:
    data = tmp_path / "data"
    with desktop.start("--data-dir", str(data)) as app:
        app.wait_ready()
        app.remote.press("Skip")
        start_for_the_first_time(app)
        desktop.key("Escape")
        app.remote.wait_for("Next")
        app.remote.press("Next")
        app.remote.wait_name("Step", lambda name: name == "Step: Foot, left leg")
        assert app.stop() == 0
    with desktop.start("--data-dir", str(data)) as app:
        app.wait_ready()
        app.remote.press("Continue session")
        app.remote.wait_name("Step", lambda name: name == "Step: Foot, left leg")
        app.remote.press("Resume")
        app.remote.wait_for("Pause")
        assert app.stop() == 0
        assert "Traceback" not in app.output()


@pytest.mark.thorough
def test_it_survives_being_killed_in_the_night(desktop: Desktop, tmp_path: Path) -> None:
    data = tmp_path / "data"
    with desktop.start("--data-dir", str(data)) as app:
        app.wait_ready()
        app.remote.press("Skip")
        app.remote.press("Lights out")
        app.remote.wait_gone("Start wind-down")
        desktop.key("Down")
        app.remote.press("Just awake")
        app.remote.wait_gone("Just awake")
        app.kill()
    with desktop.start("--data-dir", str(data)) as app:
        app.wait_ready()
        app.remote.press("Fill in morning diary")
        app.remote.wait_for("Save night")
        assert app.remote.text("Times awake") == "1"
        assert app.remote.text("Got up") == ""
        assert app.stop() == 0


@pytest.mark.thorough
def test_it_works_without_sound_and_sounds_when_there_is_some(desktop: Desktop, tmp_path: Path) -> None:
    desktop.sink.kill()
    with desktop.start("--data-dir", str(tmp_path / "data")) as app:
        app.wait_ready()
        app.remote.press("Skip")
        start_for_the_first_time(app)
        desktop.key("Escape")
        app.remote.wait_for("Step")
        desktop.sink.restart()
        desktop.recording.wait_for_sound()
        assert app.stop() == 0


def test_a_log_that_is_no_log_is_refused_in_words(desktop: Desktop, tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    log = data / "sleep-log.sqlite"
    log.write_bytes(b"A shopping list, not a log. " * 200)
    with desktop.start("--data-dir", str(data)) as app:
        app.remote.wait_for("Problem")
        assert str(log) in app.remote.name("Problem")
        app.remote.press("Close")
        assert app.wait_ended() == 1
        assert str(log) in app.output()
        assert "Traceback" not in app.output()
    assert log.read_bytes() == b"A shopping list, not a log. " * 200


def test_no_frame_of_the_start_is_bright(desktop: Desktop, tmp_path: Path) -> None:
    brightest = 0.0
    with desktop.start("--data-dir", str(tmp_path / "data")) as app:
        while not app.remote.exists("Skip"):
            assert app.is_running
            brightest = max(brightest, float(desktop.screen().mean()))
        brightest = max(brightest, float(desktop.screen().mean()))
        assert app.stop() == 0
    assert 0 < brightest < 40


@pytest.mark.thorough
@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_nothing_is_sent_over_any_network(desktop: Desktop, tmp_path: Path) -> None:
    trace = tmp_path / "sockets.txt"
    command = ["strace", "-D", "-f", "-qq", "-e", "trace=socket", "-o", str(trace), *APP]
    with desktop.start("--data-dir", str(tmp_path / "data"), command=command) as app:
        app.wait_ready()
        app.remote.press("Skip")
        start_for_the_first_time(app)
        desktop.key("Escape")
        desktop.recording.wait_for_sound()
        app.remote.press("End session")
        app.remote.wait_for("Stay up")
        app.remote.press("Stay up")
        app.remote.press("Sleep log")
        assert app.stop() == 0
    opened = trace.read_text("utf-8").splitlines()
    assert any("AF_UNIX" in line for line in opened), "strace saw no socket at all"
    assert [line for line in opened if "AF_INET" in line] == []
