"""The chime that is played when a new step of a massage begins."""

import math

import numpy as np

from rlscompanion.audio.synthesis import SAMPLE_RATE, Samples

CHIME_SECONDS = 1.2
"""How long the chime sounds (seconds)."""


def step_chime() -> Samples:
    """The samples of the chime for a new step, shape (2, frames), CHIME_SECONDS long.

    The chime peaks at -14 dBFS, and its first and last samples are zero. It consists of three harmonic
    partials of C5. As in a struck bar, higher partials are weaker and shorter. The attack is a raised cosine
    of 25 ms.
    """
    t = np.arange(int(CHIME_SECONDS * SAMPLE_RATE)) / SAMPLE_RATE
    partials = ((1.0, 1.0, 0.30), (2.0, 0.22, 0.18), (3.0, 0.07, 0.10))
    tone = np.zeros_like(t)
    for ratio, amplitude, decay in partials:
        tone += amplitude * np.sin(2.0 * math.pi * 523.25 * ratio * t) * np.exp(-t / decay)
    tone *= np.sin(np.minimum(t / 0.025, 1.0) * (math.pi / 2)) ** 2
    tone *= np.cos(np.minimum(np.maximum(t / CHIME_SECONDS - 0.5, 0.0) * 2.0, 1.0) * (math.pi / 2)) ** 2
    tone *= 10.0 ** (-14.0 / 20.0) / np.max(np.abs(tone))
    tone[0] = tone[-1] = 0.0
    return np.stack((tone, tone)).astype(np.float32)
