"""Measures the processor time of the session page with a moving figure, and how late steps change."""

import time

from .logs import THREE_SOUNDS, prepared_folder
from .machine import Child, LatenessProbe, cpu_seconds_over, load_average, print_status, quiet_desktop
from .measures import Row, at_most, median_drift
from .options import Options

SECONDS = 30.0
LEAD_SECONDS = 12.0
"""How many seconds after the start the first movement of the figure has begun."""

PERCENT = 5.0
LATE_MS, DRIFT_MS = 20.0, 2.0
WHOLE_SECONDS, SHORT_SECONDS = 40 * 60.0, 5 * 60.0
"""The most seconds to wait for the end of the whole routine, and of the short routine."""


def run(options: Options) -> list[Row]:
    """Measure the processor time of the page, then how late the changes of the routine are."""
    return [*_cost(options), *_truth(options)]


def _truth(options: Options) -> list[Row]:
    """How late the changes of a routine are in real time, with its moving figure.

    The routine lasts three minutes or, with `full`, thirty minutes.
    """
    length, words = ("whole", "30-minute routine") if options.full else ("short", "3-minute routine")
    directory = options.directory / "steps"
    directory.mkdir()
    folder = prepared_folder(directory / "data", {})
    print_status(f"a {words} in real time")
    with (
        quiet_desktop(directory) as desktop,
        LatenessProbe() as sleeper,
        Child(desktop, "steps", folder, length) as child,
    ):
        at_end = child.wait_for("finished", WHOLE_SECONDS if options.full else SHORT_SECONDS)
        late = [float(line.split()[-1]) for line in child.heard if line.startswith("change ")]
    beside = f"a bare sleep beside it {max(sleeper.late):.1f} ms, load {load_average():.1f}"
    return [
        at_most(f"{words} in real time, off at its end", abs(at_end), LATE_MS, " ms"),
        at_most(f"worst of its {len(late)} changes", max(map(abs, late)), LATE_MS, " ms", note=beside),
        at_most("drift from its first half to its second", abs(median_drift(late)), DRIFT_MS, " ms"),
    ]


def _cost(options: Options) -> list[Row]:
    """The processor time of the session page by itself, then with three sounds playing."""
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
            print_status(f"session {words}: {SECONDS:g} s")
            (used,) = cpu_seconds_over(SECONDS, [child.pid])
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
