"""The sound of a fireplace."""

import math

import numpy as np

from rlscompanion.audio.sounds.chance import RandomWalks, log_uniform
from rlscompanion.audio.sounds.grains import Grain, GrainMixer, GrainPool, poisson_starts, ringing_grain
from rlscompanion.audio.sounds.noise import HOP_SECONDS, HOPS_PER_BLOCK, ShiftingNoise, unit_power_spectrum
from rlscompanion.audio.sounds.stream import BLOCK_FRAMES, SAMPLE_RATE, BlockSource, Samples, soften_peaks


class Fire(BlockSource):
    """Burning logs: the low flutter of flames, sparse crackle, now and then a pop with a shower of crackles.

    Crackles are steam and resin bursting out of wood: very short, of all sizes, in clusters. The size of
    crackles is limited, so that no crackle startles.
    """

    _CRACKLES_PER_SECOND = 5.0
    _POPS_PER_SECOND = 0.16
    _CRACKLE_GAIN = 11.0
    _POP_GAIN = 36.0
    _GAIN = np.float32(0.0582)

    def __init__(self, rng: np.random.Generator) -> None:
        super().__init__()
        self._rng = rng
        self._noise = ShiftingNoise(rng, correlation=0.5)
        self._flutter = RandomWalks(rng, 0.22, HOP_SECONDS, 2)
        self._draught = RandomWalks(rng, 2.5, HOP_SECONDS)
        self._activity = RandomWalks(rng, 2.0, BLOCK_FRAMES / SAMPLE_RATE)
        self._crackles = GrainPool(_crackle, rng, 96)
        self._pops = GrainPool(_pop, rng, 16)
        self._grain_mixer = GrainMixer(SAMPLE_RATE // 5)
        f = np.maximum(self._noise.frequencies, 1.0)
        self._rumble = unit_power_spectrum(
            1.0 / np.sqrt(1.0 + (45.0 / f) ** 6) / (1.0 + (f / 120.0) ** 2) ** 0.9
        )
        self._breath = unit_power_spectrum(
            1.0 / np.sqrt(1.0 + (250.0 / f) ** 4) / (1.0 + (f / 700.0) ** 2) ** 0.9
        )

    def next_block(self) -> Samples:
        """The next BLOCK_FRAMES frames of the fire, shape (2, BLOCK_FRAMES)."""
        draught = 0.16 * self._draught.advance_steps(HOPS_PER_BLOCK).T
        flame = np.exp(draught + 0.30 * self._flutter.advance_steps(HOPS_PER_BLOCK).T)[..., None]
        power = 0.6 * flame**2 * self._rumble + 0.15 * flame**3 * self._breath
        block = self._noise.next_block(np.sqrt(power).astype(np.float32))
        self._add_crackles()
        block += self._grain_mixer.block
        block *= self._GAIN
        return soften_peaks(block, 0.28, 0.5)

    def _add_crackles(self) -> None:
        rng = self._rng
        self._grain_mixer.start_next_block()
        self._crackles.add_new(2)
        self._pops.add_new(1)
        activity = math.exp(0.8 * float(self._activity.advance_one_step()[0]))
        starts = [poisson_starts(rng, self._CRACKLES_PER_SECOND * activity)]
        pops = poisson_starts(rng, self._POPS_PER_SECOND * activity)
        for pop in pops:
            after = rng.exponential(0.05 * SAMPLE_RATE, rng.integers(2, 8)).astype(np.int64)
            starts.append(np.minimum(pop + after, BLOCK_FRAMES - 1))
        crackles = np.concatenate(starts)
        sizes = np.minimum(rng.lognormal(-0.4, 0.9, len(crackles)), 2.2)
        self._crackles.scatter(self._grain_mixer, crackles, sizes * self._CRACKLE_GAIN)
        self._pops.scatter(self._grain_mixer, pops, rng.uniform(0.5, 1.3, len(pops)) * self._POP_GAIN)


def _crackle(rng: np.random.Generator) -> Grain:
    return ringing_grain(rng, log_uniform(rng, 900.0, 4800.0), log_uniform(rng, 6e-4, 3e-3), 2.5e-4, 0.8)


def _pop(rng: np.random.Generator) -> Grain:
    """The knock of a log, with its crack."""
    knock = ringing_grain(rng, log_uniform(rng, 220.0, 650.0), rng.uniform(6e-3, 14e-3), 1.5e-3, 0.3)
    crack = _crackle(rng)
    knock[: len(crack)] += np.float32(0.3) * crack[: len(knock)]
    return knock
