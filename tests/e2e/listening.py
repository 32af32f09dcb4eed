"""Finds level, silence, gaps and fades in a recording.

Samples are floats of shape (n, channels); full scale is 1.0.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.float32]

RATE = 48_000
FLOOR_DB = -120.0


@dataclass(frozen=True)
class Gap:
    """A part of a recording without sound, from position `start` to just before position `end`."""

    start: int
    end: int

    @property
    def milliseconds(self) -> float:
        """The length of the gap."""
        return (self.end - self.start) * 1000 / RATE


def rms_db(samples: Samples, window_ms: float = 50.0) -> npt.NDArray[np.float64]:
    """The level of each whole window over all channels, in dB of full scale; at least FLOOR_DB."""
    size = max(1, round(window_ms * RATE / 1000))
    whole = len(samples) // size
    windows = samples[: whole * size].astype(np.float64).reshape(whole, -1)
    power = np.mean(windows**2, axis=1)
    levels: npt.NDArray[np.float64] = 10 * np.log10(np.maximum(power, 10 ** (FLOOR_DB / 10)))
    return levels


def level_db(samples: Samples) -> float:
    """The level of all samples in dB of full scale; FLOOR_DB if there are none, or only silence."""
    power = float(np.mean(samples.astype(np.float64) ** 2)) if len(samples) else 0.0
    return float(10 * np.log10(max(power, 10 ** (FLOOR_DB / 10))))


def silent_gaps(samples: Samples, longer_than_ms: float, threshold: float = 0.0) -> list[Gap]:
    """The parts, longer than `longer_than_ms`, in which no channel exceeds `threshold` (0.0: exact zeros)."""
    quiet = (np.abs(samples) <= threshold).all(axis=1)
    edges = np.flatnonzero(np.diff(quiet.astype(np.int8), prepend=0, append=0))
    found = (Gap(int(start), int(end)) for start, end in zip(edges[::2], edges[1::2], strict=True))
    return [gap for gap in found if gap.milliseconds > longer_than_ms]


def without_gaps(samples: Samples) -> Samples:
    """Remove parts of exact zeros longer than 1 ms, which the server inserts when a stream is late.

    After such a part the stream continues where it was, so no sound is lost.
    """
    sounding = np.ones(len(samples), bool)
    for gap in silent_gaps(samples, longer_than_ms=1.0):
        sounding[gap.start : gap.end] = False
    return samples[sounding]


def is_silent(samples: Samples, below_db: float = -80.0) -> bool:
    """Whether no sample reaches `below_db` dB of full scale. Raises an error if there are no samples."""
    return float(np.max(np.abs(samples))) < 10 ** (below_db / 20)


def largest_rise_db(samples: Samples, window_ms: float = 250.0, floor_db: float = -80.0) -> float:
    """How far the level rises above its lowest earlier value; 0 for a fade that only falls."""
    levels = np.maximum(rms_db(samples, window_ms), floor_db)
    return float(np.max(levels - np.minimum.accumulate(levels)))


def falls_steadily(samples: Samples, window_ms: float = 250.0, tolerance_db: float = 2.0) -> bool:
    """Whether the level falls from start to end, and never rises by more than `tolerance_db`.

    The tolerance is needed since the level of noise varies.
    """
    levels = rms_db(samples, window_ms)
    return largest_rise_db(samples, window_ms) <= tolerance_db and levels[-1] < levels[0] - tolerance_db


def strongest_frequency(samples: Samples) -> float:
    """The frequency, in Hz, that has the most power in the samples."""
    mono = samples.mean(axis=1) * np.hanning(len(samples))
    spectrum = np.abs(np.fft.rfft(mono))
    return float(np.argmax(spectrum[1:]) + 1) * RATE / len(samples)
