"""Media keys and the list of what plays: MPRIS (org.mpris.MediaPlayer2) on Linux, nothing elsewhere.

Desktops send media keys to whatever offers MPRIS on the session bus, and show it in their panels.
"""

from __future__ import annotations

import logging
import math
import os
import sys
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from rlscompanion.bedtime.ports import MediaCommand, MediaSession, MediaState

if TYPE_CHECKING:
    import asyncio

    from dbus_fast import Message, Variant
    from dbus_fast.aio import MessageBus

BUS_NAME = "org.mpris.MediaPlayer2.rlscompanion"
CLOSE_SECONDS = 2.0
"""How long `close` waits at most for the thread."""

_PATH = "/org/mpris/MediaPlayer2"
_ROOT = "org.mpris.MediaPlayer2"
_PLAYER = "org.mpris.MediaPlayer2.Player"
_PROPERTIES = "org.freedesktop.DBus.Properties"
_INTROSPECTABLE = "org.freedesktop.DBus.Introspectable"
_NO_TRACK = "/org/mpris/MediaPlayer2/TrackList/NoTrack"

_COMMANDS = {
    "Play": MediaCommand.PLAY,
    "Pause": MediaCommand.PAUSE,
    "PlayPause": MediaCommand.PLAY_PAUSE,
    "Stop": MediaCommand.STOP,
    "Next": MediaCommand.NEXT,
    "Previous": MediaCommand.PREVIOUS,
}
# Methods that a player has to have and that mean nothing here; the properties say so.
_IDLE = {_ROOT: ("Raise", "Quit"), _PLAYER: ("Seek", "SetPosition")}

_INTROSPECTION = """\
<!DOCTYPE node PUBLIC "-//freedesktop//DTD D-BUS Object Introspection 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/introspect.dtd">
<node>
 <interface name="org.mpris.MediaPlayer2">
  <method name="Raise"/><method name="Quit"/>
  <property name="CanQuit" type="b" access="read"/><property name="CanRaise" type="b" access="read"/>
  <property name="HasTrackList" type="b" access="read"/>
  <property name="Identity" type="s" access="read"/><property name="DesktopEntry" type="s" access="read"/>
  <property name="SupportedUriSchemes" type="as" access="read"/>
  <property name="SupportedMimeTypes" type="as" access="read"/>
 </interface>
 <interface name="org.mpris.MediaPlayer2.Player">
  <method name="Play"/><method name="Pause"/><method name="PlayPause"/><method name="Stop"/>
  <method name="Next"/><method name="Previous"/>
  <method name="Seek"><arg name="Offset" type="x" direction="in"/></method>
  <method name="SetPosition">
   <arg name="TrackId" type="o" direction="in"/><arg name="Position" type="x" direction="in"/>
  </method>
  <property name="PlaybackStatus" type="s" access="read"/><property name="Rate" type="d" access="read"/>
  <property name="MinimumRate" type="d" access="read"/><property name="MaximumRate" type="d" access="read"/>
  <property name="Metadata" type="a{sv}" access="read"/><property name="Volume" type="d" access="readwrite"/>
  <property name="Position" type="x" access="read"/>
  <property name="CanGoNext" type="b" access="read"/><property name="CanGoPrevious" type="b" access="read"/>
  <property name="CanPlay" type="b" access="read"/><property name="CanPause" type="b" access="read"/>
  <property name="CanSeek" type="b" access="read"/><property name="CanControl" type="b" access="read"/>
 </interface>
 <interface name="org.freedesktop.DBus.Properties">
  <method name="Get">
   <arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="v" direction="out"/>
  </method>
  <method name="GetAll"><arg type="s" direction="in"/><arg type="a{sv}" direction="out"/></method>
  <method name="Set">
   <arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="v" direction="in"/>
  </method>
  <signal name="PropertiesChanged"><arg type="s"/><arg type="a{sv}"/><arg type="as"/></signal>
 </interface>
</node>
"""

_T = TypeVar("_T")

_log = logging.getLogger(__name__)


def media_session() -> MediaSession:
    """The media session of this platform."""
    return MprisSession() if sys.platform.startswith("linux") else NoMediaSession()


class NoMediaSession:
    """Where media keys cannot be had: does nothing."""

    def start(self, on_command: Callable[[MediaCommand], None], on_level: Callable[[float], None]) -> None:
        """Do nothing."""

    def show(self, state: MediaState) -> None:
        """Do nothing."""

    def close(self) -> None:
        """Do nothing."""


