import numpy as np

from rlscompanion.domain.soundscape import Sound
from tests.audio.recordings import band_passed, envelope_of, record, spectrum
from tests.lazily import signal


def test_crickets_sing_in_chirps_of_several_strokes_at_several_pitches() -> None:
    samples = record(Sound.CRICKETS, 60.0)
    frequencies, power = spectrum(samples, 8192)
    song = (frequencies > 2300) & (frequencies < 4800)
    assert power[:, song].sum() > 0.6 * power.sum()
    total = power.sum(axis=0)
    assert len(signal.find_peaks(10 * np.log10(total[song]), prominence=4.0)[0]) >= 3
    fine = envelope_of(band_passed(samples, 2300.0, 4800.0), 0.005)
    rates, strength = signal.welch(fine - fine.mean(), 200.0, nperseg=1024)
    strokes = strength[(rates > 20) & (rates < 32)].mean()
    assert strokes > 4 * strength[(rates > 45) & (rates < 90)].mean()
    chirps = strength[(rates > 0.8) & (rates < 4)].mean()
    assert chirps > 4 * strength[(rates > 8) & (rates < 15)].mean()
