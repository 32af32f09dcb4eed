"""What happens around the sound: servers that die, sinks that go and come, all judged by what was played."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator

import miniaudio
import numpy as np
import pytest

from rlscompanion.audio.cards import Cards
from rlscompanion.audio.engine import Engine
from rlscompanion.audio.mixer import Mixer
from rlscompanion.audio.output import Outputs
from rlscompanion.domain.sleep_timer import Fade
from rlscompanion.domain.soundscape import NO_SOUND, Sound, single

from .listening import RATE, Samples, gaps, level_db
from .processes import end_strays, wait_until
from .sink import NullSink

BACK_SECONDS = 2.0
"""Within this of a device being there, the sound is back."""

_FULL_DB = 20 * np.log10(0.25)
_QUIET = 0.15
"""What the machine under test may add to a moment, in seconds."""


class Steady:
    """A direct current at a quarter of full scale: shows the gain, and counts how far it was played."""

    def __init__(self) -> None:
        self.frames = 0

    def render(self, out: Samples) -> None:
        out.fill(0.25)
        self.frames += out.shape[1]


class Counter(Steady):
    """Own audio whose every frame tells its position: (position % 2^15) / 2^18 + 1/16, exact in float32."""

    def render(self, out: Samples) -> None:
        positions = (np.arange(self.frames, self.frames + out.shape[1]) % 2**15).astype(np.float32)
        out[:] = positions / np.float32(2**18) + np.float32(0.0625)
        self.frames += out.shape[1]


class Machine:
    """A private sound server with the recorded sink "Null Output", further sinks, and an engine."""

    def __init__(self, sink: NullSink, engine: Engine, source: Steady) -> None:
        self.sink, self.engine, self.source = sink, engine, source
        self.told: list[bool] = []
        engine.on_device_change(self.told.append)

    def pactl(self, *arguments: str) -> str:
        command = ["pactl", f"--server={self.sink.address}", *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True, timeout=10).stdout.strip()

    def add_sink(self, name: str) -> str:
        """Add a sink that is shown by its name; the number by which it is removed."""
        return self.pactl(
            *("load-module", "module-null-sink", f"sink_name={name}", f"rate={RATE}", "channels=2"),
            *("format=float32le", "norewinds=1", f"sink_properties=device.description={name}"),
        )

    def remove_sink(self, number: str) -> None:
        self.pactl("unload-module", number)

    def is_on(self, sink: str) -> bool:
        """Whether the stream plays to this sink."""
        numbers = dict(
            line.split("\t")[:2][::-1] for line in self.pactl("list", "short", "sinks").splitlines()
        )
        inputs = self.pactl("list", "short", "sink-inputs").splitlines()
        return any(line.split("\t")[1] == numbers.get(sink) for line in inputs)

    def wait_on(self, sink: str, timeout: float = 10.0) -> None:
        wait_until(lambda: self.is_on(sink), timeout, f"the stream on {sink}")

    def play(self) -> None:
        self.engine.play(single(Sound.FAN), 0.1)
        self.wait_full()

    def wait_full(self, timeout: float = 10.0) -> None:
        """Wait until the recorded sink plays at full level."""
        wait_until(lambda: self.level() > _FULL_DB - 0.2, timeout, "sound at full level")

    def level(self) -> float:
        """The level of the last 50 ms on the recorded sink, dB."""
        return level_db(self.sink.recording.latest(0.05))


@pytest.fixture
def sound_requirements() -> None:
    """Skip where there is no sound server to start; on CI that is a failure."""
    missing = [name for name in ("pulseaudio", "parec", "pactl") if shutil.which(name) is None]
    if missing:
        reason = f"tests of the sound's outside need: {', '.join(missing)}"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)


@pytest.fixture
def outputs() -> Outputs | None:
    """What the engine plays on, if not on what it would choose."""
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
        source = Steady()
        engine = Engine(outputs, mixer=Mixer(lambda sound: source, time.monotonic()))
        try:
            yield Machine(sink, engine, source)
        finally:
            engine.close()
    end_strays("XDG_RUNTIME_DIR", str(runtime))


def _seconds(start: float) -> float:
    return time.monotonic() - start


@pytest.mark.e2e
@pytest.mark.parametrize("calm", [False, True])
def test_a_server_killed_and_restarted_keeps_mix_level_and_fade(machine: Machine, calm: bool) -> None:
    machine.engine.set_calm(calm)
    machine.play()
    began = time.monotonic()
    machine.engine.fade(Fade(began, began + 100.0, floor_db=-50.0))
    machine.engine.set_level(0.5)
    machine.sink.recording.wait_for_samples(1.0)
    machine.sink.kill()
    wait_until(lambda: machine.told == [False], 5, "word that the device has gone")
    machine.sink.restart()
    start = time.monotonic()
    machine.sink.recording.wait_for_sound(BACK_SECONDS + _QUIET)
    assert _seconds(start) < BACK_SECONDS + _QUIET
    machine.sink.recording.wait_for_samples(1.0)
    due = _FULL_DB - 12.04 - 0.5 * _seconds(began)
    assert machine.level() == pytest.approx(due, abs=1.0)
    assert machine.told == [False, True]


@pytest.mark.e2e
def test_a_sink_that_goes_leaves_the_sound_to_the_one_that_stays(machine: Machine) -> None:
    own = Counter()
    other = machine.add_sink("headphones")
    machine.pactl("set-default-sink", "headphones")
    machine.engine.set_calm(True)
    machine.engine.play_own(own, 1.0, 0.1)
    machine.engine.play(NO_SOUND, 0.1)
    machine.wait_on("headphones")
    wait_until(lambda: own.frames > 2 * RATE, 10, "two seconds of it")
    before = own.frames
    machine.remove_sink(other)
    start = time.monotonic()
    first = machine.sink.recording.wait_for_sound(BACK_SECONDS + _QUIET)
    assert _seconds(start) < BACK_SECONDS + _QUIET
    machine.sink.recording.wait_for_samples(2.0)
    heard = machine.sink.recording.samples(first + RATE)[:, 0]
    positions = np.rint((heard.astype(np.float64) - 0.0625) * 2**18)
    assert (np.diff(positions) % 2**15 == 1).all()
    assert own.frames - before < (_seconds(start) + 2.0) * RATE


@pytest.mark.e2e
def test_the_sound_follows_the_systems_default(machine: Machine) -> None:
    machine.play()
    machine.add_sink("speakers")
    machine.pactl("set-default-sink", "speakers")
    machine.wait_on("speakers", BACK_SECONDS + _QUIET)
    machine.pactl("set-default-sink", "test")
    machine.wait_on("test", BACK_SECONDS + _QUIET)
    machine.wait_full(BACK_SECONDS)


@pytest.mark.e2e
def test_the_devices_are_listed_as_they_are(machine: Machine) -> None:
    assert list(machine.engine.devices()) == ["Null Output"]
    number = machine.add_sink("headphones")
    assert sorted(machine.engine.devices()) == ["Null Output", "headphones"]
    machine.remove_sink(number)
    assert list(machine.engine.devices()) == ["Null Output"]
    machine.sink.kill()
    assert list(machine.engine.devices()) == []


@pytest.mark.e2e
@pytest.mark.parametrize("calm", [False, True])
def test_the_chosen_device_is_played_on_whenever_it_is_there(machine: Machine, calm: bool) -> None:
    machine.engine.set_calm(calm)
    number = machine.add_sink("headphones")
    machine.engine.choose_device("headphones")
    machine.engine.play(single(Sound.FAN), 0.1)
    machine.wait_on("headphones")
    machine.sink.recording.wait_for_samples(1.0)
    assert not machine.sink.recording.latest(0.5).any()
    frames = machine.source.frames
    machine.remove_sink(number)
    start = time.monotonic()
    machine.sink.recording.wait_for_sound(BACK_SECONDS + _QUIET)
    assert _seconds(start) < BACK_SECONDS + _QUIET
    machine.wait_full(2.0)
    machine.add_sink("headphones")
    machine.wait_on("headphones", 8.0)
    machine.sink.recording.wait_for_silence()
    assert machine.source.frames > frames
    machine.engine.choose_device(None)
    machine.wait_on("test", 5.0)
    machine.wait_full(2.0)
    assert machine.told == []


@pytest.mark.e2e
def test_a_choice_made_while_it_plays_takes_the_sound_there_without_a_click(machine: Machine) -> None:
    machine.play()
    machine.add_sink("headphones")
    start = machine.sink.recording.mark()
    machine.engine.choose_device("headphones")
    machine.wait_on("headphones", 3.0)
    machine.sink.recording.wait_for_silence()
    left = machine.sink.recording.samples(start)[:, 0]
    assert np.abs(np.diff(left)).max() < 0.001
    assert left[0] == pytest.approx(0.25)


@pytest.mark.e2e
@pytest.mark.parametrize("calm", [False, True])
def test_a_chosen_device_that_never_comes_leaves_the_sound_alone(machine: Machine, calm: bool) -> None:
    machine.engine.set_calm(calm)
    machine.engine.choose_device("Bluetooth speaker")
    machine.play()
    start = machine.sink.recording.mark()
    machine.sink.recording.wait_for_samples(8.0)
    heard = machine.sink.recording.samples(start)
    assert gaps(heard, 0.0) == []
    assert np.ptp(heard) < 1e-6


@pytest.mark.e2e
def test_the_own_position_is_kept_over_the_death_of_the_server(machine: Machine) -> None:
    own = Counter()
    machine.engine.play_own(own, 1.0, 0.1)
    machine.engine.play(NO_SOUND, 0.1)
    machine.sink.recording.wait_for_sound()
    machine.sink.recording.wait_for_samples(1.0)
    machine.sink.kill()
    wait_until(lambda: machine.told == [False], 5, "word that the device has gone")
    frames = own.frames
    machine.sink.restart()
    machine.sink.recording.wait_for_sound(BACK_SECONDS + _QUIET)
    machine.sink.recording.wait_for_samples(0.5)
    assert 0 < own.frames - frames < 3 * RATE


@pytest.mark.e2e
def test_an_extended_fade_comes_back_smoothly_in_lights_out(machine: Machine) -> None:
    machine.engine.set_calm(True)
    machine.play()
    now = time.monotonic()
    machine.engine.fade(Fade(now, now + 30.0))
    wait_until(lambda: machine.level() < _FULL_DB - 8.0, 15, "the fade")
    start = machine.sink.recording.mark()
    machine.engine.fade(Fade(now + 900.0, now + 930.0))
    machine.wait_full(8.0)
    heard = machine.sink.recording.samples(start)
    levels = np.array(
        [level_db(part) for part in np.split(heard[: len(heard) // 2400 * 2400], len(heard) // 2400)]
    )
    turn = int(levels.argmin())
    assert (np.diff(levels[turn:]) >= -0.01).all()
    assert np.abs(np.diff(levels)).max() < 0.5


class _ServerAsCard(Cards):
    """miniaudio, which elsewhere plays on cards, on the private sound server."""

    def _backends(self) -> list[miniaudio.Backend]:
        return [miniaudio.Backend.PULSEAUDIO]


@pytest.mark.e2e
@pytest.mark.parametrize("outputs", [_ServerAsCard()])
def test_through_miniaudio_it_plays_and_comes_back_too(machine: Machine) -> None:
    machine.play()
    assert list(machine.engine.devices()) == ["Null Output"]
    start = machine.sink.recording.mark()
    machine.sink.recording.wait_for_samples(1.0)
    assert gaps(machine.sink.recording.samples(start), 0.0) == []
    machine.sink.kill()
    wait_until(lambda: machine.told == [False], 5, "word that the device has gone")
    machine.sink.restart()
    machine.wait_full(BACK_SECONDS + _QUIET)
    wait_until(lambda: machine.told == [False, True], 2, "word that the device is back")
