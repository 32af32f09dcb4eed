"""A sound engine on a machine that the test controls."""

from rlscompanion.audio.engine import Engine
from rlscompanion.audio.synthesis import Samples
from rlscompanion.domain.soundscape import Sound, mix_of_one
from tests.audio.fakes import FakeClock, FakeOutputs, Tone, mixer_of

PINK = mix_of_one(Sound.PINK_NOISE)


class Bench:
    """A sound engine without its own thread, on a machine that the test controls."""

    def __init__(self) -> None:
        self.clock, self.outputs, self.tone = FakeClock(), FakeOutputs(), Tone()
        self.mixer = mixer_of(self.tone)
        self.mixer.set_clock(self.clock())
        self.engine = Engine(self.outputs, self.clock, self.mixer, has_thread=False)
        self.said: list[bool] = []
        self.engine.on_device_change(self.said.append)

    def run(self, seconds: float) -> Samples:
        """Let the sound device request some seconds of sound; return the sound."""
        return self.outputs.last.run(self.clock, seconds, self.engine.check_device)

    def idle(self, seconds: float) -> None:
        """Let time pass without a sound device, while the watchdog checks every quarter second."""
        for _ in range(round(seconds * 4)):
            self.clock.seconds += 0.25
            self.engine.check_device()

    def start(self) -> None:
        self.engine.play(PINK, 0.1)
        self.engine.check_device()
        self.run(1.0)

    def close(self) -> None:
        """Close the engine long after the device's last request, when no sound is left to play."""
        self.clock.seconds += 60.0
        self.engine.close()
