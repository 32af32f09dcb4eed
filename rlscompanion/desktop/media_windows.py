"""Media keys on Windows: the system media transport controls, through PyWinRT.

Windows gives these controls to a window or to a media player. The media player used here plays nothing, and
its own handling of the keys is switched off. Source: "Manual control of the System Media Transport Controls"
in the documentation of Windows.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from rlscompanion.bedtime.ports import MediaCommand, MediaState
from rlscompanion.desktop.media_listeners import MediaListeners

if TYPE_CHECKING:
    from winrt.windows.media import (
        SystemMediaTransportControls,
        SystemMediaTransportControlsButtonPressedEventArgs,
    )

CLOSE_SECONDS = 2.0
"""The most seconds that `close` waits for the thread to end."""

_log = logging.getLogger(__name__)


class WindowsMediaSession:
    """Media keys through the media transport controls of Windows, in a thread of its own.

    The thread loads the media library, so that the window does not wait. The transport controls show no sound
    level. The controls get no length, since a progress bar would also need the position in the track. If the
    library raises an error, the error is logged once, and media keys stop working. The listeners are called
    in threads of the library.
    """

    def __init__(self) -> None:
        self._news = threading.Condition()  # guards what follows
        self._state: MediaState | None = None
        self._is_shown = True
        self._is_closed = False
        self._thread: threading.Thread | None = None

    def start(self, on_command: Callable[[MediaCommand], None], on_level: Callable[[float], None]) -> None:
        """Start receiving media keys; returns at once. A second call does nothing."""
        with self._news:
            if self._thread is not None or self._is_closed:
                return
            listeners = MediaListeners(on_command, on_level)
            self._thread = threading.Thread(
                target=self._run, args=(listeners,), name="media keys", daemon=True
            )
            self._thread.start()

    def show(self, state: MediaState) -> None:
        """Show what is playing on the transport controls; returns at once.

        If several calls follow quickly, perhaps only the last state is shown.
        """
        with self._news:
            if state != self._state:
                self._state = state
                self._is_shown = False
                self._news.notify()

    def close(self) -> None:
        """Stop receiving media keys; takes at most CLOSE_SECONDS. A second call does nothing."""
        with self._news:
            self._is_closed = True
            self._news.notify()
            thread = self._thread
        if thread is not None and thread is not threading.current_thread():
            thread.join(CLOSE_SECONDS)

    def _run(self, listeners: MediaListeners) -> None:
        try:
            with _opened_controls(listeners) as controls:
                while (state := self._wait_for_state()) is not None:
                    _show_state(controls, state)
        except Exception as error:  # the errors of the library are not documented
            _log.warning("no media keys: %r", error)

    def _wait_for_state(self) -> MediaState | None:
        """Wait for the next state; None once closed."""
        with self._news:
            self._news.wait_for(lambda: self._is_closed or not self._is_shown)
            self._is_shown = True
            return None if self._is_closed else self._state


@contextmanager
def _opened_controls(listeners: MediaListeners) -> Iterator[SystemMediaTransportControls]:
    """The transport controls, with listeners for the duration of the context."""
    from winrt.windows.media import SystemMediaTransportControlsButton as Button
    from winrt.windows.media.playback import MediaPlayer

    commands = {
        Button.PLAY: MediaCommand.PLAY,
        Button.PAUSE: MediaCommand.PAUSE,
        Button.STOP: MediaCommand.STOP,
        Button.NEXT: MediaCommand.NEXT,
        Button.PREVIOUS: MediaCommand.PREVIOUS,
    }

    def pressed(
        sender: SystemMediaTransportControls, event: SystemMediaTransportControlsButtonPressedEventArgs
    ) -> None:
        if (command := commands.get(event.button)) is not None:
            listeners.deliver_command(command)

    with ExitStack() as undo:
        player = MediaPlayer()
        undo.callback(player.close)
        player.command_manager.is_enabled = False
        controls = player.system_media_transport_controls
        undo.callback(controls.remove_button_pressed, controls.add_button_pressed(pressed))
        undo.callback(setattr, controls, "is_enabled", False)
        undo.callback(listeners.close)
        controls.is_play_enabled = controls.is_pause_enabled = controls.is_stop_enabled = True
        controls.is_enabled = True
        yield controls


def _show_state(controls: SystemMediaTransportControls, state: MediaState) -> None:
    """Show a state in the controls; title and artist appear only after `update`."""
    from winrt.windows.media import MediaPlaybackStatus, MediaPlaybackType

    controls.is_next_enabled = state.can_go_next
    controls.is_previous_enabled = state.can_go_previous
    updater = controls.display_updater
    if state.title:
        updater.type = MediaPlaybackType.MUSIC  # first, since only this type has music properties
        updater.music_properties.title = state.title
        updater.music_properties.artist = state.artist
    else:
        updater.clear_all()
    updater.update()
    idle = MediaPlaybackStatus.PAUSED if state.title else MediaPlaybackStatus.STOPPED
    controls.playback_status = MediaPlaybackStatus.PLAYING if state.is_playing else idle
