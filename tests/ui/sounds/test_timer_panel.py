"""The sleep timer: a sentence with minus and plus, and options for how the sound ends."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QComboBox, QLabel

from rlscompanion.ui.sounds.timer_panel import TimerPanel
from rlscompanion.ui.widgets import announcing
from tests.ui.bedside import Bedside
from tests.ui.conftest import OpenBedside

pytestmark = pytest.mark.usefixtures("unstyled")


@pytest.fixture
def running(sounds: Bedside) -> Bedside:
    """An app in which rain plays, for 45 minutes more."""
    sounds.press("Play")
    sounds.press("Start timer")
    return sounds


@pytest.fixture
def more(sounds: Bedside) -> Bedside:
    """An app with the sounds page, and the options of the timer shown."""
    sounds.press("More about the timer")
    return sounds


def shown_text(bedside: Bedside) -> str:
    return bedside.control("Sleep timer", QLabel).text()


def refresh_timer(bedside: Bedside) -> QTimer:
    panel = bedside.flow.day.sounds.findChild(TimerPanel)
    assert panel is not None
    [timer] = panel.findChildren(QTimer)
    return timer


def pass_minutes(bedside: Bedside, minutes: float) -> None:
    """Let minutes of the app's clock pass, and let the panel notice that."""
    bedside.clock.advance(60 * minutes)
    assert refresh_timer(bedside).isActive()
    refresh_timer(bedside).timeout.emit()


@pytest.mark.parametrize(
    ("word", "shown", "chosen", "key", "kept"),
    [
        ("Sound ends", "After a set time", "Never, all night", "sleep_timer", "never"),
        ("Sound ends", "After a set time", "With the routine", "sleep_timer", "routine"),
        ("Fade", "10 min", "2 min", "fade_minutes", "2"),
        ("At the end", "Silence", "Stay very quiet", "sleep_timer_end", "stay_low"),
        ("After waking at night", "Stay silent", "Come back, but quieter", "sound_after_awakening", "yes"),
    ],
)
def test_a_choice_has_a_default_and_is_remembered(
    more: Bedside, opened: OpenBedside, word: str, shown: str, chosen: str, key: str, kept: str
) -> None:
    assert more.control(word, QComboBox).currentText() == shown

    more.choose(word, chosen)

    assert more.preferences.get(key, "") == kept
    again = opened(replace(more))
    again.press("Sounds")
    again.press("More about the timer")
    assert again.control(word, QComboBox).currentText() == chosen


def test_looking_at_the_sounds_changes_no_choice(sounds: Bedside) -> None:
    before = sounds.preferences.all_texts()

    sounds.press("Tonight")
    sounds.press("Sounds")

    assert sounds.preferences.all_texts() == before


def test_the_fade_is_a_choice_of_minutes(more: Bedside) -> None:
    assert more.offered("Fade") == [*(f"{each} min" for each in (1, 2, 5, 10, 20)), "The whole time"]


def test_minus_and_plus_set_the_timer_of_the_night(sounds: Bedside, opened: OpenBedside) -> None:
    sounds.press("15 minutes more")
    more = shown_text(sounds)
    for _ in range(3):
        sounds.press("15 minutes less")
    again = opened(replace(sounds))
    again.press("Sounds")
    shown = shown_text(again)
    again.press("Tonight")

    again.press("Lights out")

    assert more == "Fade out 60 min after Lights out"
    assert shown == "Fade out 15 min after Lights out"
    assert again.sound.seconds_left() == 15 * 60


