"""What happens around the sound: servers die, sinks disappear and return; the played sound is judged.

Time is counted in frames that the server asked for. On a busy machine the server inserts silence, so the
tests judge the stream without that silence.
"""

import os
import shutil
import time
from collections.abc import Callable, Iterator, Sequence

import miniaudio
import numpy as np
import numpy.typing as npt
import pytest

from rlscompanion.audio.cards import MiniaudioOutputs
from rlscompanion.audio.engine import Engine, SystemOutputs
from rlscompanion.audio.mixer import Mixer
from rlscompanion.audio.output import Output, Outputs, PullFrames
from rlscompanion.domain.sleep_timer import Fade
from rlscompanion.domain.soundscape import NO_SOUND, Sound, mix_of_one
from tests.processes import end_strays, run_to_end
from tests.waiting import wait_until

from .listening import RATE, Samples, level_db, silent_gaps, without_gaps
from .sink import NullSink

pytestmark = pytest.mark.e2e
thorough = pytest.mark.thorough

_FULL_DB = 20 * np.log10(0.25)
_LAP = 2**22
"""Frames after which the numbers of a `Counter` begin again, some 87 s."""


class Steady:
    """A constant signal at a quarter of full scale, which shows the gain and the number of played frames."""

    def __init__(self) -> None:
        self.frames = 0

    def render(self, out: Samples) -> None:
        out.fill(0.25)
        self.frames += out.shape[1]


class Counter(Steady):
    """Own audio in which every frame encodes its position.

    The value is (position % _LAP) / 2^24 + 1/16, which is exact in float32.
    """

    def render(self, out: Samples) -> None:
        positions = (np.arange(self.frames, self.frames + out.shape[1]) % _LAP).astype(np.float32)
        out[:] = positions / np.float32(2**24) + np.float32(0.0625)
        self.frames += out.shape[1]


def positions_of(samples: Samples) -> npt.NDArray[np.int64]:
    """The positions that a `Counter` at full level encodes, without silence inserted by the server."""
    received = without_gaps(samples)[:, 0].astype(np.float64)
    return np.rint((received - 0.0625) * 2**24).astype(np.int64)


class CountedOutputs:
    """Sound outputs that count how often they were opened, and how many frames were requested."""

    def __init__(self, outputs: Outputs) -> None:
        self._outputs = outputs
        self.opened = self.listed = self.frames = 0

    def seconds(self) -> float:
        """The requested frames as seconds: a clock for which a busy machine is only slow."""
        return 1000.0 + self.frames / RATE

    def device_names(self) -> Sequence[str]:
        self.listed += 1
        return self._outputs.device_names()

    def open(self, pull: PullFrames, lost: Callable[[], None], period_ms: int, device: str | None) -> Output:
        def counted(frames: int) -> Samples:
            self.frames += frames
            return pull(frames)

        output = self._outputs.open(counted, lost, period_ms, device)
        self.opened += 1
        return output


