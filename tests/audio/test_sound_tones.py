import numpy as np
import pytest

from rlscompanion.audio.sounds.partials import SineOscillators
from rlscompanion.audio.synthesis import SAMPLE_RATE
from rlscompanion.domain.soundscape import Sound
from tests.audio.recordings import band_passed, envelope, envelope_of, record, spectrum
from tests.lazily import signal


def test_partials_are_sines_of_unbroken_phase() -> None:
    partials, frequencies = SineOscillators(np.array([0.25, 0.0]), 1000), np.array([440.0, 1333.3])
    gains = np.array([[1.0, 0.0], [0.0, 0.5]])
    samples = np.concatenate([partials.next_mixed(frequencies, gains, gains) for _ in range(50)], axis=1)
    t = np.arange(1, 50_001) / SAMPLE_RATE
    assert np.abs(samples[0] - np.cos(2 * np.pi * 440.0 * t)).max() < 1e-3
    assert np.abs(samples[1] - 0.5 * np.sin(2 * np.pi * 1333.3 * t)).max() < 1e-3


def test_a_partial_that_was_silent_comes_back_in_phase() -> None:
    partials, frequencies = SineOscillators(np.zeros(1), 480), np.array([123.4])
    on, off = np.ones((2, 1)), np.zeros((2, 1))
    parts = [
        partials.next_mixed(frequencies, *gains) for gains in ((on, off), (off, off), (off, on), (on, on))
    ]
    t = np.arange(3 * 480 + 1, 4 * 480 + 1) / SAMPLE_RATE
    assert np.allclose(parts[3][0], np.sin(2 * np.pi * 123.4 * t), atol=1e-3)
    assert not parts[1].any()
    assert np.abs(np.diff(np.concatenate(parts, axis=1)[0])).max() < 0.03


def test_bowls_are_struck_softly_every_12_to_25_seconds() -> None:
    """What tells a strike from a beat are the high modes, which soon die away."""
    samples = record(Sound.BOWLS, 140.0, seed=2)
    values = np.log(envelope_of(band_passed(samples, 850.0, 2300.0)) + 1e-7)
    strikes = signal.find_peaks(values[3:] - values[:-3], height=1.2, distance=40)[0] / 10.0
    intervals = np.diff(strikes)
    assert len(strikes) >= 5
    assert 11.5 < intervals.min() < intervals.max() < 25.5
    assert intervals.std() > 1.0
    whole = envelope_of(samples)[5:]
    assert whole.min() > 2e-3  # it never falls silent between two
    assert np.diff(whole).max() < 0.15


def test_a_bowl_has_inharmonic_partials_that_beat() -> None:
    samples = record(Sound.BOWLS, 12.0)
    frequencies, power = spectrum(samples[0], 65_536)
    level = 10 * np.log10(power + 1e-20)
    peaks = frequencies[signal.find_peaks(level, height=level.max() - 40, prominence=15, distance=20)[0]]
    assert np.any(np.abs(peaks / peaks[0] - 2.78) < 0.06)
    assert not np.any(np.abs(peaks / peaks[0] - 2.0) < 0.05)
    lowest = envelope_of(band_passed(samples, peaks[0] * 0.9, peaks[0] * 1.1), 0.05)[20:220]
    falling = signal.detrend(np.log(lowest))
    assert 0.1 < falling.std() < 1.5
    crests = signal.find_peaks(falling, prominence=0.1)[0]
    assert 0.7 < np.mean(np.diff(crests)) * 0.05 < 4.0


def test_the_pad_holds_one_consonant_chord() -> None:
    samples = record(Sound.PAD, 60.0)
    frequencies, power = spectrum(samples[0], 65_536)
    level = 10 * np.log10(power + 1e-20)
    peaks = frequencies[signal.find_peaks(level, height=level.max() - 30, distance=15)[0]]
    assert len(peaks) >= 5
    assert np.abs(peaks / 49.0 - np.round(peaks / 49.0)).max() < 0.05
    values = 20 * np.log10(envelope_of(samples, 0.5))
    assert np.percentile(np.abs(np.diff(values)), 98) < 3.0
    assert values.max() - values.min() < 14.0


@pytest.mark.parametrize("seed", [1, 2])
def test_the_pacer_breathes_in_for_4_and_out_for_6_seconds(seed: int) -> None:
    values = np.convolve(envelope(Sound.PACER, 120, seed), np.ones(5) / 5, "same")
    ends = signal.find_peaks(-values, distance=70)[0]
    tops = signal.find_peaks(values, distance=70)[0]
    periods = np.diff(ends) / 10.0
    assert np.abs(periods - 10.0).max() < 0.5
    assert periods.std() > 0.02
    ins = [(top - end) / 10.0 for end in ends for top in tops if 0 < top - end < 70]
    assert np.mean(ins) == pytest.approx(4.0, abs=0.4)
    assert values.max() > 8 * values[ends].max()
