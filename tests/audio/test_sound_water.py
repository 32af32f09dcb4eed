import numpy as np
import pytest

from rlscompanion.domain.soundscape import Sound
from tests.audio.recordings import Values, band_passed, envelope_of, kurtosis, record, spectrum
from tests.lazily import signal


@pytest.fixture(scope="module")
def surf() -> tuple[Values, Values, Values]:
    """Two minutes: the envelopes (10 a second, smoothed) of roar, wash and hiss."""
    samples = record(Sound.SURF, 120.0, seed=4)
    kernel = np.hanning(15) / np.hanning(15).sum()

    def smooth(low: float, high: float) -> Values:
        return np.convolve(envelope_of(band_passed(samples, low, high)), kernel, "same")

    return smooth(60.0, 250.0), smooth(800.0, 2500.0), smooth(4000.0, 8000.0)


def test_a_wave_comes_every_8_to_12_seconds_and_never_quite_evenly(
    surf: tuple[Values, Values, Values],
) -> None:
    wash = surf[1]
    crests = signal.find_peaks(wash, distance=50, prominence=0.3 * wash.max())[0]
    periods = np.diff(crests) / 10
    assert 7.5 < periods.min() < periods.max() < 12.8
    assert periods.std() > 0.4


def test_a_wave_roars_then_breaks_then_hisses(surf: tuple[Values, Values, Values]) -> None:
    """Each band crests after the one below it, and falls more slowly than it rose."""
    roar, wash, hiss = surf
    crests = signal.find_peaks(wash, distance=50, prominence=0.3 * wash.max())[0][1:-1]

    def crest_near(values: Values, crest: int) -> int:
        return int(crest - 30 + np.argmax(values[crest - 30 : crest + 35]))

    assert np.mean([crest_near(roar, c) - c for c in crests]) < 1.0
    assert np.mean([crest_near(hiss, c) - c for c in crests]) > 1.0
    assert wash.max() > 4 * wash.min()
    assert np.mean(hiss[crests + 30]) > 1.5 * np.mean(hiss[crests - 30])


def test_a_stream_bubbles() -> None:
    """In the band of the larger bubbles single ones stand out, of rising pitch, among a brighter rush."""
    samples = record(Sound.STREAM, 20.0)
    assert kurtosis(band_passed(samples, 320.0, 1200.0)) > 4.5
    frequencies, power = spectrum(samples[0], 4096)
    assert power[frequencies > 1200].sum() > 0.2 * power.sum()
    assert power[frequencies < 200].sum() < 0.05 * power.sum()