class MprisSession:
    """Media keys through MPRIS, from a thread of its own that sleeps until it is told or asked something.

    Without a session bus nothing happens. No method raises; the listeners are called from the thread.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()  # guards what follows
        self._state: MediaState | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._news: asyncio.Event | None = None
        self._is_closed = False
        self._thread: threading.Thread | None = None

    def start(self, on_command: Callable[[MediaCommand], None], on_level: Callable[[float], None]) -> None:
        """Begin to listen; the listeners are called from another thread. A second call does nothing."""
        with self._lock:
            if self._thread is not None or self._is_closed:
                return
            player = _Player(on_command, on_level)
            self._thread = threading.Thread(target=self._run, args=(player,), name="media keys", daemon=True)
            self._thread.start()

    def show(self, state: MediaState) -> None:
        """Tell the outside what sounds; returns at once. Of several in a row the last one counts."""
        with self._lock:
            if state != self._state:
                self._state = state
                self._poke()

    def close(self) -> None:
        """Stop listening, within CLOSE_SECONDS. A second call does nothing."""
        with self._lock:
            self._is_closed = True
            self._poke()
            thread = self._thread
        if thread is not None and thread is not threading.current_thread():
            thread.join(CLOSE_SECONDS)

    def _poke(self) -> None:
        """Have the thread look at the state; the lock is held."""
        if self._loop is not None and self._news is not None:
            self._loop.call_soon_threadsafe(self._news.set)

    def _run(self, player: _Player) -> None:
        import asyncio

        try:
            asyncio.run(self._serve(player))
        except Exception:
            _log.exception("the media keys failed")

    async def _serve(self, player: _Player) -> None:
        import asyncio

        news = asyncio.Event()
        with self._lock:
            self._loop, self._news = asyncio.get_running_loop(), news
            news.set()
        serving = asyncio.create_task(self._serve_bus(player, news))
        closing = asyncio.create_task(self._attend(player, news))
        try:
            await asyncio.wait((serving, closing), return_when=asyncio.FIRST_COMPLETED)
        finally:
            with self._lock:
                self._loop = self._news = None
            for task in (serving, closing):
                task.cancel()
            results = await asyncio.gather(serving, closing, return_exceptions=True)
        for result in results:
            if isinstance(result, Exception):
                raise result

    async def _attend(self, player: _Player, news: asyncio.Event) -> None:
        """Hand every news to the player until this is closed."""
        while True:
            await news.wait()
            news.clear()
            with self._lock:
                state, is_closed = self._state, self._is_closed
            if is_closed:
                return
            if state is not None:
                player.show(state)

    async def _serve_bus(self, player: _Player, news: asyncio.Event) -> None:
        """Be on the bus until it goes away."""
        try:
            bus = await _connect()
        except Exception as error:
            _log.info("no media keys: %s", error)
            return
        try:
            bus.add_message_handler(player.answer)
            await _take_name(bus)
            player.bus = bus
            news.set()
            await bus.wait_for_disconnect()  # type: ignore[no-untyped-call]
        except (OSError, EOFError) as error:
            _log.info("the session bus is gone: %s", error)
        finally:
            player.bus = None
            bus.disconnect()


async def _connect() -> MessageBus:
    """Connect to the session bus. Raises one of many errors if there is none."""
    from dbus_fast.aio import MessageBus

    address = os.environ.get("DBUS_SESSION_BUS_ADDRESS")
    usual = os.path.join(os.environ.get("XDG_RUNTIME_DIR", ""), "bus")
    if not address and os.path.isabs(usual) and os.path.exists(usual):
        address = f"unix:path={usual}"
    return await MessageBus(bus_address=address).connect()


async def _take_name(bus: MessageBus) -> None:
    """Take the name of this app, or one for this process where another instance has it."""
    from dbus_fast import NameFlag, RequestNameReply

    if await bus.request_name(BUS_NAME, NameFlag.DO_NOT_QUEUE) != RequestNameReply.PRIMARY_OWNER:
        await bus.request_name(f"{BUS_NAME}.instance{os.getpid()}", NameFlag.DO_NOT_QUEUE)


class _Player:
    """What the bus sees; lives in the thread's event loop."""

    def __init__(self, on_command: Callable[[MediaCommand], None], on_level: Callable[[float], None]) -> None:
        self.bus: MessageBus | None = None
        self._on_command, self._on_level = on_command, on_level
        self._state = MediaState("")
        self._track = 0
        self._told: dict[str, Variant] | None = None

    def show(self, state: MediaState) -> None:
        """Take over a state, and tell the bus what has changed since it was last told."""
        from dbus_fast import Message, MessageType

        before, self._state = self._state, state
        if (before.title, before.artist, before.seconds) != (state.title, state.artist, state.seconds):
            self._track += 1
        if self.bus is None:
            return
        now, told = self._player_properties(), self._told or {}
        changed = {name: value for name, value in now.items() if told.get(name) != value}
        self._told = now
        if changed:
            body = [_PLAYER, changed, []]
            self.bus.send(
                Message(
                    message_type=MessageType.SIGNAL,
                    path=_PATH,
                    interface=_PROPERTIES,
                    member="PropertiesChanged",
                    signature="sa{sv}as",
                    body=body,
                )
            )

    def answer(self, message: Message) -> Message | bool | None:
        """The answer to a call, if it is one to this player; True where none is wanted."""
        from dbus_fast import ErrorType, Message, MessageFlag, MessageType

        if message.message_type is not MessageType.METHOD_CALL or message.path != _PATH:
            return None
        try:
            found = self._result(message)
        except (LookupError, ValueError, TypeError) as error:
            return Message.new_error(message, ErrorType.INVALID_ARGS, f"not possible: {error}")
        if found is None:
            return None
        if message.flags & MessageFlag.NO_REPLY_EXPECTED:
            return True
        signature, body = found
        return Message.new_method_return(message, signature, body)

    def _result(self, message: Message) -> tuple[str, list[Any]] | None:
        """Signature and body of an answer; None for a method that is not here."""
        interface, member = message.interface, message.member
        if interface == _PROPERTIES:
            return self._properties(member, message.body)
        if interface == _INTROSPECTABLE and member == "Introspect":
            return "s", [_INTROSPECTION]
        if interface in (_PLAYER, None) and member in _COMMANDS:
            _call(self._on_command, _COMMANDS[member])
            return "", []
        if member in _IDLE.get(interface or _PLAYER, ()):
            return "", []
        return None

    def _properties(self, member: str | None, body: list[Any]) -> tuple[str, list[Any]] | None:
        match member, body:
            case "Get", [str(interface), str(name)]:
                return "v", [self._all_properties(interface)[name]]
            case "GetAll", [str(interface)]:
                return "a{sv}", [self._all_properties(interface)]
            case "Set", [str(interface), str(name), value]:
                self._set(interface, name, value)
                return "", []
        return None

    def _set(self, interface: str, name: str, value: Variant) -> None:
        if (interface, name) != (_PLAYER, "Volume"):
            raise LookupError(f"{name} cannot be set")
        level = float(value.value)
        if not math.isfinite(level):
            raise ValueError("a volume is a number")
        _call(self._on_level, min(1.0, max(0.0, level)))

    def _all_properties(self, interface: str) -> dict[str, Variant]:
        """Raises LookupError for an interface that is not here."""
        from dbus_fast import Variant

        if interface == _ROOT:
            return {
                "CanQuit": Variant("b", False),
                "CanRaise": Variant("b", False),
                "HasTrackList": Variant("b", False),
                "Identity": Variant("s", "RLS Companion"),
                "DesktopEntry": Variant("s", "rlscompanion"),
                "SupportedUriSchemes": Variant("as", []),
                "SupportedMimeTypes": Variant("as", []),
            }
        if interface == _PLAYER:
            return {**self._player_properties(), "Position": Variant("x", 0)}
        raise LookupError(f"no interface {interface}")

    def _player_properties(self) -> dict[str, Variant]:
        """All but the position, whose changes are not told."""
        from dbus_fast import Variant

        state = self._state
        idle = "Paused" if state.title else "Stopped"
        return {
            "PlaybackStatus": Variant("s", "Playing" if state.is_playing else idle),
            "Rate": Variant("d", 1.0),
            "MinimumRate": Variant("d", 1.0),
            "MaximumRate": Variant("d", 1.0),
            "Metadata": Variant("a{sv}", self._metadata()),
            "Volume": Variant("d", float(state.level)),
            "CanGoNext": Variant("b", state.can_go_next),
            "CanGoPrevious": Variant("b", state.can_go_next),
            "CanPlay": Variant("b", True),
            "CanPause": Variant("b", True),
            "CanSeek": Variant("b", False),
            "CanControl": Variant("b", True),
        }

    def _metadata(self) -> dict[str, Variant]:
        from dbus_fast import Variant

        state = self._state
        track = f"/org/rlscompanion/track/{self._track}" if state.title else _NO_TRACK
        metadata = {"mpris:trackid": Variant("o", track)}
        if state.title:
            metadata["xesam:title"] = Variant("s", state.title)
        if state.artist:
            metadata["xesam:artist"] = Variant("as", [state.artist])
        if state.seconds is not None and math.isfinite(state.seconds):
            metadata["mpris:length"] = Variant("x", round(1e6 * state.seconds))
        return metadata


def _call(listener: Callable[[_T], None], value: _T) -> None:
    try:
        listener(value)
    except Exception:
        _log.exception("a listener to the media keys failed")
