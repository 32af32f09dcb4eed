"""The sleep timer beside the mixer: chosen, started, moved, cancelled, and told in minutes."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QLabel

from rlscompanion.ui.sounds.timer_panel import TimerPanel
from tests.ui.bedside import Bedside
from tests.ui.conftest import OpenBedside

RUNNING = ("15 minutes more", "15 minutes less", "Cancel timer")


@pytest.fixture
def running(sounds: Bedside) -> Bedside:
    """Rain sounds, for 45 minutes more."""
    sounds.press("Play")
    sounds.press("Start timer")
    return sounds


def told(bedside: Bedside) -> str:
    return bedside.control("Sleep timer", QLabel).text()


def refresh_timer(bedside: Bedside) -> QTimer:
    panel = bedside.flow.day.sounds.findChild(TimerPanel)
    assert panel is not None
    [timer] = panel.findChildren(QTimer)
    return timer


def pass_minutes(bedside: Bedside, minutes: float) -> None:
    """Let bedtime minutes pass, and the panel see it."""
    bedside.clock.advance(60 * minutes)
    assert refresh_timer(bedside).isActive()
    refresh_timer(bedside).timeout.emit()


@pytest.mark.parametrize(
    ("word", "shown", "chosen", "key", "kept"),
    [
        ("Sound ends", "After some minutes", "Never, all night", "sleep_timer", "never"),
        ("Sound ends", "After some minutes", "With the routine", "sleep_timer", "routine"),
        ("Sound ends after", "45 minutes", "90 minutes", "sleep_timer_minutes", "90"),
        ("Fade", "10 min", "2 min", "fade_minutes", "2"),
        ("At the end", "Silence", "Stay very quiet", "sleep_timer_end", "stay_low"),
        ("After an awakening", "Stay silent", "Come back, quieter", "sound_after_awakening", "yes"),
    ],
)
def test_a_choice_has_a_default_and_is_remembered(
    sounds: Bedside, opened: OpenBedside, word: str, shown: str, chosen: str, key: str, kept: str
) -> None:
    assert sounds.control(word, QComboBox).currentText() == shown

    sounds.choose(word, chosen)

    assert sounds.preferences.get(key, "") == kept
    again = opened(replace(sounds))
    again.press("Sounds")
    assert again.control(word, QComboBox).currentText() == chosen


def test_looking_at_the_sounds_changes_no_choice(sounds: Bedside) -> None:
    before = sounds.preferences.all()

    sounds.press("Tonight")
    sounds.press("Sounds")

    assert sounds.preferences.all() == before


def test_times_are_choices_of_minutes(sounds: Bedside) -> None:
    assert sounds.offered("Sound ends after") == [f"{each} minutes" for each in (15, 30, 45, 60, 90, 120)]
    assert sounds.offered("Fade") == [*(f"{each} min" for each in (1, 2, 5, 10, 20)), "The whole time"]


def test_the_sleep_timer_follows_the_choice(sounds: Bedside) -> None:
    sounds.choose("Sound ends after", "15 minutes")
    sounds.press("Tonight")

    sounds.press("Lights out")

    timer = sounds.sound.timer
    assert timer is not None
    assert timer.ends_at - timer.started_at == 15 * 60


def test_a_fade_over_the_whole_time(sounds: Bedside) -> None:
    sounds.choose("Fade", "The whole time")
    sounds.choose("Sound ends after", "30 minutes")
    sounds.press("Play")
    sounds.press("Start timer")

    now, fade = sounds.clock.real_seconds(), sounds.engine.last_fade
    assert fade is not None
    assert (fade.starts_at, fade.ends_at) == (now, now + 30 * 60)
    assert told(sounds) == "Fading, silent in 30 min."


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        ("After some minutes", "It starts with Lights out."),
        ("With the routine", "The sound fades when the routine ends."),
        ("Never, all night", "The sound goes on all night."),
    ],
)
def test_while_none_runs_it_tells_what_will_happen(sounds: Bedside, choice: str, words: str) -> None:
    sounds.choose("Sound ends", choice)

    assert told(sounds) == words


def test_in_silence_there_is_nothing_to_start(sounds: Bedside) -> None:
    silent = sounds.control("Start timer").isEnabled()
    sounds.press("Play")

    assert not silent
    assert sounds.control("Start timer").isEnabled()
    assert not any(sounds.visible(word) for word in RUNNING)


def test_a_running_timer_can_be_moved_and_cancelled(running: Bedside) -> None:
    assert told(running) == "Silent in 45 min."
    assert not running.visible("Start timer")

    running.press("15 minutes more")
    more = told(running)
    running.press("15 minutes less")
    running.press("15 minutes less")
    less = told(running)
    running.press("Cancel timer")

    assert (more, less) == ("Silent in 60 min.", "Silent in 30 min.")
    assert told(running) == "It starts with Lights out."
    assert running.sound.is_playing
    assert running.visible("Start timer")


def test_moved_while_it_fades(running: Bedside) -> None:
    pass_minutes(running, 40)
    fading = told(running)

    running.press("15 minutes more")

    assert fading == "Fading, silent in 5 min."
    assert told(running) == "Silent in 20 min."
    assert not running.sound.is_fading()


def test_what_is_left_is_told_in_minutes_and_said_once_a_minute(running: Bedside) -> None:
    shown = running.control("Sleep timer", QLabel)
    said = set()
    for _ in range(60):
        pass_minutes(running, 1 / 60)
        said.add(shown.accessibleName())

    assert said == {"Sleep timer: Silent in 45 min.", "Sleep timer: Silent in 44 min."}


def test_the_last_minute_is_one_minute(running: Bedside) -> None:
    pass_minutes(running, 44.9)

    assert told(running) == "Fading, silent in 1 min."


def test_where_the_sound_stays_low_it_says_so(sounds: Bedside) -> None:
    sounds.choose("At the end", "Stay very quiet")
    sounds.press("Play")
    sounds.press("Start timer")

    assert told(sounds) == "Very quiet in 45 min."


def test_while_none_runs_it_looks_at_no_clock(sounds: Bedside) -> None:
    idle = refresh_timer(sounds).isActive()
    sounds.press("Play")
    sounds.press("Start timer")
    looking = refresh_timer(sounds).isActive()
    sounds.press("Cancel timer")

    assert (idle, looking) == (False, True)
    assert not refresh_timer(sounds).isActive()


def test_out_of_sight_it_looks_at_no_clock(running: Bedside) -> None:
    running.press("Tonight")
    hidden = refresh_timer(running).isActive()
    running.sound.extend_timer(15)
    still_hidden = refresh_timer(running).isActive()
    running.press("Sounds")

    assert (hidden, still_hidden) == (False, False)
    assert refresh_timer(running).isActive()
    assert told(running) == "Silent in 60 min."


def test_in_the_dark_it_looks_at_no_clock(running: Bedside) -> None:
    running.press("Tonight")
    running.press("Lights out")

    assert running.sound.timer is not None
    assert not refresh_timer(running).isActive()


def test_when_it_has_run_out_all_is_as_before(running: Bedside) -> None:
    running.clock.advance(45 * 60 + 1)
    [end] = running.sound.findChildren(QTimer)

    end.timeout.emit()

    assert told(running) == "It starts with Lights out."
    assert running.visible("Play")
    assert not refresh_timer(running).isActive()
