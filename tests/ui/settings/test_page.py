"""Each setting takes hold at once and is remembered."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QCheckBox, QComboBox

from tests.ui.bedside import Bedside
from tests.ui.conftest import OpenBedside


@pytest.fixture
def settings(bedside: Bedside) -> Bedside:
    bedside.press("Settings")
    return bedside


def choices(bedside: Bedside, word: str) -> list[str]:
    box = bedside.control(word, QComboBox)
    return [box.itemText(place) for place in range(box.count())]


@pytest.mark.parametrize(
    ("word", "shown", "chosen", "key", "kept"),
    [
        ("Sound ends after", "45 minutes", "90 minutes", "sleep_timer_minutes", "90"),
        ("Fade", "10 minutes", "2 minutes", "fade_minutes", "2"),
        ("Night rescue", "Rescue, lying", "Rescue, standing", "rescue", "rescue_standing"),
        ("Text size", "100%", "150%", "text_scale", "1.5"),
    ],
)
def test_a_choice_has_a_default_and_is_remembered(
    settings: Bedside, opened: OpenBedside, word: str, shown: str, chosen: str, key: str, kept: str
) -> None:
    box = settings.control(word, QComboBox)
    assert box.currentText() == shown

    box.setCurrentText(chosen)

    assert settings.preferences.kept[key] == kept
    again = opened(replace(settings))
    again.press("Settings")
    assert again.control(word, QComboBox).currentText() == chosen


def test_the_machine_is_kept_awake_unless_told_otherwise(settings: Bedside, opened: OpenBedside) -> None:
    assert settings.control("Keep awake at night", QCheckBox).isChecked()

    settings.press("Keep awake at night")

    again = opened(replace(settings))
    again.press("Settings")
    assert not again.control("Keep awake at night", QCheckBox).isChecked()


def test_looking_at_the_settings_changes_none(settings: Bedside) -> None:
    before = dict(settings.preferences.kept)

    settings.press("Tonight")
    settings.press("Settings")

    assert settings.preferences.kept == before


def test_text_size_takes_hold_at_once(settings: Bedside) -> None:
    before = settings.control("Settings").fontMetrics().height()

    settings.control("Text size", QComboBox).setCurrentText("200%")

    assert settings.control("Settings").fontMetrics().height() >= 1.9 * before


def test_the_sleep_timer_follows_the_choice(settings: Bedside) -> None:
    settings.control("Sound ends after", QComboBox).setCurrentText("15 minutes")
    settings.press("Tonight")

    settings.press("Lights out")

    timer = settings.sound.timer
    assert timer is not None
    assert timer.ends_at - timer.started_at == 15 * 60


def test_times_are_choices_of_minutes(settings: Bedside) -> None:
    assert choices(settings, "Sound ends after") == [f"{each} minutes" for each in (15, 30, 45, 60, 90, 120)]
    assert choices(settings, "Fade") == [f"{each} minutes" for each in (2, 5, 10, 20)]
