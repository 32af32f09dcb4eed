import logging
from collections.abc import Iterator

import numpy as np
import pytest

from rlscompanion.audio.engine import Engine
from rlscompanion.audio.gains import CHUNK_FRAMES
from rlscompanion.audio.synthesis import SAMPLE_RATE, Samples
from rlscompanion.audio.watchdog import (
    CALM_PERIOD_MS,
    CALM_STARVED_SECONDS,
    DEVICE_CHECK_SECONDS,
    DEVICE_RELEASE_SECONDS,
    LIT_PERIOD_MS,
    STARVED_SECONDS,
)
from rlscompanion.bedtime.ports import SoundEngine
from rlscompanion.domain.sleep_timer import Fade
from rlscompanion.domain.soundscape import NO_SOUND
from tests.audio.bench import PINK, Bench
from tests.audio.fakes import FakeClock, FakeOutputs, Tone, decibels, mixer_of, windows_rms


@pytest.fixture
def bench() -> Iterator[Bench]:
    bench = Bench()
    yield bench
    bench.close()


def _level(heard: Samples) -> float:
    """The final level of the sound, in dB below the full tone."""
    return float(decibels(windows_rms(heard)[-1:] / (0.5 / np.sqrt(2)))[0])


def _step(heard: Samples) -> float:
    """The largest step between samples, as a multiple of the test tone's own."""
    return float(np.abs(np.diff(heard[:, 0])).max() / (0.5 * 2 * np.pi * 400 / SAMPLE_RATE))


def test_it_is_the_sound_engine_of_the_ports(bench: Bench) -> None:
    engine: SoundEngine = bench.engine
    engine.set_level(0.5)


def test_with_nothing_to_play_no_device_is_opened_and_the_watchdog_sleeps(bench: Bench) -> None:
    assert bench.engine.check_device() is None
    bench.engine.set_level(0.5)
    bench.engine.set_long_buffers(True)
    assert bench.engine.check_device() is None
    assert bench.outputs.tries == 0


def test_play_is_heard(bench: Bench) -> None:
    bench.start()
    assert bench.outputs.last.period_ms == LIT_PERIOD_MS
    assert _level(bench.run(0.5)) == pytest.approx(0.0, abs=0.1)
    assert bench.said == []


def test_the_device_is_released_after_silence(bench: Bench) -> None:
    bench.start()
    bench.engine.pause(0.15)
    heard = bench.run(DEVICE_RELEASE_SECONDS + 0.5)
    assert bench.outputs.last.closed
    assert not heard[round(0.2 * SAMPLE_RATE) :].any()
    assert bench.engine.check_device() is None
    bench.engine.play(PINK, 0.15)
    bench.engine.check_device()
    assert len(bench.outputs.opened) == 2
    assert _level(bench.run(0.5)) == pytest.approx(0.0, abs=0.1)


def test_the_end_of_a_fade_releases_the_device_and_its_cancelling_brings_it_back(bench: Bench) -> None:
    bench.start()
    bench.engine.fade(Fade(bench.clock(), bench.clock() + 2.0))
    bench.run(4.0)
    assert bench.outputs.last.closed
    bench.clock.seconds += 1000.0
    bench.engine.fade(None)
    bench.engine.check_device()
    assert _level(bench.run(2.0)) == pytest.approx(0.0, abs=0.1)


def test_a_missing_device_is_said_once_and_so_is_its_coming(bench: Bench) -> None:
    bench.outputs.present = False
    bench.engine.play(PINK, 0.1)
    assert bench.engine.check_device() == 0.25
    bench.idle(5.0)
    assert bench.said == [False]
    assert bench.outputs.tries == 21
    bench.outputs.present = True
    bench.idle(0.25)
    heard = bench.run(0.5)
    assert bench.said == [False, True]
    assert _level(heard) == pytest.approx(0.0, abs=0.1)
    assert _step(heard) < 1.05


def test_a_chime_asked_for_without_a_device_does_not_sound_later(bench: Bench) -> None:
    bench.outputs.present = False
    bench.engine.chime()
    bench.engine.check_device()
    bench.outputs.present = True
    assert bench.engine.check_device() is None
    bench.engine.chime()
    bench.engine.check_device()
    assert np.abs(bench.run(0.5)).max() > 0.1


