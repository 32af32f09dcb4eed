"""The end-to-end helpers are tested on a simple window before they operate the app."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tests.waiting import wait_until

from .desktop import AppEndedError, Desktop
from .listening import RATE, is_silent, level_db, silent_gaps, strongest_frequency, without_gaps
from .screen import mean_relative_luminance

pytestmark = pytest.mark.e2e

STAND_IN = (sys.executable, Path(__file__).with_name("stand_in.py"))


@pytest.mark.thorough
def test_a_window_is_read_pressed_heard_and_seen(desktop: Desktop) -> None:
    with desktop.start(command=STAND_IN) as app:
        app.wait_ready()
        remote = app.remote
        assert remote.name("Presses") == "Presses: 0"
        assert not remote.exists("Hidden")
        assert is_silent(desktop.recording.latest(0.2))

        remote.press("Tone")
        remote.wait_name("Presses", lambda name: name == "Presses: 1")
        start = desktop.recording.wait_for_sound()
        desktop.recording.wait_for_samples(1.0)
        played = desktop.recording.samples(start, start + RATE)
        assert strongest_frequency(played) == pytest.approx(440, abs=2)
        assert level_db(played) == pytest.approx(-15, abs=0.5)
        assert len(silent_gaps(played, longer_than_ms=2)) <= desktop.sink.starvations

        x, y = remote.wait_for(name="Play the tone").centre
        desktop.click(x, y)
        remote.wait_name("Presses", lambda name: name == "Presses: 2")
        desktop.recording.wait_for_silence(lasting=0.3)

        desktop.key("space")
        remote.wait_name("Presses", lambda name: name == "Presses: 3")
        desktop.recording.wait_for_sound()
        (pause,) = silent_gaps(desktop.recording.samples(start), longer_than_ms=250)
        assert pause.start > RATE

        remote.set_text("Field", "calm")
        remote.focus("Field")
        desktop.key("End")
        desktop.type_text(" legs")
        remote.wait_until(lambda: remote.text("Field") == "calm legs", "the words")
        remote.choose("Choice", "second")
        remote.set_value("Number", 7)
        assert remote.value("Number") == 7

        assert tuple(desktop.screen()[390, 300]) == (0x20, 0x40, 0x60)
        assert tuple(desktop.screen()[790, 1270]) == (0, 0, 0)
        desktop.fill_screen()
        remote.wait_until(
            lambda: tuple(desktop.screen()[790, 1270]) == (0x20, 0x40, 0x60), "the window to grow"
        )
        assert 0.03 < desktop.luminance() < 0.3
        assert app.stop() == 0
        assert "Traceback" not in app.output()


@pytest.mark.thorough
def test_a_failure_tells_what_was_to_be_seen(desktop: Desktop) -> None:
    def press_what_is_not_there() -> None:
        with desktop.start(command=STAND_IN) as app:
            app.wait_ready()
            app.remote.patience = 0.1
            app.remote.press("Nothing of this name")

    with pytest.raises(TimeoutError) as failure:
        press_what_is_not_there()
    shown, account = failure.value.__notes__
    assert shown == "The window shows nothing so called."
    assert "'Presses: 0'" in account
    assert Path(account.rpartition("The screen: ")[2]).stat().st_size > 0
    wait_until(lambda: desktop.windows() == [], "the end of the window")


@pytest.mark.thorough
def test_a_killed_app_is_noticed_and_the_next_one_found(desktop: Desktop) -> None:
    with desktop.start(command=STAND_IN) as app:
        app.wait_ready()
        app.kill()
        with pytest.raises(AppEndedError):
            app.remote.wait_for("Nothing of this name")
    with desktop.start(command=STAND_IN) as app:
        app.wait_ready()
        assert app.remote.name("Presses") == "Presses: 0"


@pytest.mark.thorough
def test_a_recording_goes_on_after_the_server_was_killed(desktop: Desktop) -> None:
    recording = desktop.recording
    recording.wait_for_samples(0.1)
    desktop.sink.kill()
    end = recording.mark()
    desktop.sink.restart()
    recording.wait_for_samples(0.1)
    assert recording.breaks == (end,)
    assert recording.mark() > end
    assert recording.position_at(recording.moment_of(end)) >= end


@pytest.mark.thorough
def test_a_stream_that_runs_dry_is_counted(desktop: Desktop) -> None:
    numbered = np.repeat(np.arange(RATE, dtype="<f4")[:, None] / 2**20 + 1 / 16, 2, axis=1)
    player = subprocess.Popen(
        ["pacat", "--raw", "--format=float32le", f"--rate={RATE}", "--channels=2", "--latency-msec=100"],
        env=desktop.environment,
        stdin=subprocess.PIPE,
    )
    assert player.stdin is not None
    with player.stdin as stream:
        stream.write(numbered[: RATE // 2].tobytes())
        stream.flush()
        start = desktop.recording.wait_for_sound()
        desktop.recording.wait_for_silence(lasting=0.3)
        assert desktop.sink.starvations > 0
        stream.write(numbered[RATE // 2 :].tobytes())
        stream.flush()
        desktop.recording.wait_for_sound()
    assert player.wait() == 0
    desktop.recording.wait_for_silence(lasting=0.3)
    heard = desktop.recording.samples(start)
    assert 2 <= len(silent_gaps(heard, longer_than_ms=10)) <= desktop.sink.starvations + 1  # one is the end's
    joined = without_gaps(heard)
    np.testing.assert_array_equal(joined, numbered[-len(joined) :])
    assert len(joined) > RATE // 2


def test_luminance_is_that_of_the_standard() -> None:
    white, grey, red = (np.full((2, 2, 3), colour, np.uint8) for colour in (255, 128, (255, 0, 0)))
    assert mean_relative_luminance(white) == pytest.approx(1)
    assert mean_relative_luminance(grey) == pytest.approx(0.2159, abs=0.001)
    assert mean_relative_luminance(red) == pytest.approx(0.2126)
