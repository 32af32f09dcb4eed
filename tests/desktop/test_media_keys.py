"""What holds for the media keys of every platform, and which platform has which.

Linux has a real session bus here, Windows and macOS have stand-ins for their libraries.
"""

import logging
import sys
import threading
from collections.abc import Iterator

import pytest

from rlscompanion.bedtime.ports import MediaCommand, MediaSession, MediaState
from rlscompanion.desktop.media_keys import NoMediaSession, media_session
from rlscompanion.desktop.media_macos import MacMediaSession
from rlscompanion.desktop.media_windows import WindowsMediaSession
from rlscompanion.desktop.mpris import MprisSession
from tests.desktop.outside import (
    LinuxMediaOutside,
    MacMediaOutside,
    MediaOutside,
    OutsideRequests,
    PanelContent,
    WindowsMediaOutside,
    wait_until_panel_shows,
)
from tests.desktop.session_bus import Bus
from tests.waiting import PATIENCE_SECONDS, wait_until

SURF = MediaState(
    "Ocean surf", "Nobody", is_playing=True, level=0.5, can_go_next=True, seconds=3661.5, can_go_previous=True
)
WIND = MediaState("Wind", is_playing=False, level=0.25)
NOTHING = MediaState("")
SEEN = {
    SURF: PanelContent("Ocean surf", "Nobody", "Playing", can_go_next=True),
    WIND: PanelContent("Wind", "", "Paused", can_go_next=False),
    NOTHING: PanelContent("", "", "Stopped", can_go_next=False),
}
PLATFORMS = ("linux", "win32", "darwin")
KEYS = [
    (platform, command)
    for platform in PLATFORMS
    for command in MediaCommand
    # Windows makes play or pause of the one key.
    if (platform, command) != ("win32", MediaCommand.PLAY_PAUSE)
]