def test_each_press_of_minus_and_plus_is_said(sounds: Bedside, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(announcing, "send_announcement", lambda event: said.append(event.message()))

    sounds.press("15 minutes less")

    assert said == ["Fade out 30 min after Lights out"]


def test_a_fade_over_the_whole_time(more: Bedside) -> None:
    more.choose("Fade", "The whole time")
    more.press("15 minutes less")
    more.press("Play")
    more.press("Start timer")

    now, fade = more.clock.real_seconds(), more.engine.last_fade
    assert fade is not None
    assert (fade.starts_at, fade.ends_at) == (now, now + 30 * 60)
    assert shown_text(more) == "Fading, silent in 30 min"


@pytest.mark.parametrize(
    ("word", "choice", "words", "has_minutes"),
    [
        ("Sound ends", "After a set time", "Fade out 45 min after Lights out", True),
        ("Sound ends", "With the routine", "Fade out when the routine ends", False),
        ("Sound ends", "Never, all night", "Play all night", False),
        ("At the end", "Stay very quiet", "Turn very quiet 45 min after Lights out", True),
    ],
)
def test_while_none_runs_it_says_what_will_happen(
    more: Bedside, word: str, choice: str, words: str, has_minutes: bool
) -> None:
    more.choose(word, choice)

    assert shown_text(more) == words
    assert bool(more.visible("15 minutes more")) is has_minutes


def test_more_shows_and_hides_the_rest(more: Bedside) -> None:
    shown = bool(more.visible("Fade"))

    more.press("More about the timer")

    assert shown
    assert not more.visible("Fade")


def test_in_silence_there_is_nothing_to_start(sounds: Bedside) -> None:
    silent = sounds.visible("Start timer")
    sounds.press("Play")

    assert not silent
    assert sounds.visible("Start timer")
    assert not sounds.visible("Cancel timer")


def test_a_running_timer_can_be_moved_and_cancelled(running: Bedside) -> None:
    assert shown_text(running) == "Silent in 45 min"
    assert not running.visible("Start timer")

    running.press("15 minutes more")
    more = shown_text(running)
    running.press("15 minutes less")
    running.press("15 minutes less")
    less = shown_text(running)
    running.press("Cancel timer")

    assert (more, less) == ("Silent in 60 min", "Silent in 30 min")
    assert shown_text(running) == "Fade out 45 min after Lights out"
    assert running.sound.is_playing
    assert running.visible("Start timer")


def test_moved_while_it_fades(running: Bedside) -> None:
    pass_minutes(running, 40)
    fading = shown_text(running)

    running.press("15 minutes more")

    assert fading == "Fading, silent in 5 min"
    assert shown_text(running) == "Silent in 20 min"
    assert not running.sound.is_fading()


@pytest.mark.usefixtures("styled")
def test_starting_the_timer_moves_nothing_under_it(sounds: Bedside) -> None:
    sounds.press("Play")
    sounds.process_events()
    before = sounds.control("Presets").mapTo(sounds.page, QPoint()).y()

    sounds.press("Start timer")
    sounds.process_events()

    assert sounds.control("Presets").mapTo(sounds.page, QPoint()).y() == before


def test_what_is_left_is_told_in_minutes_and_said_once_a_minute(running: Bedside) -> None:
    shown = running.control("Sleep timer", QLabel)
    said = set()
    for _ in range(60):
        pass_minutes(running, 1 / 60)
        said.add(shown.accessibleName())

    assert said == {"Sleep timer: Silent in 45 min", "Sleep timer: Silent in 44 min"}


def test_the_last_minute_is_one_minute(running: Bedside) -> None:
    pass_minutes(running, 44.9)

    assert shown_text(running) == "Fading, silent in 1 min"


def test_where_the_sound_stays_low_it_says_so(more: Bedside) -> None:
    more.choose("At the end", "Stay very quiet")
    more.press("Play")
    more.press("Start timer")
    waiting = shown_text(more)

    more.clock.advance(40 * 60)
    more.sound.changed.emit()
    assert (waiting, shown_text(more)) == ("Very quiet in 45 min", "Fading, very quiet in 5 min")


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
    assert shown_text(running) == "Silent in 60 min"


def test_in_the_dark_it_looks_at_no_clock(running: Bedside) -> None:
    running.press("Tonight")
    running.press("Lights out")

    assert running.sound.timer is not None
    assert not refresh_timer(running).isActive()


def test_when_it_has_run_out_all_is_as_before(running: Bedside) -> None:
    running.clock.advance(45 * 60 + 1)
    [end] = running.sound.findChildren(QTimer)

    end.timeout.emit()

    assert shown_text(running) == "Fade out 45 min after Lights out"
    assert running.visible("Play")
    assert not refresh_timer(running).isActive()
