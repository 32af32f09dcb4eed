"""Media keys on Linux through MPRIS (org.mpris.MediaPlayer2), a D-Bus interface of media players.

Desktops send the commands of media keys to programs that offer MPRIS on the session bus, and show these
programs in panels of the desktop.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from rlscompanion.bedtime.ports import MediaCommand, MediaState
from rlscompanion.desktop.session_bus import BusThread, connect

if TYPE_CHECKING:
    import asyncio

    from dbus_fast.aio import MessageBus

    from rlscompanion.desktop.mpris_player import MprisPlayer

BUS_NAME = "org.mpris.MediaPlayer2.rlscompanion"

_log = logging.getLogger(__name__)


class MprisSession:
    """Media keys on Linux through MPRIS, in a thread of its own that sleeps while idle.

    Without a session bus, nothing happens. No method raises an error. The listeners are called in that
    thread.
    """

    def __init__(self) -> None:
        self._state: MediaState | None = None
        self._thread = BusThread("media keys", _log)

    def start(self, on_command: Callable[[MediaCommand], None], on_level: Callable[[float], None]) -> None:
        """Start receiving media keys. A second call does nothing.

        The listeners are called in the thread of this object.
        """
        from rlscompanion.desktop.media_listeners import MediaListeners
        from rlscompanion.desktop.mpris_player import MprisPlayer

        player = MprisPlayer(MediaListeners(on_command, on_level))
        self._thread.start(partial(_serve, player), partial(self._show_state, player))

    def show(self, state: MediaState) -> None:
        """Show what is playing to other programs; returns at once.

        If several calls follow quickly, perhaps only the last state is shown.
        """
        if state != self._state:
            self._state = state
            self._thread.wake()

    def close(self) -> None:
        """Stop receiving media keys; takes at most CLOSE_SECONDS. A second call does nothing."""
        self._thread.close()

    def _show_state(self, player: MprisPlayer) -> None:
        if self._state is not None:
            player.show(self._state)


async def _serve(player: MprisPlayer, wake_event: asyncio.Event) -> None:
    """Be on the bus until it goes away."""
    try:
        bus = await connect()
    except Exception as error:
        _log.info("no media keys: %s", error)
        return
    try:
        bus.add_message_handler(player.reply_to)
        await _request_bus_name(bus)
        player.bus = bus
        wake_event.set()
        await bus.wait_for_disconnect()  # type: ignore[no-untyped-call]
    except (OSError, EOFError) as error:
        _log.info("the session bus is gone: %s", error)
    finally:
        player.bus = None
        bus.disconnect()


async def _request_bus_name(bus: MessageBus) -> None:
    """Take the name of this app, or one for this process where another instance has it."""
    from dbus_fast import NameFlag, RequestNameReply

    if await bus.request_name(BUS_NAME, NameFlag.DO_NOT_QUEUE) != RequestNameReply.PRIMARY_OWNER:
        await bus.request_name(f"{BUS_NAME}.instance{os.getpid()}", NameFlag.DO_NOT_QUEUE)
