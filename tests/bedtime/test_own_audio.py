"""Tests of own audio: its list on disk, unplayable files, and the source for the engine."""

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from rlscompanion.bedtime import ports
from rlscompanion.bedtime.own_audio import (
    PLAYER_RELEASE_SECONDS,
    SAVE_POSITION_SECONDS,
    SOUND_RAMP_SECONDS,
    OwnAudio,
)
from rlscompanion.bedtime.preferences import OWN_AUDIO_LEVEL
from rlscompanion.domain.playlist import Playlist, Track
from tests.cases import each_case
from tests.fakes import FakeClock, FakeScanner, RecordingEngine
from tests.stores import AT_END, DISK_FAILS, NO_ROOM, Stores
from tests.waiting import PATIENCE_MS

from .own_audio_parts import FakePlayer
from .signal_recorder import SignalRecorder


def a_track(number: int, **more: Any) -> Track:
    return replace(Track(UUID(int=number), f"/music/{number}.flac", f"Track {number}", seconds=60.0), **more)


ONE, TWO, THREE = (a_track(number) for number in (1, 2, 3))
BOOK = a_track(4, seconds=36_000.0, resume_at=1234.0)


class Setting:
    """Own audio with fakes of everything it needs."""

    def __init__(self, *tracks: Track, current: Track | None = None, repeat: bool = False) -> None:
        on = None if current is None else current.id
        self.stores = Stores(FakeClock())
        self.playlists, self.preferences = self.stores.playlists, self.stores.preferences
        self.playlists.save(Playlist(tracks, on, repeat))
        self.scanner = FakeScanner()
        self.players: list[FakePlayer] = []
        self.engine = RecordingEngine()
        self.troubles: list[str] = []
        self.own = OwnAudio(
            self.playlists, self.preferences, lambda: self.scanner, self._make_player, lambda: self.engine
        )
        self.own.trouble_met.connect(self.troubles.append)
        AT_END.callback(self.own.close)

    @property
    def player(self) -> FakePlayer:
        return self.players[-1]

    @property
    def sources(self) -> list[tuple[object, ...]]:
        """The sources given to the engine."""
        return self.engine.named("play_own")

    @property
    def kept(self) -> Playlist:
        return self.playlists.load()

    def _make_player(self, playlist: Playlist, listener: ports.TrackListener) -> FakePlayer:
        self.players.append(FakePlayer(playlist, listener))
        return self.player


def test_what_is_found_is_added_batch_by_batch_and_kept() -> None:
    it = Setting(ONE)
    it.own.add(["/music", "/a.mp3"])
    assert it.own.is_scanning
    assert it.scanner.asked == [("/music", "/a.mp3")]

    it.scanner.find((TWO,), ())
    it.scanner.find((THREE,), ("The folder locked cannot be read.",))
    it.scanner.end()

    assert it.kept.tracks == (ONE, TWO, THREE)
    assert not it.own.is_scanning
    assert it.own.notices.text == "The folder locked cannot be read."


def test_a_bad_file_is_kept_in_the_list_and_told() -> None:
    it = Setting()
    bad = a_track(9, unavailable="9.mp3 holds no sound.")
    it.own.add(["/music"])
    it.scanner.find((bad,), ())
    assert it.kept.tracks == (bad,)
    assert it.own.notices.text == "9.mp3 holds no sound."


def test_a_file_that_is_listed_is_not_added_twice() -> None:
    it = Setting(ONE, TWO)
    it.own.add(["/music"])
    it.scanner.find((a_track(1, id=UUID(int=8)), THREE, a_track(3, id=UUID(int=9))), ())
    it.scanner.find((a_track(2, id=UUID(int=10), path="/music/../music/2.flac"),), ())
    it.scanner.end()

    assert it.kept.tracks == (ONE, TWO, THREE)
    assert it.own.notices.text == "3 of these files are in the list already."


