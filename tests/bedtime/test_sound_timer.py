"""Tests of the sleep timer: its start, its changes, and the sound after its end."""

import pytest
from pytestqt.qtbot import QtBot

from rlscompanion.bedtime.preferences import (
    FADE_MINUTES,
    SOUND_MIX,
    TIMER_MINUTES,
    TimerKind,
)
from rlscompanion.bedtime.sound_control import SOUND_RAMP_SECONDS
from rlscompanion.bedtime.sound_timer import LOW_LEVEL_DB, TIMER_STEP_MINUTES, timer_minutes_after_steps
from rlscompanion.domain.sleep_timer import Fade
from rlscompanion.domain.soundscape import SILENCE_DB, Sound, mix_of_one
from tests import stores
from tests.cases import each_case
from tests.fakes import FakeClock
from tests.waiting import PATIENCE_MS

from .sound_setting import SoundSetting, minutes_of, sound_setting, sound_setting_playing


@pytest.fixture
def playing() -> SoundSetting:
    """Rain sounds."""
    return sound_setting_playing()


@each_case("speed", [1, 4, 60, 600])
def test_timer_and_fade_are_scaled_by_speed(speed: float) -> None:
    fast = sound_setting(speed=speed)
    fast.control.play()
    fast.start_timer(45, 10)

    now, fade = fast.clock.real_seconds(), fast.engine.last_fade
    assert fade is not None
    assert fade.starts_at - now == pytest.approx(35 * 60 / speed)
    assert fade.ends_at - now == pytest.approx(45 * 60 / speed)
    # Silence comes first, the end shortly after.
    assert fast.end_timer.interval() / 1000 == pytest.approx(45 * 60 / speed, abs=1.0)
    assert fast.end_timer.interval() / 1000 >= 45 * 60 / speed
    assert fast.control.timer is not None
    assert fast.control.timer.seconds_left(fast.clock.seconds()) == 45 * 60


def test_timer_and_fade_are_as_preferred_where_not_given() -> None:
    preferred = sound_setting(sleep_timer_minutes="60", fade_minutes="5")
    preferred.control.play()
    preferred.control.start_timer()

    now = preferred.clock.real_seconds()
    assert preferred.engine.last_fade == Fade(now + 55 * 60, now + 60 * 60)


@each_case("key", [TIMER_MINUTES.key, FADE_MINUTES.key])
@each_case("text", ["", "soon", "nan", "inf", "-inf", "0", "-5", "1e300"])
def test_a_remembered_timer_that_makes_no_sense_is_the_default(key: str, text: str) -> None:
    odd = SoundSetting(FakeClock(), stores.preferences({key: text}))
    odd.control.play()
    odd.control.start_timer()

    now = odd.clock.real_seconds()
    assert odd.engine.last_fade == Fade(
        now + 60 * (TIMER_MINUTES.default - FADE_MINUTES.default), now + 60 * TIMER_MINUTES.default
    )


def test_a_timer_can_be_extended_while_it_fades(playing: SoundSetting) -> None:
    playing.start_timer(45, 10)
    playing.clock.advance(40 * 60)
    playing.control.extend_timer(15)

    now = playing.clock.real_seconds()
    assert playing.engine.last_fade == Fade(now + 10 * 60, now + 20 * 60)
    assert playing.end_timer.interval() >= 20 * 60 * 1000


def test_a_timer_can_be_shortened_to_now(playing: SoundSetting) -> None:
    playing.start_timer(45, 10)
    playing.clock.advance(20 * 60)
    playing.control.extend_timer(-90)

    fade = playing.engine.last_fade
    assert fade is not None
    assert fade.level_db(playing.clock.real_seconds()) == SILENCE_DB
    assert playing.end_timer.interval() < 1000


def test_a_cancelled_timer_lets_the_sound_go_on(playing: SoundSetting) -> None:
    playing.control.start_timer()
    playing.control.cancel_timer()

    assert playing.engine.last_fade is None
    assert playing.control.timer is None
    assert playing.control.is_playing
    assert not playing.end_timer.isActive()


def test_without_a_timer_there_is_nothing_to_extend_or_cancel(playing: SoundSetting) -> None:
    playing.engine.calls.clear()
    playing.control.extend_timer(15)
    playing.control.cancel_timer()

    assert playing.engine.calls == []
    assert playing.control.timer is None
    assert playing.heard.signals == []


