"""A stand-in for the part of PyWinRT that media keys need, with the real names, types and errors.

The stand-in has only real attributes, and rejects values of a wrong type. As in Windows, a button calls the
app's handlers in a system thread. It does so only if controls and button are enabled, and the player's own
handling is disabled.
"""

import sys
import threading
from collections.abc import Callable
from enum import IntEnum
from functools import partial
from types import ModuleType

import pytest


class MediaPlaybackStatus(IntEnum):
    CLOSED = 0
    CHANGING = 1
    STOPPED = 2
    PLAYING = 3
    PAUSED = 4


class MediaPlaybackType(IntEnum):
    UNKNOWN = 0
    MUSIC = 1
    VIDEO = 2
    IMAGE = 3


class SystemMediaTransportControlsButton(IntEnum):
    PLAY = 0
    PAUSE = 1
    STOP = 2
    RECORD = 3
    FAST_FORWARD = 4
    REWIND = 5
    NEXT = 6
    PREVIOUS = 7
    CHANNEL_UP = 8
    CHANNEL_DOWN = 9


class _Projected:
    """Base class that allows only the declared public properties, with values of the declared types."""

    def __setattr__(self, name: str, value: object) -> None:
        if not name.startswith("_"):
            kind = type(self).__annotations__.get(name)
            if kind is None:
                raise AttributeError(f"{type(self).__name__} has no property {name}")
            if not isinstance(value, kind):
                raise TypeError(f"{name} is a {kind.__name__}, not {value!r}")
        super().__setattr__(name, value)


class MusicDisplayProperties(_Projected):
    title: str = ""
    artist: str = ""


class SystemMediaTransportControlsDisplayUpdater(_Projected):
    """Shows its values on the media panel only after `update`."""

    type: MediaPlaybackType = MediaPlaybackType.UNKNOWN

    def __init__(self, system: "System") -> None:
        self._system = system
        self._music = MusicDisplayProperties()
        self._shown = ("", "")
        self._updates = 0

    @property
    def music_properties(self) -> MusicDisplayProperties:
        if self.type is not MediaPlaybackType.MUSIC:
            raise OSError("the type of the media is not music")
        return self._music

    def clear_all(self) -> None:
        self.type = MediaPlaybackType.UNKNOWN
        self._music = MusicDisplayProperties()

    def update(self) -> None:
        self._system.refuse("update")
        self._updates += 1
        self._shown = (self._music.title, self._music.artist)


class SystemMediaTransportControlsButtonPressedEventArgs:
    def __init__(self, button: int) -> None:
        self._button = button

    @property
    def button(self) -> int:
        return self._button


class SystemMediaTransportControls(_Projected):
    is_enabled: bool = False
    is_play_enabled: bool = False
    is_pause_enabled: bool = False
    is_stop_enabled: bool = False
    is_record_enabled: bool = False
    is_next_enabled: bool = False
    is_previous_enabled: bool = False
    playback_status: MediaPlaybackStatus = MediaPlaybackStatus.CLOSED

    def __init__(self, system: "System") -> None:
        self._updater = SystemMediaTransportControlsDisplayUpdater(system)
        self._handlers: dict[int, Handler] = {}
        self._tokens = 0

    @property
    def display_updater(self) -> SystemMediaTransportControlsDisplayUpdater:
        return self._updater

    def add_button_pressed(self, handler: "Handler") -> int:
        self._tokens += 1
        self._handlers[self._tokens] = handler
        return self._tokens

    def remove_button_pressed(self, token: int) -> None:
        self._handlers.pop(token, None)


Handler = Callable[[SystemMediaTransportControls, SystemMediaTransportControlsButtonPressedEventArgs], object]


class MediaPlaybackCommandManager(_Projected):
    is_enabled: bool = True


class MediaPlayer:
    def __init__(self, system: "System") -> None:
        system.refuse("MediaPlayer")
        self._system = system
        self._controls = SystemMediaTransportControls(system)
        self._manager = MediaPlaybackCommandManager()
        system.open_players.append(self)

    @property
    def command_manager(self) -> MediaPlaybackCommandManager:
        return self._manager

    @property
    def system_media_transport_controls(self) -> SystemMediaTransportControls:
        self._system.refuse("system_media_transport_controls")
        return self._controls

    def close(self) -> None:
        self._system.open_players.remove(self)


class System:
    """The Windows system as the person sees it, with a media panel."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.open_players: list[MediaPlayer] = []
        self.refusing = ""
        self.unraisable: list[Exception] = []
        media = ModuleType("winrt.windows.media")
        for name in ("MediaPlaybackStatus", "MediaPlaybackType", "SystemMediaTransportControlsButton"):
            setattr(media, name, globals()[name])
        playback = ModuleType("winrt.windows.media.playback")
        vars(playback)["MediaPlayer"] = partial(MediaPlayer, self)
        for module in (ModuleType("winrt"), ModuleType("winrt.windows"), media, playback):
            monkeypatch.setitem(sys.modules, module.__name__, module)

    def refuse(self, name: str) -> None:
        """Raise the error of Windows if the test has chosen the call `name` to fail."""
        if name == self.refusing:
            raise OSError(f"{name}: class not registered")

    def controls(self) -> list[SystemMediaTransportControls]:
        """The media controls that the panel shows."""
        every = [player._controls for player in self.open_players]
        return [each for each in every if each.is_enabled]

    def press(self, button: int, name: str) -> None:
        """Press a button of the media panel; return after the app's handlers have run."""
        for player in self.open_players:
            controls = player._controls
            is_on = controls.is_enabled and getattr(controls, f"is_{name}_enabled")
            if is_on and not player.command_manager.is_enabled:
                for handler in list(controls._handlers.values()):
                    pressing = threading.Thread(target=self.call, args=(handler, controls, button))
                    pressing.start()
                    pressing.join()

    def call(self, handler: Handler, controls: SystemMediaTransportControls, button: int) -> None:
        """Call a handler of the app as the real library does."""
        try:
            handler(controls, SystemMediaTransportControlsButtonPressedEventArgs(button))
        except Exception as error:
            self.unraisable.append(error)