def test_a_file_that_is_back_is_mended_by_adding_it_again() -> None:
    gone = a_track(2, title="2", unavailable="2.flac is not where it was.", resume_at=9.0, loop=True)
    it = Setting(ONE, gone)
    it.own.notices.add(gone.unavailable, gone.id)
    it.own.add(["/music/2.flac"])
    it.scanner.find((a_track(2, id=UUID(int=8)),), ())

    assert it.kept.tracks == (ONE, replace(gone, title="Track 2", unavailable=""))
    assert it.own.notices.text == ""


def test_a_removed_track_is_put_back_unless_its_file_was_added_meanwhile() -> None:
    it = Setting(ONE, TWO, THREE)
    it.own.remove([TWO.id])
    it.own.put_back(TWO, 1)
    back = it.kept.tracks
    it.own.remove([TWO.id])
    again = replace(TWO, id=UUID(int=8))
    it.own.add(["/music"])
    it.scanner.find((again,), ())
    it.own.put_back(TWO, 1)

    assert back == (ONE, TWO, THREE)
    assert it.kept.tracks == (ONE, THREE, again)


def test_another_search_forgets_what_the_one_before_said() -> None:
    it = Setting(ONE)
    it.own.add(["/music"])
    it.scanner.find((a_track(1, id=UUID(int=8)),), ("The folder locked cannot be read.",))
    it.scanner.end()
    it.own.notices.add("1.flac is damaged and ends early.", ONE.id)

    it.own.add(["/elsewhere"])

    assert it.own.notices.text == "1.flac is damaged and ends early."


def test_adding_nothing_looks_at_nothing() -> None:
    it = Setting()
    it.own.add([])
    assert not it.own.is_scanning
    assert it.scanner.asked == []


def test_what_threads_tell_arrives_in_the_thread_of_the_app(qtbot: QtBot) -> None:
    it = Setting(ONE)
    it.own.add(["/music"])
    threads: list[threading.Thread] = []
    it.own.changed.connect(lambda: threads.append(threading.current_thread()))
    spy = QSignalSpy(it.own.changed)
    worker = threading.Thread(target=it.scanner.find, args=((TWO,), ()))
    worker.start()
    worker.join()
    assert it.own.playlist.tracks == (ONE,)
    qtbot.waitUntil(lambda: spy.count() == 1, timeout=PATIENCE_MS)
    assert threads == [threading.main_thread()]


def test_playing_gives_the_engine_the_source_at_the_remembered_level() -> None:
    it = Setting(ONE, TWO)
    it.preferences.set(OWN_AUDIO_LEVEL.key, "0.40")
    it.own.play()
    assert it.player.positions == [(1, 0.0)]
    assert it.sources == [("play_own", it.player, 0.4, SOUND_RAMP_SECONDS)]
    assert it.own.is_on
    assert it.kept.current == ONE.id


def test_an_empty_list_and_an_unknown_track_play_nothing() -> None:
    it = Setting()
    it.own.play()
    it.own.play(UUID(int=5))
    it.own.next()
    it.own.previous()
    assert (it.players, it.sources, it.own.is_on) == ([], [], False)


@each_case("text", ["", "loud", "7", "nan"])
def test_a_level_that_makes_no_sense_is_the_default(text: str) -> None:
    it = Setting()
    it.preferences.set(OWN_AUDIO_LEVEL.key, text)
    assert it.own.level == OWN_AUDIO_LEVEL.default


def test_the_level_is_remembered_and_set_while_it_sounds() -> None:
    it = Setting(ONE)
    it.own.set_level(0.25)
    assert it.sources == []
    it.own.play()
    it.own.set_level(1.5)
    assert it.own.level == 1.0
    assert it.sources[-1][1:3] == (it.player, 1.0)


def test_a_long_track_goes_on_where_it_was_left() -> None:
    it = Setting(ONE, BOOK, current=BOOK)
    it.own.play()
    assert it.player.positions == [(4, 1234.0)]


