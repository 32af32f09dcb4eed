"""The few X11 requests that a window manager makes: find the topmost window, focus or close a window."""

import socket
import struct
from types import TracebackType
from typing import Self

_INTERN_ATOM, _QUERY_TREE, _GET_ATTRIBUTES, _GET_PROPERTY = 16, 15, 3, 20
_CONFIGURE, _SEND_EVENT, _SET_FOCUS, _GET_FOCUS = 12, 25, 42, 43
_CLIENT_MESSAGE = 33
_VIEWABLE = 2


class XServer:
    """A connection to a local X display without authorisation, which speaks X11's wire protocol."""

    def __init__(self, display: int) -> None:
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            self._socket.settimeout(5)
            self._socket.connect(f"/tmp/.X11-unix/X{display}")
            self._socket.sendall(struct.pack("<BxHHHHxx", ord("l"), 11, 0, 0, 0))
            accepted, length = struct.unpack("<B5xH", self._read(8))
            setup = self._read(4 * length)
            if accepted != 1:
                raise ConnectionError("the X server refused the connection")
        except BaseException:
            self._socket.close()
            raise
        vendor_length, formats = struct.unpack_from("<H3xB", setup, 16)
        (self._root,) = struct.unpack_from("<I", setup, 32 + (vendor_length + 3) // 4 * 4 + 8 * formats)
        self._protocols = self._atom("WM_PROTOCOLS")
        self._delete = self._atom("WM_DELETE_WINDOW")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._socket.close()

    def windows(self) -> list[int]:
        """The visible windows that a window manager would manage, the topmost first."""
        tree = self._ask(struct.pack("<BxHI", _QUERY_TREE, 2, self._root)) or b""
        (count,) = struct.unpack_from("<H", tree, 16)
        children = struct.unpack_from(f"<{count}I", tree, 32)
        return [window for window in reversed(children) if self._is_managed(window)]

    def top_window(self) -> int:
        """The topmost window. Raises LookupError if there is no window."""
        windows = self.windows()
        if not windows:
            raise LookupError("no window shows")
        return windows[0]

    def focus(self, window: int) -> None:
        """Give the focus to a window, unless the window has the focus already."""
        answer = self._ask(struct.pack("<BxH", _GET_FOCUS, 1))
        if answer and struct.unpack_from("<I", answer, 8)[0] != window:
            self._send(struct.pack("<BBHII", _SET_FOCUS, 1, 3, window, 0))

    def place(self, window: int, x: int, y: int, width: int, height: int) -> None:
        """Move and resize a window."""
        self._send(struct.pack("<BxHIHxxiiII", _CONFIGURE, 7, window, 0b1111, x, y, width, height))

    def close_window(self, window: int) -> None:
        """Ask a window to close, as the close button in its title bar would."""
        event = struct.pack(
            "<BBHII5I", _CLIENT_MESSAGE, 32, 0, window, self._protocols, self._delete, 0, 0, 0, 0
        )
        self._send(struct.pack("<BBHII", _SEND_EVENT, 0, 11, window, 0) + event)

    def _is_managed(self, window: int) -> bool:
        attributes = self._ask(struct.pack("<BxHI", _GET_ATTRIBUTES, 2, window))
        if attributes is None or attributes[26] != _VIEWABLE or attributes[27]:
            return False
        protocols = self._ask(
            struct.pack("<BBHIIIII", _GET_PROPERTY, 0, 6, window, self._protocols, 0, 0, 16)
        )
        return protocols is not None and struct.unpack_from("<I", protocols, 16)[0] > 0

    def _atom(self, name: str) -> int:
        padded = name.encode().ljust((len(name) + 3) // 4 * 4, b"\0")
        answer = self._ask(struct.pack("<BBHHxx", _INTERN_ATOM, 0, 2 + len(padded) // 4, len(name)) + padded)
        if answer is None:
            raise ConnectionError(f"the X server knows no {name}")
        return int(struct.unpack_from("<I", answer, 8)[0])

    def _send(self, request: bytes) -> None:
        """Send a request that has no reply, and wait until the server has processed the request."""
        self._socket.sendall(request)
        self._ask(struct.pack("<BxH", _GET_FOCUS, 1))

    def _ask(self, request: bytes) -> bytes | None:
        """Send a request and return the reply; None if the server answers with an error."""
        self._socket.sendall(request)
        while True:
            answer = self._read(32)
            if answer[0] == 1:
                return answer + self._read(4 * int(struct.unpack_from("<I", answer, 4)[0]))
            # Anything else is an event, or the error of an earlier request whose window has gone.
            if answer[0] == 0 and answer[10] == request[0]:
                return None

    def _read(self, size: int) -> bytes:
        data = b""
        while len(data) < size:
            part = self._socket.recv(size - len(data))
            if not part:
                raise ConnectionError("the X server has gone")
            data += part
        return data