class Machine:
    """A private sound server with the recorded sink "Null Output", further sinks, and a sound engine."""

    def __init__(self, sink: NullSink, engine: Engine, source: Steady, outputs: CountedOutputs) -> None:
        self.sink, self.engine, self.source, self.outputs = sink, engine, source, outputs
        self.received: list[bool] = []
        engine.on_device_change(self.received.append)

    def pactl(self, *arguments: str) -> str:
        command = ["pactl", f"--server={self.sink.address}", *arguments]
        ended = run_to_end(command)
        ended.check_returncode()
        return ended.stdout.strip()

    def add_sink(self, name: str) -> str:
        """Add a sink that is shown by this name; return the number by which it is removed."""
        return self.pactl(
            *("load-module", "module-null-sink", f"sink_name={name}", f"rate={RATE}", "channels=2"),
            *("format=float32le", "norewinds=1", f"sink_properties=device.description={name}"),
        )

    def remove_sink(self, number: str) -> None:
        self.pactl("unload-module", number)

    def is_on(self, sink: str) -> bool:
        """Whether the engine's stream plays to this sink."""
        numbers = dict(
            line.split("\t")[:2][::-1] for line in self.pactl("list", "short", "sinks").splitlines()
        )
        inputs = self.pactl("list", "short", "sink-inputs").splitlines()
        return any(line.split("\t")[1] == numbers.get(sink) for line in inputs)

    def wait_on(self, sink: str) -> None:
        wait_until(lambda: self.is_on(sink), f"the stream on {sink}")

    def wait_listed(self, *names: str) -> None:
        wait_until(lambda: sorted(self.engine.devices()) == sorted(names), f"the devices {names}")

    def play_own(self, own: Counter) -> None:
        self.engine.play_own(own, 1.0, 0.1)
        self.engine.play(NO_SOUND, 0.1)

    def play(self) -> None:
        self.engine.play(mix_of_one(Sound.FAN), 0.1)
        self.wait_full()

    def wait_full(self) -> None:
        """Wait until the recorded sink plays at full level."""
        wait_until(lambda: self.level() > _FULL_DB - 0.2, "sound at full level")

    def level(self) -> float:
        """The level of the last 50 ms on the recorded sink, in dB."""
        return level_db(self.sink.recording.latest(0.05))

    def sounding_level(self) -> float:
        """The level in dB of the last 50 ms on the recorded sink, without silence inserted by the server."""
        return level_db(without_gaps(self.sink.recording.latest(2.0))[-RATE // 20 :])

    def wait_lost(self) -> None:
        wait_until(lambda: self.received == [False], "word that the device has gone")

    def wait_numbered(self, seconds: float, since: int) -> npt.NDArray[np.int64]:
        """Wait until a `Counter` has played at full level for some seconds; return its positions."""
        found: list[npt.NDArray[np.int64]] = []

        def is_heard() -> bool:
            received = positions_of(self.sink.recording.samples(since))
            steps = np.flatnonzero(np.diff(received) % _LAP != 1)
            found[:] = [received[steps[-1] + 1 :] if len(steps) else received]
            return len(found[0]) > seconds * RATE

        wait_until(is_heard, f"{seconds:g} s of numbered sound")
        return found[0]


@pytest.fixture
def sound_requirements() -> None:
    """Skip the test if no sound server can be started; on CI, fail instead."""
    missing = [name for name in ("pulseaudio", "parec", "pactl") if shutil.which(name) is None]
    if missing:
        reason = f"tests of the sound's outside need: {', '.join(missing)}"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)


@pytest.fixture
def outputs() -> Outputs | None:
    """The sound outputs that the engine uses; None lets the engine choose."""
    return None


@pytest.fixture
def machine(
    sound_requirements: None,
    outputs: Outputs | None,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Machine]:
    runtime = tmp_path_factory.mktemp("rls")
    for name in ("XDG_RUNTIME_DIR", "HOME"):
        monkeypatch.setenv(name, str(runtime))
    monkeypatch.setenv("ALSA_CONFIG_PATH", os.devnull)
    with NullSink(runtime, dict(os.environ), runtime / "pulseaudio.log") as sink:
        monkeypatch.setenv("PULSE_SERVER", sink.address)
        source, counted = Steady(), CountedOutputs(outputs or SystemOutputs())
        # Where a lost device is noticed by the time alone, the time has to pass without one.
        clock = time.monotonic if outputs else counted.seconds
        engine = Engine(counted, clock, Mixer(lambda sound: source, clock()))
        try:
            yield Machine(sink, engine, source, counted)
        finally:
            engine.close()
    end_strays("XDG_RUNTIME_DIR", str(runtime))


lit_or_calm = pytest.mark.parametrize(
    "calm", [pytest.param(False, id="lit"), pytest.param(True, id="calm", marks=thorough)]
)


@lit_or_calm
def test_a_server_killed_and_restarted_keeps_mix_level_and_fade(machine: Machine, calm: bool) -> None:
    machine.engine.set_long_buffers(calm)
    machine.play()
    now = machine.outputs.seconds()
    machine.engine.fade(Fade(now - 50_000.0, now + 50_000.0, floor_db=-20.0))
    machine.engine.set_level(0.5)
    due = _FULL_DB - 12.04 - 10.0
    wait_until(lambda: abs(machine.level() - due) < 0.2, "the level of the fade")
    machine.sink.kill()
    machine.wait_lost()
    start = machine.sink.recording.mark()
    machine.sink.restart()
    wait_until(lambda: abs(machine.level() - due) < 0.2, "the level to come back")
    machine.sink.recording.wait_for_samples(0.5)
    heard = without_gaps(machine.sink.recording.samples(start))
    assert level_db(heard[-RATE // 5 :]) == pytest.approx(due, abs=0.2)
    assert 20 * np.log10(np.abs(heard).max()) < due + 0.3
    assert machine.received == [False, True]


@thorough
def test_a_sink_that_goes_leaves_the_sound_to_the_one_that_stays(machine: Machine) -> None:
    own = Counter()
    other = machine.add_sink("headphones")
    machine.pactl("set-default-sink", "headphones")
    machine.engine.set_long_buffers(True)
    machine.play_own(own)
    machine.wait_on("headphones")
    wait_until(lambda: own.frames > 3 * RATE, "three seconds of it")
    before, start = own.frames, machine.sink.recording.mark()
    machine.remove_sink(other)
    received = machine.wait_numbered(1.0, since=start)
    # What was on its way to the sink that went may be lost; more is neither lost nor repeated.
    ahead = (int(received[-1]) - before + RATE) % _LAP - RATE
    assert -RATE < ahead < machine.sink.recording.mark() - start + 2 * RATE


@thorough
def test_the_sound_follows_the_systems_default(machine: Machine) -> None:
    machine.play()
    machine.add_sink("speakers")
    machine.pactl("set-default-sink", "speakers")
    machine.wait_on("speakers")
    machine.pactl("set-default-sink", "test")
    machine.wait_on("test")
    machine.wait_full()


def test_the_devices_are_listed_as_they_are(machine: Machine) -> None:
    machine.wait_listed("Null Output")
    number = machine.add_sink("headphones")
    machine.wait_listed("Null Output", "headphones")
    machine.remove_sink(number)
    machine.wait_listed("Null Output")
    machine.sink.kill()
    machine.wait_listed()


@thorough
@lit_or_calm
def test_the_chosen_device_is_played_on_whenever_it_is_there(machine: Machine, calm: bool) -> None:
    machine.engine.set_long_buffers(calm)
    number = machine.add_sink("headphones")
    machine.engine.choose_device("headphones")
    machine.engine.play(mix_of_one(Sound.FAN), 0.1)
    machine.wait_on("headphones")
    machine.sink.recording.wait_for_samples(1.0)
    assert not machine.sink.recording.latest(0.5).any()
    frames = machine.source.frames
    machine.remove_sink(number)
    machine.wait_full()
    machine.add_sink("headphones")
    machine.wait_on("headphones")
    machine.sink.recording.wait_for_silence()
    assert machine.source.frames > frames
    machine.engine.choose_device(None)
    machine.wait_on("test")
    machine.wait_full()
    assert machine.received == []


@thorough
def test_a_choice_made_while_it_plays_takes_the_sound_there_without_a_click(machine: Machine) -> None:
    machine.play()
    machine.add_sink("headphones")
    start, starvations = machine.sink.recording.mark(), machine.sink.starvations
    machine.engine.choose_device("headphones")
    machine.wait_on("headphones")
    machine.sink.recording.wait_for_silence()
    heard = machine.sink.recording.samples(start)
    left = without_gaps(heard)[:, 0]
    assert np.abs(np.diff(left)).max() < 0.001
    assert (left[0], left[-1]) == (pytest.approx(0.25), pytest.approx(0.0, abs=0.001))
    assert len(silent_gaps(heard, 1.0)) - 1 <= machine.sink.starvations - starvations


@thorough
@lit_or_calm
def test_a_chosen_device_that_never_comes_leaves_the_sound_alone(machine: Machine, calm: bool) -> None:
    machine.engine.set_long_buffers(calm)
    machine.engine.choose_device("Bluetooth speaker")
    machine.play_own(Counter())
    machine.wait_numbered(0.1, since=0)
    start, looks = machine.sink.recording.mark(), machine.outputs.listed
    wait_until(lambda: machine.outputs.listed >= looks + 2, "two looks for the chosen device")
    assert (np.diff(positions_of(machine.sink.recording.samples(start))) % _LAP == 1).all()
    assert machine.outputs.opened == 1


@thorough
def test_the_own_position_is_kept_over_the_death_of_the_server(machine: Machine) -> None:
    own = Counter()
    machine.play_own(own)
    machine.wait_numbered(1.0, since=0)
    machine.sink.kill()
    machine.wait_lost()
    frames, start = own.frames, machine.sink.recording.mark()
    machine.sink.restart()
    received = machine.wait_numbered(0.5, since=start)
    assert 0 <= (int(received[0]) - frames) % _LAP < RATE


@thorough
def test_an_extended_fade_comes_back_smoothly_in_lights_out(machine: Machine) -> None:
    machine.engine.set_long_buffers(True)
    machine.play()
    now = machine.outputs.seconds()
    machine.engine.fade(Fade(now, now + 30.0))
    wait_until(lambda: machine.sounding_level() < _FULL_DB - 8.0, "the fade")
    start = machine.sink.recording.mark()
    machine.engine.fade(Fade(now + 900.0, now + 930.0))
    machine.wait_full()
    heard = without_gaps(machine.sink.recording.samples(start))
    levels = np.array(
        [level_db(part) for part in np.split(heard[: len(heard) // 2400 * 2400], len(heard) // 2400)]
    )
    turn = int(levels.argmin())
    assert (np.diff(levels[turn:]) >= -0.01).all()
    assert np.abs(np.diff(levels)).max() < 0.5


class _ServerAsCard(MiniaudioOutputs):
    """The library miniaudio, which usually plays on sound cards, on the private sound server."""

    def _backends(self) -> list[miniaudio.Backend]:
        return [miniaudio.Backend.PULSEAUDIO]


@thorough
@pytest.mark.parametrize("outputs", [_ServerAsCard()])
def test_through_miniaudio_it_plays_and_comes_back_too(machine: Machine) -> None:
    machine.play()
    machine.wait_listed("Null Output")
    start, starvations = machine.sink.recording.mark(), machine.sink.starvations
    machine.sink.recording.wait_for_samples(1.0)
    assert (
        len(silent_gaps(machine.sink.recording.samples(start), 0.0)) <= machine.sink.starvations - starvations
    )
    machine.sink.kill()
    machine.wait_lost()
    machine.sink.restart()
    machine.wait_full()
    wait_until(lambda: machine.received == [False, True], "word that the device is back")
