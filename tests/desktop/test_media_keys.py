"""Media keys on a private session bus, asked from outside by playerctl."""

import logging
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rlscompanion.bedtime.ports import MediaCommand, MediaSession, MediaState
from rlscompanion.desktop.media_keys import BUS_NAME, MprisSession, NoMediaSession, media_session
from tests.e2e.processes import accepts, end, spawn, wait_until

_BUS = """\
<busconfig>
  <type>session</type>
  <listen>unix:path={socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""


class Bus:
    """A private session bus."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.socket = directory / "bus"
        self.environment = {**os.environ, "DBUS_SESSION_BUS_ADDRESS": f"unix:path={self.socket}"}
        configuration = directory / "bus.conf"
        configuration.write_text(_BUS.format(socket=self.socket))
        self.daemon = spawn(
            ["dbus-daemon", f"--config-file={configuration}", "--nofork"], os.environ, directory / "bus.log"
        )
        wait_until(lambda: accepts(self.socket), 10, "the session bus")

    def playerctl(self, *arguments: str) -> str:
        """What playerctl says of the app; empty when it knows no such player."""
        command = ["playerctl", "--player=rlscompanion", *arguments]
        ran = subprocess.run(command, env=self.environment, capture_output=True, text=True, timeout=20)
        return ran.stdout.strip()

    def players(self) -> list[str]:
        ran = subprocess.run(
            ["playerctl", "--list-all"], env=self.environment, capture_output=True, text=True, timeout=20
        )
        return sorted(ran.stdout.split())

    def call(self, *arguments: str) -> str:
        """A method called with dbus-send; what it answers or refuses with."""
        command = ["dbus-send", "--session", "--print-reply", f"--dest={BUS_NAME}"]
        whole = [*command, "/org/mpris/MediaPlayer2", *arguments]
        ran = subprocess.run(whole, env=self.environment, capture_output=True, text=True, timeout=20)
        return ran.stdout + ran.stderr


class Asked:
    """What the outside has asked for."""

    def __init__(self) -> None:
        self.commands: list[MediaCommand] = []
        self.levels: list[float] = []

    def wait_for(self, condition: Callable[[], bool]) -> None:
        wait_until(condition, 5, "what was asked for from outside")


@pytest.fixture
def bus(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bus]:
    missing = [name for name in ("dbus-daemon", "dbus-send", "playerctl") if shutil.which(name) is None]
    if missing:
        reason = f"tests of the media keys need: {', '.join(missing)}"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    opened = Bus(tmp_path_factory.mktemp("bus"))
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", opened.environment["DBUS_SESSION_BUS_ADDRESS"])
    yield opened
    end(opened.daemon)


@pytest.fixture
def asked() -> Asked:
    return Asked()


@pytest.fixture
def session(bus: Bus, asked: Asked) -> Iterator[MprisSession]:
    """A session that the bus knows, in which a sound plays."""
    session = MprisSession()
    session.start(asked.commands.append, asked.levels.append)
    session.show(MediaState("Ocean surf", "RLS Companion", True, 0.5, True, 3661.5))
    wait_until(lambda: bus.playerctl("status") == "Playing", 10, "the player on the bus")
    yield session
    session.close()


@pytest.mark.parametrize(
    ("word", "command"),
    [
        ("play", MediaCommand.PLAY),
        ("pause", MediaCommand.PAUSE),
        ("play-pause", MediaCommand.PLAY_PAUSE),
        ("stop", MediaCommand.STOP),
        ("next", MediaCommand.NEXT),
        ("previous", MediaCommand.PREVIOUS),
    ],
)
def test_a_key_arrives(bus: Bus, session: MprisSession, asked: Asked, word: str, command: str) -> None:
    bus.playerctl(word)
    asked.wait_for(lambda: asked.commands == [command])


def test_what_sounds_is_seen(bus: Bus, session: MprisSession) -> None:
    assert bus.playerctl("metadata", "title") == "Ocean surf"
    assert bus.playerctl("metadata", "artist") == "RLS Companion"
    assert bus.playerctl("metadata", "mpris:length") == "3661500000"
    assert "/org/rlscompanion/track/" in bus.playerctl("metadata", "mpris:trackid")
    assert float(bus.playerctl("volume")) == 0.5


