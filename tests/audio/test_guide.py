"""The recorded voice: what is at hand, how phrases become a line, and what a hush undoes."""

import logging
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from rlscompanion.audio.guide import HUSH_SECONDS, MOST_DECODED_SECONDS, SOFT_LINE_DB, RecordedVoice
from rlscompanion.audio.synthesis import SAMPLE_RATE, Samples
from rlscompanion.domain.refusal import Refusal
from rlscompanion.domain.spoken import PHRASE_GAP_SECONDS
from tests.fakes import RecordingEngine
from tests.waiting import PATIENCE_SECONDS

GAP = round(PHRASE_GAP_SECONDS * SAMPLE_RATE)
HALF_POWER = np.sqrt(0.5)


class Desk:
    """A voice whose work is done by hand; phrase "a" is recorded as 0.1 s of 0.1, "b" as 0.2 s of 0.2, ..."""

    def __init__(self, phrases: str = "abc", seconds: float = 0.1) -> None:
        self.engine = RecordingEngine()
        self.decoded: list[str] = []
        self.broken: set[str] = set()
        self._seconds = seconds
        files = {phrase: Path(f"/voice/{phrase}.opus") for phrase in phrases}
        self.voice = RecordedVoice(files, lambda: self.engine, self._decode, self._start)

    def work(self) -> None:
        """Let the worker do all of its present work."""
        for _ in range(1000):
            if not self.voice.step():
                return
        raise AssertionError("the worker does not come to an end")

    @property
    def lines(self) -> list[Samples]:
        """The lines given to the engine."""
        return [call[1] for call in self.engine.named("speak") if isinstance(call[1], np.ndarray)]

    def _decode(self, path: str) -> Samples:
        phrase = Path(path).stem
        self.decoded.append(phrase)
        if phrase in self.broken:
            raise Refusal(f"{phrase} is not where it was.")
        number = ord(phrase) - ord("a") + 1
        return np.full((2, round(self._seconds * number * SAMPLE_RATE)), 0.1 * number, np.float32)

    def _start(self, run: Callable[[], None]) -> None:
        self.run = run


def test_phrases_become_a_line_with_a_pause_between_them() -> None:
    desk = Desk()
    desk.voice.say(("a", "b"))
    desk.work()

    (line,) = desk.lines
    first, second = round(0.1 * SAMPLE_RATE), round(0.2 * SAMPLE_RATE)
    assert line.shape == (1, first + GAP + second)
    assert line.dtype == np.float32
    assert line[0, :first] == pytest.approx(0.1 * HALF_POWER, abs=1e-4)
    assert not line[0, first : first + GAP].any()
    assert line[0, first + GAP :] == pytest.approx(0.2 * HALF_POWER, abs=1e-4)


def test_softly_is_quieter() -> None:
    desk = Desk()
    desk.voice.say("a", softly=True)
    desk.work()

    assert desk.lines[0].max() == pytest.approx(0.1 * HALF_POWER * 10 ** (SOFT_LINE_DB / 20), abs=1e-4)


def test_a_phrase_without_a_recording_is_left_out() -> None:
    desk = Desk()
    assert [desk.voice.can_say(phrase) for phrase in "az"] == [True, False]

    desk.voice.say(("z", "a"))
    desk.voice.say(("z",))
    desk.work()

    assert [line.shape[1] for line in desk.lines] == [round(0.1 * SAMPLE_RATE)]


def test_what_is_prepared_is_decoded_once_and_beforehand() -> None:
    desk = Desk()
    desk.voice.prepare(("a", "b", "a", "z"))
    desk.work()
    desk.voice.say(("a", "b"))
    desk.voice.say(("a", "b"))
    desk.work()

    assert desk.decoded == ["a", "b"]
    assert len(desk.lines) == 2


def test_what_is_no_longer_wanted_is_forgotten() -> None:
    desk = Desk()
    desk.voice.prepare(("a", "b"))
    desk.work()
    desk.voice.prepare(("b", "c"))
    desk.work()
    desk.voice.say(("a", "b", "c"))
    desk.work()

    assert desk.decoded == ["a", "b", "c", "a"]


def test_only_so_much_is_kept() -> None:
    desk = Desk("abcdefghij", seconds=5.0)
    desk.voice.prepare(tuple("abcdefghij"))
    desk.work()

    seconds = [5.0 * (ord(phrase) - ord("a") + 1) for phrase in desk.decoded]
    assert sum(seconds[:-1]) < MOST_DECODED_SECONDS <= sum(seconds)


def test_a_line_goes_before_what_is_to_be_prepared() -> None:
    desk = Desk()
    desk.voice.prepare(("a", "b"))
    desk.voice.say("c")
    desk.voice.step()

    assert desk.decoded == ["c"]
    assert len(desk.lines) == 1


def test_a_hush_fades_what_sounds_and_drops_what_waits() -> None:
    desk = Desk()
    desk.voice.say("a")
    desk.voice.say("b")
    desk.voice.hush()
    desk.work()

    assert desk.engine.calls == [("hush", HUSH_SECONDS)]


def test_a_line_that_is_hushed_while_it_is_put_together_is_not_said() -> None:
    desk = Desk()
    decode = desk.voice._decode
    assert decode is not None

    def hushed_meanwhile(path: str) -> Samples:
        desk.voice.hush()
        return decode(path)

    desk.voice._decode = hushed_meanwhile
    desk.voice.say("a")
    desk.work()

    assert desk.lines == []


def test_before_anything_is_said_a_hush_makes_no_engine() -> None:
    voice = RecordedVoice({}, lambda: pytest.fail("an engine is made"))

    voice.hush()


def test_a_recording_that_is_gone_is_left_out_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    desk = Desk()
    desk.broken = {"a"}
    with caplog.at_level(logging.WARNING):
        desk.voice.say(("a", "b"))
        desk.work()

    assert desk.lines[0].shape[1] == GAP + round(0.2 * SAMPLE_RATE)
    assert "a is not where it was." in caplog.text


def test_after_closing_nothing_is_said() -> None:
    desk = Desk()
    desk.voice.say("a")
    desk.voice.close()
    desk.voice.say("b")
    desk.work()

    assert desk.lines == []


def test_the_thread_works_as_it_is_asked_and_ends() -> None:
    engine, done = RecordingEngine(), threading.Event()

    def decode(path: str) -> Samples:
        done.set()
        return np.zeros((2, 480), np.float32)

    voice = RecordedVoice({"a": Path("a.opus")}, lambda: engine, decode)
    voice.prepare("a")
    assert done.wait(PATIENCE_SECONDS), "nothing is decoded"
    voice.close()

    assert "voice" not in [thread.name for thread in threading.enumerate()]
