"""A settings portal (which tells apps the desktop's settings) on a private session bus."""

from dbus_fast import Message, Variant

from tests.desktop.bus_service import BusService

PORTAL_BUS_NAME = "org.freedesktop.portal.Desktop"
PORTAL_BUS_PATH = "/org/freedesktop/portal/desktop"
SETTINGS = "org.freedesktop.portal.Settings"

Values = dict[str, dict[str, Variant]]


class SettingsPortal(BusService):
    """Answers `ReadAll` with its settings; `change` announces a new value on the bus."""

    def __init__(self, address: str, values: Values) -> None:
        self._values = values
        super().__init__(address, PORTAL_BUS_NAME)

    def change(self, namespace: str, key: str, value: Variant) -> None:
        self._values.setdefault(namespace, {})[key] = value
        self.send(
            Message.new_signal(PORTAL_BUS_PATH, SETTINGS, "SettingChanged", "ssv", [namespace, key, value])
        )

    def answer(self, call: Message) -> Message | None:
        if call.member != "ReadAll":
            return None
        (wanted,) = call.body
        found = {name: values for name, values in self._values.items() if name in wanted}
        return Message.new_method_return(call, "a{sa{sv}}", [found])
