"""The way from the Tonight page to the black screen."""

import pytest
from PySide6.QtWidgets import QLabel

from rlscompanion.domain.fault import ContentFault
from rlscompanion.domain.items import Item
from rlscompanion.domain.night import ValueSource
from rlscompanion.domain.ratings import Ratings, RatingTime
from rlscompanion.domain.session import SegmentStatus, SessionStatus
from rlscompanion.domain.sleep_timer import Fade
from rlscompanion.domain.soundscape import Sound, mix_of_one
from rlscompanion.ui.theme import DUSK, EMBER
from rlscompanion.ui.widgets.idle_timer import IdleTimer
from tests.ui.bedside import Bedside, end_idle_wait, idle_milliseconds
from tests.ui.conftest import OpenBedside

pytestmark = pytest.mark.usefixtures("unstyled")

RAIN = mix_of_one(Sound.RAIN)


def test_two_clicks_from_opening_to_massaging(bedside: Bedside) -> None:
    bedside.press("Start wind-down")
    bedside.press("Skip")

    assert bedside.page is bedside.flow.evening.session
    assert bedside.session.routine_key == "wind_down_10"
    assert bedside.session.status is SessionStatus.RUNNING
    assert not bedside.visible("Sleep log"), "the session fills the window"


def test_enter_starts_without_a_mouse(bedside: Bedside) -> None:
    bedside.keys("Enter", "Esc")

    assert bedside.page is bedside.flow.evening.session


def test_the_start_sounds_and_keeps_the_display_on(bedside: Bedside) -> None:
    bedside.start_session()

    received = bedside.engine.named("play", "chime", "pause", "set_long_buffers")
    assert received == [("play", RAIN, 1.5)]
    assert bedside.keep_awake.calls == ["display"]


def test_the_ratings_before_are_kept(bedside: Bedside) -> None:
    bedside.start_session("6", "4", "2", "5")

    assert bedside.session_log.ratings(bedside.session.id, RatingTime.BEFORE) == Ratings(6, 4, 2, 5)


def test_what_the_voice_begins_with_is_at_hand_before_the_session(bedside: Bedside) -> None:
    bedside.press("Start wind-down")

    assert "Slow breath." in bedside.voice.prepared
    assert bedside.voice.received == []


def test_each_step_is_said(bedside: Bedside) -> None:
    bedside.start_session()

    bedside.pass_time(36)

    assert bedside.voice.received[-2:] == [("Slow breath.",), ("Foot.", "Left leg.")]
    assert bedside.engine.named("chime") == []


def test_each_step_chimes_if_that_was_chosen(bedside: Bedside) -> None:
    bedside.preferences.set("voice", "chimes")
    bedside.start_session()

    bedside.pass_time(36)

    assert len(bedside.engine.named("chime")) == 2
    assert bedside.voice.received == []


def test_closing_the_window_says_nothing_more(bedside: Bedside) -> None:
    bedside.start_session()
    bedside.voice.received.clear()

    bedside.window.close()

    assert bedside.session.status is SessionStatus.PAUSED
    assert bedside.voice.received[-1] == "hush"


def test_the_sound_that_is_chosen_plays(bedside: Bedside) -> None:
    bedside.choose("Sound", "Brown noise")

    bedside.start_session()

    assert bedside.engine.named("play") == [("play", mix_of_one(Sound.BROWN_NOISE), 1.5)]


def test_no_sound_stays_silent_into_the_night(bedside: Bedside) -> None:
    bedside.choose("Sound", "No sound")

    bedside.start_session()
    bedside.press("End session")
    bedside.press("Skip")

    assert bedside.page is bedside.flow.night.lights_out
    assert bedside.engine.named("play") == []
    assert bedside.sound.timer is None


def test_the_end_asks_the_scales_again(bedside: Bedside) -> None:
    bedside.start_session()

    bedside.end_session()

    assert bedside.page is bedside.flow.evening.scales_after
    assert bedside.session.status is SessionStatus.FINISHED
    assert {each.status for each in bedside.session.segments} == {SegmentStatus.DONE}
    assert bedside.keep_awake.held is None
    assert idle_milliseconds(bedside.page) == 120_000


def test_answered_it_becomes_lights_out_at_a_recorded_time(bedside: Bedside) -> None:
    bedside.start_session()
    bedside.end_session()

    bedside.keys("3", "2", "1", "2")
    bedside.press("Continue")

    sleep = bedside.night.main_sleep
    assert sleep is not None
    assert bedside.page is bedside.flow.night.lights_out
    assert sleep.tried_to_sleep == bedside.clock.now()
    assert sleep.sources == {Item.TRIED_TO_SLEEP: ValueSource.RECORDED}
    assert bedside.session_log.ratings(bedside.session.id, RatingTime.AFTER) == Ratings(3, 2, 1, 2)
    assert bedside.session.night_id == bedside.night.id


