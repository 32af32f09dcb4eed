"""Measures the rendering of a whole night of sound, faster than in real time."""

import json
import subprocess
import sys

from .machine import CHILDREN, ROOT, print_status
from .measures import MIB, Row, at_most
from .options import Options

HOURS, FULL_HOURS = 1.0, 8.0
MEMORY_GROWTH_LIMIT_MIB = 1.0


def run(options: Options) -> list[Row]:
    """Render one hour in a separate process; with `full`, eight hours."""
    hours = FULL_HOURS if options.full else HOURS
    print_status(f"night: {hours:g} h")
    command = [sys.executable, "-m", f"{CHILDREN}.night", str(hours)]
    done = subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    found = json.loads(done.stdout)
    title = f"{hours:g} h of three sounds rendered"
    speed = f"{found['times']:.0f} x real time ({found['seconds']:.0f} s)"
    gaps, peak = found["gaps"], found["peak"]
    return [
        Row(f"{title}: speed", speed, "> 1 x", found["times"] > 1.0),
        Row(f"{title}: milliseconds of zeros", f"{gaps} (peak {peak:.2f})", "0", gaps == 0 and peak <= 1.0),
        at_most(f"{title}: memory growth", found["growth"] / MIB, MEMORY_GROWTH_LIMIT_MIB, " MiB"),
    ]
