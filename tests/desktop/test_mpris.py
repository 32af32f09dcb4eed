"""MPRIS on a private session bus, asked from outside by playerctl: what no other platform has."""

import logging
import os
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest

from rlscompanion.bedtime.ports import MediaCommand, MediaState
from rlscompanion.desktop.mpris import MprisSession
from tests.desktop.outside import OutsideRequests
from tests.desktop.session_bus import Bus
from tests.processes import end_process, run_to_end, start_process
from tests.waiting import wait_until

SURF = MediaState("Ocean surf", "RLS Companion", True, 0.5, True, 3661.5, position=lambda: 754.25)


@pytest.fixture
def asked() -> OutsideRequests:
    return OutsideRequests()


@pytest.fixture
def session(bus: Bus, asked: OutsideRequests) -> Iterator[MprisSession]:
    """A session that the bus knows, in which a sound plays."""
    session = MprisSession()
    session.start(asked.commands.append, asked.levels.append)
    session.show(SURF)
    wait_until(lambda: bus.playerctl("status") == "Playing", "the player on the bus")
    yield session
    session.close()


def test_what_sounds_is_seen(bus: Bus, session: MprisSession) -> None:
    assert bus.playerctl("metadata", "title") == "Ocean surf"
    assert bus.playerctl("metadata", "artist") == "RLS Companion"
    assert bus.playerctl("metadata", "mpris:length") == "3661500000"
    assert "/org/rlscompanion/track/" in bus.playerctl("metadata", "mpris:trackid")
    assert float(bus.playerctl("volume")) == 0.5


def test_changes_are_seen(bus: Bus, session: MprisSession) -> None:
    track = bus.playerctl("metadata", "mpris:trackid")
    session.show(MediaState("Pink noise", is_playing=False, level=0.25))
    wait_until(lambda: bus.playerctl("status") == "Paused", "the pause")
    assert bus.playerctl("metadata", "title") == "Pink noise"
    assert bus.playerctl("metadata", "mpris:length") == ""
    assert bus.playerctl("metadata", "mpris:trackid") != track
    assert float(bus.playerctl("volume")) == 0.25
    session.show(MediaState(""))
    wait_until(lambda: bus.playerctl("status") == "Stopped", "the stop")


def test_who_listens_is_told_of_changes_alone(bus: Bus, session: MprisSession) -> None:
    log = bus.directory / "followed"
    follower = start_process(
        ["playerctl", "--player=rlscompanion", "--follow", "metadata", "--format", "{{title}} {{status}}"],
        bus.environment,
        log,
    )
    try:
        wait_until(lambda: "Ocean surf Playing" in log.read_text(), "the follower")
        session.show(MediaState("Wind", is_playing=True))
        wait_until(lambda: "Wind Playing" in log.read_text(), "the change")
    finally:
        end_process(follower)


def test_the_volume_can_be_set(bus: Bus, session: MprisSession, asked: OutsideRequests) -> None:
    bus.playerctl("volume", "0.4")
    asked.wait_for(lambda: len(asked.levels) == 1)
    bus.playerctl("volume", "2.5")
    asked.wait_for(lambda: len(asked.levels) == 2)
    assert asked.levels == pytest.approx([0.4, 1.0])


def test_it_says_who_it_is_and_what_it_can(bus: Bus, session: MprisSession) -> None:
    get, root = "org.freedesktop.DBus.Properties.Get", "string:org.mpris.MediaPlayer2"
    assert '"RLS Companion"' in bus.call(get, root, "string:Identity")
    assert '"rlscompanion"' in bus.call(get, root, "string:DesktopEntry")
    assert "boolean true" in bus.call(get, f"{root}.Player", "string:CanGoNext")
    assert "boolean false" in bus.call(get, f"{root}.Player", "string:CanSeek")
    assert "PlaybackStatus" in bus.call("org.freedesktop.DBus.Introspectable.Introspect")


def test_the_last_of_a_list_can_be_left_backwards(
    bus: Bus, session: MprisSession, asked: OutsideRequests
) -> None:
    get, player = "org.freedesktop.DBus.Properties.Get", "string:org.mpris.MediaPlayer2.Player"
    session.show(replace(SURF, title="The last", can_go_next=False, can_go_previous=True))
    wait_until(lambda: bus.playerctl("metadata", "title") == "The last", "the last one")
    assert "boolean false" in bus.call(get, player, "string:CanGoNext")
    assert "boolean true" in bus.call(get, player, "string:CanGoPrevious")
    bus.playerctl("previous")
    asked.wait_for(lambda: asked.commands == [MediaCommand.PREVIOUS])


