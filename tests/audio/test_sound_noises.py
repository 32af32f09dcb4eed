from itertools import pairwise

import numpy as np
import pytest

from rlscompanion.audio.sounds.noise import HOP_FRAMES, HOPS_PER_BLOCK, ShiftingNoise
from rlscompanion.audio.sounds.stream import BLOCK_FRAMES
from rlscompanion.audio.synthesis import SAMPLE_RATE
from rlscompanion.domain.soundscape import Sound
from tests.audio.recordings import generator, record, spectrum
from tests.cases import each_case
from tests.lazily import signal


@pytest.mark.parametrize(
    ("sound", "slope"), [(Sound.WHITE_NOISE, 0.0), (Sound.PINK_NOISE, -3.01), (Sound.BROWN_NOISE, -6.02)]
)
def test_noise_falls_evenly_with_frequency(sound: Sound, slope: float) -> None:
    """From 50 Hz to 10 kHz."""
    frequencies, power = spectrum(record(sound, 40.0), 8192)
    edges = 50.0 * 2.0 ** np.arange(0, 7.7, 1 / 3)
    bands = [
        10 * np.log10(power[:, (frequencies >= low) & (frequencies < high)].mean())
        for low, high in pairwise(edges)
    ]
    octaves = np.arange(len(bands)) / 3
    fitted, offset = np.polyfit(octaves, bands, 1)
    assert fitted == pytest.approx(slope, abs=0.2)
    assert np.abs(bands - (fitted * octaves + offset)).max() < 1.5


@pytest.mark.parametrize("sound", [Sound.WHITE_NOISE, Sound.PINK_NOISE, Sound.BROWN_NOISE])
def test_noise_does_not_wander(sound: Sound) -> None:
    frequencies, power = spectrum(record(sound, 40.0)[0], 65_536)
    below = power[(frequencies > 1) & (frequencies < 6)]
    assert below.mean() < power[(frequencies > 40) & (frequencies < 50)].mean() / 100


def test_green_noise_is_widest_in_the_middle() -> None:
    frequencies, power = spectrum(record(Sound.GREEN_NOISE, 20.0)[0], 4096)
    assert 350 < frequencies[np.argmax(signal.savgol_filter(power, 9, 1))] < 750


def test_a_fan_hums_where_its_blades_pass_and_beats_its_air_with_them() -> None:
    samples = record(Sound.FAN, 30.0)[0]
    frequencies, power = spectrum(samples, 32_768)
    hum = power[(frequencies > 77) & (frequencies < 83)].max()
    assert hum > 3 * np.median(power[(frequencies > 60) & (frequencies < 100)])
    air = signal.sosfilt(signal.butter(3, 600, "highpass", fs=SAMPLE_RATE, output="sos"), samples)
    beats, strength = spectrum(np.abs(air), 32_768)
    assert 77 < beats[(beats > 30) & (beats < 300)][np.argmax(strength[(beats > 30) & (beats < 300)])] < 83


@each_case("sound", [Sound.WHITE_NOISE, Sound.PINK_NOISE, Sound.BROWN_NOISE, Sound.FAN])
def test_blocks_join_without_a_seam(sound: Sound) -> None:
    """The variance where blocks cross over is that of their middle."""
    samples = record(sound, 80 * BLOCK_FRAMES / SAMPLE_RATE)
    power = np.square(samples.reshape(2, 80, 7, -1)).mean(axis=(0, 1, 3), dtype=np.float64)
    assert 10 * np.log10(power.max() / power.min()) < 0.6


def test_a_shifting_noise_that_stands_still_is_even() -> None:
    noise = ShiftingNoise(generator(), correlation=0.5)
    flat = np.ones((1, HOPS_PER_BLOCK, HOP_FRAMES + 1), np.float32)
    noise.next_block(flat)
    blocks = np.concatenate([noise.next_block(flat).copy() for _ in range(40)], axis=1)
    assert blocks.std() == pytest.approx(1.0, rel=0.01)
    assert np.corrcoef(blocks)[0, 1] == pytest.approx(0.5, abs=0.01)
    power = np.square(blocks.reshape(2, -1, 8, HOP_FRAMES // 8)).mean(axis=(0, 1, 3), dtype=np.float64)
    assert 10 * np.log10(power.max() / power.min()) < 0.15


def test_a_shifting_noise_follows_its_spectrum() -> None:
    noise = ShiftingNoise(generator(), correlation=0.0)
    magnitudes = np.zeros((2, HOPS_PER_BLOCK, HOP_FRAMES + 1), np.float32)
    magnitudes[0, : HOPS_PER_BLOCK // 2] = 1.0
    magnitudes[1, HOPS_PER_BLOCK // 2 :] = 1.0
    left, right = noise.next_block(magnitudes)
    early, late = (
        slice(HOP_FRAMES, BLOCK_FRAMES // 2 - HOP_FRAMES),
        slice(BLOCK_FRAMES // 2 + 2 * HOP_FRAMES, BLOCK_FRAMES),
    )
    assert left[early].std() > 0.9 > 0.7 > left[late].std() / left[early].std()
    assert right[late].std() > 0.9
    assert not np.allclose(left, right)
