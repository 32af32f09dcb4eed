import math

import numpy as np
import pytest

from rlscompanion.audio.sounds.loudness import PowerLeveler, amplitude_for_loudness, gated_mean, k_weighting
from rlscompanion.audio.synthesis import LOUDNESS_LUFS, SAMPLE_RATE
from tests.audio.recordings import generator


def test_the_weighting_is_that_of_the_standard() -> None:
    """By BS.1770-4 a full-scale sine of 997 Hz in one channel measures -3.01 LUFS: so the gain there is."""
    size = 4800
    response = k_weighting(size)
    at_997 = np.interp(997.0, np.arange(len(response)) * SAMPLE_RATE / size, response)
    assert -0.691 + 10 * math.log10(0.5 * at_997) == pytest.approx(-3.01, abs=0.02)
    assert response[0] < 1e-6


def test_the_amplitude_for_the_loudness_gives_it() -> None:
    power = 0.02 * amplitude_for_loudness(0.02) ** 2
    assert -0.691 + 10 * math.log10(2 * power) == pytest.approx(LOUDNESS_LUFS)


def test_a_gated_mean_leaves_out_silence_and_what_is_far_below() -> None:
    loud, faint, silent = np.full(100, 4.0), np.full(100, 0.2), np.zeros(100)
    assert gated_mean(np.concatenate((silent, loud, faint)), 1) == pytest.approx(4.0)
    assert gated_mean(np.concatenate((loud, np.full(100, 2.0))), 1) == pytest.approx(3.0)
    spikes = np.tile([0.0, 0.0, 0.0, 4.0], 50)
    assert gated_mean(spikes, 4) == pytest.approx(1.0)


def test_an_evener_keeps_minutes_even_and_leaves_seconds() -> None:
    rng, evener = generator(), PowerLeveler(2.0, 0.01)
    drift = np.repeat(np.exp(0.3 * rng.standard_normal(60)), 100)
    plain = 2.0 * drift * rng.gamma(2.0, 0.5, len(drift))
    gains = []
    for power in plain:
        gains.append(evener.gain)
        evener.record_power(power)
    evened = plain * gains
    by_minutes = evened.reshape(-1, 500).mean(axis=1)
    assert by_minutes.std() < 0.6 * plain.reshape(-1, 500).mean(axis=1).std()
    assert by_minutes.mean() == pytest.approx(2.0, rel=0.1)
    assert np.abs(np.diff(np.log(gains))).max() < 0.1


def test_an_evener_corrects_by_two_decibels_at_most() -> None:
    evener = PowerLeveler(1.0, 0.5)
    for power, gain in ((100.0, 0.6), (0.0, 1.6)):
        for _ in range(30):
            evener.record_power(power)
        assert evener.gain == gain
