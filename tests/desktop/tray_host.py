"""The tray of a Linux desktop on a private session bus: a StatusNotifierWatcher with a host."""

from typing import Any

from dbus_fast import Message, Variant

from tests.desktop.bus_service import BusService

TRAY_BUS_NAME = "org.kde.StatusNotifierWatcher"
TRAY_BUS_PATH = "/StatusNotifierWatcher"
ITEM, ITEM_PATH = "org.kde.StatusNotifierItem", "/StatusNotifierItem"
MENU, PROPERTIES = "com.canonical.dbusmenu", "org.freedesktop.DBus.Properties"

_INTROSPECTION = f"""<node><interface name="{TRAY_BUS_NAME}">
  <method name="RegisterStatusNotifierItem"><arg direction="in" type="s"/></method>
  <property name="IsStatusNotifierHostRegistered" type="b" access="read"/>
  <property name="ProtocolVersion" type="i" access="read"/>
  <property name="RegisteredStatusNotifierItems" type="as" access="read"/>
</interface></node>"""


class TrayHost(BusService):
    """Records the icons put into the tray, presses the latest icon, and chooses from that icon's menu."""

    def __init__(self, address: str) -> None:
        self.icons: list[str] = []
        super().__init__(address, TRAY_BUS_NAME)

    def title(self) -> str:
        """The title of the latest tray icon."""
        (title,) = self._ask(ITEM_PATH, PROPERTIES, "Get", "ss", [ITEM, "Title"])
        return str(title.value)

    def press(self) -> None:
        """Press the latest tray icon."""
        self._ask(ITEM_PATH, ITEM, "Activate", "ii", [0, 0])

    def menu(self) -> dict[str, int]:
        """The menu of the latest icon: the text of each item, with the number by which the item is chosen."""
        _, layout = self._ask(self._menu_path(), MENU, "GetLayout", "iias", [0, -1, ["label"]])
        entries = [entry.value for entry in layout[2]]
        return {words["label"].value: number for number, words, _ in entries if "label" in words}

    def choose(self, words: str) -> None:
        """Choose the item with this text from the menu of the latest icon."""
        number = self.menu()[words]
        self._ask(self._menu_path(), MENU, "Event", "isvu", [number, "clicked", Variant("s", ""), 0])

    def answer(self, call: Message) -> Message | None:
        match call.member:
            case "Introspect" if call.path == TRAY_BUS_PATH:
                return Message.new_method_return(call, "s", [_INTROSPECTION])
            case "Get":
                return Message.new_method_return(call, "v", [Variant("b", True)])
            case "RegisterStatusNotifierItem":
                self.icons.append(call.body[0])
                return Message.new_method_return(call)
        return None

    def _menu_path(self) -> str:
        (path,) = self._ask(ITEM_PATH, PROPERTIES, "Get", "ss", [ITEM, "Menu"])
        return str(path.value)

    def _ask(self, path: str, interface: str, member: str, signature: str, body: list[Any]) -> list[Any]:
        message = Message(self.icons[-1], path, interface, member, signature=signature, body=body)
        return self.call(message)
