"""Measures the processor time of the tour (a developer's command that takes pictures of all pages)."""

import os

from tests.e2e.desktop import APP
from tests.processes import run_to_end

from .machine import load_average
from .measures import Row, at_most
from .options import Options

TOUR_LIMIT_SECONDS = 60.0


def run(options: Options) -> list[Row]:
    """Run the tour once; processor time counts, since other programs may keep the machine busy."""
    before = os.times()
    run_to_end([*APP, "tour", options.directory / "pictures"]).check_returncode()
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    title, note = "tour, processor time", f"load {load_average():.1f}"
    return [at_most(title, used, TOUR_LIMIT_SECONDS, " s", digits=0, note=note)]
