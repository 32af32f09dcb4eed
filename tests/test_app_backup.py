"""A window that closes has made the backup of the day."""

import logging
from pathlib import Path

import pytest

from rlscompanion import paths
from rlscompanion.running import back_up_on_closing_if_due
from rlscompanion.storage.backups import backup_folder_of, backups_of


def backups(folder: Path) -> int:
    log = paths.sleep_log_file(folder)
    return len(backups_of(log, backup_folder_of(log)))


def test_the_backup_of_the_day_is_made_once_on_closing(folder: Path) -> None:
    back_up_on_closing_if_due(folder)
    back_up_on_closing_if_due(folder)

    assert backups(folder) == 1


def test_a_backup_that_cannot_be_made_on_closing_is_logged(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    backup_folder_of(paths.sleep_log_file(folder)).write_text("in the way")

    with caplog.at_level(logging.WARNING):
        back_up_on_closing_if_due(folder)

    assert "no backup on closing" in caplog.text