def test_changes_are_seen(bus: Bus, session: MprisSession) -> None:
    track = bus.playerctl("metadata", "mpris:trackid")
    session.show(MediaState("Pink noise", is_playing=False, level=0.25))
    wait_until(lambda: bus.playerctl("status") == "Paused", 5, "the pause")
    assert bus.playerctl("metadata", "title") == "Pink noise"
    assert bus.playerctl("metadata", "mpris:length") == ""
    assert bus.playerctl("metadata", "mpris:trackid") != track
    assert float(bus.playerctl("volume")) == 0.25
    session.show(MediaState(""))
    wait_until(lambda: bus.playerctl("status") == "Stopped", 5, "the stop")


def test_who_listens_is_told_of_changes_alone(bus: Bus, session: MprisSession) -> None:
    log = bus.directory / "followed"
    follower = spawn(
        ["playerctl", "--player=rlscompanion", "--follow", "metadata", "--format", "{{title}} {{status}}"],
        bus.environment,
        log,
    )
    try:
        wait_until(lambda: "Ocean surf Playing" in log.read_text(), 5, "the follower")
        session.show(MediaState("Wind", is_playing=True))
        wait_until(lambda: "Wind Playing" in log.read_text(), 5, "the change")
    finally:
        end(follower)


def test_of_many_changes_the_last_one_counts(bus: Bus, session: MprisSession) -> None:
    for number in range(500):
        session.show(MediaState(f"Sound {number}", is_playing=True))
    wait_until(lambda: bus.playerctl("metadata", "title") == "Sound 499", 5, "the last of many")


def test_the_volume_can_be_set(bus: Bus, session: MprisSession, asked: Asked) -> None:
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


def test_nonsense_is_refused_and_does_no_harm(bus: Bus, session: MprisSession, asked: Asked) -> None:
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


def test_a_failing_listener_harms_nobody(bus: Bus, caplog: pytest.LogCaptureFixture) -> None:
    called = threading.Event()

    def fail(value: object) -> None:
        called.set()
        raise RuntimeError("a bug")

    session = MprisSession()
    session.start(fail, fail)
    try:
        wait_until(lambda: bus.playerctl("status") == "Stopped", 10, "the player on the bus")
        bus.playerctl("play")
        assert called.wait(5)
        assert bus.playerctl("status") == "Stopped"
    finally:
        session.close()
    caplog.clear()


def test_a_second_instance_has_a_name_of_its_own(bus: Bus, session: MprisSession) -> None:
    other = MprisSession()
    other.start(lambda command: None, lambda level: None)
    try:
        expected = ["rlscompanion", f"rlscompanion.instance{os.getpid()}"]
        wait_until(lambda: bus.players() == expected, 10, "both players")
    finally:
        other.close()


def test_close_takes_it_off_the_bus_and_ends_the_thread(bus: Bus, session: MprisSession) -> None:
    session.close()
    session.close()
    assert "media keys" not in {thread.name for thread in threading.enumerate()}
    assert bus.players() == []
    session.show(MediaState("Too late"))
    session.start(lambda command: None, lambda level: None)


def test_a_bus_that_goes_away_is_no_error(
    bus: Bus, session: MprisSession, caplog: pytest.LogCaptureFixture
) -> None:
    end(bus.daemon)
    wait_until(
        lambda: "media keys" not in {thread.name for thread in threading.enumerate()}, 5, "the thread's end"
    )
    session.show(MediaState("Nobody hears"))
    session.close()
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


def test_without_a_bus_nothing_happens(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path / 'none'}")
    with caplog.at_level(logging.INFO):
        session = MprisSession()
        session.start(lambda command: None, lambda level: None)
        session.show(MediaState("Unheard"))
        wait_until(lambda: bool(caplog.records), 5, "a word in the log")
        session.close()
    assert [record.levelno for record in caplog.records] == [logging.INFO]


def test_no_address_at_all_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR", "DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    session = MprisSession()
    session.start(lambda command: None, lambda level: None)
    session.close()


def test_elsewhere_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    session: MediaSession = media_session()
    assert isinstance(session, NoMediaSession)
    session.start(lambda command: None, lambda level: None)
    session.show(MediaState("Unheard"))
    session.close()
    monkeypatch.setattr(sys, "platform", "linux")
    assert isinstance(media_session(), MprisSession)


def test_the_bus_library_is_not_imported_before_the_start() -> None:
    code = (
        "import sys; from rlscompanion.desktop.media_keys import media_session; media_session();"
        "sys.exit('dbus_fast' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], timeout=60).returncode == 0
