"""The settings page: each setting applies at once and is remembered."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel

from rlscompanion.domain.routine import RoutineKind
from rlscompanion.ui.settings.page import STILL_PICTURES_TEXT
from tests.fakes import FakeVoice, RecordingEngine
from tests.ui.bedside import Bedside, wind_downs
from tests.ui.conftest import OpenBedside

pytestmark = pytest.mark.usefixtures("unstyled")


@pytest.fixture
def settings(bedside: Bedside) -> Bedside:
    bedside.press("Settings")
    return bedside


@pytest.mark.parametrize(
    ("word", "shown", "chosen", "key", "kept"),
    [
        ("Night rescue", "Rescue, lying", "Rescue, standing", "rescue", "rescue_standing"),
        ("Voice", "Recorded voice", "Chimes only", "voice", "chimes"),
        ("Text size", "100%", "150%", "text_scale", "1.5"),
    ],
)
def test_a_choice_has_a_default_and_is_remembered(
    settings: Bedside, opened: OpenBedside, word: str, shown: str, chosen: str, key: str, kept: str
) -> None:
    box = settings.control(word, QComboBox)
    assert box.currentText() == shown

    box.setCurrentText(chosen)

    assert settings.preferences.get(key, "") == kept
    again = opened(replace(settings))
    again.press("Settings")
    assert again.control(word, QComboBox).currentText() == chosen


def test_the_machine_is_kept_awake_unless_told_otherwise(settings: Bedside, opened: OpenBedside) -> None:
    assert settings.control("Keep awake at night", QCheckBox).isChecked()

    settings.press("Keep awake at night")

    again = opened(replace(settings))
    again.press("Settings")
    assert not again.control("Keep awake at night", QCheckBox).isChecked()


def test_the_screen_is_kept_on_in_a_session_unless_told_otherwise(settings: Bedside) -> None:
    settings.press("Keep screen on")
    settings.press("Tonight")
    settings.start_session()

    assert settings.keep_awake.held is None
    settings.press("End session")
    settings.preferences.set("keep_screen_on_in_session", "yes")
    settings.press("Stay up")
    settings.start_session()
    assert settings.keep_awake.held == "display"


def test_still_pictures_are_chosen_and_remembered(settings: Bedside, opened: OpenBedside) -> None:
    assert not settings.control("Still pictures", QCheckBox).isChecked()

    settings.press("Still pictures")

    assert settings.stillness.is_wanted
    again = opened(replace(settings))
    again.press("Settings")
    assert again.control("Still pictures", QCheckBox).isChecked()


def test_the_desktop_s_wish_for_less_motion_is_told(settings: Bedside) -> None:
    def is_told() -> bool:
        labels = settings.window.findChildren(QLabel)
        return any(each.text() == STILL_PICTURES_TEXT and each.isVisible() for each in labels)

    assert not is_told()

    settings.desktop_motion.wish(True)
    settings.process_events()

    assert is_told()
    assert not settings.control("Still pictures", QCheckBox).isChecked(), "it is not the person's choice"


def test_looking_at_the_settings_changes_none(settings: Bedside) -> None:
    before = settings.preferences.all_texts()

    settings.press("Tonight")
    settings.press("Settings")

    assert settings.preferences.all_texts() == before


@pytest.mark.usefixtures("styled")
def test_text_size_takes_hold_at_once(settings: Bedside) -> None:
    before = settings.control("Settings").fontMetrics().height()

    settings.control("Text size", QComboBox).setCurrentText("200%")

    assert settings.control("Settings").fontMetrics().height() >= 1.9 * before


# --- the voice ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "kept", "word"),
    [
        ("Recorded voice", "recorded", "you can close your eyes"),
        ("The computer's voice", "system", "Set its volume in the computer's settings"),
        ("Chimes only", "chimes", "soft chime"),
        ("Nothing", "silent", "Only the screen"),
    ],
)
def test_each_voice_is_chosen_with_a_clear_word(
    opened: OpenBedside, title: str, kept: str, word: str
) -> None:
    bedside = opened(Bedside(system_voice=FakeVoice(), kept={"voice": "chimes"}))
    bedside.press("Settings")

    bedside.control("Voice", QComboBox).setCurrentText(title)

    assert bedside.preferences.get("voice", "") == kept
    assert len([text for text in bedside.texts() if word in text]) == 1


def test_a_system_voice_is_offered_only_where_there_is_one(settings: Bedside) -> None:
    assert settings.offered("Voice") == ["Recorded voice", "Chimes only", "Nothing"]
    assert not any("computer's voice" in text for text in settings.texts())


def test_with_a_system_voice_it_is_said_that_it_speaks_own_steps(opened: OpenBedside) -> None:
    bedside = opened(Bedside(system_voice=FakeVoice()))

    bedside.press("Settings")

    assert any("Steps you wrote yourself" in text for text in bedside.texts())


def test_a_system_voice_that_is_found_later_is_offered_then(opened: OpenBedside) -> None:
    bedside = opened(Bedside(system_voice=FakeVoice(unknown={""})))
    bedside.press("Settings")
    assert "The computer's voice" not in bedside.offered("Voice")
    assert bedside.system_voice is not None

    bedside.system_voice.unknown.clear()
    bedside.system_voice_changed()

    assert "The computer's voice" in bedside.offered("Voice")
    assert bedside.control("Voice", QComboBox).currentText() == "Recorded voice"


def test_a_chosen_system_voice_that_is_gone_is_not_forgotten(opened: OpenBedside) -> None:
    bedside = opened(Bedside(kept={"voice": "system"}))

    bedside.press("Settings")

    assert bedside.control("Voice", QComboBox).currentText() == "Recorded voice"
    assert bedside.preferences.get("voice", "") == "system"


# --- where the sound is heard -------------------------------------------------------------------------------


def device(bedside: Bedside) -> str:
    return bedside.control("Output device", QComboBox).currentText()


def test_the_devices_there_are_offered(settings: Bedside) -> None:
    assert settings.offered("Output device") == ["System default", "Loudspeakers", "Headphones"]
    assert device(settings) == "System default"


def test_the_chosen_device_is_played_on_and_remembered(settings: Bedside, opened: OpenBedside) -> None:
    settings.choose("Output device", "Headphones")

    assert settings.engine.named("choose_device")[-1] == ("choose_device", "Headphones")
    again = opened(replace(settings, engine=RecordingEngine()))
    again.press("Settings")
    assert device(again) == "Headphones"
    assert again.engine.named("choose_device") == [("choose_device", "Headphones")]


def test_the_systems_default_can_be_followed_again(settings: Bedside) -> None:
    settings.choose("Output device", "Headphones")

    settings.choose("Output device", "System default")

    assert settings.engine.named("choose_device")[-1] == ("choose_device", None)
    assert settings.sound.device == ""


def test_a_chosen_device_that_is_not_there_stays_chosen(settings: Bedside) -> None:
    settings.choose("Output device", "Headphones")
    settings.engine.devices_there = ("Loudspeakers",)
    settings.press("Tonight")
    settings.press("Settings")

    assert settings.offered("Output device") == ["System default", "Headphones", "Loudspeakers"]
    assert device(settings) == "Headphones"
    assert settings.sound.device == "Headphones"


def test_a_device_that_came_since_is_offered(settings: Bedside) -> None:
    settings.press("Tonight")
    settings.engine.devices_there = ("Loudspeakers", "Television")

    settings.press("Settings")

    assert settings.offered("Output device") == ["System default", "Loudspeakers", "Television"]


def test_without_any_device_there_is_the_default(opened: OpenBedside) -> None:
    bedside = opened(Bedside(engine=RecordingEngine(devices_there=())))

    bedside.press("Settings")

    assert bedside.offered("Output device") == ["System default"]


# --- a person's own rescue ----------------------------------------------------------------------------------


def test_an_own_rescue_can_be_chosen_and_is_done_at_night(bedside: Bedside) -> None:
    mine = bedside.routines.add(replace(wind_downs()[0], key="", title="My rescue", kind=RoutineKind.RESCUE))
    assert mine is not None
    bedside.press("Settings")

    bedside.choose("Night rescue", "My rescue")
    bedside.press("Tonight")
    bedside.press("Lights out")
    bedside.keys("Space")

    assert bedside.session.routine_title == "My rescue"


def test_a_chosen_rescue_that_is_gone_is_not_forgotten(settings: Bedside) -> None:
    mine = settings.routines.add(replace(wind_downs()[0], key="", title="My rescue", kind=RoutineKind.RESCUE))
    assert mine is not None
    settings.press("Tonight")
    settings.press("Settings")
    settings.choose("Night rescue", "My rescue")

    settings.routines.delete(mine.key)
    settings.press("Tonight")
    settings.press("Settings")
    shown = settings.control("Night rescue", QComboBox).currentText()
    settings.undo.undo()
    settings.press("Tonight")
    settings.press("Settings")

    assert shown == "Rescue, lying"
    assert settings.control("Night rescue", QComboBox).currentText() == "My rescue"