def test_when_the_timer_has_run_out_it_is_silent_until_play(qtbot: QtBot) -> None:
    fast = sound_setting(speed=6000)  # a minute in ten milliseconds
    fast.control.play()
    with qtbot.waitSignal(fast.control.timer_ended, timeout=PATIENCE_MS):
        fast.start_timer(1, 1)
    after_end = (fast.control.is_playing, fast.control.timer, fast.engine.calls[-1][0])
    fast.engine.calls.clear()
    fast.control.play()

    assert after_end == (False, None, "pause")
    assert fast.engine.calls == [("fade", None), ("play", SOUND_MIX.default, SOUND_RAMP_SECONDS)]
    assert fast.control.is_playing


# --- what ends the sound ------------------------------------------------------------------------------------


def test_lights_out_starts_the_timer_of_the_night(playing: SoundSetting) -> None:
    playing.control.start_night_timer()

    assert playing.control.seconds_left() == 60 * TIMER_MINUTES.default


def test_in_silence_lights_out_starts_no_timer() -> None:
    silent = sound_setting()
    silent.control.start_night_timer()

    assert silent.control.timer is None


def test_without_a_routine_before_lights_out_minutes_end_the_sound_too() -> None:
    made = sound_setting_playing(sleep_timer="routine", sleep_timer_minutes="30")
    made.control.start_night_timer()

    assert made.control.seconds_left() == 30 * 60


def test_lights_out_starts_no_timer_where_the_sound_is_to_go_on_all_night() -> None:
    made = sound_setting_playing(sleep_timer="never")
    made.control.start_night_timer()

    assert made.control.timer is None
    assert made.control.is_playing


def test_with_the_routine_the_sound_fades_when_it_ends() -> None:
    made = sound_setting_playing(sleep_timer="routine", fade_minutes="5")
    ends = made.control.end_with_routine()

    assert ends
    assert minutes_of(made.engine.last_fade, made) == (0, 5)
    assert made.control.is_fading()


@pytest.mark.parametrize("kind", [TimerKind.NEVER, TimerKind.MINUTES])
def test_the_end_of_the_routine_is_nothing_to_the_other_kinds(kind: TimerKind) -> None:
    made = sound_setting_playing(sleep_timer=kind.value)

    assert not made.control.end_with_routine()
    assert made.control.timer is None


def test_the_end_of_a_silent_routine_starts_nothing() -> None:
    made = sound_setting(sleep_timer="routine")

    assert not made.control.end_with_routine()
    assert made.engines == []


def test_a_fade_over_the_whole_time_is_no_longer_than_the_timer() -> None:
    made = sound_setting_playing(sleep_timer_minutes="15", fade_minutes="1440")
    made.control.start_night_timer()

    assert minutes_of(made.engine.last_fade, made) == (0, 15)


def test_a_fade_over_the_whole_time_does_not_last_all_night_after_a_routine() -> None:
    made = sound_setting_playing(sleep_timer="routine", fade_minutes="1440")
    made.control.end_with_routine()

    assert minutes_of(made.engine.last_fade, made)[1] <= 20


@pytest.mark.parametrize("text", ["", "always", "MINUTES"])
def test_a_remembered_kind_that_makes_no_sense_is_minutes(text: str) -> None:
    assert sound_setting(sleep_timer=text).control.timer_kind is TimerKind.MINUTES


# --- what is left at the end --------------------------------------------------------------------------------


def test_at_the_end_the_sound_stops_and_both_are_told(playing: SoundSetting) -> None:
    playing.control.start_timer()
    playing.heard.take()
    playing.let_timer_end()

    assert not playing.control.is_playing
    assert playing.control.seconds_left() is None
    assert playing.heard.take() == ["timer_ended", "changed"]


def test_at_the_end_the_sound_can_stay_at_a_low_level() -> None:
    made = sound_setting_playing(sleep_timer_end="stay_low")
    made.control.start_timer()
    fade = made.engine.last_fade
    made.engine.calls.clear()
    made.let_timer_end()

    assert fade is not None
    assert fade.floor_db == LOW_LEVEL_DB
    assert -40 < LOW_LEVEL_DB < -12
    assert made.engine.calls == []
    assert made.control.is_playing
    assert made.control.timer is None


