"""The program as an MPRIS media player on the session bus, with the properties and methods of MPRIS."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from rlscompanion.bedtime.ports import MediaCommand, MediaState
from rlscompanion.desktop.media_listeners import MediaListeners

if TYPE_CHECKING:
    from dbus_fast import Message, Variant
    from dbus_fast.aio import MessageBus

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
# Required methods without a meaning here; the properties say so.
_METHODS_WITHOUT_EFFECT = {_ROOT: ("Raise", "Quit"), _PLAYER: ("Seek", "SetPosition")}
_SIGNATURES = {"Seek": "x", "SetPosition": "ox", "Get": "ss", "GetAll": "s", "Set": "ssv"}
"""The D-Bus type signature of each method that has arguments."""

_KNOWN_METHODS = {
    *_SIGNATURES,
    *_COMMANDS,
    *(each for names in _METHODS_WITHOUT_EFFECT.values() for each in names),
}

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
  <signal name="Seeked"><arg name="Position" type="x"/></signal>
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


class MprisPlayer:
    """The media player that other programs see on the session bus.

    All methods must be called in the thread of the bus.
    """

    def __init__(self, listeners: MediaListeners) -> None:
        self.bus: MessageBus | None = None
        self._listeners = listeners
        self._state = MediaState("")
        self._track = 0
        self._signalled: dict[str, Variant] | None = None

    def show(self, state: MediaState) -> None:
        """Store what is playing now, and send signals about the changes to other programs."""
        before, self._state = self._state, state
        if (before.title, before.artist, before.seconds) != (state.title, state.artist, state.seconds):
            self._track += 1
        if self.bus is None:
            return
        now, known = self._player_properties(), self._signalled or {}
        changed = {name: value for name, value in now.items() if known.get(name) != value}
        self._signalled = now
        if changed:
            self._signal(_PROPERTIES, "PropertiesChanged", "sa{sv}as", [_PLAYER, changed, []])
        if state.jump_count != before.jump_count:
            self._signal(_PLAYER, "Seeked", "x", [self._position()])

    def _position(self) -> int:
        """The position in the track, in microseconds."""
        return round(1e6 * self._state.position())

    def _signal(self, interface: str, member: str, signature: str, body: list[Any]) -> None:
        from dbus_fast import Message, MessageType

        if self.bus is not None:
            self.bus.send(
                Message(
                    message_type=MessageType.SIGNAL,
                    path=_PATH,
                    interface=interface,
                    member=member,
                    signature=signature,
                    body=body,
                )
            )

    def reply_to(self, message: Message) -> Message | bool | None:
        """The reply to a message in which another program calls a method of this player.

        True if the caller wants no reply. None if the message calls no method of this player.
        """
        from dbus_fast import ErrorType, Message, MessageFlag, MessageType

        if message.message_type is not MessageType.METHOD_CALL or message.path != _PATH:
            return None
        try:
            found = self._reply_body(message)
        except (LookupError, ValueError, TypeError) as error:
            return Message.new_error(message, ErrorType.INVALID_ARGS, f"not possible: {error}")
        if found is None:
            return None
        if message.flags & MessageFlag.NO_REPLY_EXPECTED:
            return True
        signature, body = found
        return Message.new_method_return(message, signature, body)

    def _reply_body(self, message: Message) -> tuple[str, list[Any]] | None:
        """The signature and body of a reply; None for an unknown method."""
        interface, member = message.interface, message.member
        wanted = _SIGNATURES.get(member or "", "")
        if member in _KNOWN_METHODS and message.signature != wanted:
            raise TypeError(f"{member} takes “{wanted}”, not “{message.signature}”")
        if interface == _PROPERTIES:
            return self._properties(member, message.body)
        if interface == _INTROSPECTABLE and member == "Introspect":
            return "s", [_INTROSPECTION]
        if interface in (_PLAYER, None) and member in _COMMANDS:
            self._listeners.deliver_command(_COMMANDS[member])
            return "", []
        if member in _METHODS_WITHOUT_EFFECT.get(interface or _PLAYER, ()):
            return "", []
        return None

    def _properties(self, member: str | None, body: list[Any]) -> tuple[str, list[Any]] | None:
        match member, body:
            case "Get", [str(interface), str(name)]:
                return "v", [self._all_properties(interface)[name]]
            case "GetAll", [str(interface)]:
                return "a{sv}", [self._all_properties(interface)]
            case "Set", [str(interface), str(name), value]:
                self._set_property(interface, name, value)
                return "", []
        return None

    def _set_property(self, interface: str, name: str, value: Variant) -> None:
        if (interface, name) != (_PLAYER, "Volume"):
            raise LookupError(f"{name} cannot be set")
        if value.signature != "d":
            raise TypeError("a volume is a double")
        level = float(value.value)
        if not math.isfinite(level):
            raise ValueError("a volume is a number")
        self._listeners.deliver_level(min(1.0, max(0.0, level)))

    def _all_properties(self, interface: str) -> dict[str, Variant]:
        """All properties of an interface. Raises LookupError for an unknown interface."""
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
            return {**self._player_properties(), "Position": Variant("x", self._position())}
        raise LookupError(f"no interface {interface}")

    def _player_properties(self) -> dict[str, Variant]:
        """The properties of the player, without the position, whose changes are not signalled."""
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
            "CanGoPrevious": Variant("b", state.can_go_previous),
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
