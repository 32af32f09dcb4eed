"""The setting "reduce motion" of Linux desktops, read from the desktop's settings portal over D-Bus.

The portal's interface is org.freedesktop.portal.Settings. Source: the documentation of xdg-desktop-portal.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from rlscompanion.desktop.session_bus import BusThread, connect, disconnect_from, wait_until_closed

if TYPE_CHECKING:
    import asyncio

    from dbus_fast import Message
    from dbus_fast.aio import MessageBus

_PORTAL_NAME = "org.freedesktop.portal.Desktop"
_PORTAL_PATH = "/org/freedesktop/portal/desktop"
_SETTINGS_INTERFACE = "org.freedesktop.portal.Settings"
_APPEARANCE_NAMESPACE = "org.freedesktop.appearance"
_GNOME_NAMESPACE = "org.gnome.desktop.interface"

_log = logging.getLogger(__name__)

SettingValues = dict[tuple[str, str], Any]
"""The values of settings, by the namespace and the name of the setting."""


def wants_less_motion(settings: Mapping[tuple[str, str], Any]) -> bool:
    """Whether a desktop's settings ask for less motion; False if no setting does.

    A key of `settings` is the namespace and the name of a setting.
    """
    reduced = settings.get((_APPEARANCE_NAMESPACE, "reduced-motion")) == 1
    return reduced or settings.get((_GNOME_NAMESPACE, "enable-animations")) is False


class PortalMotion:
    """Reads the setting "reduce motion" from the settings portal, and follows its changes in a thread.

    The thread sleeps between changes. Without a session bus or a portal, nothing happens. No method raises an
    error. The listener is called in the thread.
    """

    def __init__(self) -> None:
        self._thread = BusThread("motion settings", _log)

    def start(self, on_change: Callable[[bool], None]) -> None:
        """Call the listener with whether less motion is wanted, now and after every change of the setting.

        A second call of this method does nothing.
        """
        self._thread.start(partial(_listen, on_change))

    def close(self) -> None:
        """Stop following the setting "reduce motion". A second call does nothing."""
        self._thread.close()


async def _listen(on_change: Callable[[bool], None], _: asyncio.Event) -> None:
    try:
        bus = await connect()
    except Exception as error:
        _log.info("no motion settings: %s", error)
        return
    settings: SettingValues = {}

    def take(message: Message) -> None:
        change = _changed_setting(message)
        if change is not None:
            settings.update([change])
            on_change(wants_less_motion(settings))

    try:
        bus.add_message_handler(take)
        await _ask_for_changes(bus)
        read = await _read(bus)
        if read is None:
            return
        settings.update(read)
        on_change(wants_less_motion(settings))
        await wait_until_closed(bus)
    except (OSError, EOFError) as error:
        _log.info("the session bus is gone: %s", error)
    finally:
        await disconnect_from(bus)


def _changed_setting(message: Message) -> tuple[tuple[str, str], Any] | None:
    """The changed setting that a message reports."""
    from dbus_fast import MessageType

    if (message.message_type, message.interface, message.member) != (
        MessageType.SIGNAL,
        _SETTINGS_INTERFACE,
        "SettingChanged",
    ):
        return None
    match message.body:
        case [str(namespace), str(key), value]:
            return (namespace, key), value.value
    return None


async def _ask_for_changes(bus: MessageBus) -> None:
    from dbus_fast import Message

    rule = f"type='signal',interface='{_SETTINGS_INTERFACE}',member='SettingChanged',path='{_PORTAL_PATH}'"
    await bus.call(
        Message(
            destination="org.freedesktop.DBus",
            path="/org/freedesktop/DBus",
            interface="org.freedesktop.DBus",
            member="AddMatch",
            signature="s",
            body=[rule],
        )
    )


async def _read(bus: MessageBus) -> SettingValues | None:
    """The settings that there are now; None where no portal has any."""
    from dbus_fast import Message, MessageType

    answer = await bus.call(
        Message(
            destination=_PORTAL_NAME,
            path=_PORTAL_PATH,
            interface=_SETTINGS_INTERFACE,
            member="ReadAll",
            signature="as",
            body=[[_APPEARANCE_NAMESPACE, _GNOME_NAMESPACE]],
        )
    )
    if answer is None or answer.message_type is not MessageType.METHOD_RETURN or not answer.body:
        _log.info("no motion settings: %s", answer.body if answer else "no answer")
        return None
    return {
        (namespace, key): value.value
        for namespace, values in answer.body[0].items()
        for key, value in values.items()
    }