def test_a_starving_device_is_replaced_and_the_fade_goes_on_meanwhile(bench: Bench) -> None:
    bench.start()
    bench.run(1.0)
    start = bench.clock()
    bench.engine.set_level(0.5)
    bench.run(0.2)
    bench.engine.fade(Fade(start, start + 20.0))
    bench.outputs.present = False
    bench.idle(9.75)
    assert bench.outputs.opened[0].closed
    assert bench.said == [False]
    bench.outputs.present = True
    bench.idle(0.25)
    heard = bench.run(0.5)
    passed = bench.clock() - start
    assert _level(heard) == pytest.approx(-12.04 - 3.0 * passed, abs=0.3)
    assert bench.said == [False, True]


def test_a_device_is_given_a_second_before_it_is_taken_for_lost(bench: Bench) -> None:
    bench.start()
    bench.run(1.0)
    bench.clock.seconds += STARVED_SECONDS - 0.05
    bench.engine.check_device()
    assert len(bench.outputs.opened) == 1
    bench.clock.seconds += 0.1
    bench.engine.check_device()
    assert len(bench.outputs.opened) == 2


def test_a_device_that_says_it_has_gone_is_replaced_at_once(bench: Bench) -> None:
    bench.start()
    bench.run(1.0)
    start = bench.clock()
    bench.outputs.last.vanish()
    bench.engine.check_device()
    assert len(bench.outputs.opened) == 2
    assert bench.outputs.opened[0].closed
    heard = bench.run(0.5)
    assert bench.clock() - start == pytest.approx(0.5)
    assert _level(heard) == pytest.approx(0.0, abs=0.1)
    assert _step(heard) < 1.05
    assert bench.said == []


@pytest.mark.parametrize("calm", [False, True])
@pytest.mark.parametrize("lived", [0.3, 30.0])
def test_after_the_death_of_a_server_the_sound_is_back_a_quarter_second_after_its_return(
    bench: Bench, calm: bool, lived: float
) -> None:
    """However short the last device lived, and however often that has happened before."""
    bench.engine.set_long_buffers(calm)
    bench.start()
    for _ in range(4):
        bench.run(lived)
        bench.outputs.present = False
        bench.outputs.last.vanish()
        bench.idle(3.0)
        bench.outputs.present = True
        before = len(bench.outputs.opened)
        bench.idle(DEVICE_CHECK_SECONDS)
        assert len(bench.outputs.opened) == before + 1
    assert bench.said == [False, True, False, True, False, True, False]
    assert _level(bench.run(0.5)) == pytest.approx(0.0, abs=0.1)


def test_a_server_that_takes_streams_and_drops_them_is_not_hammered(bench: Bench) -> None:
    bench.start()
    before = bench.outputs.tries
    for _ in range(40):
        bench.outputs.last.vanish()
        bench.engine.check_device()
        bench.idle(0.25)
    assert bench.outputs.tries - before <= 41


def test_the_loss_of_a_device_wakes_the_watchdog(bench: Bench) -> None:
    bench.start()
    bench.engine._wake.clear()
    bench.outputs.last.vanish()
    assert bench.engine._wake.is_set()


def test_a_device_that_starves_from_the_start_is_given_longer(bench: Bench) -> None:
    bench.engine.play(PINK, 0.1)
    bench.engine.check_device()
    bench.idle(10.0)
    assert len(bench.outputs.opened) <= 5


def test_a_device_left_behind_hears_nothing(bench: Bench) -> None:
    bench.start()
    bench.run(1.0)
    bench.idle(1.25)
    frames = bench.tone.frames
    assert not bench.outputs.opened[0].pull(4800).any()
    assert bench.tone.frames == frames


def test_calm_reopens_behind_a_fade_and_loses_nothing(bench: Bench) -> None:
    bench.start()
    before = bench.run(0.5)
    bench.engine.set_long_buffers(True)
    down = bench.run(2.0)
    assert bench.outputs.opened[0].closed
    silence = bench.outputs.opened[0].buffer_frames
    assert not down[-silence:].any()
    up = bench.run(0.5)
    assert bench.outputs.last.period_ms == CALM_PERIOD_MS
    assert _step(np.concatenate((before, down, up))) < 1.05
    assert _level(up) == pytest.approx(0.0, abs=0.1)
    assert bench.said == []


