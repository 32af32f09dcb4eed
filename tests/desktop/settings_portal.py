"""A settings portal on a private session bus, like that of a Linux desktop."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

from dbus_fast import Message, MessageType, Variant
from dbus_fast.aio import MessageBus

from rlscompanion.desktop.session_bus import leave
from tests.waiting import PATIENCE_SECONDS

NAME = "org.freedesktop.portal.Desktop"
PATH = "/org/freedesktop/portal/desktop"
SETTINGS = "org.freedesktop.portal.Settings"

Values = dict[str, dict[str, Variant]]


class SettingsPortal:
    """Answers `ReadAll` with its values; `change` announces a new value on the bus."""

    def __init__(self, address: str, values: Values) -> None:
        self._address, self._values = address, values
        self._ready = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._bus: MessageBus = self._do(self._open())

    def change(self, namespace: str, key: str, value: Variant) -> None:
        self._values.setdefault(namespace, {})[key] = value
        self._do(self._tell(namespace, key, value))

    def close(self) -> None:
        self._do(leave(self._bus))
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(PATIENCE_SECONDS)
        self._loop.close()

    def _do(self, work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(PATIENCE_SECONDS)

    async def _open(self) -> MessageBus:
        bus = await MessageBus(bus_address=self._address).connect()
        bus.add_message_handler(self._answer)
        await bus.request_name(NAME)
        return bus

    def _answer(self, message: Message) -> Message | None:
        if message.message_type is not MessageType.METHOD_CALL or message.member != "ReadAll":
            return None
        (wanted,) = message.body
        found = {name: values for name, values in self._values.items() if name in wanted}
        return Message.new_method_return(message, "a{sa{sv}}", [found])

    async def _tell(self, namespace: str, key: str, value: Variant) -> None:
        body = [namespace, key, value]
        await self._bus.send(Message.new_signal(PATH, SETTINGS, "SettingChanged", "ssv", body))