def test_the_position_is_the_true_one_and_a_jump_is_told_of(bus: Bus, session: MprisSession) -> None:
    get, player = "org.freedesktop.DBus.Properties.Get", "string:org.mpris.MediaPlayer2.Player"
    log = bus.directory / "seeked"
    watched = "type='signal',interface='org.mpris.MediaPlayer2.Player',member='Seeked'"
    watcher = start_process(["dbus-monitor", "--session", watched], bus.environment, log)
    try:
        wait_until(lambda: "NameAcquired" in log.read_text(), "the watcher")
        assert "int64 754250000" in bus.call(get, player, "string:Position")
        session.show(replace(SURF, level=0.4))
        session.show(replace(SURF, jump_count=1, position=lambda: 12.5))
        wait_until(lambda: "int64 12500000" in log.read_text(), "the jump")
        assert log.read_text().count("member=Seeked") == 1
        assert "int64 12500000" in bus.call(get, player, "string:Position")
    finally:
        end_process(watcher)


@pytest.mark.parametrize(
    "call",
    [
        ("org.freedesktop.DBus.Properties.Set", "string:{player}", "string:Volume", "variant:int32:1"),
        ("org.freedesktop.DBus.Properties.Set", "string:{player}", "string:Volume", "variant:string:0.5"),
        ("org.freedesktop.DBus.Properties.Set", "string:{player}", "string:Volume", "variant:boolean:true"),
        ("org.freedesktop.DBus.Properties.Set", "string:{player}", "string:Volume", "double:0.5"),
        ("org.freedesktop.DBus.Properties.Get", "string:{player}"),
        ("org.freedesktop.DBus.Properties.GetAll", "int32:3"),
        ("{player}.Seek", "string:far"),
        ("{player}.SetPosition", "int64:5"),
        ("{player}.Play", "string:now"),
        ("{player}.Next", "int32:1"),
    ],
    ids=" ".join,
)
def test_wrong_types_are_refused(
    bus: Bus, session: MprisSession, asked: OutsideRequests, call: tuple[str, ...]
) -> None:
    player = "org.mpris.MediaPlayer2.Player"
    assert "InvalidArgs" in bus.call(*(each.format(player=player) for each in call))
    assert (asked.levels, asked.commands) == ([], [])


def test_nonsense_is_refused_and_does_no_harm(
    bus: Bus, session: MprisSession, asked: OutsideRequests
) -> None:
    get, player = "org.freedesktop.DBus.Properties.Get", "string:org.mpris.MediaPlayer2.Player"
    put = "org.freedesktop.DBus.Properties.Set"
    assert "InvalidArgs" in bus.call(get, player, "string:Nothing")
    assert "InvalidArgs" in bus.call(get, "string:org.example", "string:Volume")
    assert "InvalidArgs" in bus.call(put, player, "string:Metadata", "variant:double:1")
    assert "InvalidArgs" in bus.call(put, player, "string:Volume", "variant:string:loud")
    assert "InvalidArgs" in bus.call(put, player, "string:Volume", "variant:double:nan")
    assert "UnknownMethod" in bus.call("org.mpris.MediaPlayer2.Player.Explode")
    assert asked.levels == []
    assert bus.playerctl("status") == "Playing"


def test_a_second_instance_has_a_name_of_its_own(bus: Bus, session: MprisSession) -> None:
    other = MprisSession()
    other.start(lambda command: None, lambda level: None)
    try:
        expected = ["rlscompanion", f"rlscompanion.instance{os.getpid()}"]
        wait_until(lambda: bus.players() == expected, "both players")
    finally:
        other.close()


def test_a_bus_that_goes_away_is_no_error(
    bus: Bus, session: MprisSession, caplog: pytest.LogCaptureFixture
) -> None:
    end_process(bus.daemon)
    wait_until(
        lambda: "media keys" not in {thread.name for thread in threading.enumerate()}, "the thread's end"
    )
    session.show(MediaState("Nobody hears"))
    session.close()
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


def test_no_address_at_all_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR", "DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    session = MprisSession()
    session.start(lambda command: None, lambda level: None)
    session.close()


def test_the_bus_library_is_not_imported_before_the_start() -> None:
    code = (
        "import sys; from rlscompanion.desktop.media_keys import media_session; media_session();"
        "sys.exit('dbus_fast' in sys.modules)"
    )
    assert run_to_end([sys.executable, "-c", code]).returncode == 0
