import numpy as np

from rlscompanion.audio.synthesis import SAMPLE_RATE
from rlscompanion.domain.soundscape import Sound
from tests.audio.recordings import band_passed, kurtosis, record


def test_fire_crackles_sparsely_over_a_low_rumble() -> None:
    samples = record(Sound.FIRE, 60.0)
    high = band_passed(samples, 1500.0, 8000.0)
    assert kurtosis(high) > 8.0
    assert band_passed(samples, 40.0, 250.0).std() > 1.5 * high.std()
    windows = np.abs(high[0]).reshape(-1, SAMPLE_RATE // 50).max(axis=1)
    loud = windows > 8 * np.median(np.abs(high[0])) / 0.6745
    crackles = np.count_nonzero(loud[1:] & ~loud[:-1]) / 60.0
    assert 1.0 < crackles < 8.0
