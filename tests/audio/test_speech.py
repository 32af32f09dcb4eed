"""Lines spoken over the mix: in order, never cut by the next, under one duck, hushed without a click."""

import numpy as np
import pytest

from rlscompanion.audio.mixer import DUCK_GAIN, Mixer
from rlscompanion.audio.synthesis import SAMPLE_RATE, Samples
from rlscompanion.domain.soundscape import Sound, mix_of_one
from tests.audio.bench import Bench
from tests.audio.fakes import Constant, Tone, mixer_of, render

PINK = mix_of_one(Sound.PINK_NOISE)
HUSH = 0.06


def a_line(seconds: float, amplitude: float = 0.25) -> Samples:
    return np.full((1, round(seconds * SAMPLE_RATE)), amplitude, np.float32)


def a_soft_line(seconds: float) -> Samples:
    """A low tone that begins and ends at nothing, as recordings do."""
    t = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    window = np.minimum(1.0, np.minimum(t, seconds - t) / 0.02)
    return np.asarray(0.25 * window * np.sin(2 * np.pi * 200 * t), np.float32)[None]


def speaking(*lines: Samples) -> Mixer:
    mixer = mixer_of(Tone())
    for line in lines:
        mixer.speak(line)
    return mixer


def heard_for(samples: Samples) -> float:
    """Seconds from the first sound to the last."""
    loud = np.flatnonzero(np.abs(samples[:, 0]) > 0.01)
    return float(loud[-1] - loud[0] + 1) / SAMPLE_RATE if len(loud) else 0.0


def test_a_line_is_heard_on_both_sides_without_a_mix() -> None:
    mixer = speaking(a_line(0.5))
    assert mixer.is_audible

    heard = render(mixer, 1.0)

    assert heard_for(heard) == pytest.approx(0.5, abs=0.001)
    assert np.array_equal(heard[:, 0], heard[:, 1])
    assert not mixer.is_audible


def test_a_line_waits_until_the_present_one_is_over() -> None:
    mixer = speaking(a_line(0.5, 0.2), a_line(0.3, 0.4))

    heard = render(mixer, 1.5)[:, 0]

    assert heard.max() == pytest.approx(0.4, abs=0.01)
    assert (np.flatnonzero(np.abs(heard - 0.2) < 0.001)[-1] + 1) / SAMPLE_RATE == pytest.approx(0.5, abs=0.03)
    assert heard_for(heard[:, None]) == pytest.approx(0.8, abs=0.03)


def test_of_lines_that_wait_the_latest_is_kept() -> None:
    mixer = speaking(a_line(0.5, 0.1), a_line(0.5, 0.2), a_line(0.5, 0.4))

    heard = render(mixer, 2.0)

    assert heard_for(heard) == pytest.approx(1.0, abs=0.03)
    assert not np.any(np.abs(heard - 0.2) < 0.001)


def test_a_hushed_line_fades_without_a_click_and_what_waits_is_gone() -> None:
    mixer = speaking(a_soft_line(2.0), a_line(1.0))
    before = render(mixer, 1.0)

    mixer.hush(HUSH)
    after = render(mixer, 1.0)

    # What was mixed ahead is still heard: two chunks and the limiter's look-ahead at most.
    assert heard_for(after) < HUSH + 0.06
    whole = np.concatenate((before, after))[:, 0]
    assert np.abs(np.diff(whole)).max() < 0.25 * 2 * np.pi * 200 / SAMPLE_RATE * 1.1
    assert not mixer.is_audible


def test_after_a_hush_the_next_line_follows_at_once() -> None:
    mixer = speaking(a_line(5.0, 0.1))
    render(mixer, 1.0)
    mixer.hush(HUSH)
    mixer.speak(a_line(0.5, 0.4))

    heard = render(mixer, 1.0)[:, 0]

    assert np.argmax(heard > 0.35) / SAMPLE_RATE < HUSH + 0.06
    assert heard[-4800:].max() == 0.0


def test_the_mix_ducks_once_under_a_line_with_pauses_in_it() -> None:
    mixer = mixer_of(Constant(0.3))
    mixer.play(PINK, 0.1)
    render(mixer, 1.0)
    silent_line = np.zeros((1, 3 * SAMPLE_RATE), np.float32)
    mixer.speak(silent_line)

    gain = render(mixer, 5.0)[:, 0] / 0.3

    ducked = gain[round(0.3 * SAMPLE_RATE) : round(2.9 * SAMPLE_RATE)]
    assert ducked == pytest.approx(np.full(len(ducked), DUCK_GAIN), abs=0.001)
    assert gain[-1] == pytest.approx(1.0, abs=0.001)
    assert np.abs(np.diff(gain)).max() < 0.001


def test_lines_one_after_the_other_are_under_one_duck() -> None:
    mixer = mixer_of(Constant(0.3))
    mixer.play(PINK, 0.1)
    render(mixer, 1.0)
    for _ in range(2):
        mixer.speak(np.zeros((1, SAMPLE_RATE), np.float32))

    gain = render(mixer, 2.0)[:, 0] / 0.3

    ducked = gain[round(0.3 * SAMPLE_RATE) : round(1.95 * SAMPLE_RATE)]
    assert ducked.max() < DUCK_GAIN + 0.001


def test_the_master_level_is_the_voices_too() -> None:
    mixer = speaking(a_line(2.0, 0.4))
    mixer.set_level(0.0)
    render(mixer, 0.5)

    assert not render(mixer, 0.5).any()


def test_what_could_not_be_heard_for_want_of_a_device_is_not_said_later() -> None:
    bench = Bench()
    bench.outputs.present = False
    bench.engine.speak(a_line(1.0))
    bench.engine.check_device()
    bench.idle(3.0)
    bench.outputs.present = True
    bench.idle(3.0)

    assert not bench.mixer.is_audible


def test_the_engine_speaks_and_hushes() -> None:
    bench = Bench()
    bench.engine.speak(a_line(3.0))
    bench.engine.check_device()
    heard = bench.run(1.0)
    bench.engine.hush(HUSH)
    after = bench.run(1.0)

    assert heard_for(heard) > 0.8
    assert heard_for(after) < HUSH + 0.06
