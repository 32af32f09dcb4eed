"""Tests of the levels in a mix, of mute, and of own audio beside the mix."""

import pytest

from rlscompanion.bedtime.preferences import SOUND_LEVEL
from rlscompanion.bedtime.sound_control import LEVEL_STEP, PAUSE_FADE_SECONDS, SOUND_RAMP_SECONDS
from rlscompanion.domain.soundscape import NO_SOUND, Mix, Sound, mix_of_one

from .sound_setting import SoundSetting, sound_setting, sound_setting_playing


@pytest.fixture
def quiet() -> SoundSetting:
    """Nothing has sounded yet."""
    return sound_setting()


@pytest.fixture
def playing() -> SoundSetting:
    """Rain sounds."""
    return sound_setting_playing()


# --- levels of sounds ---------------------------------------------------------------------------------------


def test_the_level_of_one_sound_leaves_the_others(playing: SoundSetting) -> None:
    playing.control.choose_mix(Mix({Sound.SURF: 0.8, Sound.WIND: 0.3}))
    playing.control.set_sound_level(Sound.FIRE, 0.6)
    playing.control.set_sound_level(Sound.SURF, 0.5)

    mix = Mix({Sound.SURF: 0.5, Sound.WIND: 0.3, Sound.FIRE: 0.6})
    assert playing.control.mix == mix
    assert playing.engine.calls[-1] == ("play", mix, SOUND_RAMP_SECONDS)


@pytest.mark.parametrize(("asked", "levels"), [(0.0, {}), (-1.0, {}), (3.0, {Sound.RAIN: 1.0})])
def test_the_level_of_a_sound_stays_on_its_scale(
    quiet: SoundSetting, asked: float, levels: dict[Sound, float]
) -> None:
    quiet.control.set_sound_level(Sound.RAIN, asked)

    assert quiet.control.mix == Mix(levels)


def test_the_last_sound_turned_down_is_silence_and_one_turned_up_stays_silent(playing: SoundSetting) -> None:
    playing.control.set_sound_level(Sound.RAIN, 0.0)
    is_playing = playing.control.is_playing
    playing.control.set_sound_level(Sound.SURF, 0.4)

    assert not is_playing
    assert not playing.control.is_playing
    assert playing.engine.calls[-1] == ("pause", PAUSE_FADE_SECONDS)


def test_a_mix_made_by_hand_is_kept_when_no_sound_is_chosen(quiet: SoundSetting) -> None:
    quiet.control.set_sound_level(Sound.SURF, 0.4)
    made = quiet.control.mix
    quiet.control.choose_mix(NO_SOUND)

    assert quiet.control.own_mix == made
    assert quiet.reopened().own_mix == made
    assert quiet.reopened().mix == NO_SOUND


def test_a_mix_made_by_hand_is_kept_when_its_sounds_are_turned_down(quiet: SoundSetting) -> None:
    quiet.control.set_sound_level(Sound.SURF, 0.4)
    quiet.control.set_sound_level(Sound.RAIN, 0.0)
    quiet.control.set_sound_level(Sound.SURF, 0.0)

    assert quiet.control.mix == NO_SOUND
    assert quiet.control.own_mix == Mix({Sound.SURF: 0.4})


def test_a_mix_that_was_only_chosen_is_not_ones_own(quiet: SoundSetting) -> None:
    quiet.control.choose_mix(mix_of_one(Sound.FIRE))

    assert quiet.control.own_mix is None


# --- mute ---------------------------------------------------------------------------------------------------


def test_muting_holds_the_level_at_nothing_and_gives_it_back(playing: SoundSetting) -> None:
    playing.control.set_level(0.3)
    playing.control.toggle_mute()
    muted = (playing.control.is_muted, playing.control.level, playing.engine.calls[-1])
    playing.control.toggle_mute()

    assert muted == (True, 0.3, ("set_level", 0.0))
    assert not playing.control.is_muted
    assert playing.engine.calls[-1] == ("set_level", 0.3)
    assert playing.control.is_playing


def test_the_level_unmutes(playing: SoundSetting) -> None:
    playing.control.toggle_mute()
    playing.control.louder()

    assert not playing.control.is_muted
    assert playing.engine.calls[-1] == ("set_level", pytest.approx(SOUND_LEVEL.default + LEVEL_STEP))


def test_muted_nothing_chimes(playing: SoundSetting) -> None:
    playing.control.toggle_mute()
    playing.control.chime()

    assert playing.engine.named("chime") == []


def test_an_engine_made_while_muted_is_silent(quiet: SoundSetting) -> None:
    quiet.control.toggle_mute()
    quiet.control.play()

    assert quiet.engine.calls[0] == ("set_level", 0.0)


def test_being_muted_is_not_remembered(quiet: SoundSetting) -> None:
    quiet.control.toggle_mute()

    assert not quiet.reopened().is_muted


# --- own audio beside the mix -------------------------------------------------------------------------------


def test_own_audio_sounds_without_a_mix(quiet: SoundSetting) -> None:
    quiet.control.choose_mix(NO_SOUND)
    quiet.control.set_own_audio(True)
    quiet.control.play()

    assert quiet.control.is_playing
    assert quiet.engine.calls[-1] == ("play", NO_SOUND, SOUND_RAMP_SECONDS)


def test_own_audio_plays_on_when_the_mix_goes(playing: SoundSetting) -> None:
    playing.control.set_own_audio(True)
    playing.control.choose_mix(NO_SOUND)

    assert playing.control.is_playing
    assert playing.engine.calls[-1] == ("play", NO_SOUND, SOUND_RAMP_SECONDS)


def test_the_end_of_own_audio_without_a_mix_is_silence(playing: SoundSetting) -> None:
    playing.control.set_own_audio(True)
    playing.control.choose_mix(NO_SOUND)
    playing.control.set_own_audio(False)

    assert not playing.control.is_playing
    assert playing.engine.calls[-1] == ("pause", PAUSE_FADE_SECONDS)


def test_the_end_of_own_audio_leaves_the_mix(playing: SoundSetting) -> None:
    playing.control.set_own_audio(True)
    playing.control.set_own_audio(False)

    assert playing.control.is_playing
