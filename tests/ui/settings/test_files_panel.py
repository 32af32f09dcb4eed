"""Exports, imports and backups on the settings page, run in another process, and questions about them."""

import json

import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QProgressBar, QPushButton

from tests.ui.bedside import Bedside

pytestmark = pytest.mark.usefixtures("unstyled")

ACTIONS = ("Export", "Import", "Undo import", "Back up", "Restore")


@pytest.fixture
def settings(bedside: Bedside) -> Bedside:
    bedside.press("Settings")
    return bedside


def result(settings: Bedside) -> str:
    return settings.control("Files result", QLabel).text()


def plan(settings: Bedside, new: int, differing: int) -> None:
    counts = {"new": new, "same": 0, "differing": differing, "nights": new, "refused": 0}
    settings.command_work.heard(json.dumps({"plan": counts}))
    settings.command_work.ended(True, "")


@pytest.mark.parametrize(
    ("index", "proposed", "chosen", "written"),
    [
        (0, "sleep-log.zip", "/x/mine.zip", "/x/mine.zip"),
        (1, "sleep-log.json", "/x/mine", "/x/mine.json"),
        (2, "sleep-log.csv", "/x/mine.CSV", "/x/mine.CSV"),
        (3, "sleep-log.plees.csv", "/x/mine.csv", "/x/mine.plees.csv"),
    ],
)
def test_the_log_is_exported_in_the_form_chosen(
    settings: Bedside, index: int, proposed: str, chosen: str, written: str
) -> None:
    settings.control("Export as", QComboBox).setCurrentIndex(index)
    settings.files.answer = chosen

    settings.press("Export")

    assert settings.files.asked == [proposed]
    assert settings.command_work.started == [["export", written]]


def test_a_dialog_that_is_closed_begins_nothing(settings: Bedside) -> None:
    for word in ("Export", "Import", "Restore"):
        settings.press(word)
    assert len(settings.files.asked) == 3
    assert settings.command_work.started == []


def test_while_something_is_done_nothing_else_can_be_asked(settings: Bedside) -> None:
    settings.press("Back up")
    settings.command_work.heard(json.dumps({"share": 0.25}))

    bar = settings.control("Progress", QProgressBar)
    assert result(settings) == "Making a backup …"
    assert bar.value() / bar.maximum() == 0.25
    assert settings.control("Files result", QLabel).accessibleName() == "Files result: Making a backup"
    for word in ACTIONS:
        settings.press(word)
    assert settings.command_work.started == [["backup"]]


def test_the_keyboard_keeps_its_place(settings: Bedside) -> None:
    settings.files.answer = "/x/log.zip"
    settings.control("Import", QPushButton).setFocus()
    settings.press("Import")
    assert settings.control("Import", QPushButton).hasFocus()

    plan(settings, 3, 2)
    assert settings.control("Keep mine", QPushButton).hasFocus()

    settings.press("Leave the file")
    assert settings.control("Import", QPushButton).hasFocus()


@pytest.mark.parametrize(
    ("answer", "keep"), [("Keep mine", "mine"), ("Take theirs", "theirs"), ("Take the newer", "newer")]
)
def test_a_file_that_differs_asks_what_stays(settings: Bedside, answer: str, keep: str) -> None:
    settings.files.answer = "/x/log.zip"
    settings.press("Import")
    plan(settings, 3, 2)
    assert result(settings) == (
        "2 entries in the file differ from your log. Another 3 are new and will be added. "
        "Where they differ, what do you want to keep?"
    )

    settings.press(answer)

    assert settings.command_work.started[-1] == ["import", "/x/log.zip", "--keep", keep]
    plan(settings, 3, 2)
    assert result(settings) == "log.zip was imported: 3 new nights."


def test_such_a_file_can_be_left(settings: Bedside) -> None:
    settings.files.answer = "/x/log.zip"
    settings.press("Import")
    plan(settings, 0, 1)

    settings.press("Leave the file")

    assert result(settings) == "Nothing was changed."
    assert len(settings.command_work.started) == 1


def test_a_refusal_is_shown_as_it_is(settings: Bedside) -> None:
    settings.files.answer = "/x/kept.sqlite"
    settings.press("Restore")
    settings.command_work.ended(False, "The backup is damaged, so nothing was changed.")
    assert result(settings) == "The backup is damaged, so nothing was changed."


def test_a_failed_backup_of_the_day_is_said_under_every_page(settings: Bedside) -> None:
    settings.log_files.back_up_daily()
    settings.command_work.ended(False, "The disk has no room left.")
    notice = settings.control("Notice", QLabel).text()
    assert notice == "Today's backup is not complete. The disk has no room left."


def test_what_is_being_done_can_be_stopped(settings: Bedside) -> None:
    settings.files.answer = "/x/log.zip"
    settings.press("Import")
    stop = settings.control("Cancel", QPushButton)
    stop.setFocus()

    settings.press("Cancel")
    settings.command_work.ended(False, "The work was broken off.")

    assert settings.command_work.stops == 1
    assert result(settings) == "Stopped."
    assert not stop.isVisible()
    assert settings.control("Import", QPushButton).hasFocus()
    settings.press("Back up")
    assert settings.command_work.started[-1] == ["backup"]
