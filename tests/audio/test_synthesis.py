import time
from itertools import pairwise

import numpy as np
import pyloudnorm
import pytest
from numpy.typing import NDArray
from scipy import signal

from rlscompanion.audio.synthesis import SAMPLE_RATE, Samples, make_source
from rlscompanion.domain.soundscape import Sound

SECONDS = 40


def _generator(seed: int = 7) -> np.random.Generator:
    return np.random.Generator(np.random.SFC64(seed))


@pytest.fixture(scope="module")
def recordings() -> dict[Sound, Samples]:
    sounds = {}
    for sound in Sound:
        sounds[sound] = np.zeros((2, SECONDS * SAMPLE_RATE), np.float32)
        make_source(sound, _generator()).render(sounds[sound])
    return sounds


def _envelope(sound: Sound, seconds: int, seed: int) -> NDArray[np.float64]:
    """Root mean square in windows of 100 ms."""
    source, block = make_source(sound, _generator(seed)), np.zeros((2, SAMPLE_RATE), np.float32)
    values = []
    for _ in range(seconds):
        source.render(block)
        values.append(np.sqrt(np.mean(block.astype(np.float64).reshape(2, 10, -1) ** 2, axis=(0, 2))))
    return np.concatenate(values)


def _greatest_repetition(envelope: NDArray[np.float64], longest_lag: float) -> float:
    """The largest normalised autocorrelation at lags from 20 s to the longest, of 10 values a second."""
    x = envelope - envelope.mean()
    spectrum = np.fft.rfft(x, 2 * len(x))
    correlation = np.fft.irfft(np.abs(spectrum) ** 2)
    return float(np.abs(correlation[200 : int(10 * longest_lag)] / correlation[0]).max())


@pytest.mark.parametrize("sound", Sound)
def test_all_sounds_are_equally_loud(recordings: dict[Sound, Samples], sound: Sound) -> None:
    meter = pyloudnorm.Meter(SAMPLE_RATE)
    loudness = meter.integrated_loudness(recordings[sound].T.astype(np.float64))
    assert loudness == pytest.approx(-23.0, abs=0.5)


@pytest.mark.parametrize("sound", Sound)
def test_true_peak_and_direct_current(recordings: dict[Sound, Samples], sound: Sound) -> None:
    recording = recordings[sound]
    true_peak = np.abs(signal.resample_poly(recording, 4, 1, axis=1)).max()
    assert 20 * np.log10(true_peak) <= -3.0
    assert np.abs(recording.mean(axis=1)).max() < 1e-4
    assert recording.dtype == np.float32


@pytest.mark.parametrize(("sound", "slope"), [(Sound.PINK_NOISE, -3.0), (Sound.BROWN_NOISE, -6.0)])
def test_noise_falls_evenly_with_frequency(
    recordings: dict[Sound, Samples], sound: Sound, slope: float
) -> None:
    frequencies, power = signal.welch(recordings[sound], SAMPLE_RATE, nperseg=8192)
    edges = 50.0 * 2.0 ** np.arange(0, 7.7, 1 / 3)
    bands = [
        10 * np.log10(power[:, (frequencies >= low) & (frequencies < high)].mean())
        for low, high in pairwise(edges)
    ]
    octaves = np.arange(len(bands)) / 3
    fitted, offset = np.polyfit(octaves, bands, 1)
    assert fitted == pytest.approx(slope, abs=0.2)
    assert np.abs(bands - (fitted * octaves + offset)).max() < 1.5


def test_brown_noise_does_not_wander(recordings: dict[Sound, Samples]) -> None:
    frequencies, power = signal.welch(recordings[Sound.BROWN_NOISE][0], SAMPLE_RATE, nperseg=65536)
    below, above = (
        power[(frequencies > 1) & (frequencies < 10)],
        power[(frequencies > 40) & (frequencies < 50)],
    )
    assert below.mean() < above.mean() / 100


@pytest.mark.parametrize("sound", Sound)
def test_left_and_right_differ_but_belong_together(recordings: dict[Sound, Samples], sound: Sound) -> None:
    left, right = recordings[sound]
    assert 0.1 < np.corrcoef(left, right)[0, 1] < 0.9
    assert left.std() == pytest.approx(right.std(), rel=0.1)


def test_rain_has_drops_that_noise_has_not(recordings: dict[Sound, Samples]) -> None:
    def kurtosis(sound: Sound) -> float:
        x = recordings[sound][0].astype(np.float64)
        return float(np.mean(x**4) / np.mean(x**2) ** 2)

    assert kurtosis(Sound.RAIN) > 3.5
    assert kurtosis(Sound.PINK_NOISE) == pytest.approx(3.0, abs=0.1)


@pytest.mark.parametrize("sound", Sound)
def test_blocks_of_any_size_give_the_same_stream(sound: Sound) -> None:
    whole, parts = np.zeros((2, 40_000), np.float32), np.zeros((2, 40_000), np.float32)
    make_source(sound, _generator()).render(whole)
    source = make_source(sound, _generator())
    for start in range(0, 40_000, 777):
        source.render(parts[:, start : start + 777])
    assert np.array_equal(whole, parts)


def test_two_sources_without_a_seed_differ() -> None:
    first, second = np.zeros((2, 1000), np.float32), np.zeros((2, 1000), np.float32)
    make_source(Sound.PINK_NOISE).render(first)
    make_source(Sound.PINK_NOISE).render(second)
    assert not np.array_equal(first, second)


@pytest.mark.parametrize("sound", Sound)
def test_blocks_join_without_a_seam(sound: Sound) -> None:
    """The variance where blocks cross over is that of their middle."""
    block = 32_768 - 4_096
    source, samples = make_source(sound, _generator()), np.zeros((2, 80 * block), np.float32)
    source.render(samples)
    power = (samples.reshape(2, 80, 7, -1).astype(np.float64) ** 2).mean(axis=(0, 1, 3))
    assert 10 * np.log10(power.max() / power.min()) < 0.6


@pytest.mark.parametrize("sound", Sound)
def test_nothing_repeats_in_five_minutes(sound: Sound) -> None:
    assert _greatest_repetition(_envelope(sound, 300, seed=3), longest_lag=120) < 0.25


@pytest.mark.long
@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("sound", Sound)
def test_nothing_repeats_in_half_an_hour(sound: Sound, seed: int) -> None:
    assert _greatest_repetition(_envelope(sound, 1800, seed), longest_lag=600) < 0.2


@pytest.mark.long
@pytest.mark.parametrize("sound", Sound)
def test_a_sound_takes_less_than_a_hundredth_of_a_core(sound: Sound) -> None:
    source, block = make_source(sound, _generator()), np.zeros((2, 960), np.float32)
    started = time.thread_time()
    for _ in range(50 * 60):
        source.render(block)
    assert time.thread_time() - started < 0.6
