import numpy as np
import pytest

from rlscompanion.domain.soundscape import Sound
from tests.audio.recordings import Values, band_passed, envelope, envelope_of, record, spectrum


@pytest.fixture(scope="module")
def thunder() -> Values:
    """The envelope of twenty minutes, 10 a second."""
    return envelope(Sound.THUNDER, 1200, seed=5)


def _starts(thunder: Values) -> Values:
    """When a roll comes out of silence (s)."""
    heard = np.flatnonzero(thunder > 5e-3)
    starts = heard[np.diff(heard, prepend=-1000) > 20]
    # A last faint swell is no new roll.
    return np.array([start for start in starts if thunder[start : start + 80].max() > 0.04]) / 10.0


def test_thunder_comes_every_20_to_90_seconds_out_of_silence(thunder: Values) -> None:
    starts = _starts(thunder)
    intervals = np.diff(starts)
    assert intervals.min() > 18.0
    assert intervals.max() < 115.0  # two that touch are one here
    assert 12 < len(starts) < 40
    assert starts[0] < 15.0
    assert 0.4 < np.mean(thunder < 5e-3) < 0.9


def test_thunder_startles_nobody(thunder: Values) -> None:
    """A roll swells for the better part of a second to half its loudest, without a jump."""
    for start in _starts(thunder)[:-1]:
        roll = thunder[int(start * 10) : int(start * 10) + 150]
        assert np.argmax(roll > 0.5 * roll.max()) >= 7
        assert np.diff(np.convolve(roll, np.ones(3) / 3, "valid")).max() < 0.3 * roll.max()


def test_thunder_rolls_low_and_darkens() -> None:
    samples = record(Sound.THUNDER, 60.0, seed=5)
    frequencies, power = spectrum(samples, 8192)
    assert power[:, frequencies < 300].sum() > 0.93 * power.sum()
    assert power[:, frequencies < 25].sum() < 0.05 * power.sum()
    start = int(_starts(envelope_of(samples))[0] * 10)
    bright = envelope_of(band_passed(samples, 200.0, 500.0)) / (
        envelope_of(band_passed(samples, 40.0, 100.0)) + 1e-9
    )
    assert bright[start + 10 : start + 40].mean() > 1.3 * bright[start + 90 : start + 120].mean()


def test_wind_rises_in_pitch_with_its_gusts() -> None:
    samples = record(Sound.WIND, 120.0)
    low, high = (
        envelope_of(band_passed(samples, 40.0, 250.0), 0.5),
        envelope_of(band_passed(samples, 450.0, 3000.0), 0.5),
    )
    strength = np.log(low + high)
    assert np.corrcoef(strength, np.log(high / low))[0, 1] > 0.5
    levels = 20 * np.log10(envelope_of(samples, 0.5))
    assert 6.0 < np.percentile(levels, 98) - np.percentile(levels, 2) < 18.0
    assert np.abs(np.diff(levels)).max() < 6.0
