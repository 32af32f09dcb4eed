"""Renders a night of three sounds as fast as possible, and prints the results as JSON: `night HOURS`."""

import json
import os
import sys
import time

import numpy as np

from rlscompanion.audio.mixer import Mixer
from rlscompanion.audio.synthesis import SAMPLE_RATE, make_source
from rlscompanion.audio.watchdog import CALM_PERIOD_MS
from rlscompanion.domain.soundscape import Mix, Sound
from tests.benchmarks.machine import memory_bytes

SOUND_MIX = Mix({Sound.RAIN: 1.0, Sound.SURF: 0.7, Sound.WIND: 0.6})
SETTLING_SHARE = 0.05
"""The share of the night that is rendered before the memory is first measured."""

SHORTEST_GAP_FRAMES = SAMPLE_RATE // 1000
"""The number of frames in the shortest stretch of zeros that counts as a gap (1 ms)."""


def main() -> int:
    hours = float(sys.argv[1])
    mixer = Mixer(make_source)
    mixer.set_long_buffers(True)
    mixer.play(SOUND_MIX, 1.5)
    out = np.zeros((CALM_PERIOD_MS * SAMPLE_RATE // 1000, 2), np.float32)
    blocks = round(hours * 3600 * SAMPLE_RATE / len(out))
    gaps, peak, settled = 0, 0.0, 0
    spent = 0.0
    for number in range(blocks):
        if number == round(SETTLING_SHARE * blocks):
            settled = memory_bytes(os.getpid(), "Rss")
        began = time.perf_counter()
        mixer.render(out)
        spent += time.perf_counter() - began
        size = np.abs(out).max(axis=1)
        gaps += int(np.count_nonzero(size.reshape(-1, SHORTEST_GAP_FRAMES).max(axis=1) == 0.0))
        peak = max(peak, float(size.max()))
    found = {
        "seconds": spent,
        "times": hours * 3600 / spent,
        "gaps": gaps,
        "peak": peak,
        "growth": memory_bytes(os.getpid(), "Rss") - settled,
    }
    sys.stdout.write(json.dumps(found) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
