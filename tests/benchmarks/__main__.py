"""Runs the benchmarks: `python -m tests.benchmarks [NAME ...] [--minutes N] [--full]`."""

import argparse
import sys
import tempfile
import traceback
from collections.abc import Callable
from pathlib import Path

from tests.e2e.desktop import missing_requirements

from . import cpu, exchange, guide, lights_out, long_log, night, press, session, sounds, start, tour
from .machine import print_status
from .measures import Row, exit_status, table_text
from .options import Options

BENCHMARKS: dict[str, Callable[[Options], list[Row]]] = {
    "start": start.run,
    "session": session.run,
    "press": press.run,
    "guide": guide.run,
    "night": night.run,
    "long_log": long_log.run,
    "exchange": exchange.run,
    "sounds": sounds.run,
    "tour": tour.run,
    "cpu": cpu.run,
    "lights_out": lights_out.run,
}


def main() -> int:
    """Run the named benchmarks, or all benchmarks; return 1 if a value is over its budget, else 0."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"{', '.join(BENCHMARKS)}; all without one")
    parser.add_argument("--minutes", type=float, help="how long lights_out and cpu listen; 10 without it")
    parser.add_argument(
        "--full", action="store_true", help="a night of eight hours, not one; a routine of 30 minutes, not 3"
    )
    chosen = parser.parse_args()
    unknown = [name for name in chosen.names if name not in BENCHMARKS]
    if unknown or (chosen.minutes is not None and chosen.minutes <= 0):
        parser.error(f"no such benchmark: {', '.join(unknown)}" if unknown else "--minutes must be above 0")
    if missing := missing_requirements():
        parser.error(f"this machine lacks {', '.join(missing)}")
    rows: list[Row] = []
    for name in chosen.names or BENCHMARKS:
        print_status(name)
        found = _rows_of(name, chosen.minutes, chosen.full)
        for row in found:
            print_status(f"{row.title}: {row.measured}, {row.verdict}")
        rows += found
    sys.stdout.write(f"{table_text(rows)}\n")
    return exit_status(rows)


def _rows_of(name: str, minutes: float | None, full: bool) -> list[Row]:
    """Run one benchmark; return its rows of the result table.

    If the benchmark fails, a row says so, and the other benchmarks still run.
    """
    with tempfile.TemporaryDirectory(prefix="benchmark-") as directory:
        try:
            return BENCHMARKS[name](Options(Path(directory), minutes, full))
        except Exception as error:
            traceback.print_exc()
            return [Row(name, f"not measured: {type(error).__name__}", "a number", is_ok=False)]


if __name__ == "__main__":
    sys.exit(main())
