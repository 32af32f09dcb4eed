"""Tests of the sound control: mix, levels and device, on an engine that records its calls."""

import threading

import pytest
from pytestqt.qtbot import QtBot

from rlscompanion.bedtime.preferences import (
    FADE_CHOICE_MINUTES,
    FADE_MINUTES,
    SOUND_LEVEL,
    SOUND_MIX,
    TIMER_MINUTES,
)
from rlscompanion.bedtime.sound_control import LEVEL_STEP, PAUSE_FADE_SECONDS, SOUND_RAMP_SECONDS
from rlscompanion.bedtime.sound_timer import TIMER_STEP_MINUTES
from rlscompanion.domain.soundscape import NO_SOUND, Mix, Sound, mix_of_one
from tests.cases import each_case
from tests.waiting import PATIENCE_MS

from .signal_recorder import SignalRecorder
from .sound_setting import SoundSetting, sound_setting


@pytest.fixture
def quiet() -> SoundSetting:
    """Nothing has sounded yet."""
    return sound_setting()


@pytest.fixture
def playing(quiet: SoundSetting) -> SoundSetting:
    """Rain sounds."""
    quiet.control.play()
    quiet.heard.take()
    return quiet


# --- the engine is made at the first sound ------------------------------------------------------------------


def test_no_engine_is_made_before_the_first_sound(quiet: SoundSetting) -> None:
    control = quiet.control
    control.choose_mix(mix_of_one(Sound.PINK_NOISE))
    control.set_level(0.4)
    control.louder()
    control.set_long_buffers(True)
    control.stop()
    control.start_timer()
    control.extend_timer(15)
    control.cancel_timer()
    control.close()

    assert quiet.engines == []


def test_the_first_play_makes_the_engine_at_the_remembered_level() -> None:
    once = sound_setting(level="0.30", mix='{"brown_noise": 0.8, "rain": 0.25}')
    once.control.play()
    once.control.play()

    assert once.engine.calls[:3] == [
        ("set_level", 0.3),
        ("fade", None),
        ("play", Mix({Sound.BROWN_NOISE: 0.8, Sound.RAIN: 0.25}), SOUND_RAMP_SECONDS),
    ]
    assert once.control.is_playing


def test_a_chime_makes_the_engine_too(quiet: SoundSetting) -> None:
    quiet.control.chime()

    assert quiet.engine.calls == [("set_level", SOUND_LEVEL.default), ("chime",)]
    assert not quiet.control.is_playing


def test_no_chime_when_sound_is_turned_down_to_nothing(quiet: SoundSetting) -> None:
    quiet.control.set_level(0.0)
    quiet.control.chime()

    assert quiet.engines == []


def test_an_engine_made_in_the_dark_knows_that_it_is_dark(quiet: SoundSetting) -> None:
    quiet.control.set_long_buffers(True)
    quiet.control.play()

    assert quiet.engine.named("set_long_buffers") == [("set_long_buffers", True)]


def test_a_running_engine_is_told_of_dark_and_light(playing: SoundSetting) -> None:
    playing.control.set_long_buffers(True)
    playing.control.set_long_buffers(False)

    assert playing.engine.named("set_long_buffers")[-2:] == [
        ("set_long_buffers", True),
        ("set_long_buffers", False),
    ]


# --- playing ------------------------------------------------------------------------------------------------


def test_every_play_is_at_full_level_whatever_a_fade_had_made_of_it(playing: SoundSetting) -> None:
    playing.start_timer(45, 10)
    playing.clock.advance(40 * 60)
    playing.engine.calls.clear()
    playing.control.play()

    calls = playing.engine.named("fade", "play")
    assert calls[-1][0] == "play"
    assert calls[-2] == ("fade", None)
    assert playing.control.timer is None


