"""Which device the engine plays on."""

import threading
from collections.abc import Iterator, Sequence

import numpy as np
import pytest

from rlscompanion.audio.engine import Engine, SystemOutputs
from rlscompanion.audio.output import NoOutputError
from rlscompanion.audio.synthesis import SAMPLE_RATE, Samples
from rlscompanion.audio.watchdog import CHOSEN_DEVICE_CHECK_SECONDS
from tests.audio.bench import PINK, Bench
from tests.audio.fakes import FakeClock, FakeOutputs, Tone, mixer_of
from tests.waiting import PATIENCE_SECONDS, wait_until


@pytest.fixture
def bench() -> Iterator[Bench]:
    bench = Bench()
    bench.outputs.named = ["Speakers", "Headphones"]
    yield bench
    bench.close()


def _devices(bench: Bench) -> list[str | None]:
    return [output.device for output in bench.outputs.opened]


def test_the_default_plays_until_a_device_is_chosen(bench: Bench) -> None:
    bench.start()
    bench.engine.choose_device("Headphones")
    bench.run(2.0)
    bench.run(1.0)
    bench.engine.choose_device(None)
    bench.run(2.0)
    bench.run(1.0)
    assert _devices(bench) == [None, "Headphones", None]
    assert bench.said == []


def test_a_change_of_device_is_silent_at_both_ends(bench: Bench) -> None:
    bench.start()
    bench.engine.choose_device("Headphones")
    before = bench.run(2.0)
    after = bench.run(1.0)
    assert not before[-bench.outputs.opened[0].buffer_frames :].any()
    tone_step = 0.5 * 2 * np.pi * 400 / SAMPLE_RATE
    assert np.abs(np.diff(np.concatenate((before, after))[:, 0])).max() < 1.05 * tone_step
    assert np.abs(after).max() == pytest.approx(0.5, abs=0.01)


def test_a_device_chosen_in_silence_opens_nothing(bench: Bench) -> None:
    bench.engine.choose_device("Headphones")
    assert bench.engine.check_device() is None
    assert bench.outputs.tries == 0
    bench.start()
    assert _devices(bench) == ["Headphones"]


def test_one_that_vanishes_is_replaced_by_the_default_and_returned_to(bench: Bench) -> None:
    bench.engine.choose_device("Headphones")
    bench.start()
    bench.outputs.named.remove("Headphones")
    bench.idle(1.25)
    bench.run(5.0)
    assert _devices(bench) == ["Headphones", None]
    bench.outputs.named.append("Headphones")
    bench.run(CHOSEN_DEVICE_CHECK_SECONDS + 1.0)
    bench.run(0.5)
    assert _devices(bench) == ["Headphones", None, "Headphones"]
    assert bench.said == []


def test_looking_for_the_chosen_one_is_rare_and_only_while_another_plays(bench: Bench) -> None:
    bench.engine.choose_device("Elsewhere")
    bench.start()
    bench.run(30.0)
    assert bench.outputs.listings in (9, 10)
    bench.engine.choose_device("Headphones")
    bench.run(5.0)
    listings = bench.outputs.listings
    bench.run(30.0)
    assert bench.outputs.listings == listings
    bench.engine.pause(0.1)
    bench.run(5.0)
    bench.idle(60.0)
    assert bench.outputs.listings == listings


def test_one_that_is_there_but_refuses_is_tried_ever_less_often(bench: Bench) -> None:
    bench.outputs.refusing.add("Headphones")
    bench.engine.choose_device("Headphones")
    bench.start()
    for _ in range(40):
        bench.run(15.0)
    assert 3 <= len(bench.outputs.opened) <= 12
    bench.outputs.refusing.clear()
    for _ in range(8):
        bench.run(15.0)
    assert bench.outputs.last.device == "Headphones"


def test_the_devices_are_listed_when_asked_for(bench: Bench) -> None:
    assert bench.engine.devices() == ("Speakers", "Headphones")
    bench.outputs.named.clear()
    assert bench.engine.devices() == ()
    bench.engine.check_device()
    assert bench.outputs.listings == 2


def test_a_listing_that_fails_gives_the_last_one(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    bench.engine.devices()

    def fail() -> Sequence[str]:
        raise RuntimeError("a bug")

    monkeypatch.setattr(bench.outputs, "device_names", fail)
    assert bench.engine.devices() == ("Speakers", "Headphones")
    assert len(caplog.records) == 1
    caplog.clear()


class Hanging(FakeOutputs):
    """A sound system that does not answer until it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.go = threading.Event()
        self.answers = 0

    def device_names(self) -> Sequence[str]:
        self.go.wait(PATIENCE_SECONDS)
        self.answers += 1
        return super().device_names()


def test_a_sound_system_that_hangs_does_not_hold_up_who_asks() -> None:
    outputs = Hanging()
    outputs.named = ["Speakers"]
    engine = Engine(outputs, FakeClock(), mixer_of(Tone()))
    assert engine.devices() == ()
    assert outputs.answers == 0
    engine.choose_device("Speakers")
    engine.play(PINK, 0.1)
    outputs.go.set()
    wait_until(lambda: engine.devices() == ("Speakers",), "the answer")
    engine.close()
    assert engine.devices() == ("Speakers",)


def test_the_sound_server_comes_first_and_then_the_cards() -> None:
    server, cards = FakeOutputs(), FakeOutputs()
    server.present, cards.named = False, ["Card"]
    outputs = SystemOutputs(server, cards)
    assert list(outputs.device_names()) == ["Card"]
    assert outputs.open(_no_pull, _nothing, 60, "Card").device == "Card"
    server.present, server.named = True, ["Headphones"]
    assert list(outputs.device_names()) == ["Headphones"]
    assert outputs.open(_no_pull, _nothing, 60, "Headphones").device == "Headphones"
    assert (server.tries, cards.tries) == (2, 1)


def test_where_a_server_has_served_no_card_is_taken_from_it() -> None:
    server, cards = FakeOutputs(), FakeOutputs()
    cards.named = ["Card"]
    outputs = SystemOutputs(server, cards)
    outputs.open(_no_pull, _nothing, 60, None)
    server.present = False
    with pytest.raises(NoOutputError):
        outputs.open(_no_pull, _nothing, 60, None)
    assert list(outputs.device_names()) == []
    assert cards.tries == cards.listings == 0


def _no_pull(frames: int) -> Samples:
    return np.zeros((frames, 2), np.float32)


def _nothing() -> None:
    pass
