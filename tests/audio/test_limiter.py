import numpy as np
import pytest

from rlscompanion.audio.gains import CHUNK_FRAMES
from rlscompanion.audio.limiter import Limiter
from rlscompanion.audio.synthesis import Samples
from tests.lazily import signal


def _limited(samples: Samples) -> Samples:
    """The samples, shape (2, n * CHUNK), through a limiter: one chunk shorter."""
    limiter, chunks = Limiter(), np.split(samples, samples.shape[1] // CHUNK_FRAMES, axis=1)
    limiter.restart(chunks[0].copy())
    return np.concatenate([limiter.process(chunk.copy()) for chunk in chunks[1:]], axis=1)


def test_quiet_sound_passes_untouched() -> None:
    samples = np.random.default_rng(1).uniform(-0.55, 0.55, (2, 40 * CHUNK_FRAMES)).astype(np.float32)
    assert np.array_equal(_limited(samples), samples[:, :-CHUNK_FRAMES])


@pytest.mark.parametrize("scale", [0.3, 1.0, 4.0])
def test_the_true_peak_stays_below_one_decibel_under_full(scale: float) -> None:
    rng = np.random.default_rng(2)
    loudness = np.repeat(rng.uniform(0.0, 1.0, 50), 4 * CHUNK_FRAMES)
    samples = (scale * rng.standard_normal((2, 200 * CHUNK_FRAMES)) * loudness).astype(np.float32)
    oversampled = signal.resample_poly(_limited(samples), 8, 1, axis=1)
    assert 20 * np.log10(np.abs(oversampled).max()) <= -1.0


def test_peaks_between_samples_count() -> None:
    """A sine at a quarter of the rate, 45 degrees off: its peaks are 3 dB above its samples."""
    t = np.arange(50 * CHUNK_FRAMES)
    wave = np.sin(np.pi / 2 * t + np.pi / 4).astype(np.float32) * np.float32(1.3)
    out = _limited(np.stack((wave, wave)))
    assert np.abs(out[:, CHUNK_FRAMES:]).max() < 10 ** (-4.0 / 20)


def test_the_gain_never_jumps_and_comes_back() -> None:
    samples = np.full((2, 200 * CHUNK_FRAMES), 0.4, np.float32)
    samples[:, 20 * CHUNK_FRAMES : 21 * CHUNK_FRAMES] = 2.0
    out = _limited(samples)
    gain = out / samples[:, :-CHUNK_FRAMES]
    assert np.abs(np.diff(gain[0])).max() < 1.0 / CHUNK_FRAMES
    assert gain.min() < 0.5
    assert gain[0, -1] == 1.0
