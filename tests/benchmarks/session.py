"""What the session page costs while its leg moves."""

import time

from .logs import THREE_SOUNDS, prepared_folder
from .machine import Child, load_average, quiet_desktop, say, watch
from .measures import Row, at_most
from .options import Options

SECONDS = 30.0
LEAD_SECONDS = 12.0
"""Until the first movement is under way."""

PERCENT = 5.0


def run(options: Options) -> list[Row]:
    """Measure the page by itself, then with three sounds under it."""
    rows = []
    for words, mix in (("without sound", "{}"), ("with three sounds", THREE_SOUNDS)):
        directory = options.directory / words.replace(" ", "-")
        directory.mkdir()
        folder = prepared_folder(directory / "data", {"mix": mix, "level": "0.5"})
        with quiet_desktop(directory) as desktop, Child(desktop, "driven", folder) as child:
            child.wait_for("painted")
            child.press("Start wind-down")
            desktop.key("Escape")
            child.press("Next")
            time.sleep(LEAD_SECONDS)
            desktop.save_screen(directory / "session.png")
            say(f"session {words}: {SECONDS:g} s")
            (used,) = watch(SECONDS, [child.pid])
        rows.append(
            at_most(
                f"CPU of the session page, 1280x800, {words}, {SECONDS:g} s",
                100 * used / SECONDS,
                PERCENT,
                " % of a core",
                note=f"load {load_average():.1f}",
            )
        )
    return rows