def test_the_scales_after_know_what_was_rated_before(bedside: Bedside) -> None:
    bedside.start_session("6")
    bedside.end_session()

    bedside.keys("3")

    assert {"Before 6, now 3", "0 none, 10 worst"} <= set(bedside.texts())
    assert bedside.control("Change", QLabel).text() == (
        "After 5 rated sessions, you see here how your ratings usually change. So far: 1."
    )


def test_left_alone_it_becomes_lights_out_at_an_estimated_time(bedside: Bedside) -> None:
    bedside.start_session("6")
    bedside.end_session()

    end_idle_wait(bedside.page)

    sleep = bedside.night.main_sleep
    assert sleep is not None
    assert bedside.page is bedside.flow.night.lights_out
    assert sleep.sources == {Item.TRIED_TO_SLEEP: ValueSource.ESTIMATED}
    assert bedside.session_log.ratings(bedside.session.id, RatingTime.AFTER).is_blank


@pytest.mark.parametrize("key", ["7", "Right", "Enter", "Down", "x"])
def test_any_key_shows_that_somebody_is_there(bedside: Bedside, key: str) -> None:
    bedside.start_session()
    bedside.end_session()
    timer = bedside.page.findChild(IdleTimer)
    assert timer is not None
    timer.start(90_000)

    bedside.keys(key)

    assert idle_milliseconds(bedside.page) == 120_000


def test_the_scales_before_wait_for_ever(bedside: Bedside) -> None:
    bedside.press("Start wind-down")

    assert idle_milliseconds(bedside.page) is None


def test_lights_out_is_black_quieter_by_and_by_and_keeps_the_machine_on(bedside: Bedside) -> None:
    bedside.start_session()
    bedside.end_session()
    bedside.keep_awake.calls.clear()

    bedside.press("Skip")

    now = bedside.clock.real_seconds()
    assert bedside.window.theme is EMBER
    assert bedside.engine.last_fade == Fade(now + 35 * 60, now + 45 * 60)
    assert bedside.engine.calls[-1] == ("set_long_buffers", True)
    assert bedside.keep_awake.calls == ["system"]


def test_keeping_the_machine_on_at_night_can_be_turned_off(bedside: Bedside) -> None:
    bedside.press("Settings")
    bedside.press("Keep awake at night")
    bedside.press("Tonight")

    bedside.press("Lights out")

    assert bedside.keep_awake.held is None


def test_lights_out_without_a_session_brings_the_sound_up(bedside: Bedside) -> None:
    bedside.press("Lights out")

    assert bedside.engine.named("play") == [("play", RAIN, 1.5)]
    assert bedside.engine.last_fade is not None
    assert bedside.page is bedside.flow.night.lights_out
    assert bedside.session_log.all_sessions() == []


def test_ending_early_counts_what_was_done(bedside: Bedside) -> None:
    bedside.start_session()
    bedside.pass_time(40)

    bedside.press("End session")

    outcomes = [each.status for each in bedside.session.segments]
    assert bedside.session.status is SessionStatus.ENDED
    assert outcomes[:2] == [SegmentStatus.DONE, SegmentStatus.PENDING]
    assert bedside.page is bedside.flow.evening.scales_after


def test_staying_up_goes_back_to_tonight_in_silence(bedside: Bedside) -> None:
    bedside.start_session()
    bedside.end_session()

    bedside.keys("3", "2")
    bedside.press("Stay up")

    assert bedside.page is bedside.flow.evening.tonight
    assert bedside.session_log.ratings(bedside.session.id, RatingTime.AFTER) == Ratings(3, 2)
    assert not bedside.sound.is_playing
    assert bedside.log.nights() == []
    assert bedside.window.theme is DUSK
    assert idle_milliseconds(bedside.flow.evening.scales_after) is None


def test_a_broken_routine_is_told_of_and_left_out(opened: OpenBedside) -> None:
    bedside = opened(Bedside(faults=(ContentFault("mine.toml", "steps", "is missing"),)))

    assert bedside.control("Notice", QLabel).text() == "mine.toml, steps: is missing. This file is skipped."


def test_without_any_routine_the_night_can_still_be_kept(opened: OpenBedside) -> None:
    bedside = opened(Bedside(wind_downs=(), rescues=()))
    assert not bedside.control("Start wind-down").isEnabled()

    bedside.press("Lights out")

    assert bedside.page is bedside.flow.night.lights_out
