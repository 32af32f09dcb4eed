"""The sound through an evening and a night, depending on how it was chosen to end."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel

from rlscompanion.bedtime.preferences import SOUND_LEVEL
from rlscompanion.bedtime.sound_control import NIGHT_LEVEL_SHARE, NIGHT_TIMER_MINUTES, SOUND_RAMP_SECONDS
from rlscompanion.bedtime.sound_timer import LOW_LEVEL_DB
from rlscompanion.domain.playlist import Playlist
from rlscompanion.domain.sleep_timer import Fade
from rlscompanion.domain.soundscape import NO_SOUND, Sound, mix_of_one
from tests.stores import NO_ROOM
from tests.ui.bedside import Bedside
from tests.ui.conftest import OpenBedside
from tests.ui.stations import SAMPLE_TRACKS

pytestmark = pytest.mark.usefixtures("unstyled")

RAIN = mix_of_one(Sound.RAIN)


def let_timer_end(bedside: Bedside) -> None:
    """Let time pass up to the end of the sleep timer."""
    left = bedside.sound.seconds_left()
    assert left is not None
    bedside.clock.advance(left + 1)
    [end] = bedside.sound.findChildren(QTimer)
    end.stop()
    end.timeout.emit()


# --- what ends the sound ------------------------------------------------------------------------------------


def test_never_plays_through_the_night(bedside: Bedside) -> None:
    bedside.preferences.set("sleep_timer", "never")

    bedside.press("Lights out")

    assert bedside.sound.is_playing
    assert bedside.sound.timer is None
    assert bedside.engine.last_fade is None


def test_with_the_routine_the_sound_fades_from_its_end_into_the_night(bedside: Bedside) -> None:
    bedside.preferences.set("sleep_timer", "routine")
    bedside.start_session()
    bedside.end_session()
    fade = bedside.engine.last_fade
    now = bedside.clock.real_seconds()
    bedside.engine.calls.clear()
    bedside.clock.advance(60)

    bedside.press("Skip")

    assert fade == Fade(now, now + 10 * 60)
    assert bedside.page is bedside.flow.night.lights_out
    assert bedside.engine.named("play", "pause", "fade") == []


def test_with_the_routine_silence_before_lights_out_stays_silence(bedside: Bedside) -> None:
    bedside.preferences.set("sleep_timer", "routine")
    bedside.start_session()
    bedside.end_session()
    let_timer_end(bedside)
    bedside.engine.calls.clear()

    bedside.press("Skip")

    assert not bedside.sound.is_playing
    assert bedside.engine.named("play") == []


def test_with_the_routine_but_without_one_minutes_end_it(bedside: Bedside) -> None:
    bedside.preferences.set("sleep_timer", "routine")

    bedside.press("Lights out")

    now = bedside.clock.real_seconds()
    assert bedside.sound.is_playing
    assert bedside.engine.last_fade == Fade(now + 35 * 60, now + 45 * 60)


def test_staying_up_forgets_that_the_routine_has_ended(bedside: Bedside) -> None:
    bedside.preferences.set("sleep_timer", "routine")
    bedside.start_session()
    bedside.end_session()
    bedside.press("Stay up")

    bedside.press("Lights out")

    assert bedside.sound.is_playing
    assert bedside.sound.seconds_left() == 45 * 60


def test_a_rescue_is_no_routine_that_ends_the_sound(bedside: Bedside) -> None:
    bedside.preferences.set("sleep_timer", "routine")
    bedside.press("Lights out")
    timer = bedside.sound.timer
    bedside.keys("Space")

    bedside.end_session()

    assert bedside.sound.timer == timer


def test_the_sound_can_stay_low_all_night(bedside: Bedside) -> None:
    bedside.preferences.set("sleep_timer_end", "stay_low")
    bedside.press("Lights out")
    fade = bedside.engine.last_fade
    let_timer_end(bedside)

    assert fade is not None
    assert fade.floor_db == LOW_LEVEL_DB
    assert bedside.sound.is_playing
    assert bedside.engine.named("pause") == []


def test_a_timer_started_by_hand_gives_way_to_that_of_the_night(bedside: Bedside) -> None:
    bedside.press("Sounds")
    bedside.press("Play")
    bedside.press("Start timer")
    bedside.clock.advance(40 * 60)
    bedside.press("Tonight")

    bedside.press("Lights out")

    assert bedside.sound.seconds_left() == 45 * 60


# --- after an awakening -------------------------------------------------------------------------------------


@pytest.fixture
def asleep(bedside: Bedside) -> Bedside:
    """An app with the black screen, after the sleep timer has ended."""
    bedside.press("Lights out")
    let_timer_end(bedside)
    bedside.engine.calls.clear()
    return bedside


def wake(bedside: Bedside, word: str) -> None:
    bedside.keys("x")
    bedside.press(word)


@pytest.mark.parametrize("word", ["Just awake", "Restless legs"])
def test_after_an_awakening_it_stays_silent_unless_wanted(asleep: Bedside, word: str) -> None:
    wake(asleep, word)

    assert not asleep.sound.is_playing
    assert asleep.engine.named("play") == []


@pytest.mark.parametrize("word", ["Just awake", "Restless legs"])
def test_after_an_awakening_it_comes_back_quieter_and_shorter(asleep: Bedside, word: str) -> None:
    asleep.preferences.set("sound_after_awakening", "yes")

    wake(asleep, word)

    assert asleep.engine.named("play") == [("play", RAIN, SOUND_RAMP_SECONDS)]
    assert asleep.engine.named("set_level") == [
        ("set_level", pytest.approx(SOUND_LEVEL.default * NIGHT_LEVEL_SHARE))
    ]
    assert asleep.sound.seconds_left() == 60 * NIGHT_TIMER_MINUTES


def test_back_to_sleep_is_no_awakening(asleep: Bedside) -> None:
    asleep.preferences.set("sound_after_awakening", "yes")

    wake(asleep, "Back to sleep")

    assert asleep.engine.named("play") == []


def test_the_rescue_leaves_the_sound_that_came_back(asleep: Bedside) -> None:
    asleep.preferences.set("sound_after_awakening", "yes")
    wake(asleep, "Restless legs")
    timer = asleep.sound.timer

    asleep.end_session()

    assert asleep.sound.timer == timer
    assert asleep.sound.is_playing


def test_while_it_still_sounds_an_awakening_changes_nothing(bedside: Bedside) -> None:
    bedside.preferences.set("sound_after_awakening", "yes")
    bedside.press("Lights out")
    timer = bedside.sound.timer
    bedside.engine.calls.clear()

    wake(bedside, "Just awake")

    assert bedside.sound.timer == timer
    assert bedside.engine.named("play", "set_level", "fade") == []


def test_the_next_evening_is_as_loud_as_ever(asleep: Bedside) -> None:
    asleep.preferences.set("sound_after_awakening", "yes")
    wake(asleep, "Just awake")
    asleep.clock.advance_wall_to("2026-11-22 06:40")
    wake(asleep, "Good morning")
    asleep.press("Save night")
    asleep.press("Tonight")

    asleep.start_session()

    assert asleep.engine.named("set_level")[-1] == ("set_level", SOUND_LEVEL.default)


# --- own audio, presets, and what the world withholds -------------------------------------------------------


def test_own_audio_plays_into_the_night_and_stops_in_the_morning(opened: OpenBedside) -> None:
    bedside = Bedside()
    bedside.playlists.save(Playlist(SAMPLE_TRACKS))
    opened(bedside)
    bedside.sound.choose_mix(NO_SOUND)
    bedside.press("Sounds")
    bedside.press("Own audio")
    bedside.press("Play own audio")
    bedside.press("Tonight")
    bedside.press("Lights out")
    at_night = (bedside.sound.is_playing, bedside.sound.seconds_left())

    wake(bedside, "Good morning")

    assert at_night == (True, 45 * 60)
    assert not bedside.sound.is_playing


def test_own_audio_that_ends_in_the_dark_is_said_to_nobody(opened: OpenBedside) -> None:
    bedside = Bedside()
    bedside.playlists.save(Playlist(SAMPLE_TRACKS))
    opened(bedside)
    bedside.press("Sounds")
    bedside.press("Own audio")
    bedside.press("Play own audio")
    bedside.press("Tonight")
    bedside.press("Lights out")

    bedside.players[0].listener.track_unavailable(SAMPLE_TRACKS[1].id, "two.flac is not there any more.")

    assert not bedside.visible("Notice")
    assert bedside.flow.night.lights_out.is_black


def test_presets_that_cannot_be_written_are_told_of(bedside: Bedside) -> None:
    bedside.disk.fill_up()

    bedside.shelf.save("Mine", RAIN)

    assert bedside.control("Notice", QLabel).text() == NO_ROOM


def test_shipped_presets_come_once_the_disk_has_room(opened: OpenBedside) -> None:
    first = Bedside()
    first.disk.fill_up()
    first.open()
    offered = first.offered("Sound")
    first.close()
    first.disk.mend()

    bedside = opened(replace(first))

    assert offered == ["Your mix", "No sound"]
    assert len(bedside.offered("Sound")) == 7