def test_where_a_long_track_is_is_kept_every_half_minute() -> None:
    it = Setting(BOOK)
    it.own.play()
    written = it.stores.disk.written
    timer = it.own._keep_timer
    assert timer.isActive()
    assert timer.interval() == SAVE_POSITION_SECONDS * 1000
    it.player.reach(BOOK, 2000.0)
    timer.timeout.emit()
    timer.timeout.emit()  # nothing was played in between
    assert it.kept.tracks[0].resume_at == 2000.0
    assert it.stores.disk.written == written + 1


@each_case("leave", [OwnAudio.stop, OwnAudio.close, OwnAudio.next, OwnAudio.save_position])
def test_where_a_long_track_is_is_kept_when_it_is_left(leave: Callable[[OwnAudio], None]) -> None:
    it = Setting(BOOK, ONE)
    it.own.play()
    it.player.reach(BOOK, 2500.0)
    leave(it.own)
    assert it.kept.tracks[0].resume_at == 2500.0


def test_a_long_track_played_to_its_end_begins_anew() -> None:
    it = Setting(BOOK, ONE)
    it.own.play()
    it.player.listener.track_finished(BOOK.id)
    assert it.kept.tracks[0].resume_at == 0.0


def test_a_short_track_is_not_left_anywhere() -> None:
    it = Setting(ONE)
    it.own.play()
    it.player.reach(ONE, 30.0)
    it.own.stop()
    assert it.kept.tracks[0].resume_at == 0.0


def test_next_and_previous_while_it_sounds() -> None:
    it = Setting(ONE, TWO, THREE)
    it.own.play()
    it.own.next()
    it.own.next()
    assert not it.own.can_go_next
    it.own.next()
    it.own.previous()
    it.player.reach(TWO, 10.0)
    it.own.previous()
    it.own.previous()
    it.own.previous()
    assert it.player.positions == [(1, 0.0), (2, 0.0), (3, 0.0), (2, 0.0), (2, 0.0), (1, 0.0), (1, 0.0)]
    assert len(it.sources) == 1


def test_a_list_that_repeats_has_a_next_at_its_end() -> None:
    it = Setting(ONE, TWO, current=TWO)
    assert not it.own.can_go_next
    it.own.set_repeat(True)
    assert it.own.can_go_next
    it.own.next()
    assert it.own.current_track == ONE
    assert it.kept.repeat


def test_next_while_off_only_chooses() -> None:
    it = Setting(ONE, TWO)
    it.own.next()
    assert it.own.current_track == TWO
    assert (it.players, it.own.is_on) == ([], False)


def test_the_track_that_is_heard_is_the_current_one() -> None:
    it = Setting(ONE, TWO)
    it.own.play()
    it.player.reach(TWO, 0.1)
    it.player.listener.track_started(TWO.id)
    assert it.own.current_track == TWO
    assert it.kept.current == TWO.id


def test_a_start_told_after_a_jump_elsewhere_is_old_news() -> None:
    it = Setting(ONE, TWO, THREE)
    it.own.play()
    it.own.play(THREE.id)
    it.player.listener.track_started(TWO.id)
    assert it.own.current_track == THREE


def test_what_cannot_be_played_is_marked_and_told_once_until_it_plays_again() -> None:
    it = Setting(ONE, TWO)
    it.own.play()
    for _ in range(2):
        it.player.listener.track_unavailable(TWO.id, "2.flac is not where it was.")
    assert it.own.notices.text == "2.flac is not where it was."
    assert it.kept.tracks[1].unavailable == "2.flac is not where it was."
    it.player.reach(TWO, 0.0)
    it.player.listener.track_started(TWO.id)
    assert it.kept.tracks[1].unavailable == ""
    assert it.own.notices.text == ""


def test_a_track_cut_short_is_told_and_stays_available() -> None:
    it = Setting(ONE)
    it.own.play()
    it.player.listener.track_cut_short(ONE.id, "1.flac is damaged and ends early.")
    assert it.own.notices.text == "1.flac is damaged and ends early."
    assert it.kept.tracks[0].unavailable == ""