def test_stopping_fades_out_and_ends_the_timer(playing: SoundSetting) -> None:
    playing.control.start_timer()
    playing.control.stop()

    assert ("pause", PAUSE_FADE_SECONDS) in playing.engine.calls
    assert playing.control.timer is None
    assert not playing.control.is_playing
    assert not playing.end_timer.isActive()


def test_toggling_plays_and_stops(quiet: SoundSetting) -> None:
    states = []
    for _ in range(3):
        quiet.control.toggle_playing()
        states.append(quiet.control.is_playing)

    assert states == [True, False, True]
    assert [call[0] for call in quiet.engine.named("play", "pause")] == ["play", "pause", "play"]


def test_with_no_sound_chosen_nothing_plays(quiet: SoundSetting) -> None:
    quiet.control.choose_mix(NO_SOUND)
    quiet.control.play()
    quiet.control.toggle_playing()

    assert quiet.engines == []
    assert quiet.control.mix == NO_SOUND
    assert not quiet.control.is_playing


def test_choosing_another_mix_crosses_over_while_it_plays(playing: SoundSetting) -> None:
    playing.control.choose_mix(mix_of_one(Sound.BROWN_NOISE))

    assert playing.engine.named("play", "pause")[-1] == (
        "play",
        mix_of_one(Sound.BROWN_NOISE),
        SOUND_RAMP_SECONDS,
    )
    assert playing.control.is_playing


def test_choosing_no_sound_stops_what_plays(playing: SoundSetting) -> None:
    playing.control.choose_mix(NO_SOUND)

    assert playing.engine.named("play", "pause")[-1] == ("pause", PAUSE_FADE_SECONDS)
    assert not playing.control.is_playing


def test_choosing_in_silence_stays_silent(playing: SoundSetting) -> None:
    playing.control.stop()
    playing.control.choose_mix(mix_of_one(Sound.PINK_NOISE))

    assert playing.engine.named("play", "pause")[-1][0] == "pause"
    assert not playing.control.is_playing


def test_changes_are_told(quiet: SoundSetting) -> None:
    control = quiet.control
    for change in (control.play, control.louder, control.start_timer, control.cancel_timer, control.stop):
        change()
        assert "changed" in quiet.heard.take(), change


# --- level --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "level"), [(0.0, 0.0), (0.33, 0.33), (1.0, 1.0), (-0.5, 0.0), (7.0, 1.0), (0.005, 0.01)]
)
def test_the_level_stays_on_its_scale(playing: SoundSetting, asked: float, level: float) -> None:
    playing.control.set_level(asked)

    assert playing.control.level == pytest.approx(level, abs=0.01)
    assert playing.engine.calls[-1] == ("set_level", playing.control.level)


def test_louder_and_quieter_are_steps_with_ends(playing: SoundSetting) -> None:
    playing.control.louder()
    up = playing.control.level
    playing.control.quieter()
    playing.control.quieter()
    down = playing.control.level
    for _ in range(50):
        playing.control.louder()
    top = playing.control.level
    for _ in range(50):
        playing.control.quieter()

    assert up == pytest.approx(SOUND_LEVEL.default + LEVEL_STEP)
    assert down == pytest.approx(SOUND_LEVEL.default - LEVEL_STEP)
    assert (top, playing.control.level) == (1.0, 0.0)


def test_mix_and_level_are_remembered_by_a_new_control(quiet: SoundSetting) -> None:
    mix = Mix({Sound.BROWN_NOISE: 0.35, Sound.SURF: 1.0, Sound.THUNDER: 0.05})
    quiet.control.choose_mix(mix)
    quiet.control.set_level(0.35)

    again = quiet.reopened()

    assert (again.mix, again.level) == (mix, 0.35)


def test_silence_is_remembered_by_a_new_control(quiet: SoundSetting) -> None:
    quiet.control.choose_mix(NO_SOUND)

    assert quiet.reopened().mix == NO_SOUND


