"""The analysis of a recording, on sounds whose right result is known."""

import numpy as np
import pytest

from .listening import (
    FLOOR_DB,
    RATE,
    Samples,
    falls_steadily,
    is_silent,
    largest_rise_db,
    level_db,
    rms_db,
    silent_gaps,
    strongest_frequency,
    without_gaps,
)


def sine(seconds: float, amplitude: float = 0.5, frequency: float = 440.0) -> Samples:
    wave = amplitude * np.sin(2 * np.pi * frequency * np.arange(round(seconds * RATE)) / RATE)
    return np.stack([wave, wave], axis=1).astype(np.float32)


def noise(seconds: float) -> Samples:
    return np.random.default_rng(7).normal(0, 0.1, (round(seconds * RATE), 2)).astype(np.float32)


def silence(seconds: float) -> Samples:
    return np.zeros((round(seconds * RATE), 2), np.float32)


def test_what_sounds_is_joined_where_silence_was_put_in() -> None:
    tone = sine(0.3, frequency=441.0)[1:]
    parts = [tone[:4000], silence(0.2), tone[4000:9000], silence(0.0005), tone[9000:], silence(0.1)]
    joined = without_gaps(np.concatenate(parts))
    np.testing.assert_array_equal(joined, np.concatenate([tone[:9000], silence(0.0005), tone[9000:]]))


def test_the_level_of_a_sine_is_three_decibels_below_its_peak() -> None:
    assert rms_db(sine(1.0), 100) == pytest.approx([-9.03] * 10, abs=0.05)
    assert level_db(sine(1.0)) == pytest.approx(-9.03, abs=0.05)


def test_silence_has_the_floor_as_its_level() -> None:
    assert level_db(silence(0.1)) == FLOOR_DB
    assert rms_db(silence(0.1), 50) == pytest.approx([FLOOR_DB, FLOOR_DB])


def test_a_gap_is_found_where_it_is() -> None:
    (gap,) = silent_gaps(np.concatenate([noise(0.5), silence(0.03), noise(0.5)]), longer_than_ms=20)
    assert gap.start == 0.5 * RATE
    assert gap.milliseconds == pytest.approx(30)


def test_gaps_at_both_ends_count() -> None:
    found = silent_gaps(np.concatenate([silence(0.1), noise(0.5), silence(0.2)]), longer_than_ms=20)
    assert [gap.milliseconds for gap in found] == pytest.approx([100, 200])


@pytest.mark.parametrize(
    "part", [noise(0.5), sine(0.5), np.concatenate([noise(0.1), silence(0.01), noise(0.1)])]
)
def test_what_is_no_gap_is_not_found(part: Samples) -> None:
    assert silent_gaps(part, longer_than_ms=20) == []


def test_one_silent_channel_is_no_gap() -> None:
    one_sided = noise(0.2)
    one_sided[:, 0] = 0
    assert silent_gaps(one_sided, longer_than_ms=20) == []


def test_a_threshold_makes_faint_sound_a_gap() -> None:
    part = np.concatenate([sine(0.2), sine(0.2, amplitude=0.0005), sine(0.2)])
    assert silent_gaps(part, longer_than_ms=20) == []
    assert len(silent_gaps(part, longer_than_ms=20, threshold=0.001)) == 1


def test_silence_is_judged_by_the_loudest_sample() -> None:
    assert is_silent(silence(0.1))
    assert is_silent(sine(0.1, amplitude=0.00005))
    part = silence(0.1)
    part[1000, 1] = 0.01
    assert not is_silent(part)


def test_a_fade_falls_steadily() -> None:
    part = noise(4.0) * np.linspace(1, 0, 4 * RATE, dtype=np.float32)[:, None]
    assert falls_steadily(part)
    assert largest_rise_db(part) < 1


@pytest.mark.parametrize(
    "part",
    [
        pytest.param(noise(2.0), id="steady"),
        pytest.param(np.concatenate([sine(1, 0.5), sine(1, 0.1), sine(1, 0.3)]), id="swelling again"),
        pytest.param(np.concatenate([sine(1, 0.1), sine(1, 0.5)]), id="rising"),
    ],
)
def test_what_does_not_only_fall_is_no_fade(part: Samples) -> None:
    assert not falls_steadily(part)


def test_the_strongest_frequency_is_that_of_the_tone() -> None:
    assert strongest_frequency(sine(1.0, frequency=440) + sine(1.0, 0.1, 1000)) == pytest.approx(440, abs=2)
