"""The list of own audio comes back as it was written, and older logs gain a place for it."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import apsw
import pytest

from rlscompanion.bedtime.ports import Playlists
from rlscompanion.domain.playlist import (
    Playlist,
    Track,
    TrackPosition,
    with_resume_position,
    with_track_moved,
    with_tracks,
)
from rlscompanion.domain.soundscape import Mix, Sound, SoundPreset
from rlscompanion.storage.checking import check_log
from rlscompanion.storage.database import known_migrations, open_database
from rlscompanion.storage.playlists import SqlitePlaylists
from rlscompanion.storage.preferences import SqlitePreferences
from rlscompanion.storage.presets import SqlitePresets
from rlscompanion.storage.sessions import SqliteSessionLog
from rlscompanion.storage.sleep_log import SqliteSleepLog

from .old_logs import leave_log
from .samples import FakeClock, a_night, a_session

BOOK = Track(UUID(int=1), "/books/🌙 night.m4b", "Night 🌙", "A. Reader", 36_000.5, resume_at=1234.25)
FAN = Track(UUID(int=2), "/fan.wav", "fan", seconds=8.0, loop=True, cross_fade=0.5)
GONE = Track(UUID(int=3), "/gone.mp3", "gone", unavailable="gone.mp3 is not where it was.")
LIST = Playlist((BOOK, FAN, GONE), current=FAN.id, repeat=True)


@pytest.fixture
def playlists(connection: apsw.Connection, clock: FakeClock) -> Playlists:
    return SqlitePlaylists(connection, clock)


def test_the_list_is_empty_at_first(playlists: Playlists) -> None:
    assert playlists.load() == Playlist()


def test_the_list_lasts_beyond_the_process(log_path: Path, clock: FakeClock) -> None:
    with closing(open_database(log_path, clock)) as connection:
        SqlitePlaylists(connection, clock).save(LIST)
    with closing(open_database(log_path, clock)) as connection:
        assert SqlitePlaylists(connection, clock).load() == LIST


@pytest.mark.parametrize(
    "after",
    [
        Playlist(),
        with_track_moved(LIST, BOOK.id, 2),
        Playlist((GONE,), current=GONE.id),
        replace(LIST, current=None, repeat=False),
        with_resume_position(LIST, TrackPosition(BOOK.id, 2000.0)),
        with_tracks(LIST, [replace(BOOK, id=UUID(int=4))]),
    ],
)
def test_a_changed_list_comes_back_as_it_is_now(playlists: Playlists, after: Playlist) -> None:
    playlists.save(LIST)
    playlists.save(after)
    assert playlists.load() == after


def test_a_current_track_that_is_not_in_the_list_is_none(playlists: Playlists) -> None:
    playlists.save(replace(LIST, current=UUID(int=9)))
    assert playlists.load() == replace(LIST, current=None)


def test_only_what_was_changed_is_dated_anew(
    playlists: Playlists, connection: apsw.Connection, clock: FakeClock
) -> None:
    playlists.save(LIST)
    made = clock().utc
    clock.move_on()
    playlists.save(with_resume_position(LIST, TrackPosition(BOOK.id, 2000.0)))
    dates = connection.execute("SELECT created_utc, modified_utc FROM tracks ORDER BY ordinal").fetchall()
    assert dates == [(made, clock().utc), (made, made), (made, made)]
    assert connection.execute("SELECT modified_utc FROM playlists").get == made


@pytest.mark.parametrize("number", [100, pytest.param(10_000, marks=pytest.mark.thorough)])
def test_of_a_long_list_only_what_was_changed_is_written(
    playlists: Playlists, connection: apsw.Connection, number: int
) -> None:
    tracks = tuple(Track(UUID(int=n + 1), f"/music/{n}.flac", f"Track {n}") for n in range(number))
    playlists.save(Playlist(tracks))
    longer = with_tracks(Playlist(tracks), [replace(BOOK, id=UUID(int=20_000))])
    statements: list[str] = []

    def trace(cursor: object, statement: str, bindings: object) -> bool:
        statements.append(statement.split()[0])
        return True

    before = connection.total_changes()
    connection.exec_trace = trace
    playlists.save(longer)
    connection.exec_trace = None

    assert connection.total_changes() - before == 1  # the new track
    assert statements == ["BEGIN", "SELECT", "INSERT", "SELECT", "INSERT", "COMMIT"]
    assert playlists.load() == longer


def test_a_log_of_the_first_version_gains_sounds_and_keeps_its_nights(
    log_path: Path, clock: FakeClock
) -> None:
    leave_log(log_path, clock, 1)

    with closing(open_database(log_path, clock)) as connection:
        assert connection.pragma("user_version") == known_migrations()[-1].version
        assert list(SqliteSleepLog(connection, clock).nights()) == [a_night()]
        assert SqliteSessionLog(connection, clock).latest() == a_session()
        assert SqlitePreferences(connection, clock).get("sound", "") == "surf"
        SqlitePlaylists(connection, clock).save(LIST)
        preset = SoundPreset(UUID(int=1), "Fan", Mix({Sound.FAN: 1.0}))
        SqlitePresets(connection, clock).save_all([preset])
        assert SqlitePlaylists(connection, clock).load() == LIST
        assert list(SqlitePresets(connection, clock).all_presets()) == [preset]
    assert check_log(log_path).faults == ()
    (backup,) = (log_path.parent / "backups").iterdir()
    report = check_log(backup)
    assert (report.version, report.nights, report.sessions, report.faults) == (1, 1, 1, ())
