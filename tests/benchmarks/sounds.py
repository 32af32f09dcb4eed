"""Measures the processor time of each synthesized sound, at its start and while it continues."""

import time
from collections.abc import Callable

import numpy as np

from rlscompanion.audio.synthesis import SAMPLE_RATE, make_source
from rlscompanion.domain.soundscape import Sound

from .measures import Row, at_most
from .options import Options

MINUTES = 1
START_MS, SHARE_PERCENT = 90.0, 1.0

_BLOCK = 960


def run(options: Options) -> list[Row]:
    """Render a minute of each sound; the sound that takes the most processor time counts."""
    costs = {sound: _cost(sound) for sound in Sound}
    start, starting = max((cost[0], sound) for sound, cost in costs.items())
    share, going = max((cost[1], sound) for sound, cost in costs.items())
    return [
        at_most("a sound started, processor time", start, START_MS, " ms", digits=0, note=starting),
        at_most("a sound, share of a core", share, SHARE_PERCENT, " %", note=going),
    ]


def _cost(sound: Sound) -> tuple[float, float]:
    """The milliseconds for a sound's first block, and the percent of a core that it takes afterwards."""
    block = np.zeros((2, _BLOCK), np.float32)
    source = make_source(sound, np.random.default_rng(1))
    seconds = 60 * MINUTES

    def go_on() -> None:
        for _ in range(seconds * SAMPLE_RATE // _BLOCK):
            source.render(block)

    def begin() -> None:
        make_source(sound, np.random.default_rng(2)).render(block)

    return 1000 * _spent(begin), 100 * _spent(go_on) / seconds


def _spent(work: Callable[[], None]) -> float:
    """The processor seconds of this thread that a piece of work takes."""
    before = time.thread_time()
    work()
    return time.thread_time() - before
