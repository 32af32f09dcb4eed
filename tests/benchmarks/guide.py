"""Measures the time from a segment's start until the voice names it, without a mix and with a new mix.

A segment is a step on one leg or both. A key press starts the segment, and the app records the time of the
press.
"""

import time

from tests.e2e.desktop import Desktop

from .logs import prepared_folder
from .machine import Child, quiet_desktop
from .measures import Row, first_loud_sample, median_and_worst_text
from .options import Options
from .press import LISTEN_SECONDS, SOUND_DB, moment_of_sound

SEGMENTS_MEASURED = 10
VOICE_LIMIT_MS = 250.0

_UNTIL_SILENT_SECONDS = 4.6
"""Seconds from a segment's start until the voice has named it, and before the step's work begins."""


def run(options: Options) -> list[Row]:
    """Start a session, then skip from segment to segment, each time while the voice is silent."""
    folder = prepared_folder(
        options.directory / "data", {"mix": "{}", "level": "0.5", "routine": "wind_down_30"}
    )
    with quiet_desktop(options.directory) as desktop, Child(desktop, "driven", folder) as app:
        app.wait_for("painted")
        app.press("Start wind-down")
        time.sleep(1.0)
        found = [_until_said(desktop, app, word) for word in ("Skip", *("Next",) * SEGMENTS_MEASURED)]
    with quiet_desktop(options.directory) as desktop, Child(desktop, "driven", folder) as app:
        app.wait_for("painted")
        app.press("Lights out")
        time.sleep(3.0)
        desktop.key("Down")
        rescue = _until_said(desktop, app, "Restless legs")
    return [
        _row("start of a session to the voice, the engine being started", found[:1]),
        _row("start of a segment to the voice", found[1:]),
        _row("start of a rescue to the voice, out of the dark", [rescue]),
    ]


def _until_said(desktop: Desktop, app: Child, word: str) -> float:
    """The milliseconds from a press to the voice; returns once the voice is silent again."""
    before = desktop.recording.mark()
    pressed = app.press(word)
    desktop.recording.wait_for_samples(LISTEN_SECONDS)
    loud = first_loud_sample(desktop.recording.samples(before), SOUND_DB)
    if loud is None:
        raise TimeoutError(f"nothing is said within {LISTEN_SECONDS:g} s")
    time.sleep(_UNTIL_SILENT_SECONDS - LISTEN_SECONDS)
    return 1000 * (moment_of_sound(desktop, before, before + loud) - pressed)


def _row(title: str, values: list[float]) -> Row:
    return Row(
        title, median_and_worst_text(values), f"<= {VOICE_LIMIT_MS:g} ms", max(values) <= VOICE_LIMIT_MS
    )
