import tracemalloc

import numpy as np
import pytest

from rlscompanion.audio.synthesis import LOUDNESS_LUFS, SAMPLE_RATE, Samples, make_source
from rlscompanion.domain.soundscape import Sound
from tests.audio.recordings import (
    envelope,
    generator,
    greatest_repetition,
    loudness_of,
    power_of,
    record,
    spectrum,
)
from tests.lazily import pyloudnorm, signal

REGULAR = {Sound.SURF, Sound.BOWLS, Sound.PAD, Sound.PACER}
"""Sounds that return by nature."""

MOVING = {
    Sound.THUNDER,
    Sound.CRICKETS,
    Sound.FIRE,
    Sound.SURF,
    Sound.WIND,
    Sound.BOWLS,
    Sound.PACER,
    Sound.PAD,
}
"""Sounds whose loudness takes minutes to show."""


DAILY = {Sound.BROWN_NOISE, Sound.RAIN, Sound.FIRE, Sound.CRICKETS}
"""A noise, water, and what is made of many small sounds: looked at for repetition every day."""


def _loudness(samples: Samples) -> float:
    return float(pyloudnorm.Meter(SAMPLE_RATE).integrated_loudness(samples.T.astype(np.float64)))


def _true_peak(samples: Samples) -> float:
    """dBFS, fourfold oversampled in the twenty tenths of a second with the highest samples."""
    tenths = samples[:, : samples.shape[1] // 4800 * 4800].reshape(2, -1, 4800)
    highest = np.argsort(np.abs(tenths).max(axis=(0, 2)))[-20:]
    return float(20 * np.log10(np.abs(signal.resample_poly(tenths[:, highest], 4, 1, axis=2)).max()))


@pytest.fixture(scope="module", params=list(Sound))
def sound(request: pytest.FixtureRequest) -> Sound:
    return Sound(request.param)


@pytest.fixture(scope="module")
def samples(sound: Sound) -> Samples:
    return record(sound, 60.0 if sound in MOVING else 25.0)


def test_all_sounds_are_equally_loud(sound: Sound, samples: Samples) -> None:
    assert _loudness(samples) == pytest.approx(LOUDNESS_LUFS, abs=0.9 if sound in MOVING else 0.5)


def test_peaks_stay_below_and_nothing_leans_to_one_side(samples: Samples) -> None:
    assert samples.dtype == np.float32
    assert np.isfinite(samples).all()
    assert _true_peak(samples) <= -3.0
    assert np.abs(samples.mean(axis=1)).max() < 1e-4


@pytest.mark.thorough
def test_left_and_right_differ_but_belong_together(samples: Samples) -> None:
    left, right = samples
    assert 0.1 < np.corrcoef(left, right)[0, 1] < 0.95
    assert left.std() == pytest.approx(right.std(), rel=0.2)


@pytest.mark.thorough
def test_nothing_is_harsh(sound: Sound, samples: Samples) -> None:
    """Little lies above 8 kHz, but for what the slopes of white and pink noise put there."""
    frequencies, power = spectrum(samples[:, : 25 * SAMPLE_RATE], 4096)
    share = power[:, frequencies > 8000].sum() / power.sum()
    assert share < {Sound.WHITE_NOISE: 0.42, Sound.PINK_NOISE: 0.17, Sound.RAIN: 0.1}.get(sound, 0.06)


def test_blocks_of_any_size_give_the_same_stream(sound: Sound) -> None:
    whole, parts = np.zeros((2, 100_000), np.float32), np.zeros((2, 100_000), np.float32)
    make_source(sound, generator()).render(whole)
    source, start = make_source(sound, generator()), 0
    for size in (1, 777, 30_000, 2048, 5, 40_000, 960, 100_000):
        source.render(parts[:, start : start + size])
        start += size
    assert np.array_equal(whole, parts)


def test_another_seed_is_another_sound(sound: Sound) -> None:
    first, second = record(sound, 12.0, seed=1), record(sound, 12.0, seed=2)
    assert abs(np.corrcoef(first[0], second[0])[0, 1]) < 0.9
    assert not np.array_equal(first, second)


def test_two_sources_without_a_seed_differ() -> None:
    first, second = np.zeros((2, 1000), np.float32), np.zeros((2, 1000), np.float32)
    make_source(Sound.PINK_NOISE).render(first)
    make_source(Sound.PINK_NOISE).render(second)
    assert not np.array_equal(first, second)


@pytest.mark.parametrize(
    "sound",
    [
        pytest.param(sound, marks=() if sound in DAILY else pytest.mark.thorough)
        for sound in Sound
        if sound not in REGULAR | {Sound.THUNDER}
    ],
    indirect=True,
)
def test_nothing_repeats_in_two_minutes(sound: Sound) -> None:
    assert greatest_repetition(envelope(sound, 120, seed=3), 200, 500) < 0.3


def test_thunder_does_not_repeat_in_twenty_minutes() -> None:
    assert greatest_repetition(envelope(Sound.THUNDER, 1200, seed=3), 200, 4000) < 0.25


@pytest.mark.long
@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("sound", [sound for sound in Sound if sound not in REGULAR], indirect=True)
def test_nothing_repeats_in_half_an_hour(sound: Sound, seed: int) -> None:
    assert greatest_repetition(envelope(sound, 1800, seed), 200, 6000) < 0.2


@pytest.mark.long
def test_loudness_and_peak_hold_for_half_an_hour(sound: Sound) -> None:
    source, window = make_source(sound, generator(1)), np.zeros((2, 300 * SAMPLE_RATE), np.float32)
    loudness = []
    for _ in range(6):
        source.render(window)
        loudness.append(_loudness(window))
        assert _true_peak(window) <= -3.0
    mean = 10 * np.log10(np.mean(10 ** (np.array(loudness) / 10)))
    assert mean == pytest.approx(LOUDNESS_LUFS, abs=0.5)
    assert np.abs(np.array(loudness) - LOUDNESS_LUFS).max() < 0.8


@pytest.mark.long
@pytest.mark.parametrize("sound", [Sound.THUNDER, Sound.WIND, Sound.BOWLS, Sound.FIRE], indirect=True)
def test_any_five_minutes_of_an_hour_are_as_loud(sound: Sound) -> None:
    power = power_of(sound, 3600, seed=11)
    loudness = [loudness_of(power[start : start + 3000]) for start in range(0, len(power) - 2999, 150)]
    assert np.abs(np.array(loudness) - LOUDNESS_LUFS).max() < 0.8


@pytest.mark.long
def test_memory_does_not_grow(sound: Sound) -> None:
    source, block = make_source(sound, generator()), np.zeros((2, 48_000), np.float32)

    def render(seconds: int) -> int:
        for _ in range(seconds):
            source.render(block)
        return tracemalloc.get_traced_memory()[0]

    tracemalloc.start()
    try:
        settled = render(120)
        assert render(600) - settled < 200_000
    finally:
        tracemalloc.stop()
