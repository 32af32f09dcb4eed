"""Tests of sound that starts again: its timer, and playing after an awakening."""

import pytest

from rlscompanion.bedtime.preferences import SOUND_LEVEL, SOUND_MIX, TIMER_MINUTES
from rlscompanion.bedtime.sound_control import NIGHT_LEVEL_SHARE, NIGHT_TIMER_MINUTES, SOUND_RAMP_SECONDS
from rlscompanion.domain.soundscape import NO_SOUND

from .sound_setting import SoundSetting, minutes_of, sound_setting, sound_setting_playing


@pytest.fixture
def playing() -> SoundSetting:
    """Rain sounds."""
    return sound_setting_playing()


# --- re-arming ----------------------------------------------------------------------------------------------


def test_play_after_the_end_starts_the_timer_anew(playing: SoundSetting) -> None:
    playing.start_timer(30, 5)
    playing.let_timer_end()
    playing.control.toggle_playing()

    assert playing.control.is_playing
    assert minutes_of(playing.engine.last_fade, playing) == (25, 30)


def test_play_after_a_pause_starts_the_timer_anew(playing: SoundSetting) -> None:
    playing.start_timer(30, 5)
    playing.clock.advance(28 * 60)
    playing.control.toggle_playing()
    paused = playing.control.timer
    playing.control.toggle_playing()

    assert paused is None
    assert playing.control.seconds_left() == 30 * 60


def test_a_cancelled_timer_does_not_start_anew(playing: SoundSetting) -> None:
    playing.start_timer(30, 5)
    playing.control.cancel_timer()
    playing.control.toggle_playing()
    playing.control.toggle_playing()

    assert playing.control.is_playing
    assert playing.control.timer is None


def test_without_a_timer_before_play_starts_none(playing: SoundSetting) -> None:
    playing.control.toggle_playing()
    playing.control.toggle_playing()

    assert playing.control.timer is None


def test_a_timer_starts_anew_only_with_a_sound(playing: SoundSetting) -> None:
    playing.start_timer(30, 5)
    playing.control.choose_mix(NO_SOUND)
    playing.control.toggle_playing()

    assert not playing.control.is_playing
    assert playing.control.timer is None


def test_it_starts_anew_with_the_minutes_that_are_chosen_now(playing: SoundSetting) -> None:
    playing.control.start_night_timer()
    playing.preferences.set("sleep_timer_minutes", "90")
    playing.control.toggle_playing()
    playing.control.toggle_playing()

    assert playing.control.seconds_left() == 90 * 60


def test_the_fade_after_a_routine_is_for_that_evening_only() -> None:
    made = sound_setting_playing(sleep_timer="routine")
    made.control.end_with_routine()
    made.let_timer_end()
    made.control.toggle_playing()

    assert made.control.is_playing
    assert not made.control.is_fading()


# --- coming back after an awakening -------------------------------------------------------------------------


def test_unasked_the_sound_does_not_come_back() -> None:
    silent = sound_setting()
    silent.control.play_after_awakening()

    assert silent.engines == []
    assert not silent.control.is_playing


def test_it_comes_back_quieter_and_for_a_shorter_time(playing: SoundSetting) -> None:
    playing.preferences.set("sound_after_awakening", "yes")
    playing.control.start_timer()
    playing.let_timer_end()
    playing.engine.calls.clear()
    playing.control.play_after_awakening()

    assert playing.control.is_playing
    assert playing.engine.named("set_level") == [
        ("set_level", pytest.approx(SOUND_LEVEL.default * NIGHT_LEVEL_SHARE))
    ]
    assert playing.engine.named("play") == [("play", SOUND_MIX.default, SOUND_RAMP_SECONDS)]
    assert minutes_of(playing.engine.last_fade, playing) == (NIGHT_TIMER_MINUTES / 2, NIGHT_TIMER_MINUTES)
    assert TIMER_MINUTES.default > NIGHT_TIMER_MINUTES


def test_it_comes_back_at_any_speed() -> None:
    fast = sound_setting(speed=60, sound_after_awakening="yes")
    fast.control.play_after_awakening()

    starts, ends = minutes_of(fast.engine.last_fade, fast)
    assert (starts, ends) == pytest.approx((NIGHT_TIMER_MINUTES / 120, NIGHT_TIMER_MINUTES / 60))


def test_what_still_sounds_is_left_as_it_is() -> None:
    made = sound_setting_playing(sound_after_awakening="yes")
    made.start_timer(45, 10)
    made.clock.advance(40 * 60)
    timer = made.control.timer
    made.engine.calls.clear()
    made.control.play_after_awakening()

    assert made.engine.calls == []
    assert made.control.timer == timer


def test_what_stayed_low_is_left_as_it_is() -> None:
    made = sound_setting_playing(sound_after_awakening="yes", sleep_timer_end="stay_low")
    made.control.start_timer()
    made.let_timer_end()
    made.engine.calls.clear()
    made.control.play_after_awakening()

    assert made.engine.calls == []


def test_no_sound_does_not_come_back() -> None:
    made = sound_setting(sound_after_awakening="yes", mix="{}")
    made.control.play_after_awakening()

    assert made.engines == []
    assert made.control.timer is None


def test_the_next_evening_is_at_full_level_again() -> None:
    made = sound_setting(sound_after_awakening="yes")
    made.control.play_after_awakening()
    made.control.stop()
    made.engine.calls.clear()
    made.control.play()

    assert made.engine.named("set_level") == [("set_level", SOUND_LEVEL.default)]
    assert made.control.level == SOUND_LEVEL.default


def test_the_level_moved_meanwhile_stays_quieter() -> None:
    made = sound_setting(sound_after_awakening="yes")
    made.control.play_after_awakening()
    made.control.set_level(1.0)

    assert made.engine.calls[-1] == ("set_level", pytest.approx(NIGHT_LEVEL_SHARE))
    assert made.control.level == 1.0


def test_a_second_awakening_brings_it_back_again() -> None:
    made = sound_setting(sound_after_awakening="yes")
    made.control.play_after_awakening()
    made.let_timer_end()
    made.control.play_after_awakening()

    assert made.control.is_playing
    assert made.control.seconds_left() == NIGHT_TIMER_MINUTES * 60
    assert made.engine.named("set_level")[-1] == (
        "set_level",
        pytest.approx(SOUND_LEVEL.default * NIGHT_LEVEL_SHARE),
    )
