"""The reminder in the evening, and the wake-up alarm in the morning."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from rlscompanion.bedtime.evening_reminder import EveningReminder
from rlscompanion.bedtime.sound_control import SOUND_RAMP_SECONDS
from rlscompanion.domain.soundscape import Sound, mix_of_one
from rlscompanion.domain.wake_up import START_LOUDNESS
from rlscompanion.ui.lights_out.page import LightsOutPage
from rlscompanion.ui.lights_out.wake_page import WakePage, wake_screen_colour
from rlscompanion.ui.settings.rhythm_panel import RhythmPanel
from rlscompanion.ui.theme import EMBER
from tests import stores
from tests.fakes import FakeClock, FakeLoginStart
from tests.ui.bedside import Bedside
from tests.ui.conftest import OpenBedside
from tests.ui.light import mean_luminance

REMINDED = {"evening_reminder": "yes", "evening_reminder_at": "21:30"}
WOKEN = {"wake_up": "yes", "wake_up_at": "07:00", "wake_up_sound": "stream"}

pytestmark = [
    pytest.mark.qt_log_ignore(r"This plugin does not support raise"),
    pytest.mark.usefixtures("unstyled"),
]


def in_the_evening(opened: OpenBedside, **kept: str) -> tuple[Bedside, EveningReminder]:
    bedside = opened(Bedside(clock=FakeClock("2026-11-21 21:29"), kept={**REMINDED, **kept}))
    return bedside, bedside.flow.rhythm.reminder


def look_at(bedside: Bedside, wall: str) -> None:
    bedside.clock.advance_wall_to(wall)
    bedside.flow.rhythm.reminder.check_clock()
    bedside.process_events()


def test_the_reminder_comes_at_its_time_and_start_starts(opened: OpenBedside) -> None:
    bedside, reminder = in_the_evening(opened)
    reminder.check_clock()
    before = list(bedside.notifier.titles)
    look_at(bedside, "2026-11-21 21:30")
    look_at(bedside, "2026-11-21 21:31")

    bedside.notifier.answer("Start")
    bedside.process_events()

    assert before == []
    assert bedside.notifier.titles == ["Legs? Ten minutes now."]
    assert bedside.notifier.answers == ["Start", "In 15 minutes", "Not tonight"]
    assert not bedside.notifier.is_shown
    assert bedside.visible("Urge to move")


def test_it_comes_again_in_15_minutes_and_not_after_not_tonight(opened: OpenBedside) -> None:
    bedside, _ = in_the_evening(opened)
    look_at(bedside, "2026-11-21 21:30")
    bedside.notifier.answer("In 15 minutes")
    bedside.process_events()
    look_at(bedside, "2026-11-21 21:44")
    waiting = len(bedside.notifier.titles)
    look_at(bedside, "2026-11-21 21:46")
    again = len(bedside.notifier.titles)
    bedside.notifier.answer("Not tonight")
    bedside.notifier.answer("Start")
    bedside.process_events()
    look_at(bedside, "2026-11-21 22:10")

    assert (waiting, again, len(bedside.notifier.titles)) == (1, 2, 2)
    assert bedside.visible("Start wind-down")
    look_at(bedside, "2026-11-22 21:30")
    assert len(bedside.notifier.titles) == 3


def test_what_nobody_answers_is_taken_away_and_comes_the_next_evening(opened: OpenBedside) -> None:
    bedside, _ = in_the_evening(opened)
    look_at(bedside, "2026-11-21 21:30")
    look_at(bedside, "2026-11-21 23:01")
    is_shown = bedside.notifier.is_shown

    look_at(bedside, "2026-11-22 21:30")

    assert not is_shown
    assert len(bedside.notifier.titles) == 2


def test_who_has_begun_or_has_done_it_is_not_reminded(opened: OpenBedside) -> None:
    bedside, _ = in_the_evening(opened)
    bedside.start_session()
    look_at(bedside, "2026-11-21 21:30")
    bedside.press("End session")
    bedside.press("Stay up")
    bedside.clock.advance_wall_to("2026-11-22 20:00")
    bedside.start_session()
    bedside.press("End session")
    bedside.press("Stay up")
    look_at(bedside, "2026-11-22 21:30")

    assert bedside.notifier.titles == []


def test_where_no_notification_can_be_shown_the_window_asks_and_says_why(opened: OpenBedside) -> None:
    bedside, _ = in_the_evening(opened)
    bedside.press("Settings")
    bedside.notifier.trouble = "There are none here."
    bedside.window.hide()
    look_at(bedside, "2026-11-21 21:30")
    [sheet] = [each for each in bedside.window.findChildren(QDialog) if each.isVisible()]
    received = bedside.control("Reminder result", QLabel).text()

    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    bedside.process_events()
    look_at(bedside, "2026-11-21 21:45")
    [again] = [each for each in bedside.window.findChildren(QDialog) if each.isVisible()]
    [start] = [each for each in again.findChildren(QPushButton) if each.text() == "Start"]
    start.click()
    bedside.process_events()

    assert bedside.window.isVisible()
    assert received == "There are none here. RLS Companion comes to the front instead."
    assert bedside.visible("Urge to move")


def test_the_settings_show_what_hangs_on_each_choice_and_try_it_out(opened: OpenBedside) -> None:
    bedside = opened(Bedside())
    bedside.press("Settings")
    hidden = bedside.visible("Time of the reminder") + bedside.visible("Time of the wake-up")
    for word in ("Evening reminder", "Remind on Sunday", "Start at login", "Wake-up"):
        bedside.control(word).setFocus()
        bedside.press(word)
    bedside.choose("Sound of the wake-up", "Singing bowls")
    bedside.press("Show a reminder")
    bedside.process_events()

    kept = bedside.preferences.all_texts()
    assert hidden == []
    assert bedside.control("Reminder result", QLabel).text() == "Your desktop shows it now."
    assert kept["evening_reminder_days"] == "012345"
    assert kept["wake_up_sound"] == "bowls"
    assert bedside.login_start.is_wanted
    assert kept["at_login"] == "yes"
    bedside.login_start.refusal = "The folder cannot be written."
    bedside.press("Start at login")
    assert bedside.control("Start at login", QCheckBox).isChecked()
    assert bedside.control("Reminder result", QLabel).text() == "The folder cannot be written."
    bedside.press("Evening reminder")
    assert not bedside.notifier.is_shown


@pytest.mark.usefixtures("in_halves")
def test_days_and_times_are_those_of_the_place(qtbot: QtBot) -> None:
    preferences = stores.preferences({"evening_reminder": "yes"})
    panel = RhythmPanel(preferences, FakeLoginStart(is_possible=False))
    qtbot.addWidget(panel)

    found: dict[str, QWidget] = {
        each.accessibleIdentifier(): each for each in panel.findChildren(QWidget) if not each.isHidden()
    }
    days = [each for name, each in found.items() if name.startswith("Remind on")]
    at = found["Time of the reminder"]
    assert isinstance(days[0], QPushButton)
    assert isinstance(at, QComboBox)
    assert (days[0].text(), at.currentText()) == ("Su", "9:30 pm")
    assert "Start at login" not in found


# --- the morning --------------------------------------------------------------------------------------------


@pytest.fixture
def night(opened: OpenBedside) -> Bedside:
    """An app with the black screen, and a wake-up alarm at seven o'clock."""
    bedside = opened(Bedside(clock=FakeClock("2026-11-21 23:00"), kept=WOKEN))
    bedside.press("Lights out")
    bedside.sound.stop()
    return bedside