def test_calm_and_lit_again_at_once_keeps_the_device(bench: Bench) -> None:
    bench.start()
    bench.engine.set_long_buffers(True)
    bench.run(0.1)
    bench.engine.set_long_buffers(False)
    heard = bench.run(0.5)
    assert len(bench.outputs.opened) == 1
    assert _step(heard) < 1.05
    assert _level(heard) == pytest.approx(0.0, abs=0.1)


def test_calm_chosen_in_silence_holds_for_the_next_device(bench: Bench) -> None:
    bench.engine.set_long_buffers(True)
    bench.engine.check_device()
    bench.start()
    assert [output.period_ms for output in bench.outputs.opened] == [CALM_PERIOD_MS]


def test_own_audio_sounds_alone_and_ends(bench: Bench) -> None:
    own = Tone()
    bench.engine.play_own(own, 1.0, 0.1)
    assert bench.engine.check_device() is None
    bench.engine.play(NO_SOUND, 0.1)
    bench.engine.check_device()
    assert _level(bench.run(1.0)) == pytest.approx(0.0, abs=0.1)
    bench.engine.play_own(None, 1.0, 0.1)
    bench.run(DEVICE_RELEASE_SECONDS + 0.5)
    assert bench.outputs.last.closed


def test_own_audio_waits_while_there_is_no_device(bench: Bench) -> None:
    own = Tone()
    bench.engine.play_own(own, 1.0, 0.1)
    bench.engine.play(NO_SOUND, 0.1)
    bench.engine.check_device()
    bench.run(1.0)
    bench.outputs.present = False
    frames = own.frames
    bench.idle(60.0)
    assert own.frames == frames
    bench.outputs.present = True
    bench.idle(0.25)
    assert _level(bench.run(1.0)) == pytest.approx(0.0, abs=0.1)
    assert own.frames < frames + 1.2 * SAMPLE_RATE


def test_while_all_is_well_the_watchdog_hardly_looks(bench: Bench) -> None:
    bench.start()
    bench.engine.set_long_buffers(True)
    bench.run(3.0)
    assert bench.outputs.last.period_ms == CALM_PERIOD_MS
    bench.outputs.last.pull(CHUNK_FRAMES)
    pause = bench.engine.check_device()
    assert pause is not None
    assert pause >= 1.0


def test_a_device_in_lights_out_is_given_longer(bench: Bench) -> None:
    bench.engine.set_long_buffers(True)
    bench.start()
    bench.run(1.0)
    bench.clock.seconds += CALM_STARVED_SECONDS - 0.05
    bench.engine.check_device()
    assert len(bench.outputs.opened) == 1
    bench.clock.seconds += 0.1
    bench.engine.check_device()
    assert len(bench.outputs.opened) == 2


def test_an_error_in_rendering_is_silence_and_a_line_in_the_log(
    bench: Bench, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.start()

    def fail(out: Samples) -> None:
        raise RuntimeError("a bug")

    with monkeypatch.context() as patch, caplog.at_level(logging.ERROR):
        patch.setattr(bench.mixer, "render", fail)
        assert not bench.run(1.0).any()
    assert len(caplog.records) == 1
    assert caplog.records[0].exc_info
    caplog.clear()
    assert bench.run(0.5).any()


def test_a_failing_listener_harms_nobody(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    def fail(present: bool) -> None:
        raise RuntimeError("a bug")

    heard: list[bool] = []
    bench.engine.on_device_change(fail)
    bench.engine.on_device_change(heard.append)
    bench.outputs.present = False
    bench.engine.play(PINK, 0.1)
    bench.engine.check_device()
    assert heard == [False]
    caplog.clear()


def test_close_lets_go_and_may_be_called_twice(bench: Bench) -> None:
    bench.start()
    bench.engine.close()
    bench.engine.close()
    assert bench.outputs.last.closed


def test_with_its_thread_it_opens_away_from_the_caller_and_ends_with_close() -> None:
    clock, outputs = FakeClock(), FakeOutputs()
    engine = Engine(outputs, clock, mixer_of(Tone()))
    engine.close()
    engine.close()
    assert outputs.tries == 0
