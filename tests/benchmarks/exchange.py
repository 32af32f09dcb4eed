"""Measures exports and imports, and whether a night of sixty years takes as long as one of ten years."""

import os
import subprocess
import sys
from pathlib import Path
from time import monotonic

from rlscompanion.paths import sleep_log_file

from .full_logs import full_log
from .machine import print_status
from .measures import Row, at_most
from .options import Options

TEN_YEARS, SIXTY_YEARS = 3650, 22_000
EXPORT_SECONDS, IMPORT_SECONDS = 2.0, 3.0
NO_WORSE_THAN_LINEAR = 1.25
"""The largest allowed ratio of processor time per night: sixty years divided by ten years.

It is above 1, since search trees of ids grow a little with the number of ids.
"""

ENDINGS = (".zip", ".json", ".csv")


def run(options: Options) -> list[Row]:
    """Measure exports and imports of logs with ten and with sixty years."""
    rows: list[Row] = []
    spent: dict[tuple[str, str, int], float] = {}
    for nights in (TEN_YEARS, SIXTY_YEARS):
        folder = options.directory / f"{nights}"
        folder.mkdir()
        print_status(f"a log of {nights} nights")
        full_log(sleep_log_file(folder), nights)
        for ending in ENDINGS:
            file = options.directory / f"{nights}{ending}"
            empty = options.directory / f"{nights}{ending}-in"
            for command, data in (("export", folder), ("import", empty)):
                seconds, used = _carried_out(command, file, data)
                spent[command, ending, nights] = used
                if nights == TEN_YEARS:
                    limit = EXPORT_SECONDS if command == "export" else IMPORT_SECONDS
                    title = f"{command} {ending}, {nights:,} nights"
                    rows.append(at_most(title, used, limit, " s", note=f"{seconds:.2f} s by the clock"))
    for command in ("export", "import"):
        for ending in ENDINGS:
            a_night = {n: spent[command, ending, n] / n for n in (TEN_YEARS, SIXTY_YEARS)}
            title = f"{command} {ending}, a night of {SIXTY_YEARS:,} against one of {TEN_YEARS:,}"
            rows.append(at_most(title, a_night[SIXTY_YEARS] / a_night[TEN_YEARS], NO_WORSE_THAN_LINEAR, " x"))
    return rows


def _carried_out(command: str, file: Path, folder: Path) -> tuple[float, float]:
    """The seconds that a command of the app takes from start to end: by the clock, and of processor time."""
    before, began = os.times(), monotonic()
    arguments = [sys.executable, "-m", "rlscompanion", command, str(file), "--data-dir", str(folder)]
    subprocess.run(arguments, check=True, stdout=subprocess.DEVNULL)
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return monotonic() - began, used