@pytest.fixture(params=PLATFORMS)
def outside(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> MediaOutside:
    match request.param:
        case "win32":
            return WindowsMediaOutside(monkeypatch)
        case "darwin":
            return MacMediaOutside(monkeypatch)
    bus: Bus = request.getfixturevalue("bus")
    return LinuxMediaOutside(bus, monkeypatch)


@pytest.fixture
def session(outside: MediaOutside) -> Iterator[MediaSession]:
    made = media_session(outside.platform)
    yield made
    made.close()


@pytest.fixture
def asked(outside: MediaOutside, session: MediaSession) -> OutsideRequests:
    """The commands sent to a session with a playing sound."""
    asked = OutsideRequests()
    session.start(asked.commands.append, asked.levels.append)
    session.show(SURF)
    wait_until_panel_shows(outside, SEEN[SURF])
    return asked


def ignore(value: object) -> None:
    pass


def threads() -> set[str]:
    return {thread.name for thread in threading.enumerate()}


@pytest.mark.parametrize(("outside", "command"), KEYS, indirect=["outside"])
def test_a_key_arrives(outside: MediaOutside, asked: OutsideRequests, command: MediaCommand) -> None:
    outside.press(command)
    asked.wait_for(lambda: asked.commands == [command])
    assert asked.levels == []


@pytest.mark.usefixtures("asked")
def test_changes_are_seen(outside: MediaOutside, session: MediaSession) -> None:
    for state in (WIND, SURF, NOTHING, WIND):
        session.show(state)
        wait_until_panel_shows(outside, SEEN[state])


def test_what_was_told_before_the_start_is_seen(outside: MediaOutside, session: MediaSession) -> None:
    session.show(SURF)
    session.show(WIND)
    session.start(ignore, ignore)
    wait_until_panel_shows(outside, SEEN[WIND])


@pytest.mark.usefixtures("asked")
def test_of_many_changes_the_last_one_counts(outside: MediaOutside, session: MediaSession) -> None:
    for number in range(500):
        session.show(MediaState(f"Sound {number}", is_playing=True))
    wait_until(lambda: outside.seen().title == "Sound 499", "the last of many")


def test_a_second_start_asks_nothing_twice(
    outside: MediaOutside, session: MediaSession, asked: OutsideRequests
) -> None:
    session.start(asked.commands.append, asked.levels.append)
    outside.press(MediaCommand.NEXT)
    outside.press(MediaCommand.PAUSE)
    asked.wait_for(lambda: MediaCommand.PAUSE in asked.commands)
    assert asked.commands == [MediaCommand.NEXT, MediaCommand.PAUSE]


def test_a_failing_listener_harms_nobody(
    outside: MediaOutside, session: MediaSession, caplog: pytest.LogCaptureFixture
) -> None:
    called = threading.Event()

    def fail(value: object) -> None:
        called.set()
        raise RuntimeError("a bug")

    session.start(fail, fail)
    session.show(SURF)
    wait_until_panel_shows(outside, SEEN[SURF])
    outside.press(MediaCommand.PAUSE)
    assert called.wait(PATIENCE_SECONDS)
    wait_until(lambda: bool(caplog.records), "a word in the log")
    session.show(WIND)
    wait_until_panel_shows(outside, SEEN[WIND])
    assert outside.errors() == []
    assert [record.message for record in caplog.records] == ["a listener to the media keys failed"]


def test_close_takes_it_off_and_ends_its_thread(
    outside: MediaOutside, session: MediaSession, asked: OutsideRequests, caplog: pytest.LogCaptureFixture
) -> None:
    session.close()
    session.close()
    assert "media keys" not in threads()
    assert outside.seen() == PanelContent()
    session.show(WIND)
    session.start(asked.commands.append, asked.levels.append)
    outside.press(MediaCommand.PAUSE)
    assert outside.seen() == PanelContent()
    assert asked.commands == []
    assert caplog.records == []


def test_close_before_the_start_is_no_error(outside: MediaOutside, session: MediaSession) -> None:
    session.close()
    session.start(ignore, ignore)
    session.show(SURF)
    assert outside.seen() == PanelContent()


def test_without_the_platforms_library_there_is_one_word_in_the_log(
    outside: MediaOutside, session: MediaSession, caplog: pytest.LogCaptureFixture
) -> None:
    outside.lose_library()
    with caplog.at_level(logging.INFO):
        session.show(SURF)
        session.start(ignore, ignore)
        wait_until(lambda: bool(caplog.records) and "media keys" not in threads(), "a word in the log")
        session.show(WIND)
        session.start(ignore, ignore)
        session.close()
    assert outside.seen() == PanelContent()
    (record,) = caplog.records
    assert record.message.startswith("no media keys")
    assert record.levelno <= logging.WARNING


@pytest.mark.parametrize(("platform", "package"), [("win32", "winrt"), ("darwin", "MediaPlayer")])
def test_a_package_that_is_missing_is_one_word_in_the_log(
    platform: str, package: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    session = media_session(platform)
    session.start(ignore, ignore)
    wait_until(lambda: bool(caplog.records) and "media keys" not in threads(), "a word in the log")
    session.show(SURF)
    session.close()
    (record,) = caplog.records
    assert record.message.startswith("no media keys: ModuleNotFoundError")


def test_each_platform_has_its_own() -> None:
    assert isinstance(media_session(), type(media_session(sys.platform)))
    assert isinstance(media_session("linux"), MprisSession)
    assert isinstance(media_session("win32"), WindowsMediaSession)
    assert isinstance(media_session("darwin"), MacMediaSession)


def test_elsewhere_there_are_none_and_the_log_says_so_once(caplog: pytest.LogCaptureFixture) -> None:
    session = media_session("freebsd14")
    assert isinstance(session, NoMediaSession)
    with caplog.at_level(logging.INFO):
        session.start(ignore, ignore)
        session.start(ignore, ignore)
        session.show(SURF)
        session.close()
    assert [record.message for record in caplog.records] == ["no media keys on freebsd14"]
