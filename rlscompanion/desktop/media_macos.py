"""Media keys on macOS: the remote commands and the "now playing" panel, through PyObjC.

macOS sends the commands of media keys to the app that most recently reported playing something. Source:
"MPNowPlayingInfoCenter" in the documentation of macOS.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from rlscompanion.bedtime.ports import MediaCommand, MediaState
from rlscompanion.desktop.media_listeners import MediaListeners

_log = logging.getLogger(__name__)


class MacMediaSession:
    """Media keys through the media player framework of macOS, received in the main thread.

    The "now playing" panel of macOS shows no sound level. The panel gets no length, since its progress bar
    would also need the position in the track. If the framework raises an error, the error is logged once, and
    media keys stop working.
    """

    def __init__(self) -> None:
        self._panel: _NowPlayingPanel | None = None
        self._state: MediaState | None = None
        self._is_started = False
        self._is_closed = False

    def start(self, on_command: Callable[[MediaCommand], None], on_level: Callable[[float], None]) -> None:
        """Start receiving media keys. A second call does nothing."""
        if self._is_started or self._is_closed:
            return
        self._is_started = True
        try:
            self._panel = _NowPlayingPanel(MediaListeners(on_command, on_level))
            if self._state is not None:
                self._panel.show(self._state)
        except Exception as error:  # the errors of the framework are not documented
            self._give_up(error)

    def show(self, state: MediaState) -> None:
        """Show what is playing on the "now playing" panel of macOS; returns at once."""
        if state == self._state:
            return
        self._state = state
        if self._panel is not None:
            try:
                self._panel.show(state)
            except Exception as error:
                self._give_up(error)

    def close(self) -> None:
        """Stop receiving media keys. A second call does nothing."""
        self._is_closed = True
        self._drop_panel()

    def _give_up(self, error: Exception) -> None:
        _log.warning("no media keys: %r", error)
        self._drop_panel()

    def _drop_panel(self) -> None:
        panel, self._panel = self._panel, None
        if panel is not None:
            try:
                panel.close()
            except Exception as error:
                _log.info("the media keys did not end well: %r", error)


class _NowPlayingPanel:
    """The connection to the media keys and the "now playing" panel of macOS, open until `close`.

    The methods of this class raise the errors of the framework.
    """

    def __init__(self, listeners: MediaListeners) -> None:
        import MediaPlayer

        self._framework = MediaPlayer
        self._listeners = listeners
        self._info = MediaPlayer.MPNowPlayingInfoCenter.defaultCenter()
        center = MediaPlayer.MPRemoteCommandCenter.sharedCommandCenter()
        self._next, self._previous = center.nextTrackCommand(), center.previousTrackCommand()
        with ExitStack() as undo:
            for command, word in (
                (center.playCommand(), MediaCommand.PLAY),
                (center.pauseCommand(), MediaCommand.PAUSE),
                (center.togglePlayPauseCommand(), MediaCommand.PLAY_PAUSE),
                (center.stopCommand(), MediaCommand.STOP),
                (self._next, MediaCommand.NEXT),
                (self._previous, MediaCommand.PREVIOUS),
            ):
                # Only the object that addTargetWithHandler_ returns can be removed again.
                undo.callback(command.removeTarget_, command.addTargetWithHandler_(self._handler_of(word)))
                command.setEnabled_(True)
            self._undo = undo.pop_all()

    def show(self, state: MediaState) -> None:
        """Show what is playing on the panel; if nothing has a title, empty the panel."""
        names = self._framework
        self._next.setEnabled_(state.can_go_next)
        self._previous.setEnabled_(state.can_go_previous)
        info: dict[Any, Any] = {
            names.MPMediaItemPropertyTitle: state.title,
            names.MPMediaItemPropertyArtist: state.artist,
            names.MPNowPlayingInfoPropertyMediaType: names.MPNowPlayingInfoMediaTypeAudio,
            names.MPNowPlayingInfoPropertyPlaybackRate: 1.0 if state.is_playing else 0.0,
        }
        self._info.setNowPlayingInfo_(info if state.title else None)
        idle = (
            names.MPNowPlayingPlaybackStatePaused if state.title else names.MPNowPlayingPlaybackStateStopped
        )
        self._info.setPlaybackState_(names.MPNowPlayingPlaybackStatePlaying if state.is_playing else idle)

    def close(self) -> None:
        """Stop receiving media keys, and empty the panel."""
        self._listeners.close()
        with self._undo:
            self._info.setNowPlayingInfo_(None)
            self._info.setPlaybackState_(self._framework.MPNowPlayingPlaybackStateStopped)

    def _handler_of(self, word: MediaCommand) -> Callable[[object], int]:
        """A function that the framework calls with an event, and that returns a status."""
        done = self._framework.MPRemoteCommandHandlerStatusSuccess
        failed = self._framework.MPRemoteCommandHandlerStatusCommandFailed

        def handle(event: object) -> int:
            return int(done if self._listeners.deliver_command(word) else failed)

        return handle
