"""Recordings of the built-in sounds, and measurements of them."""

import numpy as np
from numpy.typing import NDArray

from rlscompanion.audio.synthesis import SAMPLE_RATE, Samples, make_source
from rlscompanion.domain.soundscape import Sound
from tests.lazily import signal

Values = NDArray[np.float64]

_K_FILTER = np.array(
    [
        [1.53512485958697, -2.69169618940638, 1.19839281085285, 1.0, -1.69065929318241, 0.73248077421585],
        [1.0, -2.0, 1.0, 1.0, -1.99004745483398, 0.99007225036621],
    ]
)
"""The coefficients of the K-weighting filter for 48 kHz. Source: ITU-R BS.1770-4."""


def generator(seed: int = 7) -> np.random.Generator:
    return np.random.Generator(np.random.SFC64(seed))


def record(sound: Sound, seconds: float, seed: int = 7) -> Samples:
    samples = np.zeros((2, round(seconds * SAMPLE_RATE)), np.float32)
    make_source(sound, generator(seed)).render(samples)
    return samples


def envelope_of(samples: Samples, window: float = 0.1) -> Values:
    """The root mean square of the two channels together, in windows of `window` seconds."""
    frames = round(window * SAMPLE_RATE)
    count = samples.shape[1] // frames
    squares = np.square(samples[:, : count * frames]).reshape(2, count, frames)
    return np.asarray(np.sqrt(squares.mean(axis=(0, 2), dtype=np.float64)))


def envelope(sound: Sound, seconds: int, seed: int, window: float = 0.1) -> Values:
    """The envelope (loudness over time) of a built-in sound, rendered ten seconds at a time."""
    source, block = make_source(sound, generator(seed)), np.zeros((2, 10 * SAMPLE_RATE), np.float32)
    values = []
    for _ in range(seconds // 10):
        source.render(block)
        values.append(envelope_of(block, window))
    return np.concatenate(values)


def power_of(sound: Sound, seconds: int, seed: int) -> Values:
    """The K-weighted power of the two channels, ten values a second, rendered ten seconds at a time."""
    source, block = make_source(sound, generator(seed)), np.zeros((2, 10 * SAMPLE_RATE), np.float32)
    state, values = np.zeros((len(_K_FILTER), 2, 2)), []
    for _ in range(seconds // 10):
        source.render(block)
        heard, state = signal.sosfilt(_K_FILTER, block.astype(np.float64), axis=1, zi=state)
        values.append(np.square(heard).reshape(2, -1, SAMPLE_RATE // 10).mean(axis=2).sum(axis=0))
    return np.concatenate(values)


def loudness_of(power: Values) -> float:
    """The loudness, in LUFS, of the values that `power_of` returns. Source: ITU-R BS.1770-4."""
    pieces = np.convolve(power, np.full(4, 0.25), "valid")
    heard = pieces[pieces > 10.0 ** ((-70.0 + 0.691) / 10.0)]
    return float(-0.691 + 10 * np.log10(heard[heard > 0.1 * heard.mean()].mean()))


def greatest_repetition(values: Values, shortest_lag: int, longest_lag: int) -> float:
    """The largest normalised autocorrelation of an envelope, for lags between two limits."""
    x = values - values.mean()
    correlation = np.fft.irfft(np.abs(np.fft.rfft(x, 2 * len(x))) ** 2)
    return float(np.abs(correlation[shortest_lag:longest_lag] / correlation[0]).max())


def spectrum(samples: Samples, length: int) -> tuple[Values, Values]:
    """The frequencies in Hz, and the power at each frequency, by Welch's method.

    `length` is the number of samples in a window. The function takes ten seconds at a time, since all windows
    of a minute would need hundreds of megabytes.
    """
    piece = 10 * SAMPLE_RATE
    starts = range(0, samples.shape[-1] - piece + 1, piece)
    parts = [
        signal.welch(samples[..., start : start + piece], SAMPLE_RATE, nperseg=length) for start in starts
    ]
    return parts[0][0], np.mean([power for _, power in parts], axis=0)


def band_passed(samples: Samples, low: float, high: float) -> Samples:
    """The sound between two frequencies in Hz."""
    sections = signal.butter(3, (low, high), "bandpass", fs=SAMPLE_RATE, output="sos")
    return np.stack([np.asarray(signal.sosfilt(sections, channel), np.float32) for channel in samples])


def kurtosis(samples: Samples) -> float:
    """The kurtosis of the samples: 3 for Gaussian noise, more if there are outliers."""
    x = samples[0].astype(np.float64)
    return float(np.mean(x**4) / np.mean(x**2) ** 2)
