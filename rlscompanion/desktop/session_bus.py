"""Connecting to the session bus (D-Bus) of a Linux desktop, and a thread for work on the bus."""

from __future__ import annotations

import contextlib
import logging
import os
import threading
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import asyncio

    from dbus_fast.aio import MessageBus

    Serve = Callable[[asyncio.Event], Coroutine[None, None, None]]

DISCONNECT_SECONDS = 1.0
"""The most seconds that `disconnect_from` waits."""

CLOSE_SECONDS = 2.0
"""The most seconds that `BusThread.close` waits for the thread to end."""


class BusThread:
    """A thread, with an event loop of its own, for work on the session bus; the thread sleeps while idle.

    Errors in the work are logged to `log`.
    """

    def __init__(self, name: str, log: logging.Logger) -> None:
        self._name, self._log = name, log
        self._lock = threading.Lock()  # guards what follows
        self._loop: asyncio.AbstractEventLoop | None = None
        self._wake_event: asyncio.Event | None = None
        self._is_closed = False
        self._thread: threading.Thread | None = None

    def start(self, serve: Serve, on_wake: Callable[[], None] = lambda: None) -> None:
        """Start the thread; returns at once. A second call, or a call after `close`, does nothing.

        `serve` does the work on the bus. `on_wake` is called after each `wake`, in the thread. `serve` gets
        the event that `wake` sets. The thread ends when `serve` returns, and at `close`.
        """
        with self._lock:
            if self._thread is None and not self._is_closed:
                self._thread = threading.Thread(
                    target=self._run, args=(serve, on_wake), name=self._name, daemon=True
                )
                self._thread.start()

    def wake(self) -> None:
        """Wake the thread so that it calls `on_wake`; returns at once."""
        with self._lock:
            self._signal_wake()

    def close(self) -> None:
        """End the thread; takes at most CLOSE_SECONDS. A second call does nothing."""
        with self._lock:
            self._is_closed = True
            self._signal_wake()
            thread = self._thread
        if thread is not None and thread is not threading.current_thread():
            thread.join(CLOSE_SECONDS)

    def _signal_wake(self) -> None:
        if self._loop is not None and self._wake_event is not None:
            self._loop.call_soon_threadsafe(self._wake_event.set)

    def _run(self, serve: Serve, on_wake: Callable[[], None]) -> None:
        import asyncio

        try:
            asyncio.run(self._work(serve, on_wake))
        except Exception:
            self._log.exception("the %s failed", self._name)

    async def _work(self, serve: Serve, on_wake: Callable[[], None]) -> None:
        import asyncio

        wake_event = asyncio.Event()
        with self._lock:
            self._loop, self._wake_event = asyncio.get_running_loop(), wake_event
            wake_event.set()
        tasks = [
            asyncio.create_task(serve(wake_event)),
            asyncio.create_task(self._call_on_wake(wake_event, on_wake)),
        ]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            with self._lock:
                self._loop = self._wake_event = None
            for task in tasks:
                task.cancel()
            results = await asyncio.gather(*tasks, return_exceptions=True)
        for result in results:
            if isinstance(result, Exception):
                raise result

    async def _call_on_wake(self, wake_event: asyncio.Event, on_wake: Callable[[], None]) -> None:
        """Have all news heeded until this is closed."""
        while True:
            await wake_event.wait()
            wake_event.clear()
            with self._lock:
                is_closed = self._is_closed
            if is_closed:
                return
            on_wake()


async def connect() -> MessageBus:
    """Connect to the session bus. Raises one of many errors if there is none."""
    from dbus_fast.aio import MessageBus

    address = os.environ.get("DBUS_SESSION_BUS_ADDRESS")
    usual = os.path.join(os.environ.get("XDG_RUNTIME_DIR", ""), "bus")
    if not address and os.path.isabs(usual) and os.path.exists(usual):
        address = f"unix:path={usual}"
    return await MessageBus(bus_address=address).connect()


async def wait_until_closed(bus: MessageBus) -> None:
    """Wait until the connection is closed. Raises OSError or EOFError if another program closed it."""
    import asyncio

    # Shielded: being cancelled here must not cancel the task that `disconnect_from` waits for.
    await asyncio.shield(bus.wait_for_disconnect())  # type: ignore[no-untyped-call]


async def disconnect_from(bus: MessageBus) -> None:
    """Disconnect from the bus, and wait until its socket is closed."""
    import asyncio

    bus.disconnect()
    with contextlib.suppress(OSError, EOFError, TimeoutError):
        await asyncio.wait_for(bus.wait_for_disconnect(), DISCONNECT_SECONDS)  # type: ignore[no-untyped-call]
