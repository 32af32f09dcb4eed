"""Presets come back in the order and with the levels they were given, and changes are dated."""

from contextlib import closing
from pathlib import Path
from uuid import UUID

import apsw
import pytest

from rlscompanion.bedtime.ports import Presets
from rlscompanion.domain.soundscape import Mix, Sound, SoundPreset
from rlscompanion.storage.database import open_database
from rlscompanion.storage.presets import SqlitePresets

from .samples import FakeClock

RAINY = SoundPreset(UUID(int=1), "Rainy night ☔", Mix({Sound.RAIN: 0.75, Sound.THUNDER: 0.25}))
SHORE = SoundPreset(UUID(int=2), "Shore", Mix({Sound.SURF: 1.0, Sound.CRICKETS: 0.1, Sound.WIND: 0.0}))
QUIET = SoundPreset(UUID(int=3), "Quiet", Mix())


@pytest.fixture
def presets(connection: apsw.Connection, clock: FakeClock) -> Presets:
    return SqlitePresets(connection, clock)


def test_there_are_none_at_first(presets: Presets) -> None:
    assert list(presets.all_presets()) == []


def test_presets_last_beyond_the_process_in_their_order(log_path: Path, clock: FakeClock) -> None:
    with closing(open_database(log_path, clock)) as connection:
        SqlitePresets(connection, clock).save_all([SHORE, RAINY, QUIET])
    with closing(open_database(log_path, clock)) as connection:
        found = SqlitePresets(connection, clock).all_presets()
    assert list(found) == [SHORE, RAINY, QUIET]
    assert [list(preset.mix.levels) for preset in found] == [
        list(preset.mix.levels) for preset in (SHORE, RAINY, QUIET)
    ]


def test_presets_are_renamed_changed_put_in_another_order_and_removed(presets: Presets) -> None:
    presets.save_all([SHORE, RAINY, QUIET])
    louder = SoundPreset(RAINY.id, "Storm", Mix({Sound.THUNDER: 1.0, Sound.RAIN: 0.75}))
    presets.save_all([louder, SHORE])
    assert list(presets.all_presets()) == [louder, SHORE]


def test_only_what_was_changed_is_dated_anew(
    presets: Presets, connection: apsw.Connection, clock: FakeClock
) -> None:
    presets.save_all([SHORE, RAINY])
    made = clock().utc
    clock.move_on()
    presets.save_all([SHORE, SoundPreset(RAINY.id, RAINY.title, Mix({Sound.RAIN: 0.5}))])
    dates = connection.execute("SELECT created_utc, modified_utc FROM presets ORDER BY ordinal").fetchall()
    assert dates == [(made, made), (made, clock().utc)]


def test_a_sound_of_another_version_is_left_out(presets: Presets, connection: apsw.Connection) -> None:
    presets.save_all([SHORE])
    connection.execute("UPDATE preset_sounds SET sound = 'whales' WHERE sound = 'surf'")
    (found,) = presets.all_presets()
    assert found.mix == Mix({Sound.CRICKETS: 0.1, Sound.WIND: 0.0})