def test_from_the_low_level_play_is_at_full_level() -> None:
    made = sound_setting_playing(sleep_timer_end="stay_low")
    made.control.start_timer()
    made.let_timer_end()
    made.control.stop()
    made.engine.calls.clear()
    made.control.play()

    assert made.engine.calls == [("fade", None), ("play", SOUND_MIX.default, SOUND_RAMP_SECONDS)]


@pytest.mark.parametrize("text", ["", "stop", "low"])
def test_by_default_the_end_is_silence(text: str) -> None:
    assert not sound_setting(sleep_timer_end=text).control.stays_on_low


# --- moving and cancelling ----------------------------------------------------------------------------------


@each_case("minutes", [TIMER_STEP_MINUTES, -TIMER_STEP_MINUTES])
@each_case("speed", [1, 60])
def test_the_end_is_moved_at_any_speed(speed: float, minutes: float) -> None:
    fast = sound_setting(speed=speed)
    fast.control.play()
    fast.start_timer(45, 10)
    fast.clock.advance(10 * 60)
    fast.control.extend_timer(minutes)

    starts, ends = minutes_of(fast.engine.last_fade, fast)
    assert (starts, ends) == pytest.approx(((25 + minutes) / speed, (35 + minutes) / speed))
    assert fast.end_timer.interval() / 60_000 == pytest.approx((35 + minutes) / speed, abs=0.02)
    assert fast.control.seconds_left() == (35 + minutes) * 60


@pytest.mark.parametrize(
    ("minutes", "steps", "after"),
    [
        (45, 1, 60),
        (45, -1, 30),
        (20, 1, 30),
        (20, -1, 15),
        (15, -1, 15),
        (5, 1, 15),
        (240, 1, 240),
        (500, -1, 240),
    ],
)
def test_minutes_go_up_and_down_by_whole_steps(minutes: float, steps: int, after: float) -> None:
    assert timer_minutes_after_steps(minutes, steps) == after


def test_a_press_moves_the_end_of_a_timer_that_runs_and_not_the_next_one(playing: SoundSetting) -> None:
    playing.start_timer(45, 10)
    playing.control.lengthen_timer()
    playing.control.lengthen_timer()
    playing.control.shorten_timer()
    running = playing.control.seconds_left()
    playing.control.cancel_timer()
    chosen = playing.control.timer_minutes
    playing.control.shorten_timer()

    assert (running, chosen) == (60 * 60, 45)
    assert playing.control.timer_minutes == 30
    assert playing.control.timer is None


def test_moved_while_it_fades_it_is_out_of_the_fade_again(playing: SoundSetting) -> None:
    playing.start_timer(45, 10)
    playing.clock.advance(40 * 60)
    was_fading = playing.control.is_fading()
    playing.control.extend_timer(TIMER_STEP_MINUTES)

    fade = playing.engine.last_fade
    assert was_fading
    assert not playing.control.is_fading()
    assert fade is not None
    assert fade.level_db(playing.clock.real_seconds()) == 0.0
    assert playing.engine.named("play", "pause") == []


def test_moved_at_the_low_level_it_keeps_its_floor() -> None:
    made = sound_setting_playing(sleep_timer_end="stay_low")
    made.start_timer(45, 10)
    made.control.extend_timer(15)

    assert made.engine.last_fade is not None
    assert made.engine.last_fade.floor_db == LOW_LEVEL_DB


def test_cancelled_while_it_fades_the_level_comes_back(playing: SoundSetting) -> None:
    playing.start_timer(45, 10)
    playing.clock.advance(40 * 60)
    playing.control.cancel_timer()

    assert playing.engine.calls[-1] == ("fade", None)
    assert playing.control.seconds_left() is None
    assert not playing.control.is_fading()


def test_another_mix_leaves_the_timer(playing: SoundSetting) -> None:
    playing.start_timer(45, 10)
    playing.clock.advance(40 * 60)
    timer = playing.control.timer
    playing.engine.calls.clear()
    playing.control.choose_mix(mix_of_one(Sound.SURF))

    assert playing.control.timer == timer
    assert playing.engine.calls == [("play", mix_of_one(Sound.SURF), SOUND_RAMP_SECONDS)]
