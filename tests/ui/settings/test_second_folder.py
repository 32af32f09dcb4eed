"""The second backup folder on the settings page."""

import json

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from rlscompanion.bedtime.preferences import SECOND_FOLDER
from rlscompanion.storage import daily
from tests.ui.bedside import Bedside

pytestmark = pytest.mark.usefixtures("unstyled")


@pytest.fixture
def settings(bedside: Bedside) -> Bedside:
    bedside.press("Settings")
    return bedside


def folder(settings: Bedside) -> str:
    return settings.control("Second folder", QLabel).text()


def test_the_window_and_the_command_mean_the_same_folder() -> None:
    assert SECOND_FOLDER.key == daily.SECOND_FOLDER_KEY


def test_a_folder_is_chosen_shown_and_removed(settings: Bedside) -> None:
    assert folder(settings) == "No second folder"
    assert settings.visible("Remove second folder") == []
    settings.files.answer = "/media/stick"

    settings.press("Choose second folder")

    assert settings.files.asked == ["Second folder for backups"]
    assert settings.command_work.started == [["backup", "--second", "/media/stick"]]
    assert folder(settings) == "No second folder"  # until the command has found it
    settings.command_work.ended(True, "")
    assert folder(settings) == "/media/stick"
    assert SECOND_FOLDER.of(settings.preferences) == "/media/stick"

    settings.control("Remove second folder", QPushButton).setFocus()
    settings.press("Remove second folder")
    settings.command_work.ended(True, "")
    assert settings.command_work.started[1:] == [["backup", "--second", ""]]
    assert folder(settings) == "No second folder"
    assert settings.control("Choose second folder", QPushButton).hasFocus()


def test_a_folder_that_cannot_be_used_is_not_kept(settings: Bedside) -> None:
    settings.files.answer = "/media/stick"
    settings.press("Choose second folder")

    settings.command_work.ended(False, "The second backup folder /media/stick is not there.")

    assert settings.control("Files result", QLabel).text().endswith("is not there.")
    assert folder(settings) == "No second folder"


def test_a_stick_that_is_away_is_told_here_alone(settings: Bedside) -> None:
    settings.files.answer = "/media/stick"
    settings.press("Choose second folder")
    settings.command_work.ended(True, "")

    settings.log_files.back_up_daily()
    settings.command_work.heard(json.dumps({"said": "Backup written"}))
    settings.command_work.heard(json.dumps({"trouble": "The stick is not there."}))
    settings.command_work.ended(True, "")

    assert settings.visible("Notice") == []
    assert settings.control("Second folder problem", QLabel).text() == "The stick is not there."
    settings.log_files.back_up_daily()
    settings.command_work.ended(True, "")
    assert settings.visible("Second folder problem") == []
