"""A notification server on a private session bus, like that of a Linux desktop."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

from dbus_fast import Message, MessageType
from dbus_fast.aio import MessageBus

from rlscompanion.desktop.session_bus import leave
from tests.waiting import PATIENCE_SECONDS

NAME = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"


_INTROSPECTION = f"""<node><interface name="{NAME}">
  <method name="GetCapabilities"><arg direction="out" type="as"/></method>
  <method name="GetServerInformation"><arg direction="out" type="s"/><arg direction="out" type="s"/>
    <arg direction="out" type="s"/><arg direction="out" type="s"/></method>
  <method name="Notify"><arg direction="in" type="s"/><arg direction="in" type="u"/>
    <arg direction="in" type="s"/><arg direction="in" type="s"/><arg direction="in" type="s"/>
    <arg direction="in" type="as"/><arg direction="in" type="a{{sv}}" name="hints"/>
    <arg direction="in" type="i"/><arg direction="out" type="u"/></method>
  <method name="CloseNotification"><arg direction="in" type="u"/></method>
  <signal name="ActionInvoked"><arg type="u"/><arg type="s"/></signal>
  <signal name="NotificationClosed"><arg type="u"/><arg type="u"/></signal>
</interface></node>"""


class NotificationServer:
    """Records notifications; `press` presses a button of the latest one."""

    def __init__(self, address: str) -> None:
        self._shown: dict[int, tuple[str, list[str]]] = {}
        self._count = 0
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._bus: MessageBus = self._do(self._open(address))

    @property
    def shown(self) -> list[tuple[str, list[str]]]:
        """The title and button words of each visible notification."""
        return [(title, [each for each in actions[1::2] if each]) for title, actions in self._shown.values()]

    def press(self, words: str) -> None:
        """Press a button by its words; the notification then closes, as on a desktop."""
        identifier, (_, actions) = self._shown.popitem()
        key = dict(zip(actions[1::2], actions[::2], strict=True))[words]
        self._do(self._tell(identifier, key))

    def close(self) -> None:
        self._do(leave(self._bus))
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(PATIENCE_SECONDS)
        self._loop.close()

    def _do(self, work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(PATIENCE_SECONDS)

    async def _tell(self, identifier: int, key: str) -> None:
        await self._bus.send(Message.new_signal(PATH, NAME, "ActionInvoked", "us", [identifier, key]))

    async def _open(self, address: str) -> MessageBus:
        bus = await MessageBus(bus_address=address).connect()
        bus.add_message_handler(self._answer)
        await bus.request_name(NAME)
        return bus

    def _answer(self, message: Message) -> Message | None:
        if message.message_type is not MessageType.METHOD_CALL:
            return None
        match message.member:
            case "Introspect":
                return Message.new_method_return(message, "s", [_INTROSPECTION])
            case "GetCapabilities":
                return Message.new_method_return(message, "as", [["actions", "body"]])
            case "GetServerInformation":
                return Message.new_method_return(message, "ssss", ["stand-in", "tests", "1", "1.2"])
            case "Notify":
                self._count += 1
                self._shown[self._count] = (message.body[3], message.body[5])
                return Message.new_method_return(message, "u", [self._count])
            case "CloseNotification":
                self._shown.pop(message.body[0], None)
                return Message.new_method_return(message)
        return None
