"""Sounds made of tones: singing bowls, a warm pad, and the breath pacer."""

import math

import numpy as np
from numpy.typing import NDArray

from rlscompanion.audio.sounds.chance import RandomWalks, jittered
from rlscompanion.audio.sounds.loudness import k_weighting
from rlscompanion.audio.sounds.noise import HOP_FRAMES, HOP_SECONDS, HOPS_PER_BLOCK, ShiftingNoise
from rlscompanion.audio.sounds.partials import SineOscillators
from rlscompanion.audio.sounds.stream import SAMPLE_RATE, BlockSource, Samples, soften_peaks

_Numbers = NDArray[np.float64]

_K_FILTER_SIZE = 65_536
_K_FREQUENCIES = np.fft.rfftfreq(_K_FILTER_SIZE, 1.0 / SAMPLE_RATE)


class SingingBowls(BlockSource):
    """Four singing bowls; every 12 to 25 s, another bowl is struck softly while the first ones still ring.

    The modes of a bowl have frequencies of about 1 : 2.8 : 5.2 : 8.2. As no bowl is quite round, each mode is
    a pair of close pitches, which beat. Higher modes die away sooner. A strike adds to the sound that still
    rings; strikes before a longer pause are a little stronger. Source of the frequencies: Inácio, Henrique
    and Antunes, "The dynamics of Tibetan singing bowls", 2006.
    """

    _PITCHES = (132.0, 176.0, 198.0, 264.0)  # Hz, in simple ratios: 6 : 8 : 9 : 12
    _MODE_RATIOS = (1.0, 2.78, 5.18, 8.2)
    _LEVELS = (1.0, 0.42, 0.12, 0.03)
    _DECAY_SECONDS = (12.0, 6.5, 2.6, 1.1)  # s to 1/e, of the lowest bowl
    _BEAT_RATES = (0.55, 0.9, 1.5, 2.2)  # Hz, give or take
    _ATTACK_SECONDS = 0.035  # s: a padded mallet
    _STRIKE_INTERVAL_SECONDS = (12.0, 25.0)  # s
    _MEAN_PAUSE_SECONDS = 18.5  # s
    _INAUDIBLE_LEVEL = 1e-4
    _STRIKE_ENERGY = 0.098

    def __init__(self, rng: np.random.Generator) -> None:
        super().__init__()
        self._rng = rng
        self._bowls = np.repeat(np.arange(len(self._PITCHES)), 2 * len(self._MODE_RATIOS))
        pitches, levels, decays = [], [], []
        for pitch in self._PITCHES:
            for mode, level, decay, beat in zip(
                self._MODE_RATIOS, self._LEVELS, self._DECAY_SECONDS, self._BEAT_RATES, strict=True
            ):
                centre = pitch * (jittered(rng, mode, 0.008) if mode > 1.0 else 1.0)
                half = jittered(rng, beat, 0.4) / 2.0
                pitches += [centre - half, centre + half]
                levels += [level, level * rng.uniform(0.25, 0.5)]
                decays += [decay * math.sqrt(self._PITCHES[0] / pitch)] * 2
        self._frequencies = np.array(pitches)
        self._levels = np.array(levels)
        self._keep = np.exp(-HOP_SECONDS / np.array(decays))
        # The K-weighted energy of a decaying partial of amplitude 1.
        self._energies = (
            np.interp(pitches, _K_FREQUENCIES, k_weighting(_K_FILTER_SIZE)) * np.array(decays) / 2.0
        )
        self._sides = np.repeat(np.eye(2), len(pitches), axis=1)
        self._coming = np.zeros(len(pitches))
        self._sounding = np.zeros(len(pitches))
        self._gains = np.zeros((2, 2 * len(pitches)))
        self._partials = SineOscillators(_phases_of_both_ears(rng, len(pitches), 0.11), HOP_FRAMES)
        self._last = -1
        self._next_in = 0.3

    def next_block(self) -> Samples:
        """The next HOP_FRAMES frames of the bowls, shape (2, HOP_FRAMES)."""
        self._next_in -= HOP_SECONDS
        if self._next_in <= 0.0:
            self._strike()
        struck = self._coming * (1.0 - math.exp(-HOP_SECONDS / self._ATTACK_SECONDS))
        self._coming -= struck
        self._sounding = self._sounding * self._keep + struck
        heard = np.where(self._sounding > self._INAUDIBLE_LEVEL, self._sounding, 0.0)
        gains = np.tile(heard, 2) * self._sides
        block = self._partials.next_mixed(np.tile(self._frequencies, 2), self._gains, gains)
        self._gains = gains
        return soften_peaks(block, 0.4, 0.65)

    def _strike(self) -> None:
        rng = self._rng
        others = [bowl for bowl in range(len(self._PITCHES)) if bowl != self._last]
        self._last = others[rng.integers(len(others))]
        pause = rng.uniform(*self._STRIKE_INTERVAL_SECONDS)
        self._next_in += pause
        # Each strike hits another point of the rim, so it excites the modes differently.
        touch = np.repeat(rng.uniform(0.75, 1.25, len(self._levels) // 2), 2)
        struck = np.where(self._bowls == self._last, touch * self._levels, 0.0)
        # Each adds the same power: a bowl that still rings is struck more softly.
        energy = self._STRIKE_ENERGY * math.sqrt(pause / self._MEAN_PAUSE_SECONDS)
        own = float(self._energies @ struck**2)
        shared = float(self._energies @ (struck * self._sounding))
        self._coming += struck * (math.sqrt(shared**2 + own * energy) - shared) / own


class WarmPad(BlockSource):
    """A warm, steady chord that swells slowly: octave, fifth and third in just intonation.

    Each note has two oscillators a few cents apart, one mostly on the left and one mostly on the right. Each
    oscillator has three soft partials. The balance of the notes, the tuning of the oscillators and the
    brightness vary slowly.
    """

    _NOTES = (98.0, 147.0, 196.0, 245.0, 294.0)  # Hz, 2 : 3 : 4 : 5 : 6
    _NOTE_LEVELS = (1.0, 0.8, 0.62, 0.34, 0.36)
    _PARTIALS = (1.0, 2.0, 3.0)
    _GAIN = 0.047

    def __init__(self, rng: np.random.Generator) -> None:
        super().__init__()
        notes, oscillators, partials = np.meshgrid(
            np.arange(len(self._NOTES)), np.arange(2), np.arange(len(self._PARTIALS)), indexing="ij"
        )
        self._note, self._oscillator, partial = notes.ravel(), oscillators.ravel(), partials.ravel()
        self._order = np.array(self._PARTIALS)[partial]
        self._frequencies = np.array(self._NOTES)[self._note] * self._order
        self._levels = np.array(self._NOTE_LEVELS)[self._note]
        left = np.where(self._oscillator == 0, 0.92, 0.43)
        self._sides = np.stack((left, 1.35 - left))
        self._swells = RandomWalks(rng, 9.0, HOP_SECONDS, len(self._NOTES) * 2)
        self._tuning = RandomWalks(rng, 7.0, HOP_SECONDS, len(self._NOTES) * 2)
        self._brightness = RandomWalks(rng, 11.0, HOP_SECONDS)
        self._partials = SineOscillators(rng.random(len(self._order)), HOP_FRAMES)
        self._gains = self._next_gains()

    def next_block(self) -> Samples:
        """The next HOP_FRAMES frames of the chord, shape (2, HOP_FRAMES)."""
        oscillators = self._note * 2 + self._oscillator
        apart = np.where(self._oscillator == 0, -1.5, 1.5)
        cents = apart + 1.2 * self._tuning.advance_one_step()[oscillators]
        gains = self._next_gains()
        block = self._partials.next_mixed(self._frequencies * 2.0 ** (cents / 1200.0), self._gains, gains)
        self._gains = gains
        return soften_peaks(block, 0.4, 0.65)

    def _next_gains(self) -> _Numbers:
        swells = 10.0 ** (2.5 * self._swells.advance_one_step()[self._note * 2 + self._oscillator] / 20.0)
        tilt = self._order ** -(1.7 - 0.3 * float(self._brightness.advance_one_step()[0]))
        return np.asarray(self._GAIN * self._sides * (self._levels * swells * tilt))


class BreathPacer(BlockSource):
    """A sound to breathe with: it swells for 4 s (breathe in) and fades for 6 s (breathe out).

    The sound is a soft fifth, whose overtones grow as it swells, with some noise like breath. The noise is
    brighter during the swell, so that breathing in and breathing out can be told apart with closed eyes. The
    two durations vary by up to 2 %.
    """

    _IN, _OUT = 4.0, 6.0  # s
    _ROOT_HZ = 110.0  # Hz
    _ORDERS = np.array([1.0, 1.5, 2.0, 3.0, 4.0])
    _LEVELS = np.array([1.0, 0.55, 0.6, 0.28, 0.12])
    _OVERTONE_GROWTH = np.array([0.0, 0.2, 0.4, 0.9, 1.3])
    _MIN_LOUDNESS = 0.05
    _NOISE_LEVEL = 0.4
    _GAIN = 0.087

    def __init__(self, rng: np.random.Generator) -> None:
        super().__init__()
        self._rng = rng
        self._noise = ShiftingNoise(rng, correlation=0.4)
        count = len(self._ORDERS)
        self._partials = SineOscillators(_phases_of_both_ears(rng, count, 0.14), HOP_FRAMES)
        self._tuning = RandomWalks(rng, 6.0, HOP_SECONDS, count)
        self._sides = np.repeat(np.eye(2), count, axis=1)
        self._octaves = np.log2(np.maximum(self._noise.frequencies, 1.0))
        self._at = 0.0
        self._in, self._out = self._IN, self._OUT
        self._gains = self._gains_at(self._MIN_LOUDNESS)

    def next_block(self) -> Samples:
        """The next BLOCK_FRAMES frames of the breath, shape (2, BLOCK_FRAMES)."""
        depths, inward = self._next_breath()
        block = self._noise.next_block(self._noise_magnitudes(depths, inward))
        for hop, (depth, tuning) in enumerate(
            zip(depths, self._tuning.advance_steps(HOPS_PER_BLOCK), strict=True)
        ):
            gains = self._gains_at(depth)
            frequencies = np.tile(self._ROOT_HZ * self._ORDERS * (1.0 + 0.0006 * tuning), 2)
            block[:, hop * HOP_FRAMES : (hop + 1) * HOP_FRAMES] += self._partials.next_mixed(
                frequencies, self._gains, gains
            )
            self._gains = gains
        return soften_peaks(block, 0.4, 0.65)

    def _next_breath(self) -> tuple[_Numbers, _Numbers]:
        """The depth of the breath at the end of each hop, 0 to 1, and the share of breathing in, 0 to 1."""
        depths, inward = np.empty(HOPS_PER_BLOCK), np.empty(HOPS_PER_BLOCK)
        for hop in range(HOPS_PER_BLOCK):
            self._at += HOP_SECONDS
            if self._at >= self._in + self._out:
                self._at -= self._in + self._out
                self._in, self._out = (jittered(self._rng, s, 0.02) for s in (self._IN, self._OUT))
            rising = self._at < self._in
            way = self._at / self._in if rising else 1.0 - (self._at - self._in) / self._out
            depths[hop] = 0.5 - 0.5 * math.cos(math.pi * way)
            inward[hop] = max(0.0, 1.0 - max(0.0, self._at - self._in) / 0.6)
        return depths, inward

    def _gains_at(self, depth: float) -> _Numbers:
        loudness = self._MIN_LOUDNESS + (1.0 - self._MIN_LOUDNESS) * depth
        levels = self._LEVELS * loudness * loudness**self._OVERTONE_GROWTH
        return self._GAIN * self._sides * np.tile(levels, 2)

    def _noise_magnitudes(self, depths: _Numbers, inward: _Numbers) -> NDArray[np.float32]:
        centre = np.log2(420.0 + 500.0 * depths + 450.0 * inward * depths)[:, None]
        distance = ((self._octaves - centre) / 0.9).astype(np.float32)
        level = (
            self._GAIN * self._NOISE_LEVEL * (self._MIN_LOUDNESS + (1.0 - self._MIN_LOUDNESS) * depths) ** 1.3
        )
        return np.asarray(level[:, None] * np.exp(-distance * distance), np.float32)[None]


def _phases_of_both_ears(rng: np.random.Generator, count: int, apart: float) -> _Numbers:
    """Phases (cycles) of `count` partials, first for the left ear, then for the right.

    One partial leads slightly in the left ear, the next in the right ear, and so on. This sounds wide and
    steady, and still sounds well in mono.
    """
    left = rng.random(count)
    return np.concatenate((left, left + apart * (-1.0) ** np.arange(count)))
