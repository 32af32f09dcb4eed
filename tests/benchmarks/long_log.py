"""Measures the processor time of pages with ten and with sixty years of nights.

Measured are the first rows, scrolling, the insights and the report.
"""

import json
import os
import subprocess
import sys
from typing import Any

from tests.processes import death_signal_prefix

from .machine import print_status
from .measures import Row, at_most
from .options import Options

NIGHTS, SIXTY_YEARS = 3_650, 22_000
ROWS_RATIO, ROWS_MS = 3.0, 150.0
STALL_MS, INSIGHTS_MS, REPORT_SECONDS = 50.0, 500.0, 2.0
NOISE_FACTOR = 1.15
"""The factor by which linear growth may seem too large because of noise in two measurements."""


def run(options: Options) -> list[Row]:
    """Measure with a log of ten years and with a log of sixty years, and compare the times."""
    short, long = (_measured(options, nights) for nights in (NIGHTS, SIXTY_YEARS))
    growth = SIXTY_YEARS / NIGHTS * NOISE_FACTOR
    rows = [
        at_most("sleep log, first rows against the bare read of them", short["rows_ratio"], ROWS_RATIO, " x"),
        at_most("sleep log, from the press to the first rows", short["first_rows"], ROWS_MS, " ms", 0),
        at_most("sleep log, longest stall while it is read and scrolled", short["stall"], STALL_MS, " ms", 0),
        at_most(
            "insights of all data, slowest chart after loading",
            short["insights"],
            INSIGHTS_MS,
            " ms",
            0,
            note=short["slowest"],
        ),
        at_most("clinician's report, 90 nights", short["report"], REPORT_SECONDS, " s"),
    ]
    for title, key in (("reading", "read"), ("slowest chart", "insights")):
        ratio = long[key] / short[key]
        rows.append(
            at_most(f"{title}: {SIXTY_YEARS:,} nights against {NIGHTS:,}", ratio, round(growth, 2), " x")
        )
    rows.append(
        Row(f"  longest stall with {SIXTY_YEARS:,} nights, without charts", f"{long['stall']:.0f} ms")
    )
    return rows


def _measured(options: Options, nights: int) -> dict[str, Any]:
    print_status(f"long_log: {nights} nights")
    folder = options.directory / f"nights-{nights}"
    done = subprocess.run(
        [
            *death_signal_prefix(),
            sys.executable,
            "-m",
            "tests.benchmarks.children.long_log",
            str(folder),
            str(nights),
        ],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        check=True,
        capture_output=True,
        text=True,
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found
