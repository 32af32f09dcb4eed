import numpy as np

from rlscompanion.domain.soundscape import Sound
from tests.audio.recordings import band_passed, kurtosis, record, spectrum


def test_rain_has_drops_that_noise_has_not() -> None:
    assert kurtosis(record(Sound.RAIN, 20.0)) > 3.5
    assert kurtosis(band_passed(record(Sound.HEAVY_RAIN, 20.0), 200.0, 4000.0)) > 3.3
    assert abs(kurtosis(record(Sound.PINK_NOISE, 20.0)) - 3.0) < 0.1


def test_rain_on_a_roof_is_darker_than_rain_outside() -> None:
    def centre(sound: Sound) -> float:
        """Half of the power lies below (Hz)."""
        frequencies, power = spectrum(record(sound, 20.0)[0], 4096)
        return float(frequencies[np.searchsorted(np.cumsum(power), power.sum() / 2)])

    assert centre(Sound.HEAVY_RAIN) < 700 < 1200 < centre(Sound.RAIN)