def at(bedside: Bedside, wall: str) -> None:
    bedside.clock.advance_wall_to(f"2026-11-22 {wall}")
    bedside.flow.rhythm.wake_up.check_clock()
    bedside.process_events()


def levels(bedside: Bedside) -> list[float]:
    """The levels that the sound engine was given, in order."""
    return [float(str(call[1])) for call in bedside.engine.calls if call[0] == "set_level"]


@pytest.mark.usefixtures("styled")
def test_sound_and_light_rise_and_words_come_at_the_time(night: Bedside) -> None:
    at(night, "06:39")
    black = night.page
    at(night, "06:40")
    first = mean_luminance(night.window.grab().toImage())
    sounding = night.sound.is_playing
    softest = levels(night)[-1]
    at(night, "06:50")
    half = (mean_luminance(night.window.grab().toImage()), night.texts(), night.visible("Good morning"))
    at(night, "07:00")
    full = mean_luminance(night.window.grab().toImage())
    loudest = levels(night)[-1]

    night.keys("Enter")

    assert isinstance(black, LightsOutPage)
    assert first == 0.0
    assert sounding
    assert softest == pytest.approx(START_LOUDNESS * loudest)
    assert loudest == night.sound.level
    assert 0.005 < half[0] < 0.1
    assert half[1:] == ([], [])
    assert full > 0.8
    assert night.visible("Save night")
    assert not night.sound.is_playing
    assert ("play", mix_of_one(Sound.STREAM), SOUND_RAMP_SECONDS) in night.engine.calls


