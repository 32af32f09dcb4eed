"""A whole night through the mixer, faster than it would be slept."""

import json
import subprocess
import sys

from .machine import CHILDREN, ROOT, say
from .measures import MIB, Row, at_most
from .options import Options

HOURS, FULL_HOURS = 1.0, 8.0
GROWTH_MIB = 1.0


def run(options: Options) -> list[Row]:
    """Render in a process of its own; one hour, with `full` all eight."""
    hours = FULL_HOURS if options.full else HOURS
    say(f"night: {hours:g} h")
    command = [sys.executable, "-m", f"{CHILDREN}.night", str(hours)]
    done = subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    found = json.loads(done.stdout)
    what = f"{hours:g} h of three sounds rendered"
    speed = f"{found['times']:.0f} x real time ({found['seconds']:.0f} s)"
    gaps, peak = found["gaps"], found["peak"]
    return [
        Row(f"{what}: speed", speed, "> 1 x", found["times"] > 1.0),
        Row(f"{what}: milliseconds of zeros", f"{gaps} (peak {peak:.2f})", "0", gaps == 0 and peak <= 1.0),
        at_most(f"{what}: memory growth", found["growth"] / MIB, GROWTH_MIB, " MiB"),
    ]
