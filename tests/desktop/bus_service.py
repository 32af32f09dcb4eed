"""A service on a private D-Bus session bus, which stands in for a part of a Linux desktop."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

from dbus_fast import Message, MessageType
from dbus_fast.aio import MessageBus

from rlscompanion.desktop.session_bus import disconnect_from
from tests.waiting import PATIENCE_SECONDS


class BusService:
    """Has a name on the bus, and answers calls in its own thread until it is closed."""

    def __init__(self, address: str, name: str) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._bus: MessageBus = self._do(self._open(address, name))

    def answer(self, call: Message) -> Message | None:
        """The answer to a call; None lets the bus library answer."""
        raise NotImplementedError

    def send(self, message: Message) -> None:
        """Send a message, and wait until the message has left."""
        self._do(self._send(message))

    def call(self, message: Message) -> list[Any]:
        """Call a method of another program, and return the result.

        Raises RuntimeError with the text of an error that comes back.
        """
        reply = self._do(self._bus.call(message))
        if reply.message_type is MessageType.ERROR:
            raise RuntimeError(f"{message.member}: {reply.body}")
        found: list[Any] = reply.body
        return found

    def close(self) -> None:
        """Leave the bus, and end the thread."""
        self._do(disconnect_from(self._bus))
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(PATIENCE_SECONDS)
        self._loop.close()

    def _do(self, work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(PATIENCE_SECONDS)

    async def _open(self, address: str, name: str) -> MessageBus:
        bus = await MessageBus(bus_address=address).connect()
        bus.add_message_handler(self._heard)
        await bus.request_name(name)
        return bus

    async def _send(self, message: Message) -> None:
        await self._bus.send(message)

    def _heard(self, message: Message) -> Message | None:
        return self.answer(message) if message.message_type is MessageType.METHOD_CALL else None