def test_ten_more_minutes_are_dark_and_quiet(night: Bedside) -> None:
    at(night, "07:00")
    night.press("Ten more minutes")
    at(night, "07:09")
    meanwhile = (night.page, night.sound.is_playing)
    at(night, "07:11")

    assert isinstance(meanwhile[0], LightsOutPage)
    assert not meanwhile[1]
    assert night.visible("Good morning")
    assert night.sound.is_playing


def test_before_its_time_any_key_is_the_nights_and_the_light_comes_back_after_it(night: Bedside) -> None:
    at(night, "06:50")
    assert isinstance(night.page, WakePage)
    night.keys("q")
    helped = night.visible("Restless legs")
    at(night, "06:51")
    still = night.visible("Restless legs")
    night.keys("Esc")
    at(night, "06:52")
    light_again = night.page
    QTest.mouseClick(night.page, Qt.MouseButton.LeftButton)

    assert helped
    assert still
    assert isinstance(light_again, WakePage)
    assert night.visible("Restless legs")
    assert night.window.theme is EMBER


def test_where_nobody_stirs_it_is_dark_again_after_an_hour(night: Bedside) -> None:
    at(night, "07:00")
    at(night, "08:00")

    assert isinstance(night.page, LightsOutPage)
    assert night.page.is_black
    assert not night.sound.is_playing


def test_a_held_key_of_the_night_does_not_get_one_up(night: Bedside) -> None:
    at(night, "07:00")
    up = night.control("Good morning")
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return):
        held = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, " ", True)
        QCoreApplication.sendEvent(up, held)
    QTest.mouseClick(night.page, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    QTest.keyClick(up, Qt.Key.Key_VolumeUp)
    is_up_still = up.hasFocus()
    QTest.keyClick(up, Qt.Key.Key_Down)

    assert is_up_still
    assert night.control("Ten more minutes").hasFocus()
    assert isinstance(night.page, WakePage)


def test_without_the_choice_it_stays_dark_and_up_early_nothing_follows(opened: OpenBedside) -> None:
    bedside = opened(Bedside(clock=FakeClock("2026-11-21 23:00"), kept={**WOKEN, "wake_up": "no"}))
    bedside.press("Lights out")
    bedside.keys("x")
    bedside.press("Good morning")

    at(bedside, "07:00")

    assert bedside.visible("Save night")
    assert not bedside.sound.is_playing


def test_the_sky_goes_from_black_over_red_to_light() -> None:
    shown = [wake_screen_colour(each / 20) for each in range(21)]

    assert (shown[0].name(), shown[-1].name()) == ("#000000", "#fff3dd")
    assert shown[5].red() > 3 * shown[5].blue()
    lightness = [each.lightnessF() for each in shown]
    assert lightness == sorted(lightness)
