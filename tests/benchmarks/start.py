"""Measures the start time, the memory and the idle processor time of the app and of an empty window."""

import time
from pathlib import Path
from statistics import median

from tests.e2e.desktop import Desktop

from .logs import THREE_SOUNDS, prepared_folder
from .machine import Child, cpu_seconds_over, memory_bytes, print_status, quiet_desktop
from .measures import MIB, Row, at_most
from .options import Options

STARTS_MEASURED = 5
NIGHTS_IN_LOG = 365
REST_SECONDS = 30.0
SETTLING_SECONDS = 5.0
SOUND_SECONDS = 20.0
START_RATIO, TONIGHT_RATIO, SESSION_RATIO, REST_PERCENT = 1.5, 1.6, 2.5, 0.1


def run(options: Options) -> list[Row]:
    """Start the app and the empty window in turn; then measure the memory of each by itself.

    Memory that the two share would distort the measurement.
    """
    settings = {"mix": THREE_SOUNDS, "level": "0.5"}
    folder = prepared_folder(options.directory / "data", settings, nights=NIGHTS_IN_LOG)
    with quiet_desktop(options.directory) as desktop:
        empty, app = _starts(desktop, folder)
        with Child(desktop, "empty") as window:
            window.wait_for("painted")
            time.sleep(SETTLING_SECONDS)
            nothing = memory_bytes(window.pid)
        with Child(desktop, "driven", folder) as child:
            child.wait_for("painted")
            time.sleep(SETTLING_SECONDS)
            tonight = memory_bytes(child.pid)
            print_status(f"start: {REST_SECONDS:g} s at rest")
            (resting,) = cpu_seconds_over(REST_SECONDS, [child.pid])
            child.press("Start wind-down")
            desktop.key("Escape")
            desktop.recording.wait_for_sound()
            time.sleep(SOUND_SECONDS)
            session = memory_bytes(child.pid)

    def mib(pss: int) -> str:
        return f"PSS {pss / MIB:.1f} against {nothing / MIB:.1f} MiB"

    percent = 100 * resting / REST_SECONDS
    return [
        at_most(
            f"process start to painted Tonight page, {NIGHTS_IN_LOG} nights, against an empty window",
            app / empty,
            START_RATIO,
            " x",
            note=f"{1000 * app:.0f} against {1000 * empty:.0f} ms, medians of {STARTS_MEASURED}",
        ),
        at_most("memory on the Tonight page", tonight / nothing, TONIGHT_RATIO, " x", note=mib(tonight)),
        at_most("memory in a session with sound", session / nothing, SESSION_RATIO, " x", note=mib(session)),
        at_most(f"CPU at rest on the Tonight page, {REST_SECONDS:g} s", percent, REST_PERCENT, " %"),
    ]


def _starts(desktop: Desktop, folder: Path) -> tuple[float, float]:
    """The median seconds to the first paint: of the empty window, then of the app.

    The first start of each is not counted, since it warms up the machine.
    """
    times: dict[str, list[float]] = {"empty": [], "driven": []}
    for _ in range(STARTS_MEASURED + 1):
        for module, found in times.items():
            with Child(desktop, module, *([folder] if module == "driven" else [])) as child:
                found.append(child.wait_for("painted") - child.started_at)
                time.sleep(0.3)
    return median(times["empty"][1:]), median(times["driven"][1:])