def test_the_end_of_the_list_switches_off_and_goes_back_to_its_start() -> None:
    it = Setting(ONE, TWO, current=TWO)
    received = SignalRecorder(it.own, "ended")
    it.own.play()
    it.player.end()
    assert received.take() == ["ended"]
    assert not it.own.is_on
    assert it.own.current_track == ONE
    assert it.sources[-1][1] is None


def test_an_end_told_after_something_else_was_asked_for_is_old_news() -> None:
    it = Setting(ONE, TWO)
    it.own.play()
    it.own.play(TWO.id)
    it.player.listener.list_ended()
    assert it.own.is_on


def test_stopping_fades_and_lets_go_later() -> None:
    it = Setting(ONE)
    it.own.play()
    it.own.stop()
    assert it.sources[-1] == ("play_own", None, it.own.level, SOUND_RAMP_SECONDS)
    assert not it.player.is_closed
    assert it.own._let_go_timer.interval() == PLAYER_RELEASE_SECONDS * 1000 > SOUND_RAMP_SECONDS * 1000
    it.own._let_go_timer.timeout.emit()
    assert it.player.is_closed
    it.own.play()
    assert len(it.players) == 2


def test_playing_again_before_that_goes_on_with_the_same_player() -> None:
    it = Setting(ONE)
    it.own.play()
    it.own.stop()
    it.own.play()
    assert not it.own._let_go_timer.isActive()
    assert len(it.players) == 1
    assert it.sources[-1][1] is it.player


def test_removing_what_sounds_goes_on_with_the_next() -> None:
    it = Setting(ONE, TWO)
    it.own.play()
    it.own.remove({ONE.id})
    assert it.player.positions[-1] == (2, 0.0)
    assert it.player.playlist.tracks == (TWO,)
    it.own.remove({TWO.id})
    assert not it.own.is_on
    assert it.kept == Playlist()


def test_removing_another_track_disturbs_nothing() -> None:
    it = Setting(ONE, TWO)
    it.own.play()
    it.own.remove({TWO.id})
    assert it.player.positions == [(1, 0.0)]


def test_order_and_loops_are_kept_and_followed() -> None:
    it = Setting(ONE, TWO, THREE)
    it.own.play()
    it.own.move(THREE.id, 0)
    it.own.set_loop(ONE.id, True, 0.5)
    looped = replace(ONE, loop=True, cross_fade=0.5)
    assert it.kept.tracks == it.player.playlist.tracks == (THREE, looped, TWO)


def test_what_cannot_be_written_is_told_and_stays_in_the_list() -> None:
    it = Setting(ONE)
    assert len(it.own.playlist.tracks) == 1
    it.stores.disk.fill_up()
    it.own.add(["/music"])
    it.scanner.find((TWO,), ())
    assert it.troubles == [NO_ROOM]
    assert list(it.own.playlist.tracks) == [ONE, TWO]


def test_what_cannot_be_read_is_told_and_not_written_over() -> None:
    it = Setting(ONE)
    it.stores.disk.stop_reading()
    assert it.own.playlist == Playlist()
    assert it.troubles == [DISK_FAILS]
    it.stores.disk.mend()
    it.own.set_repeat(True)
    assert it.kept.tracks == (ONE,)


def test_closing_lets_go_of_everything() -> None:
    it = Setting(ONE)
    it.own.add(["/music"])
    it.own.play()
    it.own.close()
    assert it.player.is_closed
    assert it.scanner.is_closed
    assert it.sources[-1][1] is None
    assert not it.own._keep_timer.isActive()
    assert not it.own._let_go_timer.isActive()


def test_closing_what_never_sounded_makes_no_engine() -> None:
    it = Setting(ONE)
    it.own.close()
    assert it.engine.calls == []
