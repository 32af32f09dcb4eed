"""Loudness of a sound by ITU-R BS.1770-4, computed from its spectrum."""

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

LOUDNESS_LUFS = -23.0
"""The loudness of every built-in sound at full level (LUFS)."""


def amplitude_for_loudness(power: float) -> float:
    """The gain that brings a sound of K-weighted `power` in each channel to LOUDNESS_LUFS.

    The formula is for two channels. Source: ITU-R BS.1770-4.
    """
    return math.sqrt(10.0 ** ((LOUDNESS_LUFS + 0.691) / 10.0) / (2.0 * power))


@lru_cache(maxsize=4)
def k_weighting(size: int) -> NDArray[np.float64]:
    """The power response of the K filter of ITU-R BS.1770-4 at each frequency of an rfft of this size.

    Computed from the coefficients that the standard gives for 48 kHz.
    """
    z = np.exp(-2j * math.pi * np.arange(size // 2 + 1) / size)
    shelf = (1.53512485958697 - 2.69169618940638 * z + 1.19839281085285 * z**2) / (
        1.0 - 1.69065929318241 * z + 0.73248077421585 * z**2
    )
    high_pass = (1.0 - 2.0 * z + z**2) / (1.0 - 1.99004745483398 * z + 0.99007225036621 * z**2)
    return np.asarray(np.abs(shelf * high_pass) ** 2)


def gated_mean(power: NDArray[np.float64], steps: int) -> float:
    """The mean of a K-weighted power over time, without its quiet parts (the gating of BS.1770-4).

    The power is averaged over pieces of `steps` values (0.4 s each). Pieces more than 10 dB below the mean
    are left out; pieces more than 30 dB below the loudest piece count as silence.
    """
    pieces = np.convolve(power, np.full(steps, 1.0 / steps), "valid")
    heard = pieces[pieces > 1e-3 * pieces.max()]
    return float(heard[heard > 0.1 * heard.mean()].mean())


class PowerLeveler:
    """Gives the gain that keeps a sound's mean power over minutes constant, without flattening short swells.

    `power` is the wanted mean power; `share` is the weight of each new value in the running mean. `gain` is
    the factor for the power of the next step.
    """

    def __init__(self, power: float, share: float) -> None:
        self.gain = 1.0
        self._wanted = self._mean = power
        self._share = share

    def record_power(self, power: float) -> None:
        """Record the power of the last step, measured before the gain was applied."""
        self._mean += self._share * (power - self._mean)
        self.gain = min(1.6, max(0.6, self._wanted / self._mean))
