"""Media keys: what they ask for is done, and what sounds is told to the outside."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID

import pytest
from PySide6.QtCore import QCoreApplication

from rlscompanion.bedtime.media_link import MediaLink
from rlscompanion.bedtime.ports import MediaCommand, MediaState
from rlscompanion.bedtime.preset_shelf import PresetShelf
from rlscompanion.domain.playlist import Track
from rlscompanion.domain.soundscape import NO_SOUND, Mix, Preset, Sound, single
from tests.fakes import FakeMediaSession
from tests.stores import Stores

from .hearing import Hearing, hearing

SEA = Preset(UUID(int=1), "Sea at night", Mix({Sound.SURF: 1.0, Sound.WIND: 0.3}))
BOOK = Track(UUID(int=2), "/music/book.m4b", "A long book", "A calm reader", seconds=36_000.0)


@dataclass
class Tracks:
    """Own audio as the link sees it."""

    is_on: bool = False
    can_go_next: bool = False
    current: Track | None = None
    went: list[str] = field(default_factory=list)

    def next(self) -> None:
        self.went.append("next")

    def previous(self) -> None:
        self.went.append("previous")


@dataclass
class Outside:
    """A link with all it needs."""

    heard: Hearing = field(default_factory=hearing)
    session: FakeMediaSession = field(default_factory=FakeMediaSession)
    tracks: Tracks = field(default_factory=Tracks)

    def __post_init__(self) -> None:
        self.sound = self.heard.control
        stores = Stores(self.heard.clock)
        shelf = PresetShelf(stores.presets, stores.preferences, lambda: (SEA,))
        self.link = MediaLink(self.session, self.sound, shelf, self.tracks)

    def ask(self, command: MediaCommand) -> None:
        """Ask from another thread, as the session does, and let it arrive."""
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
def outside() -> Outside:
    """The outside, listened to."""
    made = Outside()
    made.link.start()
    return made


def test_before_the_start_nothing_is_told_or_asked() -> None:
    outside = Outside()
    outside.sound.play()
    outside.link.tell()
    outside.link.close()

    assert outside.session == FakeMediaSession()


def test_at_the_start_it_tells_what_there_is(outside: Outside) -> None:
    assert outside.session.shown == [MediaState("Light rain", level=0.5)]


@pytest.mark.parametrize(
    ("mix", "title"),
    [
        (SEA.mix, "Sea at night"),
        (single(Sound.PAD), "Warm pad"),
        (Mix({Sound.WIND: 0.2, Sound.FIRE: 0.9, Sound.RAIN: 0.3}), "Fireplace"),
        (NO_SOUND, "No sound"),
    ],
)
def test_a_mix_goes_by_its_preset_or_its_loudest_sound(outside: Outside, mix: Mix, title: str) -> None:
    outside.sound.choose(mix)

    assert outside.session.shown[-1].title == title


def test_it_is_told_only_what_has_changed(outside: Outside) -> None:
    outside.session.shown.clear()
    for _ in range(3):
        outside.link.tell()
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


def test_own_audio_is_told_with_its_tags(outside: Outside) -> None:
    outside.tracks.is_on, outside.tracks.current, outside.tracks.can_go_next = True, BOOK, True
    outside.link.tell()

    assert outside.session.shown[-1] == MediaState(
        "A long book", "A calm reader", level=0.5, can_go_next=True, seconds=36_000.0
    )


def test_own_audio_that_is_off_is_not_told(outside: Outside) -> None:
    outside.tracks.current, outside.tracks.can_go_next = BOOK, True
    outside.session.shown.clear()
    outside.link.tell()

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
    outside: Outside, before: bool, command: MediaCommand, after: bool
) -> None:
    if before:
        outside.sound.play()
    outside.ask(command)

    assert outside.sound.is_playing is after
    assert outside.session.shown[-1].is_playing is after


def test_what_is_asked_waits_for_the_thread_of_the_app(outside: Outside) -> None:
    assert outside.session.on_command is not None
    outside.session.on_command(MediaCommand.PLAY)
    at_once = outside.sound.is_playing
    QCoreApplication.processEvents()

    assert not at_once
    assert outside.sound.is_playing


@pytest.mark.parametrize("command", [MediaCommand.NEXT, MediaCommand.PREVIOUS])
def test_tracks_are_gone_through(outside: Outside, command: MediaCommand) -> None:
    outside.ask(command)

    assert outside.tracks.went == [command.value]
    assert not outside.sound.is_playing


def test_play_from_outside_starts_the_timer_anew(outside: Outside) -> None:
    outside.sound.play()
    outside.sound.start_timer()
    outside.heard.let_timer_end()
    outside.ask(MediaCommand.PLAY)

    assert outside.sound.timer is not None


@pytest.mark.parametrize(("asked", "level"), [(0.25, 0.25), (3.0, 1.0), (-1.0, 0.0)])
def test_the_level_can_be_set_from_outside(outside: Outside, asked: float, level: float) -> None:
    outside.set_level(asked)

    assert outside.sound.level == level
    assert outside.session.shown[-1].level == level


def test_after_the_end_nothing_is_told(outside: Outside) -> None:
    outside.session.shown.clear()
    outside.link.close()
    outside.sound.play()
    outside.link.tell()

    assert outside.session.is_closed
    assert outside.session.shown == []
