"""Tests of media keys and media controls: commands are carried out, the sound is reported."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID

import pytest
from PySide6.QtCore import QCoreApplication

from rlscompanion.bedtime.media_link import MediaLink
from rlscompanion.bedtime.ports import MediaCommand, MediaState
from rlscompanion.bedtime.preset_shelf import PresetShelf
from rlscompanion.bedtime.sound_control import NIGHT_LEVEL_SHARE, NIGHT_TIMER_MINUTES
from rlscompanion.domain.playlist import Track, TrackPosition
from rlscompanion.domain.soundscape import NO_SOUND, Mix, Sound, SoundPreset, mix_of_one
from tests.fakes import FakeMediaSession
from tests.stores import Stores

from .sound_setting import SoundSetting, sound_setting

SEA = SoundPreset(UUID(int=1), "Sea at night", Mix({Sound.SURF: 1.0, Sound.WIND: 0.3}))
BOOK = Track(UUID(int=2), "/music/book.m4b", "A long book", "A calm reader", seconds=36_000.0)


@dataclass
class TrackControls:
    """A fake of own audio, as the link uses it."""

    is_on: bool = False
    can_go_next: bool = False
    current_track: Track | None = None
    went: list[str] = field(default_factory=list)
    position: TrackPosition | None = None
    jump_count: int = 0

    def next(self) -> None:
        self.went.append("next")

    def previous(self) -> None:
        self.went.append("previous")


@dataclass
class MediaControls:
    """A media link with fakes of everything it needs."""

    heard: SoundSetting = field(default_factory=sound_setting)
    session: FakeMediaSession = field(default_factory=FakeMediaSession)
    tracks: TrackControls = field(default_factory=TrackControls)

    def __post_init__(self) -> None:
        self.sound = self.heard.control
        stores = Stores(self.heard.clock)
        shelf = PresetShelf(stores.presets, stores.preferences, lambda: (SEA,))
        self.link = MediaLink(self.session, self.sound, shelf, self.tracks)

    def ask(self, command: MediaCommand) -> None:
        """Send a command from another thread, as the media session does, and let it arrive."""
        assert self.session.on_command is not None
        self._from_outside(self.session.on_command, command)

    def set_level(self, level: float) -> None:
        """Set the volume from outside."""
        assert self.session.on_level is not None
        self._from_outside(self.session.on_level, level)

    @staticmethod
    def _from_outside(call: Callable[..., None], argument: object) -> None:
        thread = threading.Thread(target=call, args=(argument,))
        thread.start()
        thread.join()
        QCoreApplication.processEvents()


@pytest.fixture
def outside() -> MediaControls:
    """A started media link with its fakes."""
    made = MediaControls()
    made.link.start()
    return made


def test_before_the_start_nothing_is_told_or_asked() -> None:
    outside = MediaControls()
    outside.sound.play()
    outside.link.report_sound()
    outside.link.close()

    assert outside.session == FakeMediaSession()


def test_at_the_start_it_tells_what_there_is(outside: MediaControls) -> None:
    assert outside.session.shown == [MediaState("Light rain", level=0.5)]


@pytest.mark.parametrize(
    ("mix", "title"),
    [
        (SEA.mix, "Sea at night"),
        (mix_of_one(Sound.PAD), "Warm chords"),
        (Mix({Sound.WIND: 0.2, Sound.FIRE: 0.9, Sound.RAIN: 0.3}), "Fireplace"),
        (NO_SOUND, "No sound"),
    ],
)
def test_a_mix_goes_by_its_preset_or_its_loudest_sound(outside: MediaControls, mix: Mix, title: str) -> None:
    outside.sound.choose_mix(mix)

    assert outside.session.shown[-1].title == title


def test_it_is_told_only_what_has_changed(outside: MediaControls) -> None:
    outside.session.shown.clear()
    for _ in range(3):
        outside.link.report_sound()
    outside.sound.start_timer()
    outside.sound.toggle_mute()
    unchanged = list(outside.session.shown)
    outside.sound.play()
    outside.sound.set_level(0.3)

    assert unchanged == []
    assert outside.session.shown == [
        MediaState("Light rain", is_playing=True, level=0.5),
        MediaState("Light rain", is_playing=True, level=0.3),
    ]


def test_own_audio_is_told_with_its_tags(outside: MediaControls) -> None:
    outside.tracks.is_on, outside.tracks.current_track, outside.tracks.can_go_next = True, BOOK, True
    outside.link.report_sound()

    assert outside.session.shown[-1] == MediaState(
        "A long book",
        "A calm reader",
        level=0.5,
        can_go_next=True,
        seconds=36_000.0,
        can_go_previous=True,
    )


def test_the_last_track_of_a_list_can_be_left_for_the_one_before(outside: MediaControls) -> None:
    outside.tracks.is_on, outside.tracks.current_track = True, BOOK
    outside.link.report_sound()

    assert not outside.session.shown[-1].can_go_next
    assert outside.session.shown[-1].can_go_previous


def test_the_place_in_a_track_is_told_as_it_is_when_asked_and_jumps_are_told_of(
    outside: MediaControls,
) -> None:
    outside.tracks.is_on, outside.tracks.current_track = True, BOOK
    outside.link.report_sound()
    received = outside.session.shown[-1]
    places = []
    for seconds in (12.5, 13.0):
        outside.tracks.position = TrackPosition(BOOK.id, seconds)
        places.append(received.position())
    outside.tracks.jump_count += 1
    outside.link.report_sound()

    assert places == [12.5, 13.0]
    assert outside.session.shown[-1].jump_count == received.jump_count + 1


def test_own_audio_that_is_off_is_not_told(outside: MediaControls) -> None:
    outside.tracks.current_track, outside.tracks.can_go_next = BOOK, True
    outside.session.shown.clear()
    outside.link.report_sound()

    assert outside.session.shown == []


@pytest.mark.parametrize(
    ("before", "command", "after"),
    [
        (False, MediaCommand.PLAY, True),
        (True, MediaCommand.PLAY, True),
        (True, MediaCommand.PAUSE, False),
        (False, MediaCommand.PAUSE, False),
        (True, MediaCommand.STOP, False),
        (False, MediaCommand.STOP, False),
        (False, MediaCommand.PLAY_PAUSE, True),
        (True, MediaCommand.PLAY_PAUSE, False),
    ],
)
def test_what_is_asked_for_is_done(
    outside: MediaControls, before: bool, command: MediaCommand, after: bool
) -> None:
    if before:
        outside.sound.play()
    outside.ask(command)

    assert outside.sound.is_playing is after
    assert outside.session.shown[-1].is_playing is after


def test_what_is_asked_waits_for_the_thread_of_the_app(outside: MediaControls) -> None:
    assert outside.session.on_command is not None
    outside.session.on_command(MediaCommand.PLAY)
    at_once = outside.sound.is_playing
    QCoreApplication.processEvents()

    assert not at_once
    assert outside.sound.is_playing


@pytest.mark.parametrize("command", [MediaCommand.NEXT, MediaCommand.PREVIOUS])
def test_tracks_are_gone_through(outside: MediaControls, command: MediaCommand) -> None:
    outside.ask(command)

    assert outside.tracks.went == [command.value]
    assert not outside.sound.is_playing


SOFTLY = 0.5 * NIGHT_LEVEL_SHARE
"""The share of the night of the level that is set."""


def assert_soft(outside: MediaControls) -> None:
    """Assert that the sound plays at the night's share of the level, and for the night's minutes."""
    assert outside.sound.is_playing
    assert outside.sound.seconds_left() == 60 * NIGHT_TIMER_MINUTES
    assert outside.heard.level() == pytest.approx(SOFTLY)


@pytest.mark.parametrize("command", [MediaCommand.PLAY, MediaCommand.PLAY_PAUSE])
def test_play_from_outside_in_the_dark_comes_back_as_after_an_awakening(
    outside: MediaControls, command: MediaCommand
) -> None:
    outside.sound.set_night(True)
    outside.ask(command)

    assert_soft(outside)


def test_play_from_outside_in_a_fade_comes_back_as_after_an_awakening(outside: MediaControls) -> None:
    outside.sound.play()
    outside.sound.start_timer()
    outside.heard.clock.advance(60 * outside.sound.timer_minutes - 30)
    assert outside.sound.is_fading()
    outside.ask(MediaCommand.PLAY)

    assert not outside.sound.is_fading()
    assert_soft(outside)


def test_paused_in_a_fade_and_played_again_it_comes_back_softly(outside: MediaControls) -> None:
    outside.sound.play()
    outside.sound.start_timer()
    outside.heard.clock.advance(60 * outside.sound.timer_minutes - 30)
    outside.ask(MediaCommand.PAUSE)
    outside.ask(MediaCommand.PLAY)

    assert_soft(outside)


def test_the_next_evening_is_as_loud_as_ever(outside: MediaControls) -> None:
    outside.sound.set_night(True)
    outside.ask(MediaCommand.PLAY)
    outside.ask(MediaCommand.PAUSE)
    outside.sound.set_night(False)
    outside.ask(MediaCommand.PLAY)

    assert outside.heard.level() == 0.5
    assert outside.sound.timer is None


def test_play_from_outside_starts_the_timer_anew(outside: MediaControls) -> None:
    outside.sound.play()
    outside.sound.start_timer()
    outside.heard.let_timer_end()
    outside.ask(MediaCommand.PLAY)

    assert outside.sound.timer is not None


@pytest.mark.parametrize(("asked", "level"), [(0.25, 0.25), (3.0, 1.0), (-1.0, 0.0)])
def test_the_level_can_be_set_from_outside(outside: MediaControls, asked: float, level: float) -> None:
    outside.set_level(asked)

    assert outside.sound.level == level
    assert outside.session.shown[-1].level == level


def test_after_the_end_nothing_is_told(outside: MediaControls) -> None:
    outside.session.shown.clear()
    outside.link.close()
    outside.sound.play()
    outside.link.report_sound()

    assert outside.session.is_closed
    assert outside.session.shown == []