def test_what_is_chosen_by_default(quiet: SoundSetting) -> None:
    assert (quiet.control.mix, quiet.control.level) == (mix_of_one(Sound.RAIN), SOUND_LEVEL.default)
    assert (quiet.control.timer_minutes, quiet.control.fade_minutes) == (
        *(TIMER_MINUTES.default, FADE_MINUTES.default),
    )
    assert TIMER_MINUTES.default % TIMER_STEP_MINUTES == 0
    assert FADE_MINUTES.default in FADE_CHOICE_MINUTES
    assert 30 <= TIMER_MINUTES.default <= 60
    assert 2 <= FADE_MINUTES.default <= 10


@each_case("text", ["", "loud", "nan", "inf", "-inf", "0,5"])
def test_a_level_that_is_no_number_is_the_default(text: str) -> None:
    assert sound_setting(level=text).control.level == SOUND_LEVEL.default


@each_case(
    "text",
    [
        *("", "whale song", "rain", "null", "7", "[]", '"rain"', '{"rain": 0.5', '{"whale_song": 0.5}'),
        *('{"RAIN": 0.5}', '{"rain": 1.5}', '{"rain": -0.1}', '{"rain": "loud"}', '{"rain": null}'),
        *(
            '{"rain": NaN}',
            '{"rain": Infinity}',
            '{"rain": 0.5, "surf": [1]}',
            '{"rain": 1' + "0" * 400 + "}",
        ),
    ],
)
def test_a_remembered_mix_that_makes_no_sense_is_the_default(text: str) -> None:
    odd = sound_setting(mix=text)
    odd.control.play()

    assert odd.control.mix == SOUND_MIX.default
    assert odd.engine.calls[-1] == ("play", SOUND_MIX.default, SOUND_RAMP_SECONDS)


def test_only_a_stop_is_told_as_one(playing: SoundSetting) -> None:
    heard = SignalRecorder(playing.control, "stopped")
    playing.control.choose_mix(mix_of_one(Sound.SURF))
    playing.control.toggle_mute()
    before = heard.take()
    playing.control.toggle_playing()

    assert before == []
    assert heard.take() == ["stopped"]


# --- devices, and the end -----------------------------------------------------------------------------------


def test_a_device_that_comes_or_goes_is_told_from_any_thread(playing: SoundSetting, qtbot: QtBot) -> None:
    for is_there in (False, True):
        thread = threading.Thread(target=playing.engine.tell_device, args=(is_there,))
        with qtbot.waitSignal(playing.control.device_changed, timeout=PATIENCE_MS) as blocker:
            thread.start()
        thread.join()
        assert blocker.args == [is_there]


def test_the_devices_there_are_offered(quiet: SoundSetting) -> None:
    assert list(quiet.control.devices()) == ["Loudspeakers", "Headphones"]


def test_a_running_engine_changes_to_the_chosen_device_and_back(playing: SoundSetting) -> None:
    playing.control.choose_device("Headphones")
    playing.control.choose_device("")

    assert playing.engine.named("choose_device") == [("choose_device", "Headphones"), ("choose_device", None)]
    assert playing.control.device == ""
    assert playing.control.is_playing


def test_the_chosen_device_is_remembered_before_anything_sounds(quiet: SoundSetting) -> None:
    quiet.control.choose_device("Headphones")
    again = SoundSetting(quiet.clock, quiet.preferences)
    again.control.play()

    received = [call[0] for call in again.engine.calls]
    assert quiet.engines == []
    assert again.control.device == "Headphones"
    assert ("choose_device", "Headphones") in again.engine.calls
    assert received.index("choose_device") < received.index("play")


def test_without_a_choice_the_engine_takes_its_default(playing: SoundSetting) -> None:
    assert playing.engine.named("choose_device") == []


def test_closing_lets_go_of_the_device(playing: SoundSetting) -> None:
    playing.control.start_timer()
    playing.control.close()
    playing.control.close()

    assert playing.engine.is_closed
    assert not playing.end_timer.isActive()
