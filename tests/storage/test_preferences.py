"""Choices are remembered."""

from contextlib import closing
from pathlib import Path

import apsw

from rlscompanion.bedtime.ports import Preferences
from rlscompanion.storage.database import open_database
from rlscompanion.storage.preferences import SqlitePreferences

from .samples import FakeClock


def test_a_choice_never_made_is_the_default(preferences: Preferences) -> None:
    assert preferences.get("sound", "rain") == "rain"


def test_a_choice_lasts_beyond_the_process(log_path: Path, clock: FakeClock) -> None:
    with closing(open_database(log_path, clock)) as connection:
        SqlitePreferences(connection, clock).set("sound", "pink_noise")
        SqlitePreferences(connection, clock).set("sound", "")
    with closing(open_database(log_path, clock)) as connection:
        preferences = SqlitePreferences(connection, clock)
        assert preferences.get("sound", "rain") == ""
        assert preferences.all_texts() == {"sound": ""}


def test_the_same_choice_again_is_no_change(
    preferences: Preferences, connection: apsw.Connection, clock: FakeClock
) -> None:
    made = clock().utc
    preferences.set("theme", "dusk")
    clock.move_on()
    preferences.set("theme", "dusk")
    assert connection.execute("SELECT modified_utc FROM preferences").get == made
