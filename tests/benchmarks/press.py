"""Measures the time from pressing Play to sound, and from pressing Pause to silence, on the Sounds page.

The app records the time at which it begins to handle a press. A recording gives the time at which each sample
came out of the sound server. The recording's own delay, about 10 ms, counts as the app's.
"""

import time

from tests.e2e.desktop import Desktop
from tests.e2e.listening import RATE

from .logs import THREE_SOUNDS, prepared_folder
from .machine import Child, quiet_desktop
from .measures import Row, arrival_offset, first_loud_sample, last_loud_sample, median_and_worst_text
from .options import Options

PRESSES_MEASURED = 10
PLAY_MS, PAUSE_MS = 150.0, 400.0
SOUND_DB, SILENCE_DB = -60.0, -80.0
LISTEN_SECONDS = 2.5
"""How many seconds to record after a press.

This is longer than the app keeps the sound device after a pause, so that each Play opens the device.
"""

_EVERY = RATE // 200


def run(options: Options) -> list[Row]:
    """Press each button 1 + PRESSES_MEASURED times; the longest time counts.

    Between the presses, the app releases the sound device.
    """
    folder = prepared_folder(options.directory / "data", {"mix": THREE_SOUNDS, "level": "0.5"})
    to_sound, to_silence = [], []
    with quiet_desktop(options.directory) as desktop, Child(desktop, "driven", folder) as app:
        app.wait_for("painted")
        app.press("Sounds")
        time.sleep(2.0)
        for _ in range(1 + PRESSES_MEASURED):
            to_sound.append(_after_play(desktop, app))
            to_silence.append(_after_pause(desktop, app))
    first, later = to_sound[0], to_sound[1:]
    return [
        _row("first press of Play, which starts the sound engine", [first], PLAY_MS),
        _row("press of Play to sound", later, PLAY_MS),
        _row("press of Pause to silence", to_silence[1:], PAUSE_MS),
    ]


def _row(title: str, values: list[float], limit: float) -> Row:
    return Row(title, median_and_worst_text(values), f"<= {limit:g} ms", max(values) <= limit)


def _after_play(desktop: Desktop, app: Child) -> float:
    before = desktop.recording.mark()
    pressed = app.press("Play")
    desktop.recording.wait_for_samples(LISTEN_SECONDS)
    found = first_loud_sample(desktop.recording.samples(before), SOUND_DB)
    if found is None:
        raise TimeoutError(f"no sound within {LISTEN_SECONDS:g} s")
    return 1000 * (moment_of_sound(desktop, before, before + found) - pressed)


def _after_pause(desktop: Desktop, app: Child) -> float:
    before = desktop.recording.mark()
    pressed = app.press("Pause")
    desktop.recording.wait_for_samples(LISTEN_SECONDS)
    found = last_loud_sample(desktop.recording.samples(before), SILENCE_DB)
    if found is None:
        raise RuntimeError("there was no sound before the press")
    return 1000 * (moment_of_sound(desktop, before, before + found) - pressed)


def moment_of_sound(desktop: Desktop, since: int, position: int) -> float:
    """The time at which a sample came out, computed from the samples near it that arrived fastest."""
    recording = desktop.recording
    marks = range(since, recording.mark(), _EVERY)
    return arrival_offset((mark, recording.moment_of(mark)) for mark in marks) + position / RATE
