"""Sounds and mixes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rlscompanion.domain.soundscape import (
    NO_SOUND,
    SOUND_DESCRIPTIONS,
    SOUND_GROUPS,
    SOUND_TITLES,
    Mix,
    Sound,
    amplitude_of_level,
    mix_of_one,
)
from tests.cases import each_case


@each_case(
    ("mix", "is_silent"),
    [
        (NO_SOUND, True),
        (Mix({Sound.RAIN: 0.0}), True),
        (Mix({Sound.RAIN: 0.0, Sound.PINK_NOISE: 0.01}), False),
        (mix_of_one(Sound.BROWN_NOISE), False),
    ],
)
def test_a_mix_is_silent_when_nothing_in_it_is_up(mix: Mix, is_silent: bool) -> None:
    assert mix.is_silent is is_silent


@each_case("level", [-0.01, 1.01, float("nan"), float("inf")])
def test_a_level_out_of_range_is_refused_by_name(level: float) -> None:
    with pytest.raises(ValueError, match="rain"):
        Mix({Sound.RAIN: level})


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_higher_level_is_never_quieter(one: float, other: float) -> None:
    low, high = sorted((one, other))

    assert 0.0 <= amplitude_of_level(low) <= amplitude_of_level(high) <= 1.0


def test_the_level_has_exact_ends_and_a_quiet_middle() -> None:
    assert [amplitude_of_level(level) for level in (0.0, 0.5, 1.0)] == [0.0, 0.25, 1.0]


def test_every_sound_is_in_one_group() -> None:
    assert [sound for group in SOUND_GROUPS.values() for sound in group] == list(Sound)


def test_every_sound_has_a_title() -> None:
    assert set(SOUND_TITLES) == set(Sound)


def test_every_sound_has_a_description_that_is_no_longer_than_the_longest_name_on_a_tile() -> None:
    assert set(SOUND_DESCRIPTIONS) == set(Sound)
    assert max(map(len, SOUND_DESCRIPTIONS.values())) <= 18
