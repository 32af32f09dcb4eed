"""The remote commands of macOS, as a stand-in has them: what no other platform has."""

import pytest

from rlscompanion.bedtime.ports import MediaCommand, MediaState
from rlscompanion.desktop.media_macos import MacMediaSession
from tests.desktop.macos_stand_in import COMMAND_FAILED, SUCCESS
from tests.desktop.outside import MacMediaOutside, OutsideRequests, PanelContent


@pytest.fixture
def outside(monkeypatch: pytest.MonkeyPatch) -> MacMediaOutside:
    return MacMediaOutside(monkeypatch)


def started(state: MediaState) -> tuple[MacMediaSession, OutsideRequests]:
    session, asked = MacMediaSession(), OutsideRequests()
    session.start(asked.commands.append, asked.levels.append)
    session.show(state)
    return session, asked


@pytest.mark.parametrize("command", [MediaCommand.NEXT, MediaCommand.PREVIOUS])
def test_without_another_track_there_is_no_way_there(outside: MacMediaOutside, command: MediaCommand) -> None:
    _, asked = started(MediaState("Wind", is_playing=True))
    outside.press(command)
    assert asked.commands == []


def test_the_system_is_told_what_became_of_a_key(outside: MacMediaOutside) -> None:
    def fail(command: MediaCommand) -> None:
        if command is MediaCommand.STOP:
            raise RuntimeError("a bug")

    session = MacMediaSession()
    session.start(fail, lambda level: None)
    outside.press(MediaCommand.PLAY)
    outside.press(MediaCommand.STOP)
    assert outside.framework.center.play.answers == [SUCCESS]
    assert outside.framework.center.stop.answers == [COMMAND_FAILED]
    assert all(type(answer) is int for answer in outside.framework.center.play.answers)


def test_a_key_that_is_still_under_way_at_the_close_is_dropped(outside: MacMediaOutside) -> None:
    session, asked = started(MediaState("Wind", is_playing=True))
    (handler,) = outside.framework.center.pause.targets.values()
    session.close()
    assert handler(object()) == COMMAND_FAILED
    assert asked.commands == []


def test_the_panel_hears_the_rate_and_that_it_is_sound_but_no_length(outside: MacMediaOutside) -> None:
    session, _ = started(MediaState("Wind", is_playing=True, seconds=60.0))
    assert outside.framework.panel.info == {
        "title": "Wind",
        "artist": "",
        "MPNowPlayingInfoPropertyMediaType": 1,
        "MPNowPlayingInfoPropertyPlaybackRate": 1.0,
    }
    session.show(MediaState("Wind"))
    assert outside.framework.panel.info["MPNowPlayingInfoPropertyPlaybackRate"] == 0.0


def test_the_panel_is_empty_where_nothing_is_to_be_shown(outside: MacMediaOutside) -> None:
    session, _ = started(MediaState("Wind", is_playing=True))
    session.show(MediaState(""))
    assert outside.framework.panel.info is None
    session.show(MediaState("Wind", is_playing=True))
    assert outside.framework.panel.info is not None
    session.close()
    assert outside.framework.panel.info is None
    assert outside.framework.panel.status() == "Stopped"


def test_what_fails_halfway_leaves_no_key_behind(
    outside: MacMediaOutside, caplog: pytest.LogCaptureFixture
) -> None:
    outside.framework.center.is_refusing = True
    started(MediaState("Wind"))
    assert [command.targets for command in outside.framework.center.all()] == [{}] * 6
    assert len(caplog.records) == 1


def test_a_panel_that_fails_later_gives_the_keys_back(
    outside: MacMediaOutside, caplog: pytest.LogCaptureFixture
) -> None:
    session, asked = started(MediaState("Wind", is_playing=True))
    outside.framework.panel.is_refusing = True
    session.show(MediaState("Rain", is_playing=True))
    session.show(MediaState("Surf", is_playing=True))
    outside.press(MediaCommand.PAUSE)
    session.close()
    assert asked.commands == []
    assert outside.seen() == PanelContent("Wind")
    assert len(caplog.records) == 1


def test_a_panel_that_will_not_be_emptied_is_no_error(
    outside: MacMediaOutside, caplog: pytest.LogCaptureFixture
) -> None:
    session, _ = started(MediaState("Wind"))
    outside.framework.panel.is_refusing = True
    session.close()
    assert [command.targets for command in outside.framework.center.all()] == [{}] * 6
    assert caplog.records == []
