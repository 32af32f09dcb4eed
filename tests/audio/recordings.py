"""Recordings of the built-in sounds, and how they are measured."""

import numpy as np
from numpy.typing import NDArray
from scipy import signal

from rlscompanion.audio.synthesis import SAMPLE_RATE, Samples, make_source
from rlscompanion.domain.soundscape import Sound

Values = NDArray[np.float64]


def generator(seed: int = 7) -> np.random.Generator:
    return np.random.Generator(np.random.SFC64(seed))


def record(sound: Sound, seconds: float, seed: int = 7) -> Samples:
    samples = np.zeros((2, round(seconds * SAMPLE_RATE)), np.float32)
    make_source(sound, generator(seed)).render(samples)
    return samples


def envelope_of(samples: Samples, window: float = 0.1) -> Values:
    """Root mean square of both channels in windows of so many seconds."""
    frames = round(window * SAMPLE_RATE)
    count = samples.shape[1] // frames
    squares = np.square(samples[:, : count * frames]).reshape(2, count, frames)
    return np.asarray(np.sqrt(squares.mean(axis=(0, 2), dtype=np.float64)))


def envelope(sound: Sound, seconds: int, seed: int, window: float = 0.1) -> Values:
    """The envelope of a sound, rendered ten seconds at a time."""
    source, block = make_source(sound, generator(seed)), np.zeros((2, 10 * SAMPLE_RATE), np.float32)
    values = []
    for _ in range(seconds // 10):
        source.render(block)
        values.append(envelope_of(block, window))
    return np.concatenate(values)


def greatest_repetition(values: Values, shortest_lag: int, longest_lag: int) -> float:
    """The largest normalised autocorrelation of an envelope at these lags."""
    x = values - values.mean()
    correlation = np.fft.irfft(np.abs(np.fft.rfft(x, 2 * len(x))) ** 2)
    return float(np.abs(correlation[shortest_lag:longest_lag] / correlation[0]).max())


def band(samples: Samples, low: float, high: float) -> Samples:
    """What lies between two frequencies (Hz)."""
    sections = signal.butter(3, (low, high), "bandpass", fs=SAMPLE_RATE, output="sos")
    return np.asarray(signal.sosfilt(sections, samples, axis=1), np.float32)


def kurtosis(samples: Samples) -> float:
    """3 for Gaussian noise, more for what stands out of it."""
    x = samples[0].astype(np.float64)
    return float(np.mean(x**4) / np.mean(x**2) ** 2)
