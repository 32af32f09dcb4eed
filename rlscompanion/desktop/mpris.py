"""Media keys on Linux: MPRIS (org.mpris.MediaPlayer2).

Desktops send media keys to whatever offers MPRIS on the session bus, and show it in their panels.
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from rlscompanion.bedtime.ports import MediaCommand, MediaState
from rlscompanion.desktop.session_bus import connect

if TYPE_CHECKING:
    import asyncio

    from dbus_fast.aio import MessageBus

    from rlscompanion.desktop.mpris_player import MprisPlayer

BUS_NAME = "org.mpris.MediaPlayer2.rlscompanion"
CLOSE_SECONDS = 2.0
"""How long `close` waits at most for the thread."""

_log = logging.getLogger(__name__)


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
        from rlscompanion.desktop.media_listeners import MediaListeners
        from rlscompanion.desktop.mpris_player import MprisPlayer

        with self._lock:
            if self._thread is not None or self._is_closed:
                return
            player = MprisPlayer(MediaListeners(on_command, on_level))
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

    def _run(self, player: MprisPlayer) -> None:
        import asyncio

        try:
            asyncio.run(self._serve(player))
        except Exception:
            _log.exception("the media keys failed")

    async def _serve(self, player: MprisPlayer) -> None:
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

    async def _attend(self, player: MprisPlayer, news: asyncio.Event) -> None:
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

    async def _serve_bus(self, player: MprisPlayer, news: asyncio.Event) -> None:
        """Be on the bus until it goes away."""
        try:
            bus = await connect()
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


async def _take_name(bus: MessageBus) -> None:
    """Take the name of this app, or one for this process where another instance has it."""
    from dbus_fast import NameFlag, RequestNameReply

    if await bus.request_name(BUS_NAME, NameFlag.DO_NOT_QUEUE) != RequestNameReply.PRIMARY_OWNER:
        await bus.request_name(f"{BUS_NAME}.instance{os.getpid()}", NameFlag.DO_NOT_QUEUE)
