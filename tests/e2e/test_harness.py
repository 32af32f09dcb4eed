"""The harness proves itself on a stand-in window before the app is driven with it."""

import sys
from pathlib import Path

import numpy as np
import pytest

from .desktop import AppEndedError, Desktop
from .listening import RATE, gaps, is_silent, level_db, strongest_frequency
from .processes import wait_until
from .screen import mean_relative_luminance

pytestmark = pytest.mark.e2e

STAND_IN = (sys.executable, Path(__file__).with_name("stand_in.py"))


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
        assert gaps(played, longer_than_ms=2) == []

        x, y = remote.wait_for(name="Play the tone").centre
        desktop.click(x, y)
        remote.wait_name("Presses", lambda name: name == "Presses: 2")
        desktop.recording.wait_for_silence(lasting=0.3)

        desktop.key("space")
        remote.wait_name("Presses", lambda name: name == "Presses: 3")
        desktop.recording.wait_for_sound()
        (pause,) = gaps(desktop.recording.samples(start), longer_than_ms=250)
        assert pause.start > RATE

        remote.set_text("Field", "calm")
        remote.focus("Field")
        desktop.key("End")
        desktop.type_text(" legs")
        remote.wait_until(lambda: remote.text("Field") == "calm legs")
        remote.choose("Choice", "second")
        remote.set_value("Number", 7)
        assert remote.value("Number") == 7

        assert tuple(desktop.screen()[390, 300]) == (0x20, 0x40, 0x60)
        assert tuple(desktop.screen()[790, 1270]) == (0, 0, 0)
        desktop.fill_screen()
        remote.wait_until(lambda: tuple(desktop.screen()[790, 1270]) == (0x20, 0x40, 0x60))
        assert 0.03 < desktop.luminance() < 0.3
        assert app.stop() == 0
        assert "Traceback" not in app.output()


def test_a_failure_tells_what_was_to_be_seen(desktop: Desktop) -> None:
    def press_what_is_not_there() -> None:
        with desktop.start(command=STAND_IN) as app:
            app.wait_ready()
            app.remote.press("Nothing of this name", timeout=0.1)

    with pytest.raises(TimeoutError) as failure:
        press_what_is_not_there()
    (account,) = failure.value.__notes__
    assert "'Presses: 0'" in account
    assert Path(account.rpartition("The screen: ")[2]).stat().st_size > 0
    wait_until(lambda: desktop.windows() == [], what="the end of the window")


def test_a_killed_app_is_noticed_and_the_next_one_found(desktop: Desktop) -> None:
    with desktop.start(command=STAND_IN) as app:
        app.wait_ready()
        app.kill()
        with pytest.raises(AppEndedError):
            app.remote.wait_for("Nothing of this name")
    with desktop.start(command=STAND_IN) as app:
        app.wait_ready()
        assert app.remote.name("Presses") == "Presses: 0"


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


def test_luminance_is_that_of_the_standard() -> None:
    white, grey, red = (np.full((2, 2, 3), colour, np.uint8) for colour in (255, 128, (255, 0, 0)))
    assert mean_relative_luminance(white) == pytest.approx(1)
    assert mean_relative_luminance(grey) == pytest.approx(0.2159, abs=0.001)
    assert mean_relative_luminance(red) == pytest.approx(0.2126)
