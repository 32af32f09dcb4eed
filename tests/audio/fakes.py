"""Stand-ins for sounds, sound devices and clocks, and measures of rendered sound."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from rlscompanion.audio.gains import CHUNK_FRAMES
from rlscompanion.audio.mixer import Mixer
from rlscompanion.audio.output import NoOutputError, Output, PullFrames
from rlscompanion.audio.synthesis import SAMPLE_RATE, Samples, Source
from rlscompanion.domain.soundscape import Sound

TONE_HZ = 400.0


class Tone:
    """A sine wave with an amplitude; counts how many frames were requested."""

    def __init__(self, amplitude: float = 0.5, hertz: float = TONE_HZ) -> None:
        self.amplitude, self.hertz, self.frames = amplitude, hertz, 0

    def render(self, out: Samples) -> None:
        t = np.arange(self.frames, self.frames + out.shape[1]) / SAMPLE_RATE
        out[:] = self.amplitude * np.sin(2 * np.pi * self.hertz * t)
        self.frames += out.shape[1]


class Constant:
    """A constant signal, whose output shows the gain of the mixer."""

    def __init__(self, amplitude: float = 0.5) -> None:
        self.amplitude = amplitude

    def render(self, out: Samples) -> None:
        out.fill(self.amplitude)


def mixer_of(source: Source) -> Mixer:
    """A mixer in which this source stands for every sound."""
    return Mixer(lambda sound: source)


def render(mixer: Mixer, seconds: float, block: int = 4800) -> Samples:
    """Render some seconds of the mixer's sound, as an array of shape (frames, 2)."""
    out = np.zeros((round(seconds * SAMPLE_RATE), 2), np.float32)
    for start in range(0, len(out), block):
        mixer.render(out[start : start + block])
    return out


def windows_rms(samples: Samples, seconds: float = 0.05) -> NDArray[np.float64]:
    """The root mean square of the left channel in consecutive windows of `seconds`."""
    size = round(seconds * SAMPLE_RATE)
    left = samples[: len(samples) // size * size, 0].astype(np.float64)
    return np.asarray(np.sqrt(np.mean(left.reshape(-1, size) ** 2, axis=1)))


def decibels(values: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(20 * np.log10(np.maximum(values, 1e-12)))


class FakeClock:
    """A clock of monotonic seconds that changes only when the test moves it."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


class FakeOutput:
    """A sound device that requests sound when the test calls `run`."""

    def __init__(
        self, pull: PullFrames, lost: Callable[[], None], period_ms: int, device: str | None
    ) -> None:
        self.pull, self.period_ms, self.device = pull, period_ms, device
        self.buffer_frames = 2 * period_ms * SAMPLE_RATE // 1000
        self.closed = self.is_lost = False
        self._lost = lost

    def close(self) -> None:
        self.closed = True

    def vanish(self) -> None:
        """Remove the device, and report the removal."""
        self.is_lost = True
        self._lost()

    def run(self, clock: FakeClock, seconds: float, step: Callable[[], object]) -> Samples:
        """Request sound for some seconds, while the clock and the watchdog run; return the sound."""
        given = []
        for _ in range(round(seconds * SAMPLE_RATE / CHUNK_FRAMES)):
            if self.closed:
                break
            given.append(self.pull(CHUNK_FRAMES).copy())
            clock.seconds += CHUNK_FRAMES / SAMPLE_RATE
            step()
        return np.concatenate(given) if given else np.zeros((0, 2), np.float32)


class FakeOutputs:
    """The sound devices of a machine: a default device or none, and named devices.

    A test can make named devices refuse; the default device then opens instead.
    """

    def __init__(self) -> None:
        self.present = True
        self.named: list[str] = []
        self.refusing: set[str] = set()
        self.opened: list[FakeOutput] = []
        self.tries = self.listings = 0

    def device_names(self) -> Sequence[str]:
        self.listings += 1
        return tuple(self.named)

    def open(self, pull: PullFrames, lost: Callable[[], None], period_ms: int, device: str | None) -> Output:
        self.tries += 1
        if not self.present:
            raise NoOutputError("none")
        is_there = device in self.named and device not in self.refusing
        self.opened.append(FakeOutput(pull, lost, period_ms, device if is_there else None))
        return self.opened[-1]

    @property
    def last(self) -> FakeOutput:
        return self.opened[-1]


SOUNDS: Sequence[Sound] = tuple(Sound)
