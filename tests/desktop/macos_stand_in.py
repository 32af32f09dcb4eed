"""A stand-in for the part of PyObjC's MediaPlayer that media keys need, with the real names and numbers.

A media key calls every handler of its command in a system thread. A handler must return a number; an
exception in a handler would end the app.
"""

# ruff: noqa: N802

import sys
import threading
from collections.abc import Callable
from types import ModuleType, SimpleNamespace

import pytest

SUCCESS, COMMAND_FAILED = 0, 200
PLAYBACK_STATUSES = {0: "Unknown", 1: "Playing", 2: "Paused", 3: "Stopped"}

_CONSTANTS: dict[str, object] = {
    "MPRemoteCommandHandlerStatusSuccess": SUCCESS,
    "MPRemoteCommandHandlerStatusCommandFailed": COMMAND_FAILED,
    "MPNowPlayingPlaybackStatePlaying": 1,
    "MPNowPlayingPlaybackStatePaused": 2,
    "MPNowPlayingPlaybackStateStopped": 3,
    "MPNowPlayingInfoMediaTypeAudio": 1,
    "MPMediaItemPropertyTitle": "title",
    "MPMediaItemPropertyArtist": "artist",
    "MPNowPlayingInfoPropertyMediaType": "MPNowPlayingInfoPropertyMediaType",
    "MPNowPlayingInfoPropertyPlaybackRate": "MPNowPlayingInfoPropertyPlaybackRate",
}


class RemoteCommand:
    """The command of one media key; it is enabled until the app disables it."""

    def __init__(self) -> None:
        self.targets: dict[object, Callable[[object], int]] = {}
        self.is_enabled = True
        self.answers: list[object] = []
        self.errors: list[Exception] = []

    def addTargetWithHandler_(self, handler: Callable[[object], int]) -> object:
        target = object()
        self.targets[target] = handler
        return target

    def removeTarget_(self, target: object) -> None:
        self.targets.pop(target, None)

    def setEnabled_(self, is_enabled: bool) -> None:
        self.is_enabled = is_enabled

    def press(self) -> None:
        """Press the media key; return after the app's handlers have run."""
        pressing = threading.Thread(target=self._call)
        pressing.start()
        pressing.join()

    def _call(self) -> None:
        for handler in list(self.targets.values()) if self.is_enabled else ():
            try:
                self.answers.append(handler(object()))
            except Exception as error:
                self.errors.append(error)


class RemoteCommandCenter:
    def __init__(self) -> None:
        self.is_refusing = False
        self.play, self.pause, self.toggle = RemoteCommand(), RemoteCommand(), RemoteCommand()
        self.stop, self.next, self.previous = RemoteCommand(), RemoteCommand(), RemoteCommand()

    def of(self, word: str) -> RemoteCommand:
        """The command that the app calls by this word."""
        found: RemoteCommand = getattr(self, "toggle" if word == "play_pause" else word)
        return found

    def all(self) -> list[RemoteCommand]:
        """The commands of all media keys."""
        return [self.play, self.pause, self.toggle, self.stop, self.next, self.previous]

    def playCommand(self) -> RemoteCommand:
        return self.play

    def pauseCommand(self) -> RemoteCommand:
        return self.pause

    def togglePlayPauseCommand(self) -> RemoteCommand:
        return self.toggle

    def stopCommand(self) -> RemoteCommand:
        if self.is_refusing:
            raise ValueError("NSInvalidArgumentException - unrecognized selector")
        return self.stop

    def nextTrackCommand(self) -> RemoteCommand:
        return self.next

    def previousTrackCommand(self) -> RemoteCommand:
        return self.previous


class NowPlayingInfoCenter:
    def __init__(self) -> None:
        self.info: dict[str, object] | None = None
        self.state = 0
        self.is_refusing = False

    def title(self) -> str:
        """The title that the media panel shows."""
        return str((self.info or {}).get("title", ""))

    def artist(self) -> str:
        """The artist that the media panel shows."""
        return str((self.info or {}).get("artist", ""))

    def status(self) -> str:
        """The playback state that the media panel shows, as a word."""
        return PLAYBACK_STATUSES[self.state]

    def setNowPlayingInfo_(self, info: dict[str, object] | None) -> None:
        if self.is_refusing:
            raise ValueError("NSInternalInconsistencyException")
        self.info = info

    def setPlaybackState_(self, state: int) -> None:
        self.state = state


class Framework(ModuleType):
    """The module MediaPlayer, with its shared command center and info center."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        super().__init__("MediaPlayer")
        self.center, self.panel = RemoteCommandCenter(), NowPlayingInfoCenter()
        names = vars(self)
        names.update(_CONSTANTS)
        names["MPRemoteCommandCenter"] = SimpleNamespace(sharedCommandCenter=lambda: self.center)
        names["MPNowPlayingInfoCenter"] = SimpleNamespace(defaultCenter=lambda: self.panel)
        monkeypatch.setitem(sys.modules, "MediaPlayer", self)
