"""Sound in the whole app: what is stored on disk, what the media panel shows, and how sound ends."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QApplication

from rlscompanion import app as composition
from rlscompanion.app import App
from rlscompanion.bedtime.ports import MediaCommand, TrackListener
from rlscompanion.domain.playlist import Playlist, Track, TrackPosition
from rlscompanion.domain.soundscape import NO_SOUND, Mix, Sound
from rlscompanion.storage.playlists import SqlitePlaylists
from tests.fakes import FakeClock, FakeKeepAwake, FakeMediaSession, FakePlayer, RecordingEngine

BOOK = Track(UUID(int=1), "/music/book.m4a", "A long book", "A calm reader", seconds=36_000.0)
PIECE = Track(UUID(int=2), "/music/piece.flac", "Evening piece", seconds=400.0)
MINE = Mix({Sound.SURF: 0.35, Sound.WIND: 0.1})


class Evening:
    """An app on a data folder, which a test opens and closes as often as needed."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.clock = folder, FakeClock()
        self.players: list[FakePlayer] = []
        self.app: App | None = None

    def open(self) -> App:
        self.engine, self.media = RecordingEngine(), FakeMediaSession()
        self.app = composition.build(
            self.folder, self.clock, lambda: self.engine, FakeKeepAwake(), self.media
        )
        self.app.window.show()
        return self.app

    def close(self) -> None:
        if self.app is not None:
            self.app.window.close()
            self.app.close()
            self.app = None

    def reopen(self) -> App:
        self.close()
        return self.open()

    def make_player(self, playlist: Playlist, listener: TrackListener) -> FakePlayer:
        self.players.append(FakePlayer(playlist, listener))
        return self.players[-1]


@pytest.fixture
def evening(tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Evening]:
    made = Evening(tmp_path / "data")
    monkeypatch.setattr(composition, "make_player", made.make_player)
    yield made
    made.close()


@pytest.fixture
def listening(evening: Evening) -> App:
    """An app that plays own audio, connected to a media panel."""
    app = evening.open()
    SqlitePlaylists(app.log.connection, evening.clock.now).save(Playlist((BOOK, PIECE)))
    app.media.start()
    return app


def test_mix_levels_and_presets_are_on_disk_after_a_restart(evening: Evening) -> None:
    app = evening.open()
    shipped = [each.title for each in app.bedtime.presets.presets]
    app.bedtime.sound.choose_mix(MINE)
    app.bedtime.sound.set_level(0.8)
    app.bedtime.presets.save("Mine", MINE)
    app.bedtime.presets.move(app.bedtime.presets.presets[-1].id, -9)

    again = evening.reopen()

    assert (again.bedtime.sound.mix, again.bedtime.sound.level) == (MINE, 0.8)
    assert [each.title for each in again.bedtime.presets.presets] == ["Mine", *shipped]
    assert len(shipped) == 6


def test_before_the_outside_is_listened_to_nothing_is_told(evening: Evening) -> None:
    app = evening.open()
    app.bedtime.sound.play()

    assert evening.media.shown == []
    assert evening.media.on_command is None


def test_the_outside_is_told_of_tracks_as_they_change(evening: Evening, listening: App) -> None:
    listening.bedtime.own_audio.play(BOOK.id)
    listening.bedtime.sound.toggle_playing()
    listening.bedtime.own_audio.next()
    listening.bedtime.own_audio.stop()

    titles = [state.title for state in evening.media.shown]
    assert list(dict.fromkeys(titles)) == ["Light rain", "A long book", "Evening piece"]
    assert titles[-1] == "Light rain"


def test_the_outside_is_told_of_a_renamed_preset(evening: Evening, listening: App) -> None:
    listening.bedtime.presets.rename(listening.bedtime.presets.presets[0].id, "Drizzle")

    assert evening.media.shown[-1].title == "Drizzle"


def test_a_media_key_goes_to_the_next_track(evening: Evening, listening: App) -> None:
    listening.bedtime.own_audio.play(BOOK.id)
    assert evening.media.on_command is not None

    evening.media.on_command(MediaCommand.NEXT)
    QCoreApplication.processEvents()

    assert evening.players[0].went[-1] == (PIECE.id, 0.0)


@pytest.mark.parametrize("how", ["pause", "timer", "close"])
def test_the_place_in_a_book_is_kept(evening: Evening, listening: App, how: str) -> None:
    listening.bedtime.own_audio.play(BOOK.id)
    listening.bedtime.sound.play()
    evening.players[0].at = TrackPosition(BOOK.id, 1234.0)
    match how:
        case "pause":
            listening.bedtime.sound.toggle_playing()
        case "timer":
            listening.bedtime.sound.start_timer()
            [end] = listening.bedtime.sound.findChildren(QTimer)
            end.timeout.emit()
        case "close":
            evening.close()
    again = listening if evening.app else evening.open()

    kept = SqlitePlaylists(again.log.connection, evening.clock.now).load()
    assert [each.resume_at for each in kept.tracks] == [1234.0, 0.0]


def test_at_the_end_everything_is_let_go_and_nobody_told_more(evening: Evening, listening: App) -> None:
    listening.bedtime.sound.choose_mix(NO_SOUND)
    listening.bedtime.own_audio.play(BOOK.id)
    listening.bedtime.sound.set_own_audio(True)
    listening.bedtime.sound.play()
    received = len(evening.media.shown)

    evening.close()

    assert evening.media.is_closed
    assert evening.engine.is_closed
    assert evening.players[0].is_closed
    assert len(evening.media.shown) == received


def test_closing_a_quiet_app_makes_no_engine(evening: Evening) -> None:
    evening.open()

    evening.close()

    assert evening.engine.calls == []
    assert not evening.engine.is_closed
    assert not evening.media.is_closed
