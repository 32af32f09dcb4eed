"""Random values: slow random walks, and random numbers on a logarithmic scale."""

import math

import numpy as np
from numpy.typing import NDArray

_STEPS_PER_PIECE = 16
"""How many steps of the random walks are computed at a time."""


class RandomWalks:
    """Independent random walks around 0, of unit variance, smooth and bounded, for slow changes of a sound.

    Each walk is white noise, passed through two equal first-order low-pass filters of time constant `seconds`
    / 2, sampled every `step` seconds, and kept within +-2.5. The walks start in their steady state. `count`
    is the number of walks.
    """

    def __init__(self, rng: np.random.Generator, seconds: float, step: float, count: int = 1) -> None:
        self._rng = rng
        self._count = count
        keep = self._keep = math.exp(-2.0 * step / seconds)
        self._kick = math.sqrt(1.0 - keep**2)
        self._follow = (1.0 - keep) * (1.0 + keep) / math.sqrt(1.0 + keep**2)
        steps = np.arange(_STEPS_PER_PIECE)
        # The filter over a piece as matrices: the response to each step's input, and to the earlier state.
        self._filter = np.tril(keep ** np.maximum(steps[:, None] - steps, 0))
        self._decay = keep ** (steps + 1.0)[:, None]
        self._fast = rng.standard_normal(count)
        self._slow = rng.standard_normal(count) / math.sqrt(2.0)
        self.advance_steps(min(400, math.ceil(2.0 * seconds / step)))

    def advance_steps(self, steps: int) -> NDArray[np.float64]:
        """Advance every random walk by this many steps; return the new values, shape (steps, count)."""
        values = self._kick * self._rng.standard_normal((steps, self._count))
        for start in range(0, steps, _STEPS_PER_PIECE):
            piece = values[start : start + _STEPS_PER_PIECE]
            kept, decay = self._filter[: len(piece), : len(piece)], self._decay[: len(piece)]
            fast = kept @ piece + decay * self._fast
            slow = kept @ (self._follow * fast) + decay * self._slow
            self._fast, self._slow = fast[-1], slow[-1]
            piece[:] = slow
        return np.clip(values, -2.5, 2.5, out=values)

    def advance_one_step(self) -> NDArray[np.float64]:
        """Advance every random walk by one step; return the new values, shape (count,)."""
        kick = self._kick * self._rng.standard_normal(self._count)
        self._fast = self._keep * self._fast + kick
        self._slow = self._keep * self._slow + self._follow * self._fast
        return self._slow.clip(-2.5, 2.5)


def log_uniform(rng: np.random.Generator, low: float, high: float) -> float:
    """A random number from `low` to `high`, equally likely in every octave."""
    return math.exp(rng.uniform(math.log(low), math.log(high)))


def jittered(rng: np.random.Generator, value: float, share: float) -> float:
    """Change `value` at random, up or down, by at most `share` * `value`; return the result."""
    return value * rng.uniform(1.0 - share, 1.0 + share)
