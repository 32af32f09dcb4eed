"""A notification server on a private session bus, like that of a Linux desktop."""

from dbus_fast import Message

from tests.desktop.bus_service import BusService

SERVER_BUS_NAME = "org.freedesktop.Notifications"
SERVER_BUS_PATH = "/org/freedesktop/Notifications"


_INTROSPECTION = f"""<node><interface name="{SERVER_BUS_NAME}">
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


class NotificationServer(BusService):
    """Records notifications; `press` presses a button of the latest notification."""

    def __init__(self, address: str) -> None:
        self._shown: dict[int, tuple[str, list[str]]] = {}
        self._count = 0
        super().__init__(address, SERVER_BUS_NAME)

    @property
    def shown(self) -> list[tuple[str, list[str]]]:
        """The title and the button texts of each visible notification."""
        return [(title, [each for each in actions[1::2] if each]) for title, actions in self._shown.values()]

    def press(self, words: str) -> None:
        """Press a button of the latest notification by the button's text; the notification then closes."""
        identifier, (_, actions) = self._shown.popitem()
        key = dict(zip(actions[1::2], actions[::2], strict=True))[words]
        self.send(
            Message.new_signal(SERVER_BUS_PATH, SERVER_BUS_NAME, "ActionInvoked", "us", [identifier, key])
        )

    def answer(self, call: Message) -> Message | None:
        match call.member:
            case "Introspect":
                return Message.new_method_return(call, "s", [_INTROSPECTION])
            case "GetCapabilities":
                return Message.new_method_return(call, "as", [["actions", "body"]])
            case "GetServerInformation":
                return Message.new_method_return(call, "ssss", ["stand-in", "tests", "1", "1.2"])
            case "Notify":
                self._count += 1
                self._shown[self._count] = (call.body[3], call.body[5])
                return Message.new_method_return(call, "u", [self._count])
            case "CloseNotification":
                self._shown.pop(call.body[0], None)
                return Message.new_method_return(call)
        return None
