"""Steady noises of several colours, and the sound of a fan."""

import numpy as np
from numpy.typing import NDArray

from rlscompanion.audio.sounds.chance import RandomWalks
from rlscompanion.audio.sounds.noise import HOP_FRAMES, HOP_SECONDS, HOPS_PER_BLOCK, ShapedNoise
from rlscompanion.audio.sounds.partials import SineOscillators
from rlscompanion.audio.sounds.stream import BlockSource, Samples


def white_amplitudes(frequencies: NDArray[np.float64]) -> NDArray[np.float64]:
    """Amplitudes of white noise at these frequencies (Hz): flat, less above 12 kHz, where it sounds sharp."""
    f = np.maximum(frequencies, 1.0)
    return np.asarray(1.0 / np.sqrt(1.0 + (20.0 / f) ** 6) / np.sqrt(1.0 + (f / 13_000.0) ** 10))


def pink_amplitudes(frequencies: NDArray[np.float64]) -> NDArray[np.float64]:
    """Amplitudes of pink noise at these frequencies (Hz): -3 dB an octave from 20 Hz up."""
    f = np.maximum(frequencies, 1.0)
    return np.asarray(1.0 / np.sqrt(f) / np.sqrt(1.0 + (20.0 / f) ** 6))


def brown_amplitudes(frequencies: NDArray[np.float64]) -> NDArray[np.float64]:
    """Amplitudes of brown noise at these frequencies (Hz): -6 dB an octave, less below 30 Hz (not heard)."""
    f = np.maximum(frequencies, 1.0)
    return np.asarray(1.0 / f / np.sqrt(1.0 + (27.0 / f) ** 8))


def green_amplitudes(frequencies: NDArray[np.float64]) -> NDArray[np.float64]:
    """Amplitudes of green noise at these frequencies (Hz): like the outdoors, strongest around 500 Hz."""
    f = np.maximum(frequencies, 1.0)
    low, high = 300.0 / f, f / 850.0
    return np.asarray(
        1.0 / np.sqrt(1.0 + low**3.4) / np.sqrt(1.0 + high**3.0) / np.sqrt(1.0 + (f / 7000.0) ** 2)
    )


class Fan(BlockSource):
    """A table fan: the rush of air, faintly beaten by the blades, over a soft hum of the motor.

    The fan has five blades and turns 16 times a second, so a blade passes 80 times a second. The hum is heard
    at multiples of 80 Hz and at the motor's own pitch. The speed of the fan varies slowly, by a few
    thousandths.
    """

    _TURNS_HZ = 16.0  # a second
    _ORDERS = np.array([1.0, 5.0, 10.0, 15.0, 7.3])  # shaft, blades, two overtones, motor; in turns
    _TONES = np.array([[0.0, 0.010, 0.011, 0.0042, 0.0060], [0.0, 0.012, 0.009, 0.0050, 0.0052]], np.float32)
    _GAIN = np.float32(0.975)

    def __init__(self, rng: np.random.Generator) -> None:
        super().__init__()
        self._air = ShapedNoise(_fan_air, rng, correlation=0.45)
        self._partials = SineOscillators(rng.random(len(self._ORDERS)), HOP_FRAMES)
        self._speed = RandomWalks(rng, 4.0, HOP_SECONDS)

    def next_block(self) -> Samples:
        """The next BLOCK_FRAMES frames of the fan, shape (2, BLOCK_FRAMES)."""
        block = self._air.next_block()
        for hop, wander in enumerate(self._speed.advance_steps(HOPS_PER_BLOCK)):
            sines = self._partials.next_sines(self._ORDERS * (self._TURNS_HZ * (1.0 + 0.003 * wander[0])))
            part = block[:, hop * HOP_FRAMES : (hop + 1) * HOP_FRAMES]
            part *= 1.0 + np.float32(0.05) * sines[0] + np.float32(0.16) * sines[1]
            part += self._TONES @ sines
        block *= self._GAIN
        return block


def _fan_air(frequencies: NDArray[np.float64]) -> NDArray[np.float64]:
    """The amplitudes of turbulence: rising to 200 Hz, falling slowly above, and faster over 2 kHz."""
    f = np.maximum(frequencies, 1.0)
    body = 1.0 / np.sqrt(1.0 + (110.0 / f) ** 4) / (1.0 + (f / 320.0) ** 2) ** 0.3
    return np.asarray(body / (1.0 + (f / 2400.0) ** 2) ** 0.45 / np.sqrt(1.0 + (f / 8000.0) ** 4))
