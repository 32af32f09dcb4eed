import numpy as np

from rlscompanion.audio.chime import CHIME_SECONDS, step_chime
from rlscompanion.audio.synthesis import SAMPLE_RATE


def test_the_chime_is_short_and_soft() -> None:
    chime = step_chime()
    assert chime.shape == (2, round(CHIME_SECONDS * SAMPLE_RATE))
    assert chime.dtype == np.float32
    assert 20 * np.log10(np.abs(chime).max()) < -13.9


def test_the_chime_begins_and_ends_without_a_click() -> None:
    chime = step_chime()[0]
    assert chime[0] == 0.0
    assert chime[-1] == 0.0
    assert np.abs(np.diff(chime)).max() < 0.03
    assert np.abs(chime[:48]).max() < 0.002
    assert np.abs(chime[-480:]).max() < 1e-4


def test_the_chime_is_harmonic() -> None:
    spectrum = np.abs(np.fft.rfft(step_chime()[0] * np.hanning(57_600), 48_000 * 2))
    peak = int(spectrum.argmax())
    assert abs(peak / 2 - 523.25) < 1.0
    away = np.array([abs((f / 2) / 523.25 - round((f / 2) / 523.25)) > 0.1 for f in range(len(spectrum))])
    assert spectrum[away].max() < spectrum.max() / 300
