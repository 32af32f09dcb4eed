"""The transport controls of Windows, as a stand-in has them: what no other platform has."""

import threading

import pytest

from rlscompanion.bedtime.ports import MediaCommand, MediaState
from rlscompanion.desktop.media_windows import WindowsMediaSession
from tests.desktop.outside import OutsideRequests, PanelContent, WindowsMediaOutside, wait_until_panel_shows
from tests.waiting import wait_until


@pytest.fixture
def outside(monkeypatch: pytest.MonkeyPatch) -> WindowsMediaOutside:
    return WindowsMediaOutside(monkeypatch)


def started(outside: WindowsMediaOutside, state: MediaState) -> tuple[WindowsMediaSession, OutsideRequests]:
    session, asked = WindowsMediaSession(), OutsideRequests()
    session.start(asked.commands.append, asked.levels.append)
    session.show(state)
    wait_until(lambda: outside.seen().title == state.title, "the sound in the panel")
    return session, asked


def test_a_state_is_told_once(outside: WindowsMediaOutside) -> None:
    session, _ = started(outside, MediaState("Wind"))
    session.show(MediaState("Wind"))
    (controls,) = outside.system.controls()
    session.close()
    assert controls.display_updater._updates == 1


@pytest.mark.parametrize("command", [MediaCommand.NEXT, MediaCommand.PREVIOUS])
def test_without_another_track_there_is_no_way_there(
    outside: WindowsMediaOutside, command: MediaCommand
) -> None:
    session, asked = started(outside, MediaState("Wind", is_playing=True))
    outside.press(command)
    session.close()
    assert asked.commands == []


def test_buttons_that_mean_nothing_here_do_nothing(outside: WindowsMediaOutside) -> None:
    session, asked = started(outside, MediaState("Wind", is_playing=True))
    (controls,) = outside.system.controls()
    controls.is_record_enabled = True
    outside.system.press(3, "record")
    outside.system.press(99, "play")
    session.close()
    assert asked.commands == []
    assert outside.errors() == []


def test_a_press_that_is_still_under_way_at_the_close_is_dropped(outside: WindowsMediaOutside) -> None:
    session, asked = started(outside, MediaState("Wind", is_playing=True))
    (controls,) = outside.system.controls()
    (handler,) = controls._handlers.values()
    session.close()
    outside.system.call(handler, controls, 1)
    assert asked.commands == []
    assert outside.errors() == []


def test_the_player_behind_the_controls_is_let_go_of(outside: WindowsMediaOutside) -> None:
    session, _ = started(outside, MediaState("Wind"))
    (player,) = outside.system.open_players
    session.close()
    assert outside.system.open_players == []
    controls = player.system_media_transport_controls
    assert controls._handlers == {}
    assert not controls.is_enabled


def test_what_fails_halfway_leaves_nothing_behind(
    outside: WindowsMediaOutside, caplog: pytest.LogCaptureFixture
) -> None:
    outside.system.refusing = "system_media_transport_controls"
    session = WindowsMediaSession()
    session.start(lambda command: None, lambda level: None)
    wait_until(lambda: bool(caplog.records), "a word in the log")
    session.close()
    assert outside.system.open_players == []
    assert len(caplog.records) == 1


def test_controls_that_fail_later_are_let_go_of(
    outside: WindowsMediaOutside, caplog: pytest.LogCaptureFixture
) -> None:
    session, _ = started(outside, MediaState("Wind"))
    outside.system.refusing = "update"
    session.show(MediaState("Rain"))
    wait_until_panel_shows(outside, PanelContent())
    session.show(MediaState("Surf"))
    session.close()
    assert "media keys" not in {thread.name for thread in threading.enumerate()}
    assert outside.system.open_players == []
    assert len(caplog.records) == 1
